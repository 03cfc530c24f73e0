package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * The smallest and the largest value of the last minute, hour, or any other window up to the longest, chosen when asking, and when they came.
 *
 * <p><b>Method.</b> A monotone queue for each end, the old trick of window minima: a value that a later one reaches or exceeds can never be the largest again,
 * and goes. Here records may come in any order, and states merge.
 * <p><b>Error.</b> None.
 * <p><b>Merge.</b> Exact and idempotent: the state of both streams together, in whatever order.
 * <p><b>Cost.</b> O(1) per update on average, O(lg n) per answer. For n values of the longest window in random order about ln n + 0.58 are kept at each end, 16 bytes
 * each; at worst, where they fall or rise steadily, all n at one end.
 * <p><b>Units.</b> Values as given. Event time in milliseconds; a window of length w that ends at {@code now} holds {@code now - w < time <= now}.
 * <p><b>Late.</b> Records not in the longest window that ends at the newest one are dropped: they could not count.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var load = SlidingExtremes.create(Duration.ofHours(1));
 * load.update(0.9, 0);
 * load.update(0.2, 60_000);
 * load.update(0.4, 120_000);
 * load.maximum(120_000, 3_600_000);  // 0.9
 * load.maximum(120_000, 90_000);     // 0.4
 * load.minimum(120_000, 90_000);     // 0.2
 * }</pre>
 */
public final class SlidingExtremes implements Incremental<SlidingExtremes>, Mergeable<SlidingExtremes> {

    /**
     * Both ends.
     *
     * @param minimum {@code NaN} of no value
     * @param maximum {@code NaN} of no value
     */
    public record Extremes(double minimum, double maximum) {}

    /*
     * What came at the newest time ends both staircases, for nothing later makes it useless. Lows has the values with their sign changed.
     */
    private final long windowMillis;
    private Staircase highs = new Staircase();
    private Staircase lows = new Staircase();

    private SlidingExtremes(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    /** @param window the longest window that can be asked for */
    public static SlidingExtremes create(Duration window) {
        return new SlidingExtremes(Span.millis("window", window));
    }

    /** How a dataflow uses it; outside sliding windows it answers for the longest one. */
    public static <T> Aggregation<T, SlidingExtremes, Extremes> aggregation(
            Duration window, ToDoubleFunction<? super T> value) {
        create(window); // a wrong one shows here, not at the first record
        return Aggregation.<T, SlidingExtremes, Extremes>ofTimed(
                        "sliding-extremes",
                        () -> create(window),
                        (s, record, time) -> s.update(value.applyAsDouble(record), time),
                        (s, now) -> s.extremes(now, s.windowMillis),
                        CODEC)
                .merging(SlidingExtremes::merge, SlidingExtremes::copy)
                .slidingNatively(SlidingExtremes::extremes);
    }

    /** Takes one finite value in; times may come in any order. */
    public void update(double value, long timeMillis) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, got " + value);
        }
        if (Math.abs(timeMillis) > Span.MOST_MILLIS || timeMillis == Long.MIN_VALUE) {
            throw new IllegalArgumentException("timeMillis must be within 2^61 of the epoch, got " + timeMillis);
        }
        // So that there is one zero only.
        insert(highs, timeMillis, value + 0.0);
        insert(lows, timeMillis, 0.0 - value);
    }

    private void insert(Staircase stairs, long time, double value) {
        if (stairs.size() == 0 || time > stairs.lastTime() - windowMillis) {
            stairs.insert(time, value);
            stairs.evictTo(stairs.lastTime() - windowMillis + 1);
        }
    }

    /**
     * The largest value of the window that ends at {@code nowMillis}.
     *
     * @param nowMillis if before the newest record, what came after it counts too, for what it replaced is gone
     * @param windowMillis at most the longest window
     */
    public double maximum(long nowMillis, long windowMillis) {
        int first = first(highs, nowMillis, windowMillis);
        return first == highs.size() ? Double.NaN : highs.value(first);
    }

    /** The smallest value; parameters as in {@link #maximum}. */
    public double minimum(long nowMillis, long windowMillis) {
        int first = first(lows, nowMillis, windowMillis);
        return first == lows.size() ? Double.NaN : 0.0 - lows.value(first);
    }

    /** When the largest value came, the last time if it came more than once; the smallest {@code long} of no value. Parameters as in {@link #maximum}. */
    public long maximumMillis(long nowMillis, long windowMillis) {
        int first = first(highs, nowMillis, windowMillis);
        return first == highs.size() ? Long.MIN_VALUE : highs.time(first);
    }

    /** When the smallest value came; otherwise as {@link #maximumMillis}. */
    public long minimumMillis(long nowMillis, long windowMillis) {
        int first = first(lows, nowMillis, windowMillis);
        return first == lows.size() ? Long.MIN_VALUE : lows.time(first);
    }

    /** Both; parameters as in {@link #maximum}. */
    public Extremes extremes(long nowMillis, long windowMillis) {
        return new Extremes(minimum(nowMillis, windowMillis), maximum(nowMillis, windowMillis));
    }

    private int first(Staircase stairs, long now, long window) {
        if (window < 1 || window > windowMillis) {
            throw new IllegalArgumentException("windowMillis must be in 1.." + windowMillis + ", got " + window);
        }
        return stairs.firstFrom(Math.max(-Span.MOST_MILLIS, now) - window + 1);
    }

    /** The longest window that can be asked for. */
    public Duration window() {
        return Duration.ofMillis(windowMillis);
    }

    @Override
    public void merge(SlidingExtremes other) {
        if (other.windowMillis != windowMillis) {
            throw new IllegalArgumentException("cannot merge SlidingExtremes of window " + window() + " with "
                    + other.window() + ": window differs");
        }
        if (other != this) {
            insertAll(highs, other.highs);
            insertAll(lows, other.lows);
        }
    }

    /** From the newest on, so that what it puts out of the window does not go in first. */
    private void insertAll(Staircase stairs, Staircase others) {
        for (int i = others.size() - 1; i >= 0; i--) {
            insert(stairs, others.time(i), others.value(i));
        }
    }

    @Override
    public void reset() {
        highs.clear();
        lows.clear();
    }

    @Override
    public SlidingExtremes copy() {
        SlidingExtremes copy = new SlidingExtremes(windowMillis);
        copy.highs = highs.copy();
        copy.lows = lows.copy();
        return copy;
    }

    @Override
    public long stateBytes() {
        return 32 + highs.stateBytes() + lows.stateBytes();
    }

    /** Form {@code sliding-extremes} 1: window i64, the entries of the largest, then of the smallest with their sign changed: each number i32, then time i64, value f64. */
    public static final StateCodec<SlidingExtremes> CODEC =
            StateCodec.of("sliding-extremes", 1, SlidingExtremes::encode, SlidingExtremes::decode);

    private void encode(StateWriter out) {
        out.writeLong(windowMillis);
        highs.encode(out);
        lows.encode(out);
    }

    private static SlidingExtremes decode(StateReader in) {
        long window = in.readLong();
        if (window < 1 || window > Span.MOST_MILLIS) {
            throw in.corrupt("window must be in 1.." + Span.MOST_MILLIS + ", got " + window);
        }
        SlidingExtremes s = new SlidingExtremes(window);
        s.highs.decode(-Span.MOST_MILLIS, Span.MOST_MILLIS, in);
        s.lows.decode(-Span.MOST_MILLIS, Span.MOST_MILLIS, in);
        boolean together = s.highs.size() == 0
                ? s.lows.size() == 0
                : s.lows.size() > 0
                        && s.highs.lastTime() == s.lows.lastTime()
                        && s.highs.time(0) > s.highs.lastTime() - window
                        && s.lows.time(0) > s.lows.lastTime() - window
                        && s.highs.value(s.highs.size() - 1) >= -s.lows.value(s.lows.size() - 1);
        if (!together) {
            throw in.corrupt("both ends must hold the newest value and nothing older than the window");
        }
        return s;
    }
}
