package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Aggregations made of plain functions over immutable values, for everything that needs no algorithm. They go wherever an {@link Aggregation} goes: windows,
 * running answers, final answers, {@link Aggregation#all}.
 */
public final class Folds {

    private Folds() {}

    /** How many records there were. */
    public static <T> Aggregation<T, long[], Long> count() {
        return Aggregation.<T, long[], Long>of(
                        "count", () -> new long[1], (count, record) -> count[0]++, count -> count[0], COUNT)
                .merging((count, other) -> count[0] += other[0], long[]::clone)
                .retracting((count, record) -> count[0]--)
                .subtracting((count, other) -> count[0] -= other[0]);
    }

    /** Form {@code count} 1: count i64. */
    private static final StateCodec<long[]> COUNT = StateCodec.of(
            "count", 1, (count, out) -> out.writeLong(count[0]), in -> new long[] {in.readCount("count")});

    /** The sum of whole numbers. A record that would take the sum out of 64 bits is refused. For numbers with fractions take {@code RunningMoments}. */
    public static <T> Aggregation<T, long[], Long> sum(ToLongFunction<? super T> number) {
        Objects.requireNonNull(number, "number");
        return Aggregation.<T, long[], Long>of(
                        "sum",
                        () -> new long[1],
                        (sum, record) -> sum[0] = plus(sum[0], number.applyAsLong(record)),
                        sum -> sum[0],
                        SUM)
                .merging((sum, other) -> sum[0] = plus(sum[0], other[0]), long[]::clone)
                .retracting((sum, record) -> sum[0] -= number.applyAsLong(record))
                .subtracting((sum, other) -> sum[0] -= other[0]);
    }

    /** Form {@code sum} 1: sum i64. */
    private static final StateCodec<long[]> SUM =
            StateCodec.of("sum", 1, (sum, out) -> out.writeLong(sum[0]), in -> new long[] {in.readLong()});

    private static long plus(long sum, long number) {
        long next = sum + number;
        if (((sum ^ next) & (number ^ next)) < 0) {
            throw new IllegalArgumentException("sum must stay within 64 bits, got " + sum + " and " + number);
        }
        return next;
    }

    /** Folds records into an immutable value, in the order in which they come. Sliding windows keep one value per open window; sessions refuse it. */
    public static <T, A> Aggregation<T, ?, A> fold(
            Supplier<A> initial, BiFunction<? super A, ? super T, ? extends A> folder, StateCodec<A> codec) {
        return folding(initial, folder, codec);
    }

    /** The same with a way to make one value of two, the earlier one first; so sliding windows need one value per pane, and sessions can grow together. */
    public static <T, A> Aggregation<T, ?, A> fold(
            Supplier<A> initial,
            BiFunction<? super A, ? super T, ? extends A> folder,
            BinaryOperator<A> merger,
            StateCodec<A> codec) {
        Objects.requireNonNull(merger, "merger");
        return Folds.<T, A>folding(initial, folder, codec)
                .merging((held, other) -> held.value = merger.apply(held.value, other.value), Held::copy);
    }

    private static <T, A> Aggregation<T, Held<A>, A> folding(
            Supplier<A> initial, BiFunction<? super A, ? super T, ? extends A> folder, StateCodec<A> codec) {
        Objects.requireNonNull(initial, "initial");
        Objects.requireNonNull(folder, "folder");
        return Aggregation.of(
                "fold",
                () -> new Held<>(Objects.requireNonNull(initial.get(), "initial value")),
                (held, record) ->
                        held.value = Objects.requireNonNull(folder.apply(held.value, record), "value of the fold"),
                held -> held.value,
                Held.codec(codec));
    }

    /** Makes one record of all by an associative operator, the earlier one first. There is no answer before the first record. */
    public static <T> Aggregation<T, ?, T> reduce(BinaryOperator<T> operator, StateCodec<T> codec) {
        Objects.requireNonNull(operator, "operator");
        return reducing("reduce", operator, codec);
    }

    /** The greatest record; of equal ones the first. */
    public static <T> Aggregation<T, ?, T> max(Comparator<? super T> by, StateCodec<T> codec) {
        Objects.requireNonNull(by, "by");
        return reducing("max", (first, second) -> by.compare(second, first) > 0 ? second : first, codec);
    }

    /** The least record; of equal ones the first. */
    public static <T> Aggregation<T, ?, T> min(Comparator<? super T> by, StateCodec<T> codec) {
        Objects.requireNonNull(by, "by");
        return reducing("min", (first, second) -> by.compare(second, first) < 0 ? second : first, codec);
    }

    private static <T> Aggregation<T, Held<T>, T> reducing(
            String name, BinaryOperator<T> operator, StateCodec<T> codec) {
        return Aggregation.<T, Held<T>, T>of(
                        name,
                        Held::empty,
                        (held, record) -> held.value = joined(operator, held.value, record),
                        held -> Objects.requireNonNull(held.value, "answer before the first record"),
                        Held.codec(codec))
                .merging((held, other) -> held.value = joined(operator, held.value, other.value), Held::copy);
    }

    private static <T> T joined(BinaryOperator<T> operator, T first, T second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return Objects.requireNonNull(operator.apply(first, second), "value of the operator");
    }

    /**
     * The records themselves by rising time, equal times in the order in which they came. Grows with the records. Sliding windows hold a record in several
     * lists, though in no more than they emit it in.
     */
    public static <T> Aggregation<T, ?, List<T>> collect(StateCodec<T> codec) {
        return Aggregation.<T, TimedRecords<T>, List<T>>ofTimed(
                        "collect",
                        TimedRecords::new,
                        TimedRecords::add,
                        (records, now) -> records.byTime(),
                        TimedRecords.codec(codec))
                .merging(TimedRecords::addAll, TimedRecords::copy);
    }

    /** The k greatest records, the greatest first; of equal ones those that came first, in the order in which they came. */
    public static <T> Aggregation<T, ?, List<T>> top(int k, Comparator<? super T> by, StateCodec<T> codec) {
        Top.Given<T> given = new Top.Given<>(k, by, codec);
        return Aggregation.<T, Top<T>, List<T>>of(
                        "top", () -> new Top<>(given), Top::add, Top::greatestFirst, given.states())
                .merging(Top::addAll, Top::copy);
    }

    /** The same aggregation over states that it made elsewhere instead of records: each is merged in. */
    public static <T, S, R> Aggregation<S, S, R> ofParts(Aggregation<T, S, R> aggregation) {
        if (!aggregation.canMerge()) {
            throw new IllegalArgumentException(
                    "aggregation to combine must be able to merge; \"" + aggregation.name() + "\" is not");
        }
        Aggregation<S, S, R> parts = Aggregation.ofTimed(
                aggregation.name(),
                aggregation::create,
                (state, part, time) -> aggregation.merge(state, part),
                aggregation::answer,
                aggregation.codec());
        parts = parts.merging(aggregation::merge, aggregation::copy);
        if (aggregation.canSubtract()) {
            parts = parts.subtracting(aggregation::subtract);
        }
        return aggregation.slidesNatively() ? parts.slidingNatively(aggregation::answerWindow) : parts;
    }
}
