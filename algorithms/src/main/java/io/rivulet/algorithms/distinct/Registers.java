package io.rivulet.algorithms.distinct;

/**
 * What a HyperLogLog register is: which hash goes to which register with which rank, what becomes of it at a smaller precision, and what all
 * registers together say of the number of items. Shared by the plain and the sliding form, which differ only in how they
 * keep a register.
 *
 * <p>A 64-bit hash goes to the register that its low {@code precision} bits number. Its rank is 1 plus the number of leading zeros of the other
 * bits, so that index and rank share no bit; a register's value is the highest rank it has seen, 0 if none.
 */
final class Registers {

    static final int MIN_PRECISION = 4;
    static final int MAX_PRECISION = 18;

    /** 1.6 % of standard error in 4 KiB: enough for most dashboards, small enough for one per key. */
    static final int DEFAULT_PRECISION = 12;

    private static final double LN_2 = Math.log(2);

    /** Standard error of one register: with the corrected estimator it is the limit for many registers, at every number of items. */
    private static final double ERROR_OF_ONE = Math.sqrt(3 * LN_2 - 1);

    private Registers() {}

    static int requirePrecision(int precision) {
        if (precision < MIN_PRECISION || precision > MAX_PRECISION) {
            throw new IllegalArgumentException(
                    "precision must be in " + MIN_PRECISION + ".." + MAX_PRECISION + ", got " + precision);
        }
        return precision;
    }

    /** The smallest precision whose standard error is at most the given one. */
    static int precisionFor(double relativeError) {
        return precisionFor(relativeError, ERROR_OF_ONE);
    }

    /** The same for registers of which one alone has the standard error {@code errorOfOne}, and m of them that by the root of m. */
    static int precisionFor(double relativeError, double errorOfOne) {
        double least = errorOfOne / Math.sqrt(1 << MAX_PRECISION);
        if (!(relativeError >= least && relativeError < 1)) {
            throw new IllegalArgumentException(
                    "relativeError must be at least " + least + " and less than 1, got " + relativeError);
        }
        int precision = MIN_PRECISION;
        while (errorOfOne / Math.sqrt(1 << precision) > relativeError) {
            precision++;
        }
        return precision;
    }

    static double standardError(int precision) {
        return ERROR_OF_ONE / Math.sqrt(1 << precision);
    }

    static int index(long hash, int precision) {
        return (int) hash & ((1 << precision) - 1);
    }

    static int rank(long hash, int precision) {
        return 1 + Long.numberOfLeadingZeros(hash | ((1L << precision) - 1));
    }

    /** The highest rank: no bit above the index is set. */
    static int maxRank(int precision) {
        return Long.SIZE + 1 - precision;
    }

    /** The register at the smaller precision that takes register {@code index}'s items. */
    static int foldedIndex(int index, int to) {
        return index & ((1 << to) - 1);
    }

    /**
     * The rank at the smaller precision {@code to} of an item with this rank in this register. The bits that stop being index follow the old rank's
     * bits, so they count only where all of those are zero.
     */
    static int foldedRank(int rank, int index, int from, int to) {
        if (rank < maxRank(from)) {
            return rank;
        }
        int dropped = index >>> to;
        int leadingZeros = Integer.numberOfLeadingZeros(dropped) - (Integer.SIZE - (from - to));
        return rank + leadingZeros;
    }

    /**
     * What a register adds to the sum that {@link #estimate} asks for: 2<sup>-rank</sup> in units of 2<sup>precision-64</sup>, so that whole numbers hold it
     * and the sum of all registers fits 64 bits, unsigned. Registers never seen and saturated ones add nothing; they are counted apart.
     */
    static long weight(int rank, int precision) {
        return rank == 0 || rank == maxRank(precision) ? 0 : 1L << (Long.SIZE - precision - rank);
    }

    /**
     * How many items leave registers like these: the corrected raw estimator of Ertl, <i>New cardinality estimation algorithms for HyperLogLog
     * sketches</i>, arXiv 1702.01284, 2017, section 2. It needs neither bias tables nor a switch to linear counting.
     *
     * @param weights the sum of the registers' {@link #weight}s
     * @param zeros how many registers were never seen
     * @param saturated how many have the highest rank
     */
    static double estimate(long weights, int zeros, int saturated, int precision) {
        double m = 1 << precision;
        double sum = (weights >>> 1) * 2.0 + (weights & 1);
        double z = (m * tau(1 - saturated / m) + sum) * Math.scalb(1.0, precision - Long.SIZE) + m * sigma(zeros / m);
        return m * m / (2 * LN_2 * z);
    }

    /** x + the sum over k >= 1 of x^(2^k) 2^(k-1): stands for the ranks below 1 that registers never seen would have had. */
    static double sigma(double x) {
        if (x == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double power = x;
        double weight = 1;
        double sum = x;
        double before;
        do {
            before = sum;
            power *= power;
            sum += power * weight;
            weight *= 2;
        } while (sum != before);
        return sum;
    }

    /** A third of 1 - x - the sum over k >= 1 of (1 - x^(2^-k))² 2^-k: stands for the ranks above the highest. */
    static double tau(double x) {
        if (x == 0 || x == 1) {
            return 0;
        }
        double root = x;
        double weight = 1;
        double sum = 1 - x;
        double before;
        do {
            before = sum;
            root = Math.sqrt(root);
            weight /= 2;
            sum -= (1 - root) * (1 - root) * weight;
        } while (sum != before);
        return sum / 3;
    }
}
