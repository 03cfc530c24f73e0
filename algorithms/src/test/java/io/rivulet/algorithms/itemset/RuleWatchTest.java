package io.rivulet.algorithms.itemset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.Laws;
import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** example_: a rule that comes and goes. oracle_: the changes replayed. laws_: of a state. golden_: released forms. */
class RuleWatchTest {

    @Test
    void example_aRuleEntersAtOneConfidenceAndLeavesBelowAnother() {
        var apriori = Apriori.create(ItemsetParams.ofMinCount(2));
        var watch = RuleWatch.create(0.8, 0.6);
        Baskets.parse("beer chips", "beer chips", "beer chips", "beer chips", "chips", "chips", "chips")
                .forEach(apriori::update);
        assertEquals(
                "[RuleChange[rule=beer -> chips (4 of 4), change=ENTERED]]",
                watch.update(apriori.frequent()).toString());
        apriori.update(List.of("beer"));
        apriori.update(List.of("beer"));
        assertEquals(List.of(), watch.update(apriori.frequent())); // 4 of 6 is below 0.8, not below 0.6
        apriori.update(List.of("beer"));
        assertEquals(
                "[RuleChange[rule=beer -> chips (4 of 6), change=LEFT]]", // as it last was when it held
                watch.update(apriori.frequent()).toString());
        apriori.update(List.of("beer", "chips"));
        assertEquals(List.of(), watch.update(apriori.frequent())); // 5 of 8
        assertEquals(List.of(), watch.rules());
    }

    @Test
    void oracle_changesReplayedGiveTheRulesThatHoldAlsoAfterARestore() {
        var miner = IncrementalApriori.lastBaskets(40, ItemsetParams.ofMinCount(3));
        var watch = RuleWatch.create(0.7, 0.5);
        Set<List<List<String>>> replayed = new HashSet<>();
        SplitMix64 random = new SplitMix64(3);
        int changes = 0;
        for (int i = 0; i < 600; i++) {
            miner.update(Baskets.drifting(random, i, 10, 30));
            FrequentItemsets frequent = miner.frequent();
            for (RuleChange change : watch.update(frequent)) {
                List<List<String>> sides =
                        List.of(change.rule().antecedent(), change.rule().consequent());
                assertTrue(change.change() == Change.ENTERED ? replayed.add(sides) : replayed.remove(sides));
                changes++;
            }
            Set<List<List<String>>> holding = new HashSet<>();
            watch.rules().forEach(r -> holding.add(List.of(r.antecedent(), r.consequent())));
            assertEquals(holding, replayed);
            assertTrue(watch.rules().stream().allMatch(r -> r.confidence() >= 0.5));
            assertTrue(new HashSet<>(watch.rules()).containsAll(frequent.rules(0.7)));
            if (i % 50 == 7) {
                byte[] bytes = RuleWatch.CODEC.toBytes(watch);
                watch = RuleWatch.CODEC.fromBytes(bytes);
                assertArrayEquals(bytes, RuleWatch.CODEC.toBytes(watch));
            }
        }
        assertTrue(changes > 100, "the stream must move, got " + changes + " changes");
    }

    @Test
    void oracle_confidencesAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> RuleWatch.create(1.5, 0.5));
        assertThrows(IllegalArgumentException.class, () -> RuleWatch.create(0.5, 0.6));
        assertThrows(IllegalArgumentException.class, () -> RuleWatch.create(Double.NaN, 0.6));
    }

    @TestFactory
    Stream<DynamicTest> laws_ofAState() {
        Aggregation<FrequentItemsets, RuleWatch, List<AssociationRule>> aggregation = Aggregation.of(
                "rule-watch", () -> RuleWatch.create(0.6, 0.4), RuleWatch::update, RuleWatch::rules, RuleWatch.CODEC);
        return Laws.of(aggregation)
                .input((random, i) -> {
                    var baskets = new ArrayDeque<List<String>>();
                    for (int b = 0; b < 20; b++) {
                        baskets.add(Baskets.drifting(random, i, 6, 100));
                    }
                    return Baskets.powerSet(baskets, ItemsetParams.ofMinCount(3));
                })
                .records(200)
                .list()
                .stream()
                .map(law -> DynamicTest.dynamicTest(law.name(), law.check()::run));
    }

    @Test
    void golden_version1StillDecodes() {
        var apriori = Apriori.create(ItemsetParams.ofMinCount(2));
        Baskets.NINE.forEach(apriori::update);
        var watch = RuleWatch.create(0.7, 0.5);
        watch.update(apriori.frequent());
        RuleWatch golden = Golden.decode("rule-watch-1.bin", RuleWatch.CODEC, watch);
        assertEquals(watch.rules(), golden.rules());
        assertEquals(6, golden.rules().size());
    }
}
