package io.rivulet.runtime;

import java.time.Instant;
import java.util.Objects;

/**
 * The answer for one window of one key. The record that carries it has the event time of the last instant that its window could hold; see {@link Windows} for windows that
 * are not cut by time.
 *
 * @param key the key
 * @param id the window's number, counted from the alignment; for a session its {@code startMillis}, which no other session of the key has
 * @param startMillis the window's first instant; for a session the time of its first record
 * @param endMillis the first instant after the window; for a session the time of its last record plus the gap
 * @param value the answer
 * @param firing which of its window's results this is; {@link Firing#ONLY} where each window has one
 * @param <K> a key
 * @param <R> an answer
 */
public record WindowResult<K, R>(K key, long id, long startMillis, long endMillis, R value, Firing firing) {

    /** Checks that the firing is there. */
    public WindowResult {
        Objects.requireNonNull(firing, "firing");
    }

    /** A window's only result. */
    public WindowResult(K key, long id, long startMillis, long endMillis, R value) {
        this(key, id, startMillis, endMillis, value, Firing.ONLY);
    }

    /** {@link #startMillis} as an instant. */
    public Instant start() {
        return Instant.ofEpochMilli(startMillis);
    }

    /** {@link #endMillis} as an instant. */
    public Instant end() {
        return Instant.ofEpochMilli(endMillis);
    }
}
