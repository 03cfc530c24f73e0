package io.rivulet.algorithms.frequency;

/**
 * One row of a list of trending items.
 *
 * @param item the item
 * @param recent how much it came lately: a record of now counts 1, one of a short half-life ago a half
 * @param expected how much that would be had it come as steadily as over the long half-life
 * @param surprise how far the two are apart, in standard deviations of a steady stream; below 0 where the item came less than expected
 * @param <T> an item
 */
public record TrendingItem<T>(T item, double recent, double expected, double surprise) {}
