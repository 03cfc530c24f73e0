package io.rivulet.algorithms.frequency;

import java.util.Arrays;

/**
 * Counters in numbered slots that know which is the smallest: a binary heap, with the place of every slot in it.
 *
 * <p>Of equal counts the one that has been so for longest counts as the smaller. That makes the order total, and what it decides the same whichever way
 * the heap came about: counters added again in rising order go on as they would have.
 */
final class CounterHeap {

    private static final int FIRST_SLOTS = 16;

    /*
     * heap[0..size) holds the slots, none smaller than the one at half its place; place[s] is where slot s stands. ages[s] is the number of the change
     * that gave slot s its count.
     */
    private final int limit;
    private long[] counts;
    private long[] ages;
    private int[] heap;
    private int[] place;
    private int size;
    private long changes;

    /** No counter yet, and never more than {@code limit}. */
    CounterHeap(int limit) {
        this.limit = limit;
        int slots = Math.min(limit, FIRST_SLOTS);
        counts = new long[slots];
        ages = new long[slots];
        heap = new int[slots];
        place = new int[slots];
    }

    CounterHeap(CounterHeap other) {
        limit = other.limit;
        counts = other.counts.clone();
        ages = other.ages.clone();
        heap = other.heap.clone();
        place = other.place.clone();
        size = other.size;
        changes = other.changes;
    }

    /** Slots are 0 .. size - 1. */
    int size() {
        return size;
    }

    /** How many slots there is room for before the arrays grow. */
    int capacity() {
        return counts.length;
    }

    boolean isFull() {
        return size == limit;
    }

    long count(int slot) {
        return counts[slot];
    }

    /** The slot of the smallest count; there must be one. */
    int smallest() {
        return heap[0];
    }

    /** Opens the next slot. */
    void add(long count) {
        if (size == counts.length) {
            int slots = (int) Math.min(limit, 2L * size);
            counts = Arrays.copyOf(counts, slots);
            ages = Arrays.copyOf(ages, slots);
            heap = Arrays.copyOf(heap, slots);
            place = Arrays.copyOf(place, slots);
        }
        int slot = size++;
        counts[slot] = count;
        ages[slot] = ++changes;
        int at = slot;
        while (at > 0 && compare(slot, heap[(at - 1) / 2]) < 0) {
            settle(heap[(at - 1) / 2], at);
            at = (at - 1) / 2;
        }
        settle(slot, at);
    }

    /** Adds to a count; {@code by} must be positive. */
    void raise(int slot, long by) {
        counts[slot] += by;
        ages[slot] = ++changes;
        int at = place[slot];
        while (2L * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && compare(heap[child + 1], heap[child]) < 0) {
                child++;
            }
            if (compare(slot, heap[child]) < 0) {
                break;
            }
            settle(heap[child], at);
            at = child;
        }
        settle(slot, at);
    }

    /** Below 0 where {@code slot} is the smaller of two. */
    int compare(int slot, int other) {
        int byCount = Long.compare(counts[slot], counts[other]);
        return byCount != 0 ? byCount : Long.compare(ages[slot], ages[other]);
    }

    void clear() {
        size = 0;
        changes = 0;
    }

    long heapBytes() {
        return 112 + 24L * counts.length;
    }

    private void settle(int slot, int at) {
        heap[at] = slot;
        place[slot] = at;
    }
}
