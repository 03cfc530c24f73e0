package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.util.List;

/** See {@link Stateful#top}. */
final class TopLogic<K, T> implements KeyedLogic<K, T, Top<T>, Keyed<K, List<T>>> {

    private final Top.Given<T> given;
    private final StateCodec<Top<T>> codec;

    TopLogic(Top.Given<T> given) {
        this.given = given;
        this.codec = given.states();
    }

    @Override
    public Top<T> create() {
        return new Top<>(given);
    }

    @Override
    public StateCodec<Top<T>> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return "top " + given.k();
    }

    @Override
    public Keep onRecord(Top<T> top, T record, KeyedContext<K, Keyed<K, List<T>>> context) {
        if (top.add(record)) {
            context.emit(new Keyed<>(context.key(), top.greatestFirst()));
        }
        return Keep.RETAIN;
    }
}
