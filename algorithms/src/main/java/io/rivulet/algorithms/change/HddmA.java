package io.rivulet.algorithms.change;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.ToDoubleFunction;

/**
 * Has the mean of values in 0..1, such as errors, moved abruptly? With a bound that needs no distribution.
 *
 * <p><b>Method.</b> Frías-Blanco, del Campo-Ávila, Ramos-Jiménez, Morales-Bueno, Ortiz-Díaz and Caballero-Mota, <i>Online and non-parametric drift detection
 * methods based on Hoeffding's bounds</i>, IEEE TKDE 27(3), 2015, the A-test: the mean of all n values is held against the mean of the first k, where k
 * is the moment with the lowest upper bound; it is a change if it has risen by more than sqrt((n - k) / (2 k n) · ln(1 / level)). The other direction is the
 * same test of 1 - value; each then has half of the level.
 * <p><b>Error.</b> For one k and one n chosen beforehand a change is found where there is none with probability at most the level. Both are chosen from the data,
 * and a test is made after each value: at level 0.001 and a steady error rate of 0.2, 0.3 false alarms in 10,000 values.
 * <p><b>After a change.</b> As new. The change began after the k-th value.
 * <p><b>Cost.</b> O(1) per value, nothing allocated; about 250 bytes.
 * <p><b>Units.</b> Values are in 0..1: 1 is an error, 0 is none; other values must be scaled.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var drift = HddmA.create(HddmA.Params.ofLevel(0.001));
 * for (boolean wrong : errors) {
 *     if (drift.update(wrong ? 1 : 0) == Verdict.CHANGE) { ... }
 * }
 * }</pre>
 */
public final class HddmA implements ChangeDetector, Incremental<HddmA> {

    /**
     * How an {@link HddmA} works.
     *
     * @param level how often at most the bound of one test fails, more than 0 and less than 1
     * @param warning the same for a warning, at least {@code level}
     * @param twoSided whether a fall of the mean is a change too
     */
    public record Params(double level, double warning, boolean twoSided) {

        /** Checks the ranges. */
        public Params {
            Values.requireLevel("level", level);
            Values.requireLevel("warning", warning);
            if (warning < level) {
                throw new IllegalArgumentException("warning must be at least level, got " + warning + " and " + level);
            }
        }

        /** Rises only, with a warning at five times the level. */
        public static Params ofLevel(double level) {
            return new Params(level, Math.min(5 * level, 0.999), false);
        }

        /** The same for rises and falls. */
        public Params onBothSides() {
            return new Params(level, warning, true);
        }
    }

    /* rise tests the values since the last change, fall 1 - value of the same; the latter stays empty unless both sides count. */
    private final Params params;
    private final double logLevel;
    private final double logWarning;
    private final ChangeLog log = new ChangeLog();
    private final Level regime = new Level();
    private final HoeffdingTest rise = new HoeffdingTest();
    private final HoeffdingTest fall = new HoeffdingTest();

    private HddmA(Params params) {
        this.params = params;
        double sides = params.twoSided ? 2 : 1;
        this.logLevel = StrictMath.log(sides / params.level);
        this.logWarning = StrictMath.log(sides / params.warning);
    }

    /** A detector that has seen nothing. */
    public static HddmA create(Params params) {
        return new HddmA(params);
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, HddmA, ChangeReport> aggregation(
            Params params, ToDoubleFunction<? super T> value) {
        return ChangeDetector.aggregation("hddm-a", () -> create(params), value, CODEC);
    }

    @Override
    public Verdict update(double value) {
        Values.requireShare(value);
        regime.take(value);
        rise.take(value, logLevel);
        if (params.twoSided) {
            fall.take(1 - value, logLevel);
        }
        double risen = rise.statistic(logLevel);
        double fallen = fall.statistic(logLevel);
        double statistic = Math.max(risen, fallen);
        if (statistic < 1) {
            boolean warns = Math.max(rise.statistic(logWarning), fall.statistic(logWarning)) >= 1;
            return warns ? log.warning(statistic) : log.none(statistic);
        }
        HoeffdingTest moved = risen >= fallen ? rise : fall;
        long length = moved.after();
        double mean = risen >= fallen ? moved.meanAfter() : 1 - moved.meanAfter();
        Verdict change = log.change(statistic, length, regime.before(length, mean));
        regime.set(length, mean);
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
        rise.clear();
        fall.clear();
    }

    @Override
    public HddmA copy() {
        HddmA copy = new HddmA(params);
        copy.log.take(log);
        copy.regime.set(regime);
        copy.rise.set(rise);
        copy.fall.set(fall);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 48 + ChangeLog.BYTES + Level.BYTES + 2 * HoeffdingTest.BYTES; // the parameters are shared
    }

    /** Form {@code hddm-a} 1: level f64, warning f64, two-sided i8, log, the level since the change, the tests of rise and fall. */
    public static final StateCodec<HddmA> CODEC = StateCodec.of("hddm-a", 1, HddmA::encode, HddmA::decode);

    private void encode(StateWriter out) {
        out.writeDouble(params.level).writeDouble(params.warning).writeBoolean(params.twoSided);
        log.encode(out);
        regime.encode(out);
        rise.encode(out);
        fall.encode(out);
    }

    private static HddmA decode(StateReader in) {
        HddmA s = new HddmA(new Params(in.readDouble(), in.readDouble(), in.readBoolean("two-sided")));
        s.log.decode(in);
        s.regime.decode(in);
        if (s.regime.count() > s.log.values()) {
            throw in.corrupt("values since the change must be some of all");
        }
        s.rise.decode(s.regime.count(), in);
        s.fall.decode(s.params.twoSided ? s.regime.count() : 0, in);
        return s;
    }
}
