package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Deduplication;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;

/** See {@link Stateful#deduplicate}. */
final class MembershipLogic<K, T, S> implements KeyedLogic<K, T, S, T> {

    private final Checked<Deduplication<T, S>> checked;
    private final Deduplication<T, S> deduplication;

    /** The state made last, until a record is in it: a key whose only record was refused must leave nothing behind. */
    private S created;

    MembershipLogic(Checked<Deduplication<T, S>> checked) {
        this.checked = checked;
        this.deduplication = checked.algorithm();
    }

    @Override
    public S create() {
        created = deduplication.create();
        return created;
    }

    @Override
    public StateCodec<S> codec() {
        return deduplication.codec();
    }

    @Override
    public String fingerprint() {
        return deduplication.name();
    }

    @Override
    public Keep onRecord(S state, T record, KeyedContext<K, T> context) {
        boolean seen;
        try {
            seen = deduplication.seen(state, record, context.timeMillis());
        } catch (IllegalArgumentException refusal) {
            checked.refused(record, refusal, context);
            return state == created ? Keep.DISCARD : Keep.RETAIN;
        }
        created = null;
        if (!seen) {
            context.emit(record);
        }
        return Keep.RETAIN;
    }
}
