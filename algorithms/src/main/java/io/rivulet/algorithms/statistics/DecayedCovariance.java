package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * Covariance, correlation and regression line of the recent pairs, by their time: a pair counts half after one half-life.
 *
 * <p><b>Method.</b> The weights of {@link DecayedMoments}; co-moments after Pébay, SAND2008-6212, 2008. No answer depends on the time of the question.
 * <p><b>Error.</b> Rounding only, as {@link DecayedMoments}.
 * <p><b>Cost.</b> O(1) per update and merge, nothing allocated; 144 bytes.
 * <p><b>Units.</b> The covariance has the product of both units, the correlation none, in −1..1; times in milliseconds.
 * <p><b>Empty.</b> {@code NaN}; the correlation also where one of the two is always the same.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var recent = DecayedCovariance.of(Duration.ofMinutes(10));
 * recent.update(1, 10, 0);
 * recent.update(2, 30, 1_000);
 * recent.correlation(); // 1.0: two points lie on a line
 * recent.slope();       // 20.0
 * }</pre>
 */
public final class DecayedCovariance implements Incremental<DecayedCovariance>, Mergeable<DecayedCovariance> {

    private final Fading fading;
    private final Comoments sums = new Comoments();

    private DecayedCovariance(Fading fading) {
        this.fading = fading;
    }

    /**
     * By the time after which a pair counts half.
     *
     * @param halfLife from one millisecond to 36,500 days
     */
    public static DecayedCovariance of(Duration halfLife) {
        return new DecayedCovariance(new Fading(halfLife));
    }

    /** How a dataflow uses it; the answer is a copy. */
    public static <T> Aggregation<T, DecayedCovariance, DecayedCovariance> aggregation(
            Duration halfLife, ToDoubleFunction<? super T> x, ToDoubleFunction<? super T> y) {
        of(halfLife); // a wrong one shows here, not at the first record
        return Aggregation.<T, DecayedCovariance, DecayedCovariance>ofTimed(
                        "decayed-covariance",
                        () -> of(halfLife),
                        (s, record, time) -> s.update(x.applyAsDouble(record), y.applyAsDouble(record), time),
                        (s, now) -> s.copy(),
                        CODEC)
                .merging(DecayedCovariance::merge, DecayedCovariance::copy);
    }

    /**
     * Takes one pair in.
     *
     * @throws IllegalArgumentException unless both are finite and within 1e140 of 0, and the time within 2<sup>60</sup> milliseconds of the epoch
     */
    public void update(double x, double y, long timeMillis) {
        Checks.requireValue("x", x);
        Checks.requireValue("y", y);
        Checks.requireTime(timeMillis);
        if (sums.weight() == 0) {
            fading.start(timeMillis);
        }
        sums.fade(fading.advance(timeMillis));
        sums.add(fading.weight(timeMillis), x, y);
    }

    /** The weighted mean of x. */
    public double meanX() {
        return sums.meanX();
    }

    /** The weighted mean of y. */
    public double meanY() {
        return sums.meanY();
    }

    /** The unbiased variance of x under these weights. */
    public double varianceX() {
        return sums.varianceX();
    }

    /** The unbiased variance of y under these weights. */
    public double varianceY() {
        return sums.varianceY();
    }

    /** The unbiased covariance under these weights. */
    public double covariance() {
        return sums.covariance();
    }

    /** Pearson's correlation under these weights. */
    public double correlation() {
        return sums.correlation();
    }

    /** By how much y rises with x on the line of least weighted squares: beta. */
    public double slope() {
        return sums.slope();
    }

    /** Where that line is at x = 0. */
    public double intercept() {
        return sums.intercept();
    }

    /** The weight of all pairs as of a time, at which a pair would weigh 1. */
    public double weight(long nowMillis) {
        return fading.asOf(nowMillis, sums.weight());
    }

    /** How many pairs of equal weight would have as certain means. */
    public double effectiveCount() {
        return sums.effectiveCount();
    }

    @Override
    public void merge(DecayedCovariance other) {
        fading.requireSame("DecayedCovariance", other.fading);
        if (other.sums.weight() == 0) {
            return;
        }
        if (sums.weight() == 0) {
            fading.start(other.fading.latest());
        }
        sums.fade(fading.advance(other.fading.latest()));
        sums.merge(other.sums, fading.weight(other.fading.latest()));
    }

    @Override
    public void reset() {
        fading.start(0);
        sums.reset();
    }

    @Override
    public DecayedCovariance copy() {
        DecayedCovariance copy = new DecayedCovariance(fading.copy());
        copy.sums.set(sums);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 24 + Fading.BYTES + Comoments.BYTES;
    }

    /**
     * Form {@code decayed-covariance} 1: half-life i64, latest time i64, weight f64, squared weights f64, means f64 f64, squares f64 f64, products f64.
     */
    public static final StateCodec<DecayedCovariance> CODEC =
            StateCodec.of("decayed-covariance", 1, DecayedCovariance::encode, DecayedCovariance::decode);

    private void encode(StateWriter out) {
        fading.encode(out);
        sums.encode(out);
    }

    private static DecayedCovariance decode(StateReader in) {
        DecayedCovariance read = new DecayedCovariance(Fading.decode(in));
        read.sums.set(Comoments.decode(in));
        return read;
    }
}
