package io.rivulet.runtime.operators;

import io.rivulet.runtime.FailedRecord;
import io.rivulet.runtime.LateRecord;
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
}
