package io.rivulet.runtime;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.operators.Folds;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * A stream by key, put into windows; each of the last methods answers one question for every window that holds a record, the others say when answers leave.
 *
 * <p>Where nothing is said, a window's one answer leaves when the watermark passes its end, and at the end of input; what comes later than that is late. Windows cut by time need an
 * input with event time.
 *
 * <pre>{@code
 * keyed.window(Windows.tumbling(Duration.ofHours(1)))
 *     .earlyByClock(Duration.ofSeconds(10))          // something to look at while the hour lasts,
 *     .allowedLateness(Duration.ofMinutes(30))       // and refined when something comes late;
 *     .retracting()                                  // who sums results up can take old ones out
 *     .count("visits");
 * }</pre>
 *
 * @param <K> a key
 * @param <T> a record
 */
public final class WindowedStream<K, T> {

    private final KeyedStream<K, T> keyed;
    private final Windows windows;
    private final Emission emission;

    WindowedStream(KeyedStream<K, T> keyed, Windows windows, Emission emission) {
        this.keyed = keyed;
        this.windows = windows;
        this.emission = emission;
    }

    /** When answers leave, all in one value. */
    public WindowedStream<K, T> emitting(Emission other) {
        return new WindowedStream<>(keyed, windows, Objects.requireNonNull(other, "other"));
    }

    /**
     * Windows wait that long after their end for records that come late, and then give their one answer. Steps that follow wait as long; results in order and complete
     * are bought with time.
     */
    public WindowedStream<K, T> grace(Duration length) {
        return emitting(emission.withGrace(length));
    }

    /**
     * Windows give their answer at their end, and take records for that long after it; each such record makes its window give a further, late answer at once. Windows that
     * slide then keep one state each, and a late record costs one answer for each that holds it.
     */
    public WindowedStream<K, T> allowedLateness(Duration length) {
        return emitting(emission.withAllowedLateness(length));
    }

    /** Open windows with new records also give an early answer whenever the watermark passes a multiple of that, counted from 1970. */
    public WindowedStream<K, T> early(Duration every) {
        return emitting(emission.withEarly(every));
    }

    /** Open windows also give an early answer at most that long after a new record, by the clock. */
    public WindowedStream<K, T> earlyByClock(Duration after) {
        return emitting(emission.withEarlyByClock(after));
    }

    /** Open windows also give an early answer with every so many records. */
    public WindowedStream<K, T> earlyEvery(int records) {
        return emitting(emission.withEarlyEvery(records));
    }

    /** Further answers of a window are for all of its records so far. So it is where nothing is said. */
    public WindowedStream<K, T> accumulating() {
        return emitting(emission.with(Emission.Refinement.ACCUMULATING));
    }

    /** Further answers of a window are for the records since the one before. */
    public WindowedStream<K, T> discarding() {
        return emitting(emission.with(Emission.Refinement.DISCARDING));
    }

    /**
     * Further answers of a window are for all of its records so far, and before each the one before is given again as a retraction ({@link Firing#isRetraction}). Costs a copy
     * of the algorithm's state for each window that has an answer and newer records.
     */
    public WindowedStream<K, T> retracting() {
        return emitting(emission.with(Emission.Refinement.RETRACTING));
    }

    /**
     * The answer of an algorithm. How windows slide is chosen from what its state can do, see {@link io.rivulet.algorithms.sliding}; sessions need a state that
     * merges.
     *
     * @throws IllegalArgumentException if the stream has no event time, or the algorithm cannot do what the windows need
     */
    public <S, R> WindowedResults<K, T, R> aggregate(String name, Aggregation<T, S, R> aggregation) {
        return WindowedResults.of(keyed, name, windows, emission, aggregation);
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
