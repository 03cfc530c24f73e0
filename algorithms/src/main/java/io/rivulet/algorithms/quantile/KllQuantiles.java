package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Quantiles and ranks of a stream of any length and any distribution, in a few thousand bytes; every rank about equally exact.
 *
 * <p><b>Method.</b> Karnin, Lang and Liberty, <i>Optimal quantile approximation in streams</i>, FOCS 2016, with the lazy and the anti-correlated compaction
 * of Ivkin, Liberty, Lang, Karnin and Braverman, <i>Streaming quantiles algorithms with small space and update time</i>, arXiv 1907.00236, 2019. The seed
 * is mixed with the first values, so that parts with one seed err independently.
 * <p><b>Error.</b> Any one rank is off by 2.4 / k of the count at most with 99 % confidence (1.2 % at k = 200), whatever the values and their order, and
 * so is the rank of any one quantile; {@link #rankErrorBound} says it more exactly for this sketch and for any confidence. It is a proven bound (Hoeffding's);
 * values in random order err about half as much. Up to k values, and minimum and maximum always, are exact. Says nothing of how far the value is off: where
 * values are sparse that is far.
 * <p><b>Cost.</b> O(lg k) per update on average, O(k lg k) for some, nothing allocated once the array has grown; O(k) per question and merge; about 24 k + 600 bytes.
 * <p><b>Units.</b> Those of the values; ranks are parts of the count.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var latencies = KllQuantiles.create();
 * for (int i = 1; i <= 100_000; i++) {
 *     latencies.update(i % 1_000);
 * }
 * latencies.quantile(0.99);        // 990.0, where 989 is exact
 * latencies.rank(500);             // 0.50113, where 0.501 is exact
 * latencies.rankErrorBound(0.99);  // 0.0083
 * }</pre>
 */
public final class KllQuantiles implements QuantileEstimator, Incremental<KllQuantiles>, Mergeable<KllQuantiles> {

    /** The k unless one is given: a rank off by 1.2 % at most. */
    public static final int DEFAULT_K = 200;

    private static final long DEFAULT_SEED = 42;

    /** What the rank error with 99 % confidence is at most, times k. How many keys are compacted, and when, depends on the count alone. */
    private static final double RANK_ERROR_TIMES_K = 2.4;

    private final CompactingLevels levels;

    private KllQuantiles(CompactingLevels levels) {
        this.levels = levels;
    }

    /** A sketch of k 200. */
    public static KllQuantiles create() {
        return create(DEFAULT_K, DEFAULT_SEED);
    }

    /**
     * A sketch.
     *
     * @param k 16..65,536: twice the k, half the error and twice the bytes
     * @param seed another seed, other errors of the same size
     */
    public static KllQuantiles create(int k, long seed) {
        return new KllQuantiles(CompactingLevels.create(new KllCompaction(k), seed));
    }

    /**
     * The smallest sketch whose ranks are off by this part of the count at most, each with 99 % confidence.
     *
     * @param rankError 0.000037..0.15
     */
    public static KllQuantiles ofRankError(double rankError) {
        return create(KllCompaction.ofRankError(RANK_ERROR_TIMES_K, rankError).k(), DEFAULT_SEED);
    }

    /** How a dataflow uses it; the answer is a copy, to be asked for whatever quantiles are wanted. */
    public static <T> Aggregation<T, KllQuantiles, KllQuantiles> aggregation(
            int k, long seed, ToDoubleFunction<? super T> value) {
        create(k, seed); // a wrong k shows here, not at the first record
        return Aggregation.<T, KllQuantiles, KllQuantiles>of(
                        "kll",
                        () -> create(k, seed),
                        (s, record) -> s.update(value.applyAsDouble(record)),
                        KllQuantiles::copy,
                        CODEC)
                .merging(KllQuantiles::merge, KllQuantiles::copy);
    }

    @Override
    public void update(double value) {
        Ranks.requireFinite(value);
        levels.update(Ranks.key(value));
    }

    @Override
    public double quantile(double q) {
        return quantiles(q)[0];
    }

    /** Several quantiles at about the cost of one. */
    public double[] quantiles(double... qs) {
        long count = levels.count();
        for (double q : qs) {
            Ranks.requireShare(q);
        }
        double[] found = new double[qs.length];
        if (count == 0) {
            Arrays.fill(found, Double.NaN);
            return found;
        }
        WeightedKeys ranked = levels.ranked();
        for (int i = 0; i < qs.length; i++) {
            found[i] = Ranks.value(ranked.ofRank(Ranks.of(qs[i], count), levels.min(), levels.max()));
        }
        return found;
    }

    @Override
    public double rank(double value) {
        Ranks.requireNumber(value);
        return levels.count() == 0 ? Double.NaN : (double) levels.rank(Ranks.key(value)) / levels.count();
    }

    @Override
    public long count() {
        return levels.count();
    }

    /** The smallest value, exactly. */
    @Override
    public double min() {
        return levels.count() == 0 ? Double.NaN : Ranks.value(levels.min());
    }

    /** The largest value, exactly. */
    @Override
    public double max() {
        return levels.count() == 0 ? Double.NaN : Ranks.value(levels.max());
    }

    /** By which part of the count any one rank is off at most, with that confidence; 0 as long as nothing has been thrown away. */
    public double rankErrorBound(double confidence) {
        return levels.rankErrorBound(confidence);
    }

    /** {@inheritDoc} Seeds may differ, k must not. The error bound presumes that no value is in both. */
    @Override
    public void merge(KllQuantiles other) {
        levels.merge(other.levels);
    }

    @Override
    public void reset() {
        levels.reset();
    }

    @Override
    public KllQuantiles copy() {
        return new KllQuantiles(levels.copy());
    }

    @Override
    public long stateBytes() {
        return 16 + levels.stateBytes();
    }

    /**
     * Form {@code kll} 1: k i32, seed i64, generator i64, count i64, smallest and largest key i64, levels that owe a coin i64, their coins i64, squares of
     * the weights compacted f64, levels i32, their sizes i32 from the lowest, keys i64 as they lie. A key is the double's bits, all but the sign turned
     * where it is negative.
     */
    public static final StateCodec<KllQuantiles> CODEC =
            StateCodec.of("kll", 1, (s, out) -> s.levels.encode(out), KllQuantiles::decode);

    private static KllQuantiles decode(StateReader in) {
        CompactingLevels levels = CompactingLevels.decode(KllCompaction.decode(in), in);
        if (!Double.isFinite(Ranks.value(levels.min())) || !Double.isFinite(Ranks.value(levels.max()))) {
            throw in.corrupt("values must be finite");
        }
        return new KllQuantiles(levels);
    }
}
