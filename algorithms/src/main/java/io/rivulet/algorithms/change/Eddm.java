package io.rivulet.algorithms.change;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.ToDoubleFunction;

/**
 * Do errors come closer together than they did at best? The early drift detection method, made for changes that creep in while errors are rare.
 *
 * <p><b>Method.</b> Baena-García, del Campo-Ávila, Fidalgo, Bifet, Gavaldà and Morales-Bueno, <i>Early drift detection method</i>, ECML PKDD workshop on
 * knowledge discovery from data streams, 2006: mean and deviation of the distance between one error and the next, of which mean + 2 deviations is compared
 * with its largest value so far; below 0.95 of it is a warning, below 0.9 a change. Both need 30 errors. We let the largest value count from the thirtieth
 * distance on, too: those of fewer are chance.
 * <p><b>Error.</b> No bound, and many false alarms: 5 in 10,000 values at a steady error rate of 0.2, since a tenth is little beside the scatter of the largest value.
 * Prefer {@link HddmW}; this one is here to compare with.
 * <p><b>After a change.</b> As new: the next error is the first. The start of a change is that of the warning that led to it.
 * <p><b>Cost.</b> O(1) per value, nothing allocated; about 200 bytes.
 * <p><b>Units.</b> A value is an error, 1, or none, 0. Only errors that come closer are a change.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var drift = Eddm.create(Eddm.Params.usual());
 * for (boolean wrong : errors) {
 *     if (drift.update(wrong ? 1 : 0) == Verdict.CHANGE) { ... }
 * }
 * }</pre>
 */
public final class Eddm implements ChangeDetector, Incremental<Eddm> {

    /**
     * How an {@link Eddm} works.
     *
     * @param warning part of the largest distance below which is a warning, more than 0 and less than 1
     * @param limit part below which is a change, more than 0 and at most {@code warning}
     * @param warmUp how many distances between errors at least come before either, 2..1,000,000,000
     */
    public record Params(double warning, double limit, int warmUp) {

        /** Checks the ranges. */
        public Params {
            if (!(limit > 0 && limit <= warning && warning < 1)) {
                throw new IllegalArgumentException(
                        "it must be that 0 < limit <= warning < 1, got limit " + limit + " and warning " + warning);
            }
            Values.requireBetween("warmUp", warmUp, 2, 1_000_000_000);
        }

        /** 0.95 and 0.9 after 30 distances, as in the paper. */
        public static Params usual() {
            return new Params(0.95, 0.9, 30);
        }
    }

    /*
     * sinceError counts the values since the last error, that one excluded, and is -1 before the first. distances, mean and squares (Welford) are of the
     * distances; largest is the largest mean + 2 deviations since there were enough of them. statistic is that of the last error.
     */
    private final Params params;
    private final ChangeLog log = new ChangeLog();
    private final Level regime = new Level();
    private final Level warned = new Level();
    private long sinceError = -1;
    private long distances;
    private double mean;
    private double squares;
    private double largest;
    private double statistic = Double.NaN;

    private Eddm(Params params) {
        this.params = params;
    }

    /** A detector that has seen nothing. */
    public static Eddm create(Params params) {
        return new Eddm(params);
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, Eddm, ChangeReport> aggregation(Params params, ToDoubleFunction<? super T> error) {
        return ChangeDetector.aggregation("eddm", () -> create(params), error, CODEC);
    }

    @Override
    public Verdict update(double value) {
        if (value != 0 && value != 1) {
            throw new IllegalArgumentException("value must be 1 for an error or 0 for none, got " + value);
        }
        regime.take(value);
        if (sinceError >= 0) {
            sinceError++;
        }
        if (value == 1) {
            if (sinceError > 0) {
                measure(sinceError);
            }
            sinceError = 0;
        }
        double share = 1 - statistic * (1 - params.limit);
        if (!(share < params.warning)) {
            warned.clear();
            return log.none(statistic);
        }
        warned.take(value);
        if (share >= params.limit) {
            return log.warning(statistic);
        }
        Verdict change = log.change(statistic, warned.count(), regime.before(warned));
        regime.set(warned);
        restart();
        return change;
    }

    private void measure(long distance) {
        distances++;
        double fromMean = distance - mean;
        mean += fromMean / distances;
        squares += fromMean * (distance - mean);
        if (distances < params.warmUp) {
            return;
        }
        double far = mean + 2 * Math.sqrt(squares / distances);
        largest = Math.max(largest, far);
        statistic = (1 - far / largest) / (1 - params.limit);
    }

    private void restart() {
        warned.clear();
        sinceError = -1;
        distances = 0;
        mean = 0;
        squares = 0;
        largest = 0;
        statistic = Double.NaN;
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
    public Eddm copy() {
        Eddm copy = new Eddm(params);
        copy.log.take(log);
        copy.regime.set(regime);
        copy.warned.set(warned);
        copy.sinceError = sinceError;
        copy.distances = distances;
        copy.mean = mean;
        copy.squares = squares;
        copy.largest = largest;
        copy.statistic = statistic;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 80 + ChangeLog.BYTES + 2 * Level.BYTES; // the parameters are shared
    }

    /**
     * Form {@code eddm} 1: warning f64, limit f64, warm-up i32, log, the levels since the change and since the warning, values since an error i64, distances
     * i64, mean f64, squares f64, largest f64, statistic f64.
     */
    public static final StateCodec<Eddm> CODEC = StateCodec.of("eddm", 1, Eddm::encode, Eddm::decode);

    private void encode(StateWriter out) {
        out.writeDouble(params.warning).writeDouble(params.limit).writeInt(params.warmUp);
        log.encode(out);
        regime.encode(out);
        warned.encode(out);
        out.writeLong(sinceError)
                .writeLong(distances)
                .writeDouble(mean)
                .writeDouble(squares)
                .writeDouble(largest)
                .writeDouble(statistic);
    }

    private static Eddm decode(StateReader in) {
        Eddm s = new Eddm(new Params(in.readDouble(), in.readDouble(), in.readInt()));
        s.log.decode(in);
        s.regime.decode(in);
        s.warned.decode(in);
        s.sinceError = in.readLong();
        s.distances = in.readCount("distances");
        s.mean = in.readFinite("mean");
        s.squares = in.readFinite("squares");
        s.largest = in.readFinite("largest");
        s.statistic = in.readDouble();
        boolean within = s.regime.count() <= s.log.values()
                && s.warned.count() <= s.regime.count()
                && s.sinceError >= -1
                && s.sinceError < s.regime.count()
                && s.distances < Math.max(1, s.regime.count());
        boolean measured = s.distances < s.params.warmUp == Double.isNaN(s.statistic);
        if (!within || !measured || !(s.mean >= 0 && s.squares >= 0 && s.largest >= 0)) {
            throw in.corrupt("distances must lie within the values, mean, squares and largest must not be negative");
        }
        return s;
    }
}
