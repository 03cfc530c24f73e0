package io.rivulet.runtime;

import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Template;

/**
 * Records as they were, some of them or all, that an operator by key handed on, and those that came too late for it. Those of one key leave one worker, so that
 * operators for the same keys can follow without another exchange.
 *
 * @param <K> a key
 * @param <T> a record
 */
public final class KeyedRecords<K, T> extends TimedResults<K, T, T> {

    private final KeyedStream<K, T> from;

    private KeyedRecords(KeyedStream<K, T> from, String step) {
        super(from.stream(), step);
        this.from = from;
    }

    static <K, T> KeyedRecords<K, T> passing(
            KeyedStream<K, T> keyed, String name, Template<KeyedLogic<K, T, ?, T>> logic) {
        String step = keyed.stream().named(name);
        add(keyed, step, logic);
        return new KeyedRecords<>(keyed, step);
    }

    /** The records by key, where they are: no record moves. */
    public KeyedStream<K, T> byKey() {
        return from.with(this, from.key());
    }
}
