package io.rivulet.algorithms.entropy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.GTest;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc example. oracle_: closed forms, the tests of Commons Math, bounds, and false alarms over many samples of one source. The laws come
 * from the catalogue.
 */
class DivergenceTest {

    private static Divergence of(long[] reference, long[] current) {
        var made = Divergence.create();
        for (int item = 0; item < reference.length; item++) {
            for (long i = 0; i < reference[item]; i++) {
                made.updateReference(item);
            }
            for (long i = 0; i < current[item]; i++) {
                made.updateCurrent(item);
            }
        }
        return made;
    }

    @Test
    void example_asInTheJavadoc() {
        var shift = Divergence.create();
        for (int i = 0; i < 1_000; i++) {
            shift.updateReference(i % 4);
            shift.updateCurrent(i % 5);
        }
        assertEquals(0.1080, shift.jensenShannon(), 5e-5);
        assertTrue(shift.gTest().pValue() < 1e-60 && shift.gTest().pValue() > 1e-68);
    }

    @Test
    void oracle_closedForms() {
        var shift = of(new long[] {30, 10}, new long[] {10, 10});
        double lnTwo = Math.log(2);
        // Shares 3/4, 1/4 and 1/2, 1/2.
        double js = (0.75 * Math.log(0.75 / 0.625)
                        + 0.25 * Math.log(0.25 / 0.375)
                        + 0.5 * Math.log(0.5 / 0.625)
                        + 0.5 * Math.log(0.5 / 0.375))
                / 2
                / lnTwo;
        assertEquals(js, shift.jensenShannon(), 1e-14);
        assertEquals(Math.sqrt(js), shift.jensenShannonDistance(), 1e-14);
        assertEquals(0.25, shift.totalVariation(), 1e-14);
        assertEquals(Math.sqrt(1 - Math.sqrt(0.375) - Math.sqrt(0.125)), shift.hellinger(), 1e-13);
        double p = 30.5 / 41;
        double q = 0.5;
        assertEquals(
                (q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / (1 - p))) / lnTwo, shift.kullbackLeibler(), 1e-14);
        assertEquals(
                (q - p) * Math.log(q / p) + (p - q) * Math.log((1 - q) / (1 - p)), shift.populationStability(), 1e-14);
        // 40 and 20 of 60, of which 20 and ... : H(2/3) - 2/3 H(3/4) - 1/3.
        double both = -(2 / 3.0 * Math.log(2 / 3.0) + 1 / 3.0 * Math.log(1 / 3.0)) / lnTwo;
        double first = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)) / lnTwo;
        assertEquals(both - 2 / 3.0 * first - 1 / 3.0, shift.weightedJensenShannon(), 1e-14);
    }

    @Test
    void oracle_equalPeriodsAreAtZeroAndDisjointOnesAtTheBounds() {
        var same = of(new long[] {20, 30, 50}, new long[] {40, 60, 100});
        assertEquals(0, same.jensenShannon(), 1e-15);
        assertEquals(0, same.weightedJensenShannon(), 1e-15);
        assertEquals(0, same.totalVariation(), 1e-15);
        assertEquals(0, same.hellinger(), 1e-8);
        assertEquals(1, same.gTest().pValue(), 1e-9);
        assertEquals(1, same.chiSquaredTest().pValue(), 1e-9);
        var disjoint = of(new long[] {50, 50, 0}, new long[] {0, 0, 100});
        assertEquals(1, disjoint.jensenShannon(), 1e-15);
        assertEquals(1, disjoint.weightedJensenShannon(), 1e-15);
        assertEquals(1, disjoint.totalVariation(), 1e-15);
        assertEquals(1, disjoint.hellinger(), 1e-15);
        assertTrue(Double.isFinite(disjoint.kullbackLeibler()));
        assertTrue(disjoint.gTest().pValue() < 1e-20);
        // Much more of the one than of the other: what an item can tell is the entropy of the shares.
        var uneven = of(new long[] {900, 0}, new long[] {0, 100});
        assertEquals(1, uneven.jensenShannon(), 1e-15);
        assertEquals(-(0.9 * Math.log(0.9) + 0.1 * Math.log(0.1)) / Math.log(2), uneven.weightedJensenShannon(), 1e-14);
    }

    @Test
    void oracle_testsAreThoseOfCommonsMathWhereNothingIsPooled() {
        SplitMix64 random = new SplitMix64(5);
        for (int round = 0; round < 50; round++) {
            long[] reference = new long[6];
            long[] current = new long[6];
            for (int i = 0; i < 6; i++) {
                reference[i] = 12L + random.nextInt(60);
                current[i] = 12L + random.nextInt(40);
            }
            var shift = of(reference, current);
            assertEquals(
                    new GTest().gDataSetsComparison(reference, current),
                    shift.gTest().statistic(),
                    1e-9);
            assertEquals(
                    new GTest().gTestDataSetsComparison(reference, current),
                    shift.gTest().pValue(),
                    1e-9);
            ChiSquareTest chiSquare = new ChiSquareTest();
            assertEquals(
                    chiSquare.chiSquareDataSetsComparison(reference, current),
                    shift.chiSquaredTest().statistic(),
                    1e-9);
            assertEquals(
                    chiSquare.chiSquareTestDataSetsComparison(reference, current),
                    shift.chiSquaredTest().pValue(),
                    1e-9);
            assertEquals(5, shift.gTest().degreesOfFreedom());
            double n = shift.referenceCount() + shift.currentCount();
            assertEquals(
                    shift.gTest().statistic(), 2 * n * Math.log(2) * shift.weightedJensenShannon(), 1e-8, "G and JS");
        }
    }

    /**
     * 1,000 pairs of samples of one skewed source with many rare items: at 5 %, 50 false alarms are expected, with a standard deviation of 7. The plain G-test, without
     * pooling, would sound the alarm nearly always.
     */
    @Test
    void oracle_falseAlarmsAreAsManyAsAskedForThoughMostItemsAreRare() {
        SplitMix64 random = new SplitMix64(7);
        int byG = 0;
        int byChiSquared = 0;
        for (int round = 0; round < 1_000; round++) {
            var shift = Divergence.create();
            for (int i = 0; i < 500; i++) {
                shift.updateReference((long) (1_000 * Math.pow(random.nextDouble(), 4)));
                shift.updateCurrent((long) (1_000 * Math.pow(random.nextDouble(), 4)));
            }
            byG += shift.gTest().pValue() < 0.05 ? 1 : 0;
            byChiSquared += shift.chiSquaredTest().pValue() < 0.05 ? 1 : 0;
        }
        assertTrue(byG >= 22 && byG <= 85, "G-test: " + byG);
        assertTrue(byChiSquared >= 22 && byChiSquared <= 85, "chi-squared: " + byChiSquared);
    }

    @Test
    void oracle_itemsThatAreTooRareArePooledAndTooFewRecordsTellNothing() {
        // Expected in the smaller period: 5, 5, 0.5, 0.5, 0.5, 0.5; the pool of 2 takes one of the fives.
        var shift = of(new long[] {5, 5, 1, 1, 0, 0}, new long[] {5, 5, 0, 0, 1, 1});
        assertEquals(1, shift.gTest().degreesOfFreedom());
        var few = of(new long[] {1, 1, 0}, new long[] {0, 1, 1});
        assertEquals(new Significance(0, 0, 1), few.gTest());
        assertEquals(new Significance(0, 0, 1), few.chiSquaredTest());
    }

    @Test
    void oracle_nothingToCompareIsNoNumber() {
        var shift = Divergence.create();
        shift.updateReference("a");
        assertTrue(Double.isNaN(shift.jensenShannon()));
        assertTrue(Double.isNaN(shift.jensenShannonDistance()));
        assertTrue(Double.isNaN(shift.weightedJensenShannon()));
        assertTrue(Double.isNaN(shift.kullbackLeibler()));
        assertTrue(Double.isNaN(shift.populationStability()));
        assertTrue(Double.isNaN(shift.totalVariation()));
        assertTrue(Double.isNaN(shift.hellinger()));
        assertTrue(Double.isNaN(shift.gTest().pValue()));
        shift.updateCurrent("a");
        assertEquals(0, shift.jensenShannon());
        assertEquals(1, shift.gTest().pValue());
    }

    @Test
    void oracle_retractionsAndSubtractionsLeaveNoTrace() {
        SplitMix64 random = new SplitMix64(9);
        var shift = of(new long[] {5, 3, 9}, new long[] {2, 0, 7});
        byte[] before = Divergence.CODEC.toBytes(shift);
        double weighted = shift.weightedJensenShannon();
        for (int i = 0; i < 5_000; i++) {
            shift.updateReference(random.nextInt(50));
        }
        random = new SplitMix64(9);
        for (int i = 0; i < 5_000; i++) {
            shift.retractReference(random.nextInt(50));
        }
        shift.updateCurrent("a");
        shift.retractCurrent("a");
        shift.merge(shift);
        shift.subtract(of(new long[] {5, 3, 9}, new long[] {2, 0, 7}));
        assertArrayEquals(before, Divergence.CODEC.toBytes(shift));
        assertEquals(weighted, shift.weightedJensenShannon(), 0.0);
        assertEquals(3, shift.distinct());
        assertThrows(IllegalArgumentException.class, () -> shift.retractCurrent(1));
        assertThrows(IllegalArgumentException.class, () -> shift.retractReference("a"));
        assertThrows(IllegalArgumentException.class, () -> shift.subtract(of(new long[] {0, 1}, new long[] {0, 1})));
        assertThrows(IllegalArgumentException.class, () -> shift.kullbackLeibler(0));
        assertThrows(IllegalArgumentException.class, () -> shift.populationStability(Double.NaN));
        assertArrayEquals(before, Divergence.CODEC.toBytes(shift));
    }
}
