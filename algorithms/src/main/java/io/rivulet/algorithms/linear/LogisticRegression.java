package io.rivulet.algorithms.linear;

import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.algorithms.learning.Classifier;
import io.rivulet.algorithms.learning.Row;
import java.util.Arrays;

/**
 * Which of two classes, by a weighted sum of the features that each example corrects a little.
 *
 * <p><b>Method.</b> Logistic regression by stochastic gradient descent (Robbins and Monro, <i>Annals of Mathematical Statistics</i> 22(3), 1951; Bottou,
 * <i>Large-scale machine learning with stochastic gradient descent</i>, 2010) with a constant rate. The gradient comes from the weights before the
 * update; the intercept has a rate of its own; only features that are present move, also under the L2 penalty.
 * <p><b>Error.</b> No bound for a constant rate: it forgets, which suits streams that change. Features of unequal scale slow it down or make it jump: put a
 * {@code StandardScaler} before it.
 * <p><b>Cost.</b> O(features) per prediction and per lesson, nothing allocated once all features were seen; 8 bytes a feature.
 * <p><b>Units.</b> Predictions are probabilities.
 * <p><b>Empty.</b> 0.5.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var model = LogisticRegression.create(0.1);
 * for (int i = 0; i < 100; i++) {
 *     model.learn(Row.ofValues(1, 0), true);
 *     model.learn(Row.ofValues(0, 1), false);
 * }
 * model.predict(Row.ofValues(1, 0)); // 0.90
 * }</pre>
 */
public final class LogisticRegression implements Classifier, Incremental<LogisticRegression> {

    /** Weights stay within it, so that no product with a feature is lost to overflow before the sum is. */
    private static final double LARGEST_WEIGHT = 1e150;

    /**
     * How a {@link LogisticRegression} learns.
     *
     * @param rate how far an example moves the weights, more than 0
     * @param interceptRate how far it moves the intercept, at least 0; 0 for none
     * @param l2 how far weights are drawn to 0, at least 0
     * @param clip the steepest gradient that counts, more than 0
     */
    public record Params(double rate, double interceptRate, double l2, double clip) {

        /** Checks the ranges. */
        public Params {
            requireRange("rate", rate, Double.MIN_VALUE);
            requireRange("interceptRate", interceptRate, 0);
            requireRange("l2", l2, 0);
            requireRange("clip", clip, Double.MIN_VALUE);
        }

        /** The same rate for weights and intercept, no penalty, and a clip out of the way. */
        public static Params ofRate(double rate) {
            return new Params(rate, rate, 0, 1e12);
        }

        private static void requireRange(String name, double value, double min) {
            if (!(value >= min && value <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        name + " must be finite and " + (min == 0 ? "not negative" : "positive") + ", got " + value);
            }
        }
    }

    /* A place beyond width has weight 0, and so has one that was never present. */
    private final Params params;
    private double[] weights = {};
    private int width;
    private double intercept;

    private LogisticRegression(Params params) {
        this.params = params;
    }

    /** A model that learns at that rate. */
    public static LogisticRegression create(double rate) {
        return create(Params.ofRate(rate));
    }

    /** A model with everything said. */
    public static LogisticRegression create(Params params) {
        return new LogisticRegression(params);
    }

    @Override
    public double predict(Row x) {
        double sum = intercept;
        int both = Math.min(width, x.width());
        for (int i = 0; i < both; i++) {
            double value = x.get(i);
            if (!Double.isNaN(value)) {
                sum += weights[i] * value;
            }
        }
        return probability(sum);
    }

    @Override
    public void learn(Row x, boolean label) {
        reach(x.width());
        double error = predict(x) - (label ? 1 : 0);
        double gradient = Math.max(-params.clip, Math.min(params.clip, error));
        for (int i = 0; i < x.width(); i++) {
            double value = x.get(i);
            if (!Double.isNaN(value)) {
                double moved = weights[i] - params.rate * (gradient * value + params.l2 * weights[i]);
                weights[i] = Math.max(-LARGEST_WEIGHT, Math.min(LARGEST_WEIGHT, moved));
            }
        }
        intercept -= params.interceptRate * gradient;
    }

    /** The weight of a place; 0 if it was never present. */
    public double weight(int index) {
        return index < width ? weights[index] : 0;
    }

    /** What is added to the weighted sum. */
    public double intercept() {
        return intercept;
    }

    /** How many places were seen. */
    public int width() {
        return width;
    }

    @Override
    public void reset() {
        weights = new double[0];
        width = 0;
        intercept = 0;
    }

    @Override
    public LogisticRegression copy() {
        LogisticRegression copy = new LogisticRegression(params);
        copy.weights = weights.clone();
        copy.width = width;
        copy.intercept = intercept;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 32 + 48 + 16 + 8L * weights.length;
    }

    /**
     * Form {@code logistic-regression} 1: rate f64, intercept rate f64, l2 f64, clip f64, intercept f64, number of weights i32, each f64.
     */
    public static final StateCodec<LogisticRegression> CODEC =
            StateCodec.of("logistic-regression", 1, LogisticRegression::encode, LogisticRegression::decode);

    private void encode(StateWriter out) {
        out.writeDouble(params.rate)
                .writeDouble(params.interceptRate)
                .writeDouble(params.l2)
                .writeDouble(params.clip)
                .writeDouble(intercept)
                .writeInt(width);
        for (int i = 0; i < width; i++) {
            out.writeDouble(weights[i]);
        }
    }

    private static LogisticRegression decode(StateReader in) {
        LogisticRegression s =
                new LogisticRegression(new Params(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()));
        s.intercept = in.readFinite("intercept");
        s.reach(in.readLength("weights", 8));
        for (int i = 0; i < s.width; i++) {
            s.weights[i] = in.readFinite("weight");
        }
        return s;
    }

    private void reach(int places) {
        if (places > weights.length) {
            weights = Arrays.copyOf(weights, Math.max(places, Math.min(2 * weights.length, places + 1_024)));
        }
        width = Math.max(width, places);
    }

    /** One half where infinite products of both signs leave no sum. */
    private static double probability(double sum) {
        if (Double.isNaN(sum)) {
            return 0.5;
        }
        double small = StrictMath.exp(-Math.abs(sum));
        return sum >= 0 ? 1 / (1 + small) : small / (1 + small);
    }
}
