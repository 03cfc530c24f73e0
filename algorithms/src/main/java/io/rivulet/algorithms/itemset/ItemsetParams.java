package io.rivulet.algorithms.itemset;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * What counts as frequent, and how much of it a miner may find.
 *
 * <p>An itemset is frequent when at least {@link #threshold} baskets hold it: {@code minCount} of them and the share {@code minSupport} of all.
 *
 * @param minCount baskets, at least 1
 * @param minSupport share of all baskets in 0..1; 0 leaves the choice to {@code minCount}
 * @param maxLength items of the longest itemset looked for, in 1..30
 * @param maxItemsets frequent itemsets that a miner may hold; with more it says so instead of answering, see {@link ItemsetMiner#frequent}
 */
public record ItemsetParams(int minCount, double minSupport, int maxLength, int maxItemsets) {

    /** Long enough for every itemset of sparse data: shop baskets at one in a thousand reach 6 items, the densest public test set 13 at 70 %. */
    public static final int DEFAULT_MAX_LENGTH = 16;

    /** About 100 MB of answer; who needs more has set the threshold too low to read it. */
    public static final int DEFAULT_MAX_ITEMSETS = 1_000_000;

    // 0.1 * 30 is 3.0000000000000004 in doubles: a product is not rounded up for so little.
    private static final double ROUNDING = 1e-9;

    /** Checks the ranges. */
    public ItemsetParams {
        if (minCount < 1) {
            throw new IllegalArgumentException("minCount must be at least 1, got " + minCount);
        }
        if (!(minSupport >= 0 && minSupport <= 1)) {
            throw new IllegalArgumentException("minSupport must be in 0..1, got " + minSupport);
        }
        if (maxLength < 1 || maxLength > 30) {
            throw new IllegalArgumentException("maxLength must be in 1..30, got " + maxLength);
        }
        if (maxItemsets < 1 || maxItemsets > 10_000_000) {
            throw new IllegalArgumentException("maxItemsets must be in 1..10000000, got " + maxItemsets);
        }
    }

    /** Frequent is what at least {@code minCount} baskets hold. */
    public static ItemsetParams ofMinCount(int minCount) {
        return new ItemsetParams(minCount, 0, DEFAULT_MAX_LENGTH, DEFAULT_MAX_ITEMSETS);
    }

    /**
     * Frequent is what at least the share {@code minSupport} of the baskets hold, and at least two of them: while a window fills, a small share is less
     * than one basket, and every subset of every basket would be frequent. For dense data, where most baskets are alike, give a larger {@link #withMinCount}.
     */
    public static ItemsetParams ofMinSupport(double minSupport) {
        return new ItemsetParams(2, minSupport, DEFAULT_MAX_LENGTH, DEFAULT_MAX_ITEMSETS);
    }

    /** The same with at least so many baskets, whatever share of all they are. */
    public ItemsetParams withMinCount(int baskets) {
        return new ItemsetParams(baskets, minSupport, maxLength, maxItemsets);
    }

    /** The same with itemsets of at most so many items. */
    public ItemsetParams withMaxLength(int items) {
        return new ItemsetParams(minCount, minSupport, items, maxItemsets);
    }

    /** The same with room for so many frequent itemsets. */
    public ItemsetParams withMaxItemsets(int itemsets) {
        return new ItemsetParams(minCount, minSupport, maxLength, itemsets);
    }

    /** The smallest count that is frequent among so many baskets. */
    public int threshold(int baskets) {
        return Math.max(minCount, (int) Math.ceil(minSupport * baskets - ROUNDING));
    }

    /** Four fields: minCount i32, minSupport f64, maxLength i32, maxItemsets i32. */
    void encode(StateWriter out) {
        out.writeInt(minCount).writeDouble(minSupport).writeInt(maxLength).writeInt(maxItemsets);
    }

    static ItemsetParams decode(StateReader in) {
        return new ItemsetParams(in.readInt(), in.readDouble(), in.readInt(), in.readInt());
    }

    /** What to say when more itemsets are frequent than {@code maxItemsets}. */
    IllegalStateException tooMany(int threshold) {
        return new IllegalStateException("more than " + maxItemsets + " itemsets are frequent at a count of "
                + threshold + "; raise minCount or minSupport, lower maxLength, or raise maxItemsets");
    }
}
