package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Deduplication;
import io.rivulet.algorithms.Learning;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.Predicted;
import io.rivulet.runtime.Scored;
import io.rivulet.runtime.Transition;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Template;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The keyed operators without windows, as templates for {@link io.rivulet.runtime.dataflow.Step.Stateful}. */
public final class Stateful {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private Stateful() {}

    /**
     * One record out for each record in, given the key's immutable state. Emits per record, at its time. The state is kept until a transition discards it.
     */
    public static <K, T, S, R> Template<KeyedLogic<K, T, ?, R>> map(
            BiFunction<Optional<S>, ? super T, Transition<S, R>> function, StateCodec<S> codec) {
        return template(StatefulMapLogic.class, new StatefulMapLogic.Given<>(function, codec));
    }

    /** The same with any number of records out. */
    public static <K, T, S, R> Template<KeyedLogic<K, T, ?, R>> flatMap(
            BiFunction<Optional<S>, ? super T, Transition<S, ? extends Iterable<R>>> function, StateCodec<S> codec) {
        return template(StatefulFlatMapLogic.class, new StatefulFlatMapLogic.Given<>(function, codec));
    }

    /**
     * Lists of up to {@code max} records in the order in which they came. Emits when a list is full, when no record came for {@code timeout} by the clock, and
     * at the end; the key's state is then dropped. The lists have no event time, because the clock decides when they leave.
     */
    public static <K, T> Template<KeyedLogic<K, T, ?, Keyed<K, List<T>>>> collect(
            int max, Duration timeout, StateCodec<T> codec) {
        return template(CollectLogic.class, new CollectLogic.Given<>(max, timeout, codec));
    }

    /**
     * The answer so far. Emits per record, at its time; one state per key, kept for ever. A record that the aggregation refuses by an
     * {@link IllegalArgumentException} changes nothing; it goes to {@link Sides#errors} if {@code failuresAside}, and stops the job otherwise.
     */
    public static <K, T, S, R> Template<KeyedLogic<K, T, ?, Keyed<K, R>>> running(
            Aggregation<T, S, R> aggregation, boolean failuresAside) {
        return template(RunningLogic.class, new Checked<>(aggregation, failuresAside));
    }

    /** The answer for everything. Emits at the end of input, without an event time; one state per key, dropped then. Refused records as in {@link #running}. */
    public static <K, T, S, R> Template<KeyedLogic<K, T, ?, Keyed<K, R>>> finals(
            Aggregation<T, S, R> aggregation, boolean failuresAside) {
        return template(FinalLogic.class, new Checked<>(aggregation, failuresAside));
    }

    /**
     * Each record with its score. Emits per record, at its time, before the detector learns from it; one detector per key, kept for ever. Refused records as in
     * {@link #running}.
     */
    public static <K, T, S> Template<KeyedLogic<K, T, ?, Scored<T>>> scoring(
            Scoring<T, S> scoring, boolean failuresAside) {
        return template(ScoringLogic.class, new Checked<>(scoring, failuresAside));
    }

    /**
     * Each record with the prediction that the key's model makes before it learns from it. Emits per record, at its time; one model per key, kept for ever.
     * Refused records as in {@link #running}.
     */
    public static <K, T, S, P> Template<KeyedLogic<K, T, ?, Predicted<T, P>>> learning(
            Learning<T, S, P> learning, boolean failuresAside) {
        return template(LearningLogic.class, new Checked<>(learning, failuresAside));
    }

    /**
     * The records that the key's {@link Deduplication} has not seen. Emits per record, at its time; one state per key, kept for ever. Refused records as in
     * {@link #running}.
     */
    public static <K, T, S> Template<KeyedLogic<K, T, ?, T>> deduplicate(
            Deduplication<T, S> deduplication, boolean failuresAside) {
        return template(MembershipLogic.class, new Checked<>(deduplication, failuresAside));
    }

    /**
     * The k greatest records so far, the greatest first; of equal ones those that came first. Emits when a record gets among them, at its time; k records
     * per key, kept for ever.
     */
    public static <K, T> Template<KeyedLogic<K, T, ?, Keyed<K, List<T>>>> top(
            int k, Comparator<? super T> by, StateCodec<T> codec) {
        return template(TopLogic.class, new Top.Given<>(k, by, codec));
    }

    /**
     * The k items that are greatest now, where the latest record of an item says how great it is; the greatest first, of equal ones that which has been so for
     * longer. Emits the latest records of these items when they have changed, at the time of the record that changed them.
     *
     * <p><b>State</b>, per key: the latest record of each item, kept for ever, because any of them may be next. It grows with the items.
     *
     * @param item what a record tells of; needs {@code equals} and {@code hashCode}
     */
    public static <K, T> Template<KeyedLogic<K, T, ?, Keyed<K, List<T>>>> leaders(
            int k, Function<? super T, ?> item, Comparator<? super T> by, StateCodec<T> codec) {
        return template(LeadersLogic.class, new LeadersLogic.Given<>(k, item, by, codec));
    }

    /** The first of every n records of a key. Emits per record, at its time; a count per key, dropped after each n-th record. */
    public static <K, T> Template<KeyedLogic<K, T, ?, T>> every(long n) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be at least 1, got " + n);
        }
        return template(EveryLogic.class, n);
    }

    /**
     * Each record of a key with some probability, independently of the others and yet the same in every run: it follows from the seed, the key and the
     * record's number. Emits per record, at its time; a count per key, kept for ever.
     */
    public static <K, T> Template<KeyedLogic<K, T, ?, T>> sample(double probability, long seed) {
        return template(ChanceLogic.class, new Chance(probability, seed));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // each class above takes, keeps and gives what its method says
    private static <K, T, R> Template<KeyedLogic<K, T, ?, R>> template(
            Class<? extends KeyedLogic> type, Object argument) {
        return Template.of(LOOKUP, (Class) type, argument);
    }
}
