package io.rivulet.algorithms.itemset;

import java.util.Objects;

/**
 * An itemset that became frequent, or ceased to be, by one event.
 *
 * @param itemset with its count after the event
 * @param change which of the two
 */
public record ItemsetChange(Itemset itemset, Change change) {

    /** Checks that both are there. */
    public ItemsetChange {
        Objects.requireNonNull(itemset, "itemset");
        Objects.requireNonNull(change, "change");
    }
}
