package io.rivulet.algorithms.itemset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.Laws;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.algorithms.catalog.Catalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * example_: the Javadoc example. oracle_: literal tables and the power set. laws_: with a share as threshold; the catalogue has them with a count.
 * golden_: released forms.
 */
class AprioriTest {

    @Test
    void example_asInTheJavadoc() {
        var apriori = Apriori.create(ItemsetParams.ofMinCount(2));
        apriori.update(List.of("bread", "milk"));
        apriori.update(List.of("bread", "milk", "tea"));
        apriori.update(List.of("tea"));
        assertEquals(
                "[{bread}: 2, {milk}: 2, {tea}: 2, {bread, milk}: 2]",
                apriori.frequent().itemsets().toString());
    }

    @Test
    void oracle_theThirteenItemsetsOfTheNineBaskets() {
        List<Itemset> expected = List.of(
                Itemset.of(7, "2"),
                Itemset.of(6, "1"),
                Itemset.of(6, "3"),
                Itemset.of(2, "4"),
                Itemset.of(2, "5"),
                Itemset.of(4, "1", "2"),
                Itemset.of(4, "1", "3"),
                Itemset.of(4, "2", "3"),
                Itemset.of(2, "1", "5"),
                Itemset.of(2, "2", "4"),
                Itemset.of(2, "2", "5"),
                Itemset.of(2, "1", "2", "3"),
                Itemset.of(2, "1", "2", "5"));
        assertEquals(
                expected,
                mined(Baskets.NINE, ItemsetParams.ofMinCount(2)).frequent().itemsets());
        assertEquals(
                expected,
                mined(Baskets.NINE, ItemsetParams.ofMinSupport(2 / 9.0))
                        .frequent()
                        .itemsets());
    }

    @Test
    void oracle_theElevenBasketsInOnePartAndInFour() {
        Apriori whole = mined(Baskets.ELEVEN, ItemsetParams.ofMinCount(1));
        Apriori merged = Apriori.create(ItemsetParams.ofMinCount(1));
        for (int part = 0; part < 4; part++) {
            Apriori of = Apriori.create(ItemsetParams.ofMinCount(1));
            for (int i = part; i < Baskets.ELEVEN.size(); i += 4) {
                of.update(Baskets.ELEVEN.get(i));
            }
            merged.merge(of);
        }
        for (Apriori apriori : List.of(whole, merged)) {
            Map<Integer, List<Itemset>> byLength = apriori.frequent().itemsets().stream()
                    .collect(Collectors.groupingBy(s -> s.items().size()));
            assertEquals(24, byLength.get(1).size());
            assertEquals(
                    "[{milk}: 7, {bread}: 4, {meat}: 3, {sandwich}: 3, {candy}: 2, {tea}: 2, {water}: 2]",
                    byLength.get(1).subList(0, 7).toString());
            assertTrue(byLength.get(1).stream().skip(7).allMatch(s -> s.count() == 1));
            assertEquals(65, byLength.get(2).size());
            assertEquals(72, byLength.get(2).stream().mapToLong(Itemset::count).sum());
            assertEquals(
                    "[{bread, milk}: 4, {bread, meat}: 2, {bread, water}: 2, {meat, milk}: 2, {milk, water}: 2]",
                    byLength.get(2).subList(0, 5).toString());
            assertEquals(88, byLength.get(3).size());
            assertEquals(
                    "[{bread, meat, milk}: 2, {bread, milk, water}: 2]",
                    byLength.get(3).subList(0, 2).toString());
            assertEquals(1, byLength.get(3).get(2).count());
        }
    }

    @Test
    void oracle_equalsThePowerSetOnRandomBaskets() {
        for (int seed = 0; seed < 200; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            ItemsetParams params = new ItemsetParams(
                    1 + random.nextInt(4), random.nextInt(3) * 0.05, 1 + random.nextInt(6), 1_000_000);
            List<List<String>> baskets = new ArrayList<>();
            Apriori apriori = Apriori.create(params);
            for (int i = 0; i < 20 + random.nextInt(200); i++) {
                List<String> basket = Baskets.drifting(random, i, 4 + seed % 9, 50);
                baskets.add(basket);
                apriori.update(basket);
            }
            assertEquals(Baskets.powerSet(baskets, params), apriori.frequent(), "seed " + seed);
        }
    }

    @Test
    void oracle_countsAnyItemsetFrequentOrNot() {
        Apriori apriori = mined(Baskets.NINE, ItemsetParams.ofMinCount(9));
        assertEquals(List.of(), apriori.frequent().itemsets());
        assertEquals(2, apriori.count(List.of("5", "2", "1")));
        assertEquals(1, apriori.count(List.of("1", "4")));
        assertEquals(0, apriori.count(List.of("3", "4")));
        assertEquals(0, apriori.count(List.of("1", "6")));
        assertEquals(9, apriori.count(List.of()));
    }

    @Test
    void oracle_anItemTwiceInABasketCountsOnceAndEmptyBasketsCountAsBaskets() {
        Apriori apriori = mined(Baskets.parse("a a b", "", "", "a"), ItemsetParams.ofMinSupport(0.5));
        assertEquals(4, apriori.baskets());
        assertEquals("[{a}: 2]", apriori.frequent().itemsets().toString());
    }

    @Test
    void oracle_aShareIsNotRoundedUpForTheRoundingOfAProduct() {
        assertEquals(3, ItemsetParams.ofMinSupport(0.1).threshold(30)); // 0.1 * 30 is above 3 in doubles
        assertEquals(7, ItemsetParams.ofMinSupport(0.07).threshold(100)); // and 0.07 * 100 above 7
        assertEquals(4, ItemsetParams.ofMinSupport(0.1).threshold(31));
        assertEquals(2, ItemsetParams.ofMinSupport(0.1).threshold(9));
        assertEquals(1, ItemsetParams.ofMinSupport(0.1).withMinCount(1).threshold(0));
        assertEquals(5, new ItemsetParams(5, 0.1, 4, 100).threshold(30));
        assertEquals(2_147_483, ItemsetParams.ofMinSupport(0.001).threshold(2_147_483_000));
    }

    @Test
    void oracle_findsItemsetsUpToTheDefaultLengthAndNoFurtherThanAsked() {
        List<String> long18 =
                Stream.iterate(10, i -> i + 1).limit(18).map(i -> "i" + i).toList();
        Apriori apriori = mined(List.of(long18, long18), ItemsetParams.ofMinCount(2));
        assertEquals((1 << 18) - 1 - 18 - 1, apriori.frequent().itemsets().size());
        Apriori pairs =
                mined(List.of(long18, long18), ItemsetParams.ofMinCount(2).withMaxLength(2));
        assertEquals(18 + 153, pairs.frequent().itemsets().size());
    }

    @Test
    void oracle_saysSoWhenThereAreTooManyItemsets() {
        List<String> ten =
                Stream.iterate(0, i -> i + 1).limit(10).map(i -> "i" + i).toList();
        ItemsetParams params = ItemsetParams.ofMinCount(1);
        assertEquals(
                1023,
                mined(List.of(ten), params.withMaxItemsets(1023))
                        .frequent()
                        .itemsets()
                        .size());
        for (int limit : new int[] {1, 9, 10, 1022}) {
            var e = assertThrows(IllegalStateException.class, () -> mined(List.of(ten), params.withMaxItemsets(limit))
                    .frequent());
            assertTrue(e.getMessage().startsWith("more than " + limit + " itemsets are frequent at a count of 1"));
        }
    }

    @Test
    void oracle_aRefusedBasketOrMergeLeavesTheStateAsItWas() {
        Apriori apriori = mined(Baskets.NINE, ItemsetParams.ofMinCount(2));
        byte[] before = Apriori.CODEC.toBytes(apriori);
        assertThrows(NullPointerException.class, () -> apriori.update(Arrays.asList("new", null)));
        assertThrows(IllegalArgumentException.class, () -> apriori.merge(Apriori.create(ItemsetParams.ofMinCount(3))));
        assertArrayEquals(before, Apriori.CODEC.toBytes(apriori));
    }

    @Test
    void oracle_parametersAreChecked() {
        assertRefused("minCount must be at least 1, got 0", () -> ItemsetParams.ofMinCount(0));
        assertRefused("minSupport must be in 0..1, got NaN", () -> ItemsetParams.ofMinSupport(Double.NaN));
        assertRefused("maxLength must be in 1..30, got 31", () -> ItemsetParams.ofMinCount(1)
                .withMaxLength(31));
        assertRefused("maxItemsets must be in 1..10000000, got 0", () -> ItemsetParams.ofMinCount(1)
                .withMaxItemsets(0));
        assertRefused("items must be in rising order, each once, got [b, a]", () -> new Itemset(List.of("b", "a"), 1));
    }

    @Test
    @SuppressWarnings("unchecked") // the entry takes baskets
    void oracle_theCatalogueMinesAllBasketsOrTheLastFew() {
        var entry = (Algorithm<List<String>>) Catalog.find("apriori").orElseThrow();
        assertEquals(13, rows(entry.create()).size());
        List<Map<String, Object>> last =
                rows(entry.create(Map.of("window", "3", "min-support", "1", "max-length", "1")));
        assertEquals("[{items=[1], count=3}, {items=[3], count=3}]", last.toString());
        assertEquals(
                "{items=[1, 3], count=3}",
                rows(entry.create(Map.of("window", "3", "min-count", "3")))
                        .get(2)
                        .toString());
    }

    private static <S> List<Map<String, Object>> rows(Aggregation<List<String>, S, Answer> aggregation) {
        S state = aggregation.create();
        Baskets.NINE.forEach(basket -> aggregation.update(state, basket, 0));
        return aggregation.answer(state, 0).rows();
    }

    @TestFactory
    Stream<DynamicTest> laws_withAShareAsThreshold() {
        return Laws.of(Apriori.<List<String>>aggregation(new ItemsetParams(1, 0.02, 3, 10_000), basket -> basket))
                .input((random, i) -> Baskets.drifting(random, i, 20, 100))
                .list()
                .stream()
                .map(law -> DynamicTest.dynamicTest(law.name(), law.check()::run));
    }

    @Test
    void golden_version1StillDecodes() {
        Apriori apriori = mined(Baskets.ELEVEN, new ItemsetParams(2, 0.1, 4, 1000));
        apriori.update(Collections.emptyList());
        Apriori golden = Golden.decode("apriori-1.bin", Apriori.CODEC, apriori);
        assertEquals(12, golden.baskets());
        assertEquals(apriori.frequent(), golden.frequent());
    }

    private static void assertRefused(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }

    private static Apriori mined(List<List<String>> baskets, ItemsetParams params) {
        Apriori apriori = Apriori.create(params);
        baskets.forEach(apriori::update);
        return apriori;
    }
}
