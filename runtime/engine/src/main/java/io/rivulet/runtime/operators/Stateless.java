package io.rivulet.runtime.operators;

import io.rivulet.runtime.dataflow.Template;
import io.rivulet.runtime.dataflow.Transform;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
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

    @SuppressWarnings({"unchecked", "rawtypes"}) // each class above takes and gives what its method says
    private static <T, R> Template<Transform<T, R>> template(Class<? extends Transform> type, Object function) {
        return Template.of(LOOKUP, (Class) type, function);
    }
}
