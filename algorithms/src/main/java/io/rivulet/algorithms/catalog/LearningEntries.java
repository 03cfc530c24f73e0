package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.learning.Pipeline;
import io.rivulet.algorithms.learning.PrequentialAccuracy;
import io.rivulet.algorithms.learning.Row;
import io.rivulet.algorithms.linear.LogisticRegression;
import io.rivulet.algorithms.preprocessing.StandardScaler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Entries of the families that learn: preprocessing, linear models and what will follow. */
final class LearningEntries {

    private LearningEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(standardScaler(), logisticRegression());
    }

    private static Algorithm<double[]> standardScaler() {
        return Algorithm.named("standard-scaler", "preprocessing", Input.POINT)
                .summary("Mean and deviation of every feature, to scale by.")
                .error("rounding")
                .merged(Agreement.ROUNDING)
                .allocating("the numbers of a record become a Row, which a program would fill again and again")
                .heldAgainst(ExactScales.YARDSTICK, Tolerance.rounding())
                .make(arguments -> StandardScaler.<double[]>aggregation(LearningEntries::rowOf)
                        .map(LearningEntries::scales));
    }

    private static Algorithm<Input.Example> logisticRegression() {
        return Algorithm.named("logistic-regression", "linear", Input.EXAMPLE)
                .summary("How well scaling and logistic regression predict each label before they learn it.")
                .error("no bound")
                .parameters(
                        Parameter.number("rate", 0.01, 1e-12, 1e6, "how far an example moves the weights"),
                        Parameter.number("intercept-rate", 0.01, 0, 1e6, "how far it moves the intercept"),
                        Parameter.number("l2", 0, 0, 1e6, "how far weights are drawn to 0"))
                .variations("rate", "0.001", "0.01", "0.1")
                .allocating("the numbers of a record become a Row, which a program would fill again and again")
                // At best a fifth of the sample's labels is predicted wrongly; 2,000 examples and learning add to that.
                .heldAgainst(WrongLabels.YARDSTICK, Tolerance.of(0.24, 0.001))
                .make(arguments -> PrequentialAccuracy.aggregation(
                                "logistic-regression",
                                () -> Pipeline.of(
                                        StandardScaler.create(),
                                        LogisticRegression.create(new LogisticRegression.Params(
                                                arguments.number("rate"),
                                                arguments.number("intercept-rate"),
                                                arguments.number("l2"),
                                                1e12))),
                                Pipeline.codec(StandardScaler.CODEC, LogisticRegression.CODEC),
                                (Input.Example example) -> rowOf(example.features()),
                                example -> classOf(example.label()))
                        .map(r -> Answer.of(
                                "accuracy",
                                r.accuracy(),
                                "log-loss",
                                r.logLoss(),
                                "last-label-accuracy",
                                r.lastLabelAccuracy(),
                                "examples",
                                r.examples())));
    }

    private static Answer scales(StandardScaler scaler) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < scaler.width(); i++) {
            rows.add(Answer.row(
                    "feature", i, "count", scaler.count(i), "mean", scaler.mean(i), "deviation", scaler.deviation(i)));
        }
        return Answer.table(rows);
    }

    private static Row rowOf(double[] features) {
        for (double value : features) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("feature must be finite, got " + value);
            }
        }
        return Row.ofValues(features);
    }

    private static boolean classOf(double label) {
        if (label != 0 && label != 1) {
            throw new IllegalArgumentException("label must be 0 or 1, got " + label);
        }
        return label == 1;
    }
}
