package io.rivulet.algorithms.quantile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import org.junit.jupiter.api.Test;

/** oracle_: ranks by their definition in whole numbers, keys by the order of doubles. */
class RanksTest {

    @Test
    void oracle_theRankOfPerCentIsTheWholeNumber() {
        for (int count : new int[] {1, 2, 3, 7, 10, 99, 100, 1_000, 12_345}) {
            for (int percent = 0; percent <= 100; percent++) {
                long exact = Math.max(1, ((long) percent * count + 99) / 100);
                assertEquals(exact, Ranks.of(percent / 100.0, count), percent + " % of " + count);
            }
        }
        assertEquals(1, Ranks.of(Double.MIN_VALUE, 10));
        assertEquals(6, Ranks.of(Math.nextUp(0.5), 10));
        assertThrows(IllegalArgumentException.class, () -> Ranks.of(-0.1, 10));
        assertThrows(IllegalArgumentException.class, () -> Ranks.of(Double.NaN, 10));
    }

    @Test
    void oracle_keysAreInTheOrderOfTheDoublesAndComeBack() {
        SplitMix64 random = new SplitMix64(1);
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < 100_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isNaN(value)) {
                continue;
            }
            assertEquals(Double.compare(value, last), Long.compare(Ranks.key(value), Ranks.key(last)));
            assertEquals(value, Ranks.value(Ranks.key(value)));
            last = value;
        }
        assertEquals(Ranks.key(0.0), Ranks.key(-0.0));
        assertTrue(Ranks.key(-Double.MIN_VALUE) < Ranks.key(0.0));
    }
}
