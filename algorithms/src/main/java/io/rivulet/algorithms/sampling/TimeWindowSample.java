package io.rivulet.algorithms.sampling;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * k items of the last hour, every choice of k equally likely, and of any shorter time too.
 *
 * <p><b>Method.</b> Priority sampling of Babcock, Datar and Motwani, <i>Sampling from a moving window over streaming data</i>, SODA 2002, in its form without
 * replacement: each item draws a number, those of the k smallest numbers in the window are the sample, and an item goes once k later ones have smaller numbers.
 * Items go some at a time, not each at its moment, which makes it cheaper and is not seen.
 * <p><b>Error.</b> None but that of sampling: a share p of the window shows in the sample as p within about two times √(p(1 − p) / k). The
 * {@linkplain #estimatedCount estimated count} has a relative standard error of 1 / √(k − 2).
 * <p><b>Cost.</b> O(lg k) per update on average, nothing allocated once the arrays have grown; O(m lg m) per answer and merge, m items kept. Expected of n in the
 * window: k (1 + ln(n / k)) items and as many again at most that are about to go, 20 to 40 bytes each, and the items. That is by chance; twice the expected is
 * beyond any stream's luck.
 * <p><b>Units.</b> Items; event time in milliseconds within 2<sup>60</sup> of the epoch. The window that ends at t holds t - window &lt; time &lt;= t.
 * <p><b>Late.</b> Records may come out of order. Those not in the longest window that ends at the newest record are dropped: they could not count.
 * <p><b>Empty.</b> An empty sample, count 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var sample = TimeWindowSample.of(3, Duration.ofSeconds(10), 42, Codecs.INTEGER);
 * for (int second = 0; second < 100; second++) {
 *     sample.update(second, second * 1000L);
 * }
 * sample.sample(99_000, 10_000);        // three of 90..99: [90, 94, 96]
 * sample.sample(99_000, 2_000);         // [98, 99]
 * sample.estimatedCount(99_000, 2_000); // 2.0
 * }</pre>
 *
 * @param <T> an item
 */
public final class TimeWindowSample<T> implements Incremental<TimeWindowSample<T>>, Mergeable<TimeWindowSample<T>> {

    /** The largest sample. */
    public static final int MAX_SIZE = 1 << 20;

    /** The longest window. */
    public static final Duration MAX_WINDOW = Duration.ofDays(36_500);

    private final int size;
    private final long windowMillis;
    private final long seed;
    private final StateCodec<T> itemCodec;
    private final Skyband<T> band;
    private final Chance chance;
    private long count;
    private long newest;

    private TimeWindowSample(int size, long windowMillis, long seed, StateCodec<T> itemCodec) {
        this.size = size;
        this.windowMillis = windowMillis;
        this.seed = seed;
        this.itemCodec = Objects.requireNonNull(itemCodec, "itemCodec");
        this.band = new Skyband<>(size);
        this.chance = new Chance(seed);
    }

    /**
     * A sample of {@code size} items.
     *
     * @param window the longest that will be asked for, from one millisecond to 36,500 days
     */
    public static <T> TimeWindowSample<T> of(int size, Duration window, long seed, StateCodec<T> itemCodec) {
        Requirements.size(size, MAX_SIZE);
        Objects.requireNonNull(window, "window");
        if (window.compareTo(Duration.ofMillis(1)) < 0 || window.compareTo(MAX_WINDOW) > 0) {
            throw new IllegalArgumentException(
                    "window must be in " + Duration.ofMillis(1) + ".." + MAX_WINDOW + ", got " + window);
        }
        return new TimeWindowSample<>(size, window.toMillis(), seed, itemCodec);
    }

    /** How a dataflow uses it; the answer is a sample of the whole window. */
    public static <T> Aggregation<T, TimeWindowSample<T>, List<T>> aggregation(
            int size, Duration window, long seed, StateCodec<T> itemCodec) {
        of(size, window, seed, itemCodec); // wrong parameters show here, not at the first record
        return Aggregation.<T, TimeWindowSample<T>, List<T>>ofTimed(
                        "time-window-sample",
                        () -> of(size, window, seed, itemCodec),
                        TimeWindowSample::update,
                        (s, now) -> s.sample(now, s.windowMillis),
                        codec(itemCodec))
                .merging(TimeWindowSample::merge, TimeWindowSample::copy)
                .slidingNatively(TimeWindowSample::sample);
    }

    /**
     * Takes one item in; whether it stays is a matter of chance.
     *
     * @throws IllegalArgumentException if the time is more than 2<sup>60</sup> milliseconds from the epoch
     */
    public void update(T item, long timeMillis) {
        Objects.requireNonNull(item, "item");
        Requirements.time(timeMillis);
        if (count < size) {
            chance.stir(itemCodec, item);
        }
        newest = count == 0 ? timeMillis : Math.max(newest, timeMillis);
        count++;
        double key = chance.uniform();
        if (timeMillis > newest - windowMillis) {
            band.add(timeMillis, key, item, newest - windowMillis);
        }
    }

    /**
     * The sample of the window that ends at {@code nowMillis}, in the order of time; all its items if there are no more than k.
     *
     * @param nowMillis if before the newest record, what came after it is in the window too, for what it replaced is gone
     * @param window how long the window is, in milliseconds, up to the limit the sample was made for
     */
    public List<T> sample(long nowMillis, long window) {
        return band.after(beforeWindow(nowMillis, window));
    }

    /** How many items came in the window that ends at {@code nowMillis}: exact up to k - 1, then an estimate without bias. */
    public double estimatedCount(long nowMillis, long window) {
        return band.countAfter(beforeWindow(nowMillis, window));
    }

    /** How many items came in at all, late ones too, which is exact. */
    public long count() {
        return count;
    }

    /** The k items of the smallest numbers on both sides are those of both streams together: the sample stays exact. */
    @Override
    public void merge(TimeWindowSample<T> other) {
        if (other.size != size || other.windowMillis != windowMillis) {
            throw new IllegalArgumentException("cannot merge TimeWindowSample of size " + size + ", window "
                    + Duration.ofMillis(windowMillis) + " with size " + other.size + ", window "
                    + Duration.ofMillis(other.windowMillis) + ": both must be the same");
        }
        Requirements.counts(count, other.count);
        if (other.count == 0) {
            return;
        }
        chance.stir(other.chance.state());
        newest = count == 0 ? other.newest : Math.max(newest, other.newest);
        count += other.count;
        band.addAll(other.band, newest - windowMillis);
    }

    @Override
    public void reset() {
        become(new TimeWindowSample<>(size, windowMillis, seed, itemCodec));
    }

    @Override
    public TimeWindowSample<T> copy() {
        TimeWindowSample<T> copy = new TimeWindowSample<>(size, windowMillis, seed, itemCodec);
        copy.become(this);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 104 + band.heapBytes(itemCodec);
    }

    /**
     * How samples of such items become bytes. Form {@code time-window-sample} 1: size i32, window in milliseconds i64, seed i64, generator i64, count i64, newest
     * time i64, capacity i32, the items under one header by time, then time i64 and number f64 of each.
     */
    public static <T> StateCodec<TimeWindowSample<T>> codec(StateCodec<T> itemCodec) {
        Objects.requireNonNull(itemCodec, "itemCodec");
        return StateCodec.of("time-window-sample", 1, TimeWindowSample::encode, in -> decode(itemCodec, in));
    }

    private void encode(StateWriter out) {
        out.writeInt(size)
                .writeLong(windowMillis)
                .writeLong(seed)
                .writeLong(chance.state())
                .writeLong(count)
                .writeLong(newest);
        band.encode(itemCodec, out);
    }

    private static <T> TimeWindowSample<T> decode(StateCodec<T> itemCodec, StateReader in) {
        int size = in.readIntBetween("size", 1, MAX_SIZE);
        long window = in.readLong();
        if (window < 1 || window > MAX_WINDOW.toMillis()) {
            throw in.corrupt("window must be in 1.." + MAX_WINDOW.toMillis() + ", got " + window);
        }
        TimeWindowSample<T> s = new TimeWindowSample<>(size, window, in.readLong(), itemCodec);
        s.chance.moveTo(in.readLong());
        s.count = Requirements.readCount(in);
        s.newest = Requirements.readTime(in, "newest time");
        // What has left the window meanwhile may still be there, until the next clearing.
        s.band.decode(itemCodec, Long.MIN_VALUE, s.newest, in);
        if (s.count == 0 && (s.newest != 0 || !s.band.isEmpty()) || s.count > 0 && s.band.last() != s.newest) {
            throw in.corrupt("the newest item must be of the newest time, " + s.newest + ", and none without a count");
        }
        return s;
    }

    private long beforeWindow(long nowMillis, long window) {
        if (window < 1 || window > windowMillis) {
            throw new IllegalArgumentException("window must be in 1.." + windowMillis + " ms, got " + window);
        }
        // Where that would pass the end of time, nothing is that early, or nothing that late.
        long after = nowMillis - window;
        return after > nowMillis ? Long.MIN_VALUE : after;
    }

    /** Takes everything over but the seed. */
    private void become(TimeWindowSample<T> other) {
        band.become(other.band);
        chance.moveTo(other.chance.state());
        count = other.count;
        newest = other.newest;
    }
}
