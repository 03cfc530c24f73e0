package io.rivulet.runtime.operators;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Transform;
import java.util.function.Function;

/** See {@link Stateless#map}. */
final class MapTransform extends Transform<Object, Object> {

    private final Function<Object, Object> function;
    private final Port<Object> out;

    MapTransform(Function<Object, Object> function, Place place) {
        super(place);
        this.function = function;
        this.out = place.out();
    }

    @Override
    public void record(Object record, long timeMillis) {
        Object result;
        try {
            result = function.apply(record);
        } catch (Throwable e) {
            throw failure(e);
        }
        out.record(result, timeMillis);
    }
}
