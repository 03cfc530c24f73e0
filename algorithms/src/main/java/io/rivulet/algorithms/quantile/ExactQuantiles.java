package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.Retractable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.algorithms.Subtractable;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Exact quantiles and ranks, for which all values are kept: for windows of up to some hundred thousand, and to judge the others by.
 *
 * <p><b>Method.</b> A sorted list in blocks of up to 256 values.
 * <p><b>Error.</b> None.
 * <p><b>Cost.</b> O(lg n + n / 256) per update, retraction and question, of which the second part is one addition each; nothing allocated once it has been as
 * long before. O(n) per merge. <b>Grows without bound:</b> 8 bytes a value, and as many again unused at the most in common streams.
 * <p><b>Units.</b> Those of the values; ranks are parts of the count.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var values = ExactQuantiles.create();
 * for (double value : new double[] {2, 4, 4, 5, 9}) {
 *     values.update(value);
 * }
 * values.quantile(0.5);                 // 4.0
 * values.rank(5);                       // 0.8
 * values.medianAbsoluteDeviation();     // 1.0
 * }</pre>
 */
public final class ExactQuantiles
        implements QuantileEstimator,
                Incremental<ExactQuantiles>,
                Mergeable<ExactQuantiles>,
                Subtractable<ExactQuantiles>,
                Retractable.OfDouble {

    /** The most values. */
    public static final int MAX_COUNT = 1 << 30;

    private final SortedBlocks values = new SortedBlocks();

    private ExactQuantiles() {}

    /** Quantiles of no value yet. */
    public static ExactQuantiles create() {
        return new ExactQuantiles();
    }

    /** How a dataflow uses it; the answer is a copy, to be asked for whatever quantiles are wanted. */
    public static <T> Aggregation<T, ExactQuantiles, ExactQuantiles> aggregation(ToDoubleFunction<? super T> value) {
        return Aggregation.<T, ExactQuantiles, ExactQuantiles>of(
                        "exact-quantiles",
                        ExactQuantiles::create,
                        (s, record) -> s.update(value.applyAsDouble(record)),
                        ExactQuantiles::copy,
                        CODEC)
                .merging(ExactQuantiles::merge, ExactQuantiles::copy)
                .retracting((s, record) -> s.retract(value.applyAsDouble(record)))
                .subtracting(ExactQuantiles::subtract);
    }

    @Override
    public void update(double value) {
        Ranks.requireFinite(value);
        requireRoom(1);
        values.add(value + 0.0);
    }

    @Override
    public double quantile(double q) {
        Ranks.requireShare(q);
        return count() == 0 ? Double.NaN : values.ofRank(Ranks.of(q, count()));
    }

    @Override
    public double rank(double value) {
        Ranks.requireNumber(value);
        return count() == 0 ? Double.NaN : (double) values.rank(value) / count();
    }

    /** The median of the distances from the median; times 1.4826 it is the standard deviation of normal values, which outliers do not spoil. */
    public double medianAbsoluteDeviation() {
        return values.medianAbsoluteDeviation();
    }

    @Override
    public long count() {
        return values.count();
    }

    /** The smallest value, exactly. */
    @Override
    public double min() {
        return quantile(0);
    }

    /** The largest value, exactly. */
    @Override
    public double max() {
        return quantile(1);
    }

    @Override
    public void merge(ExactQuantiles other) {
        requireRoom(other.count());
        double[] theirs = other.values.toArray();
        if (theirs.length < count() / 16) {
            Arrays.stream(theirs).forEach(values::add);
            return;
        }
        double[] mine = values.toArray();
        double[] both = Arrays.copyOf(mine, mine.length + theirs.length);
        System.arraycopy(theirs, 0, both, mine.length, theirs.length);
        Arrays.sort(both);
        values.setSorted(both);
    }

    @Override
    public void retract(double value) {
        Ranks.requireFinite(value);
        if (!values.remove(value)) {
            throw new IllegalArgumentException(
                    "value must have been taken in before, got " + value + " that is not in");
        }
    }

    @Override
    public void subtract(ExactQuantiles other) {
        double[] theirs = other.values.toArray();
        int taken = 0;
        while (taken < theirs.length && values.remove(theirs[taken])) {
            taken++;
        }
        if (taken < theirs.length) {
            Arrays.stream(theirs, 0, taken).forEach(values::add);
            throw new IllegalArgumentException("other must be part of this, but has " + theirs[taken] + " more often");
        }
    }

    @Override
    public void reset() {
        values.setSorted(new double[0]);
    }

    @Override
    public ExactQuantiles copy() {
        ExactQuantiles copy = new ExactQuantiles();
        copy.values.setSorted(values.toArray());
        return copy;
    }

    @Override
    public long stateBytes() {
        return 16 + values.stateBytes();
    }

    /** Form {@code exact-quantiles} 1: count i32, values f64 from the smallest. */
    public static final StateCodec<ExactQuantiles> CODEC =
            StateCodec.of("exact-quantiles", 1, ExactQuantiles::encode, ExactQuantiles::decode);

    private void encode(StateWriter out) {
        double[] sorted = values.toArray();
        out.writeInt(sorted.length);
        for (double value : sorted) {
            out.writeDouble(value);
        }
    }

    private static ExactQuantiles decode(StateReader in) {
        double[] sorted = new double[in.readLength("values", 8)];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = in.readFinite("value") + 0.0;
            if (i > 0 && sorted[i] < sorted[i - 1]) {
                throw in.corrupt("values must not fall, got " + sorted[i] + " after " + sorted[i - 1]);
            }
        }
        ExactQuantiles read = new ExactQuantiles();
        read.values.setSorted(sorted);
        return read;
    }

    private void requireRoom(long more) {
        if (more > MAX_COUNT - count()) {
            throw new IllegalStateException("values must be at most " + MAX_COUNT + ", got " + (count() + more)
                    + "; take a sketch for that many");
        }
    }
}
