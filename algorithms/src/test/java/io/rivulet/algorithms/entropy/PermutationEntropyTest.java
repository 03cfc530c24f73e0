package io.rivulet.algorithms.entropy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc examples. oracle_: the values of the papers, closed forms, and windows filled anew, for both kinds of weight. The laws, and the
 * oracle by sorting, come from the catalogue.
 */
class PermutationEntropyTest {

    private static final double[] OF_THE_PAPER = {4, 7, 9, 10, 6, 11, 3};

    private static PermutationEntropy counted(int order, int delay, int window, double... values) {
        var made = PermutationEntropy.of(order, delay, window);
        for (double value : values) {
            made.update(value);
        }
        return made;
    }

    private static WeightedPermutationEntropy weighted(int order, int delay, int window, double... values) {
        var made = WeightedPermutationEntropy.of(order, delay, window);
        for (double value : values) {
            made.update(value);
        }
        return made;
    }

    /** Bandt and Pompe 2002, page 1. */
    @Test
    void example_asInTheJavadocAndThePaper() {
        assertEquals(0.9182958340544896, counted(2, 1, 1_000, OF_THE_PAPER).estimate(), 1e-14);
        assertEquals(1.5219280948873621, counted(3, 1, 1_000, OF_THE_PAPER).estimate(), 1e-14);
    }

    /** Of the five patterns 4 7 9, 7 9 10, 9 10 6, 10 6 11, 6 11 3 the first two are alike. */
    @Test
    void example_weightedAsInTheJavadoc() {
        // So are 9 10 6 and 6 11 3: the last is the least, the middle one the largest.
        double[] weights = {
            variance(4, 7, 9) + variance(7, 9, 10), variance(9, 10, 6) + variance(6, 11, 3), variance(10, 6, 11)
        };
        double total = weights[0] + weights[1] + weights[2];
        double bits = 0;
        for (double weight : weights) {
            bits -= weight / total * Math.log(weight / total) / Math.log(2);
        }
        double estimate = weighted(3, 1, 1_000, OF_THE_PAPER).estimate();
        assertEquals(bits, estimate, 1e-14);
        assertEquals(1.4140, estimate, 5e-5);
    }

    private static double variance(double... values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean) / values.length;
        }
        return sum;
    }

    @Test
    void oracle_everyPatternHasItsOwnNumber() {
        for (int order = 2; order <= 6; order++) {
            Set<Integer> numbers = new HashSet<>();
            List<List<Integer>> permutations = new ArrayList<>();
            permute(new ArrayList<>(), order, permutations);
            for (List<Integer> permutation : permutations) {
                var patterns = new OrdinalPatterns(order, 1, order, OrdinalPatterns.MAX_ORDER);
                permutation.forEach(value -> patterns.add(value));
                numbers.add(patterns.pattern(OrdinalPatterns.NEWEST));
            }
            assertEquals(permutations.size(), numbers.size());
            assertTrue(numbers.stream().allMatch(n -> n >= 0 && n < permutations.size()));
        }
    }

    private static void permute(List<Integer> chosen, int order, List<List<Integer>> into) {
        if (chosen.size() == order) {
            into.add(List.copyOf(chosen));
            return;
        }
        for (int next = 0; next < order; next++) {
            if (!chosen.contains(next)) {
                chosen.add(next);
                permute(chosen, order, into);
                chosen.remove(chosen.size() - 1);
            }
        }
    }

    @Test
    void oracle_equalValuesCountAsRising() {
        var ties = counted(3, 1, 100, 1, 1, 1, 1, 2, 2, 3, 3, 3);
        assertEquals(1, ties.distinct());
        assertEquals(0, ties.estimate());
        // 2 1 1 is 2 0 1, not 2 1 0.
        var low = new OrdinalPatterns(3, 1, 3, 8);
        var high = new OrdinalPatterns(3, 1, 3, 8);
        for (double value : new double[] {2, 1, 1}) {
            low.add(value);
        }
        for (double value : new double[] {2, 0, 1}) {
            high.add(value);
        }
        assertEquals(high.pattern(0), low.pattern(0));
        assertEquals(0.0, counted(2, 1, 10, -0.0, 0.0, -0.0).estimate(), "both zeroes are equal");
    }

    @Test
    void oracle_windowsAreLikeNewOnesWhateverOrderAndDelay() {
        SplitMix64 random = new SplitMix64(1);
        for (int[] p :
                new int[][] {{2, 1, 2}, {2, 3, 4}, {3, 1, 50}, {4, 2, 33}, {5, 7, 64}, {6, 1, 100}, {8, 1, 40}}) {
            var counted = PermutationEntropy.of(p[0], p[1], p[2]);
            List<Double> values = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                values.add((double) random.nextInt(6));
                counted.update(values.get(i));
                if (i % 7 == 0) {
                    double[] last = values.subList(Math.max(0, values.size() - p[2]), values.size()).stream()
                            .mapToDouble(v -> v)
                            .toArray();
                    var anew = counted(p[0], p[1], p[2], last);
                    assertEquals(anew.estimate(), counted.estimate(), 0.0);
                    assertEquals(anew.distinct(), counted.distinct());
                    assertEquals(Math.max(0, last.length - (p[0] - 1) * p[1]), counted.count());
                    assertArrayEquals(
                            PermutationEntropy.CODEC.toBytes(anew), PermutationEntropy.CODEC.toBytes(counted));
                }
            }
        }
    }

    /** Weights of an outlier are 1e20 times those of the rest; a floating sum would have none of their digits left when it leaves. */
    @Test
    void oracle_anOutlierThatLeavesLeavesNoTrace() {
        SplitMix64 random = new SplitMix64(2);
        var weighted = WeightedPermutationEntropy.of(4, 1, 64);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            values.add(i % 100 == 50 ? 1e12 : random.nextGaussian());
            weighted.update(values.get(i));
            double[] last = values.subList(Math.max(0, values.size() - 64), values.size()).stream()
                    .mapToDouble(v -> v)
                    .toArray();
            assertEquals(weighted(4, 1, 64, last).estimate(), weighted.estimate(), 0.0, "at " + i);
        }
    }

    @Test
    void oracle_noiseIsAtTheTopAndARisingSeriesAtTheBottom() {
        SplitMix64 random = new SplitMix64(3);
        var counted = PermutationEntropy.of(4, 2, 50_000);
        var weighted = WeightedPermutationEntropy.of(4, 2, 50_000);
        for (int i = 0; i < 60_000; i++) {
            double value = random.nextGaussian();
            counted.update(value);
            weighted.update(value);
        }
        // Below the top by 23 / 2n nats on average.
        assertEquals(1, counted.normalized(), 2e-4);
        assertEquals(24, counted.distinct());
        assertTrue(weighted.normalized() > 0.97 && weighted.normalized() < 1);
        for (int i = 0; i < 50_000; i++) {
            counted.update(i);
            weighted.update(i);
        }
        assertEquals(0, counted.estimate());
        assertEquals(0, weighted.estimate());
        assertEquals(49_994, counted.count());
    }

    /** The logistic map at 4 never falls twice: one of six patterns does not come (Bandt and Pompe). */
    @Test
    void oracle_chaosMissesAPattern() {
        var logistic = PermutationEntropy.of(3, 1, 10_000);
        double x = 0.3;
        for (int i = 0; i < 20_000; i++) {
            x = 4 * x * (1 - x);
            logistic.update(x);
        }
        assertEquals(5, logistic.distinct());
    }

    @Test
    void oracle_refusesWhatItCannotBeAndStaysAsItWas() {
        assertThrows(IllegalArgumentException.class, () -> PermutationEntropy.of(1, 1, 10));
        assertThrows(IllegalArgumentException.class, () -> PermutationEntropy.of(9, 1, 100));
        assertThrows(IllegalArgumentException.class, () -> PermutationEntropy.of(3, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> PermutationEntropy.of(3, 5, 10));
        assertThrows(IllegalArgumentException.class, () -> PermutationEntropy.of(8, Integer.MAX_VALUE, 10));
        assertThrows(IllegalArgumentException.class, () -> PermutationEntropy.of(3, 1, (1 << 24) + 1));
        assertThrows(IllegalArgumentException.class, () -> WeightedPermutationEntropy.of(7, 1, 100));
        var counted = counted(3, 1, 5, 1, 2, 3, 2, 1, 0);
        byte[] before = PermutationEntropy.CODEC.toBytes(counted);
        assertThrows(IllegalArgumentException.class, () -> counted.update(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> counted.update(Double.POSITIVE_INFINITY));
        assertArrayEquals(before, PermutationEntropy.CODEC.toBytes(counted));
        var weighted = weighted(3, 1, 5, 1, 2, 3, 2, 1, 0);
        double estimate = weighted.estimate();
        assertThrows(IllegalArgumentException.class, () -> weighted.update(1e141));
        assertThrows(IllegalArgumentException.class, () -> weighted.update(Double.NaN));
        assertEquals(estimate, weighted.estimate(), 0.0);
        assertEquals(0, PermutationEntropy.of(3, 1, 5).estimate());
        assertEquals(0, weighted(3, 1, 5, 7, 7, 7, 7).estimate(), "equal values have no weight");
    }
}
