package io.rivulet.algorithms.frequency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against exact counts of the last W. golden_: released forms. The laws come from the catalogue. */
class WindowHeavyHittersTest {

    @Test
    void example_asInTheJavadoc() {
        var recent = WindowHeavyHitters.ofTexts(1_000, 100);
        for (int i = 0; i < 5_000; i++) {
            recent.update(i < 4_500 ? "old" : "new");
        }
        assertEquals(511, recent.estimate("new"));
        assertEquals(40, recent.maximumError());
    }

    @Test
    void oracle_promisesHoldAtEveryMomentOfDriftingStreams() {
        SplitMix64 random = new SplitMix64(1);
        for (int round = 0; round < 12; round++) {
            int blocks = List.of(1, 2, 5, 20, 60).get(round % 5);
            int window = blocks * List.of(1, 2, 10, 33).get(round % 4);
            double skew = 1 + random.nextInt(4);
            int drift = 1 + random.nextInt(50);
            check(window, blocks, i -> i / drift + (long) (200 * Math.pow(random.nextDouble(), skew)));
        }
    }

    @Test
    void oracle_promisesHoldInTheWorstOrders() {
        int blocks = 20;
        int window = 400;
        check(window, blocks, i -> i % (blocks + 1)); // one item more than counters, in turn
        check(window, blocks, i -> i); // never the same
        check(window, blocks, i -> 7); // always the same
        check(window, blocks, i -> i / 100); // sorted, in runs
        check(window, blocks, i -> i % window < window / 2 ? 1 : i); // one item in the first half of each frame only
        check(window, blocks, i -> (i + 10) % 20 == 0 ? 1 : i % 3);
        // Small counters are taken over just before an item's runs, so that its counts jump.
        check(window, blocks, i -> i % 60 < 20 ? -1 : i % 60 < 40 ? i : i % 7);
    }

    private static void check(int window, int blocks, LongUnaryOperator items) {
        WindowHeavyHitters<Long> counter = WindowHeavyHitters.of(window, blocks, Codecs.LONG);
        List<Long> all = new ArrayList<>();
        int length = 4 * window + 3;
        for (int i = 0; i < length; i++) {
            all.add(items.applyAsLong(i));
            counter.update(all.get(i));
            if (i % Math.max(1, length / 100) == 0) {
                var oracle = new ExactCounts();
                all.subList(Math.max(0, i + 1 - window), i + 1).forEach(item -> oracle.update(item, 1));
                assertEquals(oracle.total(), counter.total());
                long error = 4L * window / blocks;
                assertTrue(counter.maximumError() <= error);
                for (long item : all.subList(Math.max(0, i - 3 * window), i + 1)) {
                    long count = oracle.count(item);
                    long estimate = counter.estimate(item);
                    assertTrue(
                            estimate >= count && estimate <= count + counter.maximumError(),
                            "item " + item + " at " + i + " of window " + window + ", blocks " + blocks + ": "
                                    + estimate + " for " + count);
                }
                oracle.checkRows(counter.top(3 * blocks + 1), counter, 3L * window / blocks);
            }
        }
    }

    @Test
    void oracle_aRestoredWindowGoesOnAlike() {
        StateCodec<WindowHeavyHitters<Long>> codec = WindowHeavyHitters.codec(Codecs.LONG);
        SplitMix64 random = new SplitMix64(2);
        var counter = WindowHeavyHitters.of(120, 12, Codecs.LONG);
        var restored = WindowHeavyHitters.of(120, 12, Codecs.LONG);
        for (int i = 0; i < 2_000; i++) {
            long item = i / 100 + (long) (30 * Math.pow(random.nextDouble(), 3));
            counter.update(item);
            restored.update(item);
            byte[] bytes = codec.toBytes(counter);
            assertArrayEquals(bytes, codec.toBytes(restored));
            restored = random.nextInt(5) == 0 ? restored.copy() : codec.fromBytes(bytes);
        }
        assertEquals(counter.top(50), restored.top(50));
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        assertEquals(
                "window must be in 1..281474976710656 and a multiple of blocks 30, got 100",
                assertThrows(IllegalArgumentException.class, () -> WindowHeavyHitters.ofTexts(100, 30))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> WindowHeavyHitters.ofTexts(100, 0));
        assertThrows(
                IllegalArgumentException.class, () -> WindowHeavyHitters.<String>aggregation(100, 10, 0, item -> item));
        assertThrows(NullPointerException.class, () -> WindowHeavyHitters.ofTexts(100, 10)
                .update(null));
    }

    @Test
    void oracle_updatesAllocateNothing() {
        String[] items = new String[1_000];
        Arrays.setAll(items, i -> "item-" + i * i % 70);
        var counter = WindowHeavyHitters.ofTexts(1_000, 50);
        assertEquals(0, Allocations.of(i -> counter.update(items[i % items.length])));
    }

    @Test
    void golden_version1StillDecodes() {
        var counter = WindowHeavyHitters.ofTexts(60, 12);
        for (int i = 0; i < 500; i++) {
            counter.update("item-" + i * i % 31);
        }
        var golden = Golden.decode("window-heavy-hitters-1.bin", WindowHeavyHitters.codec(Codecs.TEXT), counter);
        assertEquals(counter.top(12), golden.top(12));
        assertEquals(60, golden.total());
    }
}
