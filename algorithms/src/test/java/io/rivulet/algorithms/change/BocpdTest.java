package io.rivulet.algorithms.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc example. oracle_: the recursion over all runs, with each run's posterior from its own values and the density of another library. The laws and
 * the golden form come from the catalogue.
 */
class BocpdTest {

    private static final double HAZARD = 1 / 50.0;

    @Test
    void example_asInTheJavadoc() {
        var detector = Bocpd.create(Bocpd.Params.ofRunLength(250));
        SplitMix64 random = new SplitMix64(8);
        for (int i = 0; i < 400; i++) {
            detector.update(100 + (i < 300 ? 0 : 40) + 15 * random.nextGaussian());
        }
        assertEquals(1, detector.log().changes());
        assertEquals(300, detector.log().lastStart(), 2);
        assertEquals(140, detector.estimate(), 6);
        assertEquals(100, detector.runLength(), 2);
    }

    /** Probabilities of all run lengths after each of 300 values: without pruning to rounding, with it to 1e-4. */
    @Test
    void oracle_agreesWithTheDirectRecursion() {
        double[] values = Streams.normal(150, 3, 150, 5);
        RunLengths whole = new RunLengths(HAZARD, 0, 1_000);
        RunLengths pruned = new RunLengths(HAZARD, Bocpd.PRUNED, 500);
        double[] direct = {1};
        double worst = 0;
        for (int t = 0; t < values.length; t++) {
            direct = directly(direct, values, t);
            whole.take(values[t]);
            pruned.take(values[t]);
            assertEquals(t + 2, whole.size());
            double sum = 0;
            for (int run = 0; run < whole.size(); run++) {
                int length = (int) (whole.count() - whole.start(run));
                assertEquals(direct[length], whole.probability(run), 1e-9 * direct[length] + 1e-15);
                sum += whole.probability(run);
            }
            assertEquals(1, sum, 1e-12);
            double kept = 0;
            for (int run = 0; run < pruned.size(); run++) {
                double exact = direct[(int) (pruned.count() - pruned.start(run))];
                worst = Math.max(worst, Math.abs(exact - pruned.probability(run)));
                kept += exact;
            }
            worst = Math.max(worst, 1 - kept);
        }
        assertTrue(worst < 1e-4, "pruning moves a probability by " + worst);
        assertTrue(pruned.size() < whole.size(), pruned.size() + " runs kept");
    }

    /** Adams and MacKay's algorithm 1, each predictive density from the mean and the squares of the last r values. */
    private static double[] directly(double[] before, double[] values, int t) {
        double[] after = new double[before.length + 1];
        double all = 0;
        for (int r = 0; r < before.length; r++) {
            double mean = r == 0 ? 0 : Streams.mean(values, t - r, t);
            double squares = 0;
            for (int i = t - r; i < t; i++) {
                squares += (values[i] - mean) * (values[i] - mean);
            }
            double kappa = 1 + r;
            double alpha = 1 + r / 2.0;
            double beta = 1 + squares / 2 + r * mean * mean / (2 * kappa);
            double centre = r * mean / kappa;
            double scale = Math.sqrt(beta * (kappa + 1) / (alpha * kappa));
            double density = new TDistribution(2 * alpha).density((values[t] - centre) / scale) / scale;
            after[r + 1] = before[r] * density * (1 - HAZARD);
            after[0] += before[r] * density * HAZARD;
            all += before[r] * density;
        }
        for (int r = 0; r < after.length; r++) {
            after[r] /= all;
        }
        return after;
    }

    /** The series for long runs goes on where the table ends. */
    @Test
    void oracle_longRunsHaveTheSameDensity() {
        RunLengths runs = new RunLengths(1e-9, 1e-8, 10);
        SplitMix64 random = new SplitMix64(3);
        double log = 0;
        for (int i = 0; i < 3_000; i++) {
            runs.take(random.nextGaussian());
            log = Math.max(log, Math.abs(1 - runs.probability(0)));
        }
        assertEquals(0, runs.start(0));
        assertTrue(log < 1e-6);
    }

    @Test
    void oracle_logarithmsAreRightToTheirLastDigits() {
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < 100_000; i++) {
            double x = StrictMath.exp(1_400 * random.nextDouble() - 700);
            double log = StrictMath.log(x);
            assertEquals(log, Logarithms.log(x), 2e-15 * Math.max(1, Math.abs(log)));
            double y = -700 * random.nextDouble() * (i % 2 == 0 ? 1 : 0.001);
            assertEquals(StrictMath.exp(y), Logarithms.exp(y), 2e-15 * StrictMath.exp(y));
        }
        assertEquals(0, Logarithms.log(1));
        assertEquals(1, Logarithms.exp(0));
        assertEquals(0, Logarithms.exp(Double.NEGATIVE_INFINITY));
        assertEquals(0, Logarithms.exp(-701));
    }

    @Test
    void oracle_aChangeOfTheVarianceAloneIsFound() {
        SplitMix64 random = new SplitMix64(2);
        Bocpd detector = Bocpd.create(Bocpd.Params.ofRunLength(250));
        for (int i = 0; i < 500; i++) {
            detector.update((i < 400 ? 1 : 5) * random.nextGaussian());
        }
        assertEquals(400, detector.log().lastStart(), 10);
    }

    @Test
    void oracle_constantsAndHugeValuesDoNoHarm() {
        Bocpd detector = Bocpd.create(Bocpd.Params.ofRunLength(250));
        for (int i = 0; i < 2_000; i++) {
            assertEquals(Verdict.NONE, detector.update(3));
        }
        for (int i = 0; i < 100; i++) {
            detector.update(i % 2 == 0 ? 1e100 : -1e100);
            assertTrue(Double.isFinite(detector.estimate())
                    && !Double.isNaN(detector.log().statistic()));
        }
        assertTrue(detector.log().changes() > 0);
    }

    @Test
    void oracle_whatIsOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Bocpd.Params.ofRunLength(1));
        assertThrows(IllegalArgumentException.class, () -> new Bocpd.Params(250, 1, 5, 500, 20));
        assertThrows(IllegalArgumentException.class, () -> new Bocpd.Params(250, 0.5, 0, 500, 20));
        assertThrows(IllegalArgumentException.class, () -> new Bocpd.Params(250, 0.5, 5, 1, 20));
        assertThrows(IllegalArgumentException.class, () -> Bocpd.Params.ofRunLength(250)
                .withWarmUp(1));
        assertThrows(IllegalArgumentException.class, () -> Bocpd.create(Bocpd.Params.ofRunLength(250))
                .update(Double.NaN));
    }
}
