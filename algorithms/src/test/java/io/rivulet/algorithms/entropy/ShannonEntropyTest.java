package io.rivulet.algorithms.entropy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    void oracle_relativesOfAnyOrderFollowFromTheSameCounts() {
        var letters = ShannonEntropy.create();
        for (double order : new double[] {0, 0.5, 1, 2, Double.POSITIVE_INFINITY}) {
            assertEquals(0, letters.renyi(order));
            assertEquals(0, letters.tsallis(order));
        }
        "abracadabra".chars().forEach(letters::update);
        assertEquals(Math.log(5) / Math.log(2), letters.renyi(0), 1e-12);
        assertEquals(4, letters.tsallis(0), 1e-12);
        assertEquals(letters.estimate(), letters.renyi(1), 1e-12);
        assertEquals(letters.estimate() * Math.log(2), letters.tsallis(1), 1e-12);
        assertEquals(1.7895802203, letters.renyi(2), 1e-10);
        assertEquals(0.7107438017, letters.tsallis(2), 1e-10);
        assertEquals(86 / 121.0, letters.giniSimpson(), 1e-12);
        assertEquals(-Math.log(5 / 11.0) / Math.log(2), letters.minEntropy(), 1e-12);
        assertEquals(0, letters.tsallis(Double.POSITIVE_INFINITY));
        // Orders come closer to the last one; min-entropy is at most so far below.
        assertEquals(letters.minEntropy(), letters.renyi(1e6), 1e-5);
        double previous = Double.MAX_VALUE;
        for (double order : new double[] {0, 0.2, 0.999, 1, 1.001, 1.9999, 2, 2.0001, 5, 40, 1e9}) {
            double bits = letters.renyi(order);
            assertTrue(bits <= previous + 1e-12, "falls with the order, at " + order);
            previous = bits;
        }
        assertThrows(IllegalArgumentException.class, () -> letters.renyi(-1));
        assertThrows(IllegalArgumentException.class, () -> letters.tsallis(Double.NaN));
    }

    @Test
    void oracle_relativesOfUniformItemsAreLgKAtEveryOrder() {
        var uniform = ShannonEntropy.create();
        for (int i = 0; i < 6_400; i++) {
            uniform.update(i % 64);
        }
        for (double order : new double[] {0, 0.5, 1, 1.5, 2, 30, Double.POSITIVE_INFINITY}) {
            assertEquals(6, uniform.renyi(order), 1e-12);
        }
    }

    /** Closed forms of the corrections; ψ(1/2) = -γ - 2 ln 2. */
    @Test
    void oracle_correctionsOfTheSmallestSamples() {
        var sample = ShannonEntropy.create();
        assertEquals(0, sample.grassberger());
        assertEquals(0, sample.chaoShen());
        sample.update("a");
        assertEquals((0.5772156649015329 + Math.log(2)) / Math.log(2), sample.grassberger(), 1e-12);
        assertEquals(0, sample.chaoShen());
        sample.update("a");
        sample.update("b");
        double g1 = -0.5772156649015329 - Math.log(2);
        assertEquals((Math.log(3) - (2 * (g1 + 2) + g1) / 3) / Math.log(2), sample.grassberger(), 1e-12);
        // Of three draws one came once: two thirds of the source are seen; shares 4/9 and 2/9.
        double expected = 4 / 9.0 * Math.log(9 / 4.0) / (1 - Math.pow(5 / 9.0, 3))
                + 2 / 9.0 * Math.log(9 / 2.0) / (1 - Math.pow(7 / 9.0, 3));
        assertEquals(expected / Math.log(2), sample.chaoShen(), 1e-12);
    }

    /** 300 samples of 100 draws from 200 items: each correction is closer than the one before; the means' own deviation is below 0.01 bits. */
    @Test
    void oracle_correctionsTakeTheBiasOfSamplesSmallerThanTheAlphabet() {
        SplitMix64 random = new SplitMix64(6);
        double[] means = new double[4];
        int rounds = 300;
        for (int round = 0; round < rounds; round++) {
            var sample = ShannonEntropy.create();
            for (int i = 0; i < 100; i++) {
                sample.update(random.nextInt(200));
            }
            means[0] += sample.estimate() / rounds;
            means[1] += sample.millerMadow() / rounds;
            means[2] += sample.grassberger() / rounds;
            means[3] += sample.chaoShen() / rounds;
        }
        double exact = Math.log(200) / Math.log(2);
        // By the binomial distribution of a count, E f(c) for each of 200 items, with f(c) = c lg c.
        double chance = Math.pow(199 / 200.0, 100);
        double ofCounts = 0;
        for (int c = 1; c <= 100; c++) {
            chance *= (101 - c) / (double) c / 199;
            ofCounts += 200 * chance * c * Math.log(c) / Math.log(2);
        }
        assertEquals(Math.log(100) / Math.log(2) - ofCounts / 100, means[0], 0.02);
        assertTrue(exact - means[0] > 1.3, "plain " + means[0]);
        assertTrue(exact - means[1] < 0.9, "Miller and Madow " + means[1]);
        assertTrue(exact - means[2] < exact - means[1] - 0.1, "Grassberger " + means[2]);
        assertEquals(exact, means[3], 0.15, "Chao and Shen");
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
