package io.rivulet.algorithms.entropy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against the definition, closed forms and the inequalities between orders. The laws come from the catalogue. */
class RenyiEntropyTest {

    private static final double[] ORDERS = {0, 0.3, 0.5, 0.999999, 1, 1.000001, 1.5, 2, 3, 7.5, 16};

    @Test
    void example_asInTheJavadoc() {
        var collisions = RenyiEntropy.ofOrder(2);
        "abracadabra".chars().forEach(collisions::update);
        assertEquals(1.7895802203, collisions.estimate(), 1e-10);
        assertEquals(0.7107438017, collisions.tsallis(), 1e-10);
    }

    @Test
    void oracle_staysWithRecountsOfASlidingWindowForEveryOrder() {
        for (double order : ORDERS) {
            var entropy = RenyiEntropy.ofOrder(order);
            Deque<Long> window = new ArrayDeque<>();
            SplitMix64 random = new SplitMix64(1);
            for (int i = 0; i < 60_000; i++) {
                // A burst of one item that weighs as much as all others many times over, and leaves again.
                long item = i / 5_000 % 4 == 1 ? 7 : (long) (3_000 * Math.pow(random.nextDouble(), 4));
                entropy.update(item);
                window.add(item);
                if (window.size() > 8_000) {
                    entropy.retract(window.remove());
                }
                if (i % 4_999 == 0) {
                    String at = "order " + order + " at " + i;
                    double ln = lnSumOfPowers(window, order);
                    boolean nearOne = Math.abs(order - 1) < 0.01;
                    double bits = nearOne ? shannon(window) : ln / (1 - order) / Math.log(2);
                    double tsallis = nearOne ? bits * Math.log(2) : (1 - Math.exp(ln)) / (order - 1);
                    double tolerance = order == 1 || !nearOne ? 1e-11 : 1e-4;
                    assertEquals(bits, entropy.estimate(), tolerance, at);
                    assertEquals(tsallis, entropy.tsallis(), tolerance * Math.max(1, tsallis), at);
                    assertEquals(Math.pow(2, bits), entropy.perplexity(), tolerance * Math.pow(2, bits) * 10, at);
                }
            }
            while (!window.isEmpty()) {
                entropy.retract(window.remove());
            }
            assertArrayEquals(
                    RenyiEntropy.CODEC.toBytes(RenyiEntropy.ofOrder(order)), RenyiEntropy.CODEC.toBytes(entropy));
        }
    }

    /** Near order 1 the plain formula divides rounding by almost 0; the first two terms of the series in the order do not. */
    @Test
    void oracle_noDigitsAreLostNearOrderOne() {
        double previous = Double.MAX_VALUE;
        for (double order : new double[] {1 - 1e-9, 1 - 1e-12, 1, 1 + 1e-12, 1 + 1e-9}) {
            var entropy = RenyiEntropy.ofOrder(order);
            var walked = ShannonEntropy.create();
            for (int i = 0; i < 10_000; i++) {
                entropy.update(i * i % 97);
                walked.update(i * i % 97);
            }
            assertEquals(walked.estimate(), entropy.estimate(), 1e-8, "order " + order);
            assertEquals(walked.renyi(order), entropy.estimate(), 1e-11, "order " + order);
            assertEquals(walked.tsallis(order), entropy.tsallis(), 1e-11, "order " + order);
            assertTrue(entropy.estimate() <= previous + 1e-12, "falls with the order");
            previous = entropy.estimate();
        }
    }

    @Test
    void oracle_mergingAndSubtractingIsExactToTheBit() {
        SplitMix64 random = new SplitMix64(2);
        for (double order : ORDERS) {
            var whole = RenyiEntropy.ofOrder(order);
            var sum = RenyiEntropy.ofOrder(order);
            for (int p = 0; p < 20; p++) {
                var part = RenyiEntropy.ofOrder(order);
                for (int i = 0; i < 200; i++) {
                    long item = random.nextInt(1 + random.nextInt(300));
                    part.update(item);
                    whole.update(item);
                }
                sum.merge(part);
                assertEquals(whole.estimate(), sum.estimate(), 0.0);
                sum.merge(sum);
                sum.subtract(whole);
                assertEquals(whole.estimate(), sum.estimate(), 0.0);
            }
            sum.subtract(sum);
            assertEquals(0, sum.count());
        }
    }

    @Test
    void oracle_hugeCountsOfTheHighestOrderStayInRange() {
        var entropy = RenyiEntropy.ofOrder(16);
        entropy.update("a");
        for (int i = 0; i < 54; i++) {
            entropy.merge(entropy);
        }
        var other = RenyiEntropy.ofOrder(16);
        other.update("b");
        for (int i = 0; i < 54; i++) {
            other.merge(other);
        }
        entropy.merge(other);
        assertEquals(1, entropy.estimate(), 1e-12);
        entropy.subtract(other);
        entropy.update("b");
        // (1 - x)^16 + x^16 for x = 2^-54: 16 / 15 x / ln 2 bits.
        assertEquals(0, entropy.estimate(), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> {
            for (int i = 0; i < 3; i++) {
                entropy.merge(entropy);
            }
        });
    }

    @Test
    void oracle_refusesWhatItCannotBe() {
        for (double order : new double[] {-0.1, 16.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> RenyiEntropy.ofOrder(order));
        }
        var two = RenyiEntropy.ofOrder(2);
        two.update("a");
        assertThrows(IllegalArgumentException.class, () -> two.merge(RenyiEntropy.ofOrder(3)));
        assertThrows(IllegalArgumentException.class, () -> two.subtract(RenyiEntropy.ofOrder(3)));
        assertThrows(IllegalArgumentException.class, () -> two.retract("b"));
        var more = RenyiEntropy.ofOrder(2);
        more.update("b");
        assertThrows(IllegalArgumentException.class, () -> two.subtract(more));
        assertEquals(1, two.count());
        assertEquals(0, two.estimate());
        assertEquals(1, two.perplexity());
    }

    private static Map<Long, Integer> counts(Iterable<Long> items) {
        Map<Long, Integer> counts = new HashMap<>();
        items.forEach(item -> counts.merge(item, 1, Integer::sum));
        return counts;
    }

    private static double lnSumOfPowers(Deque<Long> items, double order) {
        return Math.log(counts(items).values().stream()
                .mapToDouble(c -> Math.pow((double) c / items.size(), order))
                .sum());
    }

    private static double shannon(Deque<Long> items) {
        return counts(items).values().stream()
                .mapToDouble(c -> -(double) c / items.size() * Math.log((double) c / items.size()) / Math.log(2))
                .sum();
    }
}
