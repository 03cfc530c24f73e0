package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.IntervalEmit;
import io.rivulet.runtime.Windows;
import java.time.Duration;
import java.util.Objects;

/**
 * What an interval join is made of: a left record at time t pairs with the right ones in {@code t + lower .. t + upper}, both included.
 *
 * @param lowerMillis may be negative
 * @param upperMillis at least {@code lowerMillis}; may be negative
 * @param emit which rows leave, and when
 * @param left how left records become bytes
 * @param right how right records become bytes
 */
record IntervalPlan<L, R>(
        long lowerMillis, long upperMillis, IntervalEmit emit, StateCodec<L> left, StateCodec<R> right) {

    IntervalPlan {
        if (lowerMillis > upperMillis) {
            throw new IllegalArgumentException(
                    "lower bound must be at most the upper, " + upperMillis + " ms, got " + lowerMillis + " ms");
        }
        Objects.requireNonNull(emit, "emit");
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(right, "right");
    }

    static <L, R> IntervalPlan<L, R> of(
            Duration lower, Duration upper, IntervalEmit emit, StateCodec<L> left, StateCodec<R> right) {
        return new IntervalPlan<>(millis("lower bound", lower), millis("upper bound", upper), emit, left, right);
    }

    private static long millis(String name, Duration bound) {
        if (bound.abs().compareTo(Duration.ofMillis(Windows.LIMIT_MILLIS)) > 0) {
            throw new IllegalArgumentException(
                    name + " must be within " + Windows.LIMIT_MILLIS + " ms of 0, got " + bound);
        }
        return bound.toMillis();
    }

    /** The watermark at which a left record can meet no more right ones. */
    long leftDone(long timeMillis) {
        return timeMillis + Math.max(0, upperMillis) + 1;
    }

    /** The watermark at which a right record can meet no more left ones, and no left one that met it waits for its rows. */
    long rightDone(long timeMillis) {
        return timeMillis + Math.max(0, emitsWhenDone() ? Math.max(0, upperMillis) - lowerMillis : -lowerMillis) + 1;
    }

    /** Whether a left record's rows leave when its interval has passed. */
    boolean emitsWhenDone() {
        return emit == IntervalEmit.PRODUCT || emit == IntervalEmit.FINAL;
    }
}
