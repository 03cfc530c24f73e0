package io.rivulet.algorithms.anomaly;

import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Is the value far from its usual level, where both level and scatter are learnt from few values, follow slow changes, and hardly feel the anomalies
 * themselves?
 *
 * <p><b>Method.</b> Median and median absolute deviation of the warm-up, the latter corrected for small samples (Croux and Rousseeuw, <i>Time-efficient
 * algorithms for two highly robust estimators of scale</i>, 1992); from then on exponentially weighted level and scale with bounded steps (Gelper, Fried
 * and Croux, <i>Robust forecasting with exponential and Holt–Winters smoothing</i>, Journal of Forecasting 29(3), 2010). We differ in the weight of a new
 * value: it starts at that of an average over all so far and falls to the one of the half-life, so that the first ones count alike, while a value
 * outside the limits always has the smallest weight.
 * <p><b>Error.</b> One anomaly moves the centre by at most 1.4 / half-life of the scale and widens the scale by at most 0.53 / half-life of it, however
 * large it is; a lasting shift of ten deviations becomes the usual level within one half-life. With a warm-up of 10 and limit 5, about 1 in 700 of the
 * first 100 normal values is a false alarm, because 10 values tell so little of the scale; later about 1 in a million. One value in ten far off on one
 * side moves the centre by 0.3 and the scale by a quarter. Values that depend on their predecessors make the warm-up look steadier than the stream is:
 * raise the minimum scale.
 * <p><b>Cost.</b> O(1) per value, nothing allocated after the warm-up; about 100 bytes, and 8 a value during the warm-up.
 * <p><b>Units.</b> The score counts robust standard deviations; centre, scale and limits have the unit of the values.
 * <p><b>Empty.</b> Scores, centre, scale and limits are {@code NaN} until the warm-up is complete.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var chart = RobustChart.create(RobustChart.Params.ofMinimumScale(0.05));
 * for (double entropy : entropies) {
 *     if (chart.isLow(entropy)) { ... }  // far below chart.centre()
 *     chart.learn(entropy);              // an anomaly may be learnt: it hardly moves the chart
 * }
 * }</pre>
 */
public final class RobustChart implements ControlChart, Incremental<RobustChart> {

    /** Makes the median absolute deviation of normal values their standard deviation: one over the normal distribution's third quartile. */
    static final double MEDIAN_TO_DEVIATION = 1.4826022185056018;

    /** What {@link #MEDIAN_TO_DEVIATION} falls short by in samples of 2..9 (Croux and Rousseeuw); larger ones by n / (n - 0.8). */
    private static final double[] SMALL_SAMPLE = {1.196, 1.495, 1.363, 1.206, 1.200, 1.140, 1.129, 1.107};

    /** Steps are as long as the distance up to so many scales, and no longer beyond. */
    static final double BEND = 2;
    /** Makes the bounded squares of standard normal values 1 on average. */
    static final double BOUNDED_SQUARE = 2.52;

    /**
     * How a {@link RobustChart} works.
     *
     * @param warmUp how many values come before the first score, 3..10,000
     * @param halfLife after so many values half of what the chart knows is newer; at least 1
     * @param limit how many robust standard deviations are usual, more than 0
     * @param minimumScale a scale below which the chart never goes, in the unit of the values, more than 0: differences that do not matter
     */
    public record Params(int warmUp, double halfLife, double limit, double minimumScale) {

        /** Checks the ranges. */
        public Params {
            if (warmUp < 3 || warmUp > 10_000) {
                throw new IllegalArgumentException("warmUp must be in 3..10000, got " + warmUp);
            }
            if (!(halfLife >= 1 && halfLife <= 1e15)) {
                throw new IllegalArgumentException("halfLife must be in 1..1e15 values, got " + halfLife);
            }
            Values.requirePositive("limit", limit);
            Values.requirePositive("minimumScale", minimumScale);
        }

        /** Warm-up 10, half-life 200, limit 5. */
        public static Params ofMinimumScale(double minimumScale) {
            return new Params(10, 200, 5, minimumScale);
        }

        /** The same with another warm-up. */
        public Params withWarmUp(int values) {
            return new Params(values, halfLife, limit, minimumScale);
        }

        /** The same with another half-life. */
        public Params withHalfLife(double values) {
            return new Params(warmUp, values, limit, minimumScale);
        }

        /** The same with another limit. */
        public Params withLimit(double deviations) {
            return new Params(warmUp, halfLife, deviations, minimumScale);
        }
    }

    /*
     * Before the warm-up is complete only it is in use; learnt counts the values within the limits since then, and those of the warm-up. A value moves
     * the centre by gain · scale · clip(r, ±BEND), where r is its distance in scales, and the squared scale towards scale² · bounded(r), where bounded
     * rises to BOUNDED_SQUARE at BEND and stays: no value, however large, has more weight than one at BEND. Invariant: scale >= minimumScale.
     */
    private final Params params;
    private final double slowestGain;
    private WarmUp warmUp;
    private long learnt;
    private double centre;
    private double scale;

    private RobustChart(Params params) {
        this.params = params;
        this.slowestGain = -StrictMath.expm1(-StrictMath.log(2) / params.halfLife);
        this.warmUp = new WarmUp(params.warmUp);
    }

    /** A chart that has seen nothing. */
    public static RobustChart create(Params params) {
        return new RobustChart(params);
    }

    /** How a dataflow uses it. */
    public static <T> Scoring<T, RobustChart> scoring(Params params, ToDoubleFunction<? super T> value) {
        return ValueDetector.scoring("robust-chart", () -> create(params), value, CODEC);
    }

    @Override
    public double signedScore(double value) {
        Values.requireFinite(value);
        return learnt == 0 ? Double.NaN : (value - centre) / scale;
    }

    @Override
    public double threshold() {
        return params.limit;
    }

    @Override
    public void learn(double value) {
        Values.requireFinite(value);
        if (learnt == 0) {
            warmUp.add(value);
            if (warmUp.isComplete()) {
                start(warmUp.sorted());
            }
            return;
        }
        double distance = (value - centre) / scale;
        double gain = slowestGain;
        if (Math.abs(distance) <= params.limit) {
            learnt++;
            gain = Math.max(gain, 1.0 / learnt);
        }
        centre += gain * scale * Math.max(-BEND, Math.min(BEND, distance));
        scale = Math.max(params.minimumScale, scale * Math.sqrt(1 + gain * (boundedSquare(distance) - 1)));
    }

    @Override
    public double centre() {
        return learnt == 0 ? Double.NaN : centre;
    }

    @Override
    public double scale() {
        return learnt == 0 ? Double.NaN : scale;
    }

    /** Values below it are anomalies. */
    public double lowerLimit() {
        return centre() - params.limit * scale;
    }

    /** Values above it are anomalies. */
    public double upperLimit() {
        return centre() + params.limit * scale;
    }

    @Override
    public void reset() {
        warmUp = new WarmUp(params.warmUp);
        learnt = 0;
        centre = 0;
        scale = 0;
    }

    @Override
    public RobustChart copy() {
        RobustChart copy = new RobustChart(params);
        copy.warmUp = warmUp.copy();
        copy.learnt = learnt;
        copy.centre = centre;
        copy.scale = scale;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + warmUp.stateBytes(); // the parameters are shared
    }

    /**
     * Form {@code robust-chart} 1: warm-up i32, half-life f64, limit f64, minimum scale f64, learnt i64; then if it is 0 the warm-up values, else centre
     * f64, scale f64.
     */
    public static final StateCodec<RobustChart> CODEC =
            StateCodec.of("robust-chart", 1, RobustChart::encode, RobustChart::decode);

    private void encode(StateWriter out) {
        out.writeInt(params.warmUp)
                .writeDouble(params.halfLife)
                .writeDouble(params.limit)
                .writeDouble(params.minimumScale)
                .writeLong(learnt);
        if (learnt == 0) {
            warmUp.encode(out);
        } else {
            out.writeDouble(centre).writeDouble(scale);
        }
    }

    private static RobustChart decode(StateReader in) {
        RobustChart s = new RobustChart(new Params(in.readInt(), in.readDouble(), in.readDouble(), in.readDouble()));
        s.learnt = in.readCount("learnt");
        if (s.learnt == 0) {
            s.warmUp = WarmUp.decode(s.params.warmUp, in);
            return s;
        }
        s.warmUp = new WarmUp(0);
        s.centre = in.readFinite("centre");
        s.scale = in.readFinite("scale");
        if (s.learnt < s.params.warmUp || s.scale < s.params.minimumScale) {
            throw in.corrupt("learnt must be at least the warm-up, and scale at least the minimum scale");
        }
        return s;
    }

    private void start(double[] sorted) {
        int n = sorted.length;
        centre = median(sorted);
        double[] distances = new double[n];
        for (int i = 0; i < n; i++) {
            distances[i] = Math.abs(sorted[i] - centre);
        }
        Arrays.sort(distances);
        double correction = n < 10 ? SMALL_SAMPLE[n - 2] : n / (n - 0.8);
        double spread = Math.min(MEDIAN_TO_DEVIATION * correction * median(distances), 1e300);
        scale = Math.max(params.minimumScale, spread);
        learnt = n;
        warmUp = new WarmUp(0);
    }

    private static double median(double[] sorted) {
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : sorted[n / 2 - 1] / 2 + sorted[n / 2] / 2;
    }

    /** Tukey's biweight: about the square near 0, flat from {@link #BEND} on. */
    static double boundedSquare(double distance) {
        if (Math.abs(distance) >= BEND) {
            return BOUNDED_SQUARE;
        }
        double rest = 1 - distance / BEND * (distance / BEND);
        return BOUNDED_SQUARE * (1 - rest * rest * rest);
    }
}
