package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Transition;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/** See {@link Stateful#flatMap}. */
final class StatefulFlatMapLogic<K, T, S, R> implements KeyedLogic<K, T, Held<S>, R> {

    /** What the user gave. */
    record Given<T, S, R>(
            BiFunction<Optional<S>, ? super T, Transition<S, ? extends Iterable<R>>> function, StateCodec<S> codec) {
        Given {
            Objects.requireNonNull(function, "function");
            Objects.requireNonNull(codec, "codec");
        }
    }

    private final BiFunction<Optional<S>, ? super T, Transition<S, ? extends Iterable<R>>> function;
    private final StateCodec<Held<S>> codec;

    StatefulFlatMapLogic(Given<T, S, R> given) {
        this.function = given.function();
        this.codec = Held.codec(given.codec());
    }

    @Override
    public Held<S> create() {
        return Held.empty();
    }

    @Override
    public StateCodec<Held<S>> codec() {
        return codec;
    }

    @Override
    public Keep onRecord(Held<S> state, T record, KeyedContext<K, R> context) {
        Transition<S, ? extends Iterable<R>> next = function.apply(state.optional(), record);
        state.value = next.state().orElse(null);
        next.result().forEach(context::emit);
        return state.value == null ? Keep.DISCARD : Keep.RETAIN;
    }
}
