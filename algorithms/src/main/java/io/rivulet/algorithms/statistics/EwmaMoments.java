package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.ToDoubleFunction;

/**
 * Mean and variance of the recent values, by their number: each value weighs a little less than the next (EWMA).
 *
 * <p><b>Method.</b> Exponential smoothing (Brown 1956; Roberts, <i>Technometrics</i> 1(3), 1959) as an exactly weighted mean: the i-th value from the end
 * weighs (1 − weight)<sup>i</sup>, and the weights are divided by their sum, so that the start is not pulled towards the first value or 0. Updated after West,
 * <i>CACM</i> 22(9), 1979.
 * <p><b>Error.</b> Rounding only; it grows with |mean| / deviation, not with its square.
 * <p><b>Cost.</b> O(1) per update, nothing allocated; 72 bytes. Cannot be merged: there is no order between the values of two; {@link DecayedMoments} goes by
 * time and can.
 * <p><b>Units.</b> The mean has the unit of the values, the variance its square.
 * <p><b>Empty.</b> {@code NaN}; the variance of fewer than two values too.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var recent = EwmaMoments.ofHalfLife(1);
 * recent.update(0);
 * recent.update(3);
 * recent.mean();     // 2.0: the older value weighs half
 * recent.variance(); // 4.5
 * }</pre>
 */
public final class EwmaMoments implements Incremental<EwmaMoments> {

    private final double newest;
    private final WeightedMoments sums = new WeightedMoments();

    private EwmaMoments(double weight) {
        this.newest = weight;
    }

    /**
     * By the weight of the newest value in a long average, usually called alpha.
     *
     * @param weight more than 0 and at most 1
     */
    public static EwmaMoments ofWeight(double weight) {
        Checks.requirePart("weight", weight);
        return new EwmaMoments(weight);
    }

    /**
     * By the number of values after which one weighs half.
     *
     * @param values positive, at most 10<sup>12</sup>
     */
    public static EwmaMoments ofHalfLife(double values) {
        return new EwmaMoments(weightOfHalfLife(values));
    }

    static double weightOfHalfLife(double values) {
        if (!(values > 0 && values <= 1e12)) {
            throw new IllegalArgumentException("values must be positive and at most 1e12, got " + values);
        }
        return -StrictMath.expm1(-StrictMath.log(2) / values);
    }

    /** How a dataflow uses it; the answer is a copy. */
    public static <T> Aggregation<T, EwmaMoments, EwmaMoments> aggregation(
            double weight, ToDoubleFunction<? super T> value) {
        ofWeight(weight); // a wrong one shows here, not at the first record
        return Aggregation.of(
                "ewma-moments",
                () -> ofWeight(weight),
                (EwmaMoments s, T record) -> s.update(value.applyAsDouble(record)),
                EwmaMoments::copy,
                CODEC);
    }

    /**
     * Takes one value in.
     *
     * @throws IllegalArgumentException unless it is finite and within 1e140 of 0
     */
    public void update(double value) {
        Checks.requireValue("value", value);
        sums.fade(1 - newest);
        sums.add(1, value);
    }

    /** The weighted mean. */
    public double mean() {
        return sums.mean();
    }

    /** The unbiased variance under these weights: that of equally scattered values is estimated without bias. */
    public double variance() {
        return sums.variance();
    }

    /** The weighted mean of the squared distances from the mean. */
    public double populationVariance() {
        return sums.populationVariance();
    }

    /** The square root of {@link #variance}. */
    public double standardDeviation() {
        return Math.sqrt(variance());
    }

    /** How many values of equal weight would have as certain a mean; 2 / weight − 1 after many. */
    public double effectiveCount() {
        return sums.effectiveCount();
    }

    /** The weight of the newest value in a long average. */
    public double weight() {
        return newest;
    }

    @Override
    public void reset() {
        sums.set(new WeightedMoments());
    }

    @Override
    public EwmaMoments copy() {
        EwmaMoments copy = new EwmaMoments(newest);
        copy.sums.set(sums);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 24 + WeightedMoments.BYTES;
    }

    /** Form {@code ewma-moments} 1: weight of the newest f64, weight f64, squared weights f64, mean f64, squares f64. */
    public static final StateCodec<EwmaMoments> CODEC =
            StateCodec.of("ewma-moments", 1, EwmaMoments::encode, EwmaMoments::decode);

    private void encode(StateWriter out) {
        out.writeDouble(newest);
        sums.encode(out);
    }

    private static EwmaMoments decode(StateReader in) {
        EwmaMoments read = ofWeight(in.readDouble());
        read.sums.set(WeightedMoments.decode(in));
        return read;
    }
}
