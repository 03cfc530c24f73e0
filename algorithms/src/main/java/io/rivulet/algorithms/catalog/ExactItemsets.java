package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.itemset.ItemsetParams;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The frequent itemsets, by counting every subset of every basket. */
final class ExactItemsets implements Exact<List<String>> {

    private final ItemsetParams params;
    private final int window;
    private final Deque<List<String>> baskets = new ArrayDeque<>();
    private final Map<List<String>, Long> counts = new HashMap<>();

    private ExactItemsets(ItemsetParams params, int window) {
        this.params = params;
        this.window = window;
    }

    /** @param window only the last so many baskets; 0 for all */
    static Yardstick<List<String>> yardstick(ItemsetParams params, int window) {
        return new Yardstick<>(
                "Which items occur together in at least " + params.minCount() + " baskets and a share of "
                        + params.minSupport() + (window == 0 ? "" : " among the last " + window) + "?",
                "share of the itemsets that are missing, in excess or have another count",
                () -> new ExactItemsets(params, window));
    }

    @Override
    public void update(List<String> basket, long timeMillis) {
        List<String> items = List.copyOf(new TreeSet<>(basket));
        baskets.add(items);
        count(items, 0, new ArrayList<>(), 1);
        if (window > 0 && baskets.size() > window) {
            count(baskets.remove(), 0, new ArrayList<>(), -1);
        }
    }

    private void count(List<String> items, int from, List<String> chosen, long times) {
        if (!chosen.isEmpty()) {
            counts.merge(List.copyOf(chosen), times, Long::sum);
        }
        if (chosen.size() == params.maxLength()) {
            return;
        }
        for (int i = from; i < items.size(); i++) {
            chosen.add(items.get(i));
            count(items, i + 1, chosen, times);
            chosen.remove(chosen.size() - 1);
        }
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.table(frequent().entrySet().stream()
                .map(e -> Answer.row("items", e.getKey(), "count", e.getValue()))
                .toList());
    }

    private Map<List<String>, Long> frequent() {
        Map<List<String>, Long> frequent = new HashMap<>(counts);
        double least = Math.max(params.minCount(), params.minSupport() * baskets.size());
        frequent.values().removeIf(count -> count < least);
        return frequent;
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        Map<List<String>, Long> exact = frequent();
        long wrong = 0;
        long right = 0;
        for (Map<String, Object> row : answer.rows()) {
            @SuppressWarnings("unchecked") // the answers of this family
            List<String> items = List.copyOf(new TreeSet<>((List<String>) row.get("items")));
            Long count = exact.get(items);
            if (count != null && count == ((Number) row.get("count")).longValue()) {
                right++;
            } else {
                wrong++;
            }
        }
        long missing = exact.size() - right;
        return (double) (wrong + missing) / Math.max(1, exact.size());
    }
}
