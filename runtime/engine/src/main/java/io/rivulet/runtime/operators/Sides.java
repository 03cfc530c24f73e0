package io.rivulet.runtime.operators;

import io.rivulet.runtime.FailedRecord;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.SideOutput;

/** The side outputs of keyed operators, the same for all. */
public final class Sides {

    private Sides() {}

    /** Records that came too late. */
    public static <K, T> SideOutput<LateRecord<K, T>> late() {
        return new SideOutput<>("late");
    }

    /** Records that an algorithm refused. */
    public static <K, T> SideOutput<FailedRecord<K, T>> errors() {
        return new SideOutput<>("errors");
    }

    /** Hands the record of the call on as late, where an operator has no windows. */
    static <K, T> void emitLate(T record, KeyedContext<K, ?> context) {
        long time = context.timeMillis();
        context.emit(Sides.<K, T>late(), new LateRecord<>(context.key(), record, time, LateRecord.NO_WINDOW), time);
    }
}
