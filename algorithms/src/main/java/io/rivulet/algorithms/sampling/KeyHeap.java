package io.rivulet.algorithms.sampling;

import java.util.Arrays;

/** Items with a key and a weight each; the one of the largest key is at hand. The order of all of them is part of the state, and comes back as it was. */
final class KeyHeap<T> {

    private static final int FIRST = 8;

    /*
     * A binary heap: keys[i] <= keys[(i - 1) / 2]. What pop() takes off the top stays in the place that it leaves free at the end, so that several in a row can
     * be looked at there.
     */
    private double[] keys = new double[FIRST];
    private double[] weights = new double[FIRST];
    private Object[] items = new Object[FIRST];
    private int size;

    int size() {
        return size;
    }

    double key(int place) {
        return keys[place];
    }

    double weight(int place) {
        return weights[place];
    }

    @SuppressWarnings("unchecked") // only items come into the array
    T item(int place) {
        return (T) items[place];
    }

    void add(double key, double weight, T item) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
            items = Arrays.copyOf(items, 2 * size);
        }
        int place = size++;
        while (place > 0 && keys[(place - 1) / 2] < key) {
            move((place - 1) / 2, place);
            place = (place - 1) / 2;
        }
        set(place, key, weight, item);
    }

    /** Puts an item in the place of the one with the largest key. */
    void replaceTop(double key, double weight, T item) {
        int place = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && keys[child + 1] > keys[child]) {
                child++;
            }
            if (keys[child] <= key) {
                break;
            }
            move(child, place);
            place = child;
            child = 2 * place + 1;
        }
        set(place, key, weight, item);
    }

    /** Takes the top off; it is at {@link #size()} afterwards, until something is added or {@link #forget} is called. */
    void pop() {
        double key = keys[0];
        double weight = weights[0];
        T item = item(0);
        int last = --size;
        if (last > 0) {
            replaceTop(keys[last], weights[last], item(last));
        }
        set(last, key, weight, item);
    }

    /** Lets go of the items popped, of which there are so many. */
    void forget(int popped) {
        Arrays.fill(items, size, size + popped, null);
    }

    /** Whether every key is at most that above it. */
    boolean isInOrder() {
        for (int place = 1; place < size; place++) {
            if (!(keys[place] <= keys[(place - 1) / 2])) {
                return false;
            }
        }
        return true;
    }

    /** Puts an item last without looking at its key: for a heap that is read back. */
    void append(double key, double weight, T item) {
        add(Double.NEGATIVE_INFINITY, weight, item);
        keys[size - 1] = key;
    }

    void become(KeyHeap<T> other) {
        keys = other.keys.clone();
        weights = other.weights.clone();
        items = other.items.clone();
        size = other.size;
    }

    /** Bytes of this object and its arrays, without the items. */
    long heapBytes() {
        return 32 + 3 * 16 + 20L * keys.length;
    }

    private void move(int from, int to) {
        set(to, keys[from], weights[from], item(from));
    }

    private void set(int place, double key, double weight, T item) {
        keys[place] = key;
        weights[place] = weight;
        items[place] = item;
    }
}
