package io.rivulet.runtime.connect;

import java.io.IOException;

/**
 * Where records go: a description that can be opened, not yet an open thing.
 *
 * @param <T> a record
 */
public interface Sink<T> {

    /**
     * Opens the part of one worker.
     *
     * @param worker from 0
     * @param workers how many there are; 1 where {@link #single} holds
     * @throws IOException if it cannot be opened, with the place in the message
     */
    SinkWriter<T> open(int worker, int workers) throws IOException;

    /** What becomes of records after a crash. */
    default Guarantee guarantee() {
        return Guarantee.AT_LEAST_ONCE;
    }

    /** Whether all records must go through one writer, as for one file or the console; workers then hand theirs to the first. */
    default boolean single() {
        return false;
    }
}
