package io.rivulet.algorithms.entropy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against a recount. golden_: released forms. The laws come from the catalogue. */
class ShannonEntropyTest {

    @Test
    void example_asInTheJavadoc() {
        var entropy = ShannonEntropy.create();
        "mississippi".chars().forEach(entropy::update);
        assertEquals(1.823067982273661, entropy.estimate(), 1e-15);
    }

    @Test
    void oracle_uniformIsLgKAndASingleItemIsZero() {
        var entropy = ShannonEntropy.create();
        assertEquals(0, entropy.estimate());
        for (int i = 0; i < 1000; i++) {
            entropy.update(i % 8);
        }
        assertEquals(3, entropy.estimate(), 1e-12);
        assertEquals(1, entropy.normalized(), 1e-12);
        var single = ShannonEntropy.create();
        for (int i = 0; i < 100_000; i++) {
            single.update("same");
        }
        assertEquals(0, single.estimate());
    }

    @Test
    void oracle_staysWithin1em10OfARecountAfterMillionsOfUpdatesAndRetractions() {
        var entropy = ShannonEntropy.create();
        Deque<Long> window = new ArrayDeque<>();
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < 3_000_000; i++) {
            long item = (long) (5_000 * Math.pow(random.nextDouble(), 4));
            entropy.update(item);
            window.add(item);
            if (window.size() > 10_000) {
                entropy.retract(window.remove());
            }
            if (i % 500_000 == 499_999) {
                assertEquals(recount(window), entropy.estimate(), 1e-10);
            }
        }
    }

    @Test
    void oracle_subtractingPanesEqualsARecount() {
        SplitMix64 random = new SplitMix64(2);
        Deque<ShannonEntropy> panes = new ArrayDeque<>();
        Deque<Long> items = new ArrayDeque<>();
        var running = ShannonEntropy.create();
        for (int p = 0; p < 200; p++) {
            var pane = ShannonEntropy.create();
            for (int i = 0; i < 100; i++) {
                long item = random.nextInt(50);
                pane.update(item);
                items.add(item);
            }
            panes.add(pane);
            running.merge(pane);
            if (panes.size() > 10) {
                running.subtract(panes.remove());
                for (int i = 0; i < 100; i++) {
                    items.remove();
                }
            }
            assertEquals(recount(items), running.estimate(), 1e-10);
        }
    }

    @Test
    void oracle_mergingAndSubtractingGiveTheSameBytesWhateverTheTablesOrder() {
        // Restored tables hold the same counts in other places, and every table is walked from another place.
        SplitMix64 random = new SplitMix64(4);
        var one = ShannonEntropy.create();
        var two = ShannonEntropy.create();
        for (int round = 0; round < 100; round++) {
            var part = ShannonEntropy.create();
            for (int i = 0; i < 200; i++) {
                part.update(random.nextInt(150));
            }
            one.merge(part);
            two.merge(ShannonEntropy.CODEC.fromBytes(ShannonEntropy.CODEC.toBytes(part)));
            if (round % 3 == 2) {
                one.subtract(part);
                two.subtract(part.copy());
            }
            assertArrayEquals(ShannonEntropy.CODEC.toBytes(one), ShannonEntropy.CODEC.toBytes(two));
            two = ShannonEntropy.CODEC.fromBytes(ShannonEntropy.CODEC.toBytes(two));
        }
    }

    @Test
    void oracle_refusesToTakeOutWhatIsNotIn() {
        var entropy = ShannonEntropy.create();
        entropy.update("a");
        assertThrows(IllegalArgumentException.class, () -> entropy.retract("b"));
        var other = ShannonEntropy.create();
        other.update("a");
        other.update("a");
        assertThrows(IllegalArgumentException.class, () -> entropy.subtract(other));
        assertEquals(1, entropy.count());
    }

    @Test
    void oracle_perplexityIsTheNumberOfEquallyFrequentItems() {
        var entropy = ShannonEntropy.create();
        assertEquals(1, entropy.perplexity());
        for (int i = 0; i < 1200; i++) {
            entropy.update(i % 12);
        }
        assertEquals(12, entropy.perplexity(), 1e-12);
    }

    @Test
    void oracle_millerMadowTakesMostOfTheBiasAway() {
        var empty = ShannonEntropy.create();
        assertEquals(0, empty.millerMadow());
        var four = ShannonEntropy.create();
        "aabb".chars().forEach(four::update);
        assertEquals(1 + 1 / (8 * Math.log(2)), four.millerMadow(), 1e-15);
        // 2,000 samples of 200 draws from 32 equally likely items: the plain estimate is too low by 31 / 400 nats on
        // average.
        SplitMix64 random = new SplitMix64(4);
        double plain = 0;
        double corrected = 0;
        int rounds = 2_000;
        for (int round = 0; round < rounds; round++) {
            var sample = ShannonEntropy.create();
            for (int i = 0; i < 200; i++) {
                sample.update(random.nextInt(32));
            }
            plain += sample.estimate() / rounds;
            corrected += sample.millerMadow() / rounds;
        }
        // The mean's own deviation is below 0.001 bits.
        assertEquals(5 - 31 / 400.0 / Math.log(2), plain, 0.01);
        assertEquals(5, corrected, 0.01);
    }

    @Test
    void oracle_tinyEntropiesKeepTheirDigits() {
        var entropy = ShannonEntropy.create();
        entropy.update("many");
        for (int doublings = 1; doublings <= 55; doublings++) {
            entropy.merge(entropy);
            var withRare = entropy.copy();
            withRare.update("rare");
            withRare.update("rarer");
            double n = Math.scalb(1.0, doublings) + 2;
            double exact = (-(n - 2) / n * Math.log1p(-2 / n) + 2 / n * Math.log(n)) / Math.log(2);
            // Just before the walk sets in, 1e-14 bits of rounding in 3e-8.
            assertEquals(exact, withRare.estimate(), 1e-6 * exact, "after " + doublings + " doublings");
            if (doublings >= 35) {
                assertEquals(exact, withRare.estimate(), 1e-13 * exact, "after " + doublings + " doublings");
            }
        }
    }

    @Test
    void oracle_countsThatWouldOverflowAreRefused() {
        var entropy = ShannonEntropy.create();
        entropy.update("a");
        for (int i = 0; i < 56; i++) {
            entropy.merge(entropy);
        }
        assertThrows(IllegalArgumentException.class, () -> entropy.merge(entropy));
        assertEquals(1L << 56, entropy.count());
        assertEquals(
                1L << 56,
                ShannonEntropy.CODEC
                        .fromBytes(ShannonEntropy.CODEC.toBytes(entropy))
                        .count());
    }

    @Test
    void golden_version1StillDecodes() {
        var entropy = ShannonEntropy.create();
        for (int i = 0; i < 1000; i++) {
            entropy.update(i % 37);
        }
        ShannonEntropy golden = Golden.decode("shannon-entropy-1.bin", ShannonEntropy.CODEC, entropy);
        assertEquals(37, golden.distinct());
        assertEquals(entropy.estimate(), golden.estimate());
    }

    private static double recount(Iterable<Long> items) {
        Map<Long, Integer> counts = new HashMap<>();
        int n = 0;
        for (long item : items) {
            counts.merge(item, 1, Integer::sum);
            n++;
        }
        double bits = 0;
        for (int count : counts.values()) {
            double p = (double) count / n;
            bits -= p * Math.log(p) / Math.log(2);
        }
        return bits;
    }
}
