package io.rivulet.algorithms.itemset;

import java.util.Arrays;

/**
 * The baskets of a window, oldest first, with a bitmap for each item of which baskets hold it. Grows by doubling up to its limit; within it, a basket that
 * leaves hands its place to one that comes.
 */
final class BasketWindow {

    /*
     * A basket stays in one slot, and bit s of an item's bitmap is slot s. slotAt is a ring: the size entries from head on are the slots in use in order of
     * time, the rest are free. A basket that comes late moves entries of the ring, never a basket or a bit.
     */
    private final int limit;
    private int[][] baskets;
    private int[] lengths;
    private long[] times;
    private int[] slotAt;
    private int head;
    private int size;
    private long[][] bitmaps = new long[16][];

    /** @param limit the most baskets at once */
    BasketWindow(int limit) {
        this.limit = limit;
        allocate(Math.min(64, roundUp(limit)));
    }

    private void allocate(int capacity) {
        baskets = new int[capacity][];
        lengths = new int[capacity];
        times = new long[capacity];
        slotAt = new int[capacity];
        Arrays.setAll(slotAt, i -> i);
    }

    /** Whole words, as long as an array may be. */
    private static int roundUp(int baskets) {
        return (int) Math.min(Integer.MAX_VALUE - 63, (baskets + 63L) / 64 * 64);
    }

    int size() {
        return size;
    }

    /** The slot of the i-th basket by time. */
    int slot(int i) {
        int at = head + i;
        return slotAt[at < slotAt.length ? at : at - slotAt.length];
    }

    /** The ids of a basket, rising, in the first {@link #length} places. */
    int[] basket(int slot) {
        return baskets[slot];
    }

    int length(int slot) {
        return lengths[slot];
    }

    long time(int slot) {
        return times[slot];
    }

    /** Takes a basket in, behind all that are not newer. */
    void add(int[] ids, int length, long time) {
        if (size == slotAt.length) {
            grow();
        }
        int slot = slot(size);
        int place = size++;
        while (place > 0 && times[slot(place - 1)] > time) {
            setSlot(place, slot(place - 1));
            place--;
        }
        setSlot(place, slot);
        if (baskets[slot] == null || baskets[slot].length < length) {
            baskets[slot] = Arrays.copyOf(ids, length);
        } else {
            System.arraycopy(ids, 0, baskets[slot], 0, length);
        }
        lengths[slot] = length;
        times[slot] = time;
        for (int i = 0; i < length; i++) {
            bitmapOf(ids[i])[slot >>> 6] |= 1L << slot;
        }
    }

    /** Lets the oldest basket go; its slot can be read until the next is added. */
    void removeOldest() {
        int slot = slot(0);
        for (int i = 0; i < lengths[slot]; i++) {
            bitmaps[baskets[slot][i]][slot >>> 6] &= ~(1L << slot);
        }
        head = head + 1 == slotAt.length ? 0 : head + 1;
        size--;
    }

    /** Which slots hold a basket with the item, in the first {@link #words} words; null for an item that never was in one. */
    long[] bitmap(int id) {
        return id < bitmaps.length ? bitmaps[id] : null;
    }

    int words() {
        return slotAt.length >>> 6;
    }

    /** How many baskets hold all of the first {@code length} ids. */
    int count(int[] ids, int length) {
        if (length == 0) {
            return size;
        }
        for (int i = 0; i < length; i++) {
            if (ids[i] >= bitmaps.length || bitmaps[ids[i]] == null) {
                return 0;
            }
        }
        long[] first = bitmaps[ids[0]];
        int count = 0;
        if (length == 2) {
            long[] second = bitmaps[ids[1]];
            for (int w = 0; w < first.length; w++) {
                count += Long.bitCount(first[w] & second[w]);
            }
            return count;
        }
        for (int w = 0; w < first.length; w++) {
            long word = first[w];
            for (int i = 1; i < length && word != 0; i++) {
                word &= bitmaps[ids[i]][w];
            }
            count += Long.bitCount(word);
        }
        return count;
    }

    void clear() {
        head = 0;
        size = 0;
        allocate(Math.min(64, roundUp(limit)));
        bitmaps = new long[16][];
    }

    BasketWindow copy() {
        BasketWindow copy = new BasketWindow(limit);
        copy.baskets = copyRows(baskets);
        copy.lengths = lengths.clone();
        copy.times = times.clone();
        copy.slotAt = slotAt.clone();
        copy.head = head;
        copy.size = size;
        copy.bitmaps = new long[bitmaps.length][];
        Arrays.setAll(copy.bitmaps, id -> bitmaps[id] == null ? null : bitmaps[id].clone());
        return copy;
    }

    private static int[][] copyRows(int[][] rows) {
        int[][] copy = new int[rows.length][];
        Arrays.setAll(copy, i -> rows[i] == null ? null : rows[i].clone());
        return copy;
    }

    long stateBytes() {
        long bytes = 160 + 24L * slotAt.length + 8L * bitmaps.length;
        for (int[] basket : baskets) {
            bytes += basket == null ? 0 : 16 + 4L * basket.length;
        }
        for (long[] bitmap : bitmaps) {
            bytes += bitmap == null ? 0 : 16 + 8L * bitmap.length;
        }
        return bytes;
    }

    private void setSlot(int i, int slot) {
        int at = head + i;
        slotAt[at < slotAt.length ? at : at - slotAt.length] = slot;
    }

    /** An id that was released left an empty bitmap behind, which serves the next item of that id. */
    private long[] bitmapOf(int id) {
        if (id >= bitmaps.length) {
            bitmaps = Arrays.copyOf(bitmaps, Math.max(id + 1, 2 * bitmaps.length));
        }
        if (bitmaps[id] == null) {
            bitmaps[id] = new long[slotAt.length >>> 6];
        }
        return bitmaps[id];
    }

    private void grow() {
        int before = slotAt.length;
        int capacity = Math.min(roundUp(limit), (int) Math.min(Integer.MAX_VALUE - 63, 2L * before));
        int[] slots = new int[capacity];
        for (int i = 0; i < capacity; i++) {
            slots[i] = i < before ? slot(i) : i;
        }
        slotAt = slots;
        head = 0;
        baskets = Arrays.copyOf(baskets, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
        times = Arrays.copyOf(times, capacity);
        for (int id = 0; id < bitmaps.length; id++) {
            if (bitmaps[id] != null) {
                bitmaps[id] = Arrays.copyOf(bitmaps[id], capacity >>> 6);
            }
        }
    }
}
