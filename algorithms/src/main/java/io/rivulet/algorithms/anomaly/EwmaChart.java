package io.rivulet.algorithms.anomaly;

import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.ToDoubleFunction;

/**
 * Has the mean shifted, though no single value is far out? A chart of the exponentially weighted average against a baseline that the first values give.
 *
 * <p><b>Method.</b> Roberts, <i>Control chart tests based on geometric moving averages</i>, Technometrics 1(3), 1959, with limits that start narrow and
 * widen as the average does; weights and limits after Lucas and Saccucci, Technometrics 32(1), 1990. An alarm starts the average anew from the
 * baseline, as an engineer restarts a process: a lasting shift keeps alarming every few values, a single outlier alarms once. The baseline stays as
 * the warm-up left it; {@link RobustChart} follows a level that moves.
 * <p><b>Error.</b> With weight 0.1, limit 2.7 and a well-known baseline, normal values raise a false alarm every 360 on average, and a shift of one
 * standard deviation is found after 8 values, of two after 3. A baseline from 100 values is off by a tenth of a deviation, which most charts pay with more
 * false alarms.
 * <p><b>Cost.</b> O(1) per value, nothing allocated; 56 bytes.
 * <p><b>Units.</b> The score counts standard deviations of the average.
 * <p><b>Empty.</b> Scores, centre and scale are {@code NaN} until the warm-up is complete.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var chart = EwmaChart.create(EwmaChart.Params.ofWarmUp(100));
 * for (double value : values) {
 *     if (chart.isHigh(value)) { ... } // the mean has risen
 *     chart.learn(value);
 * }
 * }</pre>
 */
public final class EwmaChart implements ControlChart, Incremental<EwmaChart> {

    /**
     * How an {@link EwmaChart} works.
     *
     * @param weight of the newest value in the average, more than 0 and at most 1; small ones find small shifts
     * @param limit how many standard deviations of the average are usual, more than 0
     * @param warmUp how many values give the baseline, 2..1,000,000,000
     * @param minimumScale a standard deviation below which the baseline's does not count, at least 0; with 0 a constant baseline is left at once
     */
    public record Params(double weight, double limit, int warmUp, double minimumScale) {

        /** Checks the ranges. */
        public Params {
            if (!(weight > 0 && weight <= 1)) {
                throw new IllegalArgumentException("weight must be more than 0 and at most 1, got " + weight);
            }
            Values.requirePositive("limit", limit);
            if (warmUp < 2 || warmUp > 1_000_000_000) {
                throw new IllegalArgumentException("warmUp must be in 2..1000000000, got " + warmUp);
            }
            if (!(minimumScale >= 0 && minimumScale <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException("minimumScale must be finite and not negative, got " + minimumScale);
            }
        }

        /** Weight 0.1 and limit 2.7, which find a shift of one standard deviation soonest, among those with as few false alarms. */
        public static Params ofWarmUp(int warmUp) {
            return new Params(0.1, 2.7, warmUp, 0);
        }
    }

    /*
     * count, mean and squares (Welford) are the baseline, frozen once count reaches the warm-up. offset is the average of the distances from mean since
     * the last start, which counts as a first distance of 0; its variance is that of one value times weight / (2 - weight) · (1 - startWeight²), where
     * startWeight = (1 - weight)^steps is the part of that first 0.
     */
    private final Params params;
    private long count;
    private double mean;
    private double squares;
    private double offset;
    private double startWeight = 1;

    private EwmaChart(Params params) {
        this.params = params;
    }

    /** A chart that has seen nothing. */
    public static EwmaChart create(Params params) {
        return new EwmaChart(params);
    }

    /** How a dataflow uses it. */
    public static <T> Scoring<T, EwmaChart> scoring(Params params, ToDoubleFunction<? super T> value) {
        return ValueDetector.scoring("ewma-chart", () -> create(params), value, CODEC);
    }

    @Override
    public double signedScore(double value) {
        Values.requireFinite(value);
        if (count < params.warmUp) {
            return Double.NaN;
        }
        double moved = offsetWith(value);
        if (moved == 0) {
            return 0;
        }
        double start = startWeight * (1 - params.weight);
        return moved / (scale() * Math.sqrt(params.weight / (2 - params.weight) * (1 - start * start)));
    }

    @Override
    public double threshold() {
        return params.limit;
    }

    @Override
    public void learn(double value) {
        Values.requireFinite(value);
        if (count < params.warmUp) {
            count++;
            double distance = value - mean;
            mean += value / count - mean / count;
            double square = distance * (value - mean);
            squares += square > 0 ? square : 0; // rounding, or values whose mean left the doubles
        } else if (isAnomaly(value)) {
            offset = 0;
            startWeight = 1;
        } else {
            offset = offsetWith(value);
            startWeight *= 1 - params.weight;
        }
    }

    private double offsetWith(double value) {
        return (1 - params.weight) * offset + (params.weight * value - params.weight * mean);
    }

    /** The average that the chart plots: the centre just after a start, {@code NaN} while warming up. */
    public double average() {
        return centre() + offset;
    }

    @Override
    public double centre() {
        return count < params.warmUp ? Double.NaN : mean;
    }

    @Override
    public double scale() {
        return count < params.warmUp ? Double.NaN : Math.max(params.minimumScale, Math.sqrt(squares / (count - 1)));
    }

    @Override
    public void reset() {
        count = 0;
        mean = 0;
        squares = 0;
        offset = 0;
        startWeight = 1;
    }

    @Override
    public EwmaChart copy() {
        EwmaChart copy = new EwmaChart(params);
        copy.count = count;
        copy.mean = mean;
        copy.squares = squares;
        copy.offset = offset;
        copy.startWeight = startWeight;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56; // the parameters are shared
    }

    /**
     * Form {@code ewma-chart} 1: weight f64, limit f64, warm-up i32, minimum scale f64, count i64, mean f64, squares f64, offset f64, weight of the start
     * f64.
     */
    public static final StateCodec<EwmaChart> CODEC =
            StateCodec.of("ewma-chart", 1, EwmaChart::encode, EwmaChart::decode);

    private void encode(StateWriter out) {
        out.writeDouble(params.weight)
                .writeDouble(params.limit)
                .writeInt(params.warmUp)
                .writeDouble(params.minimumScale)
                .writeLong(count)
                .writeDouble(mean)
                .writeDouble(squares)
                .writeDouble(offset)
                .writeDouble(startWeight);
    }

    private static EwmaChart decode(StateReader in) {
        EwmaChart s = new EwmaChart(new Params(in.readDouble(), in.readDouble(), in.readInt(), in.readDouble()));
        s.count = in.readCount("count");
        s.mean = in.readFinite("mean");
        s.squares = in.readDouble(); // infinite where the squares of the values were
        s.offset = in.readFinite("offset");
        s.startWeight = in.readFinite("weight of the start");
        if (s.count > s.params.warmUp || !(s.squares >= 0) || !(s.startWeight >= 0 && s.startWeight <= 1)) {
            throw in.corrupt("count must be at most the warm-up, squares not negative, weight of the start in 0..1");
        }
        return s;
    }
}
