package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.algorithms.quantile.RollingQuantiles;
import java.util.function.ToDoubleFunction;

/**
 * Takes spikes out of a signal: a value far from the median of its neighbours is replaced by that median, all others pass unchanged.
 *
 * <p><b>Method.</b> Hampel, <i>The influence curve and its role in robust estimation</i>, JASA 69, 1974; as a filter after Davies and Gather, <i>The
 * identification of multiple outliers</i>, JASA 88, 1993. Far is more than limit robust deviations: 1.4826 times the median absolute deviation; where that is 0,
 * because half of the window is the same, the interquartile range / 1.349; never less than the minimum scale. Where that is 0 too, any value that differs is far.
 * A value is judged by the window that ends {@code lag} values after it: by those before it alone, or by as many on both sides, which follows edges better and
 * answers later.
 * <p><b>Error.</b> None: medians are exact (the lower of two in the middle). Of normal values about 1 in 370 is replaced at limit 3, somewhat more in short
 * windows; less than half of a window may be spikes before they win.
 * <p><b>Cost.</b> O(lg n + n / 256) per value of a window of n, nothing allocated once it is full; about 24 bytes a value of the window.
 * <p><b>Units.</b> Those of the values; the limit counts standard deviations.
 * <p><b>Empty.</b> {@code NaN} before the first judged value.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var filter = HampelFilter.create(HampelFilter.Params.ofWindow(5));
 * for (double value : new double[] {1, 2, 1, 90}) {
 *     filter.update(value);
 * }
 * filter.isOutlier(); // true
 * filter.filtered();  // 1.0: the median of 1, 2, 1 and 90
 * }</pre>
 */
public final class HampelFilter implements Incremental<HampelFilter> {

    private static final double DEVIATIONS_IN_MEDIAN = 1.4826;
    private static final double QUARTILES_APART = 1.349;

    /**
     * How a {@link HampelFilter} works.
     *
     * @param window how many values, 3..1,000,000
     * @param limit how many robust standard deviations are usual, not negative; 3 is the custom
     * @param lag how many later values a value waits for, less than the window
     * @param minimumScale a standard deviation below which the window's does not count, such as the step of the instrument; not negative
     */
    public record Params(int window, double limit, int lag, double minimumScale) {

        /** Checks the ranges. */
        public Params {
            Checks.requireBetween("window", window, 3, 1_000_000);
            Checks.requireNotNegative("limit", limit);
            Checks.requireBetween("lag", lag, 0, window - 1L);
            Checks.requireNotNegative("minimumScale", minimumScale);
        }

        /** Limit 3; every value is judged at once, by those before it. */
        public static Params ofWindow(int window) {
            return new Params(window, 3, 0, 0);
        }

        /** Limit 3; a value is judged by as many before it as after. */
        public static Params centred(int window) {
            return new Params(window, 3, (window - 1) / 2, 0);
        }
    }

    /* waiting is a ring of the last lag + 1 values; the judged one is where the next will be written. */
    private final Params params;
    private RollingQuantiles neighbours;
    private double[] waiting;
    private int next;
    private long count;
    private long outliers;
    private double judged = Double.NaN;
    private double filtered = Double.NaN;
    private boolean outlier;

    private HampelFilter(Params params) {
        this.params = params;
        neighbours = RollingQuantiles.of(params.window);
        waiting = new double[params.lag + 1];
    }

    /** A filter that has seen nothing. */
    public static HampelFilter create(Params params) {
        return new HampelFilter(params);
    }

    /** How a dataflow uses it; the answer is a copy. */
    public static <T> Aggregation<T, HampelFilter, HampelFilter> aggregation(
            Params params, ToDoubleFunction<? super T> value) {
        return Aggregation.of(
                "hampel-filter",
                () -> create(params),
                (HampelFilter s, T record) -> s.update(value.applyAsDouble(record)),
                HampelFilter::copy,
                CODEC);
    }

    /**
     * Takes one value in, and judges the one so many before it as the lag says.
     *
     * @throws IllegalArgumentException unless it is finite and within 1e140 of 0
     */
    public void update(double value) {
        Checks.requireValue("value", value);
        neighbours.update(value);
        waiting[next] = value;
        next = next + 1 == waiting.length ? 0 : next + 1;
        count++;
        if (count < waiting.length) {
            return;
        }
        judged = waiting[next];
        double median = median();
        outlier = Math.abs(judged - median) > params.limit * scale();
        filtered = outlier ? median : judged;
        outliers += outlier ? 1 : 0;
    }

    /** The last judged value, or the median in its place; {@code NaN} before the first. */
    public double filtered() {
        return filtered;
    }

    /** The last judged value as it came; {@code NaN} before the first. */
    public double judged() {
        return judged;
    }

    /** Whether the last judged value was replaced. */
    public boolean isOutlier() {
        return outlier;
    }

    /** The median of the window. */
    public double median() {
        return neighbours.quantile(0.5);
    }

    /** The robust standard deviation of the window, by which values are judged. */
    public double scale() {
        double deviation = DEVIATIONS_IN_MEDIAN * neighbours.medianAbsoluteDeviation();
        if (deviation == 0) {
            deviation = (neighbours.quantile(0.75) - neighbours.quantile(0.25)) / QUARTILES_APART;
        }
        return Math.max(params.minimumScale, deviation);
    }

    /** How many values were judged. */
    public long count() {
        return Math.max(0, count - params.lag);
    }

    /** How many of them were replaced. */
    public long outliers() {
        return outliers;
    }

    @Override
    public void reset() {
        take(new HampelFilter(params));
    }

    @Override
    public HampelFilter copy() {
        HampelFilter copy = new HampelFilter(params);
        copy.take(this);
        return copy;
    }

    private void take(HampelFilter other) {
        neighbours = other.neighbours.copy();
        waiting = other.waiting.clone();
        next = other.next;
        count = other.count;
        outliers = other.outliers;
        judged = other.judged;
        filtered = other.filtered;
        outlier = other.outlier;
    }

    @Override
    public long stateBytes() {
        return 72 + 16 + 8L * waiting.length + neighbours.stateBytes(); // the parameters are shared
    }

    /**
     * Form {@code hampel-filter} 1: window i32, limit f64, lag i32, minimum scale f64, count i64, outliers i64, judged f64, filtered f64, outlier bool, the last
     * lag + 1 values f64 from the oldest, then the window as {@code rolling-quantiles}.
     */
    public static final StateCodec<HampelFilter> CODEC =
            StateCodec.of("hampel-filter", 1, HampelFilter::encode, HampelFilter::decode);

    private void encode(StateWriter out) {
        out.writeInt(params.window)
                .writeDouble(params.limit)
                .writeInt(params.lag)
                .writeDouble(params.minimumScale)
                .writeLong(count)
                .writeLong(outliers)
                .writeDouble(judged)
                .writeDouble(filtered)
                .writeBoolean(outlier);
        for (int i = 0; i < waiting.length; i++) {
            out.writeDouble(waiting[(next + i) % waiting.length]);
        }
        RollingQuantiles.CODEC.encode(neighbours, out);
    }

    private static HampelFilter decode(StateReader in) {
        Params params = new Params(in.readInt(), in.readDouble(), in.readInt(), in.readDouble());
        if (8L * (params.lag + 1L) > in.remaining()) {
            throw in.corrupt("a lag of " + params.lag + " needs more bytes than the " + in.remaining() + " left");
        }
        HampelFilter read = new HampelFilter(params);
        read.count = in.readCount("count");
        read.outliers = in.readCount("outliers");
        read.judged = in.readDouble(); // NaN before the first
        read.filtered = in.readDouble();
        read.outlier = in.readBoolean("outlier");
        // Written from the oldest on, so that the place of the next is where the oldest is.
        for (int i = 0; i < read.waiting.length; i++) {
            read.waiting[i] = in.readFinite("value");
        }
        read.neighbours = RollingQuantiles.CODEC.decode(in);
        if (read.neighbours.window() != params.window
                || read.neighbours.count() != Math.min(read.count, params.window)) {
            throw in.corrupt("window must be " + params.window + " with the last of " + read.count + " values, got "
                    + read.neighbours.window() + " with " + read.neighbours.count());
        }
        return read;
    }
}
