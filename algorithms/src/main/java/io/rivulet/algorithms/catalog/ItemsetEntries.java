package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.itemset.ApproximateItemset;
import io.rivulet.algorithms.itemset.Apriori;
import io.rivulet.algorithms.itemset.DecayedItemsets;
import io.rivulet.algorithms.itemset.DecayedParams;
import io.rivulet.algorithms.itemset.FrequentItemsets;
import io.rivulet.algorithms.itemset.IncrementalApriori;
import io.rivulet.algorithms.itemset.ItemsetParams;
import io.rivulet.algorithms.itemset.LossyCounting;
import io.rivulet.algorithms.itemset.LossyParams;
import java.util.List;

/** Entries of the itemset family: which items occur together. */
final class ItemsetEntries {

    private ItemsetEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(apriori(), incrementalApriori(), lossyCounting(), decayedItemsets());
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

    private static Algorithm<List<String>> incrementalApriori() {
        return Algorithm.named("incremental-apriori", "itemset", Input.BASKET)
                .summary("Which items occur together often among the last baskets, with exact counts after each.")
                .error("exact")
                .parameters(
                        Parameter.integer("window", 500, 1, Integer.MAX_VALUE, "the last so many baskets"),
                        Parameter.integer(
                                "min-count", 2, 1, Integer.MAX_VALUE, "baskets that make an itemset frequent"),
                        Parameter.number(
                                "min-support",
                                0.02,
                                0,
                                1,
                                "share of the baskets that makes it frequent, besides min-count"),
                        Parameter.integer(
                                "max-length", ItemsetParams.DEFAULT_MAX_LENGTH, 1, 30, "items of the longest itemset"))
                .variations("min-support", "0.01", "0.1")
                .allocating("the iterator of the basket, and of what changed")
                .heldAgainst(
                        arguments -> ExactItemsets.yardstick(params(arguments), arguments.integer("window")),
                        Tolerance.exact())
                .make(arguments -> IncrementalApriori.<List<String>>aggregation(
                                () -> IncrementalApriori.lastBaskets(arguments.integer("window"), params(arguments)),
                                basket -> basket)
                        .map(ItemsetEntries::itemsets));
    }

    private static Algorithm<List<String>> lossyCounting() {
        return Algorithm.named("lossy-counting", "itemset", Input.BASKET)
                .summary("Which items occur together often among all baskets, in little memory; none is missed.")
                .error("count too low by error * baskets at most, never too high")
                .parameters(
                        Parameter.number(
                                "min-support", 0.05, 1e-4, 1, "share of the baskets that makes an itemset frequent"),
                        Parameter.number("error", 0.005, 1e-6, 0.5, "share of the baskets a count may be too low by"),
                        Parameter.integer(
                                "buckets", 1, 1, 10_000, "how many times 1 / error baskets are counted at once"),
                        Parameter.integer(
                                "max-length", ItemsetParams.DEFAULT_MAX_LENGTH, 1, 30, "items of the longest itemset"))
                .variations("error", "0.001", "0.0025", "0.01")
                .allocating("each basket of a batch is kept until it is full")
                .merged(Agreement.SHAPE)
                .heldAgainst(
                        arguments -> ExactSupports.of(
                                "Which items occur together in a share of " + arguments.number("min-support")
                                        + " of the baskets, give or take " + arguments.number("error") + "?",
                                new ExactSupports.Bounds(
                                        arguments.number("min-support"),
                                        arguments.number("min-support") - arguments.number("error")),
                                after -> 1),
                        Tolerance.always(0.005))
                .make(arguments -> LossyCounting.<List<String>>aggregation(
                                new LossyParams(
                                        arguments.number("min-support"),
                                        arguments.number("error"),
                                        arguments.integer("buckets"),
                                        arguments.integer("max-length"),
                                        ItemsetParams.DEFAULT_MAX_ITEMSETS),
                                basket -> basket)
                        .map(ItemsetEntries::approximate));
    }

    private static Algorithm<List<String>> decayedItemsets() {
        return Algorithm.named("decayed-itemsets", "itemset", Input.BASKET)
                .summary(
                        "Which items occur together often lately, each basket counting half after a half-life of baskets.")
                .error("single items exact; longer itemsets estimates that get better as they stay frequent")
                .parameters(
                        Parameter.number(
                                "min-support", 0.05, 1e-4, 1, "share of the weight that makes an itemset frequent"),
                        Parameter.integer("half-life", 300, 1, 1_000_000_000, "baskets after which one counts half"),
                        Parameter.number(
                                "follow-share",
                                DecayedParams.DEFAULT_FOLLOW_SHARE,
                                0.01,
                                1,
                                "share of min-support from which an itemset is followed"),
                        Parameter.integer(
                                "max-length", ItemsetParams.DEFAULT_MAX_LENGTH, 1, 30, "items of the longest itemset"))
                .variations("follow-share", "0.3", "0.6", "0.9")
                .allocating("the iterator of the basket")
                .heldAgainst(
                        arguments -> {
                            double halfLife = arguments.integer("half-life");
                            return ExactSupports.of(
                                    "Which items occur together in about a share of " + arguments.number("min-support")
                                            + " of the baskets, if each counts half after "
                                            + arguments.integer("half-life")
                                            + "?",
                                    new ExactSupports.Bounds(
                                            1.1 * arguments.number("min-support"),
                                            0.9 * arguments.number("min-support")),
                                    after -> Math.exp(-Math.log(2) * after / halfLife));
                        },
                        // No guarantee: a tenth of what is looked for, which is met on steady streams.
                        Tolerance.of(0.005, 0.01))
                .make(arguments -> DecayedItemsets.<List<String>>aggregation(
                                new DecayedParams(
                                        arguments.number("min-support"),
                                        arguments.integer("half-life"),
                                        arguments.number("follow-share"),
                                        arguments.integer("max-length"),
                                        ItemsetParams.DEFAULT_MAX_ITEMSETS),
                                basket -> basket)
                        .map(ItemsetEntries::approximate));
    }

    private static Answer approximate(List<ApproximateItemset> itemsets) {
        return Answer.table(itemsets.stream()
                .map(itemset ->
                        Answer.row("items", itemset.items(), "count", itemset.count(), "error", itemset.error()))
                .toList());
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
