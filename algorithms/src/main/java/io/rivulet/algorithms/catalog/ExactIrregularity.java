package io.rivulet.algorithms.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The entropy of the orders that neighbouring values stand in, by sorting each of the patterns in the window. */
final class ExactIrregularity implements Exact<Double> {

    private final int order;
    private final int delay;
    private final int window;
    private final ToDoubleFunction<List<Double>> weight;
    private final List<Double> values = new ArrayList<>();

    private ExactIrregularity(int order, int delay, int window, ToDoubleFunction<List<Double>> weight) {
        this.order = order;
        this.delay = delay;
        this.window = window;
        this.weight = weight;
    }

    static Yardstick<Double> counted(int order, int delay, int window) {
        String patterns = patterns(order, delay, window);
        return new Yardstick<>(
                "How irregular are " + patterns + "?",
                "error in bits for " + patterns,
                () -> new ExactIrregularity(order, delay, window, pattern -> 1));
    }

    static Yardstick<Double> weighted(int order, int delay, int window) {
        String patterns = patterns(order, delay, window);
        return new Yardstick<>(
                "How irregular are " + patterns + ", where they vary?",
                "error in bits for " + patterns + " by their variance",
                () -> new ExactIrregularity(order, delay, window, ExactIrregularity::variance));
    }

    private static String patterns(int order, int delay, int window) {
        return "the last " + window + " values, by the order of " + order + " that are " + delay + " apart";
    }

    private static double variance(List<Double> pattern) {
        double mean = pattern.stream().mapToDouble(v -> v).average().orElseThrow();
        return pattern.stream()
                .mapToDouble(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
    }

    @Override
    public void update(Double value, long timeMillis) {
        values.add(value);
    }

    @Override
    public Answer answer(long nowMillis) {
        Map<String, Double> weights = new TreeMap<>();
        for (int start = Math.max(0, values.size() - window); start + (order - 1) * delay < values.size(); start++) {
            List<Double> pattern = new ArrayList<>();
            for (int i = 0; i < order; i++) {
                pattern.add(values.get(start + i * delay));
            }
            // Sorting is stable: of equal values the earlier comes first.
            List<Integer> sorted = IntStream.range(0, order)
                    .boxed()
                    .sorted(Comparator.comparingDouble(pattern::get))
                    .toList();
            weights.merge(sorted.toString(), weight.applyAsDouble(pattern), Double::sum);
        }
        double total = weights.values().stream().mapToDouble(w -> w).sum();
        double bits = weights.values().stream()
                .filter(w -> w > 0)
                .mapToDouble(w -> -w / total * Math.log(w / total) / Math.log(2))
                .sum();
        double most = IntStream.rangeClosed(2, order).mapToDouble(Math::log).sum() / Math.log(2);
        return Answer.of("estimate", bits, "normalized", bits / most);
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        return ExactInformation.largestError(answer, answer(nowMillis));
    }
}
