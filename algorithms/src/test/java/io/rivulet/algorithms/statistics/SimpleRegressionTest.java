package io.rivulet.algorithms.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc's. oracle_: Commons Math, certified values, exact lines. The laws come from the catalogue. */
class SimpleRegressionTest {

    /** The Norris data of the NIST Statistical Reference Datasets: y, x. */
    private static final double[][] NORRIS = {
        {0.1, 0.2}, {338.8, 337.4}, {118.1, 118.2}, {888.0, 884.6}, {9.2, 10.1}, {228.1, 226.5}, {668.5, 666.3},
        {998.5, 996.3}, {449.1, 448.6}, {778.9, 777.0}, {559.2, 558.2}, {0.3, 0.4}, {0.1, 0.6}, {778.1, 775.5},
        {668.8, 666.9}, {339.3, 338.0}, {448.9, 447.5}, {10.8, 11.6}, {557.7, 556.0}, {228.3, 228.1}, {998.0, 995.8},
        {888.8, 887.6}, {119.6, 120.2}, {0.3, 0.3}, {0.6, 0.3}, {557.6, 556.8}, {339.3, 339.1}, {888.0, 887.2},
        {998.5, 999.0}, {778.9, 779.0}, {10.2, 11.1}, {117.6, 118.3}, {228.9, 229.2}, {668.4, 669.1}, {449.2, 448.9},
        {0.2, 0.5}
    };

    @Test
    void example_asInTheJavadoc() {
        var load = SimpleRegression.create();
        load.update(1, 5);
        load.update(2, 7);
        load.update(3, 9);
        assertEquals(2.0, load.slope());
        assertEquals(23.0, load.predict(10));
    }

    @Test
    void oracle_certifiedValuesOfTheNorrisData() {
        var norris = SimpleRegression.create();
        for (double[] yx : NORRIS) {
            norris.update(yx[1], yx[0]);
        }
        assertEquals(-0.262323073774029, norris.intercept(), 1e-12);
        assertEquals(1.00211681802045, norris.slope(), 1e-14);
        assertEquals(0.232818234301152, norris.interceptStandardError(), 1e-13);
        assertEquals(0.429796848199937e-3, norris.slopeStandardError(), 1e-15);
        assertEquals(0.884796396144373, Math.sqrt(norris.residualVariance()), 1e-13);
        assertEquals(0.999993745883712, norris.rSquared(), 1e-14);
        assertEquals(26.6173985294224, norris.sumOfSquaredErrors(), 1e-11);
    }

    @Test
    void oracle_asCommonsMath() {
        var theirs = new org.apache.commons.math3.stat.regression.SimpleRegression();
        var ours = SimpleRegression.create();
        SplitMix64 random = new SplitMix64(2);
        for (int i = 0; i < 200; i++) {
            double x = 3 * random.nextGaussian();
            double y = 1 - 0.1 * x + random.nextGaussian();
            theirs.addData(x, y);
            ours.update(x, y);
        }
        assertEquals(theirs.getSlope(), ours.slope(), 1e-13);
        assertEquals(theirs.getIntercept(), ours.intercept(), 1e-13);
        assertEquals(theirs.getMeanSquareError(), ours.residualVariance(), 1e-12);
        assertEquals(theirs.getSlopeStdErr(), ours.slopeStandardError(), 1e-13);
        assertEquals(theirs.getInterceptStdErr(), ours.interceptStandardError(), 1e-13);
        assertEquals(theirs.getSlopeConfidenceInterval(0.05), ours.slopeMargin(0.95), 1e-9);
        assertEquals(theirs.getSignificance(), ours.slopePValue(), 1e-9);
        assertEquals(theirs.getRSquare(), ours.rSquared(), 1e-12);
        assertEquals(theirs.getR(), ours.correlation(), 1e-13);
        assertEquals(theirs.predict(7), ours.predict(7), 1e-12);
    }

    /** A difference of the sums would have lost all digits: the squared error is 1e-16 of the variance. */
    @Test
    void oracle_tinyResidualsKeepTheirDigits() {
        double[] x = new double[2_000];
        double[] noise = new double[2_000];
        SplitMix64 random = new SplitMix64(8);
        var whole = SimpleRegression.create();
        var parts = SimpleRegression.create();
        var other = SimpleRegression.create();
        var noiseAlone = SimpleRegression.create();
        for (int i = 0; i < 2_000; i++) {
            x[i] = random.nextInt(1 << 20);
            noise[i] = random.nextInt(1 << 12) * 0x1p-20;
            whole.update(x[i], 3 * x[i] + noise[i]);
            (i < 700 ? parts : other).update(x[i], 3 * x[i] + noise[i]);
            noiseAlone.update(x[i], noise[i]);
        }
        parts.merge(other);
        double exact = noiseAlone.sumOfSquaredErrors();
        assertEquals(exact, whole.sumOfSquaredErrors(), 1e-5 * exact);
        assertEquals(exact, parts.sumOfSquaredErrors(), 1e-5 * exact);
    }

    /** New y lie within the margin as often as it says. Of 4,000, one standard error is 0.0034; five, a false alarm in two million drawings of the seeds. */
    @Test
    void oracle_marginsHoldAsOftenAsTheySay() {
        int within = 0;
        int slopes = 0;
        int rounds = 4_000;
        for (int seed = 0; seed < rounds; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            var line = SimpleRegression.create();
            for (int i = 0; i < 8; i++) {
                line.update(i, 2 + 0.5 * i + random.nextGaussian());
            }
            double y = 2 + 0.5 * 10 + random.nextGaussian();
            within += Math.abs(y - line.predict(10)) <= line.predictionMargin(10, 0.95) ? 1 : 0;
            slopes += Math.abs(0.5 - line.slope()) <= line.slopeMargin(0.95) ? 1 : 0;
        }
        assertEquals(0.95, (double) within / rounds, 0.0172);
        assertEquals(0.95, (double) slopes / rounds, 0.0172);
    }

    @Test
    void oracle_mergedInAnyWayAsTheWholeWhereXAreTheSame() {
        double[][] data = {{1, 5}, {1, 7}, {1, 6}, {2, 9}, {2, 1}, {4, 4}, {1, 0}};
        for (int cut = 0; cut <= data.length; cut++) {
            var whole = SimpleRegression.create();
            var left = SimpleRegression.create();
            var right = SimpleRegression.create();
            for (int i = 0; i < data.length; i++) {
                whole.update(data[i][0], data[i][1]);
                (i < cut ? left : right).update(data[i][0], data[i][1]);
            }
            left.merge(right);
            assertEquals(whole.sumOfSquaredErrors(), left.sumOfSquaredErrors(), 1e-12);
            assertEquals(whole.slope(), left.slope(), 1e-13);
            left.subtract(right);
            left.merge(right);
            assertEquals(whole.sumOfSquaredErrors(), left.sumOfSquaredErrors(), 1e-11);
        }
        var theirs = new org.apache.commons.math3.stat.regression.SimpleRegression();
        theirs.addData(data);
        var all = SimpleRegression.create();
        for (double[] pair : data) {
            all.update(pair[0], pair[1]);
        }
        assertEquals(theirs.getSumSquaredErrors(), all.sumOfSquaredErrors(), 1e-12);
        all.retract(4, 4);
        theirs.removeData(4, 4);
        assertEquals(theirs.getSumSquaredErrors(), all.sumOfSquaredErrors(), 1e-12);
        assertEquals(theirs.getSlope(), all.slope(), 1e-12);
    }

    @Test
    void oracle_noLineHasNoAnswers() {
        var line = SimpleRegression.create();
        assertTrue(Double.isNaN(line.slope()) && Double.isNaN(line.predict(1)));
        line.update(2, 3);
        line.update(2, 5);
        assertTrue(Double.isNaN(line.slope()) && Double.isNaN(line.rSquared()) && Double.isNaN(line.slopePValue()));
        assertTrue(Double.isNaN(line.residualVariance()) && Double.isNaN(line.slopeMargin(0.9)));
        line.update(3, 9);
        assertEquals(5, line.slope(), 1e-14);
        assertEquals(2, line.sumOfSquaredErrors(), 1e-14);
        assertThrows(IllegalArgumentException.class, () -> line.slopeMargin(1));
        assertThrows(IllegalArgumentException.class, () -> line.update(Double.NaN, 1));
        var empty = SimpleRegression.create();
        assertThrows(IllegalArgumentException.class, () -> empty.retract(1, 1));
        assertThrows(IllegalArgumentException.class, () -> empty.subtract(line));
    }
}
