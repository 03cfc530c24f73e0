package io.rivulet.runtime;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.SideOutput;
import io.rivulet.runtime.dataflow.Step;
import io.rivulet.runtime.dataflow.Template;
import io.rivulet.runtime.dataflow.Wire;
import io.rivulet.runtime.operators.Folds;
import io.rivulet.runtime.operators.Stateful;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A stream whose records of one key meet on one worker, so that operators can keep a state per key. Every state has a codec: that of the algorithm, or one
 * that is given where the state is made of the flow's own values.
 *
 * <p>Names of the operators that end in {@code Final} answer once per key, when the input ends; they are for inputs that do. Such answers, and the lists of
 * {@link #collect}, have no event time.
 *
 * @param <K> a key
 * @param <T> a record
 */
public final class KeyedStream<K, T> {

    private final Stream<T> stream;
    private final Function<? super T, ? extends K> key;
    private final Optional<StateCodec<K>> keyCodec;

    KeyedStream(Stream<T> stream, Function<? super T, ? extends K> key, Optional<StateCodec<K>> keyCodec) {
        this.stream = stream;
        this.key = key;
        this.keyCodec = keyCodec;
    }

    /** Each record beside its key. */
    public Stream<Keyed<K, T>> withKeys(String name) {
        return stream.map(name, record -> {
            K found = key.apply(record);
            if (found == null) {
                throw new IllegalArgumentException("key must not be null");
            }
            return new Keyed<>(found, record);
        });
    }

    /** One record out for each record in, given what the last one of its key left behind; nothing, at first. */
    public <S, R> Stream<R> statefulMap(
            String name, BiFunction<Optional<S>, ? super T, Transition<S, R>> function, StateCodec<S> codec) {
        return step(name, Stateful.map(function, codec), stream.timed);
    }

    /** {@link #statefulMap} with any number of records out. */
    public <S, R> Stream<R> statefulFlatMap(
            String name,
            BiFunction<Optional<S>, ? super T, Transition<S, ? extends Iterable<R>>> function,
            StateCodec<S> codec) {
        return step(name, Stateful.flatMap(function, codec), stream.timed);
    }

    /** Lists of up to {@code max} records; a list leaves earlier when no record came for {@code timeout} by the clock, and at the end. */
    public Stream<Keyed<K, List<T>>> collect(String name, int max, Duration timeout, StateCodec<T> codec) {
        return step(name, Stateful.collect(max, timeout, codec), false);
    }

    /** How many records each key had. */
    public Stream<Keyed<K, Long>> countFinal(String name) {
        return aggregateFinal(name, Folds.<T>count());
    }

    /** All records of a key folded into one value. */
    public <A> Stream<Keyed<K, A>> foldFinal(
            String name,
            Supplier<A> initial,
            BiFunction<? super A, ? super T, ? extends A> folder,
            StateCodec<A> codec) {
        return aggregateFinal(name, Folds.<T, A>fold(initial, folder, codec));
    }

    /** All records of a key made one by an associative operator. */
    public Stream<Keyed<K, T>> reduceFinal(String name, BinaryOperator<T> operator, StateCodec<T> codec) {
        return aggregateFinal(name, Folds.reduce(operator, codec));
    }

    /** The greatest record of each key; of equal ones the first. */
    public Stream<Keyed<K, T>> maxFinal(String name, Comparator<? super T> by, StateCodec<T> codec) {
        return aggregateFinal(name, Folds.max(by, codec));
    }

    /** The least record of each key; of equal ones the first. */
    public Stream<Keyed<K, T>> minFinal(String name, Comparator<? super T> by, StateCodec<T> codec) {
        return aggregateFinal(name, Folds.min(by, codec));
    }

    /** The answer so far of an algorithm for each key, after each record. */
    public <S, R> Stream<Keyed<K, R>> aggregate(String name, Aggregation<T, S, R> aggregation) {
        return step(name, Stateful.running(aggregation), stream.timed);
    }

    /** The answer of an algorithm for all records of each key. */
    public <S, R> Stream<Keyed<K, R>> aggregateFinal(String name, Aggregation<T, S, R> aggregation) {
        return step(name, Stateful.finals(aggregation), false);
    }

    /** Each record with its score, given before the key's detector learns from it. */
    public <S> Stream<Scored<T>> score(String name, Scoring<T, S> scoring) {
        return step(name, Stateful.scoring(scoring), stream.timed);
    }

    /** The stream cut into windows, by key; each gives one result, when it has closed, unless the methods that follow say otherwise. */
    public WindowedStream<K, T> window(Windows windows) {
        return new WindowedStream<>(this, Objects.requireNonNull(windows, "windows"), Emission.onceClosed());
    }

    /** The full primitive: logic of your own with a state per key, timers and the end of input. */
    public <S, R> Stream<R> stateful(String name, Supplier<? extends KeyedLogic<K, T, S, R>> logic) {
        Objects.requireNonNull(logic, "logic");
        return step(name, Template.<KeyedLogic<K, T, ?, R>>of(logic), stream.timed);
    }

    private <R> Stream<R> step(String name, Template<KeyedLogic<K, T, ?, R>> logic, boolean timed) {
        String step = stream.named(name);
        stream.flow.add(stateful(step, logic, List.of()));
        return new Stream<>(stream.flow, Wire.of(step), stream.scope, timed);
    }

    /** How keys are stored; empty for keys of the kinds that need no codec. */
    Optional<StateCodec<K>> keyCodec() {
        return keyCodec;
    }

    /** The stream that is keyed, to build streams on its flow. */
    Stream<T> stream() {
        return stream;
    }

    /** The same records by the same key, read from another step. */
    KeyedStream<K, T> on(Stream<T> other) {
        return new KeyedStream<>(other, key, keyCodec);
    }

    @SuppressWarnings("unchecked") // what a state is concerns only the logic itself
    <R> Step.Stateful<K, T, ?, R> stateful(
            String step, Template<KeyedLogic<K, T, ?, R>> logic, List<SideOutput<?>> sides) {
        Template<?> any = logic;
        return new Step.Stateful<>(
                step, stream.wire, key, keyCodec, (Template<KeyedLogic<K, T, Object, R>>) any, sides);
    }
}
