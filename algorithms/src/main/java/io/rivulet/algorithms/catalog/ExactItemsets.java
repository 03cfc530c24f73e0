package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.itemset.ItemsetParams;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The frequent itemsets by their definition: for each item the baskets that hold it, and deeper by intersecting (Zaki, <i>Scalable algorithms for
 * association mining</i>, IEEE TKDE 12(3), 2000), with no counting of candidates as Apriori has it.
 */
final class ExactItemsets implements Exact<List<String>> {

    private final ItemsetParams params;
    private final int window;
    private final Deque<List<String>> baskets = new ArrayDeque<>();

    private ExactItemsets(ItemsetParams params, int window) {
        this.params = params;
        this.window = window;
    }

    /** @param window only the last so many baskets; 0 for all */
    static Yardstick<List<String>> yardstick(ItemsetParams params, int window) {
        return new Yardstick<>(
                "Which up to " + params.maxLength() + " items occur together in at least " + params.minCount()
                        + " baskets and a share of " + params.minSupport()
                        + (window == 0 ? "" : " among the last " + window) + "?",
                "share of the itemsets that are missing, in excess or have another count",
                () -> new ExactItemsets(params, window));
    }

    @Override
    public void update(List<String> basket, long timeMillis) {
        baskets.add(List.copyOf(new TreeSet<>(basket)));
        if (window > 0 && baskets.size() > window) {
            baskets.remove();
        }
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.table(frequent().entrySet().stream()
                .map(e -> Answer.row("items", e.getKey(), "count", e.getValue()))
                .toList());
    }

    private Map<List<String>, Integer> frequent() {
        Map<String, int[]> byItem = new TreeMap<>();
        Map<String, Integer> sizes = new HashMap<>();
        int number = 0;
        for (List<String> basket : baskets) {
            basket.forEach(item -> sizes.merge(item, 1, Integer::sum));
        }
        sizes.forEach((item, size) -> byItem.put(item, new int[size]));
        sizes.clear();
        for (List<String> basket : baskets) {
            for (String item : basket) {
                byItem.get(item)[sizes.merge(item, 1, Integer::sum) - 1] = number;
            }
            number++;
        }
        double least = Math.max(params.minCount(), params.minSupport() * baskets.size());
        byItem.values().removeIf(numbers -> numbers.length < least);
        Map<List<String>, Integer> found = new HashMap<>();
        deeper(List.of(), List.copyOf(byItem.keySet()), List.copyOf(byItem.values()), least, found);
        return found;
    }

    /** All frequent sets that begin with the prefix and one of the items, whose baskets together with the prefix are given. */
    private void deeper(
            List<String> prefix,
            List<String> items,
            List<int[]> occurrences,
            double least,
            Map<List<String>, Integer> found) {
        for (int i = 0; i < items.size(); i++) {
            List<String> itemset = new ArrayList<>(prefix);
            itemset.add(items.get(i));
            found.put(itemset, occurrences.get(i).length);
            if (itemset.size() == params.maxLength()) {
                continue;
            }
            List<String> longer = new ArrayList<>();
            List<int[]> common = new ArrayList<>();
            for (int j = i + 1; j < items.size(); j++) {
                int[] both = intersection(occurrences.get(i), occurrences.get(j));
                if (both.length >= least) {
                    longer.add(items.get(j));
                    common.add(both);
                }
            }
            deeper(itemset, longer, common, least, found);
        }
    }

    private static int[] intersection(int[] a, int[] b) {
        int[] both = new int[Math.min(a.length, b.length)];
        int size = 0;
        int j = 0;
        for (int value : a) {
            while (j < b.length && b[j] < value) {
                j++;
            }
            if (j < b.length && b[j] == value) {
                both[size++] = value;
            }
        }
        return Arrays.copyOf(both, size);
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        Map<List<String>, Integer> exact = frequent();
        long wrong = 0;
        long right = 0;
        for (Map<String, Object> row : answer.rows()) {
            @SuppressWarnings("unchecked") // the answers of this family
            List<String> items = List.copyOf(new TreeSet<>((List<String>) row.get("items")));
            Integer count = exact.get(items);
            if (count != null && count == ((Number) row.get("count")).longValue()) {
                right++;
            } else {
                wrong++;
            }
        }
        return (double) (wrong + exact.size() - right) / Math.max(1, exact.size());
    }
}
