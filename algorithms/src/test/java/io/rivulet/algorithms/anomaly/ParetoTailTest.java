package io.rivulet.algorithms.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import org.junit.jupiter.api.Test;

/** oracle_: samples of known tails, and what the formulas say of each other. */
class ParetoTailTest {

    /**
     * Asymptotically the estimate's deviation is (1 + shape) / sqrt(n) (Smith 1987). Of 5 x 60 fits, 3 deviations are passed by chance 0.8 times; more
     * than 6 times has a probability below 1e-4.
     */
    @Test
    void oracle_shapeIsRecoveredWithinThreeStandardErrors() {
        int outside = 0;
        for (double shape : new double[] {-0.3, -0.1, 0, 0.2, 0.5}) {
            double sum = 0;
            for (int seed = 0; seed < 60; seed++) {
                ParetoTail fit = ParetoTail.fit(sample(shape, 3, 1_000, seed), 1_000);
                double standardError = (1 + shape) / Math.sqrt(1_000);
                outside += Math.abs(fit.shape() - shape) > 3 * standardError ? 1 : 0;
                sum += fit.shape();
            }
            assertEquals(shape, sum / 60, 0.02, "mean of the fitted shapes");
        }
        assertTrue(outside <= 6, outside + " of 300 fits outside three standard errors");
    }

    @Test
    void oracle_noShapeOnAFineGridIsMoreLikely() {
        for (double shape : new double[] {-0.4, -0.2, 0, 0.3, 0.8}) {
            for (int n : new int[] {10, 30, 300}) {
                double[] sample = sample(shape, 0.01, n, 17 + n);
                ParetoTail fit = ParetoTail.fit(sample, n);
                double best = logLikelihood(fit, sample);
                for (double other = -0.5; other <= 1; other += 0.05) {
                    for (double factor = 0.2; factor < 5; factor *= 1.1) {
                        double rival = logLikelihood(new ParetoTail(other, 0.01 * factor), sample);
                        assertTrue(rival <= best + 1e-6, "shape " + other + " beats " + fit + " by " + (rival - best));
                    }
                }
            }
        }
    }

    /** What fitting the rest as if nothing were missing would do: end up at a shape below -0.1. */
    @Test
    void oracle_repeatedRefitsFindTheTailThatALimitCutShort() {
        double[] sample = sample(0, 1, 5_000, 5);
        double limit = -Math.log(0.01);
        int kept = 0;
        for (double excess : sample) {
            if (excess <= limit) {
                sample[kept++] = excess;
            }
        }
        ParetoTail naive = ParetoTail.fit(sample, kept);
        assertTrue(naive.shape() < -0.05, () -> "the cut must matter, got " + naive);
        ParetoTail tail = naive;
        for (int i = 0; i < 100; i++) {
            double survival = Math.exp(tail.logSurvival(limit));
            tail = tail.refit(sample, kept, kept * survival / (1 - survival), survival);
        }
        // A limit at the 99th percentile leaves a deviation of about 0.025 for the shape.
        assertEquals(0, tail.shape(), 0.075);
        assertEquals(1, tail.scale(), 0.1);
    }

    @Test
    void oracle_excessAtIsTheInverseOfSurvival() {
        for (double shape : new double[] {-0.5, -1e-9, 0, 1e-9, 0.7}) {
            ParetoTail tail = new ParetoTail(shape, 2.5);
            for (double probability : new double[] {0.9, 0.5, 0.01, 1e-9}) {
                assertEquals(Math.log(probability), tail.logSurvival(tail.excessAt(probability)), 1e-6);
            }
            assertEquals(tail.excessAt(0.5), tail.withShape(0.2).excessAt(0.5), 1e-12);
        }
        assertEquals(Double.NEGATIVE_INFINITY, new ParetoTail(-0.5, 1).logSurvival(2));
    }

    @Test
    void oracle_degenerateExcessesGiveAnExponentialTail() {
        assertEquals(new ParetoTail(0, 4), ParetoTail.fit(new double[] {4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4}, 12));
        assertEquals(new ParetoTail(0, 2), ParetoTail.fit(new double[] {1, 3}, 2));
        for (double unit : new double[] {1e-320, 1e-300, 1e300, Double.MAX_VALUE / 40}) {
            double[] sample = sample(0.2, 1, 100, 8);
            for (int i = 0; i < sample.length; i++) {
                sample[i] = Math.max(sample[i] * unit, Double.MIN_VALUE);
            }
            assertTrue(ParetoTail.fit(sample, 100).scale() > 0, () -> "unit " + unit);
        }
        assertThrows(IllegalArgumentException.class, () -> new ParetoTail(-0.6, 1));
        assertThrows(IllegalArgumentException.class, () -> new ParetoTail(0, 0));
    }

    private static double[] sample(double shape, double scale, int n, long seed) {
        SplitMix64 random = new SplitMix64(seed * 31 + 7);
        ParetoTail tail = new ParetoTail(shape, scale);
        double[] sample = new double[n];
        for (int i = 0; i < n; i++) {
            sample[i] = tail.excessAt(random.nextOpenDouble());
        }
        return sample;
    }

    private static double logLikelihood(ParetoTail tail, double[] sample) {
        double sum = 0;
        for (double y : sample) {
            double relative = 1 + tail.shape() * y / tail.scale();
            double density = Math.abs(tail.shape()) < 1e-9
                    ? -y / tail.scale()
                    : relative <= 0 ? Double.NEGATIVE_INFINITY : -(1 + 1 / tail.shape()) * Math.log(relative);
            sum += density - Math.log(tail.scale());
        }
        return sum;
    }
}
