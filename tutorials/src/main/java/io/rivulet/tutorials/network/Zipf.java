package io.rivulet.tutorials.network;

import io.rivulet.algorithms.SplitMix64;

/**
 * Draws 0..n-1 where rank r has weight {@code (r + 1)^-exponent}, in O(1) and from one random number.
 *
 * <p><b>Method.</b> The alias table of Walker, <i>ACM TOMS</i> 3(3), 1977, built as Vose, <i>IEEE TSE</i> 17(9), 1991. Immutable.
 */
final class Zipf {

    private final double[] keep;
    private final int[] alias;

    /**
     * A table of n ranks.
     *
     * @param exponent 0 for uniform; about 1 for words, hosts and ports
     */
    Zipf(int n, double exponent) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be positive, got " + n);
        }
        keep = new double[n];
        alias = new int[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            keep[i] = StrictMath.pow(i + 1, -exponent);
            sum += keep[i];
        }
        int[] small = new int[n];
        int[] large = new int[n];
        int smalls = 0;
        int larges = 0;
        for (int i = 0; i < n; i++) {
            keep[i] *= n / sum;
            alias[i] = i;
            if (keep[i] < 1) {
                small[smalls++] = i;
            } else {
                large[larges++] = i;
            }
        }
        while (smalls > 0 && larges > 0) {
            int little = small[--smalls];
            int much = large[larges - 1];
            alias[little] = much;
            keep[much] -= 1 - keep[little];
            if (keep[much] < 1) {
                larges--;
                small[smalls++] = much;
            }
        }
        // what is left is 1 but for rounding
        while (smalls > 0) {
            keep[small[--smalls]] = 1;
        }
        while (larges > 0) {
            keep[large[--larges]] = 1;
        }
    }

    /** A rank. */
    int draw(SplitMix64 random) {
        double place = random.nextDouble() * keep.length;
        int rank = (int) place;
        return place - rank < keep[rank] ? rank : alias[rank];
    }
}
