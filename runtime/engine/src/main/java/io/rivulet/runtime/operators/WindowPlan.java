package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.runtime.FailedRecord;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.KeyedContext;
import java.util.Objects;

/**
 * What all window logics are made of.
 *
 * @param windows which windows
 * @param aggregation what to answer for each
 * @param failuresAside whether records that the aggregation refuses go to a side output; otherwise they stop the job
 */
record WindowPlan<T, S, R, W extends Windows>(W windows, Aggregation<T, S, R> aggregation, boolean failuresAside) {

    WindowPlan {
        Objects.requireNonNull(windows, "windows");
        Objects.requireNonNull(aggregation, "aggregation");
    }

    /** Whether the record is late although its window may be open. */
    boolean isTooOldAnyway(KeyedContext<?, ?> context) {
        return windows.isStrict() && context.timeMillis() < context.watermarkMillis();
    }

    <K> void emitLate(T record, long windowId, KeyedContext<K, ?> context) {
        long time = context.timeMillis();
        context.emit(Windowed.late(), new LateRecord<>(context.key(), record, time, windowId), time);
    }

    /** Hands the refused record on, or throws what refused it. */
    <K> void refused(T record, IllegalArgumentException refusal, KeyedContext<K, ?> context) {
        if (!failuresAside) {
            throw refusal;
        }
        long time = context.timeMillis();
        String problem = String.valueOf(refusal.getMessage());
        context.emit(Windowed.errors(), new FailedRecord<>(context.key(), record, time, problem), time);
    }
}
