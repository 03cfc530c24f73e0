package io.rivulet.algorithms.frequency;

/** The checks of parameters that the classes of this package share, so that they refuse in the same words. */
final class Checks {

    /** What a total may reach: two of them together still fit a long. */
    static final long MAX_TOTAL = 1L << 62;

    private Checks() {}

    static int requireCounters(int counters, int most) {
        if (counters < 1 || counters > most) {
            throw new IllegalArgumentException("counters must be in 1.." + most + ", got " + counters);
        }
        return counters;
    }

    static void requireRows(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be positive, got " + k);
        }
    }

    static void requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be in 0..1, got " + share);
        }
    }

    /** The total with one weight more. */
    static long raisedTotal(long total, long weight) {
        if (weight < 0 || weight > MAX_TOTAL - total) {
            throw new IllegalArgumentException(
                    "weight must be in 0.." + (MAX_TOTAL - total) + " at a total of " + total + ", got " + weight);
        }
        return total + weight;
    }

    static long mergedTotal(long total, long other) {
        if (other > MAX_TOTAL - total) {
            throw new IllegalArgumentException(
                    "totals must stay within " + MAX_TOTAL + " together, got " + total + " and " + other);
        }
        return total + other;
    }
}
