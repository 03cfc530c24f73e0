package io.rivulet.runtime.operators;

import io.rivulet.runtime.Lookup;
import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Transform;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** See {@link Stateless#enrich}. */
final class EnrichTransform extends Transform<Object, Object> {

    /** What the user gave. */
    record Given(
            Lookup<Object, Object> lookup,
            Function<Object, Object> key,
            BiFunction<Object, Optional<Object>, Object> function) {
        Given {
            Objects.requireNonNull(lookup, "lookup");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(function, "function");
        }
    }

    private final LookupCache<Object, Object> cache;
    private final Function<Object, Object> keyOf;
    private final BiFunction<Object, Optional<Object>, Object> function;
    private final InstantSource clock;
    private final Port<Object> out;

    EnrichTransform(Given given, Place place) {
        super(place);
        this.cache = new LookupCache<>(given.lookup());
        this.keyOf = given.key();
        this.function = given.function();
        this.clock = place.clock();
        this.out = place.out();
    }

    @Override
    public void record(Object record, long timeMillis) {
        Object result;
        try {
            Object key = keyOf.apply(record);
            if (key == null) {
                throw new IllegalArgumentException("key must not be null");
            }
            result = function.apply(record, cache.get(key, clock.millis()));
        } catch (Throwable e) {
            throw failure(e);
        }
        out.record(result, timeMillis);
    }
}
