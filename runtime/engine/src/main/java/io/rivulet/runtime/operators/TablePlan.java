package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.KeyedContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a join with a table is made of.
 *
 * @param value what an update puts into the table for its key; nothing deletes what is there
 * @param codec how values become bytes
 * @param keepsAll whether values of a key add up; otherwise a new one takes the place of the one before
 * @param isInner whether records without a value give nothing; otherwise they give a result without one
 * @param result what a record and a value give
 * @param <U> an update of the table
 * @param <V> a value in the table
 * @param <T> a record
 * @param <R> a result
 */
public record TablePlan<U, V, T, R>(
        Function<? super U, Optional<V>> value,
        StateCodec<V> codec,
        boolean keepsAll,
        boolean isInner,
        BiFunction<? super T, Optional<V>, ? extends R> result) {

    /** Checks that all are there. */
    public TablePlan {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(codec, "codec");
        Objects.requireNonNull(result, "result");
    }

    /** Takes an update of the table in. */
    void update(List<V> values, Object update) {
        Optional<V> found = valueOf(update);
        if (found.isEmpty() || !keepsAll) {
            values.clear();
        }
        found.ifPresent(values::add);
    }

    /** What an update puts into the table. */
    @SuppressWarnings("unchecked") // what comes from the table's side is an update
    Optional<V> valueOf(Object update) {
        return Objects.requireNonNull(value.apply((U) update), "value of the table (Optional.empty() deletes)");
    }

    /** Emits the results of a record that meets these values, at its time. */
    @SuppressWarnings("unchecked") // what comes from the other side is a record
    void emit(Object record, List<V> values, KeyedContext<?, R> context, long timeMillis) {
        for (V found : values) {
            context.emit(result.apply((T) record, Optional.of(found)), timeMillis);
        }
        if (values.isEmpty() && !isInner) {
            context.emit(result.apply((T) record, Optional.empty()), timeMillis);
        }
    }

    /** What must stay as it was for a stored table to make sense. What records get of it may change. */
    String fingerprint() {
        return keepsAll ? "table of all values" : "table of last values";
    }

    /** Form {@code table-rows} 1: the values of a key, as their codec writes many. */
    StateCodec<List<V>> rows() {
        StateCodec<V> of = codec;
        return StateCodec.of("table-rows", 1, of::encodeAll, in -> new ArrayList<>(of.decodeAll(in)));
    }
}
