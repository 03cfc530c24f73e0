package io.rivulet.algorithms.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.SplitMix64;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** oracle_: the definition over every window, certified and closed forms, noise. The laws come from the catalogue. */
class RollingAutocorrelationTest {

    @Test
    void oracle_theDefinitionAtEveryValueFarFromZeroAndDrifting() {
        for (int[] shape : new int[][] {{3, 2}, {10, 9}, {16, 3}, {20, 19}, {100, 12}}) {
            SplitMix64 random = new SplitMix64(shape[0]);
            var rolling = RollingAutocorrelation.of(shape[0], shape[1]);
            double[] values = new double[500];
            for (int i = 0; i < values.length; i++) {
                values[i] = 1e6 + 0.01 * i + random.nextGaussian() + (i > 0 ? 0.5 * (values[i - 1] - 1e6) : 0);
                rolling.update(values[i]);
                double[] window = Arrays.copyOfRange(values, Math.max(0, i + 1 - shape[0]), i + 1);
                for (int lag = 0; lag <= shape[1]; lag++) {
                    assertEquals(correlation(window, lag), rolling.correlation(lag), 1e-8, "lag " + lag + " at " + i);
                }
            }
            assertEquals(shape[0], rolling.count());
        }
    }

    private static double correlation(double[] window, int lag) {
        if (lag >= window.length) {
            return Double.NaN;
        }
        double mean = Arrays.stream(window).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < window.length; i++) {
            products += i < lag ? 0 : (window[i] - mean) * (window[i - lag] - mean);
            squares += (window[i] - mean) * (window[i] - mean);
        }
        return squares > 0 ? products / squares : Double.NaN;
    }

    /** NumAcc4 of the NIST Statistical Reference Datasets: 10000000.2, then 10000000.1 and 10000000.3 five hundred times; certified -0.999. */
    @Test
    void oracle_certifiedValueOfNumAcc4() {
        var rolling = RollingAutocorrelation.of(1_001, 1);
        rolling.update(10_000_000.2);
        for (int i = 0; i < 500; i++) {
            rolling.update(10_000_000.1);
            rolling.update(10_000_000.3);
        }
        assertEquals(-0.999, rolling.correlation(1), 1e-8);
        assertEquals(10_000_000.2, rolling.mean(), 1e-8);
        assertEquals(0.01 * 1_000 / 1_001, rolling.populationVariance(), 1e-9);
    }

    @Test
    void oracle_aSeasonIsSeenAtItsLag() {
        var rolling = RollingAutocorrelation.of(240, 48);
        for (int i = 0; i < 1_000; i++) {
            rolling.update(Math.sin(2 * Math.PI * i / 24));
        }
        assertEquals(0.9, rolling.correlation(24), 1e-9);
        assertEquals(-(1 - 12.0 / 240), rolling.correlation(12), 1e-9);
        assertTrue(rolling.whiteness(24) < 1e-12);
    }

    /** P-values of noise are uniform: below 0.1 in a tenth of 1,000 windows, within five standard errors and the approximation's own 0.02. */
    @Test
    void oracle_noiseIsWhite() {
        int below = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            var rolling = RollingAutocorrelation.of(200, 10);
            for (int i = 0; i < 200; i++) {
                rolling.update(random.nextGaussian());
            }
            below += rolling.whiteness(10) < 0.1 ? 1 : 0;
        }
        assertEquals(0.1, below / 1_000.0, 0.02 + 5 * Math.sqrt(0.09 / 1_000));
    }

    /** An outlier displaces digits as long as it is in, and takes none with it after the next turn of the window. */
    @Test
    void oracle_anOutlierThatLeavesTakesNoDigitsWithIt() {
        var rolling = RollingAutocorrelation.of(50, 3);
        var clean = RollingAutocorrelation.of(50, 3);
        SplitMix64 random = new SplitMix64(4);
        for (int i = 0; i < 300; i++) {
            double value = random.nextGaussian();
            rolling.update(i == 100 ? 1e12 : value);
            clean.update(value);
        }
        for (int lag = 1; lag <= 3; lag++) {
            assertEquals(clean.correlation(lag), rolling.correlation(lag), 1e-12);
        }
    }

    @Test
    void oracle_refusesWhatItMust() {
        var rolling = RollingAutocorrelation.of(5, 2);
        assertTrue(Double.isNaN(rolling.correlation(1)) && Double.isNaN(rolling.mean()));
        rolling.update(3);
        rolling.update(3);
        rolling.update(3);
        assertTrue(Double.isNaN(rolling.correlation(1)) && Double.isNaN(rolling.whiteness(1)));
        byte[] before = RollingAutocorrelation.CODEC.toBytes(rolling);
        assertThrows(IllegalArgumentException.class, () -> rolling.update(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> rolling.correlation(3));
        assertThrows(IllegalArgumentException.class, () -> rolling.whiteness(0));
        assertThrows(IllegalArgumentException.class, () -> RollingAutocorrelation.of(2, 1));
        assertThrows(IllegalArgumentException.class, () -> RollingAutocorrelation.of(5, 5));
        assertArrayEquals(before, RollingAutocorrelation.CODEC.toBytes(rolling));
    }

    @Test
    void oracle_updatesAllocateNothing() {
        var rolling = RollingAutocorrelation.of(64, 5);
        assertEquals(0, Allocations.of(i -> rolling.update(i % 7)));
    }
}
