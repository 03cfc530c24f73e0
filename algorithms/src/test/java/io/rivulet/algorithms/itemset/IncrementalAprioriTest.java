package io.rivulet.algorithms.itemset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.Laws;
import io.rivulet.algorithms.SplitMix64;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * example_: the Javadoc example. oracle_: after every event the answer is that of batch mining over the window, and the changes are the difference to the
 * answer before. laws_: of each kind of window. golden_: released forms.
 */
class IncrementalAprioriTest {

    @Test
    void example_asInTheJavadoc() {
        var miner = IncrementalApriori.lastBaskets(3, ItemsetParams.ofMinCount(2));
        miner.update(List.of("bread", "milk"));
        miner.update(List.of("bread", "milk", "tea"));
        miner.update(List.of("tea"));
        miner.update(List.of("tea", "milk"));
        assertEquals("[{bread}: 1 LEFT, {milk, tea}: 2 ENTERED, {bread, milk}: 1 LEFT]", text(miner.changes()));
    }

    @Test
    void oracle_theNineBasketsAsALandmark() {
        var miner = IncrementalApriori.landmark(ItemsetParams.ofMinCount(2));
        Baskets.NINE.forEach(miner::update);
        assertEquals(Baskets.powerSet(Baskets.NINE, ItemsetParams.ofMinCount(2)), miner.frequent());
        assertEquals(13, miner.frequent().itemsets().size());
        assertEquals(2, miner.count(List.of("5", "1", "2")));
        assertEquals(0, miner.count(List.of("3", "4")));
        assertEquals(0, miner.count(List.of("unknown")));
        assertEquals(9, miner.count(List.of()));
    }

    /** Counts, shares, both; short and long windows; every length limit. One stream a seed, every event checked. */
    @Test
    void oracle_lastBasketsEqualBatchMiningAfterEveryEventOf100DriftingStreams() {
        for (int seed = 0; seed < 100; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            int window = 1 + random.nextInt(seed % 3 == 0 ? 100 : 25);
            Follower follower = new Follower(IncrementalApriori.lastBaskets(window, params(random)), "seed " + seed);
            List<List<String>> ring = new ArrayList<>();
            int items = 3 + seed % 10;
            for (int i = 0; i < 300; i++) {
                List<String> basket = Baskets.drifting(random, i, items, 1 + seed % 40);
                ring.add(basket);
                if (ring.size() > window) {
                    ring.remove(0);
                }
                follower.miner.update(basket);
                follower.check(ring);
            }
        }
    }

    @Test
    void oracle_aLandmarkEqualsBatchMiningAfterEveryEvent() {
        for (int seed = 0; seed < 20; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            Follower follower = new Follower(IncrementalApriori.landmark(params(random)), "seed " + seed);
            List<List<String>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(Baskets.drifting(random, i, 4 + seed % 8, 20));
                follower.miner.update(all.get(i));
                follower.check(all);
            }
        }
    }

    /** Bursts and lulls, so that a share's threshold goes up and down; late baskets, some of them too late; time that passes without a basket. */
    @Test
    void oracle_lastTimeEqualsBatchMiningAfterEveryEventOf100DriftingStreams() {
        int lowered = 0;
        for (int seed = 0; seed < 100; seed++) {
            SplitMix64 random = new SplitMix64(1_000 + seed);
            int window = 20 + random.nextInt(200);
            IncrementalApriori miner = IncrementalApriori.lastTime(Duration.ofMillis(window), params(random));
            Follower follower = new Follower(miner, "seed " + seed);
            List<Timed> came = new ArrayList<>();
            long now = -500;
            int threshold = 0;
            for (int i = 0; i < 250; i++) {
                boolean lull = i / 40 % 2 == 1;
                int step = random.nextInt(lull ? 30 : 4);
                if (i > 0 && random.nextInt(12) == 0) {
                    now += step;
                    miner.advanceTo(now);
                } else if (i > 0 && random.nextInt(4) == 0) {
                    came.add(
                            new Timed(now - random.nextInt(2 * window), Baskets.drifting(random, i, 3 + seed % 9, 30)));
                    miner.update(came.get(came.size() - 1).items, came.get(came.size() - 1).time);
                } else {
                    now += step;
                    came.add(new Timed(now, Baskets.drifting(random, i, 3 + seed % 9, 30)));
                    miner.update(came.get(came.size() - 1).items, now);
                }
                long from = now - window;
                follower.check(came.stream()
                        .filter(b -> b.time > from)
                        .map(Timed::items)
                        .toList());
                lowered += follower.before.threshold() < threshold ? 1 : 0;
                threshold = follower.before.threshold();
            }
        }
        assertTrue(lowered > 300, "thresholds must fall often, got " + lowered);
    }

    @Test
    void oracle_aBorderItemsetThatNoBasketCameToIsFoundWhenTheThresholdFalls() {
        // b turns frequent by a basket without a: {a, b} has 4 baskets then, and no walk came to it. The falling
        // threshold must.
        var miner = IncrementalApriori.lastTime(Duration.ofMillis(100), ItemsetParams.ofMinSupport(0.25));
        long time = 0;
        for (int i = 0; i < 3; i++) {
            miner.update(List.of("x"), time++);
        }
        for (int i = 0; i < 4; i++) {
            miner.update(List.of("a", "b"), time++);
        }
        for (int i = 0; i < 10; i++) {
            miner.update(List.of("a"), time++);
        }
        miner.update(List.of("b"), time++);
        assertEquals("[{a}: 14, {b}: 5]", miner.frequent().itemsets().toString());
        miner.advanceTo(102); // the three with x leave: 4 of 15 are enough
        assertEquals("[{a}: 14, {b}: 5, {a, b}: 4]", miner.frequent().itemsets().toString());
        assertEquals("[{a, b}: 4 ENTERED]", text(miner.changes()));
    }

    @Test
    void oracle_aWindowOfTimeHoldsWhatIsYoungerThanItsLength() {
        var miner = IncrementalApriori.lastTime(Duration.ofMillis(10), ItemsetParams.ofMinCount(1));
        miner.update(List.of("a"), 100);
        miner.update(List.of("b"), 109);
        assertEquals(2, miner.baskets());
        miner.advanceTo(110);
        assertEquals("[{b}: 1]", miner.frequent().itemsets().toString());
        miner.update(List.of("late"), 100); // too late: nothing changes
        assertEquals("[{b}: 1]", miner.frequent().itemsets().toString());
        assertEquals(List.of(), miner.changes());
        miner.update(List.of("c")); // at the latest time
        miner.advanceTo(119);
        assertEquals("[{c}: 1]", miner.frequent().itemsets().toString());
        miner.advanceTo(Long.MAX_VALUE);
        assertEquals(0, miner.baskets());
        assertEquals("[{c}: 0 LEFT]", text(miner.changes()));
    }

    @Test
    void oracle_timesAtTheEndsOfTheirRangeAreTimes() {
        var miner = IncrementalApriori.lastTime(Duration.ofMillis(10), ItemsetParams.ofMinCount(1));
        miner.update(List.of("a"));
        assertEquals(1, miner.baskets());
        miner.update(List.of("b"), Long.MIN_VALUE + 9);
        assertEquals(2, miner.baskets());
        miner.update(List.of("c"), Long.MAX_VALUE);
        miner.update(List.of("d"), Long.MAX_VALUE - 9);
        assertEquals("[{c}: 1, {d}: 1]", miner.frequent().itemsets().toString());
    }

    @Test
    void oracle_anAggregationAnswersForTheTimeAskedAndChangesNothing() {
        var aggregation = IncrementalApriori.<List<String>>aggregation(
                () -> IncrementalApriori.lastTime(Duration.ofMillis(10), ItemsetParams.ofMinCount(1)),
                basket -> basket);
        var miner = aggregation.create();
        aggregation.update(miner, List.of("a"), 100);
        aggregation.update(miner, List.of("b"), 105);
        byte[] before = IncrementalApriori.CODEC.toBytes(miner);
        assertEquals("[{b}: 1]", aggregation.answer(miner, 112).itemsets().toString());
        assertEquals("[]", aggregation.answer(miner, 115).itemsets().toString());
        assertEquals(
                "[{a}: 1, {b}: 1]", aggregation.answer(miner, 100).itemsets().toString());
        assertArrayEquals(before, IncrementalApriori.CODEC.toBytes(miner));
    }

    /** Both go on from every 37th event with the same answers, changes and bytes. */
    @Test
    void oracle_aRestoredMinerGoesOnLikeTheUnbrokenOne() {
        for (int seed = 0; seed < 40; seed++) {
            SplitMix64 random = new SplitMix64(2_000 + seed);
            ItemsetParams params = params(random).withMaxItemsets(seed % 4 == 0 ? 40 : 1_000_000);
            IncrementalApriori unbroken = seed % 2 == 0
                    ? IncrementalApriori.lastBaskets(30, params)
                    : IncrementalApriori.lastTime(Duration.ofMillis(60), params);
            IncrementalApriori restored = unbroken.copy();
            long now = 0;
            for (int i = 0; i < 200; i++) {
                now += random.nextInt(5);
                List<String> basket = Baskets.drifting(random, i, 3 + seed % 9, 10);
                unbroken.update(basket, now);
                restored.update(basket, now);
                byte[] bytes = IncrementalApriori.CODEC.toBytes(unbroken);
                assertArrayEquals(bytes, IncrementalApriori.CODEC.toBytes(restored), "seed " + seed + ", event " + i);
                if (i % 37 == seed % 37) {
                    restored = i % 2 == 0 ? IncrementalApriori.CODEC.fromBytes(bytes) : restored.copy();
                }
                assertEquals(unbroken.overflown(), restored.overflown());
                if (!unbroken.overflown()) {
                    assertEquals(unbroken.frequent(), restored.frequent());
                    assertEquals(unbroken.changes(), restored.changes());
                }
            }
        }
    }

    @Test
    void oracle_aThresholdThatChangesOnTheWayIsThatOfBatchMiningFromThenOn() {
        for (int seed = 0; seed < 60; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            ItemsetParams first = params(random);
            boolean byTime = seed % 2 == 0;
            var miner = byTime
                    ? IncrementalApriori.lastTime(Duration.ofMillis(40), first)
                    : IncrementalApriori.lastBaskets(40, first);
            Follower follower = new Follower(miner, "seed " + seed);
            List<Timed> came = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                if (i % 7 == 6) {
                    ItemsetParams to = params(random);
                    miner.changeThreshold(to.minCount(), to.minSupport());
                    assertEquals(first.maxLength(), miner.params().maxLength());
                    assertEquals(to.minCount(), miner.params().minCount());
                } else {
                    came.add(new Timed(i, Baskets.drifting(random, i, 3 + seed % 9, 30)));
                    miner.update(came.get(came.size() - 1).items, i);
                }
                // A change of the threshold is no time that passes.
                long from = came.get(came.size() - 1).time - 40;
                List<List<String>> window = came.stream()
                        .filter(b -> !byTime || b.time > from)
                        .map(Timed::items)
                        .toList();
                window = byTime ? window : window.subList(Math.max(0, window.size() - 40), window.size());
                follower.check(window);
                if (i % 50 == 49) {
                    byte[] bytes = IncrementalApriori.CODEC.toBytes(miner);
                    assertEquals(
                            miner.frequent(),
                            IncrementalApriori.CODEC.fromBytes(bytes).frequent());
                }
            }
        }
    }

    @Test
    void oracle_aHigherThresholdLetsAnOverflownMinerFollowAtOnce() {
        List<String> dense = IntStream.range(10, 19).mapToObj(i -> "d" + i).toList();
        var miner =
                IncrementalApriori.lastBaskets(10, ItemsetParams.ofMinCount(2).withMaxItemsets(200));
        miner.update(dense);
        miner.update(dense);
        miner.update(List.of("a"));
        assertTrue(miner.overflown());
        miner.changeThreshold(3, 0);
        assertFalse(miner.overflown());
        assertEquals(List.of(), miner.changes());
        miner.changeThreshold(1, 0.5);
        assertTrue(miner.overflown());
        assertThrows(IllegalArgumentException.class, () -> miner.changeThreshold(0, 0.5));
        assertEquals(1, miner.params().minCount());
        miner.reset();
        miner.update(List.of("a"));
        assertEquals("[{a}: 1]", miner.frequent().itemsets().toString());
    }

    /** A few dense baskets among thin ones: too many itemsets while two of them are in the window. */
    @Test
    void oracle_anOverflownMinerSaysSoAndFollowsAgainOnceTheWindowHasMovedOn() {
        List<String> dense = IntStream.range(10, 19).mapToObj(i -> "d" + i).toList();
        ItemsetParams params = ItemsetParams.ofMinCount(2).withMaxItemsets(200);
        var miner = IncrementalApriori.lastBaskets(10, params);
        Follower follower = new Follower(miner, "overflow");
        List<List<String>> ring = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            List<String> basket = i == 20 || i == 21 ? dense : List.of("a", "b" + i % 3);
            ring.add(basket);
            if (ring.size() > 10) {
                ring.remove(0);
            }
            boolean before = miner.overflown();
            miner.update(basket);
            assertEquals(i >= 21 && i < 31, miner.overflown(), "event " + i);
            if (!miner.overflown()) {
                if (before) {
                    follower.startAnew();
                }
                follower.check(ring);
                continue;
            }
            assertThrows(IllegalStateException.class, miner::changes);
            if (i < 30) {
                var e = assertThrows(IllegalStateException.class, miner::frequent);
                assertTrue(e.getMessage().startsWith("more than 200 itemsets are frequent at a count of 2"));
            } else {
                assertEquals(Baskets.powerSet(ring, params), miner.frequent()); // answered, by mining from nothing
            }
        }
    }

    @Test
    void oracle_aMinerThatStaysOverTheLimitStaysOverflownAndBounded() {
        List<String> dense = IntStream.range(10, 22).mapToObj(i -> "d" + i).toList();
        var miner =
                IncrementalApriori.lastBaskets(10, ItemsetParams.ofMinCount(1).withMaxItemsets(500));
        for (int i = 0; i < 200; i++) {
            miner.update(dense);
            assertTrue(miner.overflown());
        }
        assertTrue(miner.stateBytes() < 200_000, "got " + miner.stateBytes());
    }

    @Test
    void oracle_theBorderIsBoundedAndAnswersDoNotNeedIt() {
        for (int seed = 0; seed < 20; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            // The 12 single items are within the limit, the border of up to 66 pairs is not.
            ItemsetParams params = ItemsetParams.ofMinCount(6).withMaxItemsets(20);
            Follower follower = new Follower(IncrementalApriori.lastBaskets(30, params), "seed " + seed);
            List<List<String>> ring = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                ring.add(Baskets.drifting(random, i, 12, 1000));
                if (ring.size() > 30) {
                    ring.remove(0);
                }
                follower.miner.update(ring.get(ring.size() - 1));
                follower.check(ring);
            }
        }
    }

    @Test
    void oracle_itemsThatNeverComeBackLeaveNothingBehind() {
        var miner = IncrementalApriori.lastBaskets(50, ItemsetParams.ofMinCount(2));
        for (int i = 0; i < 500; i++) {
            miner.update(List.of("once-" + i, "pair-" + i / 2, "always"));
        }
        long bytes = miner.stateBytes();
        int encoded = IncrementalApriori.CODEC.toBytes(miner).length;
        for (int i = 500; i < 50_000; i++) {
            miner.update(List.of("once-" + i, "pair-" + i / 2, "always"));
        }
        assertEquals(bytes, miner.stateBytes(), bytes * 0.1);
        assertEquals(encoded, IncrementalApriori.CODEC.toBytes(miner).length, encoded * 0.1);
    }

    @Test
    void oracle_aRefusedBasketLeavesTheStateAsItWas() {
        var miner = IncrementalApriori.lastBaskets(5, ItemsetParams.ofMinCount(2));
        Baskets.NINE.forEach(miner::update);
        byte[] before = IncrementalApriori.CODEC.toBytes(miner);
        assertThrows(NullPointerException.class, () -> miner.update(Arrays.asList("new", null)));
        assertArrayEquals(before, IncrementalApriori.CODEC.toBytes(miner));
    }

    @Test
    void oracle_parametersAreChecked() {
        ItemsetParams params = ItemsetParams.ofMinCount(2);
        assertEquals(
                "baskets must be at least 1, got 0",
                assertThrows(IllegalArgumentException.class, () -> IncrementalApriori.lastBaskets(0, params))
                        .getMessage());
        assertEquals(
                "window must be at least a millisecond, got PT0S",
                assertThrows(IllegalArgumentException.class, () -> IncrementalApriori.lastTime(Duration.ZERO, params))
                        .getMessage());
    }

    /** Four bytes anywhere, every window: whatever decodes goes on for fifty baskets, answering after each. */
    @Test
    void oracle_alteredBytesAreRefusedOrGiveAMinerThatGoesOn() {
        SplitMix64 random = new SplitMix64(9);
        int decoded = 0;
        for (int round = 0; round < 3_000; round++) {
            var miner = round % 2 == 0
                    ? IncrementalApriori.lastBaskets(8, new ItemsetParams(2, 0.1, 5, 1_000))
                    : IncrementalApriori.lastTime(Duration.ofMillis(8), new ItemsetParams(1, 0.3, 5, 1_000));
            for (int i = 0; i < 12; i++) {
                miner.update(Baskets.drifting(random, i, 6, 10), i);
            }
            byte[] bytes = IncrementalApriori.CODEC.toBytes(miner);
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[24 + random.nextInt(bytes.length - 24)] = (byte) random.nextInt(random.nextInt(2) == 0 ? 4 : 256);
            }
            IncrementalApriori altered;
            try {
                altered = IncrementalApriori.CODEC.fromBytes(bytes);
            } catch (CorruptStateException expected) {
                continue;
            }
            decoded++;
            for (int i = 0; i < 50; i++) {
                altered.update(Baskets.drifting(random, i, 6, 10), 12 + i);
                altered.baskets();
            }
            byte[] again = IncrementalApriori.CODEC.toBytes(altered);
            assertArrayEquals(again, IncrementalApriori.CODEC.toBytes(IncrementalApriori.CODEC.fromBytes(again)));
        }
        assertTrue(decoded > 100, "some must decode, got " + decoded);
    }

    @TestFactory
    Stream<DynamicTest> laws_ofLastBasketsWithACount() {
        return laws(() -> IncrementalApriori.lastBaskets(50, ItemsetParams.ofMinCount(3)));
    }

    @TestFactory
    Stream<DynamicTest> laws_ofLastTimeWithAShare() {
        return laws(() -> IncrementalApriori.lastTime(Duration.ofSeconds(70), ItemsetParams.ofMinSupport(0.05)));
    }

    @TestFactory
    Stream<DynamicTest> laws_ofALandmarkWithAShare() {
        return laws(() -> IncrementalApriori.landmark(ItemsetParams.ofMinSupport(0.02)));
    }

    private static Stream<DynamicTest> laws(Supplier<IncrementalApriori> create) {
        return Laws.of(IncrementalApriori.<List<String>>aggregation(create, basket -> basket))
                .input((random, i) -> Baskets.drifting(random, i, 15, 100))
                .list()
                .stream()
                .map(law -> DynamicTest.dynamicTest(law.name(), law.check()::run));
    }

    @Test
    void golden_version1StillDecodes() {
        var miner = IncrementalApriori.lastTime(Duration.ofMillis(8), new ItemsetParams(2, 0.1, 4, 1_000));
        for (int i = 0; i < Baskets.ELEVEN.size(); i++) {
            miner.update(Baskets.ELEVEN.get(i), i);
        }
        IncrementalApriori golden = Golden.decode("incremental-apriori-1.bin", IncrementalApriori.CODEC, miner);
        assertEquals(8, golden.baskets());
        assertEquals(miner.frequent(), golden.frequent());
        assertEquals(miner.changes(), golden.changes());
        assertFalse(golden.changes().isEmpty());
    }

    private record Timed(long time, List<String> items) {}

    /** Follows a miner by its changes, and compares with mining the window's baskets by the power set. */
    private static final class Follower {

        private final IncrementalApriori miner;
        private final String name;
        private FrequentItemsets before = new FrequentItemsets(0, 1, List.of());
        private Set<List<String>> replayed = new HashSet<>();

        Follower(IncrementalApriori miner, String name) {
            this.miner = miner;
            this.name = name;
        }

        void startAnew() {
            before = new FrequentItemsets(0, 1, List.of());
            replayed = new HashSet<>();
        }

        void check(List<List<String>> window) {
            FrequentItemsets now = Baskets.powerSet(window, miner.params);
            assertEquals(now, miner.frequent(), name);
            Set<List<String>> expected = sets(now);
            List<ItemsetChange> changes = miner.changes();
            Set<List<String>> named = new HashSet<>();
            for (ItemsetChange change : changes) {
                List<String> items = change.itemset().items();
                assertTrue(named.add(items), "named once");
                boolean entered = change.change() == Change.ENTERED;
                assertTrue(entered ? replayed.add(items) : replayed.remove(items), name + " " + change);
                assertEquals(
                        window.stream().filter(b -> b.containsAll(items)).count(),
                        change.itemset().count());
            }
            assertEquals(expected, replayed, name);
            before = now;
        }

        private static Set<List<String>> sets(FrequentItemsets of) {
            return of.itemsets().stream().map(Itemset::items).collect(Collectors.toSet());
        }
    }

    private static ItemsetParams params(SplitMix64 random) {
        int kind = random.nextInt(3);
        return new ItemsetParams(
                kind == 0 ? 1 + random.nextInt(5) : 1 + random.nextInt(2),
                kind == 0 ? 0 : 0.03 + 0.3 * random.nextDouble(),
                1 + random.nextInt(6),
                1_000_000);
    }

    private static String text(List<ItemsetChange> changes) {
        return changes.stream()
                .map(c -> c.itemset() + " " + c.change())
                .toList()
                .toString();
    }
}
