package io.rivulet.algorithms.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc example. oracle_: all pairs, all permutations, another library's tau. The laws, and all pairs over the sample stream, come from the
 * catalogue.
 */
class MannKendallTest {

    @Test
    void example_asInTheJavadoc() {
        var trend = MannKendall.of(100);
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < 300; i++) {
            trend.update(0.05 * i + random.nextGaussian());
        }
        assertTrue(trend.pValue() < 0.01);
        assertEquals(0.05, trend.slope(), 0.015);
    }

    /** Few different values, so that there are ties of every length, and a window that slides over them. */
    @Test
    void oracle_agreesWithAllPairs() {
        for (int different : new int[] {1, 2, 5, 1_000_000}) {
            SplitMix64 random = new SplitMix64(different);
            MannKendall trend = MannKendall.of(30);
            List<Double> window = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                double value = random.nextInt(different) - different / 2;
                trend.update(value == 0 && i % 2 == 0 ? -0.0 : value);
                window.add(value);
                if (window.size() > 30) {
                    window.remove(0);
                }
                check(window.stream().mapToDouble(v -> v).toArray(), trend);
            }
        }
    }

    private static void check(double[] window, MannKendall trend) {
        int n = window.length;
        long score = 0;
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                score += (long) Math.signum(window[j] - window[i]);
                slopes.add((window[j] - window[i]) / (j - i));
            }
        }
        assertEquals(score, trend.score());
        if (n < 2) {
            assertTrue(Double.isNaN(trend.slope()) && Double.isNaN(trend.pValue()) && Double.isNaN(trend.tau()));
            return;
        }
        slopes.sort(Double::compare);
        int pairs = slopes.size();
        assertEquals((slopes.get((pairs - 1) / 2) + slopes.get(pairs / 2)) / 2, trend.slope(), 1e-9);
        double[] times = new double[n];
        Arrays.setAll(times, i -> i);
        double tau = new KendallsCorrelation().correlation(times, window);
        assertEquals(Double.isNaN(tau) ? 0 : tau, trend.tau(), 1e-12);
    }

    /** Over all orders of seven values with ties, the score has mean 0 and the variance that the formula gives. */
    @Test
    void oracle_theVarianceIsThatOverAllPermutations() {
        for (double[] values : new double[][] {{1, 2, 3, 4, 5, 6, 7}, {1, 1, 2, 3, 3, 3, 4}, {1, 1, 1, 1, 2, 2, 2}}) {
            long[] sums = new long[3];
            double[] variance = new double[1];
            permute(values, 0, sums, variance);
            assertEquals(0, sums[1]);
            assertEquals((double) sums[2] / sums[0], variance[0], 1e-9);
        }
    }

    private static void permute(double[] values, int from, long[] sums, double[] variance) {
        if (from == values.length) {
            MannKendall trend = MannKendall.of(values.length);
            for (double value : values) {
                trend.update(value);
            }
            sums[0]++;
            sums[1] += trend.score();
            sums[2] += trend.score() * trend.score();
            variance[0] = trend.variance();
            return;
        }
        for (int i = from; i < values.length; i++) {
            swap(values, from, i);
            permute(values, from + 1, sums, variance);
            swap(values, from, i);
        }
    }

    private static void swap(double[] values, int i, int j) {
        double value = values[i];
        values[i] = values[j];
        values[j] = value;
    }

    /** 2,000 windows without a trend: a p-value below 0.05 is expected in 100, with deviation 10; the bound is at five of these. */
    @Test
    void oracle_pValuesAreThoseOfAWindowWithoutTrend() {
        int significant = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            MannKendall trend = MannKendall.of(40);
            for (double value : Streams.normal(40, 0, 0, seed)) {
                trend.update(value);
            }
            significant += trend.pValue() < 0.05 ? 1 : 0;
        }
        assertEquals(100, significant, 50);
    }

    @Test
    void oracle_longWindowsTakeTheSlopeOverHalfTheWindow() {
        MannKendall trend = MannKendall.of(5_000);
        double[] values = Streams.normal(5_001, 0, 0, 9);
        for (int i = 0; i < values.length; i++) {
            trend.update(0.01 * i + values[i]);
        }
        assertEquals(0.01, trend.slope(), 0.0001);
        assertEquals(1, trend.tau(), 0.1);
    }

    @Test
    void oracle_whatIsOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> MannKendall.of(1));
        assertThrows(IllegalArgumentException.class, () -> MannKendall.of(MannKendall.MAX_WINDOW + 1));
        assertThrows(IllegalArgumentException.class, () -> MannKendall.of(2).update(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> TrendDetector.Params.ofWindow(9));
    }

    /** The alarm is the first full window whose p-value is at most the level; then the window begins anew. */
    @Test
    void oracle_theDetectorIsTheTestOfEachWindow() {
        SplitMix64 random = new SplitMix64(6);
        TrendDetector detector = TrendDetector.create(new TrendDetector.Params(50, 0.001));
        MannKendall trend = MannKendall.of(50);
        for (int i = 0; i < 2_000; i++) {
            double value = random.nextGaussian() + (i > 500 ? 0.01 * i : 5);
            Verdict said = detector.update(value);
            trend.update(value);
            boolean significant = trend.isFull() && trend.pValue() <= 0.001;
            assertEquals(significant ? Verdict.CHANGE : Verdict.NONE, said);
            if (significant) {
                assertEquals(i - 49, detector.log().lastStart());
                trend.reset();
            }
        }
        assertTrue(detector.log().changes() > 2);
    }
}
