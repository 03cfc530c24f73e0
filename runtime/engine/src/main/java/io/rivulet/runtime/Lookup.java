package io.rivulet.runtime;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something outside the flow that can be asked by key, and how long its answers are remembered: {@link Stream#enrich}. Each worker remembers for itself, at most
 * {@code maxEntries} answers, those asked for last; nothing of it is stored.
 *
 * <p>The function is called in the flow's thread, which waits for it: it is for memory, a local file, an embedded database. Ask what is far away by
 * {@link Stream#mapAsync}.
 *
 * @param function gives the value of a key, or none; remembered either way
 * @param maxEntries answers remembered at most
 * @param timeToLive by the clock, how long an answer holds before it is asked for again
 * @param <K> a key, with {@code equals} and {@code hashCode}
 * @param <V> a value
 */
public record Lookup<K, V>(Function<? super K, Optional<V>> function, int maxEntries, Duration timeToLive) {

    /** Checks the bounds. */
    public Lookup {
        Objects.requireNonNull(function, "function");
        if (maxEntries < 1) {
            throw new IllegalArgumentException("maxEntries must be at least 1, got " + maxEntries);
        }
        if (timeToLive.isNegative() || timeToLive.isZero()) {
            throw new IllegalArgumentException("timeToLive must be positive, got " + timeToLive);
        }
    }
}
