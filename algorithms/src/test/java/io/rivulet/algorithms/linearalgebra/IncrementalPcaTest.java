package io.rivulet.algorithms.linearalgebra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against the principal components of all rows at once. golden_: released forms. */
class IncrementalPcaTest {

    @Test
    void example_asInTheJavadoc() {
        var pca = IncrementalPca.create(1, 0);
        for (int i = 0; i < 100; i++) {
            pca.update(new double[] {3 * i, 4 * i, 7});
        }
        assertArrayEquals(new double[] {0.6, 0.8, 0}, pca.directions().get(0).vector(), 1e-12);
    }

    /** Ten numbers: three directions of variances 100, 25 and 6 that are turned by an angle, noise of variance 1, a mean. */
    private static double[] row(SplitMix64 random, double turn) {
        double[] spread = {10, 5, 2.5};
        double[] row = new double[10];
        for (int d = 0; d < 3; d++) {
            double along = spread[d] * random.nextGaussian();
            row[2 * d] += along * Math.cos(turn);
            row[2 * d + 1] += along * Math.sin(turn);
        }
        for (int c = 0; c < 10; c++) {
            row[c] += random.nextGaussian() + 5 * c;
        }
        return row;
    }

    private static double cosine(double[] a, double[] b) {
        double product = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
        }
        return Math.abs(product);
    }

    @Test
    void oracle_agreesWithAllRowsAtOnce() {
        for (int seed = 0; seed < 10; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            double[][] rows = new double[5_000][];
            var pca = IncrementalPca.create(3, 0);
            for (int i = 0; i < rows.length; i++) {
                rows[i] = row(random, 0.7);
                pca.update(rows[i]);
            }
            var exact =
                    new EigenDecomposition(new Covariance(new Array2DRowRealMatrix(rows, false)).getCovarianceMatrix());
            List<Direction> found = pca.directions();
            for (int i = 0; i < 3; i++) {
                double cosine =
                        cosine(found.get(i).vector(), exact.getEigenvector(i).toArray());
                assertTrue(cosine > 0.99, "component " + i + ", seed " + seed + ": " + cosine);
                assertEquals(exact.getRealEigenvalue(i), found.get(i).weight(), 0.06 * exact.getRealEigenvalue(i));
            }
            assertEquals(rows.length, pca.count());
            assertEquals(45, pca.mean()[9], 0.1);
        }
    }

    @Test
    void oracle_amnesiaFollowsAChange() {
        double[] after = {Math.cos(1.5), Math.sin(1.5), 0, 0, 0, 0, 0, 0, 0, 0};
        double[] cosines = new double[2];
        for (int a = 0; a < 2; a++) {
            SplitMix64 random = new SplitMix64(1);
            var pca = IncrementalPca.create(2, 4 * a);
            for (int i = 0; i < 3_000; i++) {
                pca.update(row(random, i < 1_000 ? 0 : 1.5));
            }
            cosines[a] = cosine(pca.directions().get(0).vector(), after);
        }
        assertTrue(cosines[1] > 0.99, "with amnesia: " + cosines[1]);
        assertTrue(cosines[0] < cosines[1], "without: " + cosines[0]);
    }

    @Test
    void oracle_fewRowsAndRowsWithoutVariance() {
        var pca = IncrementalPca.create(3, 0);
        assertEquals(List.of(), pca.directions());
        pca.update(new double[] {1, 2});
        assertEquals(List.of(), pca.directions());
        for (int i = 0; i < 10; i++) {
            pca.update(new double[] {1, 2});
        }
        assertEquals(List.of(), pca.directions(), "all the same");
        pca.update(new double[] {1, 14});
        assertArrayEquals(new double[] {0, 1}, pca.directions().get(0).vector(), 1e-12);
        assertTrue(Double.isFinite(pca.directions().get(0).weight()));
    }

    @Test
    void oracle_refusalsLeaveTheStateAsItWas() {
        assertThrows(IllegalArgumentException.class, () -> IncrementalPca.create(0, 0));
        assertEquals(
                "amnesia must be in 0..4.0, got -1.0",
                assertThrows(IllegalArgumentException.class, () -> IncrementalPca.create(1, -1))
                        .getMessage());
        var pca = IncrementalPca.create(2, 0);
        pca.update(new double[] {1, 2, 3});
        byte[] before = IncrementalPca.CODEC.toBytes(pca);
        assertThrows(IllegalArgumentException.class, () -> pca.update(new double[] {1, 2}));
        assertThrows(IllegalArgumentException.class, () -> pca.update(new double[] {1, 2, Double.POSITIVE_INFINITY}));
        assertArrayEquals(before, IncrementalPca.CODEC.toBytes(pca));
    }

    @Test
    void oracle_updatesAllocateNothing() {
        SplitMix64 random = new SplitMix64(5);
        double[] row = row(random, 0);
        var pca = IncrementalPca.create(3, 2);
        assertEquals(0, Allocations.of(i -> pca.update(row)));
    }

    @Test
    void golden_version1StillDecodes() {
        var pca = IncrementalPca.create(2, 2);
        for (int i = 0; i < 30; i++) {
            pca.update(new double[] {i % 7, i % 5, i % 3});
        }
        IncrementalPca golden = Golden.decode("incremental-pca-1.bin", IncrementalPca.CODEC, pca);
        assertArrayEquals(pca.mean(), golden.mean());
        assertEquals(
                pca.directions().get(1).weight(), golden.directions().get(1).weight());
    }
}
