package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Exact quantiles and ranks of the last n values: rolling median, percentiles, interquartile range, median absolute deviation.
 *
 * <p><b>Method.</b> A ring of the values in their order beside a sorted list in blocks of up to 256: a value that comes goes into both, the one that it pushes
 * out of the ring is searched for in the list. For windows of time, and of records that carry more than the value, slide {@link ExactQuantiles}.
 * <p><b>Error.</b> None.
 * <p><b>Cost.</b> O(lg n + n / 256) per update and question, of which the second part is one addition each; nothing allocated once the window is full. About 24
 * bytes a value of the window. Cannot be merged: there is no order between the values of two.
 * <p><b>Units.</b> Those of the values; ranks are parts of the window.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var lastThree = RollingQuantiles.of(3);
 * for (double value : new double[] {9, 2, 4, 3}) {
 *     lastThree.update(value);
 * }
 * lastThree.quantile(0.5);  // 3.0: of 2, 4 and 3
 * }</pre>
 */
public final class RollingQuantiles implements QuantileEstimator, Incremental<RollingQuantiles> {

    /** The longest window. */
    public static final int MAX_WINDOW = 1 << 28;

    private static final int SMALLEST_RING = 16;

    /*
     * ring[0 .. length) holds the window: the oldest is at next once the ring has its full length, otherwise at 0. sorted holds the same values.
     */
    private final int window;
    private double[] ring = new double[SMALLEST_RING];
    private int length;
    private int next;
    private final SortedBlocks sorted = new SortedBlocks();

    private RollingQuantiles(int window) {
        this.window = window;
    }

    /**
     * Quantiles of the last values.
     *
     * @param window how many, 1..268,435,456
     */
    public static RollingQuantiles of(int window) {
        if (window < 1 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("window must be in 1.." + MAX_WINDOW + ", got " + window);
        }
        return new RollingQuantiles(window);
    }

    /** How a dataflow uses it; the answer is a copy, to be asked for whatever quantiles are wanted. */
    public static <T> Aggregation<T, RollingQuantiles, RollingQuantiles> aggregation(
            int window, ToDoubleFunction<? super T> value) {
        of(window); // a wrong one shows here, not at the first record
        return Aggregation.of(
                "rolling-quantiles",
                () -> of(window),
                (RollingQuantiles s, T record) -> s.update(value.applyAsDouble(record)),
                RollingQuantiles::copy,
                CODEC);
    }

    /** Takes one value in; if the window is full, the oldest one leaves. */
    @Override
    public void update(double value) {
        Ranks.requireFinite(value);
        double here = value + 0.0;
        if (length == window) {
            sorted.remove(ring[next]);
        } else {
            if (length == ring.length) {
                ring = Arrays.copyOf(ring, (int) Math.min(window, 2L * length));
            }
            length++;
        }
        ring[next] = here;
        next = next + 1 == window ? 0 : next + 1;
        sorted.add(here);
    }

    @Override
    public double quantile(double q) {
        Ranks.requireShare(q);
        return length == 0 ? Double.NaN : sorted.ofRank(Ranks.of(q, length));
    }

    @Override
    public double rank(double value) {
        Ranks.requireNumber(value);
        return length == 0 ? Double.NaN : (double) sorted.rank(value) / length;
    }

    /** The median of the distances from the median; times 1.4826 it is the standard deviation of normal values, which outliers do not spoil. */
    public double medianAbsoluteDeviation() {
        return sorted.medianAbsoluteDeviation();
    }

    /** How many values are in the window. */
    @Override
    public long count() {
        return length;
    }

    /** How many values the window holds when full. */
    public int window() {
        return window;
    }

    /** The smallest value of the window, exactly. */
    @Override
    public double min() {
        return quantile(0);
    }

    /** The largest value of the window, exactly. */
    @Override
    public double max() {
        return quantile(1);
    }

    @Override
    public void reset() {
        take(new RollingQuantiles(window));
    }

    @Override
    public RollingQuantiles copy() {
        RollingQuantiles copy = new RollingQuantiles(window);
        copy.take(this);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 32 + 16 + 8L * ring.length + sorted.stateBytes();
    }

    /** Form {@code rolling-quantiles} 1: window i32, length i32, values f64 from the oldest. */
    public static final StateCodec<RollingQuantiles> CODEC =
            StateCodec.of("rolling-quantiles", 1, RollingQuantiles::encode, RollingQuantiles::decode);

    private void encode(StateWriter out) {
        out.writeInt(window).writeInt(length);
        int oldest = length == window ? next : 0;
        for (int i = 0; i < length; i++) {
            out.writeDouble(ring[(oldest + i) % length]);
        }
    }

    private static RollingQuantiles decode(StateReader in) {
        RollingQuantiles read = of(in.readInt());
        int length = in.readLength("values", 8);
        if (length > read.window) {
            throw in.corrupt("values must be at most " + read.window + ", got " + length);
        }
        for (int i = 0; i < length; i++) {
            read.update(in.readFinite("value"));
        }
        return read;
    }

    private void take(RollingQuantiles other) {
        ring = other.ring.clone();
        length = other.length;
        next = other.next;
        sorted.setSorted(other.sorted.toArray());
    }
}
