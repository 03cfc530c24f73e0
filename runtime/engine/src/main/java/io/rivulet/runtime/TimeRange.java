package io.rivulet.runtime;

/**
 * A stretch of event time, both ends included.
 *
 * @param fromMillis its first instant
 * @param toMillis its last instant, not before the first
 */
public record TimeRange(long fromMillis, long toMillis) {

    /** Checks the order and the ranges. */
    public TimeRange {
        Windows.checked(fromMillis);
        Windows.checked(toMillis);
        if (fromMillis > toMillis) {
            throw new IllegalArgumentException(
                    "fromMillis must be at most toMillis, got " + fromMillis + " and " + toMillis);
        }
    }
}
