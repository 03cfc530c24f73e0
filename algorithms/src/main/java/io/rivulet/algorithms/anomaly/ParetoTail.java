package io.rivulet.algorithms.anomaly;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * A generalized Pareto distribution of what exceeds a level: survival (1 + shape · excess / scale)<sup>-1/shape</sup>, in the limit of shape 0
 * exp(-excess / scale).
 *
 * <p>Fitted by maximum likelihood after Grimshaw, <i>Computing maximum likelihood estimates for the generalized Pareto distribution</i>, Technometrics
 * 35(2), 1993, with a scan for sign changes and Brent's method for each root, where the paper iterates from one start.
 *
 * @param shape from {@link #MIN_SHAPE} to {@link #MAX_SHAPE}: negative for a tail with an end, 0 exponential, positive for a heavy one
 * @param scale positive
 */
record ParetoTail(double shape, double scale) {

    /** Below it the likelihood has no regular maximum. */
    static final double MIN_SHAPE = -0.5;
    /** Above it the tail has no mean, and one more peak moves the fit by orders of magnitude. */
    static final double MAX_SHAPE = 1;

    /** Fewer peaks than this say nothing of the shape. */
    private static final int FEWEST_FOR_SHAPE = 10;

    private static final int SCAN_POINTS = 32;
    private static final int IMPUTED = 10;
    /** Roots nearer to 0 than this, relative to the mean excess, differ from an exponential tail by nothing that matters. */
    private static final double NEAR_ZERO = 1e-4;

    ParetoTail {
        if (!(shape >= MIN_SHAPE && shape <= MAX_SHAPE)) {
            throw new IllegalArgumentException("shape must be in " + MIN_SHAPE + ".." + MAX_SHAPE + ", got " + shape);
        }
        if (!(scale > 0 && scale <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("scale must be positive and finite, got " + scale);
        }
    }

    /** The natural logarithm of the probability that an excess is larger than the given one. */
    double logSurvival(double excess) {
        if (shape == 0) {
            return -excess / scale;
        }
        double relative = shape * (excess / scale);
        return relative <= -1 ? Double.NEGATIVE_INFINITY : -StrictMath.log1p(relative) / shape;
    }

    /** The excess that is surpassed with the given probability. */
    double excessAt(double probability) {
        double log = StrictMath.log(probability);
        return shape == 0 ? -scale * log : scale * (StrictMath.expm1(-shape * log) / shape);
    }

    /** The tail of another shape with the same median. */
    ParetoTail withShape(double other) {
        return new ParetoTail(other, excessAt(0.5) / new ParetoTail(other, 1).excessAt(0.5));
    }

    /** The most likely tail of the first {@code size} excesses, all positive, at least one. */
    static ParetoTail fit(double[] excesses, int size) {
        return fit(excesses, size, new double[0], 0);
    }

    /**
     * The same when excesses above some limit were not taken in. What they would have been, were this tail the true one, stands in for them: a step of
     * the EM algorithm (Dempster, Laird and Rubin, 1977), which repeated comes to rest where the tail is most likely in view of the limit.
     *
     * @param hidden how many were not taken in, as expected
     * @param survival this tail's probability of an excess above the limit
     */
    ParetoTail refit(double[] excesses, int size, double hidden, double survival) {
        double[] imputed = new double[IMPUTED];
        for (int i = 0; i < IMPUTED; i++) {
            imputed[i] = Math.min(excessAt(survival * (i + 0.5) / IMPUTED), Double.MAX_VALUE);
        }
        return fit(excesses, size, imputed, hidden / IMPUTED);
    }

    private static ParetoTail fit(double[] excesses, int size, double[] imputed, double weight) {
        Excesses y = new Excesses(excesses, size, imputed, weight);
        ParetoTail best = new ParetoTail(0, 1);
        if (size >= FEWEST_FOR_SHAPE && y.max > y.min) {
            best = y.likelier(best, ofMoments(y.variance()));
            best = likeliestOfShape(best, MIN_SHAPE, -(1 - 1e-9) / y.max, -1e-9, y);
            best = likeliestOfShape(best, MAX_SHAPE, 1e-9, 1e6, y);
            double bound = Math.min(2 * (1 - y.min) / (y.min * y.min), 1e6);
            best = likeliestRoot(best, x -> x, NEAR_ZERO, bound, SCAN_POINTS, y);
            best = likeliestRoot(best, x -> -x, NEAR_ZERO, 0.5 / y.max, SCAN_POINTS / 2, y);
            best = likeliestRoot(best, x -> -(1 - x) / y.max, 1e-6, 0.5, SCAN_POINTS / 2, y);
        }
        double scale = best.scale * y.mean;
        return new ParetoTail(best.shape, Math.min(Math.max(scale, Double.MIN_NORMAL), Double.MAX_VALUE));
    }

    private static ParetoTail ofMoments(double variance) {
        double inverse = 1 / variance;
        return new ParetoTail(clamped(0.5 * (1 - inverse)), 0.5 * (1 + Math.min(inverse, 1e9)));
    }

    /** The likelier of {@code best} and every root with theta(x) where x runs from {@code from} to {@code to} in equal ratios. */
    private static ParetoTail likeliestRoot(
            ParetoTail best, DoubleUnaryOperator theta, double from, double to, int points, Excesses y) {
        if (!(to > from)) {
            return best;
        }
        ParetoTail likeliest = best;
        double ratio = StrictMath.pow(to / from, 1.0 / (points - 1));
        double x = from;
        double left = theta.applyAsDouble(x);
        double atLeft = y.grimshaw(left);
        for (int i = 1; i < points; i++) {
            x *= ratio;
            double right = theta.applyAsDouble(x);
            double atRight = y.grimshaw(right);
            if (atLeft < 0 && atRight > 0 || atLeft > 0 && atRight < 0) {
                double root = root(y::grimshaw, left, right);
                double shape = y.meanLog(root);
                if (shape >= MIN_SHAPE && shape <= MAX_SHAPE) {
                    likeliest = y.likelier(likeliest, new ParetoTail(shape, shape / root));
                }
            }
            left = right;
            atLeft = atRight;
        }
        return likeliest;
    }

    /** At a shape on the border the likelihood over theta alone is greatest where (1 + shape) · v(theta) = 1. */
    private static ParetoTail likeliestOfShape(ParetoTail best, double shape, double from, double to, Excesses y) {
        DoubleUnaryOperator slope = theta -> (1 + shape) * y.meanInverse(theta) - 1;
        if (!(slope.applyAsDouble(from) > 0 && slope.applyAsDouble(to) < 0)) {
            return best;
        }
        return y.likelier(best, new ParetoTail(shape, shape / root(slope, from, to)));
    }

    private static double root(DoubleUnaryOperator function, double one, double other) {
        return new BrentSolver(1e-10, 1e-14)
                .solve(1_000, function::applyAsDouble, Math.min(one, other), Math.max(one, other));
    }

    private static double clamped(double shape) {
        return Math.min(Math.max(shape, MIN_SHAPE), MAX_SHAPE);
    }

    /**
     * Excesses relative to their mean, so that the scan and its tolerances have no unit; imputed ones follow the seen ones and have a weight.
     *
     * <p>With theta = shape / scale, the likelihood equations reduce to u(theta) · v(theta) = 1, where u = 1 + mean of ln(1 + theta·y) and v = mean of
     * 1 / (1 + theta·y); then shape = u - 1. There may be no root but 0, or several: the likelihood decides, also between them, the exponential tail
     * and the estimate by moments.
     */
    private static final class Excesses {

        private final double[] y;
        private final int seen;
        private final double weight;
        private final double total;
        private final double mean;
        private final double min;
        private final double max;

        Excesses(double[] excesses, int size, double[] imputed, double weight) {
            this.seen = size;
            this.weight = weight;
            this.total = size + weight * imputed.length;
            y = Arrays.copyOf(excesses, size + imputed.length);
            System.arraycopy(imputed, 0, y, size, imputed.length);
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                sum += y[i] * (weightOf(i) / total);
            }
            mean = Math.max(sum, Double.MIN_NORMAL);
            double smallest = Double.POSITIVE_INFINITY;
            double largest = 0;
            for (int i = 0; i < y.length; i++) {
                y[i] /= mean;
                smallest = Math.min(smallest, y[i]);
                largest = Math.max(largest, y[i]);
            }
            min = smallest;
            max = largest;
        }

        private double weightOf(int i) {
            return i < seen ? 1 : weight;
        }

        double variance() {
            double squares = 0;
            for (int i = 0; i < y.length; i++) {
                squares += weightOf(i) * (y[i] - 1) * (y[i] - 1);
            }
            return squares / (total - 1);
        }

        double grimshaw(double theta) {
            return (1 + meanLog(theta)) * meanInverse(theta) - 1;
        }

        double meanInverse(double theta) {
            double inverses = 0;
            for (int i = 0; i < y.length; i++) {
                inverses += weightOf(i) / (1 + theta * y[i]);
            }
            return inverses / total;
        }

        double meanLog(double theta) {
            double logs = 0;
            for (int i = 0; i < y.length; i++) {
                logs += weightOf(i) * StrictMath.log1p(theta * y[i]);
            }
            return logs / total;
        }

        ParetoTail likelier(ParetoTail best, ParetoTail other) {
            return logLikelihood(other) > logLikelihood(best) ? other : best;
        }

        private double logLikelihood(ParetoTail tail) {
            double logs = 0;
            for (int i = 0; i < y.length; i++) {
                logs += weightOf(i) * tail.logSurvival(y[i]);
            }
            // density = survival^(1 + shape) / scale
            return (1 + tail.shape) * logs - total * StrictMath.log(tail.scale);
        }
    }
}
