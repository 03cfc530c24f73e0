package io.rivulet.algorithms.itemset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Law;
import io.rivulet.algorithms.Laws;
import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * example_: the Javadoc example. oracle_: single items exactly, and what is found of all itemsets, against the decayed power set of all baskets. laws_: with a half-life short
 * enough for all weights to be divided within the stream, and a longer one.
 */
class DecayedItemsetsTest {

    @Test
    void example_asInTheJavadoc() {
        var miner = DecayedItemsets.create(DecayedParams.of(0.5, 100));
        for (int i = 0; i < 1000; i++) {
            miner.update(i < 500 ? List.of("tea") : List.of("bread", "milk"));
        }
        assertEquals(
                List.of(List.of("bread"), List.of("milk"), List.of("bread", "milk")),
                miner.frequent().stream().map(ApproximateItemset::items).toList());
    }

    @TestFactory
    Stream<DynamicTest> laws_ofShortAndLongHalfLives() {
        return Stream.of(3.5, 200.0).flatMap(halfLife -> Laws.of(DecayedItemsets.<List<String>>aggregation(
                        DecayedParams.of(0.1, halfLife).withMaxLength(4), basket -> basket))
                .input((random, i) -> Baskets.drifting(random, i, 12, 100))
                .list()
                .stream()
                .map((Law law) ->
                        DynamicTest.dynamicTest(law.name() + " (half-life " + halfLife + ")", law.check()::run)));
    }

    @Test
    void oracle_singleItemsAreExactHoweverLongTheStream() {
        for (double halfLife : new double[] {1, 7.5, 300}) {
            var miner = DecayedItemsets.create(DecayedParams.of(0.01, halfLife));
            SplitMix64 random = new SplitMix64(5);
            List<List<String>> baskets = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                baskets.add(Baskets.drifting(random, i, 15, 100));
                miner.update(baskets.get(i));
                if (i % 500 == 499) {
                    Map<List<String>, Double> exact = exact(baskets, halfLife, 1);
                    for (ApproximateItemset itemset : miner.frequent()) {
                        if (itemset.items().size() == 1) {
                            assertEquals(exact.get(itemset.items()), itemset.count(), 0.001 + 1e-9 * itemset.count());
                            assertEquals(0, itemset.error());
                        }
                    }
                    double total = baskets.size() > 0 ? total(baskets.size(), halfLife) : 0;
                    assertEquals(total, miner.weight(), 1e-9 * total);
                }
            }
        }
    }

    /** Steady baskets: nothing but the estimate of the beginning, which fades. */
    @Test
    void oracle_onASteadyStreamAllIsFoundAndCountsAreClose() {
        for (int seed = 0; seed < 5; seed++) {
            var miner = DecayedItemsets.create(DecayedParams.of(0.04, 400));
            List<List<String>> baskets = new ArrayList<>();
            SplitMix64 random = new SplitMix64(seed);
            for (int i = 0; i < 4_000; i++) {
                baskets.add(Baskets.drifting(random, i, 15, 1_000_000));
                miner.update(baskets.get(i));
            }
            Map<List<String>, Double> exact = exact(baskets, 400, 5);
            double total = total(4_000, 400);
            assertEquals(List.of(), missing(miner, exact, 1.02 * 0.04 * total));
            for (ApproximateItemset itemset : miner.frequent()) {
                assertEquals(exact.get(itemset.items()), itemset.count(), 0.002 * total);
            }
        }
    }

    /** Favourites change all the time: found are all that are a tenth above, and counts that are too high say so. */
    @Test
    void oracle_onADriftingStreamAllClearlyFrequentOnesAreFound() {
        int asked = 0;
        int missed = 0;
        for (int seed = 0; seed < 5; seed++) {
            var miner = DecayedItemsets.create(DecayedParams.of(0.05, 300));
            List<List<String>> baskets = new ArrayList<>();
            SplitMix64 random = new SplitMix64(seed);
            for (int i = 0; i < 4_000; i++) {
                baskets.add(Baskets.drifting(random, i, 30, 300));
                miner.update(baskets.get(i));
                if (i % 1_000 == 999) {
                    Map<List<String>, Double> exact = exact(baskets, 300, 5);
                    double total = total(i + 1, 300);
                    double clear = 1.1 * 0.05 * total;
                    asked += (int)
                            exact.values().stream().filter(w -> w >= clear).count();
                    missed += missing(miner, exact, clear).size();
                    for (ApproximateItemset itemset : miner.frequent()) {
                        double count = exact.getOrDefault(itemset.items(), 0.0);
                        assertTrue(itemset.count() <= count + itemset.error() + 1e-6, itemset + " has " + count);
                        assertTrue(itemset.count() >= count - 0.4 * 0.05 * total, itemset + " has " + count);
                    }
                }
            }
        }
        assertTrue(asked > 200);
        assertEquals(0, missed, "of " + asked);
    }

    @Test
    void oracle_itemsThatNeverComeBackLeaveNothingBehind() {
        var miner = DecayedItemsets.create(DecayedParams.of(0.2, 20));
        SplitMix64 random = new SplitMix64(1);
        long at3000 = 0;
        for (int i = 0; i < 30_000; i++) {
            miner.update(List.of("new-" + i, "always", "often-" + random.nextInt(2)));
            if (i == 3_000) {
                at3000 = miner.stateBytes();
            }
        }
        // Names get longer, by a digit.
        assertTrue(miner.stateBytes() <= 1.05 * at3000, at3000 + " bytes, then " + miner.stateBytes());
        assertEquals(
                Set.of(
                        List.of("always"),
                        List.of("often-0"),
                        List.of("often-1"),
                        List.of("always", "often-0"),
                        List.of("always", "often-1")),
                Set.copyOf(
                        miner.frequent().stream().map(ApproximateItemset::items).toList()));
    }

    @Test
    void oracle_followsAtMostSoManyItemsets() {
        var miner = DecayedItemsets.create(DecayedParams.of(0.01, 100).withMaxItemsets(7));
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < 2_000; i++) {
            miner.update(Baskets.drifting(random, i, 10, 50));
            assertTrue(miner.followed() <= 7);
        }
        assertEquals(7, miner.followed());
    }

    @Test
    void oracle_anEmptyMinerAndEmptyBaskets() {
        var miner = DecayedItemsets.create(DecayedParams.of(0.3, 10));
        assertEquals(List.of(), miner.frequent());
        assertEquals(0, miner.weight());
        miner.update(List.of());
        assertEquals(List.of(), miner.frequent());
        miner.update(List.of("a", "a"));
        assertEquals(List.of(new ApproximateItemset(List.of("a"), 1, 0)), miner.frequent());
        assertEquals(2, miner.baskets());
    }

    @Test
    void oracle_aRefusedBasketLeavesTheStateAsItWas() {
        var miner = DecayedItemsets.create(DecayedParams.of(0.3, 10));
        miner.update(List.of("a"));
        byte[] before = DecayedItemsets.CODEC.toBytes(miner);
        assertThrows(NullPointerException.class, () -> miner.update(Arrays.asList("b", null)));
        assertEquals(Arrays.toString(before), Arrays.toString(DecayedItemsets.CODEC.toBytes(miner)));
    }

    @Test
    void oracle_parametersAreChecked() {
        assertEquals(
                "halfLife must be in 1..1e9 baskets, got 0.5",
                assertThrows(IllegalArgumentException.class, () -> DecayedParams.of(0.1, 0.5))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> DecayedParams.of(0, 10));
        assertThrows(IllegalArgumentException.class, () -> DecayedParams.of(Double.NaN, 10));
        assertThrows(
                IllegalArgumentException.class, () -> DecayedParams.of(0.1, 10).withFollowShare(0));
        assertThrows(
                IllegalArgumentException.class, () -> DecayedParams.of(0.1, 10).withMaxLength(0));
        assertThrows(
                IllegalArgumentException.class, () -> DecayedParams.of(0.1, 10).withMaxItemsets(0));
    }

    private static List<List<String>> missing(DecayedItemsets miner, Map<List<String>, Double> exact, double least) {
        Set<List<String>> found = Set.copyOf(
                miner.frequent().stream().map(ApproximateItemset::items).toList());
        return exact.entrySet().stream()
                .filter(e -> e.getValue() >= least && !found.contains(e.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static double total(int baskets, double halfLife) {
        double total = 0;
        for (int i = 0; i < baskets; i++) {
            total += Math.pow(0.5, i / halfLife);
        }
        return total;
    }

    /** The decayed count of every subset of every basket. */
    private static Map<List<String>, Double> exact(List<List<String>> baskets, double halfLife, int maxLength) {
        Map<List<String>, Double> weights = new HashMap<>();
        for (int i = 0; i < baskets.size(); i++) {
            double weight = Math.pow(0.5, (baskets.size() - 1 - i) / halfLife);
            List<String> items = List.copyOf(new TreeSet<>(baskets.get(i)));
            for (int mask = 1; mask < 1 << items.size() && weight > 1e-9; mask++) {
                if (Integer.bitCount(mask) <= maxLength) {
                    List<String> subset = new ArrayList<>();
                    for (int j = 0; j < items.size(); j++) {
                        if ((mask >> j & 1) == 1) {
                            subset.add(items.get(j));
                        }
                    }
                    weights.merge(subset, weight, Double::sum);
                }
            }
        }
        return weights;
    }
}
