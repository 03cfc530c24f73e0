package io.rivulet.algorithms.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.SplitMix64;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc's. oracle_: Commons Math, a relation that changes, features that stop telling. The laws come from the catalogue. */
class RecursiveLeastSquaresTest {

    @Test
    void example_asInTheJavadoc() {
        var model = RecursiveLeastSquares.of(1);
        model.learn(new double[] {1, 0}, 3);
        model.learn(new double[] {0, 1}, 5);
        model.learn(new double[] {0, 0}, 1);
        assertEquals(7.0, model.predict(new double[] {1, 1}), 2e-5);
    }

    @Test
    void oracle_asOrdinaryLeastSquaresWhenNothingIsForgotten() {
        int n = 300;
        double[][] x = new double[n][];
        double[] y = new double[n];
        SplitMix64 random = new SplitMix64(3);
        var model = RecursiveLeastSquares.of(1, 1e12);
        for (int i = 0; i < n; i++) {
            x[i] = new double[] {random.nextGaussian(), 5 * random.nextDouble(), random.nextInt(2)};
            y[i] = 2 - x[i][0] + 3 * x[i][1] + random.nextGaussian();
            model.learn(x[i], y[i]);
        }
        var theirs = new OLSMultipleLinearRegression();
        theirs.newSampleData(y, x);
        double[] exact = theirs.estimateRegressionParameters();
        assertEquals(exact[0], model.intercept(), 1e-7);
        for (int i = 0; i < 3; i++) {
            assertEquals(exact[i + 1], model.coefficient(i), 1e-7);
        }
    }

    @Test
    void oracle_followsARelationThatTurnsAround() {
        var model = RecursiveLeastSquares.of(0.98);
        var fixed = RecursiveLeastSquares.of(1);
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < 2_000; i++) {
            double x = random.nextGaussian();
            double y = (i < 1_000 ? 2 : -2) * x + 0.1 * random.nextGaussian();
            model.learn(new double[] {x}, y);
            fixed.learn(new double[] {x}, y);
        }
        assertEquals(-2, model.coefficient(0), 0.1);
        assertEquals(0, fixed.coefficient(0), 0.3);
    }

    /** A hundred thousand examples in which one feature never moves: forgetting alone would take its variance to 1e400. */
    @Test
    void oracle_aFeatureThatStopsTellingKeepsItsCoefficient() {
        var model = RecursiveLeastSquares.of(0.99);
        SplitMix64 random = new SplitMix64(7);
        for (int i = 0; i < 1_000; i++) {
            double[] x = {random.nextGaussian(), random.nextGaussian()};
            model.learn(x, 1 + x[0] - 4 * x[1]);
        }
        for (int i = 0; i < 100_000; i++) {
            double x = random.nextGaussian();
            model.learn(new double[] {x, 0}, 1 + x);
        }
        assertEquals(-4, model.coefficient(1), 1e-3);
        assertEquals(1, model.coefficient(0), 1e-6);
        for (int i = 0; i < 50; i++) {
            double[] x = {random.nextGaussian(), random.nextGaussian()};
            model.learn(x, 1 + x[0] + 9 * x[1]);
        }
        assertEquals(9, model.coefficient(1), 1e-3);
        RecursiveLeastSquares.CODEC.fromBytes(RecursiveLeastSquares.CODEC.toBytes(model));
    }

    /** Two features that are all but the same, of very unequal size to the others: where a covariance held as such becomes indefinite. */
    @Test
    void oracle_stableWhereFeaturesAreAlmostTheSame() {
        var model = RecursiveLeastSquares.of(0.999, 1e8);
        SplitMix64 random = new SplitMix64(5);
        for (int i = 0; i < 200_000; i++) {
            double a = random.nextGaussian();
            double[] x = {1e4 * a, 1e4 * a + 1e-3 * random.nextGaussian(), random.nextGaussian()};
            model.learn(x, x[0] + x[2]);
        }
        double[] x = {1e4, 1e4, 2};
        assertEquals(10_002, model.predict(x), 1e-3);
    }

    @Test
    void oracle_refusesWhatItMust() {
        var model = RecursiveLeastSquares.of(0.9);
        assertEquals(0, model.predict(new double[] {1, 2, 3}));
        assertEquals(0, model.features());
        model.learn(new double[] {1, 2}, 3);
        byte[] before = RecursiveLeastSquares.CODEC.toBytes(model);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> model.learn(new double[] {1}, 3))
                .getMessage()
                .contains("as many as before, 2, got 1"));
        assertThrows(IllegalArgumentException.class, () -> model.learn(new double[] {1, Double.NaN}, 3));
        assertThrows(IllegalArgumentException.class, () -> model.learn(new double[] {1, 2}, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> model.predict(new double[0]));
        assertThrows(IndexOutOfBoundsException.class, () -> model.coefficient(2));
        assertThrows(IllegalArgumentException.class, () -> RecursiveLeastSquares.of(0));
        assertThrows(IllegalArgumentException.class, () -> RecursiveLeastSquares.of(1, 0));
        assertArrayEquals(before, RecursiveLeastSquares.CODEC.toBytes(model));
    }

    @Test
    void oracle_updatesAllocateNothing() {
        var model = RecursiveLeastSquares.of(0.99);
        double[] x = new double[5];
        assertEquals(0, Allocations.of(i -> {
            x[i % 5] = i % 7;
            model.learn(x, i % 3);
        }));
    }
}
