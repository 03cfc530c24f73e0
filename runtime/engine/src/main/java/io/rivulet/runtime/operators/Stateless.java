package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.runtime.Lookup;
import io.rivulet.runtime.Part;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Template;
import io.rivulet.runtime.dataflow.Transform;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The stateless operators, as templates for {@link io.rivulet.runtime.dataflow.Step.FlatMap}. */
public final class Stateless {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private Stateless() {}

    /** One record out for each record in. */
    public static <T, R> Template<Transform<T, R>> map(Function<? super T, ? extends R> function) {
        return template(MapTransform.class, function);
    }

    /** Keeps the records for which the predicate holds. */
    public static <T> Template<Transform<T, T>> filter(Predicate<? super T> predicate) {
        return template(FilterTransform.class, predicate);
    }

    /** One record out, or none. */
    public static <T, R> Template<Transform<T, R>> filterMap(Function<? super T, Optional<R>> function) {
        return template(FilterMapTransform.class, function);
    }

    /** Any number of records out, handed to the consumer. */
    public static <T, R> Template<Transform<T, R>> flatMap(BiConsumer<? super T, ? super Consumer<R>> function) {
        return template(FlatMapTransform.class, function);
    }

    /** What the source gave in one go, as one list in and any records out; the time is that of the batch's newest record. */
    public static <T, R> Template<Transform<T, R>> flatMapBatch(
            Function<? super List<T>, ? extends Iterable<R>> function) {
        return template(BatchTransform.class, function);
    }

    /** Shows each record to the consumer and hands it on. */
    public static <T> Template<Transform<T, T>> inspect(Consumer<? super T> consumer) {
        return template(InspectTransform.class, consumer);
    }

    /**
     * Hands all records on and makes them count as younger than they are: the watermark after it is so much behind the one before. Then the step that follows waits that
     * much longer, or what the step before gives that much later is not late.
     */
    public static <T> Template<Transform<T, T>> delayingWatermark(long millis) {
        return template(WatermarkDelayTransform.class, millis);
    }

    /**
     * Each record joined with what a look-up knows of its key, or with nothing. Emits per record, at its time. Keeps answers as {@link Lookup} says, which are no
     * state: they are asked for again after a restart.
     */
    @SuppressWarnings("unchecked") // the transform gives T to the key, K to the look-up, T and V to the function
    public static <T, K, V, R> Template<Transform<T, R>> enrich(
            Lookup<K, V> lookup,
            Function<? super T, ? extends K> key,
            BiFunction<? super T, Optional<V>, ? extends R> function) {
        Object any = function;
        return template(
                EnrichTransform.class,
                new EnrichTransform.Given((Lookup<Object, Object>) lookup, (Function<Object, Object>) key, (BiFunction<
                                Object, Optional<Object>, Object>)
                        any));
    }

    /**
     * Records chosen with some probability by a field of theirs, or by themselves: those with the same field are all chosen or none is, in every run and on
     * every worker. Needs no state.
     *
     * @param field of the kinds that make good keys
     */
    public static <T> Template<Transform<T, T>> sample(double probability, long seed, Function<? super T, ?> field) {
        Objects.requireNonNull(field, "field");
        Chance chance = new Chance(probability, seed);
        return filter(record -> chance.chooses(field.apply(record)));
    }

    /**
     * What an algorithm makes of the records of each key in what the source gave in one go: one part for each key, and for each pane if there are any, in the
     * order of their first records; the time of a part is that of its newest record. A record that the algorithm refuses stops the job.
     *
     * @param panes stretches of time that a part must not reach over
     */
    @SuppressWarnings("unchecked") // the transform takes T, keeps S by K, and gives parts of both
    public static <K, T, S> Template<Transform<T, Part<K, S>>> combine(
            Function<? super T, ? extends K> key, Aggregation<T, S, ?> aggregation, Optional<Windows.Numbered> panes) {
        return template(
                CombineTransform.class,
                new CombineTransform.Given(
                        (Function<Object, Object>) key, (Aggregation<Object, Object, Object>) aggregation, panes));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // each class above takes and gives what its method says
    private static <T, R> Template<Transform<T, R>> template(Class<? extends Transform> type, Object function) {
        return Template.of(LOOKUP, (Class) type, function);
    }
}
