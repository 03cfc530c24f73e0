package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.runtime.Emission;
import io.rivulet.runtime.FailedRecord;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.KeyedContext;
import java.util.Objects;

/**
 * What all window logics are made of.
 *
 * @param windows which windows
 * @param emission when results leave
 * @param aggregation what to answer for each
 * @param failuresAside whether records that the aggregation refuses go to a side output; otherwise they stop the job
 */
record WindowPlan<T, S, R, W extends Windows>(
        W windows, Emission emission, Aggregation<T, S, R> aggregation, boolean failuresAside) {

    WindowPlan {
        Objects.requireNonNull(windows, "windows");
        Objects.requireNonNull(emission, "emission");
        Objects.requireNonNull(aggregation, "aggregation");
    }

    /** Whether the record is late although its window may be open. */
    boolean isTooOldAnyway(KeyedContext<?, ?> context) {
        return windows instanceof Windows.OfTime ofTime
                && ofTime.isStrict()
                && context.timeMillis() < context.watermarkMillis();
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

    boolean discards() {
        return emission.refinement() == Emission.Refinement.DISCARDING;
    }

    boolean retracts() {
        return emission.refinement() == Emission.Refinement.RETRACTING;
    }

    /** An independent copy of a state, by its bytes where it has no other way. */
    S copy(S state) {
        return aggregation.canMerge()
                ? aggregation.copy(state)
                : aggregation.codec().fromBytes(aggregation.codec().toBytes(state));
    }

    /** Changes with everything that decides what a state of this plan means: which windows, whether further results start anew, which aggregation. */
    String fingerprint() {
        return windows + " " + emission.refinement() + " " + aggregation.name();
    }
}
