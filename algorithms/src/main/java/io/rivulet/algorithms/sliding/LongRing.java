package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/** Times in rising order, equal ones allowed: what {@link Ring} is for references. */
final class LongRing {

    private static final int SMALLEST = 4;

    /** A power of two long; the oldest stands at {@code head}. */
    private long[] slots = new long[SMALLEST];

    private int head;
    private int size;

    int size() {
        return size;
    }

    long get(int index) {
        return slots[slot(index)];
    }

    long last() {
        return get(size - 1);
    }

    void addLast(long value) {
        makeRoom();
        slots[slot(size++)] = value;
    }

    /** Puts it at {@code index}; those from there on move up by one. */
    void insert(int index, long value) {
        makeRoom();
        int from = slot(index);
        int free = slot(size++);
        if (from <= free) {
            System.arraycopy(slots, from, slots, from + 1, free - from);
        } else {
            System.arraycopy(slots, 0, slots, 1, free);
            slots[0] = slots[slots.length - 1];
            System.arraycopy(slots, from, slots, from + 1, slots.length - 1 - from);
        }
        slots[slot(index)] = value;
    }

    void set(int index, long value) {
        slots[slot(index)] = value;
    }

    /** Takes that at {@code index} out; those before it move up by one. */
    void remove(int index) {
        for (int i = index; i > 0; i--) {
            slots[slot(i)] = slots[slot(i - 1)];
        }
        removeFirst();
    }

    void removeFirst() {
        head = slot(1);
        size--;
        if (slots.length > SMALLEST && size <= slots.length / 4) {
            resize(slots.length / 2);
        }
    }

    /** How many are at most {@code value}; that is where a later one of the same value belongs. */
    int countUpTo(long value) {
        int from = 0;
        int to = size;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (get(middle) <= value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    void clear() {
        slots = new long[SMALLEST];
        head = 0;
        size = 0;
    }

    LongRing copy() {
        LongRing other = new LongRing();
        for (int i = 0; i < size; i++) {
            other.addLast(get(i));
        }
        return other;
    }

    long stateBytes() {
        return 40 + 8L * slots.length;
    }

    /** Number i32, then each i64. */
    void encode(StateWriter out) {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(get(i));
        }
    }

    /** Fills this empty ring. */
    void decode(String name, boolean rising, StateReader in) {
        int length = in.readLength(name, Long.BYTES);
        for (int i = 0; i < length; i++) {
            long value = in.readLong();
            if (rising && i > 0 && value < last()) {
                throw in.corrupt(name + " must not fall, got " + value + " after " + last());
            }
            addLast(value);
        }
    }

    private void makeRoom() {
        if (size == slots.length) {
            resize(Math.multiplyExact(slots.length, 2));
        }
    }

    private void resize(int capacity) {
        long[] resized = new long[capacity];
        for (int i = 0; i < size; i++) {
            resized[i] = slots[slot(i)];
        }
        slots = resized;
        head = 0;
    }

    private int slot(int index) {
        return (head + index) & (slots.length - 1);
    }
}
