package io.rivulet.algorithms.quantile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc example and the paper's. oracle_: what is exact, and convergence where the Javadoc says that there is. golden_: released forms. The
 * laws come from the catalogue.
 */
class PSquareQuantileTest {

    @Test
    void example_asInTheJavadoc() {
        var median = PSquareQuantile.of(0.5);
        for (int i = 0; i < 1_000; i++) {
            median.update(i * 619 % 1_000);
        }
        assertEquals(486.4, median.estimate(), 0.05);
    }

    /** The twenty observations of the paper's table I, whose median it gives as 4.44. */
    @Test
    void example_asInThePaper() {
        PSquareQuantile median = PSquareQuantile.of(0.5);
        for (double value : new double[] {
            0.02, 0.15, 0.74, 3.39, 0.83, 22.37, 10.15, 15.43, 38.62, 15.92, 34.60, 10.28, 1.47, 0.40, 0.05, 11.39,
            0.27, 0.42, 0.09, 11.37
        }) {
            median.update(value);
        }
        assertEquals(4.44, median.estimate(), 0.005);
        assertEquals(0.02, median.min());
        assertEquals(38.62, median.max());
        assertEquals(20, median.count());
    }

    @Test
    void oracle_exactUpToFiveValues() {
        for (double q : new double[] {0.01, 0.3, 0.5, 0.9}) {
            double[] values = {4, -2, 9, 4, 0};
            PSquareQuantile estimator = PSquareQuantile.of(q);
            assertTrue(Double.isNaN(estimator.estimate()));
            for (int i = 1; i <= values.length; i++) {
                estimator.update(values[i - 1]);
                double[] sorted = Streams.sorted(Arrays.copyOf(values, i));
                assertEquals(Streams.quantile(sorted, q), estimator.estimate());
                assertEquals(sorted[0], estimator.min());
                assertEquals(sorted[i - 1], estimator.max());
            }
        }
    }

    /** Twice as far in rank as is seen at the worst of these seeds. */
    @Test
    void oracle_convergesOverIndependentValues() {
        for (double q : new double[] {0.1, 0.5, 0.9, 0.99}) {
            for (int seed = 0; seed < 8; seed++) {
                double[] values = Streams.NORMAL.values(50_000, seed);
                PSquareQuantile estimator = PSquareQuantile.of(q);
                Arrays.stream(values).forEach(estimator::update);
                double off = Streams.rankError(Streams.sorted(values), q, estimator.estimate());
                assertTrue(off <= 0.004, "rank of " + q + " is off by " + off);
            }
        }
    }

    @Test
    void oracle_staysWithinTheExtremesWhateverComes() {
        for (Streams stream : Streams.values()) {
            PSquareQuantile estimator = PSquareQuantile.of(0.75);
            for (double value : stream.values(3_000, 1)) {
                estimator.update(value);
                assertTrue(estimator.estimate() >= estimator.min() && estimator.estimate() <= estimator.max());
            }
        }
        PSquareQuantile huge = PSquareQuantile.of(0.5);
        for (int i = 0; i < 1_000; i++) {
            huge.update(i % 3 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE);
            assertTrue(Double.isFinite(huge.estimate()));
        }
    }

    @Test
    void oracle_refusesWhatItMust() {
        PSquareQuantile estimator = PSquareQuantile.of(0.5);
        for (double value : Streams.NORMAL.values(100, 1)) {
            estimator.update(value);
        }
        byte[] before = PSquareQuantile.CODEC.toBytes(estimator);
        assertThrows(IllegalArgumentException.class, () -> estimator.update(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> estimator.update(Double.POSITIVE_INFINITY));
        assertArrayEquals(before, PSquareQuantile.CODEC.toBytes(estimator));
        assertThrows(IllegalArgumentException.class, () -> PSquareQuantile.of(0));
        assertThrows(IllegalArgumentException.class, () -> PSquareQuantile.of(1));
        assertEquals(0, Allocations.of(i -> estimator.update(i % 100)));
        assertEquals(152, estimator.stateBytes());
    }

    @Test
    void golden_version1StillDecodes() {
        PSquareQuantile estimator = PSquareQuantile.of(0.9);
        Arrays.stream(Streams.NORMAL.values(300, 1)).forEach(estimator::update);
        assertEquals(
                estimator.estimate(),
                Golden.decode("p-square-1.bin", PSquareQuantile.CODEC, estimator)
                        .estimate());
    }
}
