package io.rivulet.algorithms;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * How a dataflow uses an algorithm, as one value made of functions: what {@link java.util.stream.Collector} is for bounded streams.
 *
 * <p>Beside create, update, answer and codec it says what the state can do: merge, retract one record, subtract a whole state, or slide by
 * itself. From that the sliding windows choose their method ({@code io.rivulet.algorithms.sliding}); nobody chooses by hand.
 *
 * <p>Times are event times in milliseconds; a window of length w that ends at {@code now} holds the records with {@code now - w < time <= now}.
 *
 * <pre>{@code
 * Aggregation<Double, RunningMoments, Double> mean =
 *         RunningMoments.aggregation(Double::doubleValue).map(RunningMoments::mean);
 * }</pre>
 *
 * @param <T> a record
 * @param <S> the state
 * @param <R> the answer
 */
public final class Aggregation<T, S, R> {

    /** Takes one record in. */
    @FunctionalInterface
    public interface Update<T, S> {
        /** @param timeMillis the record's event time */
        void update(S state, T record, long timeMillis);
    }

    /** Answers for everything taken in. */
    @FunctionalInterface
    public interface Answer<S, R> {
        /** @param nowMillis the event time at which the question is asked */
        R answer(S state, long nowMillis);
    }

    /** Answers for the last window of a state that keeps its own time. */
    @FunctionalInterface
    public interface WindowAnswer<S, R> {
        /** @param windowMillis at most the limit the state was made for */
        R answer(S state, long nowMillis, long windowMillis);
    }

    /** What a state can do beyond update and answer; each part is there or not, as a whole. */
    private record Abilities<T, S, R>(
            BiConsumer<S, S> merge,
            UnaryOperator<S> copy,
            Update<T, S> retract,
            boolean retractRounds,
            BiConsumer<S, S> subtract,
            WindowAnswer<S, R> window) {}

    private final String name;
    private final Supplier<S> create;
    private final Update<T, S> update;
    private final Answer<S, R> answer;
    private final StateCodec<S> codec;
    private final Abilities<T, S, R> can;
    private final Optional<Combined<T, R>> combined;

    private Aggregation(
            String name,
            Supplier<S> create,
            Update<T, S> update,
            Answer<S, R> answer,
            StateCodec<S> codec,
            Abilities<T, S, R> can,
            Optional<Combined<T, R>> combined) {
        this.name = Objects.requireNonNull(name, "name");
        this.create = Objects.requireNonNull(create, "create");
        this.update = Objects.requireNonNull(update, "update");
        this.answer = Objects.requireNonNull(answer, "answer");
        this.codec = Objects.requireNonNull(codec, "codec");
        this.can = can;
        this.combined = combined;
    }

    /** An aggregation whose state does not look at time; say with the methods below what else it can do. */
    public static <T, S, R> Aggregation<T, S, R> of(
            String name,
            Supplier<S> create,
            BiConsumer<? super S, ? super T> update,
            Function<? super S, ? extends R> answer,
            StateCodec<S> codec) {
        Objects.requireNonNull(update, "update");
        Objects.requireNonNull(answer, "answer");
        return ofTimed(name, create, (s, record, time) -> update.accept(s, record), (s, now) -> answer.apply(s), codec);
    }

    /** An aggregation whose state looks at event time, as decayed summaries do. */
    public static <T, S, R> Aggregation<T, S, R> ofTimed(
            String name, Supplier<S> create, Update<T, S> update, Answer<S, R> answer, StateCodec<S> codec) {
        return new Aggregation<>(
                name,
                create,
                update,
                answer,
                codec,
                new Abilities<>(null, null, null, false, null, null),
                Optional.empty());
    }

    /**
     * Several aggregations in one pass over the records; the answer lists theirs in the same order. In a sliding window each slides by the method
     * that suits it. A record that the first part refuses leaves all as they were; put the part that may refuse first.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Aggregation<T, Object[], Answers> all(Aggregation<T, ?, ?>... parts) {
        return Combined.of(Arrays.asList(parts), Answers::new);
    }

    /** The same with states that can be merged. {@code merge} changes its first argument only. */
    public Aggregation<T, S, R> merging(BiConsumer<S, S> merge, UnaryOperator<S> copy) {
        Objects.requireNonNull(merge, "merge");
        Objects.requireNonNull(copy, "copy");
        return with(new Abilities<>(merge, copy, can.retract, can.retractRounds, can.subtract, can.window));
    }

    /** The same with records that can be taken out again exactly. */
    public Aggregation<T, S, R> retracting(BiConsumer<? super S, ? super T> retract) {
        Objects.requireNonNull(retract, "retract");
        return with(new Abilities<>(
                can.merge, can.copy, (s, record, time) -> retract.accept(s, record), false, can.subtract, can.window));
    }

    /** The same with records that can be taken out again to rounding; windows rebuild the state now and then. */
    public Aggregation<T, S, R> retractingRounded(BiConsumer<? super S, ? super T> retract) {
        Objects.requireNonNull(retract, "retract");
        return with(new Abilities<>(
                can.merge, can.copy, (s, record, time) -> retract.accept(s, record), true, can.subtract, can.window));
    }

    /** The same with merged states that can be taken out again exactly; needs {@link #merging} too. */
    public Aggregation<T, S, R> subtracting(BiConsumer<S, S> subtract) {
        Objects.requireNonNull(subtract, "subtract");
        return with(new Abilities<>(can.merge, can.copy, can.retract, can.retractRounds, subtract, can.window));
    }

    /** The same with a state that keeps its own time and answers for its last window; needs {@link #merging} too. */
    public Aggregation<T, S, R> slidingNatively(WindowAnswer<S, R> window) {
        Objects.requireNonNull(window, "window");
        return with(new Abilities<>(can.merge, can.copy, can.retract, can.retractRounds, can.subtract, window));
    }

    private Aggregation<T, S, R> with(Abilities<T, S, R> abilities) {
        return new Aggregation<>(name, create, update, answer, codec, abilities, combined);
    }

    /** The same over records that hold this one's: {@code entropy.on(NetFlow::port)}. */
    public <U> Aggregation<U, S, R> on(Function<? super U, ? extends T> field) {
        Objects.requireNonNull(field, "field");
        Update<T, S> undo = can.retract;
        return new Aggregation<>(
                name,
                create,
                (s, record, time) -> update.update(s, field.apply(record), time),
                answer,
                codec,
                new Abilities<>(
                        can.merge,
                        can.copy,
                        undo == null ? null : (s, record, time) -> undo.update(s, field.apply(record), time),
                        can.retractRounds,
                        can.subtract,
                        can.window),
                combined.map(c -> c.on(field)));
    }

    /** The same over some records only: those for which the predicate holds, which must be the same whenever it is asked. */
    public Aggregation<T, S, R> where(Predicate<? super T> predicate) {
        Objects.requireNonNull(predicate, "predicate");
        Update<T, S> undo = can.retract;
        return new Aggregation<>(
                name,
                create,
                (s, record, time) -> {
                    if (predicate.test(record)) {
                        update.update(s, record, time);
                    }
                },
                answer,
                codec,
                new Abilities<>(
                        can.merge,
                        can.copy,
                        undo == null
                                ? null
                                : (s, record, time) -> {
                                    if (predicate.test(record)) {
                                        undo.update(s, record, time);
                                    }
                                },
                        can.retractRounds,
                        can.subtract,
                        can.window),
                combined.map(c -> c.where(predicate)));
    }

    /** The same with another view of the answer: {@code moments.map(RunningMoments::mean)}. */
    public <Q> Aggregation<T, S, Q> map(Function<? super R, ? extends Q> view) {
        Objects.requireNonNull(view, "view");
        WindowAnswer<S, R> window = can.window;
        return new Aggregation<>(
                name,
                create,
                update,
                (s, now) -> view.apply(answer.answer(s, now)),
                codec,
                new Abilities<>(
                        can.merge,
                        can.copy,
                        can.retract,
                        can.retractRounds,
                        can.subtract,
                        window == null ? null : (s, now, w) -> view.apply(window.answer(s, now, w))),
                combined.map(c -> c.map(view)));
    }

    /** The algorithm's name in the catalogue, or one that says what it combines. */
    public String name() {
        return name;
    }

    /** A new, empty state. */
    public S create() {
        return create.get();
    }

    /** Takes one record in; a record that the algorithm refuses throws and leaves the state as it was. */
    public void update(S state, T record, long timeMillis) {
        update.update(state, record, timeMillis);
    }

    /** Answers for everything in the state. */
    public R answer(S state, long nowMillis) {
        return answer.answer(state, nowMillis);
    }

    /** How states become bytes. */
    public StateCodec<S> codec() {
        return codec;
    }

    /** Heap bytes of a state, or 0 where the state cannot say. */
    public long stateBytes(S state) {
        return Combined.bytesOf(state);
    }

    /** Whether {@link #merge} and {@link #copy} can be called. */
    public boolean canMerge() {
        return can.merge != null;
    }

    /** Whether {@link #retract} can be called. */
    public boolean canRetract() {
        return can.retract != null;
    }

    /** Whether retracting leaves rounding errors behind. */
    public boolean retractRounds() {
        return can.retractRounds;
    }

    /** Whether {@link #subtract} can be called. */
    public boolean canSubtract() {
        return can.subtract != null && can.merge != null;
    }

    /** Whether {@link #answerWindow} can be called. */
    public boolean slidesNatively() {
        return can.window != null && can.merge != null;
    }

    /** The parts of {@link #all} and what makes one answer of theirs; empty for every other aggregation. */
    public Optional<Combined<T, R>> combined() {
        return combined;
    }

    /** Takes {@code other} into {@code state}. */
    public void merge(S state, S other) {
        require(can.merge, "merged").accept(state, other);
    }

    /** A deep copy. */
    public S copy(S state) {
        return require(can.copy, "copied").apply(state);
    }

    /** Undoes one earlier update. */
    public void retract(S state, T record, long timeMillis) {
        require(can.retract, "retracted from").update(state, record, timeMillis);
    }

    /** Undoes one earlier merge. */
    public void subtract(S state, S other) {
        require(can.subtract, "subtracted from").accept(state, other);
    }

    /** Answers for the last window of a state that keeps its own time. */
    public R answerWindow(S state, long nowMillis, long windowMillis) {
        return require(can.window, "asked for a window").answer(state, nowMillis, windowMillis);
    }

    private <F> F require(F ability, String what) {
        if (ability == null) {
            throw new IllegalStateException(
                    "state of \"" + name + "\" cannot be " + what + "; ask canMerge() and its like first");
        }
        return ability;
    }

    static <T, R> Aggregation<T, Object[], R> combined(
            String name,
            Supplier<Object[]> create,
            Update<T, Object[]> update,
            Answer<Object[], R> answer,
            StateCodec<Object[]> codec,
            Combined<T, R> combined) {
        return new Aggregation<>(
                name,
                create,
                update,
                answer,
                codec,
                new Abilities<>(null, null, null, false, null, null),
                Optional.of(combined));
    }

    @Override
    public String toString() {
        return name;
    }
}
