package io.rivulet.algorithms.itemset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.distribution.HypergeometricDistribution;
import org.junit.jupiter.api.Test;

/** oracle_: literals of the nine baskets, every pair of itemsets tried, and the tests' definitions by another library. */
class AssociationRuleTest {

    private static final double FOUR_DIGITS = 5e-5;

    @Test
    void oracle_theMeasuresOfTheNineBaskets() {
        Map<String, AssociationRule> rules = new HashMap<>();
        frequentOf(Baskets.NINE, 2)
                .rules(0)
                .forEach(r -> rules.put(String.join("", r.antecedent()) + ">" + String.join("", r.consequent()), r));

        AssociationRule sure = rules.get("15>2");
        assertEquals(0.2222, sure.support(), FOUR_DIGITS);
        assertEquals(1, sure.confidence());
        assertEquals(1.2857, sure.lift(), FOUR_DIGITS);
        assertEquals(0.04938, sure.leverage(), FOUR_DIGITS / 10);
        assertEquals(Double.POSITIVE_INFINITY, sure.conviction());
        assertEquals(2 / 7.0, sure.jaccard(), 1e-15);
        assertEquals(2 / Math.sqrt(14), sure.cosine(), 1e-15);
        assertEquals(2 / 7.0, sure.zhang(), 1e-12); // (4/81) / max(2/9 * 7/9, 2/9 * 5/9)

        AssociationRule weak = rules.get("1>2");
        assertEquals(0.6667, weak.confidence(), FOUR_DIGITS);
        assertEquals(0.8571, weak.lift(), FOUR_DIGITS);
        assertEquals(-0.07407, weak.leverage(), FOUR_DIGITS / 10);
        assertEquals(0.6667, weak.conviction(), FOUR_DIGITS);
        assertEquals(4 / 9.0, weak.jaccard(), 1e-15);
        assertEquals(4 / Math.sqrt(42), weak.cosine(), 1e-15);
        assertEquals((4 / 6.0 + 4 / 7.0) / 2, weak.kulczynski(), 1e-15);
        assertEquals(1 / 9.0, weak.imbalance(), 1e-15);
        assertEquals((1 + 2 / 7.0) / 2, sure.kulczynski(), 1e-15);
        assertEquals(5 / 7.0, sure.imbalance(), 1e-15);
        assertEquals(-1 / 3.0, weak.zhang(), 1e-12); // (-6/81) / max(4/9 * 3/9, 6/9 * 3/9)
        // Both sides in 4, 5 or 6 of 9 with margins 6 and 7: 1 - (7 choose 3 is impossible), so certain.
        assertEquals(1, weak.pValue(), 1e-12);
        // C(7,2) / C(9,2): both of two baskets with 1 and 5 among the seven with 2.
        assertEquals(21 / 36.0, sure.pValue(), 1e-12);
    }

    @Test
    void oracle_everyRuleOfEveryPairOfItemsetsAndNoOther() {
        for (int seed = 0; seed < 30; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            List<List<String>> baskets = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                baskets.add(Baskets.drifting(random, i, 8, 200));
            }
            FrequentItemsets frequent = frequentOf(baskets, 2 + seed % 4);
            double minConfidence = (seed % 5) * 0.25;
            Set<AssociationRule> expected = new HashSet<>();
            for (Itemset x : frequent.itemsets()) {
                for (Itemset y : frequent.itemsets()) {
                    List<String> both = new ArrayList<>(x.items());
                    both.addAll(y.items());
                    if (new HashSet<>(both).size() < both.size()) {
                        continue;
                    }
                    long count =
                            baskets.stream().filter(b -> b.containsAll(both)).count();
                    if (count >= frequent.threshold() && count >= minConfidence * x.count()) {
                        expected.add(
                                new AssociationRule(x.items(), y.items(), count, x.count(), y.count(), baskets.size()));
                    }
                }
            }
            List<AssociationRule> rules = frequent.rules(minConfidence);
            assertEquals(expected, new HashSet<>(rules), "seed " + seed);
            assertEquals(expected.size(), rules.size());
            for (int i = 1; i < rules.size(); i++) {
                assertTrue(rules.get(i - 1).confidence() >= rules.get(i).confidence());
            }
        }
    }

    @Test
    void oracle_fishersTestAgreesWithTheHypergeometricDistribution() {
        SplitMix64 random = new SplitMix64(7);
        for (int i = 0; i < 2_000; i++) {
            int n = 1 + random.nextInt(i % 2 == 0 ? 40 : 20_000);
            int x = 1 + random.nextInt(n);
            int y = 1 + random.nextInt(n);
            int lowest = Math.max(1, x + y - n);
            int both = lowest + random.nextInt(Math.min(x, y) - lowest + 1);
            double expected = new HypergeometricDistribution(n, x, y).upperCumulativeProbability(both);
            AssociationRule rule = new AssociationRule(List.of("x"), List.of("y"), both, x, y, n);
            assertEquals(expected, rule.pValue(), 1e-9, rule + " among " + n);
            if (expected > 1e-250) {
                assertEquals(1, rule.pValue() / expected, 1e-6, rule + " among " + n);
            }
        }
    }

    @Test
    void oracle_wilsonsIntervalOfTwoRules() {
        // Wilson 1927 at z = 1.96: 8 of 10 lies in 0.4902..0.9433, 10 of 10 in 0.7225..1.
        AssociationRule eight = new AssociationRule(List.of("x"), List.of("y"), 8, 10, 20, 100);
        assertEquals(0.4902, eight.confidenceLow(), FOUR_DIGITS);
        assertEquals(0.9433, eight.confidenceHigh(), FOUR_DIGITS);
        AssociationRule all = new AssociationRule(List.of("x"), List.of("y"), 10, 10, 20, 100);
        assertEquals(0.7225, all.confidenceLow(), FOUR_DIGITS);
        assertEquals(1, all.confidenceHigh(), 1e-12);
    }

    @Test
    void oracle_independentSidesMeasureNothing() {
        AssociationRule rule = new AssociationRule(List.of("x"), List.of("y"), 10, 20, 50, 100);
        assertEquals(1, rule.lift(), 1e-12);
        assertEquals(0, rule.leverage(), 1e-12);
        assertEquals(1, rule.conviction(), 1e-12);
        assertEquals(0, rule.zhang(), 1e-12);
        assertEquals(0, new AssociationRule(List.of("x"), List.of("y"), 50, 100, 50, 100).zhang());
    }

    @Test
    void oracle_refusesWhatIsNoRule() {
        assertThrows(
                IllegalArgumentException.class, () -> new AssociationRule(List.of("x"), List.of("y"), 5, 4, 6, 10));
        assertThrows(
                IllegalArgumentException.class, () -> new AssociationRule(List.of("x"), List.of("y"), 1, 8, 8, 10));
        assertThrows(IllegalArgumentException.class, () -> new AssociationRule(List.of(), List.of("y"), 1, 4, 6, 10));
        assertThrows(IllegalArgumentException.class, () -> frequentOf(Baskets.NINE, 2)
                .rules(1.1));
        var halves = new FrequentItemsets(9, 2, List.of(Itemset.of(4, "1", "2"), Itemset.of(6, "1")));
        var e = assertThrows(IllegalArgumentException.class, () -> halves.rules(0));
        assertEquals("itemsets must come with all their subsets, [2] is missing", e.getMessage());
    }

    private static FrequentItemsets frequentOf(List<List<String>> baskets, int minCount) {
        Apriori apriori = Apriori.create(ItemsetParams.ofMinCount(minCount));
        baskets.forEach(apriori::update);
        return apriori.frequent();
    }
}
