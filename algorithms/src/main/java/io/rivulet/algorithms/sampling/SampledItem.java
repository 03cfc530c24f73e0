package io.rivulet.algorithms.sampling;

/**
 * An item of a weighted sample.
 *
 * @param item the item
 * @param represents the weight of the stream that it stands for, itself included: sums of these estimate sums of weights without bias
 * @param <T> an item
 */
public record SampledItem<T>(T item, double represents) {}
