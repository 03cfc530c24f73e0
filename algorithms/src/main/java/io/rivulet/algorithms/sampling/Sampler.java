package io.rivulet.algorithms.sampling;

import java.util.List;

/**
 * A few items that stand for all that came.
 *
 * @param <T> an item
 */
public interface Sampler<T> {

    /** Takes one item in; whether it stays is a matter of chance. */
    void update(T item);

    /** The items chosen so far, in no order that means anything; a copy. */
    List<T> sample();

    /** How many items came in, which is exact. */
    long count();
}
