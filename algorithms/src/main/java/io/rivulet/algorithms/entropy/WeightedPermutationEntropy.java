package io.rivulet.algorithms.entropy;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How irregular a series is where it moves: {@link PermutationEntropy} in which each pattern weighs as much as its values vary, so that the small noise of a quiet
 * stretch does not drown a burst.
 *
 * <p><b>Method.</b> Fadlallah, Chen, Keil and Príncipe, <i>Physical Review E</i> 87, 022911, 2013: a pattern's weight is the variance of its values. The weights
 * are summed without any rounding, hence an outlier that leaves the window leaves nothing behind. Equal values count as if the earlier were the smaller.
 * <p><b>Error.</b> Rounding only, below 1e-12 bits, however many values pass.
 * <p><b>Cost.</b> O(order²) per value, O(order!) per question, nothing allocated once the window has filled and every pattern has come; 8 bytes a value of the
 * window, at the next power of two, and 600 bytes a pattern that has come.
 * <p><b>Units.</b> Bits; that of the values does not matter.
 * <p><b>Empty.</b> 0: no pattern yet. A window of equal values has no weight, and 0 too.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var irregular = WeightedPermutationEntropy.of(3, 1, 1_000);
 * for (double value : new double[] {4, 7, 9, 10, 6, 11, 3}) {
 *     irregular.update(value);
 * }
 * irregular.estimate();  // 1.4140 bits: rises weigh less than the rest
 * }</pre>
 */
public final class WeightedPermutationEntropy implements Incremental<WeightedPermutationEntropy> {

    /** The longest pattern. */
    public static final int MAX_ORDER = 6;

    /** The largest magnitude of a value; the sum of variances then stays within the range of doubles. */
    public static final double MAX_VALUE = 1e140;

    /*
     * The exact sum of the weights of each pattern that has come since the start: functions of the values, and no part of the form.
     */
    private final OrdinalPatterns values;
    private final ExactSum[] weights;

    private WeightedPermutationEntropy(OrdinalPatterns values, ExactSum[] weights) {
        this.values = values;
        this.weights = weights;
    }

    /**
     * Entropy of no value yet.
     *
     * @param order values a pattern, from 2 to {@link #MAX_ORDER}
     * @param delay how far apart they are; 1 for neighbours
     * @param window how many values count: more than (order - 1) · delay, at most {@link PermutationEntropy#MAX_WINDOW}
     */
    public static WeightedPermutationEntropy of(int order, int delay, int window) {
        return of(new OrdinalPatterns(order, delay, window, MAX_ORDER));
    }

    private static WeightedPermutationEntropy of(OrdinalPatterns values) {
        return new WeightedPermutationEntropy(values, new ExactSum[values.possible()]);
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, WeightedPermutationEntropy, Double> aggregation(
            int order, int delay, int window, ToDoubleFunction<? super T> value) {
        return aggregation(order, delay, window, value, WeightedPermutationEntropy::estimate);
    }

    /** The same with another answer: {@code WeightedPermutationEntropy::normalized}. */
    public static <T, R> Aggregation<T, WeightedPermutationEntropy, R> aggregation(
            int order,
            int delay,
            int window,
            ToDoubleFunction<? super T> value,
            Function<? super WeightedPermutationEntropy, ? extends R> answer) {
        of(order, delay, window); // a wrong one shows here, not at the first record
        Objects.requireNonNull(value, "value");
        return Aggregation.of(
                "weighted-permutation-entropy",
                () -> of(order, delay, window),
                (s, record) -> s.update(value.applyAsDouble(record)),
                answer,
                CODEC);
    }

    /**
     * Takes the next value in; the oldest leaves when the window is full.
     *
     * @throws IllegalArgumentException if it is not a number, or beyond {@link #MAX_VALUE}
     */
    public void update(double value) {
        if (!(Math.abs(value) <= MAX_VALUE)) {
            throw new IllegalArgumentException("value must be within " + MAX_VALUE + " of 0, got " + value);
        }
        if (values.isFull()) {
            int oldest = values.oldest();
            weights[values.pattern(oldest)].subtract(values.variance(oldest));
            values.removeOldest();
        }
        values.add(value);
        if (values.patterns() > 0) {
            int pattern = values.pattern(OrdinalPatterns.NEWEST);
            if (weights[pattern] == null) {
                weights[pattern] = ExactSum.ofBits(ExactSum.LOWEST_BIT, ExactSum.HIGHEST_BIT);
            }
            weights[pattern].add(values.variance(OrdinalPatterns.NEWEST));
        }
    }

    /** The Shannon entropy of the patterns' shares of the weight, in bits. */
    public double estimate() {
        double total = 0;
        for (ExactSum weight : weights) {
            total += weight == null ? 0 : weight.value();
        }
        double nats = 0;
        for (ExactSum weight : weights) {
            double share = weight == null ? 0 : weight.value() / total;
            nats -= share > 0 ? share * Math.log(share) : 0;
        }
        return Math.max(0, nats / Math.log(2));
    }

    /** Entropy divided by lg order!, its largest value. */
    public double normalized() {
        return estimate() / (Math.log(weights.length) / Math.log(2));
    }

    /** How many patterns are in the window, repetitions counted. */
    public int count() {
        return values.patterns();
    }

    @Override
    public void reset() {
        values.clear();
        Arrays.fill(weights, null);
    }

    @Override
    public WeightedPermutationEntropy copy() {
        ExactSum[] copies = new ExactSum[weights.length];
        Arrays.setAll(copies, i -> weights[i] == null ? null : weights[i].copy());
        return new WeightedPermutationEntropy(values.copy(), copies);
    }

    @Override
    public long stateBytes() {
        long bytes = 40 + values.heapBytes() + 4L * weights.length;
        for (ExactSum weight : weights) {
            bytes += weight == null ? 0 : weight.heapBytes();
        }
        return bytes;
    }

    /** Form {@code weighted-permutation-entropy} 1: order i32, delay i32, window i32, values i32, then the values f64, the oldest first. */
    public static final StateCodec<WeightedPermutationEntropy> CODEC = StateCodec.of(
            "weighted-permutation-entropy", 1, (s, out) -> s.values.encode(out), WeightedPermutationEntropy::decode);

    private static WeightedPermutationEntropy decode(StateReader in) {
        WeightedPermutationEntropy s = of(OrdinalPatterns.decode(in, MAX_ORDER));
        for (int left = s.values.decodeSize(in); left > 0; left--) {
            s.update(in.readFinite("value"));
        }
        return s;
    }
}
