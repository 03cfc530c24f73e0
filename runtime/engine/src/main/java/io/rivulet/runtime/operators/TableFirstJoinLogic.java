package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.util.ArrayList;
import java.util.List;

/** See {@link Joins#tableFirst}. */
final class TableFirstJoinLogic<K, U, V, T, R> implements KeyedLogic<K, Sided, TableFirstJoinLogic.Waiting<V, T>, R> {

    /** What {@link Joins#tableFirst} is given. */
    record Given<U, V, T, R>(TablePlan<U, V, T, R> plan, StateCodec<T> records) {}

    /** What a key has: its values in the table, and the records that came before the table had been read, by time. */
    static final class Waiting<V, T> {
        final List<V> values;
        JoinBuffer<T> records;

        Waiting(List<V> values, JoinBuffer<T> records) {
            this.values = values;
            this.records = records;
        }

        /** Form {@code waiting-for-table} 1: the values, as their codec writes many, then a {@link JoinBuffer} of the records. */
        static <V, T> StateCodec<Waiting<V, T>> codec(StateCodec<V> values, StateCodec<T> records) {
            return StateCodec.of(
                    "waiting-for-table",
                    1,
                    (state, out) -> {
                        values.encodeAll(state.values, out);
                        state.records.encode(records, out);
                    },
                    in -> {
                        List<V> found = new ArrayList<>(values.decodeAll(in));
                        return new Waiting<>(found, JoinBuffer.decode(records, in));
                    });
        }
    }

    private final TablePlan<U, V, T, R> plan;
    private final StateCodec<Waiting<V, T>> codec;

    TableFirstJoinLogic(Given<U, V, T, R> given) {
        this.plan = given.plan();
        this.codec = Waiting.codec(plan.codec(), given.records());
    }

    @Override
    public Waiting<V, T> create() {
        return new Waiting<>(new ArrayList<>(1), new JoinBuffer<>());
    }

    @Override
    public StateCodec<Waiting<V, T>> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return plan.fingerprint();
    }

    @Override
    @SuppressWarnings("unchecked") // what comes from the other side is a record
    public Keep onRecord(Waiting<V, T> state, Sided record, KeyedContext<K, R> context) {
        if (record.side() == Joins.TABLE) {
            plan.update(state.values, record.value());
        } else if (context.watermarkMillis() >= TableGateTransform.TABLE_READ_MILLIS) {
            plan.emit(record.value(), state.values, context, context.timeMillis());
        } else {
            if (state.records.isEmpty()) {
                context.setTimer(TableGateTransform.TABLE_READ_MILLIS, 0);
            }
            state.records.add((T) record.value(), context.timeMillis());
        }
        return state.values.isEmpty() && state.records.isEmpty() ? Keep.DISCARD : Keep.RETAIN;
    }

    @Override
    public Keep onTimer(Waiting<V, T> state, long payload, KeyedContext<K, R> context) {
        JoinBuffer<T> records = state.records;
        for (int i = 0; i < records.size(); i++) {
            plan.emit(records.value(i), state.values, context, records.timeMillis(i));
        }
        state.records = new JoinBuffer<>();
        return state.values.isEmpty() ? Keep.DISCARD : Keep.RETAIN;
    }
}
