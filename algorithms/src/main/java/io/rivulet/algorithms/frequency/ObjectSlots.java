package io.rivulet.algorithms.frequency;

import java.util.Arrays;

/** {@link Slots} of items of any kind; {@code equals} and {@code hashCode} say which are the same. */
final class ObjectSlots<T> extends Slots<T> {

    private static final int GOLDEN = 0x9E3779B9;

    private Object[] items;

    ObjectSlots(int limit) {
        super(limit);
        items = new Object[capacity()];
    }

    private ObjectSlots(ObjectSlots<T> other) {
        super(other);
        items = other.items.clone();
    }

    @Override
    int find(T item) {
        int hash = hash(item);
        int tag = tag(hash);
        int[] entries = table;
        int mask = entries.length - 1;
        for (int at = hash & mask; ; at = at + 1 & mask) {
            int entry = entries[at];
            if (entry == 0) {
                return absent(at, hash);
            }
            if ((entry & TAG_MASK) == tag && items[entry & SLOT_MASK].equals(item)) {
                return entry & SLOT_MASK;
            }
        }
    }

    @Override
    @SuppressWarnings("unchecked") // only items come into the array
    T get(int slot) {
        return (T) items[slot];
    }

    @Override
    void put(int slot, T item) {
        items[slot] = item;
        enter(slot);
    }

    @Override
    void replace(int slot, T item) {
        items[slot] = item;
        reenter(slot);
    }

    @Override
    Slots<T> copy() {
        return new ObjectSlots<>(this);
    }

    @Override
    void resize(int slots) {
        items = Arrays.copyOf(items, slots);
    }

    @Override
    void forget(int slot) {
        items[slot] = null;
    }

    @Override
    void move(int from, int to) {
        items[to] = items[from];
    }

    @Override
    long itemBytes() {
        return 4L * items.length;
    }

    private static int hash(Object item) {
        int mixed = item.hashCode() * GOLDEN;
        return mixed ^ mixed >>> 15;
    }
}
