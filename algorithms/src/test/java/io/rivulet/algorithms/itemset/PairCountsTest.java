package io.rivulet.algorithms.itemset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** oracle_: against the bitmaps, with more pairs than one pass counts. */
class PairCountsTest {

    @Test
    void oracle_countsWhatTheBitmapsCountInOnePassOrInMany() {
        for (int items : new int[] {1, 2, 40, 512, 513, 900}) {
            SplitMix64 random = new SplitMix64(items);
            BasketWindow window = new BasketWindow(300);
            for (int i = 0; i < 500; i++) {
                if (window.size() == 300) {
                    window.removeOldest();
                }
                int[] basket = IntStream.generate(() -> random.nextInt(items))
                        .limit(random.nextInt(40))
                        .sorted()
                        .distinct()
                        .toArray();
                window.add(basket, basket.length, 0);
            }
            // Every third item is not counted.
            int[] ranked = IntStream.range(0, items).filter(id -> id % 3 != 1).toArray();
            PairCounts pairs = new PairCounts();
            pairs.begin(items, ranked.length);
            for (int rank = 0; rank < ranked.length; rank++) {
                pairs.rank(ranked[rank], rank);
            }
            for (int low = 0; low < ranked.length; low++) {
                if (low % pairs.rows() == 0) {
                    pairs.count(window, low);
                }
                for (int high = low + 1; high < ranked.length; high++) {
                    int[] pair = {ranked[low], ranked[high]};
                    assertEquals(window.count(pair, 2), pairs.of(low, high), () -> items + " " + Arrays.toString(pair));
                }
            }
        }
    }

    @Test
    void oracle_paysForManyRareItemsAndNotForFewCommonOnes() {
        assertTrue(PairCounts.pays(50_000, 569, 5_000)); // shop baskets at a low threshold
        assertFalse(PairCounts.pays(64_000, 24, 3_196)); // dense rows
        assertFalse(PairCounts.pays(2_500, 10, 5_000));
        assertFalse(PairCounts.pays(0, 0, 0));
    }
}
