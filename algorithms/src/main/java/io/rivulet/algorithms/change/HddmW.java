package io.rivulet.algorithms.change;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.ToDoubleFunction;

/**
 * Has the mean of values in 0..1, such as errors, moved gradually? With a bound that needs no distribution, over means in which older values fade.
 *
 * <p><b>Method.</b> Frías-Blanco, del Campo-Ávila, Ramos-Jiménez, Morales-Bueno, Ortiz-Díaz and Caballero-Mota, <i>Online and non-parametric drift detection
 * methods based on Hoeffding's bounds</i>, IEEE TKDE 27(3), 2015, the W-test: exponentially weighted means up to the moment at which the upper
 * bound of the mean was lowest, and since then, are held against each other by McDiarmid's bound, sqrt((d1 + d2) / 2 · ln(1 / level)), where d1 and d2 are
 * the sums of the squared weights in each. The other direction is the same test of 1 - value; each then has half of the level.
 * <p><b>Error.</b> For moments chosen beforehand a change is found where there is none with probability at most the level. They are chosen from the data, and a
 * test is made after each value: at level 0.001 and a steady error rate of 0.2, 0.7 false alarms in 10,000 values. Since weights fade, a rise of the mean
 * by less than sqrt(weight / (2 - weight) · ln(1 / level)), at weight 0.05 and level 0.001 by 0.42, is found by the scatter of the mean only.
 * <p><b>After a change.</b> As new. The change is said to begin with the warning that led to it: the moment of the lowest bound is one of the scatter, often
 * long before.
 * <p><b>Cost.</b> O(1) per value, nothing allocated; about 350 bytes.
 * <p><b>Units.</b> Values are in 0..1: 1 is an error, 0 is none; other values must be scaled.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var drift = HddmW.create(HddmW.Params.ofLevel(0.001));
 * for (boolean wrong : errors) {
 *     if (drift.update(wrong ? 1 : 0) == Verdict.CHANGE) { ... }
 * }
 * }</pre>
 */
public final class HddmW implements ChangeDetector, Incremental<HddmW> {

    /**
     * How an {@link HddmW} works.
     *
     * @param weight of the newest value in the means, 1e-9..1
     * @param level how often at most the bound of one test fails, more than 0 and less than 1
     * @param warning the same for a warning, at least {@code level}
     * @param twoSided whether a fall of the mean is a change too
     */
    public record Params(double weight, double level, double warning, boolean twoSided) {

        /** Checks the ranges. */
        public Params {
            if (!(weight >= 1e-9 && weight <= 1)) {
                throw new IllegalArgumentException("weight must be in 1e-9..1, got " + weight);
            }
            Values.requireLevel("level", level);
            Values.requireLevel("warning", warning);
            if (warning < level) {
                throw new IllegalArgumentException("warning must be at least level, got " + warning + " and " + level);
            }
        }

        /** Weight 0.05, rises only, with a warning at five times the level. */
        public static Params ofLevel(double level) {
            return new Params(0.05, level, Math.min(5 * level, 0.999), false);
        }

        /** The same for rises and falls. */
        public Params onBothSides() {
            return new Params(weight, level, warning, true);
        }
    }

    /* rise tests the values since the last change, fall 1 - value of the same; the latter stays empty unless both sides count. warned are
     * the values of the present warning. */
    private final Params params;
    private final double logLevel;
    private final double logWarning;
    private final ChangeLog log = new ChangeLog();
    private final Level regime = new Level();
    private final Level warned = new Level();
    private final McDiarmidTest rise = new McDiarmidTest();
    private final McDiarmidTest fall = new McDiarmidTest();

    private HddmW(Params params) {
        this.params = params;
        double sides = params.twoSided ? 2 : 1;
        this.logLevel = StrictMath.log(sides / params.level);
        this.logWarning = StrictMath.log(sides / params.warning);
    }

    /** A detector that has seen nothing. */
    public static HddmW create(Params params) {
        return new HddmW(params);
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, HddmW, ChangeReport> aggregation(
            Params params, ToDoubleFunction<? super T> value) {
        return ChangeDetector.aggregation("hddm-w", () -> create(params), value, CODEC);
    }

    @Override
    public Verdict update(double value) {
        Values.requireShare(value);
        regime.take(value);
        rise.take(value, params.weight, logLevel);
        if (params.twoSided) {
            fall.take(1 - value, params.weight, logLevel);
        }
        double statistic = Math.max(rise.statistic(logLevel), fall.statistic(logLevel));
        if (Math.max(rise.statistic(logWarning), fall.statistic(logWarning)) < 1) {
            warned.clear();
            return log.none(statistic);
        }
        warned.take(value);
        if (statistic < 1) {
            return log.warning(statistic);
        }
        Verdict change = log.change(statistic, warned.count(), regime.before(warned));
        regime.set(warned);
        warned.clear();
        rise.clear();
        fall.clear();
        return change;
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
        warned.clear();
        rise.clear();
        fall.clear();
    }

    @Override
    public HddmW copy() {
        HddmW copy = new HddmW(params);
        copy.log.take(log);
        copy.regime.set(regime);
        copy.warned.set(warned);
        copy.rise.set(rise);
        copy.fall.set(fall);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 48 + ChangeLog.BYTES + 2 * Level.BYTES + 2 * McDiarmidTest.BYTES; // the parameters are shared
    }

    /** Form {@code hddm-w} 1: weight f64, level f64, warning f64, two-sided i8, log, the levels since the change and since the warning, the tests of rise and fall. */
    public static final StateCodec<HddmW> CODEC = StateCodec.of("hddm-w", 1, HddmW::encode, HddmW::decode);

    private void encode(StateWriter out) {
        out.writeDouble(params.weight)
                .writeDouble(params.level)
                .writeDouble(params.warning)
                .writeBoolean(params.twoSided);
        log.encode(out);
        regime.encode(out);
        warned.encode(out);
        rise.encode(out);
        fall.encode(out);
    }

    private static HddmW decode(StateReader in) {
        HddmW s = new HddmW(new Params(in.readDouble(), in.readDouble(), in.readDouble(), in.readBoolean("two-sided")));
        s.log.decode(in);
        s.regime.decode(in);
        s.warned.decode(in);
        if (s.regime.count() > s.log.values() || s.warned.count() > s.regime.count()) {
            throw in.corrupt("values since the change must be some of all");
        }
        s.rise.decode(in);
        s.fall.decode(in);
        return s;
    }
}
