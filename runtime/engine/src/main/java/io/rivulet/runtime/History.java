package io.rivulet.runtime;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.operators.Asked;
import io.rivulet.runtime.operators.ByEventTime;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/**
 * The latest records of each key, kept for questions about them.
 *
 * @param <K> a key
 * @param <T> a record
 */
public final class History<K, T> {

    private final KeyedStream<K, T> keyed;
    private final Duration keep;
    private final StateCodec<T> codec;

    History(KeyedStream<K, T> keyed, Duration keep, StateCodec<T> codec) {
        this.keyed = keyed;
        this.keep = Objects.requireNonNull(keep, "keep");
        this.codec = Objects.requireNonNull(codec, "codec");
    }

    /**
     * For each query the records of its key in a stretch of event time, both ends included. A selection leaves when the watermark is past the stretch, or at
     * once if it is already; its event time is the last instant of the stretch, or the query's if that is later. Where the stretch begins before what is still kept,
     * it is not complete. Both streams must have an event time.
     *
     * @param queries queries by the same keys
     * @param range the stretch that a query asks for
     * @param queryCodec of the queries that wait
     * @throws IllegalArgumentException if a stream has no event time, or they are of two dataflows
     */
    public <Q> TimedResults<K, T, Selection<K, Q, T>> select(
            String name, KeyedStream<K, Q> queries, Function<? super Q, TimeRange> range, StateCodec<Q> queryCodec) {
        Stream<T> from = keyed.stream();
        String step = from.named(name);
        Stream<Asked<T, Q>> facts = from.within(step).map("records", Asked.Fact::new);
        Stream<Asked<T, Q>> questions = queries.stream().within(step).map("queries", Asked.Question::new);
        Stream<Asked<T, Q>> both = facts.merge("both", questions);
        String select = both.named("select");
        TimedResults.<K, Asked<T, Q>, T, Selection<K, Q, T>>add(
                keyed.with(both, Asked.key(keyed.key(), queries.key())),
                select,
                ByEventTime.select(keep, range, codec, queryCodec));
        return new TimedResults<>(from, select);
    }
}
