package io.rivulet.algorithms.sampling;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Items at positions, each with a random key: the k of the smallest keys after any position. What k later items of smaller keys follow can be in no such answer
 * and is dropped, so that about k (1 + ln(n / k)) of the last n stay, and once more as many until the next clearing.
 */
final class Skyband<T> {

    private static final int FIRST = 16;

    /*
     * Invariants: positions do not fall; the capacity is FIRST or a power of two of at most eight times the items; there is always room for one more.
     */
    private final int k;
    private long[] positions = new long[FIRST];
    private double[] keys = new double[FIRST];
    private Object[] items = new Object[FIRST];
    private double[] smallest = {};
    private int size;

    Skyband(int k) {
        this.k = k;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The largest position; 0 if empty. */
    long last() {
        return size == 0 ? 0 : positions[size - 1];
    }

    /**
     * Takes an item in, behind those of the same position.
     *
     * @param after what lies there or before will not be asked for any more
     */
    void add(long position, double key, T item, long after) {
        int place = size;
        while (place > 0 && positions[place - 1] > position) {
            place--;
        }
        if (place < size) {
            System.arraycopy(positions, place, positions, place + 1, size - place);
            System.arraycopy(keys, place, keys, place + 1, size - place);
            System.arraycopy(items, place, items, place + 1, size - place);
        }
        positions[place] = position;
        keys[place] = key;
        items[place] = item;
        size++;
        if (size == keys.length) {
            drop(after);
        }
    }

    /** Takes all of another one in, which may be this one. */
    void addAll(Skyband<T> other, long after) {
        Skyband<T> theirs = other == this ? copy() : other;
        for (int i = 0; i < theirs.size; i++) {
            if (theirs.positions[i] > after) {
                add(theirs.positions[i], theirs.keys[i], theirs.item(i), after);
            }
        }
    }

    /** The k items of the smallest keys after that position, or all there are. */
    List<T> after(long position) {
        int from = firstAfter(position);
        double[] sorted = Arrays.copyOfRange(keys, from, size);
        Arrays.sort(sorted);
        double largest = sorted.length <= k ? Double.POSITIVE_INFINITY : sorted[k - 1];
        List<T> chosen = new ArrayList<>();
        for (int i = from; i < size && chosen.size() < k; i++) {
            if (keys[i] <= largest) {
                chosen.add(item(i));
            }
        }
        return Collections.unmodifiableList(chosen);
    }

    /** How many items came after that position: exact up to k - 1, then estimated from the k-th smallest key, which is uniform in (0, 1). */
    double countAfter(long position) {
        int from = firstAfter(position);
        if (size - from < k) {
            return size - (double) from;
        }
        double[] sorted = Arrays.copyOfRange(keys, from, size);
        Arrays.sort(sorted);
        return (k - 1) / sorted[k - 1];
    }

    void clear() {
        become(new Skyband<>(k));
    }

    Skyband<T> copy() {
        Skyband<T> copy = new Skyband<>(k);
        copy.become(this);
        return copy;
    }

    void become(Skyband<T> other) {
        positions = other.positions.clone();
        keys = other.keys.clone();
        items = other.items.clone();
        smallest = other.smallest.clone();
        size = other.size;
    }

    /** Bytes of this object, its arrays and the items. */
    long heapBytes(StateCodec<T> itemCodec) {
        return 40 + 4 * 16 + 20L * keys.length + 8L * smallest.length + Codecs.heapBytes(itemCodec, items());
    }

    /** capacity i32, the items under one header, then position i64 and key f64 of each. */
    void encode(StateCodec<T> itemCodec, StateWriter out) {
        out.writeInt(keys.length);
        itemCodec.encodeAll(items(), out);
        for (int i = 0; i < size; i++) {
            out.writeLong(positions[i]).writeDouble(keys[i]);
        }
    }

    /** Reads into this, which is new; positions must lie in {@code after + 1 .. last}. */
    void decode(StateCodec<T> itemCodec, long after, long last, StateReader in) {
        int capacity = in.readIntBetween("capacity", FIRST, 1 << 30);
        List<T> read = itemCodec.decodeAll(in);
        if (Integer.bitCount(capacity) != 1
                || capacity <= read.size()
                || capacity > Math.max(FIRST, 8L * read.size())) {
            throw in.corrupt("capacity must be a power of two above the number of items, " + read.size()
                    + ", and up to eight times it, got " + capacity);
        }
        resize(capacity);
        for (T item : read) {
            long position = in.readLong();
            double key = in.readFinite("key");
            if (position < (size == 0 ? after + 1 : positions[size - 1]) || position > last || !(key > 0 && key < 1)) {
                throw in.corrupt("positions must rise within " + (after + 1) + ".." + last
                        + " and keys be in 0..1, got " + position + " and " + key);
            }
            positions[size] = position;
            keys[size] = key;
            items[size++] = item;
        }
    }

    private List<T> items() {
        List<T> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(item(i));
        }
        return list;
    }

    @SuppressWarnings("unchecked") // only items come into the array
    private T item(int i) {
        return (T) items[i];
    }

    private int firstAfter(long position) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (positions[middle] <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Drops what can be in no answer any more, from the newest to the oldest, and makes or leaves room in proportion to the rest. */
    private void drop(long after) {
        int many = 0;
        int kept = size;
        for (int i = size - 1; i >= 0 && positions[i] > after; i--) {
            if (many == k && keys[i] >= smallest[0]) {
                continue;
            }
            many = keepSmallest(many, keys[i]);
            kept--;
            positions[kept] = positions[i];
            keys[kept] = keys[i];
            items[kept] = items[i];
        }
        int rest = size - kept;
        System.arraycopy(positions, kept, positions, 0, rest);
        System.arraycopy(keys, kept, keys, 0, rest);
        System.arraycopy(items, kept, items, 0, rest);
        Arrays.fill(items, rest, size, null);
        size = rest;
        int capacity = keys.length;
        while (rest > capacity / 2) {
            capacity = Math.multiplyExact(capacity, 2);
        }
        while (capacity > FIRST && rest < capacity / 8) {
            capacity /= 2;
        }
        resize(capacity);
    }

    /** A heap of the up to k smallest keys, the largest on top. */
    private int keepSmallest(int many, double key) {
        if (many == smallest.length && many < k) {
            smallest = Arrays.copyOf(smallest, Math.min(k, Math.max(FIRST, 2 * many)));
        }
        if (many < k) {
            int place = many;
            while (place > 0 && smallest[(place - 1) / 2] < key) {
                smallest[place] = smallest[(place - 1) / 2];
                place = (place - 1) / 2;
            }
            smallest[place] = key;
            return many + 1;
        }
        int place = 0;
        int child = 1;
        while (child < many) {
            if (child + 1 < many && smallest[child + 1] > smallest[child]) {
                child++;
            }
            if (smallest[child] <= key) {
                break;
            }
            smallest[place] = smallest[child];
            place = child;
            child = 2 * place + 1;
        }
        smallest[place] = key;
        return many;
    }

    private void resize(int capacity) {
        if (capacity != keys.length) {
            positions = Arrays.copyOf(positions, capacity);
            keys = Arrays.copyOf(keys, capacity);
            items = Arrays.copyOf(items, capacity);
        }
    }
}
