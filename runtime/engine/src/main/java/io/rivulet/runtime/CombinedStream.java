package io.rivulet.runtime;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.Routing;
import io.rivulet.runtime.operators.Folds;
import io.rivulet.runtime.operators.Stateful;
import io.rivulet.runtime.operators.Stateless;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A stream that an algorithm will make states of, one for each key and batch, where the records are; each method moves these by key and merges those of a key. It
 * adds a step called as it says, and one before that makes the states, called {@code NAME-parts}.
 *
 * @param <K> a key
 * @param <T> a record
 * @param <S> the algorithm's state
 * @param <R> its answer
 */
public final class CombinedStream<K, T, S, R> {

    private final Stream<T> from;
    private final Function<? super T, ? extends K> key;
    private final Aggregation<T, S, R> aggregation;
    private final Optional<StateCodec<K>> keyCodec;

    private CombinedStream(
            Stream<T> from,
            Function<? super T, ? extends K> key,
            Aggregation<T, S, R> aggregation,
            Optional<StateCodec<K>> keyCodec) {
        this.from = from;
        this.key = key;
        this.aggregation = aggregation;
        this.keyCodec = keyCodec;
    }

    static <K, T, S, R> CombinedStream<K, T, S, R> of(
            Stream<T> from, Function<? super T, ? extends K> key, Aggregation<T, S, R> aggregation) {
        Objects.requireNonNull(key, "key");
        Folds.ofParts(aggregation); // refuses what cannot merge
        return new CombinedStream<>(from, key, aggregation, Optional.empty());
    }

    /** The same with a way to store the keys, see {@link Stream#keyBy(String, Function, StateCodec)}. */
    public CombinedStream<K, T, S, R> withKeyCodec(StateCodec<K> codec) {
        return new CombinedStream<>(from, key, aggregation, Optional.of(codec));
    }

    /** The answer so far for each key, after each part, with the time of the newest record in it. One state per key, kept for ever. */
    public KeyedResults<K, Keyed<K, R>> aggregate(String name) {
        return KeyedResults.of(parts(name, Optional.empty()), name, Stateful.running(merging(), false), Keyed::key);
    }

    /** The answer for all records of each key, at the end of input and without event time. */
    public KeyedResults<K, Keyed<K, R>> aggregateFinal(String name) {
        return parts(name, Optional.empty()).aggregateFinal(name, merging());
    }

    /**
     * The stream cut into windows of event time, by key: one part for each key, batch and window, or pane of sliding windows.
     *
     * @throws IllegalArgumentException if windows are strict, because some of a part may be older than the watermark and some not
     */
    public CombinedWindows<K, T, S, R> window(Windows.Numbered windows) {
        return new CombinedWindows<>(this, windows);
    }

    /** The parts, where their keys live. */
    KeyedStream<K, Part<K, S>> parts(String name, Optional<Windows.Numbered> panes) {
        Stream<Part<K, S>> parts =
                from.transform(from.named(name + "-parts"), Stateless.combine(key, aggregation, panes));
        Function<Part<K, S>, K> keyOf = Part::key;
        return new KeyedStream<>(parts.exchange(parts.unnamed("key"), new Routing.ByKey<>(keyOf)), keyOf, keyCodec);
    }

    Aggregation<Part<K, S>, S, R> merging() {
        return Folds.ofParts(aggregation).on(Part::state);
    }
}
