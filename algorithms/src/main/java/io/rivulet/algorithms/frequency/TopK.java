package io.rivulet.algorithms.frequency;

import java.util.List;

/**
 * What can name the most frequent items, not only count items that it is given.
 *
 * @param <T> an item
 */
public interface TopK<T> {

    /**
     * At most k items, the largest count first; the class says which items cannot be missing.
     *
     * @throws IllegalArgumentException unless k is positive
     */
    List<FrequentItem<T>> top(int k);
}
