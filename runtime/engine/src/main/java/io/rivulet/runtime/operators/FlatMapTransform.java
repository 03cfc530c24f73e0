package io.rivulet.runtime.operators;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Transform;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** See {@link Stateless#flatMap}. It is the consumer that it gives to the user's function, so that nothing is allocated per record. */
final class FlatMapTransform extends Transform<Object, Object> implements Consumer<Object> {

    private final BiConsumer<Object, Consumer<Object>> function;
    private final Port<Object> out;
    private long timeMillis;

    FlatMapTransform(BiConsumer<Object, Consumer<Object>> function, Place place) {
        super(place);
        this.function = function;
        this.out = place.out();
    }

    @Override
    public void record(Object record, long recordTimeMillis) {
        timeMillis = recordTimeMillis;
        try {
            function.accept(record, this);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    @Override
    public void accept(Object result) {
        out.record(result, timeMillis);
    }
}
