package io.rivulet.algorithms.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.learning.Row;
import io.rivulet.algorithms.learning.Schema;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc example. oracle_: single steps by hand, weights of a known model, and what names and their order must not change. golden_: released
 * forms. The laws come from the catalogue.
 */
class LogisticRegressionTest {

    @Test
    void example_asInTheJavadoc() {
        var model = LogisticRegression.create(0.1);
        assertEquals(0.5, model.predict(Row.ofValues(1, 0)));
        for (int i = 0; i < 100; i++) {
            model.learn(Row.ofValues(1, 0), true);
            model.learn(Row.ofValues(0, 1), false);
        }
        assertEquals(0.90, model.predict(Row.ofValues(1, 0)), 0.01);
        assertEquals(0.10, model.predict(Row.ofValues(0, 1)), 0.01);
    }

    @Test
    void oracle_oneStepFollowsTheGradientAtTheOldWeights() {
        var model = LogisticRegression.create(new LogisticRegression.Params(0.1, 0.2, 0.5, 1e12));
        model.learn(Row.ofValues(2, -1, Double.NaN), true);
        assertEquals(0.1, model.weight(0), 1e-15); // -0.1 · (-0.5 · 2)
        assertEquals(-0.05, model.weight(1), 1e-15);
        assertEquals(0, model.weight(2));
        assertEquals(0.1, model.intercept(), 1e-15);
        double error = 1 / (1 + Math.exp(-(0.1 + 0.1 * 4)));
        model.learn(Row.ofValues(4), false);
        assertEquals(0.1 - 0.1 * (error * 4 + 0.5 * 0.1), model.weight(0), 1e-15);
        assertEquals(-0.05, model.weight(1), 1e-15, "an absent feature keeps its weight, also under the penalty");
        assertEquals(0.1 - 0.2 * error, model.intercept(), 1e-15);
    }

    @Test
    void oracle_steepGradientsAreClipped() {
        var model = LogisticRegression.create(new LogisticRegression.Params(1, 1, 0, 0.1));
        model.learn(Row.ofValues(3), true);
        assertEquals(0.3, model.weight(0), 1e-15);
        assertEquals(0.1, model.intercept(), 1e-15);
    }

    /** With a small rate the weights scatter around the true ones by about sqrt(rate): 0.03 here, so 0.15 is five deviations. */
    @Test
    void oracle_weightsOfAKnownModelAreFound() {
        var model = LogisticRegression.create(0.002);
        SplitMix64 random = new SplitMix64(6);
        for (int i = 0; i < 100_000; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            double p = 1 / (1 + Math.exp(-(1.5 * a - 0.7 * b + 0.3)));
            model.learn(Row.ofValues(a, b), random.nextDouble() < p);
        }
        assertEquals(1.5, model.weight(0), 0.15);
        assertEquals(-0.7, model.weight(1), 0.15);
        assertEquals(0.3, model.intercept(), 0.15);
    }

    @Test
    void oracle_namesMayComeInAnyOrderAppearAndDisappear() {
        Schema forwards = Schema.create();
        Schema backwards = Schema.create();
        var one = LogisticRegression.create(0.1);
        var other = LogisticRegression.create(0.1);
        SplitMix64 random = new SplitMix64(2);
        for (int i = 0; i < 500; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            String city = i < 100 ? "Oslo" : i % 2 == 0 ? "Bergen" : "Oslo";
            boolean label = a > b;
            Row x = i % 3 == 0
                    ? Row.of(forwards, "a", a, "city", city)
                    : Row.of(forwards, "a", a, "b", b, "city", city);
            Row y = i % 3 == 0
                    ? Row.of(backwards, "city", city, "a", a)
                    : Row.of(backwards, "city", city, "b", b, "a", a);
            assertEquals(one.predict(x), other.predict(y), 1e-12);
            one.learn(x, label);
            other.learn(y, label);
        }
        assertEquals(one.weight(forwards.index("b")), other.weight(backwards.index("b")), 1e-12);
        assertEquals(one.predict(Row.of(forwards, "a", 1)), one.predict(Row.of(forwards, "a", 1, "never seen", 9)));
    }

    @Test
    void oracle_hugeFeaturesNeverGiveNaN() {
        var model = LogisticRegression.create(1e6);
        for (int i = 0; i < 50; i++) {
            model.learn(Row.ofValues(i % 2 == 0 ? 1e308 : -1e308, Double.MAX_VALUE), i % 3 == 0);
            double probability = model.predict(Row.ofValues(1e308, -1e308));
            assertTrue(probability >= 0 && probability <= 1);
        }
        byte[] bytes = LogisticRegression.CODEC.toBytes(model);
        assertEquals(model.weight(0), LogisticRegression.CODEC.fromBytes(bytes).weight(0));
    }

    @Test
    void oracle_parametersOutOfRangeAreRefused() {
        assertEquals(
                "rate must be finite and positive, got 0.0",
                assertThrows(IllegalArgumentException.class, () -> LogisticRegression.create(0))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new LogisticRegression.Params(1, -1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new LogisticRegression.Params(1, 1, Double.NaN, 1));
    }

    @Test
    void golden_version1StillDecodes() {
        var model = LogisticRegression.create(0.5);
        for (int i = 0; i < 50; i++) {
            model.learn(Row.ofValues(i % 7, i % 3), i % 7 > 2);
        }
        var golden = Golden.decode("logistic-regression-1.bin", LogisticRegression.CODEC, model);
        assertEquals(model.predict(Row.ofValues(1, 2)), golden.predict(Row.ofValues(1, 2)));
    }
}
