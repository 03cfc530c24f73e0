package io.rivulet.algorithms.sampling;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * k items of the stream, every choice of k equally likely; all of them while there are no more than k.
 *
 * <p><b>Method.</b> Algorithm L of Li, <i>Reservoir-sampling algorithms of time complexity O(n(1 + log(N/n)))</i>, ACM TOMS 20(4), 1994: it draws how many
 * items to pass over, not whether to take each. Merge by a hypergeometric split of k over the two sides, then a random choice within each.
 * <p><b>Error.</b> None but that of sampling: a share p of the stream shows in the sample as p within about two times √(p(1 − p) / k).
 * <p><b>Cost.</b> O(1) per update, mostly one comparison; O(k lg(n / k)) random numbers in all; O(k) per merge. Nothing is allocated after the k-th item.
 * <p><b>Units.</b> Items.
 * <p><b>Empty.</b> An empty sample.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var sample = ReservoirSample.of(3, 42, Codecs.INTEGER);
 * for (int i = 0; i < 1000; i++) {
 *     sample.update(i);
 * }
 * sample.sample();  // [356, 254, 808]
 * sample.count();   // 1000
 * }</pre>
 *
 * @param <T> an item
 */
public final class ReservoirSample<T>
        implements Sampler<T>, Incremental<ReservoirSample<T>>, Mergeable<ReservoirSample<T>> {

    /** The largest sample. */
    public static final int MAX_SIZE = 1 << 24;

    /*
     * Think of a uniform number in (0, 1) drawn with each item, and of the sample as the k items with the smallest. threshold is the largest of those k
     * numbers, the only one that has to be known: an item enters with probability threshold, hence the next one to enter is a geometric number of items
     * away, and the new largest of k numbers below the old is the old times the k-th root of a uniform number.
     *
     * Random numbers are first needed when the sample is full, and the generator starts then, from the seed and the first k items: parts and panes of one
     * stream all have the same seed, and would otherwise choose the same places and so spoil the merge.
     *
     * Invariants: items.size() == min(count, k); threshold and next are 0 until the sample is full, then count < next.
     */
    private final int size;
    private final long seed;
    private final StateCodec<T> itemCodec;
    private final List<T> items = new ArrayList<>();
    private SplitMix64 random;
    private long count;
    private double threshold;
    private long next;

    private ReservoirSample(int size, long seed, StateCodec<T> itemCodec) {
        this.size = size;
        this.seed = seed;
        this.itemCodec = Objects.requireNonNull(itemCodec, "itemCodec");
        this.random = new SplitMix64(seed);
    }

    /** A sample of {@code size} items. */
    public static <T> ReservoirSample<T> of(int size, long seed, StateCodec<T> itemCodec) {
        Requirements.size(size, MAX_SIZE);
        return new ReservoirSample<>(size, seed, itemCodec);
    }

    /** A sample of {@code size} texts. */
    public static ReservoirSample<String> ofTexts(int size, long seed) {
        return of(size, seed, Codecs.TEXT);
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, ReservoirSample<T>, List<T>> aggregation(
            int size, long seed, StateCodec<T> itemCodec) {
        Requirements.size(size, MAX_SIZE);
        return Aggregation.<T, ReservoirSample<T>, List<T>>of(
                        "reservoir",
                        () -> of(size, seed, itemCodec),
                        ReservoirSample::update,
                        ReservoirSample::sample,
                        codec(itemCodec))
                .merging(ReservoirSample::merge, ReservoirSample::copy);
    }

    @Override
    public void update(T item) {
        Objects.requireNonNull(item, "item");
        count++;
        if (count == next) {
            items.set(random.nextInt(size), item);
            threshold *= rootOfUniform();
            scheduleNext();
        } else if (count <= size) {
            items.add(item);
            if (count == size) {
                random = startedFrom(items, List.of());
                threshold = rootOfUniform();
                scheduleNext();
            }
        }
    }

    @Override
    public List<T> sample() {
        return List.copyOf(items);
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public void merge(ReservoirSample<T> other) {
        Requirements.sameSize("ReservoirSample", size, other.size);
        Requirements.counts(count, other.count);
        if (other.count == 0) {
            return;
        }
        if (count == 0) {
            become(other);
            return;
        }
        List<T> theirs = new ArrayList<>(other.items);
        long both = count + other.count;
        if (count < size) {
            random = startedFrom(items, theirs);
        }
        if (both > size) {
            int fromHere = drawnFromHere(other.count);
            keepRandom(items, fromHere);
            keepRandom(theirs, size - fromHere);
        }
        items.addAll(theirs);
        count = both;
        if (both >= size) {
            threshold = drawnThreshold();
            scheduleNext();
        }
    }

    @Override
    public void reset() {
        become(new ReservoirSample<>(size, seed, itemCodec));
    }

    @Override
    public ReservoirSample<T> copy() {
        ReservoirSample<T> copy = new ReservoirSample<>(size, seed, itemCodec);
        copy.become(this);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 112 + 6L * items.size() + Codecs.heapBytes(itemCodec, items);
    }

    /**
     * How samples of such items become bytes. Form {@code reservoir} 1: size i32, seed i64, generator i64, count i64, threshold f64, next i64, the items
     * under one header.
     */
    public static <T> StateCodec<ReservoirSample<T>> codec(StateCodec<T> itemCodec) {
        Objects.requireNonNull(itemCodec, "itemCodec");
        return StateCodec.of("reservoir", 1, ReservoirSample::encode, in -> decode(itemCodec, in));
    }

    private void encode(StateWriter out) {
        out.writeInt(size)
                .writeLong(seed)
                .writeLong(random.state())
                .writeLong(count)
                .writeDouble(threshold)
                .writeLong(next);
        itemCodec.encodeAll(items, out);
    }

    private static <T> ReservoirSample<T> decode(StateCodec<T> itemCodec, StateReader in) {
        ReservoirSample<T> s = new ReservoirSample<>(in.readIntBetween("size", 1, MAX_SIZE), in.readLong(), itemCodec);
        s.random = new SplitMix64(in.readLong());
        s.count = Requirements.readCount(in);
        s.threshold = in.readFinite("threshold");
        s.next = in.readCount("next");
        s.items.addAll(itemCodec.decodeAll(in));
        boolean full = s.count >= s.size;
        if (s.items.size() != Math.min(s.count, s.size)) {
            throw in.corrupt("items must be " + Math.min(s.count, s.size) + ", got " + s.items.size());
        }
        if (!(s.threshold >= 0 && s.threshold <= (full ? 1 : 0)) || (full ? s.next <= s.count : s.next != 0)) {
            throw in.corrupt("threshold must be in 0..1 and next after count " + s.count + " once the sample is full, "
                    + "0 before, got " + s.threshold + " and " + s.next);
        }
        return s;
    }

    int size() {
        return size;
    }

    /** Takes everything over but the seed. */
    private void become(ReservoirSample<T> other) {
        items.clear();
        items.addAll(other.items);
        random = new SplitMix64(other.random.state());
        count = other.count;
        threshold = other.threshold;
        next = other.next;
    }

    private SplitMix64 startedFrom(List<T> mine, List<T> theirs) {
        StateWriter out = new StateWriter();
        itemCodec.encodeAll(mine, out);
        itemCodec.encodeAll(theirs, out);
        return new SplitMix64(Hash.ofBytes(out.toByteArray(), seed));
    }

    /** The k-th root of a uniform number: the largest of k uniform numbers. StrictMath, so that all machines choose alike. */
    private double rootOfUniform() {
        return StrictMath.exp(StrictMath.log(random.nextOpenDouble()) / size);
    }

    /** Draws how many items to pass over: a geometric number. */
    private void scheduleNext() {
        double passed = Math.floor(StrictMath.log(random.nextOpenDouble()) / StrictMath.log1p(-threshold));
        // Where the sum exceeds a long, no stream is long enough for another item to enter.
        next = passed < Long.MAX_VALUE - count - 1 ? count + 1 + (long) passed : Long.MAX_VALUE;
    }

    /** The hypergeometric split: as many as k draws without replacement from both streams together take from this one. */
    private int drawnFromHere(long there) {
        long here = count;
        long left = count + there;
        int drawn = 0;
        for (int i = 0; i < size; i++) {
            if (random.nextLong(left--) < here) {
                here--;
                drawn++;
            }
        }
        return drawn;
    }

    private void keepRandom(List<T> list, int keep) {
        for (int i = 0; i < keep; i++) {
            Collections.swap(list, i, i + random.nextInt(list.size() - i));
        }
        list.subList(keep, list.size()).clear();
    }

    /**
     * Draws the k-th smallest of count uniform numbers anew, which is independent of the items that hold the smallest. Of n numbers above x the smallest
     * leaves a part V^(1/n) of 1 - x above it; k such steps give the k-th.
     */
    private double drawnThreshold() {
        double logAbove = 0;
        for (int i = 0; i < size; i++) {
            logAbove += StrictMath.log(random.nextOpenDouble()) / (count - i);
        }
        return -StrictMath.expm1(logAbove);
    }
}
