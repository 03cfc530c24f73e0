package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.util.ArrayList;
import java.util.List;

/** See {@link Joins#table}. */
final class TableJoinLogic<K, U, V, T, R> implements KeyedLogic<K, Sided, List<V>, R> {

    private final TablePlan<U, V, T, R> plan;
    private final StateCodec<List<V>> codec;

    TableJoinLogic(TablePlan<U, V, T, R> plan) {
        this.plan = plan;
        this.codec = plan.rows();
    }

    @Override
    public List<V> create() {
        return new ArrayList<>(1);
    }

    @Override
    public StateCodec<List<V>> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return plan.fingerprint();
    }

    @Override
    public Keep onRecord(List<V> values, Sided record, KeyedContext<K, R> context) {
        if (record.side() == Joins.TABLE) {
            plan.update(values, record.value());
        } else {
            plan.emit(record.value(), values, context, context.timeMillis());
        }
        return values.isEmpty() ? Keep.DISCARD : Keep.RETAIN;
    }
}
