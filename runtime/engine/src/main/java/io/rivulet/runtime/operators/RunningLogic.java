package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;

/** See {@link Stateful#running}. */
final class RunningLogic<K, T, S, R> implements KeyedLogic<K, T, S, Keyed<K, R>> {

    private final Checked<Aggregation<T, S, R>> checked;
    private final Aggregation<T, S, R> aggregation;

    /** The state made last, until a record is in it: a key whose only record was refused must leave nothing behind. */
    private S created;

    RunningLogic(Checked<Aggregation<T, S, R>> checked) {
        this.checked = checked;
        this.aggregation = checked.algorithm();
    }

    @Override
    public S create() {
        created = aggregation.create();
        return created;
    }

    @Override
    public StateCodec<S> codec() {
        return aggregation.codec();
    }

    @Override
    public String fingerprint() {
        return aggregation.name();
    }

    @Override
    public Keep onRecord(S state, T record, KeyedContext<K, Keyed<K, R>> context) {
        try {
            aggregation.update(state, record, context.timeMillis());
        } catch (IllegalArgumentException refusal) {
            checked.refused(record, refusal, context);
            return state == created ? Keep.DISCARD : Keep.RETAIN;
        }
        created = null;
        context.emit(new Keyed<>(context.key(), aggregation.answer(state, context.timeMillis())));
        return Keep.RETAIN;
    }
}
