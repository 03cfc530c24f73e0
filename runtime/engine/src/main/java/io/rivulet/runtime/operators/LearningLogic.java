package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Learning;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Predicted;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;

/** See {@link Stateful#learning}. */
final class LearningLogic<K, T, S, P> implements KeyedLogic<K, T, S, Predicted<T, P>> {

    private final Checked<Learning<T, S, P>> checked;
    private final Learning<T, S, P> learning;

    /** The model made last, until a record is in it: a key whose only record was refused must leave nothing behind. */
    private S created;

    LearningLogic(Checked<Learning<T, S, P>> checked) {
        this.checked = checked;
        this.learning = checked.algorithm();
    }

    @Override
    public S create() {
        created = learning.create();
        return created;
    }

    @Override
    public StateCodec<S> codec() {
        return learning.codec();
    }

    @Override
    public String fingerprint() {
        return learning.name();
    }

    @Override
    public Keep onRecord(S model, T record, KeyedContext<K, Predicted<T, P>> context) {
        Predicted<T, P> predicted;
        try {
            predicted = new Predicted<>(record, learning.predict(model, record));
            learning.learn(model, record);
        } catch (IllegalArgumentException refusal) {
            checked.refused(record, refusal, context);
            return model == created ? Keep.DISCARD : Keep.RETAIN;
        }
        created = null;
        context.emit(predicted);
        return Keep.RETAIN;
    }
}
