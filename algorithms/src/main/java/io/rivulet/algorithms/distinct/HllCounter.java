package io.rivulet.algorithms.distinct;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/**
 * How many different items a stream has, in the HLL form that Druid, Spark, PostgreSQL and others exchange: for counters that come from there or go there. Where nothing
 * is exchanged, {@link HyperLogLog} and {@link UltraLogLog} do better.
 *
 * <p><b>Method.</b> HyperLogLog by Apache DataSketches with registers of 8 bits, whose images this reads and writes ({@link #ofImage}, {@link #toImage}). Items
 * are hashed as there, texts by UTF-8; a count of the same items by {@code HyperLogLog} has other hashes, and the two never merge.
 * <p><b>Error.</b> Relative standard error 0.833 / 2<sup>lgK/2</sup> (1.3 % at 12) by the history of the updates; 1.04 / 2<sup>lgK/2</sup> (1.6 %) once merged, for the
 * history is lost then; 0.005 % for few items, up to about 3/32 2<sup>lgK</sup>. Merged parts and the whole answer differently, both within their error.
 * <p><b>Cost.</b> O(1) per update, nothing allocated for numbers once there are registers; O(1) per estimate; O(2<sup>lgK</sup>) per merge, copy and form. 2<sup>lgK</sup>
 * bytes, less for few items.
 * <p><b>Merge.</b> Where sizes differ the smaller one decides; an empty counter changes nothing.
 * <p><b>Empty.</b> 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var here = HllCounter.create();
 * here.update("ann");
 * var there = HllCounter.ofImage(here.toImage());  // as Druid, Spark or PostgreSQL would read it
 * there.update("bob");
 * Math.round(there.estimate());  // 2
 * }</pre>
 */
public final class HllCounter implements DistinctCounter, Incremental<HllCounter>, Mergeable<HllCounter> {

    private static final int MIN_LG_K = 4;
    private static final int MAX_LG_K = 21;
    private static final int DEFAULT_LG_K = 12;
    private static final double ERROR_BY_HISTORY = Math.sqrt(Math.log(2));
    private static final double ERROR_MERGED = Math.sqrt(3 * Math.log(2) - 1);

    /** The same item as the empty text, which DataSketches would skip. */
    private static final byte[] EMPTY_TEXT = {0};

    /*
     * The sketch does everything; merged repeats a flag of its image that it does not show. A merge goes through a union and gives a new sketch.
     */
    private HllSketch sketch;
    private boolean merged;

    private HllCounter(HllSketch sketch, boolean merged) {
        this.sketch = sketch;
        this.merged = merged;
    }

    /** A counter of lgK 12: 1.3 % of standard error, 1.6 % once merged. */
    public static HllCounter create() {
        return create(DEFAULT_LG_K);
    }

    /**
     * A counter with 2<sup>lgK</sup> registers.
     *
     * @param lgK 4..21
     */
    public static HllCounter create(int lgK) {
        return new HllCounter(new HllSketch(requireLgK(lgK), TgtHllType.HLL_8), false);
    }

    /**
     * The counter of an Apache DataSketches HLL image; its registers may have 4 bits (compact only), 6 or 8.
     *
     * @throws CorruptStateException if the bytes are none
     */
    public static HllCounter ofImage(byte[] image) {
        return new HllCounter(HllImage.sketch(image, MIN_LG_K, MAX_LG_K), HllImage.isMerged(image));
    }

    /** How a dataflow uses it over texts. */
    public static <T> Aggregation<T, HllCounter, Double> aggregation(
            int lgK, Function<? super T, ? extends CharSequence> item) {
        return aggregation(lgK, (HllCounter s, T record) -> s.update(item.apply(record)));
    }

    /** How a dataflow uses it over numbers: ids, ports, packed keys. */
    public static <T> Aggregation<T, HllCounter, Double> aggregationOfLongs(int lgK, ToLongFunction<? super T> item) {
        return aggregation(lgK, (HllCounter s, T record) -> s.update(item.applyAsLong(record)));
    }

    private static <T> Aggregation<T, HllCounter, Double> aggregation(int lgK, BiConsumer<HllCounter, T> update) {
        requireLgK(lgK);
        return Aggregation.<T, HllCounter, Double>of("hll", () -> create(lgK), update, HllCounter::estimate, CODEC)
                .merging(HllCounter::merge, HllCounter::copy);
    }

    @Override
    public void update(long item) {
        sketch.update(item);
    }

    @Override
    public void update(CharSequence item) {
        if (item.length() == 0) {
            sketch.update(EMPTY_TEXT);
        } else {
            sketch.update(item.toString());
        }
    }

    @Override
    public double estimate() {
        return sketch.getEstimate();
    }

    /** That of {@link #estimate} as things are: far less as long as there are few items. */
    @Override
    public double relativeStandardError() {
        return HllImage.isDense(sketch)
                ? (merged ? ERROR_MERGED : ERROR_BY_HISTORY) / Math.sqrt(1 << lgK())
                : Tokens.STANDARD_ERROR;
    }

    /** The logarithm to base 2 of the number of registers. */
    public int lgK() {
        return sketch.getLgConfigK();
    }

    /** The counter as Apache DataSketches writes it, compact, with registers of 8 bits. */
    public byte[] toImage() {
        return sketch.toCompactByteArray();
    }

    /** Takes the other's items in; if its lgK is smaller, this takes that, and keeps it through {@link #reset}. */
    @Override
    public void merge(HllCounter other) {
        if (other == this || other.sketch.isEmpty()) {
            return;
        }
        if (sketch.isEmpty() && other.lgK() <= lgK()) {
            sketch = other.sketch.copy();
            merged = other.merged;
            return;
        }
        Union union = new Union(Math.min(lgK(), other.lgK()));
        union.update(sketch);
        union.update(other.sketch);
        sketch = union.getResult(TgtHllType.HLL_8);
        merged = HllImage.isMerged(toImage());
    }

    @Override
    public void reset() {
        sketch.reset();
        merged = false;
    }

    @Override
    public HllCounter copy() {
        return new HllCounter(sketch.copy(), merged);
    }

    @Override
    public long stateBytes() {
        return 96L + sketch.getUpdatableSerializationBytes();
    }

    /** Form {@code hll} 1: length of the image i32, the image as it can be updated, its CRC-32 i32. */
    public static final StateCodec<HllCounter> CODEC = StateCodec.of("hll", 1, HllCounter::encode, HllCounter::decode);

    private void encode(StateWriter out) {
        DataSketches.write(sketch.toUpdatableByteArray(), out);
    }

    private static HllCounter decode(StateReader in) {
        return ofImage(DataSketches.read(in));
    }

    private static int requireLgK(int lgK) {
        if (lgK < MIN_LG_K || lgK > MAX_LG_K) {
            throw new IllegalArgumentException("lgK must be in " + MIN_LG_K + ".." + MAX_LG_K + ", got " + lgK);
        }
        return lgK;
    }
}
