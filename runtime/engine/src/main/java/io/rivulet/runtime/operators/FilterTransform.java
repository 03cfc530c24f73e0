package io.rivulet.runtime.operators;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Transform;
import java.util.function.Predicate;

/** See {@link Stateless#filter}. */
final class FilterTransform extends Transform<Object, Object> {

    private final Predicate<Object> predicate;
    private final Port<Object> out;

    FilterTransform(Predicate<Object> predicate, Place place) {
        super(place);
        this.predicate = predicate;
        this.out = place.out();
    }

    @Override
    public void record(Object record, long timeMillis) {
        boolean holds;
        try {
            holds = predicate.test(record);
        } catch (Throwable e) {
            throw failure(e);
        }
        if (holds) {
            out.record(record, timeMillis);
        }
    }
}
