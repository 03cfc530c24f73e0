package io.rivulet.algorithms.change;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.special.Erf;

/**
 * Has the stream begun to rise or fall? An alarm of the trend test of Mann and Kendall over the last values, made after each one.
 *
 * <p><b>Method.</b> {@link MannKendall}: a change is a full window whose score is significant at the level, on either side.
 * <p><b>Error.</b> One test is wrong with probability at most the level, for values that do not depend on each other. It is made after each value, over windows that
 * hardly differ: at the usual level 0.0001 there are 0.2 false alarms in 10,000 values with a window of 100, 0.1 with 500. With 100, a rise of a
 * hundredth of a deviation per value is found after 140 values, of a fifth of that hardly ever: the window must be long enough for the rise to show in it. With 500
 * that one is found after 275.
 * <p><b>After a change.</b> The window begins anew with the next value and finds nothing until it is full. The change is said to begin with the first value of the
 * window, for a trend has no edge: where there is a jump instead, it lies somewhere in the window.
 * <p><b>Cost.</b> O(lg window) per value, nothing allocated once the window has been full; about 64 bytes a value of the window.
 * <p><b>Units.</b> None: only the order of the values matters.
 * <p><b>Empty.</b> {@code NaN}. The estimate is the mean of all values since the change.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var detector = TrendDetector.create(TrendDetector.Params.ofWindow(100));
 * for (double value : values) {
 *     if (detector.update(value) == Verdict.CHANGE) { ... } // creeping away
 * }
 * }</pre>
 */
public final class TrendDetector implements ChangeDetector, Incremental<TrendDetector> {

    /**
     * How a {@link TrendDetector} works.
     *
     * @param window how many values are looked at, 10..1,048,576
     * @param level how often at most one test fails, more than 0 and less than 1
     */
    public record Params(int window, double level) {

        /** Checks the ranges. */
        public Params {
            Values.requireBetween("window", window, 10, MannKendall.MAX_WINDOW);
            Values.requireLevel("level", level);
        }

        /** Level 0.0001. */
        public static Params ofWindow(int window) {
            return new Params(window, 1e-4);
        }
    }

    private final Params params;
    private final double limit;
    private final ChangeLog log = new ChangeLog();
    private final Level regime = new Level();
    private MannKendall trend;

    private TrendDetector(Params params, MannKendall trend) {
        this.params = params;
        this.limit = Math.sqrt(2) * Erf.erfcInv(params.level);
        this.trend = trend;
    }

    /** A detector that has seen nothing. */
    public static TrendDetector create(Params params) {
        return new TrendDetector(params, MannKendall.of(params.window));
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, TrendDetector, ChangeReport> aggregation(
            Params params, ToDoubleFunction<? super T> value) {
        return ChangeDetector.aggregation("trend", () -> create(params), value, CODEC);
    }

    @Override
    public Verdict update(double value) {
        Values.requireFinite(value);
        regime.take(value);
        trend.update(value);
        if (!trend.isFull()) {
            return log.none(Double.NaN);
        }
        double statistic = Math.abs(trend.standardScore()) / limit;
        if (statistic < 1) {
            return log.none(statistic);
        }
        int length = trend.window();
        double mean = trend.mean();
        Verdict change = log.change(statistic, length, regime.before(length, mean));
        regime.set(length, mean);
        trend.reset();
        return change;
    }

    /** The trend of the window, as a copy. */
    public MannKendall trend() {
        return trend.copy();
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
        trend.reset();
    }

    @Override
    public TrendDetector copy() {
        TrendDetector copy = new TrendDetector(params, trend.copy());
        copy.log.take(log);
        copy.regime.set(regime);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 40 + ChangeLog.BYTES + Level.BYTES + trend.stateBytes(); // the parameters are shared
    }

    /** Form {@code trend} 1: level f64, log, the level since the change, and the window as form {@code mann-kendall} 1 has it. */
    public static final StateCodec<TrendDetector> CODEC =
            StateCodec.of("trend", 1, TrendDetector::encode, TrendDetector::decode);

    private void encode(StateWriter out) {
        out.writeDouble(params.level);
        log.encode(out);
        regime.encode(out);
        trend.encode(out);
    }

    private static TrendDetector decode(StateReader in) {
        double level = in.readDouble();
        ChangeLog log = new ChangeLog();
        log.decode(in);
        Level regime = new Level();
        regime.decode(in);
        MannKendall trend = MannKendall.decode(in);
        TrendDetector s = new TrendDetector(new Params(trend.window(), level), trend);
        s.log.take(log);
        s.regime.set(regime);
        if (regime.count() > log.values() || trend.count() > regime.count()) {
            throw in.corrupt("values since the change must be some of all, and the window some of them");
        }
        return s;
    }
}
