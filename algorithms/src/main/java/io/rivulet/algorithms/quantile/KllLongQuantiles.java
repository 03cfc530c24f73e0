package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * {@link KllQuantiles} over whole numbers, which doubles would round beyond 2<sup>53</sup>: timestamps, identifiers, nanoseconds.
 *
 * <p><b>Method, Error, Cost.</b> Those of {@link KllQuantiles}; every value answered is one that was taken in.
 * <p><b>Units.</b> Those of the values; ranks are parts of the count.
 * <p><b>Empty.</b> No value; the rank is {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var times = KllLongQuantiles.create();
 * times.update(1_700_000_000_000_000_001L);
 * times.update(1_700_000_000_000_000_002L);
 * times.update(1_700_000_000_000_000_009L);
 * times.quantile(0.5).getAsLong();  // 1700000000000000002
 * }</pre>
 */
public final class KllLongQuantiles implements Incremental<KllLongQuantiles>, Mergeable<KllLongQuantiles> {

    private static final long DEFAULT_SEED = 42;

    private final CompactingLevels levels;

    private KllLongQuantiles(CompactingLevels levels) {
        this.levels = levels;
    }

    /** A sketch of k 200. */
    public static KllLongQuantiles create() {
        return create(KllQuantiles.DEFAULT_K, DEFAULT_SEED);
    }

    /**
     * A sketch.
     *
     * @param k 16..65,536: twice the k, half the error and twice the bytes
     * @param seed another seed, other errors of the same size
     */
    public static KllLongQuantiles create(int k, long seed) {
        return new KllLongQuantiles(CompactingLevels.create(new KllCompaction(k), seed));
    }

    /** How a dataflow uses it; the answer is a copy, to be asked for whatever quantiles are wanted. */
    public static <T> Aggregation<T, KllLongQuantiles, KllLongQuantiles> aggregation(
            int k, long seed, ToLongFunction<? super T> value) {
        create(k, seed); // a wrong k shows here, not at the first record
        return Aggregation.<T, KllLongQuantiles, KllLongQuantiles>of(
                        "kll-longs",
                        () -> create(k, seed),
                        (s, record) -> s.update(value.applyAsLong(record)),
                        KllLongQuantiles::copy,
                        CODEC)
                .merging(KllLongQuantiles::merge, KllLongQuantiles::copy);
    }

    /** Takes one value in. */
    public void update(long value) {
        levels.update(value);
    }

    /**
     * The smallest value that at least this part of the values do not exceed, about.
     *
     * @param q in 0..1
     */
    public OptionalLong quantile(double q) {
        Ranks.requireShare(q);
        return levels.count() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(levels.ranked().ofRank(Ranks.of(q, levels.count()), levels.min(), levels.max()));
    }

    /** The part of the values that are at most this one, about. */
    public double rank(long value) {
        return levels.count() == 0 ? Double.NaN : (double) levels.rank(value) / levels.count();
    }

    /** How many values are in. */
    public long count() {
        return levels.count();
    }

    /** The smallest value, exactly. */
    public OptionalLong min() {
        return levels.count() == 0 ? OptionalLong.empty() : OptionalLong.of(levels.min());
    }

    /** The largest value, exactly. */
    public OptionalLong max() {
        return levels.count() == 0 ? OptionalLong.empty() : OptionalLong.of(levels.max());
    }

    /** By which part of the count any one rank is off at most, with that confidence; 0 as long as nothing has been thrown away. */
    public double rankErrorBound(double confidence) {
        return levels.rankErrorBound(confidence);
    }

    /** {@inheritDoc} Seeds may differ, k must not. The error bound presumes that no value is in both. */
    @Override
    public void merge(KllLongQuantiles other) {
        levels.merge(other.levels);
    }

    @Override
    public void reset() {
        levels.reset();
    }

    @Override
    public KllLongQuantiles copy() {
        return new KllLongQuantiles(levels.copy());
    }

    @Override
    public long stateBytes() {
        return 16 + levels.stateBytes();
    }

    /** Form {@code kll-longs} 1: the fields of form {@code kll} 1, the keys being the values. */
    public static final StateCodec<KllLongQuantiles> CODEC =
            StateCodec.of("kll-longs", 1, (s, out) -> s.levels.encode(out), KllLongQuantiles::decode);

    private static KllLongQuantiles decode(StateReader in) {
        return new KllLongQuantiles(CompactingLevels.decode(KllCompaction.decode(in), in));
    }
}
