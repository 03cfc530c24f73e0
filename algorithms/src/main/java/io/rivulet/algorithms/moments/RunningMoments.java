package io.rivulet.algorithms.moments;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.Retractable;
import io.rivulet.algorithms.StateCodec;
import java.util.function.ToDoubleFunction;

/**
 * Mean, variance, skewness and kurtosis of the values seen so far, in one pass.
 *
 * <p><b>Method.</b> Welford, <i>Technometrics</i> 4(3), 1962, extended to order four; merge after Pébay, <i>Formulas for robust, one-pass parallel
 * computation of covariances and arbitrary-order statistical moments</i>, SAND2008-6212, 2008.
 * <p><b>Error.</b> Rounding only: it grows with |mean| / deviation, not with its square as the textbook formula's does. After retracting a value many
 * deviations away, the digits it had displaced are gone; sliding windows merge or rebuild instead. The fourth powers of values beyond 1e75 leave the doubles:
 * kurtosis is then {@code NaN}, beyond 1e100 skewness too, beyond 1e150 the variance.
 * <p><b>Cost.</b> O(1) per update, retraction and merge, nothing allocated.
 * <p><b>Units.</b> The mean has the unit of the values, the variance its square; skewness and kurtosis have none.
 * <p><b>Empty.</b> {@code NaN}: the mean of no value, the sample variance of fewer than two, the shape of values that are all equal.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var moments = RunningMoments.create();
 * for (double value : new double[] {2, 4, 4, 4, 5, 5, 7, 9}) {
 *     moments.update(value);
 * }
 * moments.mean();               // 5.0
 * moments.populationVariance(); // 4.0
 * }</pre>
 */
public final class RunningMoments
        implements Incremental<RunningMoments>, Mergeable<RunningMoments>, Retractable.OfDouble {

    /*
     * m2, m3, m4 are the sums of the second to fourth powers of the distances from the current mean, corrected whenever the mean moves: that keeps
     * them from cancelling. Invariant: m2 >= 0 and m4 >= 0; count == 0 means all four are 0.
     */
    private long count;
    private double mean;
    private double m2;
    private double m3;
    private double m4;

    private RunningMoments() {}

    /** Moments of no value yet. */
    public static RunningMoments create() {
        return new RunningMoments();
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, RunningMoments, RunningMoments> aggregation(ToDoubleFunction<? super T> value) {
        return Aggregation.<T, RunningMoments, RunningMoments>of(
                        "moments",
                        RunningMoments::create,
                        (s, record) -> s.update(value.applyAsDouble(record)),
                        RunningMoments::copy,
                        CODEC)
                .merging(RunningMoments::merge, RunningMoments::copy)
                .retractingRounded((s, record) -> s.retract(value.applyAsDouble(record)));
    }

    /**
     * Takes one value in.
     *
     * @throws IllegalArgumentException unless it is finite
     */
    public void update(double value) {
        requireFinite(value);
        long before = count++;
        double distance = value - mean;
        double step = distance / count;
        double square = distance * step * before;
        double n = count;
        mean += step;
        m4 += square * step * step * (n * n - 3 * n + 3) + 6 * step * step * m2 - 4 * step * m3;
        m3 += square * step * (n - 2) - 3 * step * m2;
        m2 += square;
    }

    /** How many values were taken in. */
    public long count() {
        return count;
    }

    /** The mean. */
    public double mean() {
        return count == 0 ? Double.NaN : mean;
    }

    /** The sum. */
    public double sum() {
        return mean * count;
    }

    /** The unbiased sample variance, divided by count - 1. */
    public double variance() {
        return count < 2 ? Double.NaN : m2 / (count - 1);
    }

    /** The variance of the values themselves, divided by count. */
    public double populationVariance() {
        return count == 0 ? Double.NaN : m2 / count;
    }

    /** The square root of {@link #variance}. */
    public double standardDeviation() {
        return Math.sqrt(variance());
    }

    /** The third standardised moment, of the values themselves: 0 for symmetric ones. */
    public double skewness() {
        return m2 == 0 ? Double.NaN : Math.sqrt(count) * m3 / Math.pow(m2, 1.5);
    }

    /** The fourth standardised moment, of the values themselves: 3 for a normal distribution. */
    public double kurtosis() {
        return m2 == 0 ? Double.NaN : count * m4 / (m2 * m2);
    }

    @Override
    public void merge(RunningMoments other) {
        if (other.count == 0) {
            return;
        }
        double a = count;
        double b = other.count;
        double n = a + b;
        double distance = other.mean - mean;
        double step = distance / n;
        double square = distance * step * a * b;
        // The right-hand sides use the old values of both sides, so that merging with itself works.
        double newM4 = m4
                + other.m4
                + square * step * step * (a * a - a * b + b * b)
                + 6 * step * step * (a * a * other.m2 + b * b * m2)
                + 4 * step * (a * other.m3 - b * m3);
        double newM3 = m3 + other.m3 + square * step * (a - b) + 3 * step * (a * other.m2 - b * m2);
        m2 = m2 + other.m2 + square;
        m3 = newM3;
        m4 = newM4;
        mean += step * b;
        count += other.count;
    }

    @Override
    public void retract(double value) {
        requireFinite(value);
        if (count == 0) {
            throw new IllegalArgumentException(
                    "value must have been taken in before, got " + value + " from an empty state");
        }
        if (count == 1) {
            reset();
            return;
        }
        double n = count;
        double left = n - 1;
        double oldMean = (n * mean - value) / left;
        double distance = value - oldMean;
        double step = distance / n;
        double square = distance * step * left;
        double oldM2 = m2 - square;
        double oldM3 = m3 - (square * step * (n - 2) - 3 * step * oldM2);
        double oldM4 = m4 - (square * step * step * (n * n - 3 * n + 3) + 6 * step * step * oldM2 - 4 * step * oldM3);
        count--;
        mean = oldMean;
        m2 = Math.max(0, oldM2);
        m3 = oldM3;
        m4 = Math.max(0, oldM4);
    }

    /**
     * Undoes one earlier merge, to rounding: what remains of today without this morning. The error is about 1e-16 times the sums as they were before; windows do not
     * slide by it, for it would stay.
     *
     * @throws IllegalArgumentException if the other has more values; this state is then unchanged
     */
    public void subtract(RunningMoments other) {
        if (other.count > count) {
            throw new IllegalArgumentException(
                    "other must be part of this, but has " + other.count + " values and this has " + count);
        }
        if (other.count == count) {
            reset();
            return;
        }
        double n = count;
        double b = other.count;
        double a = n - b;
        double oldMean = mean + (mean - other.mean) * (b / a);
        double step = (other.mean - oldMean) / n;
        double square = (other.mean - oldMean) * step * a * b;
        double oldM2 = Math.max(0, m2 - other.m2 - square);
        double oldM3 = m3 - other.m3 - square * step * (a - b) - 3 * step * (a * other.m2 - b * oldM2);
        double oldM4 = m4
                - other.m4
                - square * step * step * (a * a - a * b + b * b)
                - 6 * step * step * (a * a * other.m2 + b * b * oldM2)
                - 4 * step * (a * other.m3 - b * oldM3);
        count -= other.count;
        mean = oldMean;
        m2 = oldM2;
        m3 = oldM3;
        m4 = Math.max(0, oldM4);
    }

    @Override
    public void reset() {
        count = 0;
        mean = 0;
        m2 = 0;
        m3 = 0;
        m4 = 0;
    }

    @Override
    public RunningMoments copy() {
        RunningMoments copy = new RunningMoments();
        copy.count = count;
        copy.mean = mean;
        copy.m2 = m2;
        copy.m3 = m3;
        copy.m4 = m4;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56;
    }

    /** Form {@code moments} 1: count i64, mean f64, m2 f64, m3 f64, m4 f64. */
    public static final StateCodec<RunningMoments> CODEC = StateCodec.of(
            "moments",
            1,
            (s, out) -> out.writeLong(s.count)
                    .writeDouble(s.mean)
                    .writeDouble(s.m2)
                    .writeDouble(s.m3)
                    .writeDouble(s.m4),
            in -> {
                RunningMoments s = new RunningMoments();
                s.count = in.readCount("count");
                s.mean = in.readDouble(); // not finite where powers of the values left the doubles
                s.m2 = in.readDouble();
                s.m3 = in.readDouble();
                s.m4 = in.readDouble();
                if (s.m2 < 0 || s.m4 < 0 || s.count == 0 && (s.mean != 0 || s.m2 != 0 || s.m3 != 0 || s.m4 != 0)) {
                    throw in.corrupt("even moments must not be negative, and all must be 0 when count is");
                }
                return s;
            });

    private static void requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, got " + value);
        }
    }
}
