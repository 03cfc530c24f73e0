package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Scored;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;

/** See {@link Stateful#scoring}. */
final class ScoringLogic<K, T, S> implements KeyedLogic<K, T, S, Scored<T>> {

    private final Scoring<T, S> scoring;

    ScoringLogic(Scoring<T, S> scoring) {
        this.scoring = scoring;
    }

    @Override
    public S create() {
        return scoring.create();
    }

    @Override
    public StateCodec<S> codec() {
        return scoring.codec();
    }

    @Override
    public Keep onRecord(S detector, T record, KeyedContext<K, Scored<T>> context) {
        // The threshold too is the one from before the record, or an outlier could raise it above itself.
        Scored<T> scored = new Scored<>(record, scoring.score(detector, record), scoring.threshold(detector));
        scoring.learn(detector, record);
        context.emit(scored);
        return Keep.RETAIN;
    }
}
