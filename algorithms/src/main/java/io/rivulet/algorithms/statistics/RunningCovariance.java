package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.ToDoubleFunction;

/**
 * Covariance and correlation of the pairs seen so far, in one pass.
 *
 * <p><b>Method.</b> Welford's method for products; merge after Pébay, <i>Formulas for robust, one-pass parallel computation of covariances and arbitrary-order
 * statistical moments</i>, SAND2008-6212, 2008.
 * <p><b>Error.</b> Rounding only: it grows with |mean| / deviation, not with its square. {@link #retract} and {@link #subtract} leave an error of about 1e-16 times
 * the largest that the sums of squares have been meanwhile: fine among like values, not after one that lay a million deviations away has left; windows of time
 * merge instead.
 * <p><b>Cost.</b> O(1) per update, retraction and merge, nothing allocated; 88 bytes.
 * <p><b>Units.</b> The covariance has the product of both units, the correlation none, in −1..1.
 * <p><b>Empty.</b> {@code NaN}: the covariance of fewer than two pairs, the correlation where one of the two is always the same.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var pairs = RunningCovariance.create();
 * pairs.update(1, 2);
 * pairs.update(2, 1);
 * pairs.update(3, 6);
 * pairs.covariance();  // 2.0
 * pairs.correlation(); // 0.756
 * }</pre>
 */
public final class RunningCovariance implements Incremental<RunningCovariance>, Mergeable<RunningCovariance> {

    private final Comoments sums = new Comoments();

    private RunningCovariance() {}

    /** Of no pair yet. */
    public static RunningCovariance create() {
        return new RunningCovariance();
    }

    /** How a dataflow uses it; the answer is a copy. */
    public static <T> Aggregation<T, RunningCovariance, RunningCovariance> aggregation(
            ToDoubleFunction<? super T> x, ToDoubleFunction<? super T> y) {
        return Aggregation.<T, RunningCovariance, RunningCovariance>of(
                        "covariance",
                        RunningCovariance::create,
                        (s, record) -> s.update(x.applyAsDouble(record), y.applyAsDouble(record)),
                        RunningCovariance::copy,
                        CODEC)
                .merging(RunningCovariance::merge, RunningCovariance::copy)
                .retractingRounded((s, record) -> s.retract(x.applyAsDouble(record), y.applyAsDouble(record)));
    }

    /**
     * Takes one pair in.
     *
     * @throws IllegalArgumentException unless both are finite and within 1e140 of 0
     */
    public void update(double x, double y) {
        Checks.requireValue("x", x);
        Checks.requireValue("y", y);
        sums.add(1, x, y);
    }

    /** How many pairs were taken in. */
    public long count() {
        return (long) sums.weight();
    }

    /** The mean of x. */
    public double meanX() {
        return sums.meanX();
    }

    /** The mean of y. */
    public double meanY() {
        return sums.meanY();
    }

    /** The unbiased sample variance of x. */
    public double varianceX() {
        return sums.varianceX();
    }

    /** The unbiased sample variance of y. */
    public double varianceY() {
        return sums.varianceY();
    }

    /** The unbiased sample covariance, divided by count - 1. */
    public double covariance() {
        return sums.covariance();
    }

    /** The covariance of the pairs themselves, divided by count. */
    public double populationCovariance() {
        return sums.populationCovariance();
    }

    /** Pearson's correlation: 1 if all pairs lie on a rising line, −1 on a falling one, around 0 if neither tells of the other in a linear way. */
    public double correlation() {
        return sums.correlation();
    }

    @Override
    public void merge(RunningCovariance other) {
        sums.merge(other.sums, 1);
    }

    /**
     * Undoes one earlier update, to rounding.
     *
     * @throws IllegalArgumentException if no pair is left; the state is then unchanged
     */
    public void retract(double x, double y) {
        Checks.requireValue("x", x);
        Checks.requireValue("y", y);
        if (sums.weight() < 1) {
            throw new IllegalArgumentException(
                    "pair must have been taken in before, got " + x + ", " + y + " from an empty state");
        }
        sums.remove(x, y);
    }

    /**
     * Undoes one earlier merge, to rounding: what remains of today without this morning.
     *
     * @throws IllegalArgumentException if the other has more pairs; the state is then unchanged
     */
    public void subtract(RunningCovariance other) {
        if (other.sums.weight() > sums.weight()) {
            throw new IllegalArgumentException(
                    "other must be part of this, but has " + other.count() + " pairs and this has " + count());
        }
        sums.subtract(other.sums);
    }

    @Override
    public void reset() {
        sums.reset();
    }

    @Override
    public RunningCovariance copy() {
        RunningCovariance copy = new RunningCovariance();
        copy.sums.set(sums);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 16 + Comoments.BYTES;
    }

    /** Form {@code covariance} 1: count i64, means f64 f64, squares f64 f64, products f64. */
    public static final StateCodec<RunningCovariance> CODEC =
            StateCodec.of("covariance", 1, RunningCovariance::encode, RunningCovariance::decode);

    private void encode(StateWriter out) {
        sums.encodeCounted(out);
    }

    private static RunningCovariance decode(StateReader in) {
        RunningCovariance read = new RunningCovariance();
        read.sums.set(Comoments.decodeCounted(in));
        return read;
    }
}
