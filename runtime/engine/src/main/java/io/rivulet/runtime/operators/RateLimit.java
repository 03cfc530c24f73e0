package io.rivulet.runtime.operators;

import io.rivulet.runtime.dataflow.AsyncLogic;
import java.util.Arrays;
import java.util.Optional;

/** See {@link Async#rateLimit}. */
final class RateLimit<T> implements AsyncLogic<T, T> {
    /*
     * A ring of the times at which the last `records` records left. One may leave when the oldest of them is `per` ago. Records leave in the order in which they
     * came, so the first to ask is the first that has not left.
     */
    private final long[] left;
    private final long perMillis;
    private int oldest;

    RateLimit(int records, long perMillis) {
        this.left = new long[records];
        this.perMillis = perMillis;
        Arrays.fill(left, Long.MIN_VALUE);
    }

    @Override
    public Pending<T> start(T record, long clockMillis) {
        return now -> {
            if (left[oldest] != Long.MIN_VALUE && now - left[oldest] < perMillis) {
                return Optional.empty();
            }
            left[oldest] = now;
            oldest = oldest + 1 == left.length ? 0 : oldest + 1;
            return Optional.of(record);
        };
    }
}
