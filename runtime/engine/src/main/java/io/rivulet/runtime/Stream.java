package io.rivulet.runtime;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.dataflow.AsyncLogic;
import io.rivulet.runtime.dataflow.Routing;
import io.rivulet.runtime.dataflow.SideOutput;
import io.rivulet.runtime.dataflow.Step;
import io.rivulet.runtime.dataflow.Template;
import io.rivulet.runtime.dataflow.Transform;
import io.rivulet.runtime.dataflow.Wire;
import io.rivulet.runtime.operators.Async;
import io.rivulet.runtime.operators.Stateless;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The records that leave one step of a dataflow. Each method adds a step and gives its stream; a stream may be read more than once, and each reader gets all
 * records.
 *
 * <p>Stateless steps may go unnamed; a name makes errors and drawings easier to read. Steps with a state need one: it is the identity of the state across
 * restarts.
 *
 * @param <T> a record
 */
public class Stream<T> {

    final Dataflow flow;
    final Wire wire;
    final String scope;
    final boolean timed;

    Stream(Dataflow flow, Wire wire, String scope, boolean timed) {
        this.flow = flow;
        this.wire = wire;
        this.scope = scope;
        this.timed = timed;
    }

    /** One record out for each record in. */
    public <R> Stream<R> map(Function<? super T, ? extends R> function) {
        return transform(unnamed("map"), Stateless.map(Objects.requireNonNull(function, "function")));
    }

    /** {@link #map(Function)} with a name. */
    public <R> Stream<R> map(String name, Function<? super T, ? extends R> function) {
        return transform(named(name), Stateless.map(Objects.requireNonNull(function, "function")));
    }

    /** Keeps the records for which the predicate holds. */
    public Stream<T> filter(Predicate<? super T> predicate) {
        return transform(unnamed("filter"), Stateless.filter(Objects.requireNonNull(predicate, "predicate")));
    }

    /** {@link #filter(Predicate)} with a name. */
    public Stream<T> filter(String name, Predicate<? super T> predicate) {
        return transform(named(name), Stateless.filter(Objects.requireNonNull(predicate, "predicate")));
    }

    /** One record out, or none where the function gives an empty optional. */
    public <R> Stream<R> filterMap(String name, Function<? super T, Optional<R>> function) {
        return transform(named(name), Stateless.filterMap(Objects.requireNonNull(function, "function")));
    }

    /** Any number of records out, handed to the consumer during the call. */
    public <R> Stream<R> flatMap(String name, BiConsumer<? super T, ? super Consumer<R>> function) {
        return transform(named(name), Stateless.flatMap(Objects.requireNonNull(function, "function")));
    }

    /** Any number of records out, as a list or other iterable. */
    public <R> Stream<R> flatten(String name, Function<? super T, ? extends Iterable<R>> function) {
        Objects.requireNonNull(function, "function");
        return flatMap(name, (record, emit) -> function.apply(record).forEach(emit));
    }

    /** What the source gave in one go, as one list in and any records out; after an exchange, what arrived in one go. */
    public <R> Stream<R> flatMapBatch(String name, Function<? super List<T>, ? extends Iterable<R>> function) {
        return transform(named(name), Stateless.flatMapBatch(Objects.requireNonNull(function, "function")));
    }

    /** Each record joined with what a look-up knows of its key, or with nothing; answers are remembered for a while. */
    public <K, V, R> Stream<R> enrich(
            String name,
            Lookup<K, V> lookup,
            Function<? super T, ? extends K> key,
            BiFunction<? super T, Optional<V>, ? extends R> function) {
        return transform(named(name), Stateless.enrich(lookup, key, function));
    }

    /**
     * Records chosen with some probability by a field of theirs: those with the same field are all chosen or none is, in every run and on every worker. For a
     * sample of single records take a field that tells them apart, or {@link KeyedStream#sample}.
     *
     * @param seed another seed makes another, independent choice
     * @param field of the kinds that make good keys
     */
    public Stream<T> sample(String name, double probability, long seed, Function<? super T, ?> field) {
        return transform(named(name), Stateless.sample(probability, seed, field));
    }

    /** Shows each record to the consumer, for looking at it. */
    public Stream<T> inspect(String name, Consumer<? super T> consumer) {
        return transform(named(name), Stateless.inspect(Objects.requireNonNull(consumer, "consumer")));
    }

    /** Two streams: the records for which the predicate holds, and the others. */
    public Branches<T> branch(String name, Predicate<? super T> predicate) {
        String step = named(name);
        flow.add(new Step.Branch<>(step, wire, Objects.requireNonNull(predicate, "predicate")));
        return new Branches<>(
                new Stream<>(flow, Wire.of(step), scope, timed),
                new Stream<>(flow, new Wire(step, Step.Branch.OTHERWISE), scope, timed));
    }

    /** The two streams of {@link #branch}. */
    public record Branches<T>(Stream<T> matching, Stream<T> others) {}

    /** This stream and others of the same flow as one; each keeps its order. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final Stream<T> merge(String name, Stream<? extends T>... others) {
        List<Wire> wires = new ArrayList<>(List.of(wire));
        boolean allTimed = timed;
        for (Stream<? extends T> other : others) {
            if (other.flow != flow) {
                throw new IllegalArgumentException("stream to merge must be of dataflow \"" + flow.name()
                        + "\", got one of \"" + other.flow.name() + "\"");
            }
            wires.add(other.wire);
            allTimed &= other.timed;
        }
        String step = named(name);
        flow.add(new Step.Merge(step, wires));
        return new Stream<>(flow, Wire.of(step), scope, allTimed);
    }

    /** The same records spread evenly over the workers. */
    public Stream<T> rebalance(String name) {
        return exchange(named(name), new Routing.Rebalance());
    }

    /** Every record on every worker. */
    public Stream<T> broadcast(String name) {
        return exchange(named(name), new Routing.Broadcast());
    }

    /**
     * The stream by key: all records of a key meet on one worker. The key must not be null; numbers, texts and records make good keys. Records and enums need a
     * codec where a job keeps its state, see {@link #keyBy(String, Function, StateCodec)}.
     */
    public <K> KeyedStream<K, T> keyBy(Function<? super T, ? extends K> key) {
        return keyed(unnamed("key"), key, Optional.empty());
    }

    /** {@link #keyBy(Function)} with a name. */
    public <K> KeyedStream<K, T> keyBy(String name, Function<? super T, ? extends K> key) {
        return keyed(named(name), key, Optional.empty());
    }

    /** {@link #keyBy(Function)} with a name, and a way to store the keys. */
    public <K> KeyedStream<K, T> keyBy(String name, Function<? super T, ? extends K> key, StateCodec<K> codec) {
        return keyed(named(name), key, Optional.of(codec));
    }

    /**
     * The stream by key, with the records of a key in each batch made one state of an algorithm before they move, so that no worker has more to do for a key than
     * there are batches, however many records the key has. The answers are the same. A record that the algorithm refuses stops the job.
     *
     * @throws IllegalArgumentException if the algorithm cannot merge
     */
    public <K, S, R> CombinedStream<K, T, S, R> combineBy(
            Function<? super T, ? extends K> key, Aggregation<T, S, R> aggregation) {
        return CombinedStream.of(this, key, aggregation);
    }

    private <K> KeyedStream<K, T> keyed(
            String step, Function<? super T, ? extends K> key, Optional<StateCodec<K>> codec) {
        Objects.requireNonNull(key, "key");
        return new KeyedStream<>(exchange(step, new Routing.ByKey<>(key)), key, codec);
    }

    /** This stream and a table of which every worker has a copy, to be joined by a key of each record: say on the result how. */
    public <K, V> BroadcastJoin<K, T, V> join(
            String name, KeyedTable<K, V> table, Function<? super T, ? extends K> key) {
        return new BroadcastJoin<>(name, this, table, key);
    }

    /** Operators that belong together, as one: steps that {@code part} adds are called {@code name.step} and drawn as one box. */
    public <R> Stream<R> through(String name, Function<? super Stream<T>, ? extends Stream<R>> part) {
        Stream<R> result = part.apply(new Stream<>(flow, wire, named(name) + ".", timed));
        return new Stream<>(flow, result.wire, scope, result.timed);
    }

    /** Stops the job with an error that shows the first record that comes here. */
    public void raise(String name) {
        output(name, new RaisingSink<>());
    }

    /** Writes the records to a sink. */
    public void output(String name, Sink<? super T> sink) {
        Objects.requireNonNull(sink, "sink");
        String step = named(name);
        Wire from = wire;
        if (sink.single()) {
            from = exchange(step + ".gather", new Routing.ToFirst()).wire;
            step = step + ".write";
        }
        flow.add(new Step.Output<>(step, from, sink));
    }

    /**
     * One record out for each record in, by work that ends later and elsewhere: a call to another system.
     *
     * @see AsyncOptions
     */
    public <R> Stream<R> mapAsync(
            String name, Function<? super T, ? extends CompletionStage<R>> function, AsyncOptions options) {
        Objects.requireNonNull(function, "function");
        return async(named(name), Async.calls(function, options), options.capacity(), options.ordered());
    }

    /** The same records, on each worker at most {@code records} in any stretch of {@code per} by the clock; nothing is lost, the input waits. */
    public Stream<T> rateLimit(String name, int records, Duration per) {
        return async(named(name), Async.rateLimit(records, per), records, true);
    }

    private <R> Stream<R> async(
            String step, Supplier<? extends AsyncLogic<T, R>> logic, int capacity, boolean ordered) {
        flow.add(new Step.Async<>(step, wire, logic, capacity, ordered));
        return new Stream<>(flow, Wire.of(step), scope, timed);
    }

    /** Adds a stateless operator of your own. */
    <R> Stream<R> transform(String name, Template<Transform<T, R>> operator) {
        flow.add(new Step.FlatMap<>(name, wire, Objects.requireNonNull(operator, "operator")));
        return new Stream<>(flow, Wire.of(name), scope, timed);
    }

    Stream<T> exchange(String step, Routing routing) {
        flow.add(new Step.Exchange(step, wire, routing));
        return new Stream<>(flow, Wire.of(step), scope, timed);
    }

    /** The same stream, with steps that follow named as parts of a composed operator. */
    Stream<T> within(String step) {
        return new Stream<>(flow, wire, step + ".", timed);
    }

    /** A side output of the step whose main output this is. */
    <X> Stream<X> aside(SideOutput<X> side) {
        return new Stream<>(flow, new Wire(wire.step(), side.name()), scope, timed);
    }

    /** Refuses a step that needs event time where there is none. */
    void requireEventTime(String step) {
        if (!timed) {
            throw new IllegalArgumentException("dataflow \"" + flow.name() + "\", step \"" + step
                    + "\": needs event time, and the records that come here have none; say flow.input(..).eventTime(..), and"
                    + " put no operator before whose answers have none");
        }
    }

    String named(String name) {
        return scope + Dataflow.userName(name);
    }

    String unnamed(String kind) {
        return scope + flow.unnamed(kind);
    }
}
