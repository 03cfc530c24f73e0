package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The k greatest records, the greatest first; of equal ones those that came first, in the order in which they came. */
final class Top<T> {

    /**
     * What the user gave.
     *
     * @param k how many
     * @param by the order; the greatest by it come first
     */
    record Given<T>(int k, Comparator<? super T> by, StateCodec<T> codec) {
        Given {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(codec, "codec");
            requireK(k);
        }

        /** Form {@code top} 1: the records, the greatest first. */
        StateCodec<Top<T>> states() {
            return StateCodec.of("top", 1, (top, out) -> codec.encodeAll(top.records, out), this::decode);
        }

        private Top<T> decode(StateReader in) {
            Top<T> top = new Top<>(this);
            for (T record : codec.decodeAll(in)) {
                if (!top.add(record) || top.records.get(top.records.size() - 1) != record) {
                    throw in.corrupt("records must be at most " + k + " and must not rise");
                }
            }
            return top;
        }
    }

    static void requireK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, got " + k);
        }
    }

    private final Given<T> given;
    private final List<T> records;

    Top(Given<T> given) {
        this(given, new ArrayList<>());
    }

    private Top(Given<T> given, List<T> records) {
        this.given = given;
        this.records = records;
    }

    /** Takes a record in; false if there are k that are not less. */
    boolean add(T record) {
        int at = place(record);
        if (at == given.k) {
            return false;
        }
        if (records.size() == given.k) {
            records.remove(given.k - 1);
        }
        records.add(at, record);
        return true;
    }

    /** How many records are not less. */
    private int place(T record) {
        int low = 0;
        int high = records.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (given.by.compare(records.get(middle), record) < 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Takes the other's records in, as if they had come after ours. */
    void addAll(Top<T> other) {
        // A copy, should the other be this one.
        List.copyOf(other.records).forEach(this::add);
    }

    Top<T> copy() {
        return new Top<>(given, new ArrayList<>(records));
    }

    List<T> greatestFirst() {
        return List.copyOf(records);
    }
}
