package io.rivulet.runtime.operators;

import io.rivulet.runtime.FailedRecord;
import io.rivulet.runtime.dataflow.KeyedContext;
import java.util.Objects;

/**
 * An algorithm that may refuse a record, which it says by an {@link IllegalArgumentException} and then holds nothing of it.
 *
 * @param algorithm what may refuse
 * @param failuresAside whether refused records go to {@link Sides#errors}; otherwise they stop the job
 */
record Checked<A>(A algorithm, boolean failuresAside) {

    Checked {
        Objects.requireNonNull(algorithm, "algorithm");
    }

    /** Hands the refused record of the call on, or throws what refused it. */
    <K, T> void refused(T record, IllegalArgumentException refusal, KeyedContext<K, ?> context) {
        refused(record, refusal, context.timeMillis(), context);
    }

    /** The same for a record of another time than that of the call. */
    <K, T> void refused(T record, IllegalArgumentException refusal, long time, KeyedContext<K, ?> context) {
        if (!failuresAside) {
            throw refusal;
        }
        String problem = String.valueOf(refusal.getMessage());
        context.emit(Sides.<K, T>errors(), new FailedRecord<>(context.key(), record, time, problem), time);
    }
}
