package io.rivulet.algorithms.frequency;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/** Sorts numbers of slots by what is in them: a stable merge sort without an object per number, which the library of the JDK does not have. */
final class Ranking {

    private Ranking() {}

    /** The numbers 0..size-1, the first by {@code order} first; equals stay in their order. */
    static int[] of(int size, IntBinaryOperator order) {
        int[] slots = new int[size];
        Arrays.setAll(slots, i -> i);
        int[] from = slots;
        int[] to = new int[size];
        for (long run = 1; run < size; run *= 2) {
            for (long start = 0; start < size; start += 2 * run) {
                mergeRuns(
                        from,
                        to,
                        (int) start,
                        (int) Math.min(start + run, size),
                        (int) Math.min(start + 2 * run, size),
                        order);
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void mergeRuns(int[] from, int[] to, int start, int middle, int end, IntBinaryOperator order) {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            boolean takeLeft = left < middle && (right == end || order.applyAsInt(from[left], from[right]) <= 0);
            to[at] = takeLeft ? from[left++] : from[right++];
        }
    }
}
