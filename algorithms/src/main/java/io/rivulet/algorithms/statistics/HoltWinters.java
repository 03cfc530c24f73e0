package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * What comes next in a series with a trend and a season, and how far from it may the value be?
 *
 * <p><b>Method.</b> Exponential smoothing of level, trend and season (Holt 1957; Winters, <i>Management Science</i> 6, 1960), with a trend that may be damped
 * (Gardner and McKenzie, <i>Management Science</i> 31, 1985). Its first two periods are collected: the trend is the difference of their means, the season the
 * mean distance from the line through both. Margins come from the recent one-step errors by the variance of the forecasts of the model ETS(A,Ad,A) (Hyndman,
 * Koehler, Ord and Snyder, <i>Forecasting with exponential smoothing</i>, 2008); of a season that multiplies, by the errors relative to the forecast, which is
 * an approximation.
 * <p><b>Error.</b> Rounding only, as to the recursion. As to the future there is no bound; the one-step margin is right where errors are normal and the last
 * hundred are like the next.
 * <p><b>Cost.</b> O(1) per value and forecast, O(steps) per margin, nothing allocated; 8 bytes a value of the period, 16 while the first two are collected.
 * <p><b>Units.</b> Those of the values; steps are values, at even times. A value that is missing must be {@link #skip skipped}.
 * <p><b>Empty.</b> {@code NaN}, as long as two periods are not complete.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var hourly = HoltWinters.create(HoltWinters.Params.additive(24));
 * for (double value : values) {
 *     double expected = hourly.forecast(1);
 *     hourly.update(value);
 * }
 * hourly.forecast(24);     // this time tomorrow
 * hourly.margin(24, 0.95); // give or take
 * }</pre>
 */
public final class HoltWinters implements Incremental<HoltWinters> {

    /** How a season goes together with the level. */
    public enum Season {
        /** It adds: ten more on every Monday. */
        ADDS,
        /** It multiplies: ten per cent more on every Monday. Values must be positive. */
        MULTIPLIES
    }

    /**
     * How a {@link HoltWinters} works.
     *
     * @param period how many values a season has, 1..1,000,000; with 1 there is no season, only a trend
     * @param season how the season goes together with the level
     * @param level weight of the newest value in the level, more than 0 and at most 1
     * @param trend weight of the newest change of the level in the trend, in 0..1; 0 keeps the first
     * @param seasonal weight of the newest value in the season, in 0..1
     * @param damping what the trend is multiplied by at every step, more than 0 and at most 1; 1 lets it go on for ever
     */
    public record Params(int period, Season season, double level, double trend, double seasonal, double damping) {

        /** Checks the ranges. */
        public Params {
            Checks.requireBetween("period", period, 1, 1_000_000);
            Objects.requireNonNull(season, "season");
            Checks.requirePart("level", level);
            Checks.requireShare("trend", trend);
            Checks.requireShare("seasonal", seasonal);
            Checks.requirePart("damping", damping);
        }

        /** A season that adds, with weights 0.3, 0.1 and 0.1 and no damping: a start, to be held against the errors of others. */
        public static Params additive(int period) {
            return new Params(period, Season.ADDS, 0.3, 0.1, 0.1, 1);
        }

        /** The same with a season that multiplies. */
        public static Params multiplicative(int period) {
            return new Params(period, Season.MULTIPLIES, 0.3, 0.1, 0.1, 1);
        }
    }

    /** Of the newest squared error in their mean: as many as a hundred count, enough for a margin within a sixth. */
    private static final double ERROR_WEIGHT = 0.02;

    private static final int SMALLEST = 16;

    /*
     * While count < 2 period, values holds all of them; then it holds the season, of which phase is that of the next value. errorSquares / errorWeight is the
     * recent mean square of the one-step errors, relative to the forecast where the season multiplies.
     */
    private final Params params;
    private long count;
    private double[] values;
    private int phase;
    private double level;
    private double slope;
    private double errorWeight;
    private double errorSquares;

    private HoltWinters(Params params) {
        this.params = params;
        values = new double[Math.min(SMALLEST, 2 * params.period)];
    }

    /** A series that has not begun. */
    public static HoltWinters create(Params params) {
        return new HoltWinters(params);
    }

    /** How a dataflow uses it; the answer is a copy. */
    public static <T> Aggregation<T, HoltWinters, HoltWinters> aggregation(
            Params params, ToDoubleFunction<? super T> value) {
        return Aggregation.of(
                "holt-winters",
                () -> create(params),
                (HoltWinters s, T record) -> s.update(value.applyAsDouble(record)),
                HoltWinters::copy,
                CODEC);
    }

    /**
     * Takes the next value in.
     *
     * @throws IllegalArgumentException unless it is finite and within 1e140 of 0, and positive where the season multiplies
     */
    public void update(double value) {
        if (params.season == Season.MULTIPLIES) {
            Checks.requirePositive("value", value);
        } else {
            Checks.requireValue("value", value);
        }
        if (isReady()) {
            follow(value);
            return;
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, Math.min(2 * values.length, 2 * params.period));
        }
        values[(int) count++] = value;
        if (isReady()) {
            begin();
        }
    }

    /**
     * Goes one step on without a value: it is taken to be as forecast.
     *
     * @throws IllegalStateException as long as there is no forecast
     */
    public void skip() {
        if (!isReady()) {
            throw new IllegalStateException(
                    "the first " + 2 * params.period + " values must be there, " + count + " are; skip after them");
        }
        level += params.damping * slope;
        slope *= params.damping;
        step();
    }

    private void follow(double value) {
        double line = level + params.damping * slope;
        double season = values[phase];
        boolean multiplies = params.season == Season.MULTIPLIES;
        double expected = multiplies ? line * season : line + season;
        double error = multiplies ? (expected > 0 ? value / expected - 1 : 1) : value - expected;
        errorSquares += ERROR_WEIGHT * (error * error - errorSquares);
        errorWeight += ERROR_WEIGHT * (1 - errorWeight);
        double seen = multiplies ? value / season : value - season;
        double newLevel = line + params.level * (seen - line);
        slope = params.trend * (newLevel - level) + (1 - params.trend) * params.damping * slope;
        level = newLevel;
        if (params.period > 1 && (!multiplies || line > 0)) {
            double now = multiplies ? value / line : value - line;
            values[phase] = season + params.seasonal * (now - season);
        }
        step();
    }

    private void step() {
        count++;
        phase = phase + 1 == params.period ? 0 : phase + 1;
    }

    /** Level, trend and season of the first two periods. */
    private void begin() {
        int period = params.period;
        double first = mean(0);
        double second = mean(period);
        slope = (second - first) / period;
        double middle = (period - 1) / 2.0;
        double[] season = new double[period];
        for (int i = 0; i < period; i++) {
            double early = first + slope * (i - middle);
            double late = second + slope * (i - middle);
            if (params.season == Season.ADDS) {
                season[i] = (values[i] - early + values[i + period] - late) / 2;
            } else {
                // A steep trend may take the line below 0, where no positive value has a ratio to it; the period's mean
                // is always above.
                season[i] =
                        (values[i] / (early > 0 ? early : first) + values[i + period] / (late > 0 ? late : second)) / 2;
            }
        }
        level = second + slope * middle;
        values = season;
    }

    private double mean(int from) {
        double sum = 0;
        for (int i = from; i < from + params.period; i++) {
            sum += values[i];
        }
        return sum / params.period;
    }

    /** Whether two periods have come, so that there are forecasts. */
    public boolean isReady() {
        return count >= 2L * params.period;
    }

    /**
     * The value expected so many steps ahead.
     *
     * @param steps from 1, the next value, to 1,000,000
     */
    public double forecast(int steps) {
        Checks.requireBetween("steps", steps, 1, 1_000_000);
        if (!isReady()) {
            return Double.NaN;
        }
        double line = level + slope * damped(steps);
        double season = values[(int) ((phase + steps - 1L) % params.period)];
        return params.season == Season.MULTIPLIES ? line * season : line + season;
    }

    /** damping + damping² + … */
    private double damped(int steps) {
        return params.damping == 1
                ? steps
                : params.damping * -Math.expm1(steps * Math.log(params.damping)) / (1 - params.damping);
    }

    /**
     * How far the value may be from {@link #forecast}, with that confidence, where errors are normal; {@code NaN} before the first error is known.
     *
     * @param confidence between 0 and 1, such as 0.95
     */
    public double margin(int steps, double confidence) {
        Checks.requireProbability("confidence", confidence);
        double deviation = deviation(steps);
        return Double.isNaN(deviation)
                ? Double.NaN
                : deviation * new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + confidence) / 2);
    }

    private double deviation(int steps) {
        double expected = forecast(steps);
        if (!isReady() || errorWeight == 0) {
            return Double.NaN;
        }
        double variance = 1;
        double damped = 0;
        double power = 1;
        for (int j = 1; j < steps; j++) {
            power *= params.damping;
            damped += power;
            double carried = params.level + params.level * params.trend * damped;
            if (j % params.period == 0 && params.period > 1) {
                carried += params.seasonal;
            }
            variance += carried * carried;
        }
        double one = Math.sqrt(errorSquares / errorWeight * variance);
        return params.season == Season.MULTIPLIES ? one * Math.abs(expected) : one;
    }

    /** The level at the newest value, without the season. */
    public double level() {
        return isReady() ? level : Double.NaN;
    }

    /** By how much the level rises in a step. */
    public double trend() {
        return isReady() ? slope : Double.NaN;
    }

    /**
     * What the season adds so many steps ahead, or multiplies by.
     *
     * @param steps from 1, the next value, to 1,000,000
     */
    public double season(int steps) {
        Checks.requireBetween("steps", steps, 1, 1_000_000);
        return isReady() ? values[(int) ((phase + steps - 1L) % params.period)] : Double.NaN;
    }

    /** How many steps there were. */
    public long count() {
        return count;
    }

    @Override
    public void reset() {
        take(new HoltWinters(params));
    }

    @Override
    public HoltWinters copy() {
        HoltWinters copy = new HoltWinters(params);
        copy.take(this);
        return copy;
    }

    private void take(HoltWinters other) {
        count = other.count;
        values = other.values.clone();
        phase = other.phase;
        level = other.level;
        slope = other.slope;
        errorWeight = other.errorWeight;
        errorSquares = other.errorSquares;
    }

    @Override
    public long stateBytes() {
        return 64 + 16 + 8L * values.length; // the parameters are shared
    }

    /**
     * Form {@code holt-winters} 1: period i32, multiplies bool, weights of level, trend and season f64 f64 f64, damping f64, count i64, phase i32, level f64,
     * slope f64, error weight f64, error squares f64, then the values of the first two periods so far, or the season, f64 each.
     */
    public static final StateCodec<HoltWinters> CODEC =
            StateCodec.of("holt-winters", 1, HoltWinters::encode, HoltWinters::decode);

    private void encode(StateWriter out) {
        out.writeInt(params.period)
                .writeBoolean(params.season == Season.MULTIPLIES)
                .writeDouble(params.level)
                .writeDouble(params.trend)
                .writeDouble(params.seasonal)
                .writeDouble(params.damping)
                .writeLong(count)
                .writeInt(phase)
                .writeDouble(level)
                .writeDouble(slope)
                .writeDouble(errorWeight)
                .writeDouble(errorSquares);
        int kept = isReady() ? params.period : (int) count;
        for (int i = 0; i < kept; i++) {
            out.writeDouble(values[i]);
        }
    }

    private static HoltWinters decode(StateReader in) {
        Params params = new Params(
                in.readInt(),
                in.readBoolean("multiplies") ? Season.MULTIPLIES : Season.ADDS,
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
        long count = in.readCount("count");
        int phase = in.readIntBetween("phase", 0, params.period - 1);
        HoltWinters read = new HoltWinters(params);
        read.count = count;
        read.phase = phase;
        read.level = in.readFinite("level");
        read.slope = in.readFinite("slope");
        read.errorWeight = in.readFinite("error weight");
        read.errorSquares = in.readFinite("error squares");
        if (read.errorWeight < 0 || read.errorWeight > 1 || read.errorSquares < 0) {
            throw in.corrupt("errors must not be negative and their weight in 0..1, got " + read.errorWeight);
        }
        int kept = read.isReady() ? params.period : (int) count;
        if (8L * kept > in.remaining()) {
            throw in.corrupt(kept + " values must follow, " + in.remaining() + " bytes are left");
        }
        double[] values =
                read.isReady() ? new double[kept] : Arrays.copyOf(read.values, Math.max(read.values.length, kept));
        for (int i = 0; i < kept; i++) {
            values[i] = in.readFinite("value");
            if (params.season == Season.MULTIPLIES && !(values[i] > 0)) {
                throw in.corrupt("values must be positive where the season multiplies, got " + values[i]);
            }
        }
        read.values = values;
        return read;
    }
}
