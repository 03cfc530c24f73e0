package io.rivulet.algorithms.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import org.junit.jupiter.api.Test;

/** oracle_: errors of tests that look after every value, closed forms. The laws, and the averaged ratio by its formula, come from the catalogue. */
class AlwaysValidComparisonTest {

    private static final int ROUNDS = 1_000;

    /**
     * Looking after each of 3,000 values a group, over 1,000 tests without a difference: at most 5 % alarms plus five standard errors, a false alarm in two million
     * drawings of the seeds. A t-test at 5 % is wrong far more often when so looked at.
     */
    @Test
    void oracle_lookingAllTheTimeCostsNoErrors() {
        int alarms = 0;
        int misses = 0;
        int ordinary = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            var test = AlwaysValidComparison.of(0.1);
            boolean missed = false;
            boolean rejected = false;
            for (int i = 0; i < 3_000; i++) {
                test.updateBoth(5 + random.nextGaussian(), 5 + random.nextGaussian());
                if (i % 10 == 0 && test.isReady()) {
                    missed |= Math.abs(test.difference()) > test.margin(0.95);
                    rejected |= Math.abs(test.difference()) > 1.96 * Math.sqrt(2.0 / (i + 1));
                }
            }
            alarms += test.pValue() <= 0.05 ? 1 : 0;
            misses += missed ? 1 : 0;
            ordinary += rejected ? 1 : 0;
        }
        double most = 0.05 + 5 * Math.sqrt(0.05 * 0.95 / ROUNDS);
        assertTrue(alarms <= most * ROUNDS, alarms + " alarms");
        assertTrue(misses <= most * ROUNDS, misses + " intervals that once missed the truth");
        assertTrue(ordinary > 0.15 * ROUNDS, ordinary + " alarms of an ordinary test");
    }

    @Test
    void oracle_sharesOfUnequalGroups() {
        int alarms = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplitMix64 random = new SplitMix64(seed + 10_000L);
            var test = AlwaysValidComparison.of(0.05);
            for (int i = 0; i < 4_000; i++) {
                test.update(random.nextInt(4) == 0, random.nextInt(10) == 0 ? 1 : 0);
            }
            alarms += test.pValue() <= 0.05 ? 1 : 0;
        }
        assertTrue(alarms <= (0.05 + 5 * Math.sqrt(0.05 * 0.95 / ROUNDS)) * ROUNDS, alarms + " alarms");
    }

    @Test
    void oracle_aDifferenceIsFound() {
        int found = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            var test = AlwaysValidComparison.of(0.2);
            for (int i = 0; i < 1_500; i++) {
                test.updateBoth(random.nextGaussian(), 0.2 + random.nextGaussian());
            }
            found += test.pValue() < 0.05 ? 1 : 0;
        }
        assertTrue(found > 190, found + " of 200 found");
    }

    @Test
    void oracle_theMarginIsWhereTheRatioIsOneByAlpha() {
        var test = AlwaysValidComparison.of(0.3);
        SplitMix64 random = new SplitMix64(4);
        double[][] values = new double[150][2];
        for (double[] pair : values) {
            pair[0] = random.nextGaussian();
            pair[1] = random.nextGaussian();
            test.updateBoth(pair[0], pair[1]);
        }
        // Shift the treatment so that the difference is just the margin: then the p-value of this look is 5 %.
        double margin = test.margin(0.95);
        double shift = margin - test.difference();
        double variance = 0;
        for (int g = 0; g < 2; g++) {
            double mean = 0;
            for (double[] pair : values) {
                mean += pair[g] / 150;
            }
            for (double[] pair : values) {
                variance += (pair[g] - mean) * (pair[g] - mean) / 149 / 150;
            }
        }
        double difference = test.difference() + shift;
        double ratio = Math.sqrt(variance / (variance + 0.09))
                * Math.exp(difference * difference * 0.09 / (2 * variance * (variance + 0.09)));
        assertEquals(20, ratio, 1e-9);
    }

    @Test
    void oracle_refusesWhatItMust() {
        var test = AlwaysValidComparison.of(1);
        assertEquals(1, test.pValue());
        assertTrue(Double.isNaN(test.difference()) && Double.isNaN(test.margin(0.9)));
        test.update(true, 3);
        byte[] before = AlwaysValidComparison.CODEC.toBytes(test);
        assertThrows(IllegalArgumentException.class, () -> test.update(false, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> test.updateBoth(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> test.margin(1));
        assertThrows(IllegalArgumentException.class, () -> AlwaysValidComparison.of(0));
        assertArrayEquals(before, AlwaysValidComparison.CODEC.toBytes(test));
        assertEquals(1, test.treatmentCount());
        assertEquals(0, test.controlCount());
    }

    @Test
    void oracle_groupsThatDoNotVary() {
        var same = AlwaysValidComparison.of(1);
        var different = AlwaysValidComparison.of(1);
        for (int i = 0; i < 100; i++) {
            same.updateBoth(7, 7);
            different.updateBoth(7, 8);
        }
        assertEquals(1, same.pValue());
        assertEquals(0, different.pValue());
        assertEquals(0, different.margin(0.95));
        AlwaysValidComparison.CODEC.fromBytes(AlwaysValidComparison.CODEC.toBytes(different));
    }
}
