package io.rivulet.algorithms.frequency;

import java.util.Arrays;

/**
 * Items in numbered slots, found by what they are. Whatever belongs to an item stands in arrays of its owner, at the same number; the owner says which
 * slot an item takes.
 *
 * @param <T> an item; equal items are the same item
 */
abstract sealed class Slots<T> permits ObjectSlots, LongSlots {

    /** What a search gives where there is no such item. */
    static final int ABSENT = -1;

    /** The largest number of slots. */
    static final int MAX_SLOTS = 1 << 24;

    private static final int FIRST_SLOTS = 8;

    /*
     * Open addressing by linear probing. An entry of the table is 0 where free; else its sign bit is set, 7 bits are of the hash, so that few other items
     * are looked at, and 24 bits are the slot. Hashes are kept by slot: removing shifts entries back instead of leaving marks, and growing asks no item.
     * Invariants: entries are at most half of the table; no free entry lies between an entry and the home of its hash.
     */
    static final int TAG_MASK = 0xff000000;
    static final int SLOT_MASK = MAX_SLOTS - 1;
    private static final int TAKEN = 0x80000000;
    private static final int LOAD = 2;

    /** What the searches of the two kinds go through; they differ in how items compare. */
    int[] table;

    private final int limit;
    private int[] hashes;
    private int size;

    /** Where the last search ended that found nothing, and the hash that it was for: what is searched and absent is often put in next. */
    private int lastFree;

    private int lastHash;

    Slots(int limit) {
        this.limit = limit;
        int slots = Math.min(limit, FIRST_SLOTS);
        hashes = new int[slots];
        table = new int[tableLength(slots)];
    }

    Slots(Slots<T> other) {
        limit = other.limit;
        table = other.table.clone();
        hashes = other.hashes.clone();
        size = other.size;
    }

    /** The slot of an item, or {@link #ABSENT}. */
    abstract int find(T item);

    /** The item of a slot that is taken. */
    abstract T get(int slot);

    /** Gives a free slot below {@link #capacity} to the item that {@link #find} was last asked for in vain. */
    abstract void put(int slot, T item);

    /** Gives a slot that is taken to the item that {@link #find} was last asked for in vain. */
    abstract void replace(int slot, T item);

    abstract Slots<T> copy();

    abstract void resize(int slots);

    abstract void forget(int slot);

    abstract void move(int from, int to);

    abstract long itemBytes();

    /** How many slots are taken. */
    final int size() {
        return size;
    }

    /** How many slots there is room for before {@link #grow}. */
    final int capacity() {
        return hashes.length;
    }

    /** Doubles the capacity, up to the limit. */
    final void grow() {
        int slots = (int) Math.min(limit, 2L * capacity());
        hashes = Arrays.copyOf(hashes, slots);
        resize(slots);
        int[] old = table;
        table = new int[tableLength(slots)];
        for (int entry : old) {
            if (entry != 0) {
                table[freeFrom(hashes[entry & SLOT_MASK])] = entry;
            }
        }
        lastFree = freeFrom(lastHash);
    }

    /** Frees a slot. */
    final void remove(int slot) {
        close(entryOf(slot));
        forget(slot);
        size--;
    }

    /**
     * Keeps the slots given, which must rise, and numbers them anew from 0; frees all others.
     *
     * @param kept the first {@code many} are the slots to keep
     */
    final void keep(int[] kept, int many) {
        for (int slot = 0; slot < many; slot++) {
            hashes[slot] = hashes[kept[slot]];
            move(kept[slot], slot);
        }
        for (int slot = many; slot < size; slot++) {
            forget(slot);
        }
        Arrays.fill(table, 0);
        size = many;
        for (int slot = 0; slot < many; slot++) {
            table[freeFrom(hashes[slot])] = tag(hashes[slot]) | slot;
        }
        lastFree = freeFrom(lastHash);
    }

    /** Frees all slots. */
    final void clear() {
        for (int entry : table) {
            if (entry != 0) {
                forget(entry & SLOT_MASK);
            }
        }
        Arrays.fill(table, 0);
        size = 0;
    }

    final long heapBytes() {
        return 80 + 4L * table.length + 4L * hashes.length + itemBytes();
    }

    /** Notes where a search ended in vain. */
    final int absent(int at, int hash) {
        lastFree = at;
        lastHash = hash;
        return ABSENT;
    }

    /** Makes a slot, which has its item, findable. */
    final void enter(int slot) {
        hashes[slot] = lastHash;
        table[lastFree] = tag(lastHash) | slot;
        size++;
    }

    /** Makes a slot, which has another item than before, findable by that one alone. */
    final void reenter(int slot) {
        int before = entryOf(slot);
        hashes[slot] = lastHash;
        table[lastFree] = tag(lastHash) | slot;
        close(before);
    }

    private int entryOf(int slot) {
        int[] entries = table;
        int mask = entries.length - 1;
        int at = hashes[slot] & mask;
        while ((entries[at] & SLOT_MASK) != slot) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** Frees an entry, and moves those back that were pushed beyond it. */
    private void close(int entry) {
        int[] entries = table;
        int mask = entries.length - 1;
        int gap = entry;
        for (int at = gap + 1 & mask; entries[at] != 0; at = at + 1 & mask) {
            int home = hashes[entries[at] & SLOT_MASK] & mask;
            if ((at - home & mask) >= (at - gap & mask)) {
                entries[gap] = entries[at];
                gap = at;
            }
        }
        entries[gap] = 0;
    }

    private int freeFrom(int hash) {
        int mask = table.length - 1;
        int at = hash & mask;
        while (table[at] != 0) {
            at = at + 1 & mask;
        }
        return at;
    }

    static int tag(int hash) {
        return hash & TAG_MASK | TAKEN;
    }

    private static int tableLength(int slots) {
        return Integer.highestOneBit(LOAD * slots) << 1;
    }
}
