package io.rivulet.algorithms.frequency;

/**
 * One row of a list of frequent items. Where its class promises without chance, the true count lies in {@code count - error .. count}.
 *
 * @param item the item
 * @param count how often it came: at most, unless its class says about or at least
 * @param error by how much the count may be wrong; its class says to which side and how surely
 * @param guaranteed whether the item surely belongs into the list that it stands in
 * @param <T> an item
 */
public record FrequentItem<T>(T item, long count, long error, boolean guaranteed) {}
