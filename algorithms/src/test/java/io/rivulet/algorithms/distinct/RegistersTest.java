package io.rivulet.algorithms.distinct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rivulet.algorithms.SplitMix64;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

/** oracle_: constants and series derived anew, index and rank bit by bit, folding against counting anew. */
class RegistersTest {

    private static final MathContext DIGITS = MathContext.DECIMAL128;

    @Test
    void oracle_sigmaAndTauAreTheirSeries() {
        assertEquals(0.89074707, Registers.sigma(0.5), 1e-8);
        assertEquals(0, Registers.sigma(0));
        assertEquals(Double.POSITIVE_INFINITY, Registers.sigma(1));
        assertEquals(0, Registers.tau(0));
        assertEquals(0, Registers.tau(1));
        for (double x : new double[] {1e-9, 0.1, 0.25, 0.5, 0.9, 0.99, 0.999}) {
            assertEquals(sigmaSeries(x), Registers.sigma(x), 1e-12 * Registers.sigma(x), "sigma of " + x);
            assertEquals(tauSeries(x), Registers.tau(x), 1e-12, "tau of " + x);
        }
    }

    private static double sigmaSeries(double x) {
        BigDecimal sum = new BigDecimal(x);
        BigDecimal power = sum;
        for (int k = 1; k < 20; k++) {
            power = power.multiply(power, DIGITS);
            sum = sum.add(power.multiply(BigDecimal.valueOf(1L << (k - 1))), DIGITS);
        }
        return sum.doubleValue();
    }

    private static double tauSeries(double x) {
        BigDecimal sum = BigDecimal.ONE.subtract(new BigDecimal(x), DIGITS);
        BigDecimal root = new BigDecimal(x, DIGITS);
        for (int k = 1; k < 60; k++) {
            root = root.sqrt(DIGITS);
            BigDecimal gap = BigDecimal.ONE.subtract(root, DIGITS);
            sum = sum.subtract(gap.multiply(gap, DIGITS).divide(BigDecimal.valueOf(1L << k), DIGITS), DIGITS);
        }
        return sum.doubleValue() / 3;
    }

    @Test
    void oracle_indexIsTheLowBitsAndRankCountsZerosAboveThem() {
        SplitMix64 random = new SplitMix64(1);
        for (int precision = 4; precision <= 18; precision++) {
            for (int round = 0; round < 1_000; round++) {
                long hash = random.nextLong() >>> random.nextInt(64);
                int rank = 1;
                for (int bit = 63; bit >= precision && (hash >>> bit & 1) == 0; bit--) {
                    rank++;
                }
                assertEquals(rank, Registers.rank(hash, precision));
                assertEquals(hash % (1L << precision) & ((1L << precision) - 1), Registers.index(hash, precision));
            }
            assertEquals(Registers.maxRank(precision), Registers.rank(0, precision));
            assertEquals(Registers.maxRank(precision), Registers.rank((1L << precision) - 1, precision));
        }
    }

    @Test
    void oracle_aFoldedRankIsTheRankAtTheSmallerPrecision() {
        SplitMix64 random = new SplitMix64(2);
        for (int round = 0; round < 100_000; round++) {
            int from = 4 + random.nextInt(15);
            int to = 4 + random.nextInt(from - 3);
            long hash = random.nextLong() >>> random.nextInt(64);
            int index = Registers.index(hash, from);
            assertEquals(Registers.index(hash, to), Registers.foldedIndex(index, to));
            assertEquals(
                    Registers.rank(hash, to),
                    Registers.foldedRank(Registers.rank(hash, from), index, from, to),
                    () -> Long.toHexString(hash) + " from " + from + " to " + to);
        }
    }

    @Test
    void oracle_theEstimateIsTheFormulaOfThePaper() {
        SplitMix64 random = new SplitMix64(3);
        for (int round = 0; round < 1_000; round++) {
            int precision = 4 + random.nextInt(8);
            int m = 1 << precision;
            int highest = Registers.maxRank(precision);
            int[] counts = new int[highest + 1];
            for (int i = 0; i < m; i++) {
                // Bunched around some rank, or spread over all of them up to the highest.
                counts[round % 2 == 0 ? random.nextInt(highest + 1) : highest - random.nextInt(3)]++;
            }
            double sum = m * sigmaSeries(1.0 * counts[0] / m);
            for (int rank = 1; rank < highest; rank++) {
                sum += counts[rank] * Math.pow(2, -rank);
            }
            sum += m * tauSeries(1 - 1.0 * counts[highest] / m) * Math.pow(2, 1 - highest);
            double expected = m / (2 * Math.log(2)) * m / sum;
            long weights = 0;
            for (int rank = 0; rank <= highest; rank++) {
                weights += counts[rank] * Registers.weight(rank, precision);
            }
            assertEquals(expected, Registers.estimate(weights, counts[0], counts[highest], precision), 1e-9 * expected);
        }
    }

    @Test
    void oracle_emptyRegistersEstimateZero() {
        for (int precision = 4; precision <= 18; precision++) {
            assertEquals(0, Registers.estimate(0, 1 << precision, 0, precision));
        }
    }

    @Test
    void oracle_theLargestSumOfWeightsFits64Bits() {
        for (int precision = 4; precision <= 18; precision++) {
            long weights = Registers.weight(1, precision) << precision;
            assertEquals(Long.MIN_VALUE, weights);
            double expected = (1 << precision) / Math.log(2);
            assertEquals(expected, Registers.estimate(weights, 0, 0, precision), 1e-9 * expected);
            assertEquals(1, Registers.weight(Registers.maxRank(precision) - 1, precision));
        }
    }

    @Test
    void oracle_precisionIsTheSmallestThatKeepsTheError() {
        assertEquals(1.04, Registers.standardError(4) * 4, 0.002);
        for (double error :
                new double[] {0.9, 0.26, 0.1, 0.05, 0.02, 0.01, 0.005, 0.0021, Registers.standardError(18)}) {
            int precision = Registers.precisionFor(error);
            assertEquals(true, Registers.standardError(precision) <= error);
            assertEquals(true, precision == 4 || Registers.standardError(precision - 1) > error);
        }
        for (double error : new double[] {Double.NaN, 0, -1, 0.002, 1}) {
            assertThrows(IllegalArgumentException.class, () -> Registers.precisionFor(error));
        }
        assertEquals(
                "precision must be in 4..18, got 19",
                assertThrows(IllegalArgumentException.class, () -> HyperLogLog.create(19))
                        .getMessage());
    }
}
