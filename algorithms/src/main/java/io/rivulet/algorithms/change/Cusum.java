package io.rivulet.algorithms.change;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.ToDoubleFunction;

/**
 * Has the mean moved up or down against a baseline? The test that finds a change of a given size soonest among those with as few false alarms.
 *
 * <p><b>Method.</b> Page, <i>Continuous inspection schemes</i>, Biometrika 41, 1954, two-sided: values are standardised by the baseline, z = (value - mean) /
 * deviation, and of each direction a sum is kept, max(0, sum + z - allowance) and max(0, sum - z - allowance). The baseline is given, or that of the
 * first values; Montgomery, <i>Introduction to Statistical Quality Control</i>, has the usual allowance and limit.
 * <p><b>Error.</b> With allowance 0.5, limit 5 and a known baseline, normal values raise a false alarm every 465 on average, and a change of one
 * deviation is found after 10.4 values, of two after 4.0 (the tests derive these). With limit 8 a false alarm is raised every 9,500. A baseline
 * from n values is itself off by a deviation / sqrt(n), which the sums add up: after a baseline of 100 values one comes every 5,600 with limit 8, the warm-ups counted.
 * <p><b>After a change.</b> As new: a new baseline is taken from the next values, during which nothing is found; a given baseline is kept.
 * <p><b>Cost.</b> O(1) per value, nothing allocated; about 250 bytes.
 * <p><b>Units.</b> Allowance and limit count standard deviations; half of the change to be found is the best allowance.
 * <p><b>Empty.</b> The estimate is {@code NaN}, and so are mean and deviation of the baseline until the warm-up is complete.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var chart = Cusum.create(Cusum.Params.ofWarmUp(100));
 * for (double value : values) {
 *     if (chart.update(value) == Verdict.CHANGE) { ... } // from chart.log().levelBefore() to chart.estimate()
 * }
 * }</pre>
 */
public final class Cusum implements ChangeDetector, Incremental<Cusum> {

    /**
     * How a {@link Cusum} works.
     *
     * @param allowance standard deviations that do not matter, at least 0
     * @param limit of the sums, in standard deviations, more than 0
     * @param warmUp how many values give a baseline, 2..1,000,000,000
     * @param minimumScale a standard deviation below which the baseline's does not count, at least 0; with 0 a constant baseline is left at once
     */
    public record Params(double allowance, double limit, int warmUp, double minimumScale) {

        /** Checks the ranges. */
        public Params {
            Values.requireNotNegative("allowance", allowance);
            Values.requirePositive("limit", limit);
            Values.requireBetween("warmUp", warmUp, 2, 1_000_000_000);
            Values.requireNotNegative("minimumScale", minimumScale);
        }

        /** Allowance 0.5 and limit 5. */
        public static Params ofWarmUp(int warmUp) {
            return new Params(0.5, 5, warmUp, 0);
        }

        /** The same with another limit. */
        public Params withLimit(double deviations) {
            return new Params(allowance, deviations, warmUp, minimumScale);
        }
    }

    /*
     * baseline and squares (Welford) are of the first values, and as they are once there are warmUp of them; a given baseline is there from the beginning and
     * has known == true. rise and fall are the two sums, rising and falling the values since they were last 0.
     */
    private final Params params;
    private final boolean known;
    private final double knownMean;
    private final double knownDeviation;
    private final ChangeLog log = new ChangeLog();
    private final Level regime = new Level();
    private final Level baseline = new Level();
    private final Level rising = new Level();
    private final Level falling = new Level();
    private double squares;
    private double rise;
    private double fall;

    private Cusum(Params params, boolean known, double knownMean, double knownDeviation) {
        this.params = params;
        this.known = known;
        this.knownMean = knownMean;
        this.knownDeviation = knownDeviation;
    }

    /** A chart that has seen nothing, and takes its baseline from the first values and from those after each change. */
    public static Cusum create(Params params) {
        return new Cusum(params, false, 0, 1);
    }

    /**
     * A chart against a baseline that is known, as that of a process with a target: it needs no warm-up.
     *
     * @param mean of values as they should be, finite
     * @param deviation their standard deviation, more than 0
     */
    public static Cusum against(double mean, double deviation, Params params) {
        Values.requireFinite(mean);
        Values.requirePositive("deviation", deviation);
        return new Cusum(params, true, mean, deviation);
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, Cusum, ChangeReport> aggregation(
            Params params, ToDoubleFunction<? super T> value) {
        return ChangeDetector.aggregation("cusum", () -> create(params), value, CODEC);
    }

    @Override
    public Verdict update(double value) {
        Values.requireFinite(value);
        regime.take(value);
        if (!known && baseline.count() < params.warmUp) {
            learn(value);
            return log.none(Double.NaN);
        }
        double distance = value - mean();
        double standardised = distance == 0 ? 0 : distance / deviation();
        rise = add(rise, standardised, rising, value);
        fall = add(fall, -standardised, falling, value);
        double statistic = Math.max(rise, fall) / params.limit;
        if (statistic < 1) {
            return log.none(statistic);
        }
        Level moved = rise > fall ? rising : falling;
        Verdict change = log.change(statistic, moved.count(), regime.before(moved));
        regime.set(moved);
        restart();
        return change;
    }

    private void learn(double value) {
        double distance = baseline.count() == 0 ? 0 : value - baseline.mean();
        baseline.take(value);
        double square = distance * (value - baseline.mean());
        squares += square > 0 ? square : 0; // rounding, or values whose mean left the doubles
    }

    private double add(double sum, double standardised, Level since, double value) {
        double next = sum + (standardised - params.allowance);
        if (next > 0) {
            since.take(value);
            return next;
        }
        since.clear();
        return 0;
    }

    private void restart() {
        baseline.clear();
        squares = 0;
        rising.clear();
        falling.clear();
        rise = 0;
        fall = 0;
    }

    @Override
    public double estimate() {
        return regime.mean();
    }

    /** The mean of the baseline; {@code NaN} while it is learnt. */
    public double mean() {
        return known ? knownMean : baseline.count() < params.warmUp ? Double.NaN : baseline.mean();
    }

    /** The standard deviation of the baseline; {@code NaN} while it is learnt. */
    public double deviation() {
        if (known) {
            return knownDeviation;
        }
        return baseline.count() < params.warmUp
                ? Double.NaN
                : Math.max(params.minimumScale, Math.sqrt(squares / (baseline.count() - 1)));
    }

    @Override
    public ChangeLog log() {
        return log;
    }

    @Override
    public void reset() {
        log.reset();
        regime.clear();
        restart();
    }

    @Override
    public Cusum copy() {
        Cusum copy = new Cusum(params, known, knownMean, knownDeviation);
        copy.log.take(log);
        copy.regime.set(regime);
        copy.baseline.set(baseline);
        copy.rising.set(rising);
        copy.falling.set(falling);
        copy.squares = squares;
        copy.rise = rise;
        copy.fall = fall;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 80 + ChangeLog.BYTES + 4 * Level.BYTES; // the parameters are shared
    }

    /**
     * Form {@code cusum} 1: allowance f64, limit f64, warm-up i32, minimum scale f64, known i8, known mean f64, known deviation f64, log, the levels since the
     * change, of the baseline, of the rise, of the fall, squares f64, rise f64, fall f64.
     */
    public static final StateCodec<Cusum> CODEC = StateCodec.of("cusum", 1, Cusum::encode, Cusum::decode);

    private void encode(StateWriter out) {
        out.writeDouble(params.allowance)
                .writeDouble(params.limit)
                .writeInt(params.warmUp)
                .writeDouble(params.minimumScale)
                .writeBoolean(known)
                .writeDouble(knownMean)
                .writeDouble(knownDeviation);
        log.encode(out);
        regime.encode(out);
        baseline.encode(out);
        rising.encode(out);
        falling.encode(out);
        out.writeDouble(squares).writeDouble(rise).writeDouble(fall);
    }

    private static Cusum decode(StateReader in) {
        Params params = new Params(in.readDouble(), in.readDouble(), in.readInt(), in.readDouble());
        boolean known = in.readBoolean("known");
        double mean = in.readFinite("known mean");
        double deviation = in.readFinite("known deviation");
        Values.requirePositive("known deviation", deviation);
        Cusum s = new Cusum(params, known, mean, deviation);
        s.log.decode(in);
        s.regime.decode(in);
        s.baseline.decode(in);
        s.rising.decode(in);
        s.falling.decode(in);
        s.squares = in.readDouble(); // infinite where the squares of the values were
        s.rise = in.readDouble();
        s.fall = in.readDouble();
        boolean within = s.regime.count() <= s.log.values()
                && s.baseline.count() <= (known ? 0 : params.warmUp)
                && s.rising.count() <= s.regime.count()
                && s.falling.count() <= s.regime.count();
        boolean begun = s.rise > 0 == s.rising.count() > 0 && s.fall > 0 == s.falling.count() > 0;
        if (!within || !begun || !(s.squares >= 0 && s.rise >= 0 && s.fall >= 0)) {
            throw in.corrupt("sums must not be negative, and 0 where they have not begun");
        }
        return s;
    }
}
