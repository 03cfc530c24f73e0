package io.rivulet.algorithms.itemset;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Items that occur together, and in how many baskets they do.
 *
 * @param items in rising order, each once, at least one
 * @param count the baskets that hold all of them
 */
public record Itemset(List<String> items, long count) {

    /** Short before long, then frequent before rare, then by items: the order of every answer. */
    public static final Comparator<Itemset> ORDER = Comparator.<Itemset>comparingInt(s -> s.items.size())
            .thenComparing(Comparator.comparingLong(Itemset::count).reversed())
            .thenComparing(Itemset::items, Itemset::compareItems);

    /** Keeps a copy and checks the order. */
    public Itemset {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("items must not be empty");
        }
        for (int i = 1; i < items.size(); i++) {
            if (items.get(i - 1).compareTo(items.get(i)) >= 0) {
                throw new IllegalArgumentException("items must be in rising order, each once, got " + items);
            }
        }
        if (count < 0) {
            throw new IllegalArgumentException("count must not be negative, got " + count);
        }
    }

    /** Sorts the items. */
    public static Itemset of(long count, String... items) {
        String[] sorted = items.clone();
        Arrays.sort(sorted);
        return new Itemset(List.of(sorted), count);
    }

    /** By the first item that differs; a beginning of the other comes before it. */
    static int compareItems(List<String> left, List<String> right) {
        int both = Math.min(left.size(), right.size());
        for (int i = 0; i < both; i++) {
            int order = left.get(i).compareTo(right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    @Override
    public String toString() {
        return "{" + String.join(", ", items) + "}: " + count;
    }
}
