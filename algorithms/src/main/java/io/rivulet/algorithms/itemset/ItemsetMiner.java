package io.rivulet.algorithms.itemset;

import java.util.Collection;

/** Finds the items that often occur together. */
public interface ItemsetMiner {

    /**
     * Takes one basket in. An item that is in it twice counts once; an empty basket counts as a basket.
     *
     * @throws NullPointerException if an item is null; the state is then unchanged
     */
    void update(Collection<String> basket);

    /** The baskets that the answer is about. */
    int baskets();

    /** In how many of them all of these items are, frequent or not; for no items, all baskets. */
    int count(Collection<String> items);

    /**
     * Every frequent itemset with its exact count.
     *
     * @throws IllegalStateException if there are more than {@code maxItemsets}: a part of them would be a wrong answer
     */
    FrequentItemsets frequent();
}
