package io.rivulet.algorithms.frequency;

/**
 * One row of a list of frequent items; the true count lies in {@code count - error .. count}.
 *
 * @param item the item
 * @param count at most this often; never below the true count
 * @param error how much of the count may belong to other items
 * @param guaranteed whether the item surely belongs into the list that it stands in
 * @param <T> an item
 */
public record FrequentItem<T>(T item, long count, long error, boolean guaranteed) {}
