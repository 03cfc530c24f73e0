package io.rivulet.algorithms.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Checks of the law of a sample of 0..n-1, by as many samples with seeds from 0 on. Each check would fail a right sampler for one choice of seeds in 10,000, and the
 * seeds are fixed.
 */
final class SampleLaw {

    private static final double FALSE_ALARM = 1e-4;
    private static final int SUBSET_ROUNDS = 20_000;
    private static final int INCLUSION_ROUNDS = 10_000;

    private SampleLaw() {}

    /** All subsets of k come equally often. */
    static void everySubset(int n, int k, LongFunction<? extends Collection<Integer>> make) {
        double[] weights = new double[n];
        Arrays.fill(weights, 1);
        subsetsByWeight(weights, k, make);
    }

    /** Subsets come as often as draws one after another, by weight among those left, give them. */
    static void subsetsByWeight(double[] weights, int k, LongFunction<? extends Collection<Integer>> make) {
        Map<List<Integer>, Double> expected = new TreeMap<>(Comparator.comparing(List::toString));
        addDraws(weights, k, new ArrayList<>(), 1, expected);
        Map<List<Integer>, Integer> seen = new TreeMap<>(Comparator.comparing(List::toString));
        for (int seed = 0; seed < SUBSET_ROUNDS; seed++) {
            List<Integer> subset = new ArrayList<>(new TreeSet<>(make.apply(seed)));
            assertTrue(expected.containsKey(subset), "sample must be a subset of " + k + ", was " + subset);
            seen.merge(subset, 1, Integer::sum);
        }
        double statistic = 0;
        for (Map.Entry<List<Integer>, Double> entry : expected.entrySet()) {
            double mean = SUBSET_ROUNDS * entry.getValue();
            double count = seen.getOrDefault(entry.getKey(), 0);
            statistic += (count - mean) * (count - mean) / mean;
        }
        chiSquared(statistic, expected.size() - 1);
    }

    private static void addDraws(
            double[] weights, int left, List<Integer> drawn, double probability, Map<List<Integer>, Double> into) {
        if (left == 0) {
            into.merge(new ArrayList<>(new TreeSet<>(drawn)), probability, Double::sum);
            return;
        }
        double rest = 0;
        for (int i = 0; i < weights.length; i++) {
            rest += drawn.contains(i) ? 0 : weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            if (!drawn.contains(i)) {
                drawn.add(i);
                addDraws(weights, left - 1, drawn, probability * weights[i] / rest, into);
                drawn.remove(drawn.size() - 1);
            }
        }
    }

    /** All items come equally often. Inclusions exclude each other a little: the statistic is scaled to be chi-squared all the same. */
    static void everyItem(int n, int k, LongFunction<? extends Collection<Integer>> make) {
        int[] seen = inclusions(n, make);
        int total = 0;
        double p = (double) k / n;
        double statistic = 0;
        for (int count : seen) {
            total += count;
            statistic += Math.pow(count - INCLUSION_ROUNDS * p, 2) / (INCLUSION_ROUNDS * p * (1 - p)) * (n - 1) / n;
        }
        assertEquals(k * INCLUSION_ROUNDS, total);
        chiSquared(statistic, n - 1);
    }

    /** Each item comes as often as its probability says; those of 0 and 1 never and always. */
    static void inclusion(double[] probabilities, LongFunction<? extends Collection<Integer>> make) {
        int[] seen = inclusions(probabilities.length, make);
        double most = -new NormalDistribution().inverseCumulativeProbability(FALSE_ALARM / 2 / probabilities.length);
        for (int i = 0; i < seen.length; i++) {
            double p = Math.min(1, Math.max(0, probabilities[i]));
            double deviation = Math.sqrt(INCLUSION_ROUNDS * p * (1 - p));
            assertEquals(INCLUSION_ROUNDS * p, seen[i], most * deviation + 1e-6, "item " + i + " of probability " + p);
        }
    }

    /** The numbers have the mean that is expected, to 3.9 of its standard errors. */
    static void mean(double expected, int rounds, LongFunction<Double> make) {
        double sum = 0;
        double squares = 0;
        for (int seed = 0; seed < rounds; seed++) {
            double value = make.apply(seed) - expected;
            sum += value;
            squares += value * value;
        }
        double deviation = Math.sqrt(squares / rounds);
        assertEquals(0, sum / rounds, 3.9 * deviation / Math.sqrt(rounds) + 1e-9 * Math.abs(expected));
    }

    private static int[] inclusions(int n, LongFunction<? extends Collection<Integer>> make) {
        int[] seen = new int[n];
        for (int seed = 0; seed < INCLUSION_ROUNDS; seed++) {
            Collection<Integer> sample = make.apply(seed);
            assertEquals(sample.size(), new HashSet<>(sample).size());
            sample.forEach(i -> seen[i]++);
        }
        return seen;
    }

    private static void chiSquared(double statistic, int degrees) {
        double p = 1 - new ChiSquaredDistribution(degrees).cumulativeProbability(statistic);
        assertTrue(p > FALSE_ALARM, "chi-squared " + statistic + " of " + degrees + " degrees has p " + p);
    }
}
