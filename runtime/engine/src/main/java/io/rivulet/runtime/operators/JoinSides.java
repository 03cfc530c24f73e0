package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.JoinInsert;
import io.rivulet.runtime.JoinedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The values of each side of a join that one key holds, in the order in which they came. */
final class JoinSides {

    /** Stands for "no side" where one may be fixed. */
    private static final int NONE = -1;

    private final List<List<Object>> sides;

    private JoinSides(List<List<Object>> sides) {
        this.sides = sides;
    }

    /** So many sides without a value. */
    static JoinSides empty(int count) {
        List<List<Object>> sides = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sides.add(new ArrayList<>(1));
        }
        return new JoinSides(sides);
    }

    /** Takes a value in; false if that changed nothing. */
    boolean insert(int side, Object value, JoinInsert insert) {
        List<Object> values = sides.get(side);
        if (insert == JoinInsert.FIRST && !values.isEmpty()) {
            return false;
        }
        if (insert == JoinInsert.LAST) {
            values.clear();
        }
        values.add(value);
        return true;
    }

    boolean isEmpty() {
        for (List<Object> values : sides) {
            if (!values.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether every side has a value. */
    boolean isComplete() {
        for (List<Object> values : sides) {
            if (values.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    void clear() {
        sides.forEach(List::clear);
    }

    /** Hands out a row for each way to take one value of every side; the last side's values change fastest. */
    void rows(Consumer<JoinedRow> out) {
        rowsWith(NONE, "", out);
    }

    /** The rows in which a side has that value. */
    void rowsWith(int fixed, Object value, Consumer<JoinedRow> out) {
        int[] at = new int[sides.size()];
        do {
            List<Optional<Object>> row = new ArrayList<>(at.length);
            for (int side = 0; side < at.length; side++) {
                List<Object> values = sides.get(side);
                if (side == fixed) {
                    row.add(Optional.of(value));
                } else {
                    row.add(values.isEmpty() ? Optional.empty() : Optional.of(values.get(at[side])));
                }
            }
            out.accept(new JoinedRow(row));
        } while (next(at, fixed));
    }

    /** Moves on to the next row, as an odometer does; false after the last. */
    private boolean next(int[] at, int fixed) {
        for (int side = at.length - 1; side >= 0; side--) {
            if (side != fixed && at[side] + 1 < sides.get(side).size()) {
                at[side]++;
                return true;
            }
            at[side] = 0;
        }
        return false;
    }

    /** Form {@code join-sides} 1: of each side its values, as their codec writes many. */
    static StateCodec<JoinSides> codec(List<StateCodec<Object>> codecs) {
        return StateCodec.of(
                "join-sides",
                1,
                (state, out) -> {
                    for (int side = 0; side < codecs.size(); side++) {
                        codecs.get(side).encodeAll(state.sides.get(side), out);
                    }
                },
                in -> {
                    List<List<Object>> sides = new ArrayList<>(codecs.size());
                    codecs.forEach(codec -> sides.add(new ArrayList<>(codec.decodeAll(in))));
                    return new JoinSides(sides);
                });
    }
}
