package io.rivulet.algorithms.similarity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.Golden;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc examples. oracle_: against known overlaps. golden_: released forms. The laws come from the catalogue. */
class MinHashTest {

    @Test
    void example_asInTheJavadoc() {
        var monday = MinHash.create();
        var tuesday = MinHash.create();
        for (int visitor = 0; visitor < 3_000; visitor++) {
            monday.update(visitor);
            tuesday.update(1_000 + visitor);
        }
        assertEquals(0.44, monday.similarity(tuesday), 0.005);
        var overlap = JaccardSimilarity.create(256, 0);
        overlap.updateFirst("ada");
        overlap.updateFirst("bob");
        overlap.updateSecond("bob");
        assertEquals(0.5, overlap.estimate(), 0.005);
    }

    /**
     * Over 400 seeds, for small sets and large ones: the mean of the estimates is within five of its standard errors, passed by chance once in a million times;
     * their variance is that of the binomial distribution within a factor of 1.4, which is more than five of its own deviations, √(2 / 400).
     */
    @Test
    void oracle_unbiasedWithTheStatedStandardError() {
        int[][] shapes = {{1, 1, 1}, {5, 10, 20}, {300, 100, 50}, {20, 2_000, 20}}; // only first, both, only second
        for (int[] shape : shapes) {
            double truth = (double) shape[1] / (shape[0] + shape[1] + shape[2]);
            double sum = 0;
            double squares = 0;
            double promised = 0;
            for (int seed = 0; seed < 400; seed++) {
                var first = MinHash.create(64, seed);
                var second = MinHash.create(64, seed);
                for (int i = 0; i < shape[0] + shape[1] + shape[2]; i++) {
                    if (i < shape[0] + shape[1]) {
                        first.update(i);
                    }
                    if (i >= shape[0]) {
                        second.update(i);
                    }
                }
                double error = first.similarity(second) - truth;
                sum += error;
                squares += error * error;
                promised = first.standardError(truth);
            }
            assertEquals(0, sum / 400, 5 * promised / 20, "mean error at " + truth);
            double ratio = squares / 400 / (promised * promised);
            assertTrue(ratio > 1 / 1.4 && ratio < 1.4, "variance by " + ratio + " at " + truth);
        }
    }

    @Test
    void oracle_mergeIsTheUnionAndRepetitionChangesNothing() {
        var odd = MinHash.create(32, 1);
        var even = MinHash.create(32, 1);
        var all = MinHash.create(32, 1);
        for (int i = 0; i < 1_000; i++) {
            (i % 2 == 0 ? even : odd).update("item-" + i);
            all.update("item-" + i);
            all.update("item-" + i / 2);
        }
        odd.merge(even);
        odd.merge(odd);
        assertArrayEquals(MinHash.CODEC.toBytes(all), MinHash.CODEC.toBytes(odd));
        assertEquals(1, odd.similarity(all));
    }

    @Test
    void oracle_emptySets() {
        var empty = MinHash.create();
        var full = MinHash.create();
        full.update("x");
        assertTrue(Double.isNaN(empty.similarity(MinHash.create())));
        assertEquals(0, empty.similarity(full));
        assertEquals(0, full.similarity(empty));
        empty.merge(full);
        assertEquals(1, empty.similarity(full));
    }

    @Test
    void oracle_componentsForAnError() {
        assertEquals(100, MinHash.componentsFor(0.05));
        assertEquals(0.05, MinHash.create(100, 0).standardError(0.5), 1e-12);
        assertEquals(MinHash.MAX_COMPONENTS, MinHash.componentsFor(0.5 / 256));
        assertThrows(IllegalArgumentException.class, () -> MinHash.componentsFor(0.001));
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        assertEquals(
                "components must be an even number in 2..65536, got 7",
                assertThrows(IllegalArgumentException.class, () -> MinHash.create(7, 0))
                        .getMessage());
        var set = MinHash.create(8, 1);
        assertEquals(
                "cannot merge MinHash of 8 components, seed 1 with 8 components, seed 2: seeds differ",
                assertThrows(IllegalArgumentException.class, () -> set.merge(MinHash.create(8, 2)))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> set.similarity(MinHash.create(16, 1)));
        assertThrows(IllegalArgumentException.class, () -> set.standardError(1.5));
        byte[] bytes = MinHash.CODEC.toBytes(set);
        bytes[bytes.length - 1] = 0;
        assertThrows(CorruptStateException.class, () -> MinHash.CODEC.fromBytes(bytes));
    }

    @Test
    void oracle_updatesAllocateNothing() {
        var set = MinHash.create();
        assertEquals(0, Allocations.of(i -> set.update(i)));
    }

    @Test
    void golden_version1StillDecodes() {
        var set = MinHash.create(16, 42);
        for (int i = 0; i < 100; i++) {
            set.update("item-" + i);
        }
        assertEquals(1, set.similarity(Golden.decode("min-hash-1.bin", MinHash.CODEC, set)));
    }
}
