package io.rivulet.algorithms.entropy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc example. oracle_: closed forms, and a table summed anew for a sliding window; bias and false alarms over many samples. The laws come
 * from the catalogue.
 */
class MutualInformationTest {

    @Test
    void example_asInTheJavadoc() {
        var told = MutualInformation.create();
        for (int i = 0; i < 1_000; i++) {
            told.update(i % 8, i % 4);
        }
        assertEquals(2, told.estimate(), 1e-12);
        assertEquals(1, told.entropyOfXGivenY(), 1e-12);
        assertEquals(0, told.entropyOfYGivenX(), 1e-12);
        assertEquals(3, told.jointEntropy(), 1e-12);
        assertEquals(0.8, told.normalized(), 1e-12);
        assertEquals(1, told.variation(), 1e-12);
    }

    @Test
    void oracle_columnsThatAreIndependentTellNothing() {
        var told = MutualInformation.create();
        assertEquals(0, told.estimate());
        assertEquals(0, told.normalized());
        assertEquals(0, told.biasCorrected());
        assertEquals(1, told.independence().pValue());
        for (int i = 0; i < 600; i++) {
            told.update("x" + i % 5, "y" + i / 5 % 6);
        }
        assertEquals(0, told.estimate(), 1e-12);
        assertEquals(1, told.independence().pValue(), 1e-9);
        assertEquals(20, told.independence().degreesOfFreedom());
    }

    @Test
    void oracle_staysWithTheTableOfASlidingWindow() {
        var told = MutualInformation.create();
        Deque<int[]> window = new ArrayDeque<>();
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < 20_000; i++) {
            int x = random.nextInt(12);
            int y = random.nextInt(3) == 0 ? random.nextInt(9) : x / 2;
            told.update(x, y);
            window.add(new int[] {x, y});
            if (window.size() > 700) {
                int[] gone = window.remove();
                told.retract(gone[0], gone[1]);
            }
            if (i % 991 == 0) {
                long[][] table = new long[12][9];
                window.forEach(pair -> table[pair[0]][pair[1]]++);
                assertEquals(information(table), told.estimate(), 1e-11);
                assertEquals(told.entropyOfX() - told.estimate(), told.entropyOfXGivenY(), 1e-11);
                assertEquals(told.entropyOfY() - told.estimate(), told.entropyOfYGivenX(), 1e-11);
            }
        }
        assertEquals(0, Allocations.of(i -> {
            told.update(i % 12, i % 9);
            told.retract(i % 12, i % 9);
        }));
    }

    private static double information(long[][] table) {
        double n = 0;
        double[] ofX = new double[table.length];
        double[] ofY = new double[table[0].length];
        for (int x = 0; x < table.length; x++) {
            for (int y = 0; y < table[x].length; y++) {
                ofX[x] += table[x][y];
                ofY[y] += table[x][y];
                n += table[x][y];
            }
        }
        double bits = 0;
        for (int x = 0; x < table.length; x++) {
            for (int y = 0; y < table[x].length; y++) {
                if (table[x][y] > 0) {
                    bits += table[x][y] / n * Math.log(table[x][y] * n / (ofX[x] * ofY[y])) / Math.log(2);
                }
            }
        }
        return bits;
    }

    /**
     * 1,000 samples of 400 pairs of two independent columns of five and four: the plain estimate is too high by 12 / 800 nats, and the test finds dependence at
     * 5 % in 5 % of them: 50, with a standard deviation of 7.
     */
    @Test
    void oracle_biasIsTakenOffAndFalseAlarmsAreAsManyAsAskedFor() {
        SplitMix64 random = new SplitMix64(3);
        double plain = 0;
        double corrected = 0;
        int alarms = 0;
        int rounds = 1_000;
        for (int round = 0; round < rounds; round++) {
            var told = MutualInformation.create();
            for (int i = 0; i < 400; i++) {
                told.update(random.nextInt(5), random.nextInt(4));
            }
            plain += told.estimate() / rounds;
            corrected += told.biasCorrected() / rounds;
            alarms += told.independence().pValue() < 0.05 ? 1 : 0;
        }
        assertEquals(12 / 800.0 / Math.log(2), plain, 0.001);
        assertEquals(0, corrected, 0.001);
        assertTrue(alarms >= 22 && alarms <= 85, "false alarms: " + alarms);
    }

    @Test
    void oracle_mergesAndSubtractsLikeTheWholeAndRefusesWhatIsNoPart() {
        var whole = MutualInformation.create();
        var left = MutualInformation.create();
        var right = MutualInformation.create();
        SplitMix64 random = new SplitMix64(2);
        for (int i = 0; i < 2_000; i++) {
            int x = random.nextInt(20);
            int y = x + random.nextInt(3);
            whole.update(x, y);
            (i % 3 == 0 ? left : right).update(x, y);
        }
        double ofLeft = left.estimate();
        left.merge(right);
        assertEquals(whole.estimate(), left.estimate(), 1e-12);
        assertEquals(whole.distinctPairs(), left.distinctPairs());
        left.subtract(right);
        assertEquals(ofLeft, left.estimate(), 1e-12);
        byte[] before = MutualInformation.CODEC.toBytes(left);
        assertThrows(IllegalArgumentException.class, () -> left.subtract(whole));
        // Both texts are in, but never together.
        assertThrows(IllegalArgumentException.class, () -> left.retract(0, 20));
        assertArrayEquals(before, MutualInformation.CODEC.toBytes(left));
        left.subtract(left);
        assertEquals(0, left.count());
    }

    @Test
    void oracle_theOrderOfTheColumnsMatters() {
        var told = MutualInformation.create();
        told.update(1, 2);
        told.update(2, 1);
        assertEquals(2, told.distinctPairs());
        assertEquals(1, told.estimate(), 1e-12);
    }
}
