package io.rivulet.algorithms.itemset;

import java.util.Arrays;

/**
 * Counts all pairs of some items in one pass over the baskets of a window, a table of counters at a time. For many items that are each in few baskets this is far
 * less work than to intersect the bitmaps of every pair.
 */
final class PairCounts {

    /** One mebibyte of counters; with more pairs than that, more passes. */
    private static final int CELLS = 1 << 18;

    /*
     * Items have ranks, rising as their ids do. cells holds the counters of the pairs whose lower rank is in firstRow .. firstRow + rows - 1, a row of items
     * for each; the half below the diagonal stays 0.
     */
    private int[] rankOf = new int[0];
    private int[] cells = new int[0];
    private int[] ranks = new int[16];
    private int items;
    private int firstRow;

    /** Whether counting the pairs of baskets takes less than intersecting the bitmaps of all pairs of items. */
    static boolean pays(long occurrences, int items, int baskets) {
        double pairsOfBaskets =
                (double) occurrences * occurrences / Math.max(1, baskets) + 16.0 * baskets; // 16 to read one
        double wordsOfBitmaps = (double) items * items * (baskets / 64 + 16); // 16 to find two
        return pairsOfBaskets < wordsOfBitmaps;
    }

    /** Says which items to count, those with a rank that is not negative. */
    void begin(int limit, int ranked) {
        rankOf = rankOf.length < limit ? new int[Math.max(limit, 2 * rankOf.length)] : rankOf;
        Arrays.fill(rankOf, -1);
        items = ranked;
        int needed = (int) Math.min(Math.max(CELLS, items), (long) items * items);
        cells = cells.length < needed ? new int[needed] : cells;
    }

    void rank(int id, int rank) {
        rankOf[id] = rank;
    }

    /** How many lower ranks one pass counts. */
    int rows() {
        return Math.min(items, cells.length / items);
    }

    /** Counts the pairs whose lower rank is in {@code from .. from + rows - 1}. */
    void count(BasketWindow window, int from) {
        firstRow = from;
        int end = from + rows();
        Arrays.fill(cells, 0, rows() * items, 0);
        for (int b = 0; b < window.size(); b++) {
            int slot = window.slot(b);
            int[] basket = window.basket(slot);
            int length = window.length(slot);
            ranks = ranks.length < length ? new int[length] : ranks;
            int size = 0;
            for (int i = 0; i < length; i++) {
                int rank = rankOf[basket[i]];
                if (rank >= from) {
                    ranks[size++] = rank;
                }
            }
            for (int i = 0; i < size && ranks[i] < end; i++) {
                int row = (ranks[i] - from) * items;
                for (int j = i + 1; j < size; j++) {
                    cells[row + ranks[j]]++;
                }
            }
        }
    }

    /** How many baskets hold both, of ranks that the last pass counted. */
    int of(int lowerRank, int higherRank) {
        return cells[(lowerRank - firstRow) * items + higherRank];
    }

    long stateBytes() {
        return 88 + 4L * (rankOf.length + cells.length + ranks.length);
    }
}
