package io.rivulet.algorithms;

/**
 * One earlier {@code update} can be undone, in any order. Algorithms over primitives offer the same method for their primitive.
 *
 * @param <T> what the algorithm takes in
 */
public interface Retractable<T> {

    /**
     * Undoes one earlier update with the same value.
     *
     * @throws IllegalArgumentException if no such update is left to undo, as far as the state can tell; it is then unchanged
     */
    void retract(T value);

    /** {@link Retractable} for algorithms that take {@code long}s. */
    interface OfLong {
        /** See {@link Retractable#retract}. */
        void retract(long value);
    }

    /** {@link Retractable} for algorithms that take {@code double}s. */
    interface OfDouble {
        /** See {@link Retractable#retract}. */
        void retract(double value);
    }
}
