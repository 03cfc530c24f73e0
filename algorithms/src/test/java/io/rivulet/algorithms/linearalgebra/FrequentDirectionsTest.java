package io.rivulet.algorithms.linearalgebra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against the products of all rows and the eigenvalues of commons-math3. golden_: released forms. */
class FrequentDirectionsTest {

    @Test
    void example_asInTheJavadoc() {
        var a = FrequentDirections.create(2);
        a.update(new double[] {3, 0, 4});
        a.update(new double[] {6, 0, 8});
        assertArrayEquals(new double[] {0.6, 0, 0.8}, a.directions(1).get(0).vector(), 1e-12);
        assertEquals(80, a.along(new double[] {0, 0, 1}), 1e-9);
        assertEquals(0, a.errorBound());
    }

    /** Rows that are near a space of few directions, with noise; decay is how fast directions weaken. */
    private static double[] row(SplitMix64 random, int columns, double decay) {
        double[] row = new double[columns];
        for (int c = 0; c < columns; c++) {
            row[c] = random.nextGaussian() * Math.pow(decay, c) + (c > 0 ? 0.5 * row[c - 1] : 0);
        }
        return row;
    }

    private static RealMatrix products(List<double[]> rows) {
        RealMatrix a = new Array2DRowRealMatrix(rows.toArray(double[][]::new), false);
        return a.transpose().multiply(a);
    }

    private static RealMatrix products(FrequentDirections found) {
        RealMatrix sum = new Array2DRowRealMatrix(found.columns(), found.columns());
        for (Direction d : found.directions(1_000)) {
            RealMatrix v = new Array2DRowRealMatrix(d.vector());
            sum = sum.add(v.multiply(v.transpose()).scalarMultiply(d.weight()));
        }
        return sum;
    }

    /** The difference is never negative, the bound holds, and it is at most what all, and what the best k leave, allow. */
    private static void check(List<double[]> rows, FrequentDirections found, int l) {
        RealMatrix exact = products(rows);
        double all = exact.getTrace();
        double[] difference = new EigenDecomposition(exact.subtract(products(found))).getRealEigenvalues();
        double[] values = new EigenDecomposition(exact).getRealEigenvalues();
        double rounding = 1e-12 * all;
        for (double value : difference) {
            assertTrue(
                    value >= -rounding && value <= found.errorBound() + rounding, value + " of " + found.errorBound());
        }
        double left = all;
        for (int k = 0; k < Math.min(l, values.length); k++) {
            assertTrue(found.errorBound() <= left / (l - k) + rounding, found.errorBound() + " at k = " + k);
            left -= values[k];
        }
        assertEquals(all, found.squaredNorm(), 1e-9 * all);
        assertEquals(rows.size(), found.count());
    }

    @Test
    void oracle_theBoundsHoldForAnyMatrix() {
        SplitMix64 random = new SplitMix64(1);
        for (int l : new int[] {2, 5, 12}) {
            for (int columns : new int[] {1, 3, 20, 40}) {
                for (double decay : new double[] {1, 0.8}) {
                    var found = FrequentDirections.create(l);
                    List<double[]> rows = new ArrayList<>();
                    for (int i = 0; i < 300; i++) {
                        double[] row = i % 50 == 7 ? new double[columns] : row(random, columns, decay);
                        rows.add(row);
                        found.update(row);
                    }
                    check(rows, found, l);
                }
            }
        }
    }

    @Test
    void oracle_theBoundsHoldForMergedParts() {
        SplitMix64 random = new SplitMix64(2);
        List<FrequentDirections> parts = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        for (int p = 0; p < 7; p++) {
            var part = FrequentDirections.create(6);
            for (int i = 0; i < 10 * p; i++) {
                rows.add(row(random, 15, 0.9));
                part.update(rows.get(rows.size() - 1));
            }
            parts.add(part);
        }
        var sum = FrequentDirections.create(6);
        parts.forEach(sum::merge);
        check(rows, sum, 6);
        sum.merge(sum);
        rows.addAll(List.copyOf(rows));
        check(rows, sum, 6);
    }

    @Test
    void oracle_fewDirectionsAreExactForEver() {
        SplitMix64 random = new SplitMix64(3);
        var found = FrequentDirections.create(4);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            double[] row = new double[10];
            for (int d = 0; d < 3; d++) {
                double along = random.nextGaussian() * Math.pow(10, d);
                for (int c = 0; c < 10; c++) {
                    row[c] += along * Math.sin((d + 1.0) * (c + 1));
                }
            }
            rows.add(row);
            found.update(row);
        }
        check(rows, found, 4);
        assertTrue(found.errorBound() <= 1e-12 * found.squaredNorm(), "lost " + found.errorBound());
        assertEquals(3, found.directions(10).size());
    }

    @Test
    void oracle_eigenvaluesAgreeWithCommonsMath() {
        SplitMix64 random = new SplitMix64(4);
        for (int size = 1; size <= 24; size++) {
            double[][] matrix = new double[size][size];
            var ours = new SymmetricEigen(30);
            ours.begin(size);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j <= i; j++) {
                    matrix[i][j] = random.nextInt(3) == 0 ? 0 : random.nextGaussian() * Math.pow(10, -j / 4);
                    matrix[j][i] = matrix[i][j];
                    ours.set(i, j, matrix[i][j]);
                }
            }
            ours.solve();
            double[] theirs = new EigenDecomposition(new Array2DRowRealMatrix(matrix)).getRealEigenvalues();
            for (int i = 0; i < size; i++) {
                assertEquals(theirs[i], ours.value(i), 1e-10);
                for (int r = 0; r < size; r++) {
                    double product = 0;
                    for (int c = 0; c < size; c++) {
                        product += matrix[r][c] * ours.vector(i, c);
                    }
                    assertEquals(ours.value(i) * ours.vector(i, r), product, 1e-10);
                }
            }
        }
    }

    @Test
    void oracle_refusalsLeaveTheStateAsItWas() {
        assertEquals(
                "rows must be in 2..1024, got 1",
                assertThrows(IllegalArgumentException.class, () -> FrequentDirections.create(1))
                        .getMessage());
        var a = FrequentDirections.create(3);
        assertThrows(IllegalArgumentException.class, () -> a.update(new double[0]));
        assertEquals(0, a.columns());
        a.update(new double[] {1, 2});
        byte[] before = FrequentDirections.CODEC.toBytes(a);
        assertEquals(
                "values must be finite, got NaN",
                assertThrows(IllegalArgumentException.class, () -> a.update(new double[] {1, Double.NaN}))
                        .getMessage());
        assertEquals(
                "row must have 2 values, got 3",
                assertThrows(IllegalArgumentException.class, () -> a.update(new double[3]))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> a.update(new double[] {1e200, 0}));
        assertThrows(IllegalArgumentException.class, () -> a.merge(FrequentDirections.create(4)));
        assertThrows(IllegalArgumentException.class, () -> a.along(new double[2]));
        assertThrows(IllegalArgumentException.class, () -> a.directions(0));
        assertArrayEquals(before, FrequentDirections.CODEC.toBytes(a));
        assertEquals(0, FrequentDirections.create(2).along(new double[] {1}));
    }

    @Test
    void oracle_updatesAllocateNothing() {
        SplitMix64 random = new SplitMix64(5);
        double[][] rows = new double[50][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(random, 8, 0.9);
        }
        var found = FrequentDirections.create(3);
        assertEquals(0, Allocations.of(i -> found.update(rows[i % rows.length])));
    }

    @Test
    void golden_version1StillDecodes() {
        var found = FrequentDirections.create(3);
        // Whole numbers, and too few for a shrinking: no rounding that a processor might do otherwise.
        for (int i = 0; i < 6; i++) {
            found.update(new double[] {i, i * i, 1});
        }
        FrequentDirections golden = Golden.decode("frequent-directions-1.bin", FrequentDirections.CODEC, found);
        assertEquals(found.along(new double[] {1, 0, 0}), golden.along(new double[] {1, 0, 0}));
    }
}
