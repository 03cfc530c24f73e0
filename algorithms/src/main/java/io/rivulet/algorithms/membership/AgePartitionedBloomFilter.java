package io.rivulet.algorithms.membership;

import io.rivulet.algorithms.Deduplication;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;

/**
 * Whether an item came within the last so many updates, or the last so much time: a Bloom filter that forgets, and nothing of its window.
 *
 * <p><b>Method.</b> Shtul, Baquero and Almeida, <i>Age-partitioned Bloom filters</i>, arXiv 2001.03147, 2020: k + l slices in a row, an item sets a bit in
 * each of the k youngest; after a generation of items the oldest is cleared and becomes the youngest. An item is in if k neighbouring slices have its bits. For windows
 * of time a generation also ends when its part of the window has passed.
 * <p><b>Error.</b> No item of the window is ever denied; items up to a generation older, an l-th of the window, are not yet forgotten. One that did not come is
 * taken for one that did with the rate asked for at most, averaged over seeds: that of k hits in a row where the i-th slice is filled to
 * 1 − 2<sup>−min(i, k) / k</sup>. {@link #falsePositiveRate} says it for what is in now.
 * <p><b>Capacity.</b> In a window of time, a generation that is full before its time ends early: the rate holds, and the window is shorter for a while; {@link
 * #earlyEnds} counts how often.
 * <p><b>Cost.</b> O(k) per update, less per question, and O(bits / (k + l)) once a generation; nothing allocated. Bits an item of the window: 20 for 1 %, 30 for
 * 0.1 %, 65 for one in a million. Cannot be merged.
 * <p><b>Units.</b> Times in milliseconds.
 * <p><b>Empty.</b> Contains nothing.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var recent = AgePartitionedBloomFilter.ofLast(1_000, 0.001, 0);
 * for (int i = 0; i < 10_000; i++) {
 *     recent.update(i);
 * }
 * recent.mightContain(9_500);  // true: one of the last thousand
 * recent.mightContain(5_000);  // false, with 99.9 %: long forgotten
 * }</pre>
 */
public final class AgePartitionedBloomFilter implements MembershipFilter, Incremental<AgePartitionedBloomFilter> {

    private static final long NO_TIME = Long.MIN_VALUE;
    private static final long MAX_TIME = 1L << 60;
    private static final long MAX_ITEMS = 1L << 30;

    /*
     * Slice s has sliceBits bits from s * sliceWords on; an item's bit in it depends on s and not on its age, so that it stays where it is while the slice
     * grows older. The youngest is slice youngest, the one after it in the ring the next older.
     *
     * inGeneration items came since the last shift. step is the number of the generation in time, the event time divided by a l-th of the window, of windows of
     * time; it never falls. The window is kept as long as no generation ends early: after j shifts the item's slices are the j-th to the (j + k - 1)-th youngest, and
     * all of them are still there as long as j does not exceed l.
     */
    private final SliceShape shape;
    private final long seed;
    private final long[] words;
    private int youngest;
    private int inGeneration;
    private long step = NO_TIME;
    private long earlyEnds;

    private AgePartitionedBloomFilter(SliceShape shape, long seed) {
        this.shape = shape;
        this.seed = seed;
        this.words = new long[Math.multiplyExact(shape.slices(), shape.sliceWords())];
    }

    /**
     * A filter for the last items.
     *
     * @param window how many updates at least are remembered, 1..1,073,741,824
     * @param falsePositiveRate 1e-7..0.5
     */
    public static AgePartitionedBloomFilter ofLast(int window, double falsePositiveRate, long seed) {
        return new AgePartitionedBloomFilter(SliceShape.of(window, 0, falsePositiveRate), seed);
    }

    /**
     * A filter for the last so much time.
     *
     * @param window how long items are remembered, from one millisecond to 36,500 days
     * @param items how many items are expected in it, 1..1,073,741,824
     * @param falsePositiveRate 1e-7..0.5
     */
    public static AgePartitionedBloomFilter ofWindow(Duration window, int items, double falsePositiveRate, long seed) {
        return new AgePartitionedBloomFilter(timed(window, items, falsePositiveRate), seed);
    }

    /**
     * How a dataflow drops texts that passed within the last so much time. Duplicates do not make an item remembered any longer, so that of a text that comes again
     * and again one passes in each window or so. Late records count as if they came at the latest time seen.
     */
    public static <T> Deduplication<T, AgePartitionedBloomFilter> deduplication(
            Duration window,
            int items,
            double falsePositiveRate,
            long seed,
            Function<? super T, ? extends CharSequence> item) {
        SliceShape shape = timed(window, items, falsePositiveRate);
        return Deduplication.of(
                "age-partitioned-bloom",
                () -> new AgePartitionedBloomFilter(shape, seed),
                (s, record, time) -> s.seenHash(Hash.ofText(item.apply(record), seed), time),
                CODEC);
    }

    private static SliceShape timed(Duration window, int items, double falsePositiveRate) {
        Objects.requireNonNull(window, "window");
        if (window.compareTo(Duration.ofMillis(1)) < 0 || window.compareTo(Duration.ofDays(36_500)) > 0) {
            throw new IllegalArgumentException(
                    "window must be in " + Duration.ofMillis(1) + ".." + Duration.ofDays(36_500) + ", got " + window);
        }
        return SliceShape.of(items, window.toMillis(), falsePositiveRate);
    }

    /** {@inheritDoc} In a window of time, at the latest time seen. */
    @Override
    public void updateHash(long hash) {
        if (inGeneration == shape.generation()) {
            if (shape.stepMillis() > 0) {
                earlyEnds++;
            }
            shift();
        }
        for (int age = 0; age < shape.set(); age++) {
            int slice = slice(age);
            int bit = bit(hash, slice);
            words[slice * shape.sliceWords() + (bit >>> 6)] |= 1L << bit;
        }
        inGeneration++;
    }

    /**
     * Lets time pass: generations whose time is over end. An earlier time changes nothing, nor does any time where the window is one of a number of items.
     *
     * @throws IllegalArgumentException if the time is more than 2<sup>60</sup> from the epoch
     */
    public void advanceTo(long nowMillis) {
        if (nowMillis > MAX_TIME || nowMillis < -MAX_TIME) {
            throw new IllegalArgumentException("nowMillis must be within 2^60 of the epoch, got " + nowMillis);
        }
        if (shape.stepMillis() == 0) {
            return;
        }
        long now = Math.floorDiv(nowMillis, shape.stepMillis());
        if (step != NO_TIME) {
            for (long shifts = Math.min(now - step, shape.slices()); shifts > 0; shifts--) {
                shift();
            }
        }
        step = Math.max(step, now);
    }

    /** Takes an item in at a time unless it may be in already; returns whether it may. */
    public boolean seenHash(long hash, long timeMillis) {
        advanceTo(timeMillis);
        if (mightContainHash(hash)) {
            return true;
        }
        updateHash(hash);
        return false;
    }

    @Override
    public boolean mightContainHash(long hash) {
        int k = shape.set();
        // From the k-th oldest on towards the oldest; at a miss, k slices towards the youngest, keeping the run that
        // was found already.
        int age = shape.kept();
        int before = 0;
        int run = 0;
        while (age >= 0) {
            int slice = slice(age);
            int bit = bit(hash, slice);
            if ((words[slice * shape.sliceWords() + (bit >>> 6)] & 1L << bit) != 0) {
                run++;
                age++;
                if (before + run == k) {
                    return true;
                }
            } else {
                age -= k;
                before = run;
                run = 0;
            }
        }
        return false;
    }

    @Override
    public long seed() {
        return seed;
    }

    /** {@inheritDoc} That of k hits in a row, with the slices filled as they are. */
    @Override
    public double falsePositiveRate() {
        double[] fills = new double[shape.slices()];
        for (int age = 0; age < fills.length; age++) {
            long ones = 0;
            int from = slice(age) * shape.sliceWords();
            for (int i = from; i < from + shape.sliceWords(); i++) {
                ones += Long.bitCount(words[i]);
            }
            fills[age] = (double) ones / shape.sliceBits();
        }
        return SliceShape.runRate(fills, shape.set());
    }

    /** How many generations of a window of time ended early because they were full. */
    public long earlyEnds() {
        return earlyEnds;
    }

    @Override
    public void reset() {
        Arrays.fill(words, 0);
        youngest = 0;
        inGeneration = 0;
        step = NO_TIME;
        earlyEnds = 0;
    }

    @Override
    public AgePartitionedBloomFilter copy() {
        AgePartitionedBloomFilter copy = new AgePartitionedBloomFilter(shape, seed);
        System.arraycopy(words, 0, copy.words, 0, words.length);
        copy.youngest = youngest;
        copy.inGeneration = inGeneration;
        copy.step = step;
        copy.earlyEnds = earlyEnds;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + 40 + 16 + 8L * words.length;
    }

    /**
     * Form {@code age-partitioned-bloom} 1: k i32, l i32, bits of a slice i32, items of a generation i32, its milliseconds i64, seed i64, youngest slice i32, items in its
     * generation i32, number of the generation in time i64, early ends i64, the slices' words i64.
     */
    public static final StateCodec<AgePartitionedBloomFilter> CODEC = StateCodec.of(
            "age-partitioned-bloom", 1, AgePartitionedBloomFilter::encode, AgePartitionedBloomFilter::decode);

    private void encode(StateWriter out) {
        out.writeInt(shape.set())
                .writeInt(shape.kept())
                .writeInt(shape.sliceBits())
                .writeInt(shape.generation());
        out.writeLong(shape.stepMillis()).writeLong(seed).writeInt(youngest).writeInt(inGeneration);
        out.writeLong(step).writeLong(earlyEnds);
        for (long word : words) {
            out.writeLong(word);
        }
    }

    private static AgePartitionedBloomFilter decode(StateReader in) {
        SliceShape shape = new SliceShape(
                in.readIntBetween("k", 1, SliceShape.MOST),
                in.readIntBetween("l", 1, SliceShape.MOST),
                in.readIntBetween("bits of a slice", 1, Integer.MAX_VALUE - Long.SIZE),
                in.readIntBetween("generation", 1, Integer.MAX_VALUE),
                in.readCount("milliseconds"));
        long seed = in.readLong();
        int youngest = in.readIntBetween("youngest", 0, shape.slices() - 1);
        int inGeneration = in.readIntBetween("items in generation", 0, shape.generation());
        long step = in.readLong();
        long earlyEnds = in.readCount("early ends");
        boolean timed = shape.stepMillis() > 0;
        if (step != NO_TIME && (!timed || step > MAX_TIME || step < -MAX_TIME) || !timed && earlyEnds != 0) {
            throw in.corrupt("only windows of time have a time and early ends, got " + step + " and " + earlyEnds);
        }
        if (in.remaining() / Long.BYTES < (long) shape.slices() * shape.sliceWords()) {
            throw in.corrupt("slices must be " + shape.slices() + " of " + shape.sliceWords() + " words, "
                    + in.remaining() + " bytes left");
        }
        AgePartitionedBloomFilter read = new AgePartitionedBloomFilter(shape, seed);
        for (int i = 0; i < read.words.length; i++) {
            read.words[i] = in.readLong();
        }
        read.youngest = youngest;
        read.inGeneration = inGeneration;
        read.step = step;
        read.earlyEnds = earlyEnds;
        for (int slice = 0; slice < shape.slices(); slice++) {
            long last = read.words[(slice + 1) * shape.sliceWords() - 1];
            if (shape.sliceBits() % Long.SIZE != 0 && last >>> shape.sliceBits() != 0) {
                throw in.corrupt("bits beyond the end of a slice must be 0");
            }
        }
        return read;
    }

    /** The oldest slice is cleared and becomes the youngest. */
    private void shift() {
        youngest = youngest == 0 ? shape.slices() - 1 : youngest - 1;
        int from = youngest * shape.sliceWords();
        Arrays.fill(words, from, from + shape.sliceWords(), 0);
        inGeneration = 0;
    }

    private int slice(int age) {
        int slice = youngest + age;
        return slice >= shape.slices() ? slice - shape.slices() : slice;
    }

    private int bit(long hash, int slice) {
        return (int) ((SplitMix64.mix(hash + slice * 0x9E3779B97F4A7C15L) >>> 32) * shape.sliceBits() >>> 32);
    }

    static void requireItems(long items) {
        if (items < 1 || items > MAX_ITEMS) {
            throw new IllegalArgumentException("window must be of 1.." + MAX_ITEMS + " items, got " + items);
        }
    }
}
