package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;

/** See {@link Stateful#running}. */
final class RunningLogic<K, T, S, R> implements KeyedLogic<K, T, S, Keyed<K, R>> {

    private final Aggregation<T, S, R> aggregation;

    RunningLogic(Aggregation<T, S, R> aggregation) {
        this.aggregation = aggregation;
    }

    @Override
    public S create() {
        return aggregation.create();
    }

    @Override
    public StateCodec<S> codec() {
        return aggregation.codec();
    }

    @Override
    public Keep onRecord(S state, T record, KeyedContext<K, Keyed<K, R>> context) {
        aggregation.update(state, record, context.timeMillis());
        context.emit(new Keyed<>(context.key(), aggregation.answer(state, context.timeMillis())));
        return Keep.RETAIN;
    }
}
