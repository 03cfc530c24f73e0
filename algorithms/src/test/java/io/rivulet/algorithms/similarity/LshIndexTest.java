package io.rivulet.algorithms.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.Laws;
import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** example_: the Javadoc example. laws_: what every state obeys. oracle_: against a comparison with all sets, and the stated recall. golden_: released forms. */
class LshIndexTest {

    @Test
    void example_asInTheJavadoc() {
        var index = LshIndex.of(10_000, 128, 0, 0.7);
        MinHash set = index.set();
        Shingles.ofWords(2).forEach("a dozen eggs and two pounds of flour", set::updateHash);
        index.update(1, set);
        assertEquals(List.of(new Neighbour(1, 1.0)), index.neighbours(set));
    }

    @TestFactory
    Stream<DynamicTest> laws_ofStates() {
        Aggregation<Integer, LshIndex, List<Neighbour>> aggregation = Aggregation.of(
                "lsh-index",
                () -> LshIndex.of(50, 32, 7, 0.5),
                (s, record) -> s.update(record, set(s, record / 3, 20)),
                s -> s.neighbours(set(s, 10, 20)),
                LshIndex.CODEC);
        return Laws.of(aggregation).input((random, i) -> random.nextInt(200)).list().stream()
                .map(law -> DynamicTest.dynamicTest(law.name(), law.check()::run));
    }

    /** So many consecutive numbers. */
    private static MinHash set(LshIndex index, int from, int size) {
        MinHash set = index.set();
        for (int i = 0; i < size; i++) {
            set.update(from + i);
        }
        return set;
    }

    /** Puts, replacements, removals and evictions in any order; whatever shares a band and is alike is found, nothing else. */
    @Test
    void oracle_agreesWithComparingAll() {
        SplitMix64 random = new SplitMix64(3);
        var index = LshIndex.of(60, 32, 1, 0.5);
        Banding banding = Banding.of(32, 0.5);
        Map<Long, MinHash> kept = new LinkedHashMap<>();
        for (int step = 0; step < 3_000; step++) {
            long id = random.nextInt(100);
            MinHash set = set(index, random.nextInt(60), 10 + random.nextInt(10));
            if (random.nextInt(4) == 0) {
                assertEquals(kept.remove(id) != null, index.remove(id));
            } else {
                if (kept.remove(id) == null && kept.size() == 60) {
                    kept.remove(kept.keySet().iterator().next());
                }
                kept.put(id, set);
                index.update(id, set);
            }
            assertEquals(kept.size(), index.size());
            MinHash asked = set(index, random.nextInt(60), 15);
            List<Neighbour> expected = new ArrayList<>();
            kept.forEach((other, there) -> {
                if (there.similarity(asked) >= 0.5 && shareBand(asked, there, banding)) {
                    expected.add(new Neighbour(other, there.similarity(asked)));
                }
            });
            expected.sort((a, b) -> a.similarity() != b.similarity()
                    ? Double.compare(b.similarity(), a.similarity())
                    : Long.compare(a.id(), b.id()));
            assertEquals(expected, index.neighbours(asked));
            assertEquals(expected.stream().findFirst(), index.nearest(asked));
        }
    }

    private static boolean shareBand(MinHash a, MinHash b, Banding banding) {
        for (int band = 0; band < banding.bands(); band++) {
            boolean same = true;
            for (int i = band * banding.rows(); i < (band + 1) * banding.rows(); i++) {
                same &= a.minima()[i] == b.minima()[i];
            }
            if (same) {
                return true;
            }
        }
        return false;
    }

    /** Pairs of known similarity, 2,000 of each: candidates as often as stated within five deviations, passed by chance once in a million times. */
    @Test
    void oracle_candidatesAreFoundAsOftenAsStated() {
        for (int shared : new int[] {40, 60, 80, 90}) {
            double similarity = shared / (200.0 - shared);
            Banding banding = Banding.of(128, 0.7);
            int found = 0;
            for (int pair = 0; pair < 2_000; pair++) {
                MinHash first = MinHash.create(128, pair);
                MinHash second = MinHash.create(128, pair);
                for (int i = 0; i < 100; i++) {
                    first.update(i);
                    second.update(i < shared ? i : 1_000 + i);
                }
                found += shareBand(first, second, banding) ? 1 : 0;
            }
            double recall = banding.recall(similarity);
            double deviation = Math.sqrt(recall * (1 - recall) / 2_000);
            assertEquals(recall, found / 2_000.0, 5 * deviation + 1e-3, "similarity " + similarity);
        }
    }

    @Test
    void oracle_bandsFindTheThresholdAndUseTheComponents() {
        for (int components : new int[] {2, 16, 64, 128, 1_000}) {
            for (double threshold : new double[] {0.1, 0.3, 0.5, 0.7, 0.9, 1}) {
                Banding banding = Banding.of(components, threshold);
                assertTrue(banding.bands() >= 1 && banding.bands() * banding.rows() <= components);
                assertTrue(
                        banding.rows() == 1 || banding.recall(threshold) >= Banding.RECALL,
                        banding + " at " + threshold);
            }
        }
        assertEquals(new Banding(25, 5), Banding.of(128, 0.7));
        assertTrue(LshIndex.of(10, 128, 0, 0.7).recall(0.8) > 0.9999);
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        var index = LshIndex.of(2, 32, 1, 0.5);
        assertEquals(
                "set must not be empty, it is like none",
                assertThrows(IllegalArgumentException.class, () -> index.update(1, index.set()))
                        .getMessage());
        assertEquals(
                "set must have 32 components and seed 1, got 32 and 2",
                assertThrows(IllegalArgumentException.class, () -> index.update(1, MinHash.create(32, 2)))
                        .getMessage());
        assertEquals(
                "threshold must be in 0.1..1, got 0.0",
                assertThrows(IllegalArgumentException.class, () -> LshIndex.of(2, 32, 1, 0))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> LshIndex.of(0, 32, 1, 0.5));
        assertThrows(IllegalArgumentException.class, () -> LshIndex.of(1 << 22, 1 << 10, 1, 0.5));
        assertThrows(IllegalArgumentException.class, () -> index.recall(2));
        assertEquals(List.of(), index.neighbours(index.set()));
        assertEquals(false, index.remove(5));
        assertEquals(0, index.size());
    }

    @Test
    void oracle_updatesAllocateNothing() {
        var index = LshIndex.of(64, 32, 1, 0.5);
        MinHash set = set(index, 1, 20);
        assertEquals(0, Allocations.of(i -> {
            set.update(i);
            index.update(i % 200, set);
        }));
    }

    @Test
    void golden_version1StillDecodes() {
        var index = LshIndex.of(5, 16, 42, 0.5);
        for (int i = 0; i < 20; i++) {
            index.update(i % 9, set(index, i, 10));
        }
        LshIndex golden = Golden.decode("lsh-index-1.bin", LshIndex.CODEC, index);
        assertEquals(index.neighbours(set(index, 15, 10)), golden.neighbours(set(index, 15, 10)));
        assertEquals(5, golden.size());
    }
}
