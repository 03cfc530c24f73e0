package io.rivulet.algorithms.distinct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against exact sets and the sketch fed directly. golden_: released forms. The laws come from the catalogue. */
class SpillingDistinctCounterTest {

    @Test
    void example_asInTheJavadoc() {
        var visitors = SpillingDistinctCounter.create();
        for (int id = 0; id < 100_000; id++) {
            visitors.update(id % 4_000);
        }
        assertEquals(4_000, visitors.estimate());
        assertTrue(visitors.isExact());
    }

    @Test
    void oracle_exactUpToTheLimitAndThenTheSketchFedDirectly() {
        SplitMix64 random = new SplitMix64(1);
        for (int round = 0; round < 50; round++) {
            int limit = random.nextInt(1_000);
            SpillingDistinctCounter counter = SpillingDistinctCounter.create(limit, 6, round);
            ExaLogLog sketch = ExaLogLog.create(6, round);
            Set<Integer> exact = new HashSet<>();
            for (int i = 0; i < 3_000; i++) {
                int item = random.nextInt(2_000);
                counter.update(item);
                sketch.update(item);
                exact.add(item);
                assertEquals(exact.size() <= limit, counter.isExact());
                if (counter.isExact()) {
                    assertEquals(exact.size(), counter.estimate());
                    assertEquals(0, counter.relativeStandardError());
                }
            }
            assertFalse(counter.isExact());
            assertEquals(sketch.estimate(), counter.estimate());
            assertEquals(sketch.relativeStandardError(), counter.relativeStandardError());
        }
    }

    @Test
    void oracle_partsMergedInAnyOrderAreTheWholeWithTheSmallerLimitAndPrecision() {
        for (int seed = 0; seed < 300; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            int parts = 2 + random.nextInt(6);
            SpillingDistinctCounter[] states = new SpillingDistinctCounter[parts];
            int limit = Integer.MAX_VALUE;
            int precision = Integer.MAX_VALUE;
            for (int i = 0; i < parts; i++) {
                states[i] = SpillingDistinctCounter.create(random.nextInt(200), 4 + random.nextInt(5));
                limit = Math.min(limit, states[i].limit());
                precision = Math.min(precision, states[i].precision());
            }
            SpillingDistinctCounter whole = SpillingDistinctCounter.create(limit, precision);
            int items = 1 + random.nextInt(400);
            for (int i = 0; i < items; i++) {
                whole.update(i);
                states[random.nextInt(parts)].update(i);
                states[random.nextInt(parts)].update(i);
            }
            SpillingDistinctCounter forwards = states[0].copy();
            SpillingDistinctCounter backwards = states[parts - 1].copy();
            for (int i = 0; i < parts; i++) {
                forwards.merge(states[i]);
                backwards.merge(states[parts - 1 - i]);
            }
            assertArrayEquals(bytes(whole), bytes(forwards), "seed " + seed);
            assertArrayEquals(bytes(whole), bytes(backwards), "seed " + seed);
        }
    }

    @Test
    void oracle_updatesAllocateNothingOnceTheItemsAreInOrTheSketchIsThere() {
        SpillingDistinctCounter few = SpillingDistinctCounter.create();
        assertEquals(0, Allocations.of(i -> few.update(i % 4_000)));
        assertTrue(few.stateBytes() <= 21 * 4_000, "bytes " + few.stateBytes());
        SpillingDistinctCounter many = SpillingDistinctCounter.create();
        assertEquals(0, Allocations.of(i -> many.update(i)));
        assertTrue(many.stateBytes() <= 4_400, "bytes " + many.stateBytes());
    }

    @Test
    void oracle_refusesWhatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> SpillingDistinctCounter.create(-1, 10));
        assertThrows(IllegalArgumentException.class, () -> SpillingDistinctCounter.create(10, 3));
        SpillingDistinctCounter counter = SpillingDistinctCounter.create(10, 8, 1);
        assertThrows(IllegalArgumentException.class, () -> counter.merge(SpillingDistinctCounter.create(10, 8, 2)));
        for (int i = 0; i < 20; i++) {
            counter.update(i);
        }
        byte[] bytes = bytes(counter);
        // The counter's own seed is at the end of its header's limit and precision; the sketch has its own.
        bytes[4 + "spilling-distinct".length() + 1 + 8 + 7] ^= 1;
        assertThrows(CorruptStateException.class, () -> SpillingDistinctCounter.CODEC.fromBytes(bytes));
    }

    /** Real words are counted exactly where there is room for them. */
    @Test
    void oracle_countsRealWordsExactly() throws IOException {
        SpillingDistinctCounter words = SpillingDistinctCounter.create(50_000, 10);
        SpillingDistinctCounter about = SpillingDistinctCounter.create();
        Set<String> exact = new HashSet<>();
        boolean there = CountingTrials.forEachLine("tinyshakespeare.txt.gz", line -> {
            for (String word : line.split(" +", -1)) {
                words.update(word);
                about.update(word);
                exact.add(word);
            }
        });
        assumeTrue(there, "no data");
        assertEquals(exact.size(), words.estimate());
        assertEquals(exact.size(), about.estimate(), 4 * about.relativeStandardError() * exact.size());
    }

    @Test
    void golden_version1StillDecodes() {
        SpillingDistinctCounter few = SpillingDistinctCounter.create(100, 6, 42);
        SpillingDistinctCounter many = SpillingDistinctCounter.create(20, 5, 42);
        for (int i = 0; i < 50; i++) {
            few.update(i);
            few.update("item-" + i);
            many.update(i);
            many.update("item-" + i);
        }
        SpillingDistinctCounter golden =
                Golden.decode("spilling-distinct-exact-1.bin", SpillingDistinctCounter.CODEC, few);
        assertEquals(100, golden.estimate());
        golden = Golden.decode("spilling-distinct-1.bin", SpillingDistinctCounter.CODEC, many);
        assertEquals(many.estimate(), golden.estimate());
    }

    private static byte[] bytes(SpillingDistinctCounter counter) {
        return SpillingDistinctCounter.CODEC.toBytes(counter);
    }
}
