package io.rivulet.algorithms.itemset;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * What {@link LossyCounting} looks for, and how exactly.
 *
 * @param minSupport share of the baskets that makes an itemset frequent, above 0
 * @param error share of the baskets by which a count may be too low, above 0 and at most half of {@code minSupport}
 * @param buckets how many times 1 / error baskets are counted at once, 1..10,000: more take more memory for baskets and less for itemsets
 * @param maxLength items of the longest itemset looked for, in 1..30
 * @param maxItemsets itemsets kept at most; where that is too few, the error grows and {@link LossyCounting#maximumError} says so
 */
public record LossyParams(double minSupport, double error, int buckets, int maxLength, int maxItemsets) {

    /** Counts within a tenth of what is looked for are close enough to tell frequent from not. */
    public static final double DEFAULT_ERROR_SHARE = 0.1;

    /** Ten occurrences in a batch keep the many itemsets out that are in a basket or two. */
    public static final int DEFAULT_BUCKETS = 10;

    private static final int MAX_BATCH = 1 << 24;

    /** Checks the ranges. */
    public LossyParams {
        if (!(minSupport > 0 && minSupport <= 1)) {
            throw new IllegalArgumentException("minSupport must be above 0 and at most 1, got " + minSupport);
        }
        if (!(error > 0 && error <= minSupport / 2)) {
            throw new IllegalArgumentException(
                    "error must be above 0 and at most half of minSupport, " + minSupport / 2 + ", got " + error);
        }
        if (buckets < 1 || buckets > 10_000) {
            throw new IllegalArgumentException("buckets must be in 1..10000, got " + buckets);
        }
        if (Math.ceil(1 / error) * buckets > MAX_BATCH) {
            throw new IllegalArgumentException("buckets / error must be at most " + MAX_BATCH + " baskets, got "
                    + buckets + " / " + error + "; raise error or lower buckets");
        }
        // The other two have the ranges of an exact miner.
        new ItemsetParams(1, minSupport, maxLength, maxItemsets);
    }

    /** Counts within a tenth of {@code minSupport}. */
    public static LossyParams ofMinSupport(double minSupport) {
        return new LossyParams(
                minSupport,
                minSupport * DEFAULT_ERROR_SHARE,
                DEFAULT_BUCKETS,
                ItemsetParams.DEFAULT_MAX_LENGTH,
                ItemsetParams.DEFAULT_MAX_ITEMSETS);
    }

    /** The same with another error. */
    public LossyParams withError(double share) {
        return new LossyParams(minSupport, share, buckets, maxLength, maxItemsets);
    }

    /** The same with so many buckets at once. */
    public LossyParams withBuckets(int atOnce) {
        return new LossyParams(minSupport, error, atOnce, maxLength, maxItemsets);
    }

    /** The same with itemsets of at most so many items. */
    public LossyParams withMaxLength(int items) {
        return new LossyParams(minSupport, error, buckets, items, maxItemsets);
    }

    /** The same with room for so many itemsets. */
    public LossyParams withMaxItemsets(int itemsets) {
        return new LossyParams(minSupport, error, buckets, maxLength, itemsets);
    }

    /** How many baskets are counted at once. */
    public int batch() {
        return (int) Math.ceil(1 / error) * buckets;
    }

    /** minSupport f64, error f64, buckets i32, maxLength i32, maxItemsets i32. */
    void encode(StateWriter out) {
        out.writeDouble(minSupport)
                .writeDouble(error)
                .writeInt(buckets)
                .writeInt(maxLength)
                .writeInt(maxItemsets);
    }

    static LossyParams decode(StateReader in) {
        return new LossyParams(in.readDouble(), in.readDouble(), in.readInt(), in.readInt(), in.readInt());
    }
}
