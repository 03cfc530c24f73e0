package io.rivulet.algorithms.frequency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.sliding.Sliding;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc examples. oracle_: against exact counts. golden_: released forms. The laws come from the catalogue, over {@link SketchTopK}.
 */
class CountSketchTest {

    @Test
    void example_asInTheJavadoc() {
        var pages = CountSketch.create();
        for (int i = 0; i < 100_000; i++) {
            pages.update("page-" + i % 50_000);
        }
        pages.update("/home", 700);
        assertEquals(692, pages.estimate("/home"));
        assertEquals(52, pages.likelyError());
        var top = SketchTopK.of(2, CountSketch.create());
        for (String word : "a b a c a b".split(" ", -1)) {
            top.update(word);
        }
        assertEquals(
                List.of("a", "b"), top.top(2).stream().map(FrequentItem::item).toList());
        assertEquals(
                List.of(3L, 2L), top.top(2).stream().map(FrequentItem::count).toList());
    }

    /**
     * One row, width 64, 1,000 seeds and an item each: at most an eighth, 125, may be beyond √(8 · F₂ / width), by Chebyshev; more than 180 with a
     * probability below 1e-6 were the promise just met (binomial). Five rows: at most 1.6 %, 16; more than 40 below 1e-6.
     */
    @Test
    void oracle_theErrorIsBeyondTheBoundAsSeldomAsPromised() {
        for (double exponent : new double[] {0, 0.8, 1.2}) {
            int beyondOne = 0;
            int beyondFive = 0;
            double sum = 0;
            double squares = 0;
            for (int seed = 0; seed < 1_000; seed++) {
                var oracle = new ExactCounts();
                var one = CountSketch.create(64, 1, seed);
                var five = CountSketch.create(64, 5, seed);
                Zipf zipf = new Zipf(500, exponent, seed);
                for (int i = 0; i < 500; i++) {
                    oracle.update(zipf.next(), 1);
                    one.update(oracle.last());
                    five.update(oracle.last());
                }
                long item = seed % 50;
                double others = oracle.secondMoment() - Math.pow(oracle.count(item), 2);
                double bound = Math.sqrt(8 * others / 64);
                double error = one.estimate(item) - oracle.count(item);
                beyondOne += Math.abs(error) > bound ? 1 : 0;
                beyondFive += Math.abs(five.estimate(item) - oracle.count(item)) > bound ? 1 : 0;
                sum += error / Math.sqrt(others / 64);
                squares += error * error / (others / 64);
            }
            assertTrue(beyondOne <= 180, "one row: " + beyondOne);
            assertTrue(beyondFive <= 40, "five rows: " + beyondFive);
            // Without bias, of the variance F2 / width: the mean of 1,000 deviates by 0.032, that of the squares by
            // less than 0.2.
            assertEquals(0, sum / 1_000, 5 * 0.032);
            assertEquals(1, squares / 1_000, 1);
        }
    }

    @Test
    void oracle_theSecondMomentIsWithinItsError() {
        // Of 200 seeds each within √(2 / 256) = 8.8 %, the median of five rows closer still; the mean of 200 within 5
        // times 0.6 %.
        double sum = 0;
        for (int seed = 0; seed < 200; seed++) {
            var oracle = new ExactCounts();
            var sketch = CountSketch.create(256, 5, seed);
            Zipf zipf = new Zipf(500, 0.8, seed);
            for (int i = 0; i < 2_000; i++) {
                oracle.update(zipf.next(), 1);
                sketch.update(oracle.last());
            }
            double relative = sketch.secondMoment() / oracle.secondMoment();
            assertEquals(1, relative, 5 * 0.088);
            sum += relative;
        }
        assertEquals(1, sum / 200, 0.03);
    }

    @Test
    void oracle_partsAddUpExactlyAndCanBeSubtracted() {
        for (int parts : new int[] {2, 3, 7}) {
            var whole = CountSketch.create(64, 3, 5);
            var sum = CountSketch.create(64, 3, 5);
            CountSketch last = null;
            for (int p = 0; p < parts; p++) {
                last = CountSketch.create(64, 3, 5);
                SplitMix64 random = new SplitMix64(p);
                for (int i = 0; i < 1_000; i++) {
                    long item = random.nextInt(300);
                    last.update(item, 3);
                    whole.update(item, 3);
                }
                sum.merge(last);
            }
            assertArrayEquals(CountSketch.CODEC.toBytes(whole), CountSketch.CODEC.toBytes(sum));
            sum.subtract(last);
            sum.merge(last);
            assertArrayEquals(CountSketch.CODEC.toBytes(whole), CountSketch.CODEC.toBytes(sum));
            sum.subtract(sum);
            assertArrayEquals(CountSketch.CODEC.toBytes(CountSketch.create(64, 3, 5)), CountSketch.CODEC.toBytes(sum));
        }
    }

    @Test
    void oracle_windowsOfWatchedItemsAreExactlyThoseOfAFreshSketch() {
        Aggregation<String, CountSketch, List<Long>> aggregation =
                CountSketch.aggregationOf(32, 3, List.of("a", "b", "z"), item -> item);
        var window = Sliding.over(Duration.ofMillis(50), Duration.ofMillis(10), aggregation);
        Deque<String> last = new ArrayDeque<>();
        SplitMix64 random = new SplitMix64(3);
        for (int i = 0; i < 500; i++) {
            String item = Character.toString('a' + random.nextInt(26));
            window.update(item, i);
            last.add(item);
            while (i - last.size() + 1 < window.startMillis(i)) {
                last.remove();
            }
            var fresh = aggregation.create();
            last.forEach(fresh::update);
            assertEquals(aggregation.answer(fresh, i), window.answer());
        }
    }

    /**
     * The ten most frequent of Zipf 1.2 by each sketch, over 20 seeds; the eleventh has 10 % less than the tenth, 87 records, five times what the sketches call
     * likely: all are found.
     */
    @Test
    void oracle_theTopTenBySketchAreFoundAndMerged() {
        for (int seed = 0; seed < 20; seed++) {
            var bySketch = SketchTopK.of(20, CountSketch.create(2_048, 5, seed));
            var byCountMin = SketchTopK.of(20, ConservativeCountMin.create(2_048, 5, seed));
            var parts = List.of(
                    SketchTopK.of(20, CountSketch.create(2_048, 5, seed)),
                    SketchTopK.of(20, CountSketch.create(2_048, 5, seed)),
                    SketchTopK.of(20, CountSketch.create(2_048, 5, seed)));
            var oracle = new ExactCounts();
            Zipf zipf = new Zipf(5_000, 1.2, seed);
            for (int i = 0; i < 60_000; i++) {
                oracle.update(zipf.next(), 1);
                String item = Long.toString(oracle.last());
                bySketch.update(item);
                byCountMin.update(item);
                parts.get(i % 3).update(item);
            }
            parts.get(0).merge(parts.get(1));
            parts.get(0).merge(parts.get(2));
            for (var top : List.of(bySketch, byCountMin, parts.get(0))) {
                List<String> found =
                        top.top(20).stream().map(FrequentItem::item).toList();
                for (long item : oracle.top(10)) {
                    assertTrue(found.contains(Long.toString(item)), "item " + item + " must be found");
                }
                for (FrequentItem<String> row : top.top(10)) {
                    long count = oracle.count(Long.parseLong(row.item()));
                    assertTrue(Math.abs(row.count() - count) <= 2 * row.error(), row + " for " + count);
                }
            }
            assertEquals(60_000, parts.get(0).total());
        }
    }

    @Test
    void oracle_refusalsSayWhatMustHoldAndChangeNothing() {
        assertEquals(
                "depth must be odd, got 4",
                assertThrows(IllegalArgumentException.class, () -> CountSketch.create(64, 4, 0))
                        .getMessage());
        var sketch = CountSketch.create(64, 3, 0);
        sketch.update("a", 5);
        byte[] before = CountSketch.CODEC.toBytes(sketch);
        assertThrows(IllegalArgumentException.class, () -> sketch.merge(CountSketch.create(64, 5, 0)));
        assertThrows(IllegalArgumentException.class, () -> sketch.update("a", -1));
        assertThrows(IllegalArgumentException.class, () -> sketch.retractHash(1, 6));
        assertArrayEquals(before, CountSketch.CODEC.toBytes(sketch));
        sketch.retract("a");
        sketch.retract("a");
        assertEquals(3, sketch.estimate("a"));
        assertThrows(IllegalArgumentException.class, () -> SketchTopK.of(5, sketch));
        assertThrows(IllegalArgumentException.class, () -> SketchTopK.of(0, CountSketch.create()));
        var two = SketchTopK.of(2, CountSketch.create(64, 3, 0));
        assertThrows(IllegalArgumentException.class, () -> two.merge(SketchTopK.of(3, CountSketch.create(64, 3, 0))));
    }

    @Test
    void oracle_updatesAllocateNothing() {
        var sketch = CountSketch.create();
        assertEquals(0, Allocations.of(i -> {
            sketch.update((long) i);
            sketch.estimate("text");
        }));
    }

    @Test
    void golden_version1StillDecodes() {
        var sketch = CountSketch.create(16, 3, 42);
        var top = SketchTopK.of(3, CountSketch.create(16, 3, 42));
        for (int i = 0; i < 300; i++) {
            sketch.update("item-" + i % 37, 2);
            top.update("item-" + i * i % 37);
        }
        assertEquals(
                sketch.estimate("item-3"),
                Golden.decode("count-sketch-1.bin", CountSketch.CODEC, sketch).estimate("item-3"));
        assertEquals(
                top.top(3),
                Golden.decode("sketch-top-k-1.bin", SketchTopK.codec(CountSketch.CODEC), top)
                        .top(3));
    }
}
