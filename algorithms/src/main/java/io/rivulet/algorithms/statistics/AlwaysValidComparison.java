package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Do two groups have different means? An A/B test that may be looked at after every value, and stopped whenever one likes.
 *
 * <p><b>Method.</b> The mixture sequential probability ratio test (Robbins, <i>Annals of Mathematical Statistics</i> 41, 1970) of the difference of two means, with
 * always valid p-values and intervals (Johari, Koomen, Pekelis and Walsh, <i>Always valid inference: continuous monitoring of A/B tests</i>, Operations Research
 * 70(3), 2022). The likelihood ratio is averaged over differences spread normally about 0 by {@code spread}; for a difference d with estimated variance v it is
 * √(v / (v + spread²)) · exp(d² spread² / (2 v (v + spread²))), and the p-value is the smallest of its inverses so far.
 * <p><b>Error.</b> If the means are the same, the p-value ever falls to p or below with a probability of at most p, however often one looks. This holds exactly for
 * normal values of known variance; here variances are estimated and means taken to be normal, for which the first values, up to {@link #MIN_COUNT} in each group, do
 * not count as looks. An ordinary t-test looked at as often would be wrong in the end with certainty.
 * <p><b>Cost.</b> O(1) per value, nothing allocated; 136 bytes. No merge: the smallest of the p-values depends on the order.
 * <p><b>Units.</b> Those of the values; the spread too.
 * <p><b>Empty.</b> A p-value of 1, a difference of {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var checkout = AlwaysValidComparison.of(0.02); // differences of some two points in a hundred are of interest
 * checkout.update(false, bought ? 1 : 0);        // a visitor of the control group
 * checkout.update(true, bought ? 1 : 0);         // one of the treatment group
 * if (checkout.pValue() < 0.05) { ... }          // at any time
 * checkout.difference();                         // give or take
 * checkout.margin(0.95);                         // valid at any time too
 * }</pre>
 */
public final class AlwaysValidComparison implements Incremental<AlwaysValidComparison> {

    /** How many values each group must have before the first look. */
    public static final int MIN_COUNT = 100;

    /* largest is the largest logarithm of the averaged ratio so far, at least 0. */
    private final double spread;
    private final WeightedMoments control = new WeightedMoments();
    private final WeightedMoments treatment = new WeightedMoments();
    private double largest;

    private AlwaysValidComparison(double spread) {
        this.spread = spread;
    }

    /**
     * For differences of about that size.
     *
     * @param spread how large differences of interest are, positive; it is fixed beforehand, and wrong ones cost time, never validity
     */
    public static AlwaysValidComparison of(double spread) {
        Checks.requirePositive("spread", spread);
        return new AlwaysValidComparison(spread);
    }

    /** How a dataflow uses it over records that belong to one of the groups; the answer is a copy. */
    public static <T> Aggregation<T, AlwaysValidComparison, AlwaysValidComparison> aggregation(
            double spread, Predicate<? super T> isTreatment, ToDoubleFunction<? super T> value) {
        of(spread); // a wrong one shows here, not at the first record
        return Aggregation.of(
                "always-valid-comparison",
                () -> of(spread),
                (AlwaysValidComparison s, T record) -> s.update(isTreatment.test(record), value.applyAsDouble(record)),
                AlwaysValidComparison::copy,
                CODEC);
    }

    /** How a dataflow uses it over records that hold a value of both groups; the answer is a copy. */
    public static <T> Aggregation<T, AlwaysValidComparison, AlwaysValidComparison> aggregationOfBoth(
            double spread, ToDoubleFunction<? super T> control, ToDoubleFunction<? super T> treatment) {
        of(spread); // a wrong one shows here, not at the first record
        return Aggregation.of(
                "always-valid-comparison",
                () -> of(spread),
                (AlwaysValidComparison s, T record) ->
                        s.updateBoth(control.applyAsDouble(record), treatment.applyAsDouble(record)),
                AlwaysValidComparison::copy,
                CODEC);
    }

    /**
     * Takes one value in.
     *
     * @param isTreatment whether it is of the treatment group, not of the control group
     * @throws IllegalArgumentException unless it is finite and within 1e140 of 0
     */
    public void update(boolean isTreatment, double value) {
        Checks.requireValue("value", value);
        (isTreatment ? treatment : control).add(1, value);
        look();
    }

    /**
     * Takes one value of each group in, which need not belong together.
     *
     * @throws IllegalArgumentException unless both are finite and within 1e140 of 0
     */
    public void updateBoth(double controlValue, double treatmentValue) {
        Checks.requireValue("control value", controlValue);
        Checks.requireValue("treatment value", treatmentValue);
        control.add(1, controlValue);
        treatment.add(1, treatmentValue);
        look();
    }

    private void look() {
        if (!isReady()) {
            return;
        }
        double difference = difference();
        double variance = variance();
        if (variance == 0) {
            largest = difference == 0 ? largest : Double.MAX_VALUE; // neither group varies, and they differ
            return;
        }
        double with = variance + spread * spread;
        double ratio = difference * difference / variance * (spread * spread / with) / 2;
        largest = Math.max(largest, Math.min(Double.MAX_VALUE, ratio + Math.log(variance / with) / 2));
    }

    /** Whether both groups have values enough. */
    public boolean isReady() {
        return control.weight() >= MIN_COUNT && treatment.weight() >= MIN_COUNT;
    }

    private double variance() {
        return control.variance() / control.weight() + treatment.variance() / treatment.weight();
    }

    /** The mean of the treatment group less that of the control group. */
    public double difference() {
        return treatment.mean() - control.mean();
    }

    /** How likely it is, if there is no difference, that the p-value ever becomes so small; never rises. */
    public double pValue() {
        return Math.exp(-largest);
    }

    /**
     * How far the true difference may be from {@link #difference}, with that confidence at all times together; {@code NaN} before the groups have values enough.
     *
     * @param confidence between 0 and 1, such as 0.95
     */
    public double margin(double confidence) {
        Checks.requireProbability("confidence", confidence);
        if (!isReady()) {
            return Double.NaN;
        }
        double variance = variance();
        if (variance == 0) {
            return 0;
        }
        double with = variance + spread * spread;
        double needed = -Math.log1p(-confidence) + (Math.log(with) - Math.log(variance)) / 2;
        return Math.sqrt(2 * variance * (with / spread / spread) * needed);
    }

    /** How many values the control group has. */
    public long controlCount() {
        return (long) control.weight();
    }

    /** How many values the treatment group has. */
    public long treatmentCount() {
        return (long) treatment.weight();
    }

    @Override
    public void reset() {
        control.set(new WeightedMoments());
        treatment.set(new WeightedMoments());
        largest = 0;
    }

    @Override
    public AlwaysValidComparison copy() {
        AlwaysValidComparison copy = new AlwaysValidComparison(spread);
        copy.control.set(control);
        copy.treatment.set(treatment);
        copy.largest = largest;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 40 + 2 * WeightedMoments.BYTES;
    }

    /** Form {@code always-valid-comparison} 1: spread f64, largest f64, then weight, squared weights, mean and squares f64 of control and of treatment. */
    public static final StateCodec<AlwaysValidComparison> CODEC =
            StateCodec.of("always-valid-comparison", 1, AlwaysValidComparison::encode, AlwaysValidComparison::decode);

    private void encode(StateWriter out) {
        out.writeDouble(spread).writeDouble(largest);
        control.encode(out);
        treatment.encode(out);
    }

    private static AlwaysValidComparison decode(StateReader in) {
        AlwaysValidComparison read = of(in.readDouble());
        read.largest = in.readFinite("largest");
        if (read.largest < 0) {
            throw in.corrupt("largest must not be negative, got " + read.largest);
        }
        read.control.set(WeightedMoments.decode(in));
        read.treatment.set(WeightedMoments.decode(in));
        return read;
    }
}
