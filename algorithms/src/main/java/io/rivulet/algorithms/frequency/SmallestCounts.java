package io.rivulet.algorithms.frequency;

/**
 * Says which of many counters is the smallest, as long as counts only rise: by count, and of equal counts by slot.
 *
 * <p>What it says depends on the counts alone. So it is no part of a state that is written, and one just made goes on as the old one would have.
 */
final class SmallestCounts {

    /** A queue of fewer than one slot in this many is not worth the look at all counters that filled it. */
    private static final int FEWEST_TIED = 16;

    /** One look at all counters finds one in this many. */
    private static final int SHARE = 4;

    /*
     * Raising a counter does nothing here. A look at all counters notes the smallest ones, and they are used up one by one; those that have been raised
     * meanwhile are put back in their place or, beyond the border, dropped.
     *
     * Where many counters tie for the smallest count, which is the rule where each item counts once, the tied ones are noted in order of slot, and using one
     * up costs a step. Otherwise the smallest quarter is noted in a binary heap. Only one of the two is in use at a time.
     *
     * Invariant: every counter not in slots[next..end) is after the border in the order of count and slot, and those in it had counts seen[i] when noted, or
     * tiedCount each, and never less.
     */
    private int[] slots = new int[0];
    private long[] seen = new long[0];
    private int next;
    private int end;
    private boolean tied;
    private long tiedCount;
    private long borderCount;
    private int borderSlot;

    /**
     * The slot of the smallest count.
     *
     * @param size counters are {@code counts[0..size)}, at least one; since the last call none has fallen, and none has come or gone unless
     *     {@link #clear} was called
     */
    int first(long[] counts, int size) {
        while (true) {
            if (next == end) {
                look(counts, size);
            }
            int slot = slots[next];
            long count = counts[slot];
            if (tied) {
                if (count == tiedCount) {
                    return slot;
                }
                next++;
            } else if (count == seen[0]) {
                return slot;
            } else if (after(count, slot, borderCount, borderSlot)) {
                end--;
                sink(0, end, slots[end], seen[end]);
            } else {
                sink(0, end, slot, count);
            }
        }
    }

    /** Forgets what was noted: counters came or went, or counts fell. */
    void clear() {
        next = 0;
        end = 0;
    }

    long heapBytes() {
        return 64 + 4L * slots.length + 8L * seen.length;
    }

    private void look(long[] counts, int size) {
        int room = Math.max(1, size / SHARE);
        if (slots.length < room) {
            slots = new int[room];
        }
        next = 0;
        end = 0;
        tied = true;
        tiedCount = Long.MAX_VALUE;
        for (int slot = 0; slot < size; slot++) {
            long count = counts[slot];
            if (count <= tiedCount) {
                if (count < tiedCount) {
                    tiedCount = count;
                    end = 0;
                }
                if (end < room) {
                    slots[end++] = slot;
                }
            }
        }
        if (end < Math.min(room, Math.max(1, size / FEWEST_TIED))) {
            lookForQuarter(counts, size, room);
        }
    }

    /** Keeps the smallest so far in a heap with the largest of them at the root, then turns the heap around. */
    private void lookForQuarter(long[] counts, int size, int room) {
        if (seen.length < room) {
            seen = new long[room];
        }
        tied = false;
        end = 0;
        for (int slot = 0; slot < size; slot++) {
            long count = counts[slot];
            if (end < room) {
                rise(end++, slot, count);
            } else if (count < seen[0]) {
                sinkLargest(slot, count);
            }
        }
        borderCount = seen[0];
        borderSlot = slots[0];
        for (int at = end / 2 - 1; at >= 0; at--) {
            sink(at, end, slots[at], seen[at]);
        }
    }

    /** Puts a slot in at {@code at} or below, where only later ones are; the smallest is at the root. */
    private void sink(int from, int size, int slot, long count) {
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && after(seen[child], slots[child], seen[child + 1], slots[child + 1])) {
                child++;
            }
            if (after(seen[child], slots[child], count, slot)) {
                break;
            }
            set(at, slots[child], seen[child]);
            at = child;
        }
        if (at < size) {
            set(at, slot, count);
        }
    }

    /** Takes the largest out and puts a smaller one in. */
    private void sinkLargest(int slot, long count) {
        int at = 0;
        while (2 * at + 1 < end) {
            int child = 2 * at + 1;
            if (child + 1 < end && after(seen[child + 1], slots[child + 1], seen[child], slots[child])) {
                child++;
            }
            if (after(count, slot, seen[child], slots[child])) {
                break;
            }
            set(at, slots[child], seen[child]);
            at = child;
        }
        set(at, slot, count);
    }

    private void rise(int from, int slot, long count) {
        int at = from;
        while (at > 0 && after(count, slot, seen[(at - 1) / 2], slots[(at - 1) / 2])) {
            set(at, slots[(at - 1) / 2], seen[(at - 1) / 2]);
            at = (at - 1) / 2;
        }
        set(at, slot, count);
    }

    private void set(int at, int slot, long count) {
        slots[at] = slot;
        seen[at] = count;
    }

    /** Whether the first of two counters is the later one. */
    private static boolean after(long count, int slot, long otherCount, int otherSlot) {
        return count > otherCount || count == otherCount && slot > otherSlot;
    }
}
