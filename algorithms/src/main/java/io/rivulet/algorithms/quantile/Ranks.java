package io.rivulet.algorithms.quantile;

/** What a rank is, and which values have one: the conventions that all classes of the package share. */
final class Ranks {

    private Ranks() {}

    /**
     * The rank, from 1, of the value that the quantile q of so many values is: the smallest whose share of the count is at least q. Deciding by the share
     * and not by {@code ceil(q * count)} makes the seventh of a hundred the quantile of 0.07, although 0.07 * 100 exceeds 7; 0 of no value.
     */
    static long of(double q, long count) {
        requireShare(q);
        long rank = Math.min(count, Math.max(1, (long) Math.ceil(q * count)));
        if (rank > 1 && (double) (rank - 1) / count >= q) {
            return rank - 1;
        }
        return rank < count && (double) rank / count < q ? rank + 1 : rank;
    }

    static double requireShare(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("q must be in 0..1, got " + q);
        }
        return q;
    }

    static void requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, got " + value);
        }
    }

    static void requireNumber(double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("value must not be NaN");
        }
    }

    /** A confidence strictly between 0 and 1. */
    static double requireConfidence(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be in 0..1, both excluded, got " + confidence);
        }
        return confidence;
    }

    /** Part of the way from one value to another; never beyond either, and without overflow however far apart they are. */
    static double between(double from, double to, double part) {
        double way = Math.max(0, Math.min(1, part));
        return way <= 0.5 ? from + (to / 2 - from / 2) * (2 * way) : to + (from / 2 - to / 2) * (2 - 2 * way);
    }

    /** A long for a double, in the same order, 0.0 for -0.0: summaries that only compare can then serve both. */
    static long key(double value) {
        return flipped(Double.doubleToRawLongBits(value + 0.0));
    }

    /** The double of a {@link #key}. */
    static double value(long key) {
        return Double.longBitsToDouble(flipped(key));
    }

    /** Negative doubles rise with falling bits; turning all bits but the sign makes them fall, and turning them again brings them back. */
    private static long flipped(long bits) {
        return bits ^ (bits >> 63) >>> 1;
    }
}
