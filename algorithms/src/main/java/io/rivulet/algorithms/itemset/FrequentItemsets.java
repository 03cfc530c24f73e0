package io.rivulet.algorithms.itemset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A miner's answer at one moment; it stays as it is when the miner goes on.
 *
 * @param baskets how many baskets it is about
 * @param threshold the smallest count that was frequent among them
 * @param itemsets every frequent itemset, in {@link Itemset#ORDER}
 */
public record FrequentItemsets(int baskets, int threshold, List<Itemset> itemsets) {

    /** Keeps a sorted copy. */
    public FrequentItemsets {
        if (baskets < 0) {
            throw new IllegalArgumentException("baskets must not be negative, got " + baskets);
        }
        itemsets = itemsets.stream().sorted(Itemset.ORDER).toList();
    }

    /**
     * The rules among them, the most confident first.
     *
     * @param minConfidence in 0..1
     * @throws IllegalArgumentException if an itemset is here without its subsets
     */
    public List<AssociationRule> rules(double minConfidence) {
        return RuleGeneration.rules(this, minConfidence);
    }

    /** Those of which no superset here has the same count: all others and their counts follow from them. */
    public List<Itemset> closed() {
        return withoutSuperset(true);
    }

    /** Those of which no superset is here: all others follow from them, but not their counts. */
    public List<Itemset> maximal() {
        return withoutSuperset(false);
    }

    /** Counts fall from subset to superset, so that looking at supersets of one item more is enough. */
    private List<Itemset> withoutSuperset(boolean ofSameCount) {
        Map<List<String>, Long> highest = new HashMap<>();
        for (Itemset itemset : itemsets) {
            for (int i = 0; itemset.items().size() > 1 && i < itemset.items().size(); i++) {
                List<String> subset = new ArrayList<>(itemset.items());
                subset.remove(i);
                highest.merge(subset, itemset.count(), Math::max);
            }
        }
        return itemsets.stream()
                .filter(s -> {
                    long superset = highest.getOrDefault(s.items(), -1L);
                    return ofSameCount ? superset != s.count() : superset < 0;
                })
                .toList();
    }
}
