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
 * How irregular a series is: the entropy of the orders that neighbouring values stand in, over the last so many values. 0 for a series that only rises, lg
 * order! for noise; blind to the size of values, and so to drift of level, scale and outliers.
 *
 * <p><b>Method.</b> Bandt and Pompe, <i>Physical Review Letters</i> 88, 174102, 2002. Every value ends one pattern of {@code order} values that are {@code delay}
 * apart; the pattern that leaves the window is read from its values again. Equal values count as if the earlier were the smaller.
 * <p><b>Error.</b> Rounding only, below 1e-11 bits, however many values pass. As a measure of the source it is too low by about (order! - 1) / 2n nats for n
 * patterns: the window should hold many times order! values.
 * <p><b>Cost.</b> O(order²) per value, O(1) per question, nothing allocated once the window has filled; 8 bytes a value of the window, at the next power of two,
 * and 4 · order! bytes.
 * <p><b>Units.</b> Bits.
 * <p><b>Empty.</b> 0: no pattern yet.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var irregular = PermutationEntropy.of(3, 1, 1_000);
 * for (double value : new double[] {4, 7, 9, 10, 6, 11, 3}) {
 *     irregular.update(value);
 * }
 * irregular.estimate();  // 1.5219280948873621 bits, as in the paper
 * }</pre>
 */
public final class PermutationEntropy implements Incremental<PermutationEntropy> {

    /** The longest pattern. */
    public static final int MAX_ORDER = OrdinalPatterns.MAX_ORDER;

    /** The most values in a window. */
    public static final int MAX_WINDOW = OrdinalPatterns.MAX_WINDOW;

    /*
     * counts of the patterns in the window and the exact sum of their c lg c: functions of the values, and no part of the form.
     */
    private static final int HIGHEST_BIT = 32;

    private final OrdinalPatterns values;
    private final int[] counts;
    private final ExactSum cLgC;
    private int distinct;

    private PermutationEntropy(OrdinalPatterns values, int[] counts, ExactSum cLgC) {
        this.values = values;
        this.counts = counts;
        this.cLgC = cLgC;
    }

    /**
     * Entropy of no value yet.
     *
     * @param order values a pattern, from 2 to {@link #MAX_ORDER}; 3 to 5 is usual
     * @param delay how far apart they are; 1 for neighbours
     * @param window how many values count: more than (order - 1) · delay, at most {@link #MAX_WINDOW}
     */
    public static PermutationEntropy of(int order, int delay, int window) {
        return of(new OrdinalPatterns(order, delay, window, MAX_ORDER));
    }

    private static PermutationEntropy of(OrdinalPatterns values) {
        return new PermutationEntropy(
                values, new int[values.possible()], ExactSum.ofBits(ExactSum.LOWEST_BIT_FROM_ONE, HIGHEST_BIT));
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, PermutationEntropy, Double> aggregation(
            int order, int delay, int window, ToDoubleFunction<? super T> value) {
        return aggregation(order, delay, window, value, PermutationEntropy::estimate);
    }

    /** The same with another answer: {@code PermutationEntropy::normalized}. */
    public static <T, R> Aggregation<T, PermutationEntropy, R> aggregation(
            int order,
            int delay,
            int window,
            ToDoubleFunction<? super T> value,
            Function<? super PermutationEntropy, ? extends R> answer) {
        of(order, delay, window); // a wrong one shows here, not at the first record
        Objects.requireNonNull(value, "value");
        return Aggregation.of(
                "permutation-entropy",
                () -> of(order, delay, window),
                (s, record) -> s.update(value.applyAsDouble(record)),
                answer,
                CODEC);
    }

    /**
     * Takes the next value in; the oldest leaves when the window is full.
     *
     * @throws IllegalArgumentException unless it is finite
     */
    public void update(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, got " + value);
        }
        if (values.isFull()) {
            move(values.pattern(values.oldest()), -1);
            values.removeOldest();
        }
        values.add(value);
        if (values.patterns() > 0) {
            move(values.pattern(OrdinalPatterns.NEWEST), 1);
        }
    }

    private void move(int pattern, int by) {
        int before = counts[pattern];
        int after = before + by;
        counts[pattern] = after;
        cLgC.add(ShannonEntropy.cLgC(after));
        cLgC.subtract(ShannonEntropy.cLgC(before));
        if (before == 0) {
            distinct++;
        } else if (after == 0) {
            distinct--;
        }
    }

    /** The Shannon entropy of the patterns in the window, in bits. */
    public double estimate() {
        if (distinct < 2) {
            return 0;
        }
        double patterns = values.patterns();
        double bits = Math.log(patterns) / Math.log(2) - cLgC.value() / patterns;
        return Math.max(0, Math.min(bits, Math.log(distinct) / Math.log(2)));
    }

    /** Entropy divided by lg order!, its largest value: 1 for noise. */
    public double normalized() {
        return estimate() / (Math.log(counts.length) / Math.log(2));
    }

    /** How many different patterns are in the window; those that never come tell determinism from noise. */
    public int distinct() {
        return distinct;
    }

    /** How many patterns are in the window, repetitions counted. */
    public int count() {
        return values.patterns();
    }

    @Override
    public void reset() {
        values.clear();
        Arrays.fill(counts, 0);
        cLgC.clear();
        distinct = 0;
    }

    @Override
    public PermutationEntropy copy() {
        PermutationEntropy copy = new PermutationEntropy(values.copy(), counts.clone(), cLgC.copy());
        copy.distinct = distinct;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 48 + values.heapBytes() + 4L * counts.length + cLgC.heapBytes();
    }

    /** Form {@code permutation-entropy} 1: order i32, delay i32, window i32, values i32, then the values f64, the oldest first. */
    public static final StateCodec<PermutationEntropy> CODEC =
            StateCodec.of("permutation-entropy", 1, (s, out) -> s.values.encode(out), PermutationEntropy::decode);

    private static PermutationEntropy decode(StateReader in) {
        PermutationEntropy s = of(OrdinalPatterns.decode(in, MAX_ORDER));
        for (int left = s.values.decodeSize(in); left > 0; left--) {
            s.update(in.readFinite("value"));
        }
        return s;
    }
}
