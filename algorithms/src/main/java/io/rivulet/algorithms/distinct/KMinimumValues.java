package io.rivulet.algorithms.distinct;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How many different items a stream has, and how much of two streams is the same: the k smallest hashes are a sample of the different items, drawn the same way
 * everywhere.
 *
 * <p><b>Method.</b> Bar-Yossef, Jayram, Kumar, Sivakumar and Trevisan, <i>Counting distinct elements in a data stream</i>, RANDOM 2002; the unbiased estimator
 * (k - 1) / U<sub>(k)</sub> and the one of similarity are those of Beyer, Haas, Reinwald, Sismanis and Gemulla, SIGMOD 2007.
 * <p><b>Error.</b> Exact up to k - 1 items; then a relative standard error of at most 1 / √(k - 2) (1.6 % at 4,096). A similarity of J deviates by
 * √(J (1 - J) / k). Equal hashes of different items add less than n / 2<sup>64</sup>.
 * <p><b>Cost.</b> O(1) per update on average, for of n different items about k ln(n / k) alone get past the first comparison, and about O(lg k) for each
 * of those; nothing allocated once k items were there. O(k) per merge, similarity and form; 9 k bytes of heap, 8 k written.
 * <p><b>Merge.</b> Exact: the merged state is that of both streams together. Where k differs the result has the smaller one.
 * <p><b>Empty.</b> 0; the similarity with an empty stream is 0, that of two empty ones {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var monday = KMinimumValues.create();
 * var tuesday = KMinimumValues.create();
 * for (int id = 0; id < 60_000; id++) {
 *     monday.update(id);
 *     tuesday.update(id + 20_000);
 * }
 * Math.round(monday.estimate());  // 59614 of 60,000
 * monday.similarity(tuesday);  // 0.5, about: 40,000 of 80,000
 * }</pre>
 */
public final class KMinimumValues implements DistinctCounter, Incremental<KMinimumValues>, Mergeable<KMinimumValues> {

    /** The largest k. */
    public static final int MAX_K = 1 << 20;

    private static final int MIN_K = 16;

    /** 1.6 % of standard error, as HyperLogLog's default. */
    private static final int DEFAULT_K = 4_096;

    /*
     * Hashes are kept with their highest bit turned, so that signed comparison orders them as unsigned numbers. What comes in below the bound goes to a small
     * buffer, duplicates too; a full buffer is sorted and merged into the values, which costs each of its hashes a constant on average and needs no
     * other memory. Whoever asks has that done first, which changes nothing that can be seen.
     *
     * Invariants: values[0 .. size) ascend, and with what is buffered they have the k smallest of all; bound is the highest of them once there are k, else the
     * highest number; k >= size; the buffer never is full between calls.
     */
    private final long seed;
    private int k;
    private long[] values;
    private int size;
    private long[] buffer;
    private int buffered;
    private long bound;

    private KMinimumValues(int k, long seed) {
        this.k = k;
        this.seed = seed;
        reset();
    }

    /** A counter with k = 4,096: 1.6 % of standard error. */
    public static KMinimumValues create() {
        return create(DEFAULT_K);
    }

    /**
     * A counter that keeps k hashes.
     *
     * @param k 16..{@link #MAX_K}
     */
    public static KMinimumValues create(int k) {
        return create(k, 0);
    }

    /**
     * A counter whose hashes are its own: items chosen to collide under one seed do not under another.
     *
     * @param k 16..{@link #MAX_K}
     * @param seed of the hash; only counters of one seed merge
     */
    public static KMinimumValues create(int k, long seed) {
        return new KMinimumValues(requireK(k), seed);
    }

    /**
     * The smallest counter whose relative standard error is at most the given one.
     *
     * @param relativeError 0.001 or more, and less than 0.25
     */
    public static KMinimumValues ofRelativeError(double relativeError) {
        if (!(relativeError >= 0.001 && relativeError < 0.25)) {
            throw new IllegalArgumentException(
                    "relativeError must be at least 0.001 and less than 0.25, got " + relativeError);
        }
        return create((int) Math.max(MIN_K, Math.ceil(1 / (relativeError * relativeError) + 2)));
    }

    /** How a dataflow uses it over texts. */
    public static <T> Aggregation<T, KMinimumValues, Double> aggregation(
            int k, Function<? super T, ? extends CharSequence> item) {
        return aggregation(k, 0, item);
    }

    /** How a dataflow uses it over texts, with a seed for the hash. */
    public static <T> Aggregation<T, KMinimumValues, Double> aggregation(
            int k, long seed, Function<? super T, ? extends CharSequence> item) {
        return aggregationOfHashes(k, seed, record -> Hash.ofText(item.apply(record), seed));
    }

    /** How a dataflow uses it over numbers: ids, ports, packed keys. */
    public static <T> Aggregation<T, KMinimumValues, Double> aggregationOfLongs(int k, ToLongFunction<? super T> item) {
        return aggregationOfHashes(k, 0, record -> Hash.ofLong(item.applyAsLong(record), 0));
    }

    private static <T> Aggregation<T, KMinimumValues, Double> aggregationOfHashes(
            int k, long seed, ToLongFunction<T> hash) {
        requireK(k);
        return Aggregation.<T, KMinimumValues, Double>of(
                        "k-minimum-values",
                        () -> create(k, seed),
                        (s, record) -> s.updateHash(hash.applyAsLong(record)),
                        KMinimumValues::estimate,
                        CODEC)
                .merging(KMinimumValues::merge, KMinimumValues::copy);
    }

    @Override
    public void update(long item) {
        updateHash(Hash.ofLong(item, seed));
    }

    @Override
    public void update(CharSequence item) {
        updateHash(Hash.ofText(item, seed));
    }

    /**
     * Takes one item in by a hash that the caller has already.
     *
     * @param hash 64 well mixed bits, as {@link Hash} gives them; raw ids are not
     */
    public void updateHash(long hash) {
        long value = hash ^ Long.MIN_VALUE;
        if (value < bound) {
            buffer[buffered++] = value;
            if (buffered == buffer.length) {
                settle();
            }
        }
    }

    @Override
    public double estimate() {
        settle();
        return size < k ? size : (k - 1) / fraction(values[k - 1]);
    }

    /** That of {@link #estimate} as things are: 0 as long as there are fewer than k items. */
    @Override
    public double relativeStandardError() {
        settle();
        return size < k ? 0 : 1 / Math.sqrt(k - 2);
    }

    /**
     * The share of the different items of both streams that both have (Jaccard's index): times {@link #estimate} of both merged it is the size of the
     * intersection.
     */
    public double similarity(KMinimumValues other) {
        requireSeed(other);
        settle();
        other.settle();
        int both = 0;
        int either = 0;
        int least = Math.min(k, other.k);
        for (int i = 0, j = 0; either < least && (i < size || j < other.size); either++) {
            int order = i == size ? 1 : j == other.size ? -1 : Long.compare(values[i], other.values[j]);
            both += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return (double) both / either;
    }

    /** How many hashes are kept at most. */
    public int k() {
        return k;
    }

    /** Takes the other's items in; if its k is smaller, this takes that one, and keeps it through {@link #reset}. */
    @Override
    public void merge(KMinimumValues other) {
        requireSeed(other);
        settle();
        other.settle();
        if (other.k < k) {
            k = other.k;
            size = Math.min(size, k);
            setBound();
        }
        for (int i = 0; i < other.size && other.values[i] < bound; i++) {
            buffer[buffered++] = other.values[i];
            if (buffered == buffer.length) {
                settle();
            }
        }
    }

    @Override
    public void reset() {
        values = new long[MIN_K];
        buffer = new long[MIN_K / 2];
        size = 0;
        buffered = 0;
        bound = Long.MAX_VALUE;
    }

    @Override
    public KMinimumValues copy() {
        KMinimumValues copy = new KMinimumValues(k, seed);
        copy.values = values.clone();
        copy.buffer = buffer.clone();
        copy.size = size;
        copy.buffered = buffered;
        copy.bound = bound;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 88 + 8L * (values.length + buffer.length);
    }

    /** Form {@code k-minimum-values} 1: k i32, seed i64, number of hashes i32, then the hashes i64, ascending as unsigned numbers. */
    public static final StateCodec<KMinimumValues> CODEC =
            StateCodec.of("k-minimum-values", 1, KMinimumValues::encode, KMinimumValues::decode);

    private void encode(StateWriter out) {
        settle();
        out.writeInt(k).writeLong(seed).writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(values[i] ^ Long.MIN_VALUE);
        }
    }

    private static KMinimumValues decode(StateReader in) {
        KMinimumValues counter = new KMinimumValues(in.readIntBetween("k", MIN_K, MAX_K), in.readLong());
        int size = in.readLength("hashes", Long.BYTES);
        if (size > counter.k) {
            throw in.corrupt("there must be at most k = " + counter.k + " hashes, got " + size);
        }
        counter.makeRoom(size);
        for (int i = 0; i < size; i++) {
            long value = in.readLong() ^ Long.MIN_VALUE;
            if (i > 0 && value <= counter.values[i - 1]) {
                throw in.corrupt("hashes must ascend");
            }
            counter.values[i] = value;
        }
        counter.size = size;
        counter.setBound();
        return counter;
    }

    /** Merges the buffer into the values. */
    private void settle() {
        if (buffered == 0) {
            return;
        }
        int fresh = sortFresh();
        int total = Math.min(k, size + fresh);
        int i = size - 1;
        int j = fresh - 1;
        for (int drop = size + fresh - total; drop > 0; drop--) {
            if (j < 0 || i >= 0 && values[i] > buffer[j]) {
                i--;
            } else {
                j--;
            }
        }
        long[] incoming = buffer;
        makeRoom(total);
        for (int at = total - 1; j >= 0; at--) {
            values[at] = i >= 0 && values[i] > incoming[j] ? values[i--] : incoming[j--];
        }
        size = total;
        buffered = 0;
        setBound();
    }

    /** Brings what is new in the buffer to its front, ascending, and says how much that is. */
    private int sortFresh() {
        Arrays.sort(buffer, 0, buffered);
        int fresh = 0;
        int i = 0;
        for (int j = 0; j < buffered; j++) {
            long value = buffer[j];
            while (i < size && values[i] < value) {
                i++;
            }
            boolean known = i < size && values[i] == value || fresh > 0 && buffer[fresh - 1] == value;
            if (!known) {
                buffer[fresh++] = value;
            }
        }
        return fresh;
    }

    /** Lets the values hold so many, and the buffer an eighth of that. */
    private void makeRoom(int total) {
        if (total > values.length) {
            values = Arrays.copyOf(values, (int) Math.min(k, Math.max(total, 2L * values.length)));
            buffer = new long[Math.max(buffer.length, values.length / 8)];
        }
    }

    private void setBound() {
        bound = size == k ? values[k - 1] : Long.MAX_VALUE;
    }

    /** A kept value as a number in (0, 1]. */
    private static double fraction(long value) {
        return (((value ^ Long.MIN_VALUE) >>> 11) + 1) * 0x1.0p-53;
    }

    private void requireSeed(KMinimumValues other) {
        if (other.seed != seed) {
            throw new IllegalArgumentException("cannot compare or merge KMinimumValues of seed " + seed + " with seed "
                    + other.seed + ": equal items have different hashes");
        }
    }

    private static int requireK(int k) {
        if (k < MIN_K || k > MAX_K) {
            throw new IllegalArgumentException("k must be in " + MIN_K + ".." + MAX_K + ", got " + k);
        }
        return k;
    }
}
