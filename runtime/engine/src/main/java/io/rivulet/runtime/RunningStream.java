package io.rivulet.runtime;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.operators.Folds;
import io.rivulet.runtime.operators.Stateful;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * A stream by key, reduced as it comes: each method answers for all records of a key so far, after each record, at its time. One state per key, kept for ever;
 * see {@link KeyedStream#withTimeToLive} for keys that come and go.
 *
 * @param <K> a key
 * @param <T> a record
 */
public final class RunningStream<K, T> {

    private final KeyedStream<K, T> keyed;

    RunningStream(KeyedStream<K, T> keyed) {
        this.keyed = keyed;
    }

    /** How many records there were. */
    public CheckedResults<K, T, Keyed<K, Long>> count(String name) {
        return keyed.aggregate(name, Folds.<T>count());
    }

    /** The sum of whole numbers. A record that would take the sum out of 64 bits is refused. */
    public CheckedResults<K, T, Keyed<K, Long>> sum(String name, ToLongFunction<? super T> number) {
        return keyed.aggregate(name, Folds.<T>sum(number));
    }

    /** The records folded into one value. */
    public <A> CheckedResults<K, T, Keyed<K, A>> fold(
            String name,
            Supplier<A> initial,
            BiFunction<? super A, ? super T, ? extends A> folder,
            StateCodec<A> codec) {
        return keyed.aggregate(name, Folds.<T, A>fold(initial, folder, codec));
    }

    /** The records made one by an associative operator. */
    public CheckedResults<K, T, Keyed<K, T>> reduce(String name, BinaryOperator<T> operator, StateCodec<T> codec) {
        return keyed.aggregate(name, Folds.reduce(operator, codec));
    }

    /** The greatest record; of equal ones the first. */
    public CheckedResults<K, T, Keyed<K, T>> max(String name, Comparator<? super T> by, StateCodec<T> codec) {
        return keyed.aggregate(name, Folds.max(by, codec));
    }

    /** The least record; of equal ones the first. */
    public CheckedResults<K, T, Keyed<K, T>> min(String name, Comparator<? super T> by, StateCodec<T> codec) {
        return keyed.aggregate(name, Folds.min(by, codec));
    }

    /** The k greatest records, the greatest first, of equal ones the first first; a list leaves when a record gets into it. */
    public KeyedResults<K, Keyed<K, List<T>>> top(String name, int k, Comparator<? super T> by, StateCodec<T> codec) {
        return KeyedResults.of(keyed, name, Stateful.top(k, by, codec), Keyed::key);
    }

    /**
     * The k items that are greatest now, where the latest record of an item says how great it is; the greatest first, of equal ones that which has been so for
     * longer. A list of their latest records leaves when it has changed. The latest record of every item is kept.
     *
     * @param item what a record tells of; needs {@code equals} and {@code hashCode}
     */
    public KeyedResults<K, Keyed<K, List<T>>> leaders(
            String name, int k, Function<? super T, ?> item, Comparator<? super T> by, StateCodec<T> codec) {
        return KeyedResults.of(keyed, name, Stateful.leaders(k, item, by, codec), Keyed::key);
    }
}
