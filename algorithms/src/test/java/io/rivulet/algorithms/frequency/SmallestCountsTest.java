package io.rivulet.algorithms.frequency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** oracle_: against a look at all counters, while they rise by ones, by a few and by much. */
class SmallestCountsTest {

    @Test
    void oracle_findsTheSmallestByCountAndSlot() {
        SplitMix64 random = new SplitMix64(1);
        for (int size : new int[] {1, 2, 3, 4, 5, 16, 33, 200}) {
            for (int most : new int[] {1, 2, 5, 100_000}) {
                long[] counts = new long[size];
                Arrays.setAll(counts, i -> random.nextInt(most));
                var smallest = new SmallestCounts();
                for (int i = 0; i < 3_000; i++) {
                    int expected = 0;
                    for (int slot = 1; slot < size; slot++) {
                        expected = counts[slot] < counts[expected] ? slot : expected;
                    }
                    assertEquals(expected, smallest.first(counts, size));
                    // Mostly the smallest itself, as an item that takes it over does, else any.
                    int raised = random.nextInt(3) == 0 ? random.nextInt(size) : expected;
                    counts[raised] += 1 + random.nextInt(most);
                    if (random.nextInt(200) == 0) {
                        counts[random.nextInt(size)] = 0;
                        smallest.clear();
                    }
                }
            }
        }
    }

    @Test
    void oracle_selectsLikeSorting() {
        SplitMix64 random = new SplitMix64(2);
        for (int round = 0; round < 2_000; round++) {
            long[] values = new long[1 + random.nextInt(300)];
            int kind = random.nextInt(5);
            int most = 1 + random.nextInt(1 << random.nextInt(20));
            Arrays.setAll(values, i -> switch (kind) {
                case 0 -> i;
                case 1 -> values.length - i;
                case 2 -> Math.min(i, values.length - i);
                default -> random.nextInt(most);
            });
            long[] sorted = values.clone();
            Arrays.sort(sorted);
            int rank = random.nextInt(values.length);
            long[] shuffled = values.clone();
            assertEquals(sorted[rank], Selection.select(shuffled, shuffled.length, rank));
            Arrays.sort(shuffled);
            assertTrue(Arrays.equals(sorted, shuffled), "values must only change their order");
        }
    }
}
