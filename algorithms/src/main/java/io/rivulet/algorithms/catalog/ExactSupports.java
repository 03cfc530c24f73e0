package io.rivulet.algorithms.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongToDoubleFunction;

/**
 * What share of the baskets' weight every itemset has, by counting all subsets of all baskets: what miners that count about right are held against. An answer that
 * lacks an itemset it must have, or has one it must not, is infinitely far off; otherwise counts are compared.
 */
final class ExactSupports implements Exact<List<String>> {

    /**
     * What must be in an answer and what may.
     *
     * @param must the share of the weight from which an itemset must be in it, if it has the weight of two baskets
     * @param may the share below which it must not
     */
    record Bounds(double must, double may) {}

    private static final double ROUNDING = 1e-9;

    private final Bounds bounds;
    private final LongToDoubleFunction weight;
    private final List<List<String>> baskets = new ArrayList<>();

    private ExactSupports(Bounds bounds, LongToDoubleFunction weight) {
        this.bounds = bounds;
        this.weight = weight;
    }

    /** @param weight what a basket weighs after so many others */
    static Yardstick<List<String>> of(String question, Bounds bounds, LongToDoubleFunction weight) {
        return new Yardstick<>(
                question,
                "largest error of a count, as a share of the baskets; infinite where an itemset is missing or in excess",
                () -> new ExactSupports(bounds, weight));
    }

    @Override
    public void update(List<String> basket, long timeMillis) {
        baskets.add(List.copyOf(new TreeSet<>(basket)));
    }

    /** The itemsets that must be in an answer. */
    @Override
    public Answer answer(long nowMillis) {
        double least = Math.max(2, bounds.must * total()) - ROUNDING;
        return Answer.table(weights().entrySet().stream()
                .filter(e -> e.getValue() >= least)
                .map(e -> Answer.row("items", e.getKey(), "count", e.getValue()))
                .toList());
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        Map<List<String>, Double> exact = weights();
        double total = total();
        double worst = 0;
        Map<List<String>, Boolean> found = new HashMap<>();
        for (Map<String, Object> row : answer.rows()) {
            List<String> items = new ArrayList<>();
            ((List<?>) row.get("items")).forEach(item -> items.add((String) item));
            double count = exact.getOrDefault(items, 0.0);
            if (found.put(items, true) != null || count < bounds.may * total - ROUNDING) {
                return Double.POSITIVE_INFINITY;
            }
            worst = Math.max(worst, Math.abs(((Number) row.get("count")).doubleValue() - count) / total);
        }
        for (Map<String, Object> row : answer(nowMillis).rows()) {
            if (!found.containsKey(row.get("items"))) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return worst;
    }

    private double total() {
        double total = 0;
        for (int i = 0; i < baskets.size(); i++) {
            total += weight.applyAsDouble(baskets.size() - 1L - i);
        }
        return total;
    }

    private Map<List<String>, Double> weights() {
        Map<List<String>, Double> weights = new HashMap<>();
        for (int i = 0; i < baskets.size(); i++) {
            List<String> basket = baskets.get(i);
            double each = weight.applyAsDouble(baskets.size() - 1L - i);
            for (int mask = 1; mask < 1 << basket.size(); mask++) {
                List<String> subset = new ArrayList<>();
                for (int j = 0; j < basket.size(); j++) {
                    if ((mask >> j & 1) == 1) {
                        subset.add(basket.get(j));
                    }
                }
                weights.merge(subset, each, Double::sum);
            }
        }
        return weights;
    }
}
