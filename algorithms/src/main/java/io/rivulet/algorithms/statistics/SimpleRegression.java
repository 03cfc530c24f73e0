package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The straight line that gives y for x with the least squared error: slope, intercept, how well it fits, and how certain it is.
 *
 * <p><b>Method.</b> Co-moments after Pébay, SAND2008-6212, 2008. The squared error is summed on its own, each pair adding e² / (1 + h) for its error e under the
 * line before it and its leverage h (Plackett, <i>Biometrika</i> 37, 1950), and not taken as a difference of large sums: of pairs that lie on a line to ten
 * digits it still has its leading ones.
 * <p><b>Error.</b> Rounding only. {@link #retract} and {@link #subtract} leave an error of about 1e-16 times the largest that the sums have been meanwhile.
 * <p><b>Cost.</b> O(1) per update, retraction and merge, nothing allocated; 96 bytes. {@link RecursiveLeastSquares} takes several features and forgets.
 * <p><b>Units.</b> The slope is in units of y per unit of x.
 * <p><b>Empty.</b> {@code NaN}, as long as all x are the same. Residuals have no variance before the third pair.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var load = SimpleRegression.create();
 * load.update(1, 5);
 * load.update(2, 7);
 * load.update(3, 9);
 * load.slope();     // 2.0
 * load.predict(10); // 23.0
 * }</pre>
 */
public final class SimpleRegression implements Incremental<SimpleRegression>, Mergeable<SimpleRegression> {

    /* errors is the sum of squared residuals of the line; while all x are the same, that of the distances from the mean of y. Invariant: errors >= 0. */
    private final Comoments sums = new Comoments();
    private double errors;

    private SimpleRegression() {}

    /** Of no pair yet. */
    public static SimpleRegression create() {
        return new SimpleRegression();
    }

    /** How a dataflow uses it; the answer is a copy. */
    public static <T> Aggregation<T, SimpleRegression, SimpleRegression> aggregation(
            ToDoubleFunction<? super T> x, ToDoubleFunction<? super T> y) {
        return Aggregation.<T, SimpleRegression, SimpleRegression>of(
                        "simple-regression",
                        SimpleRegression::create,
                        (s, record) -> s.update(x.applyAsDouble(record), y.applyAsDouble(record)),
                        SimpleRegression::copy,
                        CODEC)
                .merging(SimpleRegression::merge, SimpleRegression::copy)
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
        double added = addedError(x, y);
        sums.add(1, x, y);
        errors = sums.squaresX() > 0 ? errors + added : sums.squaresY();
    }

    /** By how much the squared error grows with a pair that is not in yet. */
    private double addedError(double x, double y) {
        double spread = sums.squaresX();
        if (!(spread > 0)) {
            return 0;
        }
        double distance = x - sums.meanX();
        double error = y - sums.meanY() - sums.slope() * distance;
        return error * (error / (1 + 1 / sums.weight() + distance * (distance / spread)));
    }

    /** How many pairs were taken in. */
    public long count() {
        return (long) sums.weight();
    }

    /** By how much y rises with x. */
    public double slope() {
        return sums.slope();
    }

    /** The line's y at x = 0. */
    public double intercept() {
        return sums.intercept();
    }

    /** The line's y at an x. */
    public double predict(double x) {
        return sums.meanY() + sums.slope() * (x - sums.meanX());
    }

    /** Pearson's correlation of x and y. */
    public double correlation() {
        return sums.correlation();
    }

    /** Which part of the variance of y the line explains, 0..1. */
    public double rSquared() {
        return sums.squaresX() > 0 && sums.squaresY() > 0 ? Math.max(0, 1 - errors / sums.squaresY()) : Double.NaN;
    }

    /** The sum of squared residuals. */
    public double sumOfSquaredErrors() {
        return sums.squaresX() > 0 ? errors : Double.NaN;
    }

    /** The unbiased variance of the residuals, divided by count - 2. */
    public double residualVariance() {
        return sums.weight() > 2 && sums.squaresX() > 0 ? errors / (sums.weight() - 2) : Double.NaN;
    }

    /** The standard error of the slope, by the usual assumptions: independent normal residuals of the same variance. */
    public double slopeStandardError() {
        return Math.sqrt(residualVariance() / sums.squaresX());
    }

    /** The standard error of the intercept, by the same assumptions. */
    public double interceptStandardError() {
        return meanStandardError(0);
    }

    private double meanStandardError(double x) {
        double distance = x - sums.meanX();
        return Math.sqrt(residualVariance() * (1 / sums.weight() + distance * (distance / sums.squaresX())));
    }

    /**
     * How far the true slope may be from {@link #slope}, with that confidence, by the same assumptions.
     *
     * @param confidence between 0 and 1, such as 0.95
     */
    public double slopeMargin(double confidence) {
        return quantile(confidence) * slopeStandardError();
    }

    /**
     * How far a new y may be from {@link #predict}, with that confidence, by the same assumptions.
     *
     * @param confidence between 0 and 1, such as 0.95
     */
    public double predictionMargin(double x, double confidence) {
        double line = meanStandardError(x);
        return quantile(confidence) * Math.sqrt(residualVariance() + line * line);
    }

    /** How likely a slope at least so far from 0 is if y does not depend on x, by the same assumptions. */
    public double slopePValue() {
        double error = slopeStandardError();
        if (Double.isNaN(error)) {
            return Double.NaN;
        }
        if (error == 0) {
            return slope() == 0 ? 1 : 0;
        }
        return 2 * new TDistribution(null, sums.weight() - 2).cumulativeProbability(-Math.abs(slope() / error));
    }

    private double quantile(double confidence) {
        Checks.requireProbability("confidence", confidence);
        return sums.weight() > 2
                ? new TDistribution(null, sums.weight() - 2).inverseCumulativeProbability((1 + confidence) / 2)
                : Double.NaN;
    }

    /*
     * Two groups with a line each: first one slope for both, then one line. Each step adds a square over the sum of the variances of what is made equal;
     * nothing is subtracted.
     */
    @Override
    public void merge(SimpleRegression other) {
        if (other.sums.weight() == 0) {
            return;
        }
        double total = errors + other.errors;
        if (sums.weight() > 0) {
            double mine = sums.squaresX();
            double theirs = other.sums.squaresX();
            double within = mine + theirs;
            double slope = 0;
            if (within > 0) {
                slope = (sums.products() + other.sums.products()) / within;
                if (mine > 0 && theirs > 0) {
                    double apart = sums.slope() - other.sums.slope();
                    total += apart * apart * mine * (theirs / within);
                }
            }
            double x = other.sums.meanX() - sums.meanX();
            double y = other.sums.meanY() - sums.meanY();
            double error = y - slope * x;
            double weight = sums.weight() * (other.sums.weight() / (sums.weight() + other.sums.weight()));
            double between = x * x * weight;
            if (between == 0) {
                total += error * error * weight;
            } else if (within > 0) {
                total += error * error * weight * (within / (within + between));
            }
        }
        sums.merge(other.sums, 1);
        errors = total;
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
        errors = sums.squaresX() > 0 ? Math.max(0, errors - addedError(x, y)) : sums.squaresY();
    }

    /**
     * Undoes one earlier merge, to rounding; the squared error is then a difference of the sums and has lost the digits that they share.
     *
     * @throws IllegalArgumentException if the other has more pairs; the state is then unchanged
     */
    public void subtract(SimpleRegression other) {
        if (other.sums.weight() > sums.weight()) {
            throw new IllegalArgumentException(
                    "other must be part of this, but has " + other.count() + " pairs and this has " + count());
        }
        sums.subtract(other.sums);
        double explained = sums.squaresX() > 0 ? sums.products() * (sums.products() / sums.squaresX()) : 0;
        errors = Math.max(0, sums.squaresY() - explained);
    }

    @Override
    public void reset() {
        sums.reset();
        errors = 0;
    }

    @Override
    public SimpleRegression copy() {
        SimpleRegression copy = new SimpleRegression();
        copy.sums.set(sums);
        copy.errors = errors;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 24 + Comoments.BYTES;
    }

    /** Form {@code simple-regression} 1: count i64, means f64 f64, squares f64 f64, products f64, squared errors f64. */
    public static final StateCodec<SimpleRegression> CODEC =
            StateCodec.of("simple-regression", 1, SimpleRegression::encode, SimpleRegression::decode);

    private void encode(StateWriter out) {
        sums.encodeCounted(out);
        out.writeDouble(errors);
    }

    private static SimpleRegression decode(StateReader in) {
        SimpleRegression read = new SimpleRegression();
        read.sums.set(Comoments.decodeCounted(in));
        read.errors = in.readFinite("squared errors");
        if (read.errors < 0 || read.sums.weight() == 0 && read.errors != 0) {
            throw in.corrupt("squared errors must not be negative, and 0 when the count is, got " + read.errors);
        }
        return read;
    }
}
