package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * A histogram of values of either sign in buckets of a {@link LogScale}: what {@link DDSketch} and {@link DecayedQuantiles} consist of. As long as whole
 * weights go in, it is linear: parts add up and subtract exactly, in any order.
 */
final class LogBuckets {

    static final int MIN_BUCKETS = 16;
    static final int MAX_BUCKETS = 1 << 24;

    private static final int MOST_COLLAPSES = 31;

    /*
     * Negative values are numbered by their absolute value. Where a sign would need more than maxBuckets neighbouring buckets, those of both signs are joined
     * in pairs, all over: the bucket of a value stays a function of the value, so that it is found again when the value goes.
     *
     * Invariant: neither sign uses a range of more than maxBuckets. Whether it would is judged by the buckets in use, not by what the arrays happen to cover,
     * so that a restored state collapses when this one would.
     */
    private final LogScale scale;
    private final int maxBuckets;
    private int collapses;
    private double zero;
    private final Buckets positive = new Buckets();
    private final Buckets negative = new Buckets();

    private LogBuckets(LogScale scale, int maxBuckets) {
        this.scale = scale;
        this.maxBuckets = maxBuckets;
    }

    static LogBuckets create(double relativeError, int maxBuckets) {
        LogScale scale = LogScale.of(relativeError);
        if (maxBuckets < MIN_BUCKETS || maxBuckets > MAX_BUCKETS) {
            throw new IllegalArgumentException(
                    "maxBuckets must be in " + MIN_BUCKETS + ".." + MAX_BUCKETS + ", got " + maxBuckets);
        }
        return new LogBuckets(scale, maxBuckets);
    }

    void add(double value, double weight) {
        if (value >= LogScale.SMALLEST) {
            int index = scale.index(value);
            if (!positive.add(index >> collapses, weight)) {
                addBeyond(positive, index, weight);
            }
        } else if (value <= -LogScale.SMALLEST) {
            int index = scale.index(-value);
            if (!negative.add(index >> collapses, weight)) {
                addBeyond(negative, index, weight);
            }
        } else {
            zero += weight;
        }
    }

    /** The weight of the bucket that holds the value. */
    double weight(double value) {
        if (Math.abs(value) < LogScale.SMALLEST) {
            return zero;
        }
        return value > 0
                ? positive.weight(scale.index(value) >> collapses)
                : negative.weight(scale.index(-value) >> collapses);
    }

    double sum() {
        return negative.sum() + zero + positive.sum();
    }

    /** The lowest bucket up to which there is at least that weight, by the value that stands for it; the highest one in use, should rounding leave too little. */
    double quantile(double weight) {
        double below = negative.sum();
        if (below > 0 && (weight <= below || zero == 0 && positive.isEmpty())) {
            return -scale.value(negative.reachedFromTop(weight), collapses);
        }
        if (weight <= below + zero || positive.isEmpty()) {
            return 0;
        }
        return scale.value(positive.reached(weight - below - zero), collapses);
    }

    /** The weight of all buckets up to the one that holds the value. */
    double sumUpTo(double value) {
        if (value <= -LogScale.SMALLEST) {
            return negative.sum() - negative.sumUpTo((scale.index(-value) >> collapses) - 1);
        }
        double sum = negative.sum() + zero;
        return value < LogScale.SMALLEST ? sum : sum + positive.sumUpTo(scale.index(value) >> collapses);
    }

    /** How far a value may be from the one that stands for it, with the buckets joined so far. */
    double relativeError() {
        double alpha = scale.relativeError();
        // The bounds of a bucket are in the proportion (1 + alpha) / (1 - alpha), which is squared by each collapse.
        for (int i = 0; i < collapses; i++) {
            alpha = 2 * alpha / (1 + alpha * alpha);
        }
        return alpha;
    }

    void merge(LogBuckets other) {
        if (other == this) {
            scale(2);
            return;
        }
        while (collapses < other.collapses || spanWith(other) > maxBuckets) {
            collapse();
        }
        zero += other.zero;
        addAll(positive, other.positive, other, 1);
        addAll(negative, other.negative, other, 1);
    }

    /** Whether the other's weights can be taken away. */
    boolean holds(LogBuckets other) {
        return other.collapses <= collapses
                && other.zero <= zero
                && holds(positive, other.positive, other)
                && holds(negative, other.negative, other);
    }

    /** Takes away what {@link #holds}. */
    void subtract(LogBuckets other) {
        zero -= other.zero;
        addAll(positive, other.positive, other, -1);
        addAll(negative, other.negative, other, -1);
    }

    boolean isWhole() {
        return zero == Math.rint(zero) && positive.isWhole() && negative.isWhole();
    }

    boolean isLike(LogBuckets other) {
        return other.scale.relativeError() == scale.relativeError() && other.maxBuckets == maxBuckets;
    }

    String describe() {
        return "relative error " + scale.relativeError() + ", " + maxBuckets + " buckets";
    }

    void scale(double factor) {
        zero *= factor;
        positive.scale(factor);
        negative.scale(factor);
    }

    /** Forgets lighter buckets; whether there were any. */
    boolean dropBelow(double weight) {
        boolean dropped = zero > 0 && zero < weight;
        if (dropped) {
            zero = 0;
        }
        return positive.dropBelow(weight) | negative.dropBelow(weight) | dropped;
    }

    LogBuckets fresh() {
        return new LogBuckets(scale, maxBuckets);
    }

    LogBuckets copy() {
        LogBuckets copy = fresh();
        copy.collapses = collapses;
        copy.zero = zero;
        copy.positive.take(positive);
        copy.negative.take(negative);
        return copy;
    }

    long stateBytes() {
        return 40 + 32 + positive.stateBytes() + negative.stateBytes();
    }

    /**
     * Writes relative error f64, most buckets i32, collapses u8, weight of zero f64, and for the positive and the negative values each: buckets i32 and, unless
     * there are none, number of the lowest i32 and weights f64.
     */
    void encode(StateWriter out) {
        out.writeDouble(scale.relativeError())
                .writeInt(maxBuckets)
                .writeByte(collapses)
                .writeDouble(zero);
        positive.encode(out);
        negative.encode(out);
    }

    static LogBuckets decode(StateReader in) {
        LogBuckets read = create(in.readFinite("relative error"), in.readInt());
        read.collapses = in.readByte();
        read.zero = in.readFinite("weight of zero");
        if (read.collapses < 0 || read.collapses > MOST_COLLAPSES || read.zero < 0) {
            throw in.corrupt("collapses must be in 0.." + MOST_COLLAPSES + " and the weight of zero not negative, got "
                    + read.collapses + " and " + read.zero);
        }
        int indices = (read.scale.indices() - 1 >> read.collapses) + 1;
        read.positive.take(Buckets.decode(read.maxBuckets, indices, in));
        read.negative.take(Buckets.decode(read.maxBuckets, indices, in));
        return read;
    }

    private void addBeyond(Buckets buckets, int index, double weight) {
        while (buckets.spanWith(index >> collapses) > maxBuckets) {
            collapse();
        }
        buckets.cover(index >> collapses, index >> collapses, maxBuckets);
        buckets.add(index >> collapses, weight);
    }

    private void collapse() {
        collapses++;
        positive.collapse();
        negative.collapse();
    }

    /** How many buckets the sign that needs more would need to hold the other's as well, which are not coarser than these. */
    private int spanWith(LogBuckets other) {
        int shift = collapses - other.collapses;
        return Math.max(positive.spanWith(other.positive, shift), negative.spanWith(other.negative, shift));
    }

    private boolean holds(Buckets mine, Buckets theirs, LogBuckets other) {
        return mine.holds(theirs, collapses - other.collapses);
    }

    private void addAll(Buckets mine, Buckets theirs, LogBuckets other, int sign) {
        mine.addAll(theirs, collapses - other.collapses, sign, maxBuckets);
    }
}
