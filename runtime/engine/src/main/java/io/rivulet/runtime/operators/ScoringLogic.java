package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Scored;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;

/** See {@link Stateful#scoring}. */
final class ScoringLogic<K, T, S> implements KeyedLogic<K, T, S, Scored<T>> {

    private final Checked<Scoring<T, S>> checked;
    private final Scoring<T, S> scoring;

    /** The detector made last, until a record is in it: a key whose only record was refused must leave nothing behind. */
    private S created;

    ScoringLogic(Checked<Scoring<T, S>> checked) {
        this.checked = checked;
        this.scoring = checked.algorithm();
    }

    @Override
    public S create() {
        created = scoring.create();
        return created;
    }

    @Override
    public StateCodec<S> codec() {
        return scoring.codec();
    }

    @Override
    public String fingerprint() {
        return scoring.name();
    }

    @Override
    public Keep onRecord(S detector, T record, KeyedContext<K, Scored<T>> context) {
        Scored<T> scored;
        try {
            // The threshold too is the one from before the record, or an outlier could raise it above itself.
            scored = new Scored<>(record, scoring.score(detector, record), scoring.threshold(detector));
            scoring.learn(detector, record);
        } catch (IllegalArgumentException refusal) {
            checked.refused(record, refusal, context);
            return detector == created ? Keep.DISCARD : Keep.RETAIN;
        }
        created = null;
        context.emit(scored);
        return Keep.RETAIN;
    }
}
