package io.rivulet.runtime;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.operators.Folds;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * A stream by key, cut into windows; each method answers one question for every window that holds a record.
 *
 * <p>An answer leaves when the watermark passes the end of its window, and at the end of input. The input must have an event time.
 *
 * @param <K> a key
 * @param <T> a record
 */
public final class WindowedStream<K, T> {

    private final KeyedStream<K, T> keyed;
    private final Windows windows;

    WindowedStream(KeyedStream<K, T> keyed, Windows windows) {
        this.keyed = keyed;
        this.windows = windows;
    }

    /**
     * The answer of an algorithm. How windows slide is chosen from what its state can do, see {@link io.rivulet.algorithms.sliding}; sessions need a state that
     * merges.
     *
     * @throws IllegalArgumentException if the stream has no event time, or the algorithm cannot do what the windows need
     */
    public <S, R> WindowedResults<K, T, R> aggregate(String name, Aggregation<T, S, R> aggregation) {
        return WindowedResults.of(keyed, name, windows, aggregation);
    }

    /** The records, by rising time. */
    public WindowedResults<K, T, List<T>> collect(String name, StateCodec<T> codec) {
        return aggregate(name, Folds.collect(codec));
    }

    /** How many records there are. */
    public WindowedResults<K, T, Long> count(String name) {
        return aggregate(name, Folds.<T>count());
    }

    /** The records folded into one value, in the order in which they come; not for sessions, which need to make one value of two. */
    public <A> WindowedResults<K, T, A> fold(
            String name,
            Supplier<A> initial,
            BiFunction<? super A, ? super T, ? extends A> folder,
            StateCodec<A> codec) {
        return aggregate(name, Folds.<T, A>fold(initial, folder, codec));
    }

    /** The records folded into one value, and values into one, the earlier first. */
    public <A> WindowedResults<K, T, A> fold(
            String name,
            Supplier<A> initial,
            BiFunction<? super A, ? super T, ? extends A> folder,
            BinaryOperator<A> merger,
            StateCodec<A> codec) {
        return aggregate(name, Folds.<T, A>fold(initial, folder, merger, codec));
    }

    /** The records made one by an associative operator. */
    public WindowedResults<K, T, T> reduce(String name, BinaryOperator<T> operator, StateCodec<T> codec) {
        return aggregate(name, Folds.reduce(operator, codec));
    }

    /** The greatest record. */
    public WindowedResults<K, T, T> max(String name, Comparator<? super T> by, StateCodec<T> codec) {
        return aggregate(name, Folds.max(by, codec));
    }

    /** The least record. */
    public WindowedResults<K, T, T> min(String name, Comparator<? super T> by, StateCodec<T> codec) {
        return aggregate(name, Folds.min(by, codec));
    }
}
