package io.rivulet.algorithms.itemset;

import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Baskets made for tests, and the plainest way to count their itemsets. */
final class Baskets {

    /** Nine baskets of which 13 itemsets are in at least two. */
    static final List<List<String>> NINE =
            parse("1 2 5", "2 4", "2 3", "1 2 4", "1 3", "2 3", "1 3", "1 2 3 5", "1 2 3");

    /** Eleven short baskets with one pair in four of them. */
    static final List<List<String>> ELEVEN = List.of(
            List.of("meet", "apricot", "bread", "milk", "water"),
            List.of("candy", "soda", "milk"),
            List.of("milk"),
            List.of("candy", "tea", "sandwich"),
            List.of("pie", "wine", "flowers", "cheese", "pomigranade"),
            List.of("milk", "bread"),
            List.of("bread", "water", "meat", "celery", "milk"),
            List.of("pepper", "meat", "olive oil"),
            List.of("coffee", "sandwich", "tee"),
            List.of("tea", "milk"),
            List.of("milk", "meat", "potato", "apple", "banana", "bread", "sandwich", "salt"));

    private Baskets() {}

    static List<List<String>> parse(String... baskets) {
        return Stream.of(baskets)
                .map(b -> b.isEmpty() ? List.<String>of() : List.of(b.split(" ", -1)))
                .toList();
    }

    /** A stream whose popular items move on: the i-th basket prefers the items around i / {@code drift}; some are empty, some name an item twice. */
    static List<String> drifting(SplitMix64 random, int i, int items, int drift) {
        List<String> basket = new ArrayList<>();
        int size = random.nextInt(6);
        for (int j = 0; j < size; j++) {
            int near = (int) (items * Math.pow(random.nextDouble(), 2.5));
            basket.add("i" + (i / drift + near) % items);
        }
        if (size > 0 && random.nextInt(8) == 0) {
            basket.add(basket.get(0));
        }
        return basket;
    }

    /** Counts every subset of every basket: the power set, with no pruning. */
    static FrequentItemsets powerSet(Collection<? extends Collection<String>> baskets, ItemsetParams params) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Collection<String> basket : baskets) {
            List<String> items = List.copyOf(new TreeSet<>(basket));
            for (int mask = 1; mask < 1 << items.size(); mask++) {
                if (Integer.bitCount(mask) <= params.maxLength()) {
                    StringBuilder subset = new StringBuilder();
                    for (int j = 0; j < items.size(); j++) {
                        if ((mask >> j & 1) == 1) {
                            subset.append(items.get(j)).append('\n');
                        }
                    }
                    counts.merge(subset.toString(), 1, Integer::sum);
                }
            }
        }
        int threshold = params.threshold(baskets.size());
        List<Itemset> frequent = new ArrayList<>();
        counts.forEach((subset, count) -> {
            if (count >= threshold) {
                frequent.add(Itemset.of(count, subset.strip().split("\n", -1)));
            }
        });
        return new FrequentItemsets(baskets.size(), threshold, frequent);
    }
}
