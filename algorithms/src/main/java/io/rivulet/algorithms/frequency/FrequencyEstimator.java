package io.rivulet.algorithms.frequency;

/**
 * How often items came in, or how much they weighed together.
 *
 * @param <T> an item; equal items are the same item
 */
public interface FrequencyEstimator<T> {

    /** Takes one item in. */
    default void update(T item) {
        update(item, 1);
    }

    /**
     * Takes one item in that counts {@code weight} times: bytes of a packet, pieces of an order. A weight of 0 changes nothing.
     *
     * @throws IllegalArgumentException if the weight is negative or the total would overflow
     */
    void update(T item, long weight);

    /** The weight of one item; the class says how far it may be off, and to which side. */
    long estimate(T item);

    /** The weight of all items together, which is exact: how many came in where every weight is 1. */
    long total();
}
