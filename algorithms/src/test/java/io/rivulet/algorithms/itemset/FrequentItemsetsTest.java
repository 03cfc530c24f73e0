package io.rivulet.algorithms.itemset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** oracle_: a published window, and the definitions tried on every pair. */
class FrequentItemsetsTest {

    @Test
    void oracle_theClosedItemsetsOfTheWindowInThePaperOnMoment() {
        Apriori apriori = Apriori.create(ItemsetParams.ofMinCount(2));
        Baskets.parse("C D", "A B", "A B C", "A B C").forEach(apriori::update);
        FrequentItemsets frequent = apriori.frequent();
        assertEquals("[{C}: 3, {A, B}: 3, {A, B, C}: 2]", frequent.closed().toString());
        assertEquals("[{A, B, C}: 2]", frequent.maximal().toString());
    }

    @Test
    void oracle_closedAndMaximalByTheirDefinitions() {
        for (int seed = 0; seed < 30; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            List<List<String>> baskets = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                baskets.add(Baskets.drifting(random, i, 7, 20));
            }
            FrequentItemsets frequent = Baskets.powerSet(baskets, ItemsetParams.ofMinCount(1 + seed % 3));
            assertEquals(
                    frequent.itemsets().stream()
                            .filter(s -> frequent.itemsets().stream()
                                    .noneMatch(other -> other.count() == s.count() && above(other, s)))
                            .toList(),
                    frequent.closed());
            assertEquals(
                    frequent.itemsets().stream()
                            .filter(s -> frequent.itemsets().stream().noneMatch(other -> above(other, s)))
                            .toList(),
                    frequent.maximal());
        }
    }

    private static boolean above(Itemset other, Itemset itemset) {
        return other.items().size() > itemset.items().size() && other.items().containsAll(itemset.items());
    }
}
