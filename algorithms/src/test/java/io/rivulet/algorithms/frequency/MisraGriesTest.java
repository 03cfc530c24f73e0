package io.rivulet.algorithms.frequency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against exact counts. golden_: released forms. The laws come from the catalogue. */
class MisraGriesTest {

    @Test
    void example_asInTheJavadoc() {
        var words = MisraGries.ofTexts(2);
        for (String word : "a b a c a d e".split(" ", -1)) {
            words.update(word);
        }
        assertEquals(2, words.estimate("a"));
        assertEquals(1, words.maximumError());
        assertEquals(List.of(new FrequentItem<>("a", 3, 1, true)), words.top(1));
    }

    @Test
    void oracle_promisesHoldOnZipfAndUniformStreams() {
        for (double exponent : new double[] {1.5, 1.0, 0.8, 0}) {
            for (int counters : new int[] {1, 2, 10, 100, 1000}) {
                var oracle = new ExactCounts();
                var counter = MisraGries.ofLongs(counters);
                Zipf zipf = new Zipf(20_000, exponent, counters);
                for (int i = 0; i < 50_000; i++) {
                    oracle.update(zipf.next(), 1);
                    counter.update(oracle.last());
                }
                oracle.check(counter);
            }
        }
    }

    @Test
    void oracle_promisesHoldInTheWorstOrders() {
        int counters = 20;
        for (int different : new int[] {21, 22, 30, 31, 32, 60}) {
            var roundRobin = MisraGries.ofLongs(counters);
            var sorted = MisraGries.ofLongs(counters);
            var roundRobinOracle = new ExactCounts();
            var sortedOracle = new ExactCounts();
            for (int i = 0; i < 12_000; i++) {
                roundRobinOracle.update(i % different, 1);
                roundRobin.update(roundRobinOracle.last());
                sortedOracle.update((long) i * different / 12_000, 1);
                sorted.update(sortedOracle.last());
            }
            roundRobinOracle.check(roundRobin);
            sortedOracle.check(sorted);
            if (different == 31) {
                assertTrue(roundRobin.maximumError() > 12_000 / 31 - 2, "just one too many loses nearly all");
            }
        }
    }

    @Test
    void oracle_weightsCountLikeRepetitions() {
        SplitMix64 random = new SplitMix64(3);
        for (int round = 0; round < 50; round++) {
            var oracle = new ExactCounts();
            var counter = MisraGries.ofLongs(1 + random.nextInt(30));
            for (int i = 0; i < 2_000; i++) {
                long weight = random.nextInt(4) == 0 ? random.nextInt(100_000) : random.nextInt(100);
                oracle.update((long) (300 * Math.pow(random.nextDouble(), 3)), weight);
                counter.update(oracle.last(), weight);
            }
            oracle.check(counter);
        }
    }

    @Test
    void oracle_mergingKeepsThePromisesWhateverTheTree() {
        SplitMix64 random = new SplitMix64(4);
        double closest = 0;
        for (int round = 0; round < 400; round++) {
            int counters = 1 + random.nextInt(40);
            int alphabet = 2 + random.nextInt(200);
            double skew = 1 + 3 * random.nextDouble();
            var oracle = new ExactCounts();
            List<MisraGries.OfLongs> parts = new ArrayList<>();
            for (int p = List.of(2, 3, 7, 12).get(round % 4); p > 0; p--) {
                var part = MisraGries.ofLongs(counters);
                int offset = random.nextInt(alphabet);
                for (int i = random.nextInt(400); i > 0; i--) {
                    long item = (offset + (long) (alphabet * Math.pow(random.nextDouble(), skew))) % alphabet;
                    long weight = round % 2 == 0 ? 1 : random.nextInt(50);
                    oracle.update(item, weight);
                    part.update(item, weight);
                }
                parts.add(part);
            }
            while (parts.size() > 1) {
                var other = parts.remove(random.nextInt(parts.size()));
                var into = parts.get(random.nextInt(parts.size()));
                into.merge(other);
                for (int i = random.nextInt(20); i > 0; i--) {
                    oracle.update(random.nextInt(alphabet), 1);
                    into.update(oracle.last());
                }
            }
            oracle.check(parts.get(0));
            closest = Math.max(
                    closest,
                    (double) parts.get(0).maximumError()
                            * counters
                            / Math.max(1, parts.get(0).total()));
        }
        assertTrue(closest > 0.8, "the streams must try the bound, came only to " + closest + " of it");
    }

    @Test
    void oracle_mergingWithItselfDoublesAll() {
        var counter = MisraGries.ofLongs(10);
        Zipf zipf = new Zipf(100, 1, 5);
        for (int i = 0; i < 1_000; i++) {
            counter.update(zipf.next());
        }
        var twice = counter.copy();
        twice.merge(counter);
        counter.merge(counter);
        assertArrayEquals(MisraGries.OfLongs.CODEC.toBytes(twice), MisraGries.OfLongs.CODEC.toBytes(counter));
        assertEquals(2_000, counter.total());
    }

    @Test
    void oracle_heavyHittersAreAllThere() {
        var oracle = new ExactCounts();
        var counter = MisraGries.ofLongs(100);
        Zipf zipf = new Zipf(5_000, 1.0, 9);
        for (int i = 0; i < 30_000; i++) {
            oracle.update(zipf.next(), 1);
            counter.update(oracle.last());
        }
        List<FrequentItem<Long>> rows = counter.heavyHitters(0.02);
        List<Long> items = rows.stream().map(FrequentItem::item).toList();
        oracle.counts.forEach((item, count) -> assertTrue(count <= 600 || items.contains(item)));
        rows.forEach(row -> assertTrue(!row.guaranteed() || oracle.count(row.item()) > 600));
        assertTrue(rows.stream().anyMatch(FrequentItem::guaranteed));
        assertThrows(IllegalArgumentException.class, () -> counter.heavyHitters(-0.1));
    }

    @Test
    void oracle_numbersUnboxedAndBoxedAreTheSame() {
        MisraGries.OfLongs unboxed = MisraGries.ofLongs(50);
        MisraGries<Long> boxed = MisraGries.of(50, Codecs.LONG);
        SplitMix64 random = new SplitMix64(8);
        for (int i = 0; i < 5_000; i++) {
            long item = random.nextInt(200) * 0x100_0000_0000L;
            unboxed.update(item, 1 + i % 3);
            boxed.update(item, 1 + i % 3);
        }
        assertArrayEquals(MisraGries.codec(Codecs.LONG).toBytes(boxed), MisraGries.OfLongs.CODEC.toBytes(unboxed));
        assertEquals(0, Allocations.of(i -> unboxed.update(SplitMix64.mix(i), 1 + i % 100)));
        String[] texts = new String[5_000];
        Arrays.setAll(texts, i -> "item-" + i);
        var ofTexts = MisraGries.ofTexts(500);
        assertEquals(0, Allocations.of(i -> ofTexts.update(texts[i % texts.length])));
    }

    @Test
    void oracle_refusalsSayWhatMustHoldAndChangeNothing() {
        assertEquals(
                "counters must be in 1..8388608, got 0",
                assertThrows(IllegalArgumentException.class, () -> MisraGries.ofTexts(0))
                        .getMessage());
        var counter = MisraGries.ofTexts(2);
        counter.update("a", 1L << 61);
        assertThrows(IllegalArgumentException.class, () -> counter.update("b", -1));
        assertThrows(IllegalArgumentException.class, () -> counter.update("b", (1L << 61) + 1));
        assertThrows(NullPointerException.class, () -> counter.update(null));
        assertEquals(
                "cannot merge MisraGries of 2 counters with 3 counters: counters differ",
                assertThrows(IllegalArgumentException.class, () -> counter.merge(MisraGries.ofTexts(3)))
                        .getMessage());
        assertEquals(1L << 61, counter.total());
        assertEquals(List.of(new FrequentItem<>("a", 1L << 61, 0, true)), counter.top(5));
    }

    @Test
    void golden_version1StillDecodes() {
        var counter = MisraGries.ofTexts(8);
        for (int i = 0; i < 300; i++) {
            counter.update("item-" + i * i % 31, 1 + i % 3);
        }
        var golden = Golden.decode("misra-gries-1.bin", MisraGries.codec(Codecs.TEXT), counter);
        assertEquals(counter.top(8), golden.top(8));
        assertEquals(600, golden.total());
        assertFalse(golden.maximumError() == 0);
    }
}
