package io.rivulet.algorithms.change;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.ToDoubleFunction;

/**
 * Does a model err more often than it did at its best? The drift detection method: a warning, from which on examples may be kept for a new model, then a change.
 *
 * <p><b>Method.</b> Gama, Medas, Castillo and Rodrigues, <i>Learning with drift detection</i>, SBIA 2004: of the error rate p over n values and its deviation
 * s = sqrt(p (1 - p) / n) the smallest sum is kept; p + s beyond the rate and two deviations of then is a warning, beyond three a change. We differ in
 * that the smallest sum is kept only once there has been an error: otherwise the first error after 30 good values would be a change.
 * <p><b>Error.</b> No bound: p + s is compared after each value, at a limit made for one comparison. At an error rate of 0.2, 0.4 false alarms in 10,000 values, nearly all
 * early in a regime, where the best is one of few values; at low rates more. A change late in a long regime is found late, since p moves by one n-th of it.
 * <p><b>After a change.</b> As new: rate and best begin with the next value. The start of a change is that of the warning that led to it.
 * <p><b>Cost.</b> O(1) per value, nothing allocated; about 200 bytes.
 * <p><b>Units.</b> Values are errors: 1 is one, 0 is none, and anything between a part of one. Only more errors are a change, not fewer.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var drift = Ddm.create(Ddm.Params.usual());
 * for (var example : examples) {
 *     if (drift.update(model.predict(example.x()) == example.y() ? 0 : 1) == Verdict.CHANGE) { ... } // the model is out of date
 * }
 * }</pre>
 */
public final class Ddm implements ChangeDetector, Incremental<Ddm> {

    /**
     * How a {@link Ddm} works.
     *
     * @param warning deviations of the best error rate that are a warning, more than 0
     * @param limit deviations that are a change, at least {@code warning}
     * @param warmUp how many values at least come before either, 1..1,000,000,000
     */
    public record Params(double warning, double limit, int warmUp) {

        /** Checks the ranges. */
        public Params {
            Values.requirePositive("warning", warning);
            Values.requirePositive("limit", limit);
            Values.requireBetween("warmUp", warmUp, 1, 1_000_000_000);
            if (limit < warning) {
                throw new IllegalArgumentException("limit must be at least warning, got " + limit + " and " + warning);
            }
        }

        /** Two and three deviations after 30 values, as in the paper. */
        public static Params usual() {
            return new Params(2, 3, 30);
        }
    }

    /* errors of count values since the last change; bestRate and bestDeviation are those of the smallest sum of both, infinite while there is none. */
    private final Params params;
    private final ChangeLog log = new ChangeLog();
    private final Level regime = new Level();
    private final Level warned = new Level();
    private long count;
    private double errors;
    private double bestRate = Double.POSITIVE_INFINITY;
    private double bestDeviation;

    private Ddm(Params params) {
        this.params = params;
    }

    /** A detector that has seen nothing. */
    public static Ddm create(Params params) {
        return new Ddm(params);
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, Ddm, ChangeReport> aggregation(Params params, ToDoubleFunction<? super T> error) {
        return ChangeDetector.aggregation("ddm", () -> create(params), error, CODEC);
    }

    @Override
    public Verdict update(double value) {
        Values.requireShare(value);
        regime.take(value);
        count++;
        errors += value;
        if (count < params.warmUp || errors == 0) {
            return log.none(Double.NaN);
        }
        double rate = errors / count;
        double deviation = Math.sqrt(Math.max(0, rate * (1 - rate)) / count);
        if (rate + deviation < bestRate + bestDeviation) {
            bestRate = rate;
            bestDeviation = deviation;
        }
        double beyond = rate + deviation - bestRate;
        double statistic = beyond <= 0 ? 0 : beyond / (params.limit * bestDeviation);
        if (statistic * params.limit < params.warning) {
            warned.clear();
            return log.none(statistic);
        }
        warned.take(value);
        if (statistic < 1) {
            return log.warning(statistic);
        }
        Verdict change = log.change(statistic, warned.count(), regime.before(warned));
        regime.set(warned);
        restart();
        return change;
    }

    private void restart() {
        warned.clear();
        count = 0;
        errors = 0;
        bestRate = Double.POSITIVE_INFINITY;
        bestDeviation = 0;
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
    public Ddm copy() {
        Ddm copy = new Ddm(params);
        copy.log.take(log);
        copy.regime.set(regime);
        copy.warned.set(warned);
        copy.count = count;
        copy.errors = errors;
        copy.bestRate = bestRate;
        copy.bestDeviation = bestDeviation;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 64 + ChangeLog.BYTES + 2 * Level.BYTES; // the parameters are shared
    }

    /**
     * Form {@code ddm} 1: warning f64, limit f64, warm-up i32, log, the levels since the change and since the warning, count i64, errors f64, best rate f64, best
     * deviation f64.
     */
    public static final StateCodec<Ddm> CODEC = StateCodec.of("ddm", 1, Ddm::encode, Ddm::decode);

    private void encode(StateWriter out) {
        out.writeDouble(params.warning).writeDouble(params.limit).writeInt(params.warmUp);
        log.encode(out);
        regime.encode(out);
        warned.encode(out);
        out.writeLong(count).writeDouble(errors).writeDouble(bestRate).writeDouble(bestDeviation);
    }

    private static Ddm decode(StateReader in) {
        Ddm s = new Ddm(new Params(in.readDouble(), in.readDouble(), in.readInt()));
        s.log.decode(in);
        s.regime.decode(in);
        s.warned.decode(in);
        s.count = in.readCount("count");
        s.errors = in.readFinite("errors");
        s.bestRate = in.readDouble();
        s.bestDeviation = in.readFinite("best deviation");
        boolean within = s.regime.count() <= s.log.values()
                && s.count <= s.regime.count()
                && s.warned.count() <= s.count
                && s.errors <= s.count;
        if (!within || !(s.errors >= 0 && s.bestRate >= 0 && s.bestDeviation >= 0)) {
            throw in.corrupt("errors must be in 0..count, and the best rate and deviation not negative");
        }
        return s;
    }
}
