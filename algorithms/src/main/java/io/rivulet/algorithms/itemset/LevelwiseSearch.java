package io.rivulet.algorithms.itemset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One run of Apriori over vertical bitmaps: for each frequent item the set of baskets that hold it. From the frequent itemsets of k items come the candidates
 * of k + 1: two that differ in their last item only are joined, and the union is counted if all its subsets of k items are frequent.
 */
final class LevelwiseSearch {

    /*
     * Items are their ranks by name. A level holds its itemsets as rows of one array, in lexicographic order: those with a common prefix stand together,
     * which gives the join, and a subset is found by halving.
     *
     * The baskets of the itemset at hand are kept for each of its prefixes as the words of the bitmap that are not 0, with their places. Neighbouring
     * itemsets share prefixes, so most are there already, and a rare itemset costs as many words as it has baskets, however many baskets there are.
     */
    private final String[] names;
    private final long[][] bitmaps;
    private final int threshold;
    private final ItemsetParams params;
    private final List<Itemset> found = new ArrayList<>();

    private int[] prefix = new int[0];
    private int prefixLength;
    private final List<int[]> places = new ArrayList<>();
    private final List<long[]> words = new ArrayList<>();
    private int[] sizes = new int[0];

    /**
     * @param names of the frequent items, rising
     * @param bitmaps of the same items, all of one length
     */
    LevelwiseSearch(String[] names, long[][] bitmaps, int threshold, ItemsetParams params) {
        this.names = names;
        this.bitmaps = bitmaps;
        this.threshold = threshold;
        this.params = params;
    }

    /** Every frequent itemset. */
    List<Itemset> run() {
        Level level = new Level(1);
        for (int item = 0; item < names.length; item++) {
            int count = 0;
            for (long word : bitmaps[item]) {
                count += Long.bitCount(word);
            }
            level.append(new int[] {item}, count);
        }
        keep(level);
        while (level.size > 1 && level.length < params.maxLength()) {
            level = next(level);
            keep(level);
        }
        return found;
    }

    private void keep(Level level) {
        for (int i = 0; i < level.size; i++) {
            String[] items = new String[level.length];
            for (int j = 0; j < items.length; j++) {
                items[j] = names[level.items[i * level.length + j]];
            }
            found.add(new Itemset(Arrays.asList(items), level.counts[i]));
        }
    }

    private Level next(Level level) {
        int k = level.length;
        Level next = new Level(k + 1);
        int[] candidate = new int[k + 1];
        int[] subset = new int[k];
        prefix = new int[k];
        prefixLength = 0;
        sizes = Arrays.copyOf(sizes, k);
        places.add(new int[0]);
        words.add(new long[0]);
        for (int i = 0; i < level.size; i++) {
            System.arraycopy(level.items, i * k, candidate, 0, k);
            boolean prepared = false;
            for (int j = i + 1; j < level.size && level.samePrefix(i, j); j++) {
                candidate[k] = level.items[j * k + k - 1];
                if (!subsetsFrequent(level, candidate, subset)) {
                    continue;
                }
                if (!prepared) {
                    intersect(candidate, k);
                    prepared = true;
                }
                int count = count(k - 1, bitmaps[candidate[k]]);
                if (count >= threshold) {
                    next.append(candidate, count);
                    if (found.size() + next.size > params.maxItemsets()) {
                        throw params.tooMany(threshold);
                    }
                }
            }
        }
        return next;
    }

    /** The two subsets that were joined are frequent; here are the others. */
    private static boolean subsetsFrequent(Level level, int[] candidate, int[] subset) {
        for (int left = candidate.length - 3; left >= 0; left--) {
            System.arraycopy(candidate, 0, subset, 0, left);
            System.arraycopy(candidate, left + 1, subset, left, subset.length - left);
            if (!level.contains(subset)) {
                return false;
            }
        }
        return true;
    }

    /** Prepares the baskets that hold the first {@code length} items, from the longest prefix that the itemset before had too. */
    private void intersect(int[] items, int length) {
        int common = 0;
        while (common < prefixLength && prefix[common] == items[common]) {
            common++;
        }
        for (int depth = common; depth < length; depth++) {
            long[] bitmap = bitmaps[items[depth]];
            int most = depth == 0 ? bitmap.length : sizes[depth - 1];
            if (places.get(depth).length < most) {
                places.set(depth, new int[most]);
                words.set(depth, new long[most]);
            }
            int[] place = places.get(depth);
            long[] word = words.get(depth);
            int size = 0;
            for (int i = 0; i < most; i++) {
                int at = depth == 0 ? i : places.get(depth - 1)[i];
                long both = depth == 0 ? bitmap[i] : words.get(depth - 1)[i] & bitmap[at];
                if (both != 0) {
                    place[size] = at;
                    word[size++] = both;
                }
            }
            sizes[depth] = size;
            prefix[depth] = items[depth];
        }
        prefixLength = length;
    }

    private int count(int depth, long[] bitmap) {
        int[] place = places.get(depth);
        long[] word = words.get(depth);
        int count = 0;
        for (int i = 0; i < sizes[depth]; i++) {
            count += Long.bitCount(word[i] & bitmap[place[i]]);
        }
        return count;
    }

    /** The frequent itemsets of one length, in lexicographic order. */
    private static final class Level {

        private final int length;
        private int[] items = new int[64];
        private int[] counts = new int[64];
        private int size;

        Level(int length) {
            this.length = length;
        }

        void append(int[] itemset, int count) {
            if ((size + 1) * length > items.length) {
                items = Arrays.copyOf(items, Math.max(2 * items.length, length));
            }
            if (size == counts.length) {
                counts = Arrays.copyOf(counts, 2 * size);
            }
            System.arraycopy(itemset, 0, items, size * length, length);
            counts[size++] = count;
        }

        boolean samePrefix(int i, int j) {
            return Arrays.equals(
                    items, i * length, i * length + length - 1, items, j * length, j * length + length - 1);
        }

        boolean contains(int[] itemset) {
            int low = 0;
            int high = size - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int order = Arrays.compare(items, middle * length, (middle + 1) * length, itemset, 0, length);
                if (order == 0) {
                    return true;
                }
                if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return false;
        }
    }
}
