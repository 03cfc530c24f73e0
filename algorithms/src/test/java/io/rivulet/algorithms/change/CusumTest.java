package io.rivulet.algorithms.change;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc example. oracle_: average run lengths from a Markov chain, and the sums by definition. The laws and the golden form come from the
 * catalogue.
 */
class CusumTest {

    @Test
    void example_asInTheJavadoc() {
        var chart = Cusum.create(Cusum.Params.ofWarmUp(100));
        double[] values = Streams.normal(150, 2, 20, 2);
        Streams.feed(chart, values);
        assertEquals(1, chart.log().changes());
        assertEquals(150, chart.log().lastStart(), 2);
        assertEquals(0, chart.log().levelBefore(), 0.3);
        assertEquals(2, chart.estimate(), 0.7);
        assertTrue(Double.isNaN(chart.mean()), "a new baseline is learnt");
    }

    /**
     * The run lengths stated: those of one side from the Markov chain of Brook and Evans (1972) with 400 states, without a shift both
     * sides take half as long (Van Dobben de Bruyn 1968). Simulated over 4,000 runs, whose mean is known to 1.6 %; the bounds are four of these.
     */
    @Test
    void oracle_runLengthsAreThoseOfTheMarkovChain() {
        double none = oneSided(0, 5) / 2;
        assertEquals(465, none, 2);
        assertEquals(9_500, oneSided(0, 8) / 2, 150);
        assertEquals(10.4, oneSided(1, 5), 0.05);
        assertEquals(4.0, oneSided(2, 5), 0.05);
        assertEquals(none, simulated(0), 0.064 * none);
        assertEquals(oneSided(1, 5), simulated(1), 0.064 * 10.4);
        assertEquals(oneSided(2, 5), simulated(-2), 0.064 * 4);
    }

    private static double oneSided(double shift, double limit) {
        int states = 400;
        double width = 2 * limit / (2 * states - 1);
        NormalDistribution normal = new NormalDistribution(shift, 1);
        double[][] stay = new double[states][states];
        for (int i = 0; i < states; i++) {
            for (int j = 0; j < states; j++) {
                double upper = normal.cumulativeProbability((j - i + 0.5) * width + 0.5);
                double lower = j == 0 ? 0 : normal.cumulativeProbability((j - i - 0.5) * width + 0.5);
                stay[i][j] = upper - lower;
            }
        }
        return new LUDecomposition(
                        MatrixUtils.createRealIdentityMatrix(states).subtract(new Array2DRowRealMatrix(stay, false)))
                .getSolver()
                .solve(new ArrayRealVector(states, 1.0))
                .getEntry(0);
    }

    private static double simulated(double shift) {
        SplitMix64 random = new SplitMix64(5);
        Cusum chart = Cusum.against(10, 2, Cusum.Params.ofWarmUp(2));
        while (chart.log().changes() < 4_000) {
            chart.update(10 + 2 * (shift + random.nextGaussian()));
        }
        return chart.log().values() / 4_000.0;
    }

    @Test
    void oracle_agreesWithTheSumsByDefinition() {
        double[] values = Streams.normal(60, 1, 200, 6);
        Cusum chart = Cusum.create(new Cusum.Params(0.25, 1e9, 40, 0));
        Streams.feed(chart, values);
        double mean = Streams.mean(values, 0, 40);
        double squares = 0;
        for (int i = 0; i < 40; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        double deviation = Math.sqrt(squares / 39);
        assertArrayEquals(new double[] {mean, deviation}, new double[] {chart.mean(), chart.deviation()}, 1e-12);
        double largest = 0; // of all sums that end with the last value, one from each start
        double fromHere = 0;
        for (int i = values.length - 1; i >= 40; i--) {
            fromHere += (values[i] - mean) / deviation - 0.25;
            largest = Math.max(largest, fromHere);
        }
        assertEquals(largest / 1e9, chart.log().statistic(), 1e-18);
    }

    @Test
    void oracle_aGivenBaselineStaysAndAConstantOneIsLeftAtOnce() {
        Cusum known = Cusum.against(0, 1, Cusum.Params.ofWarmUp(100));
        assertEquals(Verdict.CHANGE, known.update(10));
        assertEquals(10, known.estimate());
        assertEquals(Verdict.CHANGE, known.update(-10));
        assertEquals(0, known.mean());
        Cusum constant = Cusum.create(Cusum.Params.ofWarmUp(3));
        for (int i = 0; i < 10; i++) {
            assertEquals(Verdict.NONE, constant.update(7));
        }
        assertEquals(Verdict.CHANGE, constant.update(7.001));
        assertEquals(10, constant.log().lastStart());
        assertEquals(7, constant.log().levelBefore(), 1e-12);
    }

    @Test
    void oracle_whatIsOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Cusum.Params(-1, 1, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> new Cusum.Params(0, Double.NaN, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> new Cusum.Params(0, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> Cusum.against(0, 0, Cusum.Params.ofWarmUp(2)));
    }
}
