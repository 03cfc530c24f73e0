package io.rivulet.algorithms.entropy;

import io.rivulet.algorithms.SplitMix64;

/**
 * Maximally skewed stable variates of index 1, which belong to an item and a place: the same item always meets the same ones. They are whole numbers, multiples
 * of 1 / {@value #UNIT}, so that sums of them are exact.
 *
 * <p><b>Method.</b> With W uniform in -π/2..π/2 and E exponential, X = (π/2 - W) tan W + ln(E cos W / (π/2 - W)) has E e<sup>θX</sup> = θ<sup>θ</sup> for all
 * θ ≥ 0 (Chambers, Mallows and Stuck, <i>JASA</i> 71, 1976, in the scale of Clifford and Cosma, 2013). One evaluation is four transcendental functions; a table
 * of {@value #ENTRIES} takes their place, except for the lowest {@value #TAIL} in {@value #ENTRIES}: X has a tail like -1/u, on which alphabets of more than a few
 * thousand items live, and there it is evaluated.
 * <p><b>Error.</b> ln E e<sup>θX</sup> / θ is off by at most 0.0007 for every θ in 0..1 (derived in the test), and so is, in nats, every entropy taken from it.
 */
final class StableVariates {

    /** By what a variate is multiplied to be whole. */
    static final int UNIT = 4_096;

    static final int ENTRIES = 4_096;
    static final int TAIL = 16;
    private static final int INDEX_BITS = 12;
    private static final int MASK = ENTRIES - 1;
    private static final int IN_A_WORD = 5;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /** The golden section: its multiples, modulo 1, fill 0..1 evenly however many there are. */
    private static final double GOLDEN = 0.6180339887498949;

    private static final int[] TABLE = table();

    private StableVariates() {}

    private static int[] table() {
        int[] table = new int[ENTRIES];
        for (int i = TAIL; i < ENTRIES; i++) {
            double even = (i + 0.5) * GOLDEN;
            table[i] = (int) Math.rint(UNIT * variate((i + 0.5) / ENTRIES, even - Math.floor(even)));
        }
        return table;
    }

    /** A variate of the table, by its index; 0 for those of the tail. */
    static int entry(int index) {
        return TABLE[index];
    }

    /** X of two uniform numbers in (0, 1). */
    static double variate(double u1, double u2) {
        double w = Math.PI * (u1 - 0.5);
        double rest = Math.PI * (1 - u1);
        return StrictMath.tan(w) * rest + StrictMath.log(-StrictMath.log(u2) * StrictMath.cos(w) / rest);
    }

    /** Adds {@code weight} times the item's variate of each place to the sum of that place, modulo 2^64. */
    static void addTo(long[] sums, long hash, long weight) {
        long position = hash;
        int place = 0;
        for (; place <= sums.length - IN_A_WORD; place += IN_A_WORD) {
            position += GOLDEN_GAMMA;
            long word = SplitMix64.mix(position);
            int a = (int) word & MASK;
            int b = (int) (word >>> INDEX_BITS) & MASK;
            int c = (int) (word >>> 2 * INDEX_BITS) & MASK;
            int d = (int) (word >>> 3 * INDEX_BITS) & MASK;
            int e = (int) (word >>> 4 * INDEX_BITS) & MASK;
            if ((a - TAIL | b - TAIL | c - TAIL | d - TAIL | e - TAIL) < 0) {
                addTails(sums, hash, weight, word, place, IN_A_WORD);
            }
            sums[place] += weight * TABLE[a];
            sums[place + 1] += weight * TABLE[b];
            sums[place + 2] += weight * TABLE[c];
            sums[place + 3] += weight * TABLE[d];
            sums[place + 4] += weight * TABLE[e];
        }
        if (place < sums.length) {
            long word = SplitMix64.mix(position + GOLDEN_GAMMA);
            addTails(sums, hash, weight, word, place, sums.length - place);
            for (; place < sums.length; place++, word >>>= INDEX_BITS) {
                sums[place] += weight * TABLE[(int) word & MASK];
            }
        }
    }

    /** What the table leaves out: its entries are 0 there. */
    private static void addTails(long[] sums, long hash, long weight, long word, int from, int count) {
        for (int i = 0; i < count; i++) {
            int index = (int) (word >>> i * INDEX_BITS) & MASK;
            if (index < TAIL) {
                sums[from + i] += weight * tail(index, hash, from + i);
            }
        }
    }

    /** The index with 32 bits more, and a second number of 32 bits. */
    private static long tail(int index, long hash, int place) {
        long bits = SplitMix64.mix(SplitMix64.mix(~hash) + (place + 1) * GOLDEN_GAMMA);
        double u1 = (index + ((bits >>> 32) + 0.5) * 0x1p-32) / ENTRIES;
        double u2 = ((bits & 0xffffffffL) + 0.5) * 0x1p-32;
        return (long) Math.rint(UNIT * tailVariate(u1, u2));
    }

    /** {@link #variate} for u1 up to {@link #TAIL} / {@link #ENTRIES}: tan W = -cot πu and cos W = sin πu, by series that are exact to 1e-15 there. */
    static double tailVariate(double u1, double u2) {
        double x = Math.PI * u1;
        double square = x * x;
        double cotangent = 1 / x - x * (1.0 / 3 + square * (1.0 / 45 + square * (2.0 / 945)));
        double sine = x * (1 - square * (1.0 / 6 - square * (1.0 / 120 - square / 5_040)));
        double rest = Math.PI * (1 - u1);
        return -cotangent * rest + StrictMath.log(-StrictMath.log(u2) * sine / rest);
    }
}
