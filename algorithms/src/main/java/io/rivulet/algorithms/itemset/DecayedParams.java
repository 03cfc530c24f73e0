package io.rivulet.algorithms.itemset;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * What {@link DecayedItemsets} looks for, and what it follows to find it.
 *
 * @param minSupport share of the baskets' weight that makes an itemset frequent, above 0
 * @param halfLife after how many baskets one counts half, from 1 to 10<sup>9</sup>
 * @param followShare an itemset is followed from this share of {@code minSupport} on, and as long as it has it; in 0.01..1, less finds more and takes more
 * @param maxLength items of the longest itemset looked for, in 1..30
 * @param maxItemsets itemsets followed at most; where that is too few, none is added until others have gone
 */
public record DecayedParams(double minSupport, double halfLife, double followShare, int maxLength, int maxItemsets) {

    /** What the authors of the method found to be good: itemsets are known well by the time they are frequent. */
    public static final double DEFAULT_FOLLOW_SHARE = 0.6;

    /** Checks the ranges. */
    public DecayedParams {
        if (!(minSupport > 0 && minSupport <= 1)) {
            throw new IllegalArgumentException("minSupport must be above 0 and at most 1, got " + minSupport);
        }
        if (!(halfLife >= 1 && halfLife <= 1e9)) {
            throw new IllegalArgumentException("halfLife must be in 1..1e9 baskets, got " + halfLife);
        }
        if (!(followShare >= 0.01 && followShare <= 1)) {
            throw new IllegalArgumentException("followShare must be in 0.01..1, got " + followShare);
        }
        // The other two have the ranges of an exact miner.
        new ItemsetParams(1, minSupport, maxLength, maxItemsets);
    }

    /** Frequent is what at least {@code minSupport} of the baskets lately have; lately is a half-life in baskets. */
    public static DecayedParams of(double minSupport, double halfLife) {
        return new DecayedParams(
                minSupport,
                halfLife,
                DEFAULT_FOLLOW_SHARE,
                ItemsetParams.DEFAULT_MAX_LENGTH,
                ItemsetParams.DEFAULT_MAX_ITEMSETS);
    }

    /** The same with another share from which itemsets are followed. */
    public DecayedParams withFollowShare(double share) {
        return new DecayedParams(minSupport, halfLife, share, maxLength, maxItemsets);
    }

    /** The same with itemsets of at most so many items. */
    public DecayedParams withMaxLength(int items) {
        return new DecayedParams(minSupport, halfLife, followShare, items, maxItemsets);
    }

    /** The same with room for so many itemsets. */
    public DecayedParams withMaxItemsets(int itemsets) {
        return new DecayedParams(minSupport, halfLife, followShare, maxLength, itemsets);
    }

    /** From what share of the baskets' weight on an itemset is followed. */
    double followed() {
        return minSupport * followShare;
    }

    /** minSupport f64, halfLife f64, followShare f64, maxLength i32, maxItemsets i32. */
    void encode(StateWriter out) {
        out.writeDouble(minSupport)
                .writeDouble(halfLife)
                .writeDouble(followShare)
                .writeInt(maxLength)
                .writeInt(maxItemsets);
    }

    static DecayedParams decode(StateReader in) {
        return new DecayedParams(in.readDouble(), in.readDouble(), in.readDouble(), in.readInt(), in.readInt());
    }
}
