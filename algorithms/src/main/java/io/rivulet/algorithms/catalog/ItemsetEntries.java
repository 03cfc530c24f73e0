package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.itemset.Apriori;
import io.rivulet.algorithms.itemset.FrequentItemsets;
import io.rivulet.algorithms.itemset.IncrementalApriori;
import io.rivulet.algorithms.itemset.ItemsetParams;
import java.util.List;

/** Entries of the itemset family: which items occur together. */
final class ItemsetEntries {

    private ItemsetEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(apriori());
    }

    private static Algorithm<List<String>> apriori() {
        return Algorithm.named("apriori", "itemset", Input.BASKET)
                .summary("Which items occur together often, with exact counts.")
                .error("exact")
                .parameters(
                        Parameter.integer(
                                "min-count", 2, 1, Integer.MAX_VALUE, "baskets that make an itemset frequent"),
                        Parameter.number(
                                "min-support",
                                0,
                                0,
                                1,
                                "share of the baskets that makes it frequent, besides min-count"),
                        Parameter.integer(
                                "max-length", ItemsetParams.DEFAULT_MAX_LENGTH, 1, 30, "items of the longest itemset"),
                        Parameter.integer(
                                "window", 0, 0, Integer.MAX_VALUE, "only the last so many baskets; 0 for all"))
                .variations("min-support", "0.01", "0.1")
                .allocating("each basket is kept")
                .heldAgainst(
                        arguments -> ExactItemsets.yardstick(params(arguments), arguments.integer("window")),
                        Tolerance.exact())
                .make(ItemsetEntries::miner);
    }

    private static Aggregation<List<String>, ?, Answer> miner(Arguments arguments) {
        ItemsetParams params = params(arguments);
        int window = arguments.integer("window");
        return window == 0
                ? Apriori.<List<String>>aggregation(params, basket -> basket).map(ItemsetEntries::itemsets)
                : IncrementalApriori.<List<String>>aggregation(
                                () -> IncrementalApriori.lastBaskets(window, params), basket -> basket)
                        .map(ItemsetEntries::itemsets);
    }

    private static ItemsetParams params(Arguments arguments) {
        return new ItemsetParams(
                arguments.integer("min-count"),
                arguments.number("min-support"),
                arguments.integer("max-length"),
                ItemsetParams.DEFAULT_MAX_ITEMSETS);
    }

    private static Answer itemsets(FrequentItemsets frequent) {
        return Answer.table(frequent.itemsets().stream()
                .map(itemset -> Answer.row("items", itemset.items(), "count", itemset.count()))
                .toList());
    }
}
