package io.rivulet.algorithms.entropy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against two periods filled anew, after every item. The laws come from the catalogue. */
class SlidingDivergenceTest {

    @Test
    void example_asInTheJavadoc() {
        var drift = SlidingDivergence.of(500, 100);
        for (int i = 0; i < 600; i++) {
            drift.update(i % 10);
        }
        assertEquals(0, drift.weightedJensenShannon(), 1e-12);
        for (int i = 0; i < 100; i++) {
            drift.update(10);
        }
        assertEquals(0.65, drift.weightedJensenShannon(), 0.001);
        assertTrue(drift.isFull());
    }

    @Test
    void oracle_equalsPeriodsFilledAnew() {
        SplitMix64 random = new SplitMix64(1);
        for (int[] lengths : new int[][] {{1, 1}, {1, 5}, {7, 1}, {40, 25}, {16, 16}}) {
            var drift = SlidingDivergence.of(lengths[0], lengths[1]);
            List<Integer> items = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                int item = random.nextInt(1 + i / 30);
                items.add(item);
                drift.update(item);
                var anew = Divergence.create();
                int split = Math.max(0, items.size() - lengths[1]);
                items.subList(Math.max(0, split - lengths[0]), split).forEach(anew::updateReference);
                items.subList(split, items.size()).forEach(anew::updateCurrent);
                assertArrayEquals(Divergence.CODEC.toBytes(anew), Divergence.CODEC.toBytes(drift.comparison()));
                assertEquals(anew.weightedJensenShannon(), drift.weightedJensenShannon(), 0.0);
                assertEquals(items.size() >= lengths[0] + lengths[1], drift.isFull());
                if (i % 50 == 0) {
                    drift = SlidingDivergence.CODEC.fromBytes(SlidingDivergence.CODEC.toBytes(drift));
                }
            }
        }
    }

    @Test
    void oracle_aCopyOfPeriodsStaysAsItIs() {
        var drift = SlidingDivergence.of(3, 2);
        "aabbab".chars().forEach(drift::update);
        Divergence then = drift.comparison();
        double before = then.weightedJensenShannon();
        drift.update("other");
        assertEquals(before, then.weightedJensenShannon(), 0.0);
        drift.reset();
        assertFalse(drift.isFull());
        assertTrue(Double.isNaN(drift.weightedJensenShannon()));
    }

    @Test
    void oracle_refusesPeriodsThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> SlidingDivergence.of(0, 1));
        assertThrows(IllegalArgumentException.class, () -> SlidingDivergence.of(1, 1 << 27));
    }
}
