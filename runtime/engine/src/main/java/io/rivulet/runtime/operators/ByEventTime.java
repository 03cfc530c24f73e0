package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Learning;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.Predicted;
import io.rivulet.runtime.Scored;
import io.rivulet.runtime.Selection;
import io.rivulet.runtime.TimeRange;
import io.rivulet.runtime.Transition;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Template;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The keyed operators that go by event time without windows, as templates for {@link io.rivulet.runtime.dataflow.Step.Stateful}. Records that come too late
 * leave by {@link Sides#late} and change nothing.
 */
public final class ByEventTime {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private ByEventTime() {}

    /**
     * The records of each key by rising time, equal times in the order in which they came. Emits a record when the watermark reaches its time, with that
     * time.
     *
     * <p><b>State</b>, per key: the records that wait; dropped when none does. <b>Late</b> is what is older than the watermark.
     */
    public static <K, T> Template<KeyedLogic<K, T, ?, T>> order(StateCodec<T> codec) {
        return template(OrderLogic.class, Objects.requireNonNull(codec, "codec"));
    }

    /**
     * The answer of an algorithm for the last {@code size} before each record, that record and those of its time that came before it included: the records with
     * {@code t - size < time <= t}. Records go in by rising time, each when the watermark reaches it; the answer leaves then, with the record's time. When the
     * window has run empty, an empty answer leaves, with the first instant at which it is empty.
     *
     * <p><b>State</b>, per key: the records that wait for the watermark, and what the algorithm needs to slide, see {@link io.rivulet.algorithms.sliding};
     * dropped when the window is empty and no record waits. <b>Late</b> is what is older than the watermark. <b>Refused records</b>, those at which the
     * aggregation throws {@link IllegalArgumentException}, go to {@link Sides#errors} if {@code failuresAside}; otherwise they stop the job.
     *
     * @throws IllegalArgumentException if size is not positive, or longer than the algorithm can remember
     */
    public static <K, T, S, R> Template<KeyedLogic<K, T, ?, Keyed<K, Optional<R>>>> rolling(
            Duration size, Aggregation<T, S, R> aggregation, StateCodec<T> codec, boolean failuresAside) {
        return template(
                RollingLogic.class, new RollingLogic.Given<>(new Checked<>(aggregation, failuresAside), size, codec));
    }

    /**
     * The first of records that say the same, that is, have one key. Emits a record at once, with its time, unless one that was emitted before is at most
     * {@code timeToLive} away from it, earlier or later. Exact, whatever the order in which records come; which of them comes first is chance where they come
     * from several partitions.
     *
     * <p><b>State</b>, per key: the times of the records emitted, which are more than {@code timeToLive} apart; a time is dropped when the watermark is past it by
     * more than that. <b>Late</b> is what is older than the watermark: whether it is a duplicate is not known any more.
     */
    public static <K, T> Template<KeyedLogic<K, T, ?, T>> deduplicate(Duration timeToLive) {
        return template(DeduplicateLogic.class, millis("timeToLive", timeToLive));
    }

    /**
     * Answers queries about stretches of time, both ends included, in the stream of records. Emits a {@link Selection} when the watermark is past the last
     * instant of the stretch, or at once if it is already; its time is that instant, or the query's if that is later.
     *
     * <p><b>State</b>, per key: the records of the last {@code keep}, and at most an eighth more; the queries that wait. It is dropped when there is neither. Where a
     * query comes so late, or reaches back so far, that its stretch begins more than {@code keep} before it is answered, what is older is left out, and the
     * answer says that it is not complete. <b>Late</b> is a record older than the watermark. A query never is.
     */
    public static <K, T, Q> Template<KeyedLogic<K, Asked<T, Q>, ?, Selection<K, Q, T>>> select(
            Duration keep, Function<? super Q, TimeRange> range, StateCodec<T> records, StateCodec<Q> queries) {
        return template(SelectLogic.class, new SelectLogic.Given<>(millis("keep", keep), range, records, queries));
    }

    /**
     * Operators whose keys are forgotten when they were silent for longer than {@code timeToLive}: the watermark is past a key's newest record by more, or
     * its next record is later by more. What is emitted then has the last instant of the key's life as its time, comes before that watermark or record, and
     * comes once for each key at the end of input.
     *
     * <p><b>State</b>, per key: that of the operator, and the time of the newest record. <b>Late</b> is a record whose own life the watermark has ended, or, if
     * {@code strict}, every record older than the watermark. A record that is older than the newest of its key, but not late, goes into the state that is there.
     *
     * @param timeToLive how long a key may be silent
     * @param strict whether every record older than the watermark is late
     */
    public record Expiring(Duration timeToLive, boolean strict) {

        /** Checks the length. */
        public Expiring {
            millis("timeToLive", timeToLive);
        }

        /** {@link Stateful#map}. */
        public <K, T, S, R> Template<KeyedLogic<K, T, ?, R>> map(
                BiFunction<Optional<S>, ? super T, Transition<S, R>> function, StateCodec<S> codec) {
            var given = new StatefulMapLogic.Given<T, S, R>(function, codec);
            return expiring(() -> new StatefulMapLogic<>(given), Expiring::silent);
        }

        /**
         * {@link Stateful#flatMap}.
         *
         * @param onExpiry given a key and its last state, what to emit when the key is forgotten; not called where a transition discards it
         */
        public <K, T, S, R> Template<KeyedLogic<K, T, ?, R>> flatMap(
                BiFunction<Optional<S>, ? super T, Transition<S, ? extends Iterable<R>>> function,
                BiFunction<? super K, ? super S, ? extends Iterable<R>> onExpiry,
                StateCodec<S> codec) {
            Objects.requireNonNull(onExpiry, "onExpiry");
            var given = new StatefulFlatMapLogic.Given<T, S, R>(function, codec);
            return this.<K, T, Held<S>, R>expiring(
                    () -> new StatefulFlatMapLogic<>(given),
                    (state, timeMillis, context) -> onExpiry.apply(context.key(), state.value)
                            .forEach(result -> context.emit(result, timeMillis)));
        }

        /** {@link Stateful#running}. A record that is refused keeps its key alive, if that is there. */
        public <K, T, S, R> Template<KeyedLogic<K, T, ?, Keyed<K, R>>> running(
                Aggregation<T, S, R> aggregation, boolean failuresAside) {
            var checked = new Checked<>(aggregation, failuresAside);
            return expiring(() -> new RunningLogic<K, T, S, R>(checked), Expiring::silent);
        }

        /** {@link Stateful#scoring}. A record that is refused keeps its key alive, if that is there. */
        public <K, T, S> Template<KeyedLogic<K, T, ?, Scored<T>>> scoring(
                Scoring<T, S> scoring, boolean failuresAside) {
            var checked = new Checked<>(scoring, failuresAside);
            return expiring(() -> new ScoringLogic<K, T, S>(checked), Expiring::silent);
        }

        /** {@link Stateful#learning}. A record that is refused keeps its key alive, if that is there. */
        public <K, T, S, P> Template<KeyedLogic<K, T, ?, Predicted<T, P>>> learning(
                Learning<T, S, P> learning, boolean failuresAside) {
            var checked = new Checked<>(learning, failuresAside);
            return expiring(() -> new LearningLogic<K, T, S, P>(checked), Expiring::silent);
        }

        private static <S> void silent(S state, long timeMillis, KeyedContext<?, ?> context) {}

        private <K, T, S, R> Template<KeyedLogic<K, T, ?, R>> expiring(
                Supplier<? extends KeyedLogic<K, T, S, R>> inner, ExpiringLogic.LastWords<K, S, R> lastWords) {
            return template(
                    ExpiringLogic.class,
                    new ExpiringLogic.Given<>(inner, lastWords, millis("timeToLive", timeToLive), strict));
        }
    }

    /** A length of event time, checked. */
    static long millis(String name, Duration duration) {
        if (duration.getNano() % 1_000_000 != 0) {
            throw new IllegalArgumentException(name + " must be whole milliseconds, got " + duration);
        }
        if (duration.isNegative()
                || duration.isZero()
                || duration.compareTo(Duration.ofMillis(Windows.LIMIT_MILLIS)) > 0) {
            throw new IllegalArgumentException(
                    name + " must be in 1.." + Windows.LIMIT_MILLIS + " ms, got " + duration);
        }
        return duration.toMillis();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // each class above takes, keeps and gives what its method says
    private static <K, T, R> Template<KeyedLogic<K, T, ?, R>> template(
            Class<? extends KeyedLogic> type, Object argument) {
        return Template.of(LOOKUP, (Class) type, argument);
    }
}
