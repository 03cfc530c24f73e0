package io.rivulet.algorithms.itemset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes rules from frequent itemsets (Agrawal and Srikant, VLDB 1994, section 3): items move from the left to the right side one after another. What
 * stays left becomes more frequent, so the confidence only falls, and a right side that is not confident enough is never extended.
 */
final class RuleGeneration {

    private static final Comparator<AssociationRule> ORDER = Comparator.comparingDouble(AssociationRule::confidence)
            .thenComparingLong(AssociationRule::count)
            .reversed()
            .thenComparing(AssociationRule::antecedent, Itemset::compareItems)
            .thenComparing(AssociationRule::consequent, Itemset::compareItems);

    private final FrequentItemsets frequent;
    private final double minConfidence;
    private final Map<List<String>, Long> counts = new HashMap<>();
    private final List<AssociationRule> rules = new ArrayList<>();

    private RuleGeneration(FrequentItemsets frequent, double minConfidence) {
        this.frequent = frequent;
        this.minConfidence = minConfidence;
        frequent.itemsets().forEach(itemset -> counts.put(itemset.items(), itemset.count()));
    }

    static List<AssociationRule> rules(FrequentItemsets frequent, double minConfidence) {
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw new IllegalArgumentException("minConfidence must be in 0..1, got " + minConfidence);
        }
        RuleGeneration run = new RuleGeneration(frequent, minConfidence);
        for (Itemset itemset : frequent.itemsets()) {
            if (itemset.items().size() > 1) {
                run.extend(itemset, 0, 0);
            }
        }
        run.rules.sort(ORDER);
        return List.copyOf(run.rules);
    }

    /** Tries every right side that is {@code right} and one item from position {@code from} on; bit i of a side stands for item i. */
    private void extend(Itemset whole, int right, int from) {
        int all = (1 << whole.items().size()) - 1;
        for (int i = from; i < whole.items().size(); i++) {
            int side = right | 1 << i;
            if (side == all) {
                return;
            }
            List<String> antecedent = part(whole, all & ~side);
            long antecedentCount = count(antecedent);
            if (AssociationRule.reaches(whole.count(), antecedentCount, minConfidence)) {
                List<String> consequent = part(whole, side);
                rules.add(new AssociationRule(
                        antecedent, consequent, whole.count(), antecedentCount, count(consequent), frequent.baskets()));
                extend(whole, side, i + 1);
            }
        }
    }

    private static List<String> part(Itemset whole, int side) {
        List<String> part = new ArrayList<>(Integer.bitCount(side));
        for (int i = 0; i < whole.items().size(); i++) {
            if ((side >> i & 1) == 1) {
                part.add(whole.items().get(i));
            }
        }
        return part;
    }

    private long count(List<String> items) {
        Long count = counts.get(items);
        if (count == null) {
            throw new IllegalArgumentException("itemsets must come with all their subsets, " + items + " is missing");
        }
        return count;
    }
}
