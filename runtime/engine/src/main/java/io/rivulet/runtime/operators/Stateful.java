package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.Scored;
import io.rivulet.runtime.Transition;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Template;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

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

    /** The answer so far. Emits per record, at its time; one state per key, kept for ever. A record that the aggregation refuses stops the job. */
    public static <K, T, S, R> Template<KeyedLogic<K, T, ?, Keyed<K, R>>> running(Aggregation<T, S, R> aggregation) {
        return template(RunningLogic.class, Objects.requireNonNull(aggregation, "aggregation"));
    }

    /** The answer for everything. Emits at the end of input, without an event time; one state per key, dropped then. */
    public static <K, T, S, R> Template<KeyedLogic<K, T, ?, Keyed<K, R>>> finals(Aggregation<T, S, R> aggregation) {
        return template(FinalLogic.class, Objects.requireNonNull(aggregation, "aggregation"));
    }

    /** Each record with its score. Emits per record, at its time, before the detector learns from it; one detector per key, kept for ever. */
    public static <K, T, S> Template<KeyedLogic<K, T, ?, Scored<T>>> scoring(Scoring<T, S> scoring) {
        return template(ScoringLogic.class, Objects.requireNonNull(scoring, "scoring"));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // each class above takes, keeps and gives what its method says
    private static <K, T, R> Template<KeyedLogic<K, T, ?, R>> template(
            Class<? extends KeyedLogic> type, Object argument) {
        return Template.of(LOOKUP, (Class) type, argument);
    }
}
