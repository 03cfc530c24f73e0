package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.ToDoubleFunction;

/**
 * Covariance, correlation and regression line of the recent pairs, by their number: each pair weighs a little less than the next.
 *
 * <p><b>Method.</b> The weights of {@link EwmaMoments}; co-moments after Pébay, SAND2008-6212, 2008.
 * <p><b>Error.</b> Rounding only; it grows with |mean| / deviation, not with its square.
 * <p><b>Cost.</b> O(1) per update, nothing allocated; 96 bytes. Cannot be merged; {@link DecayedCovariance} goes by time and can.
 * <p><b>Units.</b> The covariance has the product of both units, the correlation none, in −1..1.
 * <p><b>Empty.</b> {@code NaN}; the correlation also where one of the two is always the same.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var recent = EwmaCovariance.ofHalfLife(100);
 * recent.update(1, 10);
 * recent.update(2, 30);
 * recent.correlation(); // 1.0: two points lie on a line
 * recent.slope();       // 20.0
 * }</pre>
 */
public final class EwmaCovariance implements Incremental<EwmaCovariance> {

    private final double newest;
    private final Comoments sums = new Comoments();

    private EwmaCovariance(double weight) {
        this.newest = weight;
    }

    /**
     * By the weight of the newest pair in a long average, usually called alpha.
     *
     * @param weight more than 0 and at most 1
     */
    public static EwmaCovariance ofWeight(double weight) {
        Checks.requirePart("weight", weight);
        return new EwmaCovariance(weight);
    }

    /**
     * By the number of pairs after which one weighs half.
     *
     * @param values positive, at most 10<sup>12</sup>
     */
    public static EwmaCovariance ofHalfLife(double values) {
        return new EwmaCovariance(EwmaMoments.weightOfHalfLife(values));
    }

    /** How a dataflow uses it; the answer is a copy. */
    public static <T> Aggregation<T, EwmaCovariance, EwmaCovariance> aggregation(
            double weight, ToDoubleFunction<? super T> x, ToDoubleFunction<? super T> y) {
        ofWeight(weight); // a wrong one shows here, not at the first record
        return Aggregation.of(
                "ewma-covariance",
                () -> ofWeight(weight),
                (EwmaCovariance s, T record) -> s.update(x.applyAsDouble(record), y.applyAsDouble(record)),
                EwmaCovariance::copy,
                CODEC);
    }

    /**
     * Takes one pair in.
     *
     * @throws IllegalArgumentException unless both are finite and within 1e140 of 0
     */
    public void update(double x, double y) {
        Checks.requireValue("x", x);
        Checks.requireValue("y", y);
        sums.fade(1 - newest);
        sums.add(1, x, y);
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

    /** How many pairs of equal weight would have as certain means. */
    public double effectiveCount() {
        return sums.effectiveCount();
    }

    @Override
    public void reset() {
        sums.reset();
    }

    @Override
    public EwmaCovariance copy() {
        EwmaCovariance copy = new EwmaCovariance(newest);
        copy.sums.set(sums);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 24 + Comoments.BYTES;
    }

    /**
     * Form {@code ewma-covariance} 1: weight of the newest f64, weight f64, squared weights f64, means f64 f64, squares f64 f64, products f64.
     */
    public static final StateCodec<EwmaCovariance> CODEC =
            StateCodec.of("ewma-covariance", 1, EwmaCovariance::encode, EwmaCovariance::decode);

    private void encode(StateWriter out) {
        out.writeDouble(newest);
        sums.encode(out);
    }

    private static EwmaCovariance decode(StateReader in) {
        EwmaCovariance read = ofWeight(in.readDouble());
        read.sums.set(Comoments.decode(in));
        return read;
    }
}
