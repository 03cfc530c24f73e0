package io.rivulet.algorithms.itemset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.Law;
import io.rivulet.algorithms.Laws;
import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * example_: the Javadoc example. oracle_: the bound against the power set of all baskets, which holds without chance: whole, merged, with too little room. laws_: with
 * batches that end within the stream.
 */
class LossyCountingTest {

    private static final LossyParams SMALL = new LossyParams(0.1, 0.02, 1, 4, 100_000);

    @Test
    void example_asInTheJavadoc() {
        var miner = LossyCounting.create(LossyParams.ofMinSupport(0.5));
        miner.update(List.of("bread", "milk"));
        miner.update(List.of("bread", "milk", "tea"));
        assertEquals(
                List.of(
                        new ApproximateItemset(List.of("bread"), 2, 0),
                        new ApproximateItemset(List.of("milk"), 2, 0),
                        new ApproximateItemset(List.of("bread", "milk"), 2, 0)),
                miner.frequent());
    }

    @TestFactory
    Stream<DynamicTest> laws_ofBatchesOf150Baskets() {
        return Laws.of(LossyCounting.<List<String>>aggregation(
                        new LossyParams(0.1, 0.02, 3, 3, 100_000), basket -> basket))
                .input((random, i) -> Baskets.drifting(random, i, 12, 300))
                .merged(Agreement.SHAPE)
                .list()
                .stream()
                .map((Law law) -> DynamicTest.dynamicTest(law.name(), law.check()::run));
    }

    @Test
    void oracle_noneIsMissedAndCountsAreWithinTheError() {
        for (int seed = 0; seed < 20; seed++) {
            List<List<String>> baskets = drifting(seed, 1_200, seed % 2 == 0 ? 100_000 : 200);
            LossyParams params = new LossyParams(0.1, 0.02, 1 + seed % 4, 4, 100_000);
            var miner = LossyCounting.create(params);
            for (int i = 0; i < baskets.size(); i++) {
                miner.update(baskets.get(i));
                if (i % 171 == 0 || i == 49 || i == 50) {
                    check(miner, params, baskets.subList(0, i + 1), 0.02);
                }
            }
        }
    }

    @Test
    void oracle_mergedMinersKeepTheBound() {
        for (int seed = 0; seed < 10; seed++) {
            List<List<String>> baskets = drifting(seed, 1_200, 300);
            var merged = LossyCounting.create(SMALL);
            List<List<String>> seen = new ArrayList<>();
            for (int from = 0; from < 1_200; from += 240) {
                var part = LossyCounting.create(SMALL);
                baskets.subList(from, from + 240).forEach(part::update);
                merged.merge(part);
                seen.addAll(baskets.subList(from, from + 240));
                check(merged, SMALL, seen, 0.02);
            }
            merged.merge(merged);
            seen.addAll(List.copyOf(seen));
            check(merged, SMALL, seen, 0.02);
            for (List<String> basket : drifting(seed + 100, 300, 300)) {
                merged.update(basket);
                seen.add(basket);
            }
            check(merged, SMALL, seen, 0.02);
        }
    }

    @Test
    void oracle_withTooLittleRoomTheErrorGrowsAndIsStated() {
        for (int room : new int[] {1, 10, 40}) {
            List<List<String>> baskets = drifting(room, 3_000, 400);
            LossyParams params = SMALL.withMaxItemsets(room);
            var miner = LossyCounting.create(params);
            baskets.forEach(miner::update);
            assertTrue(miner.kept() <= room);
            assertTrue(miner.maximumError() > 0.02 * 3_000);
            Map<List<String>, Long> exact = exact(baskets);
            // With a threshold of 2 all that is kept is in the answer, and what is not came no more often than stated.
            Map<List<String>, ApproximateItemset> kept = new HashMap<>();
            miner.frequent().forEach(s -> kept.put(s.items(), s));
            exact.forEach((items, count) -> {
                ApproximateItemset s = kept.get(items);
                double low = s == null ? 0 : s.count();
                double high = s == null ? Math.max(0.1 * 3_000, miner.maximumError()) : s.count() + s.error();
                assertTrue(
                        items.size() > 4 || low <= count && count <= high, items + " came " + count + " times, " + s);
            });
        }
    }

    @Test
    void oracle_whatIsKeptHardlyGrowsWithTheStream() {
        var miner = LossyCounting.create(new LossyParams(0.02, 0.002, 5, 3, 100_000));
        SplitMix64 random = new SplitMix64(4);
        int most = 0;
        for (int i = 0; i < 30_000; i++) {
            List<String> basket = new ArrayList<>(Baskets.drifting(random, i, 30, 100_000));
            basket.add("only-" + i);
            miner.update(basket);
            most = Math.max(most, miner.kept());
        }
        assertTrue(most < 1_500, most + " itemsets");
        // 2,500 baskets of a batch and their items that never come back are all that is there besides.
        assertTrue(miner.stateBytes() < 1_500_000, miner.stateBytes() + " bytes");
    }

    @Test
    void oracle_countsFallFromSubsetToSuperset() {
        List<List<String>> baskets = drifting(3, 1_000, 150);
        var miner = LossyCounting.create(SMALL);
        baskets.forEach(miner::update);
        Map<List<String>, Double> counts = new HashMap<>();
        miner.frequent().forEach(s -> counts.put(s.items(), s.count()));
        counts.forEach((items, count) -> {
            for (int i = 0; items.size() > 1 && i < items.size(); i++) {
                List<String> subset = new ArrayList<>(items);
                subset.remove(i);
                assertTrue(counts.get(subset) >= count);
            }
        });
    }

    @Test
    void oracle_anEmptyMinerAndEmptyBaskets() {
        var miner = LossyCounting.create(SMALL);
        assertEquals(List.of(), miner.frequent());
        for (int i = 0; i < 120; i++) {
            miner.update(i % 2 == 0 ? List.of() : List.of("a", "a"));
        }
        assertEquals(120, miner.baskets());
        assertEquals(List.of(new ApproximateItemset(List.of("a"), 60, 0)), miner.frequent());
    }

    @Test
    void oracle_aRefusedBasketLeavesTheStateAsItWas() {
        var miner = LossyCounting.create(SMALL);
        miner.update(List.of("a"));
        byte[] before = LossyCounting.CODEC.toBytes(miner);
        assertThrows(NullPointerException.class, () -> miner.update(Arrays.asList("b", null)));
        assertEquals(1, miner.baskets());
        assertEquals(Arrays.toString(before), Arrays.toString(LossyCounting.CODEC.toBytes(miner)));
    }

    @Test
    void oracle_parametersAreChecked() {
        assertEquals(
                "error must be above 0 and at most half of minSupport, 0.05, got 0.06",
                assertThrows(IllegalArgumentException.class, () -> SMALL.withError(0.06))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> SMALL.withError(0));
        assertThrows(IllegalArgumentException.class, () -> SMALL.withBuckets(0));
        assertThrows(IllegalArgumentException.class, () -> SMALL.withMaxLength(31));
        assertThrows(IllegalArgumentException.class, () -> SMALL.withMaxItemsets(0));
        assertThrows(IllegalArgumentException.class, () -> SMALL.withError(1e-6).withBuckets(100));
        assertThrows(IllegalArgumentException.class, () -> LossyParams.ofMinSupport(0));
        var miner = LossyCounting.create(SMALL);
        assertThrows(IllegalArgumentException.class, () -> miner.merge(LossyCounting.create(SMALL.withBuckets(2))));
    }

    @Test
    void oracle_anAnswerThatIsTooLongIsRefused() {
        var miner = LossyCounting.create(SMALL.withMaxItemsets(5));
        miner.update(List.of("a", "b", "c"));
        miner.update(List.of("a", "b", "c"));
        assertThrows(IllegalStateException.class, miner::frequent);
    }

    private static void check(LossyCounting miner, LossyParams params, List<List<String>> baskets, double error) {
        assertTrue(miner.maximumError() <= error * baskets.size());
        Map<List<String>, Long> exact = exact(baskets);
        Map<List<String>, ApproximateItemset> found = new HashMap<>();
        miner.frequent().forEach(s -> found.put(s.items(), s));
        exact.forEach((items, count) -> {
            if (count >= Math.max(2, params.minSupport() * baskets.size()) && items.size() <= params.maxLength()) {
                assertTrue(found.containsKey(items), items + " of count " + count + " is missing");
            }
        });
        found.forEach((items, s) -> {
            long count = exact.get(items);
            assertTrue(s.count() <= count && count <= s.count() + s.error(), s + " has " + count);
            assertTrue(s.error() <= miner.maximumError());
            assertTrue(count >= (params.minSupport() - error) * baskets.size() - 1e-9);
        });
    }

    private static Map<List<String>, Long> exact(List<List<String>> baskets) {
        Map<List<String>, Long> counts = new HashMap<>();
        Baskets.powerSet(baskets, ItemsetParams.ofMinCount(1))
                .itemsets()
                .forEach(s -> counts.put(s.items(), s.count()));
        return counts;
    }

    private static List<List<String>> drifting(int seed, int many, int drift) {
        SplitMix64 random = new SplitMix64(seed);
        return IntStream.range(0, many)
                .mapToObj(i -> Baskets.drifting(random, i, 20, drift))
                .toList();
    }
}
