package io.rivulet.algorithms.distinct;

import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.cursors.LongCursor;
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
 * How many different items a stream has: exactly up to a number to choose, about from then on. For the many keys that have few items and the few that have many.
 *
 * <p><b>Method.</b> A set of hashes, from which an {@link ExaLogLog} is made once there are too many; it then stands as if it had been there from the beginning.
 * <p><b>Error.</b> Up to {@code limit} items none but that of equal hashes: once in 10<sup>12</sup> streams of 4,096 items the count is too low by one. Beyond that a
 * relative standard error of 0.344 / 2<sup>precision/2</sup> (1.1 % at 10).
 * <p><b>Cost.</b> O(1) per update on average, nothing allocated but when the set grows; O(1) per exact answer, else O(2<sup>precision</sup>). 11 to 21 bytes of
 * heap for each item up to the limit, 8 written; then 4 · 2<sup>precision</sup>.
 * <p><b>Merge.</b> Exact: the merged state is that of both streams together. Where limits or precisions differ the smaller ones are left.
 * <p><b>Empty.</b> 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var visitors = SpillingDistinctCounter.create();
 * for (int id = 0; id < 100_000; id++) {
 *     visitors.update(id % 4_000);
 * }
 * visitors.estimate();  // 4000.0
 * visitors.isExact();  // true
 * }</pre>
 */
public final class SpillingDistinctCounter
        implements DistinctCounter, Incremental<SpillingDistinctCounter>, Mergeable<SpillingDistinctCounter> {

    /** The largest limit. */
    public static final int MAX_LIMIT = 1 << 24;

    /** 64 KiB of heap at most before the sketch takes over. */
    private static final int DEFAULT_LIMIT = 4_096;

    private static final int DEFAULT_PRECISION = 10;

    /*
     * Invariant: either sketch == null and there are at most limit hashes, or there is a sketch and no hashes. Which of the two depends on the set of items alone,
     * so merging in whatever order leaves the same state.
     */
    private final long seed;
    private int limit;
    private int precision;
    private LongHashSet hashes = new LongHashSet();
    private ExaLogLog sketch;

    private SpillingDistinctCounter(int limit, int precision, long seed) {
        this.limit = limit;
        this.precision = precision;
        this.seed = seed;
    }

    /** A counter that is exact up to 4,096 items, and has 1.1 % of standard error beyond. */
    public static SpillingDistinctCounter create() {
        return create(DEFAULT_LIMIT, DEFAULT_PRECISION);
    }

    /**
     * A counter that is exact up to a limit.
     *
     * @param limit 0..{@link #MAX_LIMIT}
     * @param precision of the sketch, 4..18
     */
    public static SpillingDistinctCounter create(int limit, int precision) {
        return create(limit, precision, 0);
    }

    /**
     * A counter whose hashes are its own.
     *
     * @param limit 0..{@link #MAX_LIMIT}
     * @param precision of the sketch, 4..18
     * @param seed of the hash; only counters of one seed merge
     */
    public static SpillingDistinctCounter create(int limit, int precision, long seed) {
        return new SpillingDistinctCounter(requireLimit(limit), Registers.requirePrecision(precision), seed);
    }

    /** How a dataflow uses it over texts. */
    public static <T> Aggregation<T, SpillingDistinctCounter, Double> aggregation(
            int limit, int precision, Function<? super T, ? extends CharSequence> item) {
        return aggregationOfHashes(limit, precision, record -> Hash.ofText(item.apply(record), 0));
    }

    /** How a dataflow uses it over numbers: ids, ports, packed keys. */
    public static <T> Aggregation<T, SpillingDistinctCounter, Double> aggregationOfLongs(
            int limit, int precision, ToLongFunction<? super T> item) {
        return aggregationOfHashes(limit, precision, record -> Hash.ofLong(item.applyAsLong(record), 0));
    }

    private static <T> Aggregation<T, SpillingDistinctCounter, Double> aggregationOfHashes(
            int limit, int precision, ToLongFunction<T> hash) {
        requireLimit(limit);
        Registers.requirePrecision(precision);
        return Aggregation.<T, SpillingDistinctCounter, Double>of(
                        "spilling-distinct",
                        () -> create(limit, precision),
                        (s, record) -> s.updateHash(hash.applyAsLong(record)),
                        SpillingDistinctCounter::estimate,
                        CODEC)
                .merging(SpillingDistinctCounter::merge, SpillingDistinctCounter::copy);
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
        if (sketch != null) {
            sketch.updateHash(hash);
        } else {
            hashes.add(hash);
            spillBeyondLimit();
        }
    }

    @Override
    public double estimate() {
        return sketch != null ? sketch.estimate() : hashes.size();
    }

    /** Whether the count is exact still: 0 is the error then. */
    public boolean isExact() {
        return sketch == null;
    }

    /** That of {@link #estimate} as things are: 0 as long as the count is exact. */
    @Override
    public double relativeStandardError() {
        return sketch == null ? 0 : sketch.relativeStandardError();
    }

    /** Up to how many items the count is exact. */
    public int limit() {
        return limit;
    }

    /** The precision of the sketch beyond. */
    public int precision() {
        return precision;
    }

    /** Takes the other's items in; if its limit or its precision is smaller, this takes that, and keeps it through {@link #reset}. */
    @Override
    public void merge(SpillingDistinctCounter other) {
        if (other.seed != seed) {
            throw new IllegalArgumentException("cannot merge SpillingDistinctCounter of seed " + seed + " with seed "
                    + other.seed + ": equal items have different hashes");
        }
        if (other == this) {
            return;
        }
        limit = Math.min(limit, other.limit);
        precision = Math.min(precision, other.precision);
        if (other.sketch != null || sketch != null) {
            spill();
            // Brings this one to the precision that the other may have without a sketch.
            sketch.merge(other.sketch != null ? other.sketch : ExaLogLog.create(precision, seed));
        }
        for (LongCursor hash : other.hashes) {
            updateHash(hash.value);
        }
        spillBeyondLimit();
    }

    private void spillBeyondLimit() {
        if (sketch == null && hashes.size() > limit) {
            spill();
        }
    }

    private void spill() {
        if (sketch == null) {
            ExaLogLog spilt = ExaLogLog.create(precision, seed);
            for (LongCursor hash : hashes) {
                spilt.updateHash(hash.value);
            }
            sketch = spilt;
            hashes = new LongHashSet(0);
        }
    }

    @Override
    public void reset() {
        hashes = new LongHashSet();
        sketch = null;
    }

    @Override
    public SpillingDistinctCounter copy() {
        SpillingDistinctCounter copy = new SpillingDistinctCounter(limit, precision, seed);
        copy.hashes = hashes.clone();
        copy.sketch = sketch == null ? null : sketch.copy();
        return copy;
    }

    @Override
    public long stateBytes() {
        return 112 + 8L * hashes.keys.length + (sketch == null ? 0 : sketch.stateBytes());
    }

    /**
     * Form {@code spilling-distinct} 1: limit i32, precision i32, seed i64, whether it is exact i8; then either the number of hashes i32 and the hashes
     * i64, rising, or the sketch in its own form.
     */
    public static final StateCodec<SpillingDistinctCounter> CODEC =
            StateCodec.of("spilling-distinct", 1, SpillingDistinctCounter::encode, SpillingDistinctCounter::decode);

    private void encode(StateWriter out) {
        out.writeInt(limit).writeInt(precision).writeLong(seed).writeBoolean(isExact());
        if (sketch != null) {
            ExaLogLog.CODEC.encode(sketch, out);
            return;
        }
        long[] rising = hashes.toArray();
        Arrays.sort(rising);
        out.writeInt(rising.length);
        for (long hash : rising) {
            out.writeLong(hash);
        }
    }

    private static SpillingDistinctCounter decode(StateReader in) {
        int limit = in.readIntBetween("limit", 0, MAX_LIMIT);
        int precision = in.readIntBetween("precision", Registers.MIN_PRECISION, Registers.MAX_PRECISION);
        long seed = in.readLong();
        SpillingDistinctCounter counter = new SpillingDistinctCounter(limit, precision, seed);
        if (!in.readBoolean("exact")) {
            ExaLogLog sketch = ExaLogLog.CODEC.decode(in);
            if (sketch.precision() != precision || !sketch.hasSeed(seed)) {
                throw in.corrupt("the sketch must have precision " + precision + " and seed " + seed);
            }
            counter.sketch = sketch;
            counter.hashes = new LongHashSet(0);
            return counter;
        }
        int size = in.readLength("hashes", Long.BYTES);
        if (size > limit) {
            throw in.corrupt("there must be at most " + limit + " hashes, got " + size);
        }
        long before = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            long hash = in.readLong();
            if (i > 0 && hash <= before) {
                throw in.corrupt("hashes must rise");
            }
            before = hash;
            counter.hashes.add(hash);
        }
        return counter;
    }

    private static int requireLimit(int limit) {
        if (limit < 0 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be in 0.." + MAX_LIMIT + ", got " + limit);
        }
        return limit;
    }
}
