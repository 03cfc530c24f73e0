package io.rivulet.algorithms.frequency;

import java.util.Arrays;

/** Finds the k-th smallest of an array without sorting it (Hoare, <i>Algorithm 65: find</i>, CACM 4(7), 1961). */
final class Selection {

    private static final int SMALL = 16;

    private Selection() {}

    /**
     * The value that would stand at {@code rank} were {@code values[0..size)} sorted; changes their order.
     *
     * @param rank from 0
     */
    static long select(long[] values, int size, int rank) {
        int from = 0;
        int to = size - 1;
        // A row of bad pivots is ended by sorting, so that no input costs more than sorting does.
        int rounds = 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(size));
        while (to - from > SMALL && rounds-- > 0) {
            long pivot = median(values[from], values[(from + to) >>> 1], values[to]);
            int left = from;
            int right = to;
            while (left <= right) {
                while (values[left] < pivot) {
                    left++;
                }
                while (values[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    long swap = values[left];
                    values[left++] = values[right];
                    values[right--] = swap;
                }
            }
            if (rank <= right) {
                to = right;
            } else if (rank >= left) {
                from = left;
            } else {
                return pivot;
            }
        }
        Arrays.sort(values, from, to + 1);
        return values[rank];
    }

    private static long median(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
