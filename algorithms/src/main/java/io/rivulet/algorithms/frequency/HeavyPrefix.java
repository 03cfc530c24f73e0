package io.rivulet.algorithms.frequency;

/**
 * One row of a list of hierarchical heavy hitters.
 *
 * @param prefix the prefix, or the item itself
 * @param depth its depth in the hierarchy, 1 for the widest
 * @param count how much came below it, at most
 * @param error how much of the count may belong to other prefixes
 * @param beyondListed how much of the count is not explained by the longer prefixes that are listed too, at most: what made it a row of its own
 * @param <T> a prefix
 */
public record HeavyPrefix<T>(T prefix, int depth, long count, long error, long beyondListed) {}
