package io.rivulet.runtime;

import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Template;
import io.rivulet.runtime.dataflow.Wire;
import java.util.List;
import java.util.function.Function;

/**
 * The results of an operator by key. Those of one key leave one worker in order, so that operators for the same keys can follow without another exchange.
 *
 * @param <K> a key
 * @param <R> a result
 */
public class KeyedResults<K, R> extends Stream<R> {

    private final KeyedStream<K, ?> from;
    private final Function<? super R, ? extends K> key;

    KeyedResults(KeyedStream<K, ?> from, String step, boolean timed, Function<? super R, ? extends K> key) {
        super(from.stream().flow, Wire.of(step), from.stream().scope, timed);
        this.from = from;
        this.key = key;
    }

    /** Adds a step without side outputs. */
    static <K, T, R> KeyedResults<K, R> of(
            KeyedStream<K, T> keyed,
            String name,
            Template<KeyedLogic<K, T, ?, R>> logic,
            Function<? super R, ? extends K> key) {
        Stream<T> from = keyed.stream();
        String step = from.named(name);
        from.flow.add(keyed.stateful(step, logic, List.of()));
        return new KeyedResults<>(keyed, step, from.timed, key);
    }

    /** The results by key, where they are: no record moves. */
    public KeyedStream<K, R> byKey() {
        return from.with(this, key);
    }
}
