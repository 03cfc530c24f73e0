package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.JoinEmit;
import io.rivulet.runtime.JoinInsert;
import io.rivulet.runtime.JoinedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a join of rows is made of, and its two rules: what a value changes and makes leave, and what the end makes leave.
 *
 * @param codecs how the values of each side become bytes
 * @param insert which values are held
 * @param emit when rows leave
 * @param view how a row looks outside
 */
record JoinPlan<R>(
        List<StateCodec<Object>> codecs, JoinInsert insert, JoinEmit emit, Function<? super JoinedRow, R> view) {

    JoinPlan {
        codecs = List.copyOf(codecs);
        if (codecs.size() < 2) {
            throw new IllegalArgumentException("sides of a join must be at least 2, got " + codecs.size());
        }
        Objects.requireNonNull(insert, "insert");
        Objects.requireNonNull(emit, "emit");
        Objects.requireNonNull(view, "view");
    }

    @SuppressWarnings("unchecked") // each codec meets values of its own side only
    static <R> JoinPlan<R> of(
            List<? extends StateCodec<?>> codecs,
            JoinInsert insert,
            JoinEmit emit,
            Function<? super JoinedRow, R> view) {
        List<StateCodec<Object>> any = new ArrayList<>();
        codecs.forEach(codec -> any.add((StateCodec<Object>) codec));
        return new JoinPlan<>(any, insert, emit, view);
    }

    /** What must stay as it was for a stored state to make sense. */
    String fingerprint() {
        return "join of " + codecs.size() + " sides " + insert + " " + emit;
    }

    /** Whether rows leave only when no more values come. */
    boolean isFinal() {
        return emit == JoinEmit.FINAL;
    }

    /** A value comes; rows that it makes leave. */
    void take(JoinSides sides, int side, Object value, Consumer<R> out) {
        boolean changed = sides.insert(side, value, insert);
        if (emit == JoinEmit.RUNNING && changed) {
            sides.rowsWith(side, value, row -> out.accept(view.apply(row)));
        } else if (emit == JoinEmit.COMPLETE && sides.isComplete()) {
            sides.rows(row -> out.accept(view.apply(row)));
            sides.clear();
        }
    }

    /** No more values come; rows that waited for that leave. */
    void finish(JoinSides sides, Consumer<R> out) {
        if (isFinal()) {
            sides.rows(row -> out.accept(view.apply(row)));
        }
    }
}
