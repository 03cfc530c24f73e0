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
import org.apache.datasketches.theta.SetOperation;
import org.apache.datasketches.theta.Union;

/**
 * How many different items a stream has, with set algebra: how many came on both days, how many never came back. Exchanges with other systems.
 *
 * <p><b>Method.</b> Theta sketches (Dasgupta, Lang, Rhodes and Thaler, ICDT 2016) by Apache DataSketches, whose compact images this reads and writes ({@link #ofImage},
 * {@link #toImage}). Items are hashed as there, texts by UTF-8. {@link #toSet} gives the {@link ThetaSet} that the algebra is on.
 * <p><b>Error.</b> Exact up to 2<sup>lgK</sup> items; then a relative standard error of 1 / 2<sup>lgK/2</sup> (1.6 % at 12).
 * <p><b>Cost.</b> O(1) per update on average; O(2<sup>lgK</sup>) per estimate, merge, copy and form. Up to 16 · 2<sup>lgK</sup> bytes of heap, 8 · 2<sup>lgK</sup>
 * written.
 * <p><b>Merge.</b> Exact: the merged sample is that of both streams together. Where sizes differ the smaller one decides.
 * <p><b>Empty.</b> 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var monday = ThetaCounter.create();
 * var tuesday = ThetaCounter.create();
 * for (int id = 0; id < 3_000; id++) {
 *     monday.update(id);
 *     tuesday.update(id + 1_000);
 * }
 * monday.toSet().intersection(tuesday.toSet()).estimate();  // 2000.0
 * monday.toSet().difference(tuesday.toSet()).estimate();  // 1000.0
 * }</pre>
 */
public final class ThetaCounter implements DistinctCounter, Incremental<ThetaCounter>, Mergeable<ThetaCounter> {

    static final int MIN_LG_K = 4;
    static final int MAX_LG_K = 21;

    /** 1.6 % of standard error, as HyperLogLog's default. */
    private static final int DEFAULT_LG_K = 12;

    /** The same item as the empty text, which DataSketches would skip. */
    private static final byte[] EMPTY_TEXT = {0};

    /*
     * The state is a union, which takes items in as well as sketches. Its result is the 2^lgK smallest hashes and the next one as threshold, whatever the
     * order of updates and merges, and everything that anybody sees is made from the result.
     */
    private int lgK;
    private Union union;

    private ThetaCounter(int lgK) {
        this.lgK = lgK;
        this.union = newUnion(lgK);
    }

    /** A counter of lgK 12: 1.6 % of standard error. */
    public static ThetaCounter create() {
        return create(DEFAULT_LG_K);
    }

    /**
     * A counter that keeps a sample of 2<sup>lgK</sup> items.
     *
     * @param lgK 4..21
     */
    public static ThetaCounter create(int lgK) {
        return new ThetaCounter(requireLgK(lgK));
    }

    /**
     * A counter that goes on from an Apache DataSketches theta image: compact, not compressed, with the default seed.
     *
     * @param lgK 4..21; the image does not say what it was
     * @throws CorruptStateException if the bytes are none
     */
    public static ThetaCounter ofImage(int lgK, byte[] image) {
        ThetaCounter counter = create(lgK);
        counter.union.union(ThetaImage.sketch(image));
        return counter;
    }

    /** How a dataflow uses it over texts. */
    public static <T> Aggregation<T, ThetaCounter, Double> aggregation(
            int lgK, Function<? super T, ? extends CharSequence> item) {
        return aggregation(lgK, (ThetaCounter s, T record) -> s.update(item.apply(record)));
    }

    /** How a dataflow uses it over numbers: ids, ports, packed keys. */
    public static <T> Aggregation<T, ThetaCounter, Double> aggregationOfLongs(int lgK, ToLongFunction<? super T> item) {
        return aggregation(lgK, (ThetaCounter s, T record) -> s.update(item.applyAsLong(record)));
    }

    private static <T> Aggregation<T, ThetaCounter, Double> aggregation(int lgK, BiConsumer<ThetaCounter, T> update) {
        requireLgK(lgK);
        return Aggregation.<T, ThetaCounter, Double>of(
                        "theta", () -> create(lgK), update, ThetaCounter::estimate, CODEC)
                .merging(ThetaCounter::merge, ThetaCounter::copy);
    }

    @Override
    public void update(long item) {
        union.update(item);
    }

    @Override
    public void update(CharSequence item) {
        if (item.length() == 0) {
            union.update(EMPTY_TEXT);
        } else {
            union.update(item.toString());
        }
    }

    @Override
    public double estimate() {
        return unordered().estimate();
    }

    /** That of {@link #estimate} as things are: 0 as long as the count is exact. */
    @Override
    public double relativeStandardError() {
        return unordered().relativeStandardError();
    }

    /** The items so far, for set algebra and error bounds; what comes later does not change it. */
    public ThetaSet toSet() {
        return new ThetaSet(union.getResult());
    }

    /** What has to be sorted for no one. */
    private ThetaSet unordered() {
        return new ThetaSet(union.getResult(false, null));
    }

    /** The logarithm to base 2 of the size of the sample. */
    public int lgK() {
        return lgK;
    }

    /** The counter as Apache DataSketches writes it, compact and ordered. */
    public byte[] toImage() {
        return toSet().toImage();
    }

    /** Takes the other's items in; if its lgK is smaller, this takes that, and keeps it through {@link #reset}. */
    @Override
    public void merge(ThetaCounter other) {
        if (other.lgK < lgK) {
            Union smaller = newUnion(other.lgK);
            smaller.union(union.getResult());
            lgK = other.lgK;
            union = smaller;
        }
        union.union(other.union.getResult());
    }

    @Override
    public void reset() {
        union.reset();
    }

    @Override
    public ThetaCounter copy() {
        ThetaCounter copy = new ThetaCounter(lgK);
        copy.union.union(union.getResult());
        return copy;
    }

    @Override
    public long stateBytes() {
        return 200L + union.getCurrentBytes();
    }

    /** Form {@code theta} 1: lgK i32, length of the image i32, the image, its CRC-32 i32. */
    public static final StateCodec<ThetaCounter> CODEC =
            StateCodec.of("theta", 1, ThetaCounter::encode, ThetaCounter::decode);

    private void encode(StateWriter out) {
        out.writeInt(lgK);
        DataSketches.write(toImage(), out);
    }

    private static ThetaCounter decode(StateReader in) {
        int lgK = in.readIntBetween("lgK", MIN_LG_K, MAX_LG_K);
        return ofImage(lgK, DataSketches.read(in));
    }

    private static Union newUnion(int lgK) {
        return SetOperation.builder().setLogNominalEntries(lgK).buildUnion();
    }

    private static int requireLgK(int lgK) {
        if (lgK < MIN_LG_K || lgK > MAX_LG_K) {
            throw new IllegalArgumentException("lgK must be in " + MIN_LG_K + ".." + MAX_LG_K + ", got " + lgK);
        }
        return lgK;
    }
}
