package io.rivulet.runtime.operators;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Transform;
import java.util.Optional;
import java.util.function.Function;

/** See {@link Stateless#filterMap}. */
final class FilterMapTransform extends Transform<Object, Object> {

    private final Function<Object, Optional<Object>> function;
    private final Port<Object> out;

    FilterMapTransform(Function<Object, Optional<Object>> function, Place place) {
        super(place);
        this.function = function;
        this.out = place.out();
    }

    @Override
    public void record(Object record, long timeMillis) {
        Object result;
        try {
            result = function.apply(record).orElse(null);
        } catch (Throwable e) {
            throw failure(e);
        }
        if (result != null) {
            out.record(result, timeMillis);
        }
    }
}
