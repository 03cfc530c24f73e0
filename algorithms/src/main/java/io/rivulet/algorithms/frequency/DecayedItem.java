package io.rivulet.algorithms.frequency;

/**
 * One row of a list of recently frequent items; the true weight lies in {@code weight - error .. weight}, up to rounding.
 *
 * @param item the item
 * @param weight how much it came lately: a record of now counts 1, one of a half-life ago a half
 * @param error how much of the weight may belong to other items
 * @param guaranteed whether the item surely belongs into the list that it stands in
 * @param <T> an item
 */
public record DecayedItem<T>(T item, double weight, double error, boolean guaranteed) {}
