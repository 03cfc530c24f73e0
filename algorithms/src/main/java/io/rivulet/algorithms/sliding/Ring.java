package io.rivulet.algorithms.sliding;

import java.util.function.UnaryOperator;

/** References in the order of their time: the newest come at the end, the oldest leave at the front. Gives memory back as it empties. */
final class Ring<E> {

    private static final int SMALLEST = 4;

    /** A power of two long; the oldest stands at {@code head}. */
    private Object[] slots = new Object[SMALLEST];

    private int head;
    private int size;

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked") // only E are put in
    E get(int index) {
        return (E) slots[slot(index)];
    }

    void addLast(E element) {
        makeRoom();
        slots[slot(size++)] = element;
    }

    /** Puts it at {@code index}; those from there on move up by one. */
    void insert(int index, E element) {
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
        slots[slot(index)] = element;
    }

    E removeFirst() {
        E oldest = get(0);
        slots[head] = null;
        head = slot(1);
        size--;
        if (slots.length > SMALLEST && size <= slots.length / 4) {
            resize(slots.length / 2);
        }
        return oldest;
    }

    void clear() {
        slots = new Object[SMALLEST];
        head = 0;
        size = 0;
    }

    Ring<E> copy(UnaryOperator<E> copy) {
        Ring<E> other = new Ring<>();
        for (int i = 0; i < size; i++) {
            other.addLast(copy.apply(get(i)));
        }
        return other;
    }

    /** Without what the references point to. */
    long stateBytes() {
        return 40 + 4L * slots.length;
    }

    private void makeRoom() {
        if (size == slots.length) {
            resize(Math.multiplyExact(slots.length, 2));
        }
    }

    private void resize(int capacity) {
        Object[] resized = new Object[capacity];
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
