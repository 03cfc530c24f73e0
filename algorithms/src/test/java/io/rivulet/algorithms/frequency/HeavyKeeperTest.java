package io.rivulet.algorithms.frequency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against exact counts. golden_: released forms. The laws come from the catalogue. */
class HeavyKeeperTest {

    @Test
    void example_asInTheJavadoc() {
        var words = HeavyKeeper.create(1_024, 2, 10, 42);
        for (int i = 0; i < 100_000; i++) {
            words.update(i % 3 == 0 ? "the" : "word-" + i);
        }
        FrequentItem<String> row = words.top(1).get(0);
        assertEquals("the", row.item());
        assertTrue(row.count() <= 33_334 && row.count() > 33_000, "got " + row);
    }

    /**
     * Never above; below by more than a share ε of the total no more often than 1 / (ε · width · f · 0.08): the ten most frequent of 200 seeds, at the ε for
     * which that is a tenth. Were the theorem just met, 200 of 2,000 would be beyond with a deviation of 13 if all were independent, 42 if the ten of a seed
     * went together; 410 is five of these, passed by chance less than once in a million times.
     */
    @Test
    void oracle_neverAboveAndBelowAsSeldomAsPromised() {
        int beyond = 0;
        for (int seed = 0; seed < 200; seed++) {
            var keeper = HeavyKeeper.create(64, 1, 10, seed);
            var oracle = new ExactCounts();
            Zipf zipf = new Zipf(2_000, 1.0, seed);
            for (int i = 0; i < 5_000; i++) {
                oracle.update(zipf.next(), 1);
                keeper.update(Long.toString(oracle.last()));
            }
            for (long item : oracle.top(10)) {
                long count = oracle.count(item);
                long estimate = keeper.estimate(Long.toString(item));
                assertTrue(estimate <= count, "never above");
                double share = 1 / (0.1 * 64 * count * 0.08);
                beyond += count - estimate > share * 5_000 ? 1 : 0;
            }
            for (FrequentItem<String> row : keeper.top(10)) {
                assertTrue(row.count() <= oracle.count(Long.parseLong(row.item())));
            }
            assertEquals(5_000, keeper.total());
        }
        assertTrue(beyond <= 410, "beyond the bound: " + beyond);
    }

    @Test
    void oracle_theTopTenOfZipfAreFoundInOneHundredthOfTheSpace() {
        for (int seed = 0; seed < 10; seed++) {
            var keeper = HeavyKeeper.create(256, 2, 20, seed);
            var oracle = new ExactCounts();
            Zipf zipf = new Zipf(50_000, 1.1, seed);
            for (int i = 0; i < 100_000; i++) {
                oracle.update(zipf.next(), 1);
                keeper.update(Long.toString(oracle.last()));
            }
            List<String> found = keeper.top(20).stream().map(FrequentItem::item).toList();
            for (long item : oracle.top(10)) {
                assertTrue(found.contains(Long.toString(item)), "seed " + seed + ", item " + item);
                assertEquals(oracle.count(item), keeper.estimate(Long.toString(item)), 0.02 * 100_000 / 10);
            }
        }
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        assertThrows(IllegalArgumentException.class, () -> HeavyKeeper.create(100, 2, 10, 1));
        assertThrows(IllegalArgumentException.class, () -> HeavyKeeper.create(128, 9, 10, 1));
        assertEquals(
                "k must be in 1..16777216, got 0",
                assertThrows(IllegalArgumentException.class, () -> HeavyKeeper.create(128, 2, 0, 1))
                        .getMessage());
        assertThrows(NullPointerException.class, () -> HeavyKeeper.create(128, 2, 1, 1)
                .update(null));
    }

    @Test
    void oracle_updatesAllocateNothing() {
        String[] items = new String[5_000];
        Arrays.setAll(items, i -> "item-" + (i < 2_500 ? i % 50 : i));
        var keeper = HeavyKeeper.create(128, 2, 20, 3);
        assertEquals(0, Allocations.of(i -> keeper.update(items[i % items.length])));
    }

    @Test
    void golden_version1StillDecodes() {
        var keeper = HeavyKeeper.create(8, 2, 3, 42);
        for (int i = 0; i < 500; i++) {
            keeper.update("item-" + i * i % 37);
        }
        HeavyKeeper golden = Golden.decode("heavy-keeper-1.bin", HeavyKeeper.CODEC, keeper);
        assertEquals(keeper.top(3), golden.top(3));
        assertEquals(500, golden.total());
    }
}
