package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Quantiles and ranks at one end of the distribution to a relative error of their distance from that end: the latency that one request of ten thousand
 * exceeds, whatever the distribution.
 *
 * <p><b>Method.</b> Cormode, Karnin, Liberty, Thaler and Veselý, <i>Relative error streaming quantiles</i>, PODS 2021, compacted lazily and in pairs of opposite
 * choices as {@link KllQuantiles} is. The seed is mixed with the first values, so that parts with one seed err independently.
 * <p><b>Error.</b> Of the 1 − rank that lies above a value, 0.5 / k is what any one rank is off by with 99 % confidence (4 % at k = 12), if the high end is the
 * exact one; of the rank itself, if it is the low end. This is measured, over streams of up to a million in several orders, of which those that fall
 * towards the exact end's opposite are the worst; it grows slowly with the length. Values within about k of the exact end, and minimum and maximum
 * always, are exact. Says nothing of how far the value is off.
 * <p><b>Cost.</b> O(lg n) per update on average, O(k lg n) for some, nothing allocated once the array has grown; bytes grow with the logarithm
 * of n: 17 KB at k = 12 for a million values.
 * <p><b>Units.</b> Those of the values; ranks are parts of the count.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var latencies = ReqQuantiles.ofHighRanks();
 * for (int i = 1; i <= 100_000; i++) {
 *     latencies.update(i % 1_000);
 * }
 * latencies.quantile(0.999);  // 998.0, which is exact
 * latencies.rank(990);        // 0.99099, where 0.991 is exact
 * }</pre>
 */
public final class ReqQuantiles implements QuantileEstimator, Incremental<ReqQuantiles>, Mergeable<ReqQuantiles> {

    private static final int DEFAULT_K = 12;
    private static final long DEFAULT_SEED = 42;
    private static final double RANK_ERROR_TIMES_K = 0.5;

    /*
     * The levels are exact at their low end. For the high end every key has all its bits turned, which turns the order around.
     */
    private final int k;
    private final long turned;
    private final CompactingLevels levels;

    private ReqQuantiles(int k, boolean high, CompactingLevels levels) {
        this.k = k;
        this.turned = high ? -1 : 0;
        this.levels = levels;
    }

    /** A sketch of k 12 that is exact at the high end. */
    public static ReqQuantiles ofHighRanks() {
        return ofHighRanks(DEFAULT_K, DEFAULT_SEED);
    }

    /**
     * A sketch that is exact at the high end.
     *
     * @param k 4..1,024, even: twice the k, half the error and nearly twice the bytes
     * @param seed another seed, other errors of the same size
     */
    public static ReqQuantiles ofHighRanks(int k, long seed) {
        return create(k, true, seed);
    }

    /** A sketch of k 12 that is exact at the low end. */
    public static ReqQuantiles ofLowRanks() {
        return ofLowRanks(DEFAULT_K, DEFAULT_SEED);
    }

    /** A sketch that is exact at the low end; otherwise as {@link #ofHighRanks(int, long)}. */
    public static ReqQuantiles ofLowRanks(int k, long seed) {
        return create(k, false, seed);
    }

    private static ReqQuantiles create(int k, boolean high, long seed) {
        return new ReqQuantiles(k, high, CompactingLevels.create(ReqCompaction.create(k, high), seed));
    }

    /**
     * How a dataflow uses it; the answer is a copy, to be asked for whatever quantiles are wanted.
     *
     * @param high whether the high end is the exact one, or the low
     */
    public static <T> Aggregation<T, ReqQuantiles, ReqQuantiles> aggregation(
            int k, boolean high, long seed, ToDoubleFunction<? super T> value) {
        create(k, high, seed); // a wrong k shows here, not at the first record
        return Aggregation.<T, ReqQuantiles, ReqQuantiles>of(
                        "req",
                        () -> create(k, high, seed),
                        (s, record) -> s.update(value.applyAsDouble(record)),
                        ReqQuantiles::copy,
                        CODEC)
                .merging(ReqQuantiles::merge, ReqQuantiles::copy);
    }

    @Override
    public void update(double value) {
        Ranks.requireFinite(value);
        levels.update(Ranks.key(value) ^ turned);
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
            long rank = Ranks.of(qs[i], count);
            found[i] = value(ranked.ofRank(turned == 0 ? rank : count + 1 - rank, levels.min(), levels.max()));
        }
        return found;
    }

    @Override
    public double rank(double value) {
        Ranks.requireNumber(value);
        if (levels.count() == 0) {
            return Double.NaN;
        }
        long key = Ranks.key(value) ^ turned;
        // Turned keys are at most this one where values are at least that one; those below it are counted instead.
        long rank = turned == 0 ? levels.rank(key) : levels.count() - levels.rank(key - 1);
        return (double) rank / levels.count();
    }

    @Override
    public long count() {
        return levels.count();
    }

    /** The smallest value, exactly. */
    @Override
    public double min() {
        return levels.count() == 0 ? Double.NaN : value(turned == 0 ? levels.min() : levels.max());
    }

    /** The largest value, exactly. */
    @Override
    public double max() {
        return levels.count() == 0 ? Double.NaN : value(turned == 0 ? levels.max() : levels.min());
    }

    /** By which part of its distance from the exact end any one rank is off at most, with 99 % confidence, as measured. */
    public double relativeRankError() {
        return RANK_ERROR_TIMES_K / k;
    }

    /** {@inheritDoc} Seeds may differ, k and the exact end must not. */
    @Override
    public void merge(ReqQuantiles other) {
        levels.merge(other.levels);
    }

    @Override
    public void reset() {
        levels.reset();
    }

    @Override
    public ReqQuantiles copy() {
        return new ReqQuantiles(k, turned != 0, levels.copy());
    }

    @Override
    public long stateBytes() {
        return 32 + levels.stateBytes();
    }

    /**
     * Form {@code req} 1: k i32, whether the high end is exact u8, levels compacted i32, how often each i64, and then as form {@code kll} 1 from the seed on;
     * where the high end is exact, all bits of the keys are turned.
     */
    public static final StateCodec<ReqQuantiles> CODEC =
            StateCodec.of("req", 1, (s, out) -> s.levels.encode(out), ReqQuantiles::decode);

    private static ReqQuantiles decode(StateReader in) {
        ReqCompaction how = ReqCompaction.decode(in);
        ReqQuantiles read = new ReqQuantiles(how.k(), how.high(), CompactingLevels.decode(how, in));
        if (read.count() > 0 && !(Double.isFinite(read.min()) && Double.isFinite(read.max()))) {
            throw in.corrupt("values must be finite");
        }
        return read;
    }

    private double value(long key) {
        return Ranks.value(key ^ turned);
    }
}
