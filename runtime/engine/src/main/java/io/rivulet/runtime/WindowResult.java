package io.rivulet.runtime;

import java.time.Instant;

/**
 * The answer for one window of one key. The record that carries it has the event time of the last instant that its window could hold.
 *
 * @param key the key
 * @param id the window's number, counted from the alignment; for a session its {@code startMillis}, which no other session of the key has
 * @param startMillis the window's first instant; for a session the time of its first record
 * @param endMillis the first instant after the window; for a session the time of its last record plus the gap
 * @param value the answer
 * @param <K> a key
 * @param <R> an answer
 */
public record WindowResult<K, R>(K key, long id, long startMillis, long endMillis, R value) {

    /** {@link #startMillis} as an instant. */
    public Instant start() {
        return Instant.ofEpochMilli(startMillis);
    }

    /** {@link #endMillis} as an instant. */
    public Instant end() {
        return Instant.ofEpochMilli(endMillis);
    }
}
