package io.rivulet.algorithms.frequency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.sliding.Sliding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc examples of both kinds. oracle_: against exact counts. golden_: released forms. The laws come from the catalogue, over
 * {@link SketchTopK}.
 */
class CountMinTest {

    private static final List<String> WATCHED = List.of("a", "b", "z");

    @Test
    void example_asInTheJavadoc() {
        var pages = CountMin.create();
        var closer = ConservativeCountMin.create();
        for (int i = 0; i < 100_000; i++) {
            pages.update("page-" + i % 50_000);
            closer.update("page-" + i % 50_000);
        }
        pages.update("/home", 700);
        closer.update("/home", 700);
        assertEquals(738, pages.estimate("/home"));
        assertEquals(134, pages.likelyError());
        assertEquals(719, closer.estimate("/home"));
        assertEquals(20, closer.estimate("page-1"));
    }

    /**
     * 200 seeds and 10 items of each, at width 64 and depth 2: at most e^-2 = 13.5 % of 2,000 may be beyond. The mean would be 271 with a deviation of 15 were
     * the promise just met and all independent; the items of one seed are not, at worst all ten go together: 48. Five of these more, 511, are passed by chance
     * less than once in a million times; in truth it is far less, for Markov's inequality is generous.
     */
    @Test
    void oracle_theErrorIsBeyondTheBoundAsSeldomAsPromised() {
        for (double exponent : new double[] {0, 0.8, 1.2}) {
            int beyond = 0;
            int beyondConservative = 0;
            for (int seed = 0; seed < 200; seed++) {
                var oracle = new ExactCounts();
                var plain = CountMin.create(64, 2, seed);
                var conservative = ConservativeCountMin.create(64, 2, seed);
                Zipf zipf = new Zipf(2_000, exponent, seed);
                for (int i = 0; i < 2_000; i++) {
                    oracle.update(zipf.next(), 1);
                    plain.update(oracle.last());
                    conservative.update(oracle.last());
                }
                for (long item = 0; item < 10; item++) {
                    long count = oracle.count(item);
                    assertTrue(conservative.estimate(item) >= count, "never below");
                    assertTrue(plain.estimate(item) >= conservative.estimate(item), "never closer than the other");
                    beyond += plain.estimate(item) - count > plain.likelyError() ? 1 : 0;
                    beyondConservative += conservative.estimate(item) - count > conservative.likelyError() ? 1 : 0;
                }
            }
            assertTrue(beyond <= 511 && beyondConservative <= beyond, beyond + " and " + beyondConservative);
        }
    }

    @Test
    void oracle_aRowIsWrongByTheOthersWeightByTheWidthOnAverage() {
        // One row; 300 seeds: each estimate of an absent item deviates by the root of F2 / width, 11 here, their mean
        // by 0.7.
        double sum = 0;
        for (int seed = 0; seed < 300; seed++) {
            var sketch = CountMin.create(128, 1, seed);
            for (int i = 0; i < 16_000; i++) {
                sketch.update((long) i);
            }
            sum += sketch.estimate(-1L);
        }
        assertEquals(125, sum / 300, 4);
    }

    @Test
    void oracle_conservativeIsFarCloserOnSkewedStreams() {
        double plainError = 0;
        double conservativeError = 0;
        var oracle = new ExactCounts();
        var plain = CountMin.create(256, 4, 1);
        var conservative = ConservativeCountMin.create(256, 4, 1);
        Zipf zipf = new Zipf(10_000, 1, 1);
        for (int i = 0; i < 100_000; i++) {
            oracle.update(zipf.next(), 1);
            plain.update(oracle.last());
            conservative.update(oracle.last());
        }
        for (long item : oracle.counts.keySet()) {
            plainError += plain.estimate(item) - oracle.count(item);
            conservativeError += conservative.estimate(item) - oracle.count(item);
        }
        assertTrue(conservativeError < 0.75 * plainError, conservativeError + " against " + plainError);
    }

    @Test
    void oracle_partsAddUpExactlyAndCanBeSubtracted() {
        for (int parts : new int[] {2, 3, 7}) {
            var whole = CountMin.create(64, 3, 5);
            var sum = CountMin.create(64, 3, 5);
            var conservative = ConservativeCountMin.create(64, 3, 5);
            var oracle = new ExactCounts();
            CountMin last = null;
            for (int p = 0; p < parts; p++) {
                last = CountMin.create(64, 3, 5);
                var lastConservative = ConservativeCountMin.create(64, 3, 5);
                SplitMix64 random = new SplitMix64(p);
                for (int i = 0; i < 1_000; i++) {
                    oracle.update(random.nextInt(300), 1 + random.nextInt(4));
                    last.update(oracle.last(), 1);
                    whole.update(oracle.last(), 1);
                    lastConservative.update(oracle.last(), 1);
                }
                sum.merge(last);
                conservative.merge(lastConservative);
            }
            assertArrayEquals(CountMin.CODEC.toBytes(whole), CountMin.CODEC.toBytes(sum));
            for (long item = 0; item < 300; item++) {
                assertTrue(conservative.estimate(item) <= whole.estimate(item));
            }
            sum.subtract(last);
            sum.merge(last);
            assertArrayEquals(CountMin.CODEC.toBytes(whole), CountMin.CODEC.toBytes(sum));
            var emptied = sum.copy();
            emptied.subtract(sum);
            assertArrayEquals(CountMin.CODEC.toBytes(CountMin.create(64, 3, 5)), CountMin.CODEC.toBytes(emptied));
            sum.subtract(sum);
            assertEquals(0, sum.total());
        }
    }

    @Test
    void oracle_mergedConservativePartsNeverSayTooLittle() {
        for (int parts : new int[] {2, 3, 7}) {
            var oracle = new ExactCounts();
            var sum = ConservativeCountMin.create(32, 3, 5);
            SplitMix64 random = new SplitMix64(parts);
            for (int p = 0; p < parts; p++) {
                var part = ConservativeCountMin.create(32, 3, 5);
                for (int i = 0; i < 1_000; i++) {
                    long weight = 1 + random.nextLong(4);
                    oracle.update(random.nextInt(300), weight);
                    part.update(oracle.last(), weight);
                }
                sum.merge(part);
            }
            assertEquals(oracle.total(), sum.total());
            oracle.counts.forEach((item, count) -> assertTrue(sum.estimate((long) item) >= count));
        }
    }

    @Test
    void oracle_windowsOfWatchedItemsAreExactlyThoseOfAFreshSketch() {
        var aggregation = CountMin.<String>aggregationOf(32, 3, WATCHED, item -> item);
        var window = Sliding.overCount(50, aggregation);
        Deque<String> last = new ArrayDeque<>();
        SplitMix64 random = new SplitMix64(3);
        for (int i = 0; i < 500; i++) {
            String item = Character.toString('a' + random.nextInt(26));
            window.update(item, i);
            last.add(item);
            if (last.size() > 50) {
                last.remove();
            }
            var fresh = aggregation.create();
            last.forEach(fresh::update);
            assertEquals(aggregation.answer(fresh, i), window.answer());
        }
    }

    @Test
    void oracle_sizesFollowTheError() {
        var sketch = CountMin.ofError(0.001, 0.01);
        assertEquals(4_096, sketch.width());
        assertEquals(5, sketch.depth());
        assertEquals(32, ConservativeCountMin.ofError(0.1, 0.5).width());
        assertThrows(IllegalArgumentException.class, () -> CountMin.ofError(0, 0.5));
        assertThrows(IllegalArgumentException.class, () -> CountMin.ofError(1e-9, 0.5));
    }

    @Test
    void oracle_refusalsSayWhatMustHoldAndChangeNothing() {
        assertEquals(
                "width must be a power of two in 2..67108864, got 1000",
                assertThrows(IllegalArgumentException.class, () -> CountMin.create(1_000, 5, 0))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> CountMin.create(1_024, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> CountMin.create(1 << 26, 5, 0));
        var sketch = CountMin.create(64, 3, 0);
        sketch.update("a", 5);
        byte[] before = CountMin.CODEC.toBytes(sketch);
        assertEquals(
                "cannot merge CountMin of width 64, depth 3, seed 0 with width 64, depth 3, seed 1: all three must be the same",
                assertThrows(IllegalArgumentException.class, () -> sketch.merge(CountMin.create(64, 3, 1)))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> sketch.update("a", -1));
        assertThrows(IllegalArgumentException.class, () -> sketch.retract("b"));
        assertThrows(IllegalArgumentException.class, () -> sketch.retract(7));
        var other = CountMin.create(64, 3, 0);
        other.update("a", 6);
        assertThrows(IllegalArgumentException.class, () -> sketch.subtract(other));
        assertArrayEquals(before, CountMin.CODEC.toBytes(sketch));
        for (int i = 0; i < 5; i++) {
            sketch.retract("a");
        }
        assertEquals(0, sketch.total());
    }

    @Test
    void oracle_updatesAllocateNothing() {
        var plain = CountMin.create();
        var conservative = ConservativeCountMin.create();
        assertEquals(0, Allocations.of(i -> {
            plain.update((long) i);
            conservative.update((long) i);
            plain.estimate("text");
            conservative.estimate("text");
        }));
    }

    @Test
    void golden_version1StillDecodes() {
        var plain = CountMin.create(16, 3, 42);
        var conservative = ConservativeCountMin.create(16, 3, 42);
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            items.add("item-" + i % 37);
        }
        Collections.reverse(items);
        for (String item : items) {
            plain.update(item, 2);
            conservative.update(item, 2);
        }
        assertEquals(
                plain.estimate("item-3"),
                Golden.decode("count-min-1.bin", CountMin.CODEC, plain).estimate("item-3"));
        assertEquals(
                conservative.estimate("item-3"),
                Golden.decode("conservative-count-min-1.bin", ConservativeCountMin.CODEC, conservative)
                        .estimate("item-3"));
    }
}
