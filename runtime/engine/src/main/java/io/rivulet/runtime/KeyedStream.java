package io.rivulet.runtime;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Deduplication;
import io.rivulet.algorithms.Learning;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.SideOutput;
import io.rivulet.runtime.dataflow.Step;
import io.rivulet.runtime.dataflow.Template;
import io.rivulet.runtime.dataflow.Wire;
import io.rivulet.runtime.operators.ByEventTime;
import io.rivulet.runtime.operators.Folds;
import io.rivulet.runtime.operators.Stateful;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * A stream whose records of one key meet on one worker, so that operators can keep a state per key. Every state has a codec: that of the algorithm, or one
 * that is given where the state is made of the flow's own values. To treat all records as one, take a key that is always the same.
 *
 * <p>Names of the operators that end in {@code Final} answer once per key, when the input ends; they are for inputs that do. Such answers, and the lists of
 * {@link #collect}, have no event time.
 *
 * @param <K> a key
 * @param <T> a record
 */
public final class KeyedStream<K, T> {

    private final Stream<T> stream;
    private final Function<? super T, ? extends K> key;
    private final Optional<StateCodec<K>> keyCodec;

    KeyedStream(Stream<T> stream, Function<? super T, ? extends K> key, Optional<StateCodec<K>> keyCodec) {
        this.stream = stream;
        this.key = key;
        this.keyCodec = keyCodec;
    }

    /** Each record beside its key. */
    public KeyedResults<K, Keyed<K, T>> withKeys(String name) {
        return mapValues(name, record -> record);
    }

    /** One value out for each record in, beside its key. */
    public <V> KeyedResults<K, Keyed<K, V>> mapValues(String name, Function<? super T, ? extends V> function) {
        Objects.requireNonNull(function, "function");
        Stream<Keyed<K, V>> mapped = stream.map(name, record -> {
            K found = key.apply(record);
            if (found == null) {
                throw new IllegalArgumentException("key must not be null");
            }
            return new Keyed<>(found, function.apply(record));
        });
        return new KeyedResults<>(this, mapped.wire.step(), stream.timed, Keyed::key);
    }

    /** Keeps the records for which the predicate holds; they stay where they are. */
    public KeyedStream<K, T> filter(String name, Predicate<? super T> predicate) {
        return new KeyedStream<>(stream.filter(name, predicate), key, keyCodec);
    }

    /** The same records by another key. */
    public <L> KeyedStream<L, T> keyBy(String name, Function<? super T, ? extends L> other) {
        return stream.keyBy(name, other);
    }

    /** {@link #keyBy(String, Function)} with a way to store the keys. */
    public <L> KeyedStream<L, T> keyBy(String name, Function<? super T, ? extends L> other, StateCodec<L> codec) {
        return stream.keyBy(name, other, codec);
    }

    /** One record out for each record in, given what the last one of its key left behind; nothing, at first. */
    public <S, R> Stream<R> statefulMap(
            String name, BiFunction<Optional<S>, ? super T, Transition<S, R>> function, StateCodec<S> codec) {
        return step(name, Stateful.map(function, codec), stream.timed);
    }

    /** {@link #statefulMap} with any number of records out. */
    public <S, R> Stream<R> statefulFlatMap(
            String name,
            BiFunction<Optional<S>, ? super T, Transition<S, ? extends Iterable<R>>> function,
            StateCodec<S> codec) {
        return step(name, Stateful.flatMap(function, codec), stream.timed);
    }

    /** Lists of up to {@code max} records; a list leaves earlier when no record came for {@code timeout} by the clock, and at the end. */
    public Stream<Keyed<K, List<T>>> collect(String name, int max, Duration timeout, StateCodec<T> codec) {
        return step(name, Stateful.collect(max, timeout, codec), false);
    }

    /** Counts, sums, extremes and the like so far, after each record. */
    public RunningStream<K, T> running() {
        return new RunningStream<>(this);
    }

    /** The stream with keys that are forgotten when they have been silent for longer than that, by event time. */
    public ExpiringStream<K, T> withTimeToLive(Duration timeToLive) {
        return new ExpiringStream<>(this, new ByEventTime.Expiring(timeToLive, false));
    }

    /** How many records each key had. */
    public CheckedResults<K, T, Keyed<K, Long>> countFinal(String name) {
        return aggregateFinal(name, Folds.<T>count());
    }

    /** All records of a key folded into one value. */
    public <A> CheckedResults<K, T, Keyed<K, A>> foldFinal(
            String name,
            Supplier<A> initial,
            BiFunction<? super A, ? super T, ? extends A> folder,
            StateCodec<A> codec) {
        return aggregateFinal(name, Folds.<T, A>fold(initial, folder, codec));
    }

    /** All records of a key made one by an associative operator. */
    public CheckedResults<K, T, Keyed<K, T>> reduceFinal(String name, BinaryOperator<T> operator, StateCodec<T> codec) {
        return aggregateFinal(name, Folds.reduce(operator, codec));
    }

    /** The greatest record of each key; of equal ones the first. */
    public CheckedResults<K, T, Keyed<K, T>> maxFinal(String name, Comparator<? super T> by, StateCodec<T> codec) {
        return aggregateFinal(name, Folds.max(by, codec));
    }

    /** The least record of each key; of equal ones the first. */
    public CheckedResults<K, T, Keyed<K, T>> minFinal(String name, Comparator<? super T> by, StateCodec<T> codec) {
        return aggregateFinal(name, Folds.min(by, codec));
    }

    /** The sum of a whole number of each key's records. A record that would take the sum out of 64 bits is refused. */
    public CheckedResults<K, T, Keyed<K, Long>> sumFinal(String name, ToLongFunction<? super T> number) {
        return aggregateFinal(name, Folds.<T>sum(number));
    }

    /** The k greatest records of each key, the greatest first; of equal ones the first first. */
    public CheckedResults<K, T, Keyed<K, List<T>>> topFinal(
            String name, int k, Comparator<? super T> by, StateCodec<T> codec) {
        return aggregateFinal(name, Folds.top(k, by, codec));
    }

    /** The answer so far of an algorithm for each key, after each record. */
    public <S, R> CheckedResults<K, T, Keyed<K, R>> aggregate(String name, Aggregation<T, S, R> aggregation) {
        Objects.requireNonNull(aggregation, "aggregation");
        return CheckedResults.of(this, name, aside -> Stateful.running(aggregation, aside), stream.timed, Keyed::key);
    }

    /** The answer of an algorithm for all records of each key. */
    public <S, R> CheckedResults<K, T, Keyed<K, R>> aggregateFinal(String name, Aggregation<T, S, R> aggregation) {
        Objects.requireNonNull(aggregation, "aggregation");
        return CheckedResults.of(this, name, aside -> Stateful.finals(aggregation, aside), false, Keyed::key);
    }

    /** Each record with its score, given before the key's detector learns from it. */
    public <S> CheckedResults<K, T, Scored<T>> score(String name, Scoring<T, S> scoring) {
        Objects.requireNonNull(scoring, "scoring");
        return CheckedResults.of(
                this, name, aside -> Stateful.scoring(scoring, aside), stream.timed, s -> key.apply(s.value()));
    }

    /** Each record with the prediction of the key's model, made before the model learns from it. */
    public <S, P> CheckedResults<K, T, Predicted<T, P>> learn(String name, Learning<T, S, P> learning) {
        Objects.requireNonNull(learning, "learning");
        return CheckedResults.of(
                this, name, aside -> Stateful.learning(learning, aside), stream.timed, p -> key.apply(p.record()));
    }

    /**
     * The first record of each key; a further one only if it is more than {@code timeToLive} away, by event time, from every one that was let through before.
     * Exact. The key is what tells records apart; the input must have an event time.
     */
    public KeyedRecords<K, T> deduplicate(String name, Duration timeToLive) {
        return KeyedRecords.passing(this, name, ByEventTime.deduplicate(timeToLive));
    }

    /**
     * The records that a key's set or filter has not seen; what tells records apart is for the filter to say. It errs as the filter does. To have one filter for
     * all records and yet several workers, take a few bits of a hash for the key.
     */
    public <S> CheckedResults<K, T, T> deduplicate(String name, Deduplication<T, S> by) {
        Objects.requireNonNull(by, "by");
        return CheckedResults.of(this, name, aside -> Stateful.deduplicate(by, aside), stream.timed, key);
    }

    /** The records of each key by rising time, each when the watermark reaches it. The input must have an event time. */
    public KeyedRecords<K, T> order(String name, StateCodec<T> codec) {
        return KeyedRecords.passing(this, name, ByEventTime.order(codec));
    }

    /**
     * The answer of an algorithm for the last {@code size} up to each record, in the order of time, each when the watermark reaches it; and nothing, when that
     * time has passed without a record. The input must have an event time.
     */
    public <S, R> CheckedTimedResults<K, T, Keyed<K, Optional<R>>> rolling(
            String name, Duration size, Aggregation<T, S, R> aggregation, StateCodec<T> codec) {
        return CheckedTimedResults.of(
                this, name, aside -> ByEventTime.rolling(size, aggregation, codec, aside), Keyed::key);
    }

    /** The latest records of each key, kept for so long by event time, to select from. */
    public History<K, T> history(Duration keep, StateCodec<T> codec) {
        return new History<>(this, keep, codec);
    }

    /** The first of every n records of each key. */
    public KeyedResults<K, T> sampleEvery(String name, long n) {
        return KeyedResults.of(this, name, Stateful.every(n), key);
    }

    /** Each record with some probability, by a draw of its own that is the same in every run. */
    public KeyedResults<K, T> sample(String name, double probability, long seed) {
        return KeyedResults.of(this, name, Stateful.sample(probability, seed), key);
    }

    /** The stream cut into windows, by key; each gives one result, when it has closed, unless the methods that follow say otherwise. */
    public WindowedStream<K, T> window(Windows windows) {
        return new WindowedStream<>(this, Objects.requireNonNull(windows, "windows"), Emission.onceClosed());
    }

    /** This stream and another by the same key, to be joined: say on the result how. The codecs are of this stream's records and the other's. */
    public <U> PairJoin<K, T, U> join(
            String name, KeyedStream<K, U> other, StateCodec<T> codec, StateCodec<U> otherCodec) {
        return new PairJoin<>(name, new Join.Side<>(this, codec), new Join.Side<>(other, otherCodec));
    }

    /** This stream and a table by the same key, to be joined: say on the result how. */
    public <V> TableJoin<K, T, V> join(String name, KeyedTable<K, V> table) {
        return new TableJoin<>(name, this, table, Optional.empty());
    }

    /** The stream read as a table, for streams to be joined with: a record takes the place of the one before. */
    public KeyedTable<K, T> table(StateCodec<T> codec) {
        return table(Optional::of, codec);
    }

    /** The same with what the function gives for each record; where that is empty, what the table has for the key is deleted. */
    public <V> KeyedTable<K, V> table(Function<? super T, Optional<V>> value, StateCodec<V> codec) {
        return KeyedTable.of(this, value, codec);
    }

    /** The full primitive: logic of your own with a state per key, timers and the end of input. */
    public <S, R> Stream<R> stateful(String name, Supplier<? extends KeyedLogic<K, T, S, R>> logic) {
        Objects.requireNonNull(logic, "logic");
        return step(name, Template.<KeyedLogic<K, T, ?, R>>of(logic), stream.timed);
    }

    private <R> Stream<R> step(String name, Template<KeyedLogic<K, T, ?, R>> logic, boolean timed) {
        String step = stream.named(name);
        stream.flow.add(stateful(step, logic, List.of()));
        return new Stream<>(stream.flow, Wire.of(step), stream.scope, timed);
    }

    /** Other records by the same keys, which are where these are. */
    <R> KeyedStream<K, R> with(Stream<R> records, Function<? super R, ? extends K> keyOf) {
        return new KeyedStream<>(records, keyOf, keyCodec);
    }

    /** How keys are stored; empty for keys of the kinds that need no codec. */
    Optional<StateCodec<K>> keyCodec() {
        return keyCodec;
    }

    /** The key of a record. */
    Function<? super T, ? extends K> key() {
        return key;
    }

    /** The stream that is keyed, to build streams on its flow. */
    Stream<T> stream() {
        return stream;
    }

    /** The same records by the same key, read from another step. */
    KeyedStream<K, T> on(Stream<T> other) {
        return new KeyedStream<>(other, key, keyCodec);
    }

    @SuppressWarnings("unchecked") // what a state is concerns only the logic itself
    <R> Step.Stateful<K, T, ?, R> stateful(
            String step, Template<KeyedLogic<K, T, ?, R>> logic, List<SideOutput<?>> sides) {
        Template<?> any = logic;
        return new Step.Stateful<>(
                step, stream.wire, key, keyCodec, (Template<KeyedLogic<K, T, Object, R>>) any, sides);
    }
}
