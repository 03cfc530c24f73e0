package io.rivulet.algorithms.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc's. oracle_: sorting the window, clean and spiked signals. The laws come from the catalogue. */
class HampelFilterTest {

    @Test
    void example_asInTheJavadoc() {
        var filter = HampelFilter.create(HampelFilter.Params.ofWindow(5));
        for (double value : new double[] {1, 2, 1, 90}) {
            filter.update(value);
        }
        assertTrue(filter.isOutlier());
        assertEquals(1.0, filter.filtered());
        assertEquals(90, filter.judged());
        assertEquals(1, filter.outliers());
    }

    @Test
    void oracle_aCentredFilterBySortingEveryWindow() {
        SplitMix64 random = new SplitMix64(3);
        int window = 7;
        double[] values = new double[500];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sin(i / 20.0) + 0.05 * random.nextGaussian() + (random.nextInt(20) == 0 ? 5 : 0);
        }
        var filter = HampelFilter.create(HampelFilter.Params.centred(window));
        for (int i = 0; i < values.length; i++) {
            filter.update(values[i]);
            if (i < window - 1) {
                continue;
            }
            double[] sorted = Arrays.copyOfRange(values, i + 1 - window, i + 1);
            double judged = sorted[3];
            Arrays.sort(sorted);
            double median = sorted[3];
            double[] distances = Arrays.stream(sorted)
                    .map(v -> Math.abs(v - median))
                    .sorted()
                    .toArray();
            boolean far = Math.abs(judged - median) > 3 * 1.4826 * distances[3];
            assertEquals(far, filter.isOutlier());
            assertEquals(far ? median : judged, filter.filtered());
        }
        assertEquals(497, filter.count());
        assertTrue(filter.outliers() > 15 && filter.outliers() < 60);
    }

    /** A step is an edge, not a spike: judged from both sides it passes, from before alone the first values after it do not. */
    @Test
    void oracle_edgesPassACentredFilter() {
        var centred = HampelFilter.create(HampelFilter.Params.centred(9));
        var trailing = HampelFilter.create(HampelFilter.Params.ofWindow(9));
        SplitMix64 random = new SplitMix64(5);
        for (int i = 0; i < 100; i++) {
            double value = (i < 50 ? 0 : 10) + 0.01 * random.nextGaussian();
            centred.update(value);
            trailing.update(value);
        }
        assertTrue(trailing.outliers() >= 3);
        assertTrue(centred.outliers() < trailing.outliers());
    }

    /** 1 in 370 beyond three known deviations; in windows of 101 the estimated ones add some. */
    @Test
    void oracle_normalValuesPassButForFewInAThousand() {
        var filter = HampelFilter.create(HampelFilter.Params.ofWindow(101));
        SplitMix64 random = new SplitMix64(9);
        int n = 50_000;
        for (int i = 0; i < n; i++) {
            filter.update(1e6 + random.nextGaussian());
        }
        double share = (double) filter.outliers() / n;
        assertTrue(share > 0.002 && share < 0.006, share + " replaced");
        assertEquals(1, filter.scale(), 0.4);
    }

    @Test
    void oracle_constantSignals() {
        var filter = HampelFilter.create(HampelFilter.Params.ofWindow(11));
        for (int i = 0; i < 30; i++) {
            filter.update(5);
            assertFalse(filter.isOutlier());
        }
        filter.update(5.001);
        assertTrue(filter.isOutlier());
        var coarse = HampelFilter.create(new HampelFilter.Params(11, 3, 0, 0.001));
        for (int i = 0; i < 30; i++) {
            coarse.update(5);
        }
        coarse.update(5.001);
        assertFalse(coarse.isOutlier());
        // More than half the same: the quartiles tell the scale where the median absolute deviation is 0.
        var half = HampelFilter.create(HampelFilter.Params.ofWindow(8));
        for (double value : new double[] {5, 5, 5, 5, 5, 6, 7, 8}) {
            half.update(value);
        }
        assertEquals(1 / 1.349, half.scale(), 1e-12);
    }

    @Test
    void oracle_refusesWhatItMust() {
        var filter = HampelFilter.create(HampelFilter.Params.centred(5));
        assertTrue(Double.isNaN(filter.filtered()));
        filter.update(1);
        assertTrue(Double.isNaN(filter.filtered()));
        assertEquals(0, filter.count());
        byte[] before = HampelFilter.CODEC.toBytes(filter);
        assertThrows(IllegalArgumentException.class, () -> filter.update(Double.NaN));
        assertArrayEquals(before, HampelFilter.CODEC.toBytes(filter));
        assertThrows(IllegalArgumentException.class, () -> HampelFilter.Params.ofWindow(2));
        assertThrows(IllegalArgumentException.class, () -> new HampelFilter.Params(5, 3, 5, 0));
        assertThrows(IllegalArgumentException.class, () -> new HampelFilter.Params(5, -1, 0, 0));
    }
}
