package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Linear regression on several features that follows a relation that changes: the coefficients of least squares, exactly, after every example.
 *
 * <p><b>Method.</b> Recursive least squares with exponential forgetting (Plackett, <i>Biometrika</i> 37, 1950; Ljung and Söderström, <i>Theory and practice of
 * recursive identification</i>, 1983). The covariance of the coefficients is held and updated as U D Uᵀ (Bierman, <i>Factorization methods for discrete
 * sequential estimation</i>, 1977), which rounding cannot make indefinite. Where no example tells anything of a coefficient, forgetting would let its variance
 * grow without end; it stops at a million times that at the start.
 * <p><b>Error.</b> Rounding only: the coefficients minimise the sum of squared errors, the i-th from the end times forgetting<sup>i</sup>, plus the squared
 * coefficients / (start variance), times forgetting<sup>n</sup>.
 * <p><b>Cost.</b> O(d²) per example of d features, nothing allocated after the first; 4 d² bytes. No merge: parts with their own past cannot be put in order.
 * <p><b>Units.</b> A coefficient is in units of y per unit of its feature.
 * <p><b>Empty.</b> Coefficients of 0, and a prediction of 0; there are as many features as the first example has.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var model = RecursiveLeastSquares.of(1);
 * model.learn(new double[] {1, 0}, 3);
 * model.learn(new double[] {0, 1}, 5);
 * model.learn(new double[] {0, 0}, 1);
 * model.predict(new double[] {1, 1}); // 7.0, but for a millionth
 * }</pre>
 */
public final class RecursiveLeastSquares implements Incremental<RecursiveLeastSquares> {

    /** The variance of coefficients about which nothing is known yet, unless said. */
    public static final double DEFAULT_VARIANCE = 1e6;

    /** The most features. */
    public static final int MAX_FEATURES = 4_096;

    /** How many times its start a variance may grow before nothing is forgotten any more. */
    private static final double MOST_GROWTH = 1e6;

    private static final double[] NONE = {};

    /*
     * The intercept is coefficient 0, whose feature is always 1. upper holds column j of the unit upper triangular matrix from column(j) on, without its
     * diagonal; diagonal holds D. gain and image are room for one update.
     */
    private final double forgetting;
    private final double startVariance;
    private long count;
    private double[] coefficients = NONE;
    private double[] upper = NONE;
    private double[] diagonal = NONE;
    private double[] gain = NONE;

    private RecursiveLeastSquares(double forgetting, double startVariance) {
        this.forgetting = forgetting;
        this.startVariance = startVariance;
    }

    /**
     * With coefficients about which nothing is known.
     *
     * @param forgetting what an example's weight is multiplied by with every later one, more than 0 and at most 1: 1 never forgets, 0.99 looks back about a
     *     hundred examples
     */
    public static RecursiveLeastSquares of(double forgetting) {
        return of(forgetting, DEFAULT_VARIANCE);
    }

    /**
     * With coefficients that are expected to be near 0.
     *
     * @param startVariance of a coefficient around 0 before the first example: small ones pull towards 0, as ridge regression does
     */
    public static RecursiveLeastSquares of(double forgetting, double startVariance) {
        Checks.requirePart("forgetting", forgetting);
        Checks.requirePositive("startVariance", startVariance);
        return new RecursiveLeastSquares(forgetting, startVariance);
    }

    /** How a dataflow learns it; the answer is a copy. */
    public static <T> Aggregation<T, RecursiveLeastSquares, RecursiveLeastSquares> aggregation(
            double forgetting,
            double startVariance,
            Function<? super T, double[]> features,
            ToDoubleFunction<? super T> target) {
        of(forgetting, startVariance); // wrong ones show here, not at the first record
        return Aggregation.of(
                "recursive-least-squares",
                () -> of(forgetting, startVariance),
                (RecursiveLeastSquares s, T record) -> s.learn(features.apply(record), target.applyAsDouble(record)),
                RecursiveLeastSquares::copy,
                CODEC);
    }

    /**
     * Takes one example in.
     *
     * @throws IllegalArgumentException unless all numbers are finite and within 1e140 of 0, and there are as many features as before
     */
    public void learn(double[] x, double y) {
        requireFeatures(x);
        Checks.requireValue("y", y);
        if (coefficients.length == 0) {
            begin(x.length + 1);
        }
        double error = y - predictChecked(x);
        double largest = 0;
        for (double variance : diagonal) {
            largest = Math.max(largest, variance);
        }
        double kept = largest > MOST_GROWTH * startVariance ? 1 : forgetting;
        double sum = kept;
        for (int j = 0; j < diagonal.length; j++) {
            int column = column(j);
            double image = feature(x, j);
            for (int i = 0; i < j; i++) {
                image += upper[column + i] * feature(x, i);
            }
            double scaled = diagonal[j] * image;
            double before = sum;
            sum += image * scaled;
            diagonal[j] = scaled == 0 ? diagonal[j] / kept : diagonal[j] * (before / sum) / kept;
            double step = -image / before;
            for (int i = 0; i < j; i++) {
                double old = upper[column + i];
                upper[column + i] = old + gain[i] * step;
                gain[i] += old * scaled;
            }
            gain[j] = scaled;
        }
        double move = error / sum;
        for (int i = 0; i < coefficients.length; i++) {
            coefficients[i] += gain[i] * move;
        }
        count++;
    }

    private void begin(int width) {
        coefficients = new double[width];
        upper = new double[width * (width - 1) / 2];
        diagonal = new double[width];
        gain = new double[width];
        Arrays.fill(diagonal, startVariance);
    }

    private static double feature(double[] x, int index) {
        return index == 0 ? 1 : x[index - 1];
    }

    private static int column(int j) {
        return j * (j - 1) / 2;
    }

    /**
     * What y is expected for these features.
     *
     * @throws IllegalArgumentException as {@link #learn}
     */
    public double predict(double[] x) {
        requireFeatures(x);
        return coefficients.length == 0 ? 0 : predictChecked(x);
    }

    private double predictChecked(double[] x) {
        double sum = coefficients[0];
        for (int i = 0; i < x.length; i++) {
            sum += coefficients[i + 1] * x[i];
        }
        return sum;
    }

    /** How many examples were taken in. */
    public long count() {
        return count;
    }

    /** How many features an example has; 0 before the first. */
    public int features() {
        return Math.max(0, coefficients.length - 1);
    }

    /** What is predicted where all features are 0. */
    public double intercept() {
        return coefficients.length == 0 ? 0 : coefficients[0];
    }

    /**
     * By how much the prediction rises with a feature, counted from 0.
     *
     * @throws IndexOutOfBoundsException if there is no such feature
     */
    public double coefficient(int feature) {
        Objects.checkIndex(feature, features());
        return coefficients[feature + 1];
    }

    @Override
    public void reset() {
        count = 0;
        coefficients = NONE;
        upper = NONE;
        diagonal = NONE;
        gain = NONE;
    }

    @Override
    public RecursiveLeastSquares copy() {
        RecursiveLeastSquares copy = new RecursiveLeastSquares(forgetting, startVariance);
        copy.count = count;
        copy.coefficients = coefficients.clone();
        copy.upper = upper.clone();
        copy.diagonal = diagonal.clone();
        copy.gain = new double[gain.length];
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + (coefficients.length == 0 ? 0 : 64 + 24L * coefficients.length + 8L * upper.length);
    }

    /**
     * Form {@code recursive-least-squares} 1: forgetting f64, start variance f64, count i64, number of coefficients i32, each f64, their D f64, then the strict
     * upper triangle by columns f64.
     */
    public static final StateCodec<RecursiveLeastSquares> CODEC =
            StateCodec.of("recursive-least-squares", 1, RecursiveLeastSquares::encode, RecursiveLeastSquares::decode);

    private void encode(StateWriter out) {
        out.writeDouble(forgetting).writeDouble(startVariance).writeLong(count).writeInt(coefficients.length);
        for (double coefficient : coefficients) {
            out.writeDouble(coefficient);
        }
        for (double variance : diagonal) {
            out.writeDouble(variance);
        }
        for (double value : upper) {
            out.writeDouble(value);
        }
    }

    private static RecursiveLeastSquares decode(StateReader in) {
        RecursiveLeastSquares read = of(in.readDouble(), in.readDouble());
        read.count = in.readCount("count");
        int width = in.readLength("coefficients", 16);
        if (width > MAX_FEATURES + 1 || (width == 0) != (read.count == 0) || width == 1) {
            throw in.corrupt("coefficients must be one more than features, and none before the first example, got "
                    + width + " after " + read.count);
        }
        if (width == 0) {
            return read;
        }
        if (8L * (width * (width - 1L) / 2 + 2L * width) > in.remaining()) {
            throw in.corrupt(width + " coefficients need more bytes than the " + in.remaining() + " left");
        }
        read.begin(width);
        for (int i = 0; i < width; i++) {
            read.coefficients[i] = in.readFinite("coefficient");
        }
        for (int i = 0; i < width; i++) {
            read.diagonal[i] = in.readFinite("variance");
            if (read.diagonal[i] < 0) {
                throw in.corrupt("variances must not be negative, got " + read.diagonal[i]);
            }
        }
        for (int i = 0; i < read.upper.length; i++) {
            read.upper[i] = in.readFinite("entry of the triangle");
        }
        return read;
    }

    private void requireFeatures(double[] x) {
        Objects.requireNonNull(x, "x");
        if (x.length < 1 || x.length > MAX_FEATURES || coefficients.length > 0 && x.length != coefficients.length - 1) {
            throw new IllegalArgumentException("features must be "
                    + (coefficients.length > 0 ? "as many as before, " + features() : "in 1.." + MAX_FEATURES)
                    + ", got "
                    + x.length);
        }
        for (double value : x) {
            Checks.requireValue("feature", value);
        }
    }
}
