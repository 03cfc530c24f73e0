package io.rivulet.algorithms.sampling;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.List;
import java.util.Objects;

/**
 * k items of the last n, every choice of k equally likely, and of any fewer too.
 *
 * <p><b>Method.</b> That of {@link TimeWindowSample}, over numbers of items in place of times. Chain sampling of the same paper would take as much for k items and
 * give them with replacement.
 * <p><b>Error.</b> None but that of sampling: a share p of the window shows in the sample as p within about two times √(p(1 − p) / k).
 * <p><b>Cost.</b> O(lg k) per update on average, nothing allocated once the arrays have grown; O(m lg m) per answer, m items kept: k (1 + ln(n / k)) expected, and
 * as many again at most that are about to go, 20 to 40 bytes each, and the items.
 * <p><b>Units.</b> Items.
 * <p><b>Empty.</b> An empty sample.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var sample = CountWindowSample.of(3, 100, 42, Codecs.INTEGER);
 * for (int i = 0; i < 1000; i++) {
 *     sample.update(i);
 * }
 * sample.sample();    // three of 900..999: [912, 952, 988]
 * sample.sample(2);   // [998, 999]
 * }</pre>
 *
 * @param <T> an item
 */
public final class CountWindowSample<T> implements Sampler<T>, Incremental<CountWindowSample<T>> {

    /** The largest sample. */
    public static final int MAX_SIZE = 1 << 20;

    /** The longest window. */
    public static final long MAX_WINDOW = 1L << 40;

    private final int size;
    private final long window;
    private final long seed;
    private final StateCodec<T> itemCodec;
    private final Skyband<T> band;
    private final Chance chance;
    private long count;

    private CountWindowSample(int size, long window, long seed, StateCodec<T> itemCodec) {
        this.size = size;
        this.window = window;
        this.seed = seed;
        this.itemCodec = Objects.requireNonNull(itemCodec, "itemCodec");
        this.band = new Skyband<>(size);
        this.chance = new Chance(seed);
    }

    /**
     * A sample of {@code size} items.
     *
     * @param window how many of the last items will be asked for at most
     */
    public static <T> CountWindowSample<T> of(int size, long window, long seed, StateCodec<T> itemCodec) {
        Requirements.size(size, MAX_SIZE);
        if (window < 1 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("window must be in 1.." + MAX_WINDOW + ", got " + window);
        }
        return new CountWindowSample<>(size, window, seed, itemCodec);
    }

    /** How a dataflow uses it; the answer is a sample of the whole window. */
    public static <T> Aggregation<T, CountWindowSample<T>, List<T>> aggregation(
            int size, long window, long seed, StateCodec<T> itemCodec) {
        of(size, window, seed, itemCodec); // wrong parameters show here, not at the first record
        return Aggregation.of(
                "count-window-sample",
                () -> of(size, window, seed, itemCodec),
                CountWindowSample::update,
                CountWindowSample::sample,
                codec(itemCodec));
    }

    @Override
    public void update(T item) {
        Objects.requireNonNull(item, "item");
        if (count < size) {
            chance.stir(itemCodec, item);
        }
        count++;
        band.add(count, chance.uniform(), item, count - window);
    }

    /** The sample of the whole window, in the order in which items came; all its items if there are no more than k. */
    @Override
    public List<T> sample() {
        return sample(window);
    }

    /**
     * The sample of the last {@code last} items.
     *
     * @throws IllegalArgumentException unless that is positive and at most the window that the sample was made for
     */
    public List<T> sample(long last) {
        if (last < 1 || last > window) {
            throw new IllegalArgumentException("last must be in 1.." + window + ", got " + last);
        }
        return band.after(count - last);
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public void reset() {
        become(new CountWindowSample<>(size, window, seed, itemCodec));
    }

    @Override
    public CountWindowSample<T> copy() {
        CountWindowSample<T> copy = new CountWindowSample<>(size, window, seed, itemCodec);
        copy.become(this);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 96 + band.heapBytes(itemCodec);
    }

    /**
     * How samples of such items become bytes. Form {@code count-window-sample} 1: size i32, window i64, seed i64, generator i64, count i64, capacity i32, the items
     * under one header as they came, then number i64 and key f64 of each.
     */
    public static <T> StateCodec<CountWindowSample<T>> codec(StateCodec<T> itemCodec) {
        Objects.requireNonNull(itemCodec, "itemCodec");
        return StateCodec.of("count-window-sample", 1, CountWindowSample::encode, in -> decode(itemCodec, in));
    }

    private void encode(StateWriter out) {
        out.writeInt(size)
                .writeLong(window)
                .writeLong(seed)
                .writeLong(chance.state())
                .writeLong(count);
        band.encode(itemCodec, out);
    }

    private static <T> CountWindowSample<T> decode(StateCodec<T> itemCodec, StateReader in) {
        int size = in.readIntBetween("size", 1, MAX_SIZE);
        long window = in.readLong();
        if (window < 1 || window > MAX_WINDOW) {
            throw in.corrupt("window must be in 1.." + MAX_WINDOW + ", got " + window);
        }
        CountWindowSample<T> s = new CountWindowSample<>(size, window, in.readLong(), itemCodec);
        s.chance.moveTo(in.readLong());
        s.count = Requirements.readCount(in);
        s.band.decode(itemCodec, 0, s.count, in);
        if (s.band.last() != s.count) {
            throw in.corrupt("the last item must be the one counted last, " + s.count + ", got " + s.band.last());
        }
        return s;
    }

    /** Takes everything over but the seed. */
    private void become(CountWindowSample<T> other) {
        band.become(other.band);
        chance.moveTo(other.chance.state());
        count = other.count;
    }
}
