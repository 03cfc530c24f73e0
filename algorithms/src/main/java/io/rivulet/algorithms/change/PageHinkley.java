package io.rivulet.algorithms.change;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.ToDoubleFunction;

/**
 * Has the mean moved for good, up or down, against the mean of everything since the last change? No baseline has to be known, and small changes are found if
 * they last.
 *
 * <p><b>Method.</b> Page, <i>Continuous inspection schemes</i>, Biometrika 41, 1954, in the form of Hinkley, <i>Inference about the change-point from
 * cumulative sum tests</i>, Biometrika 58(3), 1971: the sum of the distances from the running mean, each less a tolerance, is compared with its own minimum.
 * We test both directions, and keep the distance from the minimum instead of sum and minimum, which is the same and does not lose digits as the sum falls.
 * There is no forgetting of older distances; libraries that leave out the minimum, or fade the sum, run another test.
 * <p><b>Error.</b> No bound. A change of height d is found about limit / (d - tolerance) values after it, later where it comes early in the
 * stream, since the running mean goes along. With tolerance 0.25 and limit 20, standard normal values raise 0.1 false alarms in 10,000, and a
 * jump of one deviation is found after 26 values, of two after 11; with 0.005 and 50, as is usual, 6 false alarms, and 42 and 19 values.
 * <p><b>After a change.</b> As new: the mean and both sums begin with the next value, and the first {@code warmUp} values find nothing.
 * <p><b>Cost.</b> O(1) per value, nothing allocated; about 250 bytes.
 * <p><b>Units.</b> Tolerance and limit have the unit of the values.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var test = PageHinkley.create(PageHinkley.Params.ofDeviation(1));
 * for (double value : values) {
 *     if (test.update(value) == Verdict.CHANGE) { ... } // began at test.log().lastStart()
 * }
 * }</pre>
 */
public final class PageHinkley implements ChangeDetector, Incremental<PageHinkley> {

    /**
     * How a {@link PageHinkley} works.
     *
     * @param tolerance distances from the mean that do not matter, at least 0: half of the smallest change to be found
     * @param limit of the sum of distances, more than 0
     * @param warmUp how many values at least come before a change, 1..1,000,000,000
     */
    public record Params(double tolerance, double limit, int warmUp) {

        /** Checks the ranges. */
        public Params {
            Values.requireNotNegative("tolerance", tolerance);
            Values.requirePositive("limit", limit);
            Values.requireBetween("warmUp", warmUp, 1, 1_000_000_000);
        }

        /** For values of about this standard deviation: tolerance a quarter of it, limit 20 of it, 30 values of warm-up. */
        public static Params ofDeviation(double deviation) {
            return new Params(0.25 * deviation, 20 * deviation, 30);
        }

        /** Tolerance 0.005 and 30 values of warm-up, as is usual in the literature. */
        public static Params ofLimit(double limit) {
            return new Params(0.005, limit, 30);
        }
    }

    /*
     * mean is that of the values since the last change was found. rise is the sum of (distance - tolerance) above its minimum so far, fall that of
     * (-distance - tolerance); rising and falling are the values since they were last 0: where a change found now would have begun.
     */
    private final Params params;
    private final ChangeLog log = new ChangeLog();
    private final Level regime = new Level();
    private final Level mean = new Level();
    private final Level rising = new Level();
    private final Level falling = new Level();
    private double rise;
    private double fall;

    private PageHinkley(Params params) {
        this.params = params;
    }

    /** A test that has seen nothing. */
    public static PageHinkley create(Params params) {
        return new PageHinkley(params);
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, PageHinkley, ChangeReport> aggregation(
            Params params, ToDoubleFunction<? super T> value) {
        return ChangeDetector.aggregation("page-hinkley", () -> create(params), value, CODEC);
    }

    @Override
    public Verdict update(double value) {
        Values.requireFinite(value);
        regime.take(value);
        mean.take(value);
        double distance = value - mean.mean();
        rise = add(rise, distance, rising, value);
        fall = add(fall, -distance, falling, value);
        double statistic = Math.max(rise, fall) / params.limit;
        if (mean.count() < params.warmUp) {
            return log.none(Double.NaN);
        }
        if (statistic < 1) {
            return log.none(statistic);
        }
        Level moved = rise > fall ? rising : falling;
        Verdict change = log.change(statistic, moved.count(), regime.before(moved));
        regime.set(moved);
        restart();
        return change;
    }

    private double add(double sum, double distance, Level since, double value) {
        double next = sum + (distance - params.tolerance);
        if (next > 0) {
            since.take(value);
            return next;
        }
        since.clear();
        return 0;
    }

    private void restart() {
        mean.clear();
        rising.clear();
        falling.clear();
        rise = 0;
        fall = 0;
    }

    @Override
    public double estimate() {
        return regime.mean();
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
    public PageHinkley copy() {
        PageHinkley copy = new PageHinkley(params);
        copy.log.take(log);
        copy.regime.set(regime);
        copy.mean.set(mean);
        copy.rising.set(rising);
        copy.falling.set(falling);
        copy.rise = rise;
        copy.fall = fall;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + ChangeLog.BYTES + 4 * Level.BYTES; // the parameters are shared
    }

    /**
     * Form {@code page-hinkley} 1: tolerance f64, limit f64, warm-up i32, log, the levels since the change, of the test, of the rise, of the fall, rise
     * f64, fall f64.
     */
    public static final StateCodec<PageHinkley> CODEC =
            StateCodec.of("page-hinkley", 1, PageHinkley::encode, PageHinkley::decode);

    private void encode(StateWriter out) {
        out.writeDouble(params.tolerance).writeDouble(params.limit).writeInt(params.warmUp);
        log.encode(out);
        regime.encode(out);
        mean.encode(out);
        rising.encode(out);
        falling.encode(out);
        out.writeDouble(rise).writeDouble(fall);
    }

    private static PageHinkley decode(StateReader in) {
        PageHinkley s = new PageHinkley(new Params(in.readDouble(), in.readDouble(), in.readInt()));
        s.log.decode(in);
        s.regime.decode(in);
        s.mean.decode(in);
        s.rising.decode(in);
        s.falling.decode(in);
        s.rise = in.readDouble(); // infinite where distances left the doubles
        s.fall = in.readDouble();
        boolean within = s.regime.count() <= s.log.values()
                && s.mean.count() <= s.regime.count()
                && s.rising.count() <= s.mean.count()
                && s.falling.count() <= s.mean.count();
        boolean begun = s.rise > 0 == s.rising.count() > 0 && s.fall > 0 == s.falling.count() > 0;
        if (!within || !begun || !(s.rise >= 0 && s.fall >= 0)) {
            throw in.corrupt("rise and fall must not be negative, and 0 where they have not begun");
        }
        return s;
    }
}
