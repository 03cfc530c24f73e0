package io.rivulet.runtime;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Learning;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.operators.ByEventTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A stream by key whose keys are forgotten when they have been silent for longer than a time to live, by event time; a forgotten key starts anew. A key is
 * forgotten when the watermark is past its newest record by more than that, or when its next record is later by more. The input must have an event time.
 *
 * <p>A record is late if the watermark is past it by more than the time to live. It then changes nothing.
 *
 * @param <K> a key
 * @param <T> a record
 */
public final class ExpiringStream<K, T> {

    private final KeyedStream<K, T> keyed;
    private final ByEventTime.Expiring expiring;

    ExpiringStream(KeyedStream<K, T> keyed, ByEventTime.Expiring expiring) {
        this.keyed = keyed;
        this.expiring = expiring;
    }

    /** The same, with every record older than the watermark late. */
    public ExpiringStream<K, T> strict() {
        return new ExpiringStream<>(keyed, new ByEventTime.Expiring(expiring.timeToLive(), true));
    }

    /** {@link KeyedStream#statefulMap}. */
    public <S, R> TimedResults<K, T, R> statefulMap(
            String name, BiFunction<Optional<S>, ? super T, Transition<S, R>> function, StateCodec<S> codec) {
        return TimedResults.of(keyed, name, expiring.map(function, codec));
    }

    /** {@link KeyedStream#statefulFlatMap}. */
    public <S, R> TimedResults<K, T, R> statefulFlatMap(
            String name,
            BiFunction<Optional<S>, ? super T, Transition<S, ? extends Iterable<R>>> function,
            StateCodec<S> codec) {
        return statefulFlatMap(name, function, (key, state) -> List.of(), codec);
    }

    /**
     * The same with last words.
     *
     * @param onExpiry given a key and its last state, what leaves when the key is forgotten, with the last instant of its life as event time; not called where a
     *     transition discards the key
     */
    public <S, R> TimedResults<K, T, R> statefulFlatMap(
            String name,
            BiFunction<Optional<S>, ? super T, Transition<S, ? extends Iterable<R>>> function,
            BiFunction<? super K, ? super S, ? extends Iterable<R>> onExpiry,
            StateCodec<S> codec) {
        return TimedResults.of(keyed, name, expiring.flatMap(function, onExpiry, codec));
    }

    /** {@link KeyedStream#aggregate}. */
    public <S, R> CheckedTimedResults<K, T, Keyed<K, R>> aggregate(String name, Aggregation<T, S, R> aggregation) {
        Objects.requireNonNull(aggregation, "aggregation");
        return CheckedTimedResults.of(keyed, name, aside -> expiring.running(aggregation, aside), Keyed::key);
    }

    /** {@link KeyedStream#score}. */
    public <S> CheckedTimedResults<K, T, Scored<T>> score(String name, Scoring<T, S> scoring) {
        Objects.requireNonNull(scoring, "scoring");
        return CheckedTimedResults.of(keyed, name, aside -> expiring.scoring(scoring, aside), scored -> keyed.key()
                .apply(scored.value()));
    }

    /** {@link KeyedStream#learn}. */
    public <S, P> CheckedTimedResults<K, T, Predicted<T, P>> learn(String name, Learning<T, S, P> learning) {
        Objects.requireNonNull(learning, "learning");
        return CheckedTimedResults.of(keyed, name, aside -> expiring.learning(learning, aside), predicted -> keyed.key()
                .apply(predicted.record()));
    }
}
