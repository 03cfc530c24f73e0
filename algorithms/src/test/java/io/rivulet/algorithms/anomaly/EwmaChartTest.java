package io.rivulet.algorithms.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc example. oracle_: run lengths known from a Markov chain, and the variance formula against a simulation. golden_: released forms. The laws come
 * from the catalogue.
 */
class EwmaChartTest {

    @Test
    void example_asInTheJavadoc() {
        var chart = EwmaChart.create(EwmaChart.Params.ofWarmUp(100));
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < 100; i++) {
            assertFalse(chart.isHigh(1e9), "warming up");
            chart.learn(10 + random.nextGaussian());
        }
        int values = 0;
        while (!chart.isHigh(11.5)) {
            chart.learn(11.5);
            values++;
        }
        assertTrue(values > 1 && values < 10, "found after " + values);
    }

    /**
     * For limits that are wide from the start, a Markov chain (Brook and Evans 1972) gives 368, 9.7 and 4.2 values without a shift, at one of one and of two
     * deviations; limits that start narrow shorten them by 2 % and by about two values. With 2,000 runs the means are known to 2 %; the baseline's own error
     * adds as much.
     */
    @Test
    void oracle_runLengthsAreThoseOfTheMarkovChain() {
        assertEquals(362, averageRunLength(0), 40);
        assertEquals(7.6, averageRunLength(1), 0.7);
        assertEquals(2.5, averageRunLength(-2), 0.3);
    }

    private static double averageRunLength(double shift) {
        SplitMix64 random = new SplitMix64(5);
        EwmaChart wellKnown = EwmaChart.create(EwmaChart.Params.ofWarmUp(300_000));
        for (int i = 0; i < 300_000; i++) {
            wellKnown.learn(random.nextGaussian());
        }
        long values = 0;
        for (int run = 0; run < 2_000; run++) {
            EwmaChart chart = wellKnown.copy();
            double value = shift + random.nextGaussian();
            for (values++; !chart.isAnomaly(value); values++) {
                chart.learn(value);
                value = shift + random.nextGaussian();
            }
        }
        return values / 2_000.0;
    }

    /** The score of the t-th value must have variance 1 for every t; with 4,000 runs its estimate has deviation 0.022. */
    @Test
    void oracle_scoresHaveVarianceOneFromTheFirstValueOn() {
        SplitMix64 random = new SplitMix64(8);
        double[] squares = new double[20];
        for (int run = 0; run < 4_000; run++) {
            EwmaChart chart = EwmaChart.create(new EwmaChart.Params(0.2, 1e9, 2, 0));
            chart.learn(-Math.sqrt(0.5)); // baseline 0, deviation 1
            chart.learn(Math.sqrt(0.5));
            for (int t = 0; t < squares.length; t++) {
                double value = random.nextGaussian();
                squares[t] += Math.pow(chart.signedScore(value), 2) / 4_000;
                chart.learn(value);
            }
        }
        for (double square : squares) {
            assertEquals(1, square, 0.11);
        }
    }

    @Test
    void oracle_anOutlierAlarmsOnceAndLeavesTheBaselineAlone() {
        EwmaChart chart = EwmaChart.create(new EwmaChart.Params(0.1, 3, 4, 0));
        for (double value : new double[] {9, 11, 9, 11}) {
            chart.learn(value);
        }
        double centre = chart.centre();
        double scale = chart.scale();
        assertEquals(10, centre);
        assertEquals(Math.sqrt(4.0 / 3), scale, 1e-15);
        assertTrue(chart.isHigh(1_000) && !chart.isLow(1_000));
        chart.learn(1_000);
        assertEquals(centre, chart.centre());
        assertEquals(scale, chart.scale());
        assertEquals(centre, chart.average());
        assertFalse(chart.isAnomaly(10.5));
        chart.learn(11);
        assertEquals(10.1, chart.average(), 1e-12);
    }

    @Test
    void oracle_aConstantBaselineIsLeftAtOnceOrByTheMinimumScale() {
        EwmaChart exact = EwmaChart.create(new EwmaChart.Params(0.1, 3, 3, 0));
        EwmaChart tolerant = EwmaChart.create(new EwmaChart.Params(0.1, 3, 3, 1));
        for (int i = 0; i < 3; i++) {
            exact.learn(5);
            tolerant.learn(5);
        }
        assertEquals(0, exact.score(5));
        assertTrue(exact.isHigh(5.001) && exact.isLow(4.999));
        assertFalse(tolerant.isAnomaly(5.001));
        assertTrue(tolerant.isAnomaly(9));
    }

    @Test
    void oracle_parametersOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new EwmaChart.Params(0, 3, 3, 0));
        assertThrows(IllegalArgumentException.class, () -> new EwmaChart.Params(0.1, Double.NaN, 3, 0));
        assertThrows(IllegalArgumentException.class, () -> new EwmaChart.Params(0.1, 3, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new EwmaChart.Params(0.1, 3, 3, -1));
    }

    @Test
    void golden_version1StillDecodes() {
        EwmaChart chart = EwmaChart.create(EwmaChart.Params.ofWarmUp(10));
        for (int i = 0; i < 50; i++) {
            chart.learn(i * 37 % 11);
        }
        EwmaChart golden = Golden.decode("ewma-chart-1.bin", EwmaChart.CODEC, chart);
        assertEquals(chart.signedScore(8), golden.signedScore(8));
    }
}
