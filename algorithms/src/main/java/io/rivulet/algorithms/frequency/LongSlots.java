package io.rivulet.algorithms.frequency;

import java.util.Arrays;

/** {@link Slots} of numbers, which are not boxed. */
final class LongSlots extends Slots<Long> {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long[] items;

    LongSlots(int limit) {
        super(limit);
        items = new long[capacity()];
    }

    private LongSlots(LongSlots other) {
        super(other);
        items = other.items.clone();
    }

    @Override
    int find(Long item) {
        return find(item.longValue());
    }

    int find(long item) {
        int hash = hash(item);
        int tag = tag(hash);
        int[] entries = table;
        int mask = entries.length - 1;
        for (int at = hash & mask; ; at = at + 1 & mask) {
            int entry = entries[at];
            if (entry == 0) {
                return absent(at, hash);
            }
            if ((entry & TAG_MASK) == tag && items[entry & SLOT_MASK] == item) {
                return entry & SLOT_MASK;
            }
        }
    }

    @Override
    Long get(int slot) {
        return items[slot];
    }

    @Override
    void put(int slot, Long item) {
        put(slot, item.longValue());
    }

    void put(int slot, long item) {
        items[slot] = item;
        enter(slot);
    }

    @Override
    void replace(int slot, Long item) {
        replace(slot, item.longValue());
    }

    void replace(int slot, long item) {
        items[slot] = item;
        reenter(slot);
    }

    @Override
    LongSlots copy() {
        return new LongSlots(this);
    }

    @Override
    void resize(int slots) {
        items = Arrays.copyOf(items, slots);
    }

    @Override
    void forget(int slot) {
        // A number holds nothing alive.
    }

    @Override
    void move(int from, int to) {
        items[to] = items[from];
    }

    @Override
    long itemBytes() {
        return 8L * items.length;
    }

    /** The upper half of the product, which every bit of the item moves; the lower half knows little of the upper bits. */
    private static int hash(long item) {
        return (int) ((item ^ item >>> 32) * GOLDEN >>> 32);
    }
}
