package io.rivulet.algorithms.quantile;

import java.util.Arrays;

/**
 * A sorted multiset of doubles that answers by rank: blocks of up to a few hundred values each, in order. Finding the block is a search, making room in it a
 * move of a few kilobytes, which a processor does as fast as it follows a handful of pointers.
 */
final class SortedBlocks {

    static final int BLOCK = 256;

    private static final int SMALLEST_BLOCK = 8;

    /*
     * blocks[0 .. used) hold the values in order, sizes[b] of them in block b; those from used on are spare or null. A full block is split in halves, and
     * two neighbours that half a block would hold are joined, so that any two hold more together and no block is empty but the only one. Blocks are of
     * full length where there are several; a single one grows.
     */
    private double[][] blocks = {new double[SMALLEST_BLOCK]};
    private int[] sizes = new int[1];
    private int used = 1;
    private long count;

    long count() {
        return count;
    }

    void add(double value) {
        int block = blockOf(value);
        if (sizes[block] == blocks[block].length) {
            if (sizes[block] < BLOCK) {
                blocks[block] = Arrays.copyOf(blocks[block], 2 * sizes[block]);
            } else {
                split(block);
                block = value >= blocks[block + 1][0] ? block + 1 : block;
            }
        }
        double[] values = blocks[block];
        int at = upTo(value, block);
        System.arraycopy(values, at, values, at + 1, sizes[block] - at);
        values[at] = value;
        sizes[block]++;
        count++;
    }

    /** Takes one such value out; false, and nothing done, if there is none. */
    boolean remove(double value) {
        int block = blockOf(value);
        double[] values = blocks[block];
        int at = upTo(value, block) - 1;
        if (at < 0 || values[at] != value) {
            return false;
        }
        System.arraycopy(values, at + 1, values, at, sizes[block] - at - 1);
        sizes[block]--;
        count--;
        if (block + 1 < used) {
            joinSmall(block);
        } else if (block > 0) {
            joinSmall(block - 1);
        }
        return true;
    }

    /** How many values are at most this one. */
    long rank(double value) {
        int block = blockOf(value);
        long rank = upTo(value, block);
        for (int b = 0; b < block; b++) {
            rank += sizes[b];
        }
        return rank;
    }

    /** The value of that rank, from 1 to the count. */
    double ofRank(long rank) {
        int block = 0;
        long left = rank;
        while (left > sizes[block]) {
            left -= sizes[block++];
        }
        return blocks[block][(int) left - 1];
    }

    /**
     * The median of the distances from the median. Those below it fall and those above it rise, so that it is found by search: the smallest distance within
     * which half of the values lie.
     */
    double medianAbsoluteDeviation() {
        if (count == 0) {
            return Double.NaN;
        }
        long half = (count + 1) / 2;
        double median = ofRank(half);
        // Of the half that is nearest, from none to all lie at or below the median, the nearest of them.
        long atMost = rank(median);
        long low = Math.max(0, half - (count - atMost));
        long high = Math.min(half, atMost);
        while (low < high) {
            long below = (low + high) >>> 1;
            // Too few from below: the next of them is nearer than the farthest that is then taken from above.
            if (median - ofRank(atMost - below) < ofRank(atMost + half - below) - median) {
                low = below + 1;
            } else {
                high = below;
            }
        }
        double fromBelow = low == 0 ? 0 : median - ofRank(atMost - low + 1);
        double fromAbove = half == low ? 0 : ofRank(atMost + half - low) - median;
        return Math.max(fromBelow, fromAbove);
    }

    double[] toArray() {
        double[] all = new double[Math.toIntExact(count)];
        int to = 0;
        for (int b = 0; b < used; b++) {
            System.arraycopy(blocks[b], 0, all, to, sizes[b]);
            to += sizes[b];
        }
        return all;
    }

    /** Takes the place of everything that was in. */
    void setSorted(double[] values) {
        int half = BLOCK / 2;
        used = Math.max(1, (values.length + half - 1) / half);
        blocks = new double[used][used == 1 ? Math.max(SMALLEST_BLOCK, values.length) : BLOCK];
        sizes = new int[used];
        for (int b = 0; b < used; b++) {
            sizes[b] = Math.min(half, values.length - b * half);
            System.arraycopy(values, b * half, blocks[b], 0, sizes[b]);
        }
        count = values.length;
    }

    long stateBytes() {
        long bytes = 32 + 2 * (16 + 4L * blocks.length);
        for (double[] block : blocks) {
            bytes += block == null ? 0 : 16 + 8L * block.length;
        }
        return bytes;
    }

    private void split(int block) {
        if (used == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * used);
            sizes = Arrays.copyOf(sizes, 2 * used);
        }
        double[] upper = blocks[used] == null ? new double[BLOCK] : blocks[used];
        int stay = sizes[block] / 2;
        System.arraycopy(blocks[block], stay, upper, 0, sizes[block] - stay);
        System.arraycopy(blocks, block + 1, blocks, block + 2, used - block - 1);
        System.arraycopy(sizes, block + 1, sizes, block + 2, used - block - 1);
        blocks[block + 1] = upper;
        sizes[block + 1] = sizes[block] - stay;
        sizes[block] = stay;
        used++;
    }

    /** Joins a block with the next where half a block holds both. */
    private void joinSmall(int block) {
        double[] next = blocks[block + 1];
        int length = sizes[block + 1];
        if (sizes[block] + length > BLOCK / 2) {
            return;
        }
        System.arraycopy(next, 0, blocks[block], sizes[block], length);
        sizes[block] += length;
        System.arraycopy(blocks, block + 2, blocks, block + 1, used - block - 2);
        System.arraycopy(sizes, block + 2, sizes, block + 1, used - block - 2);
        used--;
        blocks[used] = next;
    }

    /** The last block that does not begin above the value, or the first. */
    private int blockOf(double value) {
        int low = 0;
        int high = used - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (blocks[middle][0] <= value) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** How many values of a block are at most this one. */
    private int upTo(double value, int block) {
        double[] values = blocks[block];
        int low = 0;
        int high = sizes[block];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
