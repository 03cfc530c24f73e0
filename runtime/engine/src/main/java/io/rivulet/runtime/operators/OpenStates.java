package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/**
 * The states of one key's open windows or panes, by rising number. There are few of them, and a record nearly always belongs to the last.
 *
 * @param <S> the state of one
 */
final class OpenStates<S> {

    private static final int FEWEST = 2;

    private long[] ids = new long[FEWEST];
    private Object[] states = new Object[FEWEST];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    long firstId() {
        return ids[0];
    }

    long id(int at) {
        return ids[at];
    }

    @SuppressWarnings("unchecked") // only S is put in
    S state(int at) {
        return (S) states[at];
    }

    /** Where a number is; {@code -1 - place} if it is absent and would go there. */
    int find(long id) {
        int at = size - 1;
        while (at >= 0 && ids[at] > id) {
            at--;
        }
        return at >= 0 && ids[at] == id ? at : -2 - at;
    }

    void insert(int at, long id, S state) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            states = Arrays.copyOf(states, 2 * size);
        }
        System.arraycopy(ids, at, ids, at + 1, size - at);
        System.arraycopy(states, at, states, at + 1, size - at);
        ids[at] = id;
        states[at] = state;
        size++;
    }

    S removeFirst() {
        S first = state(0);
        size--;
        System.arraycopy(ids, 1, ids, 0, size);
        System.arraycopy(states, 1, states, 0, size);
        states[size] = null;
        return first;
    }

    /** Number of states i32, then number i64 and state of each, by rising number. */
    void encode(StateCodec<S> codec, StateWriter out) {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            codec.encode(state(i), out.writeLong(ids[i]));
        }
    }

    static <S> OpenStates<S> decode(StateCodec<S> codec, StateReader in) {
        OpenStates<S> open = new OpenStates<>();
        for (int left = in.readLength("open states", 9); left > 0; left--) {
            long id = in.readLong();
            if (open.size > 0 && id <= open.ids[open.size - 1]) {
                throw in.corrupt("numbers must rise, got " + id + " after " + open.ids[open.size - 1]);
            }
            open.insert(open.size, id, codec.decode(in));
        }
        return open;
    }
}
