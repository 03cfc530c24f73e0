package io.rivulet.algorithms.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.linear.LogisticRegression;
import io.rivulet.algorithms.preprocessing.StandardScaler;
import io.rivulet.algorithms.testing.LabelledRows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc example. oracle_: counting by hand, a made stream whose best accuracy is known, and published results on real ones. golden_:
 * released forms. The laws come from the catalogue.
 */
class PrequentialAccuracyTest {

    private record Mail(Row features, boolean isSpam) {}

    @Test
    void example_asInTheJavadoc() {
        var accuracy = PrequentialAccuracy.aggregation(
                "spam", () -> LogisticRegression.create(0.01), LogisticRegression.CODEC, Mail::features, Mail::isSpam);
        var state = accuracy.create();
        assertTrue(Double.isNaN(accuracy.answer(state, 0).accuracy()));
        for (int i = 0; i < 100; i++) {
            accuracy.update(state, new Mail(Row.ofValues(i % 2), i % 2 == 1), 0);
        }
        assertTrue(accuracy.answer(state, 0).accuracy() > 0.9);
        assertEquals(0, accuracy.answer(state, 0).lastLabelAccuracy());
    }

    /** The first question of an untaught model: 0.5 is no, loss ln 2. */
    @Test
    void oracle_questionsComeBeforeLessons() {
        var accuracy = PrequentialAccuracy.of(LogisticRegression.create(1));
        accuracy.update(Row.ofValues(1), true);
        assertEquals(new PrequentialAccuracy.Result(1, 0, Math.log(2), Double.NaN), accuracy.result());
        double probability = accuracy.classifier().predict(Row.ofValues(1));
        assertTrue(probability > 0.5);
        accuracy.update(Row.ofValues(1), true);
        assertEquals(0.5, accuracy.result().accuracy());
        assertEquals(1, accuracy.result().lastLabelAccuracy());
        assertEquals(
                (Math.log(2) - Math.log(probability)) / 2, accuracy.result().logLoss(), 1e-15);
    }

    /**
     * Labels drawn with the probability that a logistic model gives, features far from unit scale: the best possible accuracy is the mean of max(p, 1 - p)
     * and the best log-loss the mean entropy. 20,000 examples know the accuracy to 0.003.
     */
    @Test
    void oracle_scalingAndLogisticRegressionComeNearTheBestOnAMadeStream() {
        SplitMix64 random = new SplitMix64(4);
        var accuracy = PrequentialAccuracy.of(Pipeline.of(StandardScaler.create(), LogisticRegression.create(0.01)));
        double best = 0;
        double entropy = 0;
        int n = 20_000;
        for (int i = 0; i < n; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            double p = 1 / (1 + Math.exp(-(2 * a - b + 0.5)));
            best += Math.max(p, 1 - p) / n;
            entropy -= (p * Math.log(p) + (1 - p) * Math.log(1 - p)) / n;
            accuracy.update(Row.ofValues(1_000 + 200 * a, 0.001 * b, 7), random.nextDouble() < p);
        }
        assertEquals(best, accuracy.result().accuracy(), 0.01);
        assertEquals(entropy, accuracy.result().logLoss(), 0.01);
    }

    /** Published for a standard scaler and logistic regression: 88.72 %, for repeating the last label 51.56 %; our rates repeat the first to the digit. */
    @Test
    void oracle_phishingIsPredictedAsPublished() {
        var result = onRealData("phishing", LabelledRows.csv("ml/phishing.csv.gz"));
        assertEquals(0.8872, result.accuracy(), 0.0001);
        assertEquals(0.5156, result.lastLabelAccuracy(), 0.0001);
    }

    /** Published for a standard scaler and logistic regression: 82.21 %, for repeating the last label 85.33 %, which is better. */
    @Test
    void oracle_electricityIsPredictedAsPublished() {
        var result =
                onRealData("electricity", LabelledRows.arff("ml/elecNormNew.arff.gz", Map.of("UP", 1.0, "DOWN", 0.0)));
        assertEquals(0.8221, result.accuracy(), 0.0001);
        assertEquals(0.8533, result.lastLabelAccuracy(), 0.0001);
    }

    private static PrequentialAccuracy.Result onRealData(String set, List<LabelledRows.Row> rows) {
        var model = Pipeline.of(
                StandardScaler.create(),
                LogisticRegression.create(new LogisticRegression.Params(0.005, 0.01, 0, 1e12)));
        var accuracy = PrequentialAccuracy.of(model);
        rows.forEach(row -> accuracy.update(Row.ofValues(row.features()), row.label() == 1));
        System.out.printf("scaler and logistic regression, %s: %s%n", set, accuracy.result());
        return accuracy.result();
    }

    @Test
    void oracle_aPipelineTeachesTheScalerBeforeTheClassifier() {
        StandardScaler scaler = StandardScaler.create();
        LogisticRegression classifier = LogisticRegression.create(0.1);
        var pipeline = Pipeline.of(StandardScaler.create(), LogisticRegression.create(0.1));
        Row scaled = Row.ofValues();
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < 100; i++) {
            Row x = Row.ofValues(random.nextGaussian(), i % 5 == 0 ? Double.NaN : 100 * random.nextDouble());
            boolean label = random.nextDouble() < 0.3;
            scaler.transform(x, scaled);
            assertEquals(classifier.predict(scaled), pipeline.predict(x));
            scaler.learn(x);
            scaler.transform(x, scaled);
            classifier.learn(scaled, label);
            pipeline.learn(x, label);
        }
    }

    @Test
    void oracle_lossesOfCertaintyAreBounded() {
        var accuracy = PrequentialAccuracy.of(LogisticRegression.create(1e6));
        accuracy.update(Row.ofValues(1e6), true);
        accuracy.update(Row.ofValues(1e6), false);
        assertTrue(accuracy.result().logLoss() < 20 && accuracy.result().logLoss() > 10);
        assertThrows(IllegalArgumentException.class, () -> LogisticRegression.create(0));
    }

    @Test
    void golden_version1StillDecodes() {
        var accuracy = PrequentialAccuracy.<Integer, Pipeline<StandardScaler, LogisticRegression>>aggregation(
                "golden",
                () -> Pipeline.of(StandardScaler.create(), LogisticRegression.create(0.5)),
                Pipeline.codec(StandardScaler.CODEC, LogisticRegression.CODEC),
                i -> Row.ofValues(i % 7, i % 3),
                i -> i % 7 > 2);
        var state = accuracy.create();
        for (int i = 0; i < 100; i++) {
            accuracy.update(state, i, 0);
        }
        var golden = Golden.decode("prequential-accuracy-1.bin", accuracy.codec(), state);
        assertEquals(state.result(), golden.result());
        assertEquals(
                state.classifier().predict(Row.ofValues(1, 1)),
                golden.classifier().predict(Row.ofValues(1, 1)));
    }
}
