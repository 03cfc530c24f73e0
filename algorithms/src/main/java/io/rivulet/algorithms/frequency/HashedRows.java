package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.SplitMix64;
import java.util.Arrays;

/**
 * Which place of each row an item goes to, and shares with others: what a sketch is, but for what stands in the places.
 *
 * <p>A row's place is the upper bits of the hash times an odd number of the row's own (Dietzfelbinger, Hagerup, Katajainen and Penttonen, <i>A reliable
 * randomized algorithm for the closest-pair problem</i>, J. Algorithms 25, 1997): one multiplication a row, and rows as independent as those numbers, which
 * come from the seed.
 */
final class HashedRows {

    static final int MIN_WIDTH = 2;
    static final int MAX_WIDTH = 1 << 26;
    static final int MAX_DEPTH = 31;
    static final int MAX_PLACES = 1 << 28;

    final int width;
    final int depth;
    final long seed;

    private final long[] multipliers;
    private final int shift;

    HashedRows(int width, int depth, long seed) {
        if (width < MIN_WIDTH || width > MAX_WIDTH || Integer.bitCount(width) != 1) {
            throw new IllegalArgumentException(
                    "width must be a power of two in " + MIN_WIDTH + ".." + MAX_WIDTH + ", got " + width);
        }
        if (depth < 1 || depth > MAX_DEPTH || (long) width * depth > MAX_PLACES) {
            throw new IllegalArgumentException("depth must be in 1.." + MAX_DEPTH + " and width * depth at most "
                    + MAX_PLACES + ", got " + depth + " rows of " + width);
        }
        this.width = width;
        this.depth = depth;
        this.seed = seed;
        shift = Long.SIZE - Integer.numberOfTrailingZeros(width);
        SplitMix64 random = new SplitMix64(seed);
        multipliers = new long[depth];
        Arrays.setAll(multipliers, row -> random.nextLong() | 1);
    }

    int places() {
        return width * depth;
    }

    /** What row and item share: the upper bits say the place, the next one the sign where there is one. */
    long product(int row, long hash) {
        return hash * multipliers[row];
    }

    /** The number of the place, row after row. */
    int place(int row, long product) {
        return row * width + (int) (product >>> shift);
    }

    /** 1 or -1, independent of the place. */
    long sign(long product) {
        return (product >>> shift - 1 & 1) * 2 - 1;
    }

    int placeOf(int row, long hash) {
        return place(row, product(row, hash));
    }

    void requireLike(HashedRows other, String name) {
        if (other.width != width || other.depth != depth || other.seed != seed) {
            throw new IllegalArgumentException(
                    "cannot merge " + name + " of " + this + " with " + other + ": all three must be the same");
        }
    }

    long heapBytes() {
        return 56 + 8L * depth;
    }

    @Override
    public String toString() {
        return "width " + width + ", depth " + depth + ", seed " + seed;
    }
}
