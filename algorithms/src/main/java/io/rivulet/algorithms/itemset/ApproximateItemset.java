package io.rivulet.algorithms.itemset;

import java.util.Comparator;
import java.util.List;

/**
 * Items that occur together, and about how often. What count and error promise is said by the class that answers.
 *
 * @param items in rising order, each once, at least one
 * @param count baskets that hold all of them, as counted or estimated
 * @param error how far the true count may be from that, on the side that the class says
 */
public record ApproximateItemset(List<String> items, double count, double error) {

    /** As {@link Itemset#ORDER}. */
    public static final Comparator<ApproximateItemset> ORDER = Comparator.<ApproximateItemset>comparingInt(
                    s -> s.items.size())
            .thenComparing(Comparator.comparingDouble(ApproximateItemset::count).reversed())
            .thenComparing(ApproximateItemset::items, Itemset::compareItems);

    /** Keeps a copy and checks the order. */
    public ApproximateItemset {
        items = new Itemset(items, 0).items();
        if (!(count >= 0 && error >= 0)) {
            throw new IllegalArgumentException("count and error must not be negative, got " + count + " and " + error);
        }
    }
}
