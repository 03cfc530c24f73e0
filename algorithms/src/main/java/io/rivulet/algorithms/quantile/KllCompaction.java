package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * Whole levels, the lower the smaller: what lower levels lose weighs little.
 *
 * @param k the capacity of the highest level
 */
record KllCompaction(int k) implements Compaction {

    static final int MIN_K = 16;
    static final int MAX_K = 1 << 16;

    private static final int SMALLEST_LEVEL = 8;

    /** Larger than the others, because sorting a few dozen keys at a time costs less for each. */
    private static final int LOWEST_LEVEL = 32;

    KllCompaction {
        if (k < MIN_K || k > MAX_K) {
            throw new IllegalArgumentException("k must be in " + MIN_K + ".." + MAX_K + ", got " + k);
        }
    }

    /** k the highest, a third less each one below it, down to a few. */
    @Override
    public int capacity(int level, int levels) {
        double capacity = k;
        for (int above = levels - 1; above > level && capacity > SMALLEST_LEVEL; above--) {
            capacity *= 2.0 / 3;
        }
        return Math.max(level == 0 ? LOWEST_LEVEL : SMALLEST_LEVEL, (int) Math.ceil(capacity));
    }

    @Override
    public int kept(int level) {
        return 0;
    }

    @Override
    public boolean compacted(int level) {
        return false;
    }

    @Override
    public void merge(Compaction other) {}

    @Override
    public boolean isLike(Compaction other) {
        return equals(other);
    }

    @Override
    public String describe() {
        return "k " + k;
    }

    @Override
    public Compaction copy() {
        return this;
    }

    @Override
    public Compaction fresh() {
        return this;
    }

    @Override
    public long stateBytes() {
        return 16;
    }

    /** Writes k i32. */
    @Override
    public void encode(StateWriter out) {
        out.writeInt(k);
    }

    /** The k whose error, which falls as its reciprocal, is at most this. */
    static KllCompaction ofRankError(double errorTimesK, double rankError) {
        if (!(rankError >= errorTimesK / MAX_K && rankError <= errorTimesK / MIN_K)) {
            throw new IllegalArgumentException(
                    "rankError must be in " + errorTimesK / MAX_K + ".." + errorTimesK / MIN_K + ", got " + rankError);
        }
        return new KllCompaction((int) Math.ceil(errorTimesK / rankError));
    }

    static KllCompaction decode(StateReader in) {
        return new KllCompaction(in.readInt());
    }
}
