package io.rivulet.runtime;

import java.time.Duration;

/**
 * How {@link Stream#mapAsync} treats its calls.
 *
 * @param capacity calls under way at once on each worker; more records wait, and hold the input
 * @param ordered whether results leave in the order of their records, or each as soon as it is there
 * @param timeout by the clock, after which a call counts as failed; what it still gives is ignored
 * @param retries how often a failed call is made again before the job fails
 * @param retryAfter by the clock, how long to wait before the first retry; twice as long before each further one
 */
public record AsyncOptions(int capacity, boolean ordered, Duration timeout, int retries, Duration retryAfter) {

    /** Checks the ranges. */
    public AsyncOptions {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, got " + capacity);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, got " + timeout);
        }
        if (retries < 0 || retries > 60) {
            throw new IllegalArgumentException("retries must be in 0..60, got " + retries);
        }
        if (retryAfter.isNegative() || retryAfter.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("retryAfter must be in 0..1 day, got " + retryAfter);
        }
    }

    /** 64 calls at once, in order, 30 seconds for each, no retries. */
    public static AsyncOptions defaults() {
        return new AsyncOptions(64, true, Duration.ofSeconds(30), 0, Duration.ofMillis(100));
    }

    /** The same with another number of calls at once. */
    public AsyncOptions withCapacity(int calls) {
        return new AsyncOptions(calls, ordered, timeout, retries, retryAfter);
    }

    /** The same with each result leaving as soon as it is there. */
    public AsyncOptions unordered() {
        return new AsyncOptions(capacity, false, timeout, retries, retryAfter);
    }

    /** The same with another time limit for a call. */
    public AsyncOptions withTimeout(Duration limit) {
        return new AsyncOptions(capacity, ordered, limit, retries, retryAfter);
    }

    /** The same with failed calls made again. */
    public AsyncOptions withRetries(int count, Duration after) {
        return new AsyncOptions(capacity, ordered, timeout, count, after);
    }
}
