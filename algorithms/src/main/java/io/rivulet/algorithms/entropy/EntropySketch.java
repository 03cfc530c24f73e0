package io.rivulet.algorithms.entropy;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.Retractable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.algorithms.Subtractable;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Shannon entropy of a stream in a fixed number of sums, however many different items there are; records and whole states can be taken out again.
 *
 * <p><b>Method.</b> Clifford and Cosma, <i>A simple sketching algorithm for entropy estimation over streaming data</i>, AISTATS 2013: each sum adds up stable
 * variates of the items, maximally skewed and of index 1. For shares p, the mean of e<sup>sum / total</sup> is Π p<sup>p</sup>, whose logarithm is minus the
 * entropy. Theirs has floating sums and draws every variate anew; here variates are whole multiples of 1 / 4096, mostly from a table, so that sums are exact and
 * linear to the last bit.
 * <p><b>Error.</b> Additive, whatever the stream: a standard error of √(3 / projections) / ln 2 bits, 0.078 for 1,024 and 0.156 for 256, see
 * {@link #standardError}; normal in good approximation, with no bias to speak of. Of no use for telling small entropies from 0. Up to some 2<sup>40</sup>
 * different items.
 * <p><b>Cost.</b> O(projections) per update, about a nanosecond each, nothing allocated; as much per merge and question; 8 bytes a projection.
 * <p><b>Merge.</b> Exact, as are {@link #subtract} and {@link #retract}: hence windows cost one addition and one subtraction a pane.
 * <p><b>Units.</b> Bits.
 * <p><b>Empty.</b> 0: nothing is spread.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var sketch = EntropySketch.create();
 * for (int i = 0; i < 100_000; i++) {
 *     sketch.update(i % 50_000);
 * }
 * sketch.estimate();    // 15.645; exactly, it is lg 50,000 = 15.610
 * sketch.stateBytes();  // 8,248
 * }</pre>
 */
public final class EntropySketch
        implements EntropyEstimator,
                Incremental<EntropySketch>,
                Mergeable<EntropySketch>,
                Subtractable<EntropySketch>,
                Retractable<CharSequence>,
                Retractable.OfLong {

    /** Projections unless said: a standard error of 0.078 bits in 8 KiB. */
    public static final int DEFAULT_PROJECTIONS = 1_024;

    /** The fewest projections: with fewer the error is far from normal. */
    public static final int MIN_PROJECTIONS = 16;

    /** The most projections. */
    public static final int MAX_PROJECTIONS = 1 << 20;

    /** The largest total weight. */
    public static final long MAX_TOTAL = 1L << 40;

    /*
     * Sums are taken modulo 2^64, which keeps them linear whatever happens. One that passes the range has a value far below 0, where e^(sum / total) is 0 to
     * all digits; should it come out above 0 by the overflow, it is known by being larger than any sum can be, for variates are below HIGHEST.
     */
    private static final double HIGHEST = 8;
    private static final double LN_2 = Math.log(2);

    private final long seed;
    private final long[] sums;
    private long total;

    private EntropySketch(long seed, long[] sums) {
        this.seed = seed;
        this.sums = sums;
    }

    /** A sketch of {@link #DEFAULT_PROJECTIONS} projections. */
    public static EntropySketch create() {
        return create(DEFAULT_PROJECTIONS, 0);
    }

    /**
     * A sketch.
     *
     * @param projections from {@link #MIN_PROJECTIONS} to {@link #MAX_PROJECTIONS}; four times as many halve the error
     * @param seed of the hash; only sketches of one seed merge
     */
    public static EntropySketch create(int projections, long seed) {
        requireProjections(projections);
        return new EntropySketch(seed, new long[projections]);
    }

    /**
     * A sketch of a given standard error.
     *
     * @param bits from 0.0025 to 0.62
     */
    public static EntropySketch ofStandardError(double bits) {
        double projections = Math.ceil(3 / (bits * bits * LN_2 * LN_2));
        if (!(projections >= MIN_PROJECTIONS && projections <= MAX_PROJECTIONS)) {
            throw new IllegalArgumentException("bits must be in " + standardError(MAX_PROJECTIONS) + ".."
                    + standardError(MIN_PROJECTIONS) + ", got " + bits);
        }
        return create((int) projections, 0);
    }

    private static void requireProjections(int projections) {
        if (projections < MIN_PROJECTIONS || projections > MAX_PROJECTIONS) {
            throw new IllegalArgumentException(
                    "projections must be in " + MIN_PROJECTIONS + ".." + MAX_PROJECTIONS + ", got " + projections);
        }
    }

    /** How a dataflow uses it over texts. */
    public static <T> Aggregation<T, EntropySketch, Double> aggregation(
            int projections, long seed, Function<? super T, ? extends CharSequence> item) {
        Objects.requireNonNull(item, "item");
        return aggregationOfHashes(projections, seed, record -> Hash.ofText(item.apply(record), seed));
    }

    /** How a dataflow uses it over numbers: ports, codes, hashed or packed keys. */
    public static <T> Aggregation<T, EntropySketch, Double> aggregationOfLongs(
            int projections, long seed, ToLongFunction<? super T> item) {
        Objects.requireNonNull(item, "item");
        return aggregationOfHashes(projections, seed, record -> Hash.ofLong(item.applyAsLong(record), seed));
    }

    private static <T> Aggregation<T, EntropySketch, Double> aggregationOfHashes(
            int projections, long seed, ToLongFunction<T> hash) {
        requireProjections(projections); // a wrong one shows here, not at the first record
        return Aggregation.<T, EntropySketch, Double>of(
                        "entropy-sketch",
                        () -> create(projections, seed),
                        (s, record) -> s.updateHash(hash.applyAsLong(record), 1),
                        EntropySketch::estimate,
                        CODEC)
                .merging(EntropySketch::merge, EntropySketch::copy)
                .retracting((s, record) -> s.retractHash(hash.applyAsLong(record), 1))
                .subtracting(EntropySketch::subtract);
    }

    @Override
    public void update(long item) {
        updateHash(Hash.ofLong(item, seed), 1);
    }

    @Override
    public void update(CharSequence item) {
        updateHash(Hash.ofText(item, seed), 1);
    }

    /**
     * Takes an item in by its hash, which must be of this sketch's seed, as if it came {@code weight} times: bytes, amounts, counts.
     *
     * @param weight 0 or more
     * @throws IllegalArgumentException if the total would pass {@link #MAX_TOTAL}
     */
    public void updateHash(long hash, long weight) {
        if (weight < 0 || weight > MAX_TOTAL - total) {
            throw new IllegalArgumentException("weight must be 0 or more, and the total at most " + MAX_TOTAL + ", got "
                    + weight + " on top of " + total);
        }
        total += weight;
        StableVariates.addTo(sums, hash, weight);
    }

    @Override
    public void retract(long item) {
        retractHash(Hash.ofLong(item, seed), 1);
    }

    @Override
    public void retract(CharSequence item) {
        retractHash(Hash.ofText(item, seed), 1);
    }

    /**
     * Undoes one earlier update of that hash and weight.
     *
     * @throws IllegalArgumentException if less than that came in all; the sums cannot tell of a single item
     */
    public void retractHash(long hash, long weight) {
        if (weight < 0 || weight > total) {
            throw new IllegalArgumentException("weight must be in 0.." + total + ", as much as came, got " + weight);
        }
        total -= weight;
        StableVariates.addTo(sums, hash, -weight);
    }

    /** {@inheritDoc} It is no less than 0 and no more than lg of the total, though the sketch may say so. */
    @Override
    public double estimate() {
        if (total == 0) {
            return 0;
        }
        double unit = (double) total * StableVariates.UNIT;
        double mean = 0;
        for (long sum : sums) {
            double scaled = sum / unit;
            if (scaled < HIGHEST) {
                mean += Math.exp(scaled);
            }
        }
        mean /= sums.length;
        // The logarithm of a mean is too low by half its relative variance, which is 3 / projections.
        double nats = -Math.log(mean) - 1.5 / sums.length;
        return Math.max(0, Math.min(nats, Math.log(total))) / LN_2;
    }

    /** The standard error of {@link #estimate} in bits, √(3 / projections) / ln 2: two answers in three are within it, 19 in 20 within twice as much. */
    public double standardError() {
        return standardError(sums.length);
    }

    private static double standardError(int projections) {
        return Math.sqrt(3.0 / projections) / LN_2;
    }

    /** How much came, in weight. */
    public long total() {
        return total;
    }

    /** How many sums it keeps. */
    public int projections() {
        return sums.length;
    }

    /** The seed of the hash. */
    public long seed() {
        return seed;
    }

    @Override
    public void merge(EntropySketch other) {
        requireLike(other, "merge");
        if (other.total > MAX_TOTAL - total) {
            throw new IllegalArgumentException(
                    "the total must be at most " + MAX_TOTAL + ", got " + total + " and " + other.total);
        }
        total += other.total;
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
    }

    @Override
    public void subtract(EntropySketch other) {
        requireLike(other, "subtract");
        if (other.total > total) {
            throw new IllegalArgumentException(
                    "only what was merged can be subtracted: total must be at least " + other.total + ", got " + total);
        }
        total -= other.total;
        for (int i = 0; i < sums.length; i++) {
            sums[i] -= other.sums[i];
        }
    }

    private void requireLike(EntropySketch other, String what) {
        if (other.sums.length != sums.length || other.seed != seed) {
            throw new IllegalArgumentException("cannot " + what + " EntropySketch of " + other.sums.length
                    + " projections, seed " + other.seed + " and one of " + sums.length + ", seed " + seed + ": "
                    + (other.seed == seed ? "projections differ" : "seed differs"));
        }
    }

    @Override
    public void reset() {
        Arrays.fill(sums, 0);
        total = 0;
    }

    @Override
    public EntropySketch copy() {
        EntropySketch copy = new EntropySketch(seed, sums.clone());
        copy.total = total;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + 8L * sums.length;
    }

    /** Form {@code entropy-sketch} 1: seed i64, total i64, projections i32, then as many sums i64. */
    public static final StateCodec<EntropySketch> CODEC =
            StateCodec.of("entropy-sketch", 1, EntropySketch::encode, EntropySketch::decode);

    private void encode(StateWriter out) {
        out.writeLong(seed).writeLong(total).writeInt(sums.length);
        for (long sum : sums) {
            out.writeLong(sum);
        }
    }

    private static EntropySketch decode(StateReader in) {
        long seed = in.readLong();
        long total = in.readCount("total");
        int projections = in.readLength("projections", Long.BYTES);
        if (total > MAX_TOTAL) {
            throw in.corrupt("total must be at most " + MAX_TOTAL + ", got " + total);
        }
        requireProjections(projections);
        EntropySketch s = new EntropySketch(seed, new long[projections]);
        s.total = total;
        for (int i = 0; i < projections; i++) {
            s.sums[i] = in.readLong();
        }
        return s;
    }
}
