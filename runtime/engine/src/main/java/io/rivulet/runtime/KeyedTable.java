package io.rivulet.runtime;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.operators.TablePlan;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A stream by key read as a table: what came last for a key is what the table has for it. A value; joins with it are said on the stream that is to be joined.
 *
 * <pre>{@code
 * KeyedTable<String, User> users = updates.keyBy(Update::userId).table(Update::user, USER);   // an empty user deletes
 * visits.keyBy(Visit::userId).join("visitor", users).left((visit, user) -> visit.by(user));
 * visits.join("country", countries, Visit::country).inner(Visit::in);                          // a copy on every worker
 * }</pre>
 *
 * @param <K> a key
 * @param <V> a value in the table
 */
public final class KeyedTable<K, V> {

    private final KeyedStream<K, ?> updates;
    private final Function<Object, Optional<V>> value;
    private final StateCodec<V> codec;
    private final boolean keepsAll;

    private KeyedTable(
            KeyedStream<K, ?> updates, Function<Object, Optional<V>> value, StateCodec<V> codec, boolean keepsAll) {
        this.updates = updates;
        this.value = value;
        this.codec = Objects.requireNonNull(codec, "codec");
        this.keepsAll = keepsAll;
    }

    @SuppressWarnings("unchecked") // the function is asked for updates only
    static <K, U, V> KeyedTable<K, V> of(
            KeyedStream<K, U> updates, Function<? super U, Optional<V>> value, StateCodec<V> codec) {
        Objects.requireNonNull(value, "value");
        return new KeyedTable<>(updates, update -> value.apply((U) update), codec, false);
    }

    /** The same with all values of a key, so that a record meets each of them, in the order in which they came; an empty update deletes all. Grows with the updates. */
    public KeyedTable<K, V> keepingAll() {
        return new KeyedTable<>(updates, value, codec, true);
    }

    KeyedStream<K, ?> updates() {
        return updates;
    }

    /** A join that gives nothing for records without a value. */
    <T, R> TablePlan<Object, V, T, R> inner(BiFunction<? super T, ? super V, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return new TablePlan<>(
                value, codec, keepsAll, true, (record, found) -> function.apply(record, found.orElseThrow()));
    }

    /** A join that gives a result for every record. */
    <T, R> TablePlan<Object, V, T, R> left(BiFunction<? super T, Optional<V>, ? extends R> function) {
        return new TablePlan<>(value, codec, keepsAll, false, function);
    }
}
