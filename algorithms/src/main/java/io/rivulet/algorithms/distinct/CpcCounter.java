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
import org.apache.datasketches.cpc.CpcSketch;
import org.apache.datasketches.cpc.CpcUnion;

/**
 * How many different items a stream has, in the fewest bytes once written: for counters that are stored or sent by the million.
 *
 * <p><b>Method.</b> Compressed probabilistic counting, Lang, arXiv 1708.06839, 2017, by Apache DataSketches, whose images this reads and writes
 * ({@link #ofImage}, {@link #toImage}): counters can be exchanged with other systems that speak them. Items are hashed as there, texts by UTF-8.
 * <p><b>Error.</b> Relative standard error 0.589 / 2<sup>lgK/2</sup> (1.3 % at 11) by the history of the updates; 0.693 / 2<sup>lgK/2</sup> (1.5 %)
 * once merged, for the history is lost then. Merged parts and the whole therefore answer differently, both within their error.
 * <p><b>Cost.</b> O(1) per update on average, a few short-lived bytes allocated by DataSketches; O(2<sup>lgK</sup>) per merge, copy, size and form.
 * About 1.3 · 2<sup>lgK</sup> bytes of heap and 0.6 · 2<sup>lgK</sup> written, less for few items.
 * <p><b>Merge.</b> Where sizes differ the smaller one decides; an empty counter changes nothing.
 * <p><b>Empty.</b> 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var visitors = CpcCounter.create();
 * for (int id = 0; id < 100_000; id++) {
 *     visitors.update(id % 5_000);
 * }
 * Math.round(visitors.estimate());  // 4955
 * }</pre>
 */
public final class CpcCounter implements DistinctCounter, Incremental<CpcCounter>, Mergeable<CpcCounter> {

    private static final int MIN_LG_K = 4;

    /** Well below what DataSketches allows, so that no altered state makes us allocate much; 0.05 % of error is beyond need. */
    private static final int MAX_LG_K = 21;

    private static final int DEFAULT_LG_K = 11;
    private static final double ERROR_BY_HISTORY = Math.sqrt(Math.log(2) / 2);
    private static final double ERROR_MERGED = Math.log(2);

    /** The same item as the empty text, which DataSketches would skip. */
    private static final byte[] EMPTY_TEXT = {0};

    /*
     * The sketch does everything; merged repeats a flag of its image that it does not show. A merge goes through a union and gives a new sketch.
     */
    private CpcSketch sketch;
    private boolean merged;

    private CpcCounter(CpcSketch sketch, boolean merged) {
        this.sketch = sketch;
        this.merged = merged;
    }

    /** A counter of lgK 11: 1.3 % of standard error. */
    public static CpcCounter create() {
        return create(DEFAULT_LG_K);
    }

    /**
     * A counter with 2<sup>lgK</sup> rows.
     *
     * @param lgK 4..21
     */
    public static CpcCounter create(int lgK) {
        return new CpcCounter(new CpcSketch(requireLgK(lgK)), false);
    }

    /**
     * The smallest counter whose relative standard error is at most the given one, merged or not.
     *
     * @param relativeError about 0.00048 or more, and less than 1
     */
    public static CpcCounter ofRelativeError(double relativeError) {
        double least = ERROR_MERGED / Math.sqrt(1 << MAX_LG_K);
        if (!(relativeError >= least && relativeError < 1)) {
            throw new IllegalArgumentException(
                    "relativeError must be at least " + least + " and less than 1, got " + relativeError);
        }
        int lgK = MIN_LG_K;
        while (ERROR_MERGED / Math.sqrt(1 << lgK) > relativeError) {
            lgK++;
        }
        return create(lgK);
    }

    /**
     * The counter of an Apache DataSketches CPC image with the default seed.
     *
     * @throws CorruptStateException if the bytes are none, or its lgK is above 21
     */
    public static CpcCounter ofImage(byte[] image) {
        return new CpcCounter(CpcImage.sketch(image, MIN_LG_K, MAX_LG_K), CpcImage.isMerged(image));
    }

    /** How a dataflow uses it over texts. */
    public static <T> Aggregation<T, CpcCounter, Double> aggregation(
            int lgK, Function<? super T, ? extends CharSequence> item) {
        return aggregation(lgK, (CpcCounter s, T record) -> s.update(item.apply(record)));
    }

    /** How a dataflow uses it over numbers: ids, ports, packed keys. */
    public static <T> Aggregation<T, CpcCounter, Double> aggregationOfLongs(int lgK, ToLongFunction<? super T> item) {
        return aggregation(lgK, (CpcCounter s, T record) -> s.update(item.applyAsLong(record)));
    }

    private static <T> Aggregation<T, CpcCounter, Double> aggregation(int lgK, BiConsumer<CpcCounter, T> update) {
        requireLgK(lgK);
        return Aggregation.<T, CpcCounter, Double>of("cpc", () -> create(lgK), update, CpcCounter::estimate, CODEC)
                .merging(CpcCounter::merge, CpcCounter::copy);
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

    @Override
    public double relativeStandardError() {
        return (merged ? ERROR_MERGED : ERROR_BY_HISTORY) / Math.sqrt(1 << sketch.getLgK());
    }

    /** The logarithm to base 2 of the number of rows. */
    public int lgK() {
        return sketch.getLgK();
    }

    /** The counter as Apache DataSketches writes it. */
    public byte[] toImage() {
        return sketch.toByteArray();
    }

    /** Takes the other's items in; if its lgK is smaller, this takes that, and keeps it through {@link #reset}. */
    @Override
    public void merge(CpcCounter other) {
        if (other == this || other.sketch.isEmpty()) {
            return;
        }
        if (sketch.isEmpty() && other.lgK() <= lgK()) {
            sketch = CpcImage.copy(other.sketch);
            merged = other.merged;
            return;
        }
        CpcUnion union = new CpcUnion(Math.min(lgK(), other.lgK()));
        union.update(sketch);
        union.update(other.sketch);
        sketch = union.getResult();
        merged = true;
    }

    @Override
    public void reset() {
        sketch.reset();
        merged = false;
    }

    @Override
    public CpcCounter copy() {
        return new CpcCounter(CpcImage.copy(sketch), merged);
    }

    @Override
    public long stateBytes() {
        return 24 + CpcImage.heapBytes(toImage());
    }

    /** Form {@code cpc} 1: length of the image i32, the image, its CRC-32 i32. */
    public static final StateCodec<CpcCounter> CODEC = StateCodec.of("cpc", 1, CpcCounter::encode, CpcCounter::decode);

    private void encode(StateWriter out) {
        DataSketches.write(toImage(), out);
    }

    private static CpcCounter decode(StateReader in) {
        return ofImage(DataSketches.read(in));
    }

    private static int requireLgK(int lgK) {
        if (lgK < MIN_LG_K || lgK > MAX_LG_K) {
            throw new IllegalArgumentException("lgK must be in " + MIN_LG_K + ".." + MAX_LG_K + ", got " + lgK);
        }
        return lgK;
    }
}
