package io.rivulet.runtime.operators;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Transform;
import java.util.function.Consumer;

/** See {@link Stateless#inspect}. */
final class InspectTransform extends Transform<Object, Object> {

    private final Consumer<Object> consumer;
    private final Port<Object> out;

    InspectTransform(Consumer<Object> consumer, Place place) {
        super(place);
        this.consumer = consumer;
        this.out = place.out();
    }

    @Override
    public void record(Object record, long timeMillis) {
        try {
            consumer.accept(record);
        } catch (Throwable e) {
            throw failure(e);
        }
        out.record(record, timeMillis);
    }
}
