package io.rivulet.runtime;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Routing;
import io.rivulet.runtime.dataflow.SideOutput;
import io.rivulet.runtime.dataflow.StateOwner;
import io.rivulet.runtime.dataflow.Step;
import io.rivulet.runtime.dataflow.Template;
import io.rivulet.runtime.dataflow.Transform;
import io.rivulet.runtime.dataflow.Wire;
import io.rivulet.runtime.operators.Sided;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The steps that one join is composed of, called {@code join.step}: each side is mapped to records that say from which side they are, the sides are merged, and
 * one keyed step does the work.
 */
final class JoinSteps<K> {

    private final Stream<?> outer;
    private final String scope;
    private final List<Stream<Sided>> sides = new ArrayList<>();
    private final List<Function<Object, ? extends K>> keys = new ArrayList<>();
    private final Optional<StateCodec<K>> keyCodec;

    /**
     * @param outer whose scope the join and its results belong to
     * @param keyCodec how the keys of all sides are stored
     */
    JoinSteps(Stream<?> outer, String name, Optional<StateCodec<K>> keyCodec) {
        this.outer = outer;
        this.keyCodec = keyCodec;
        this.scope = outer.named(name) + ".";
    }

    /** Adds the next side, as it is. */
    void side(String step, Stream<?> stream, Function<?, ? extends K> key) {
        int side = sides.size();
        add(inside(stream).map(step, record -> new Sided(side, record)), key);
    }

    /** Adds the next side through an operator of the join. */
    void side(
            String step, Stream<?> stream, Function<?, ? extends K> key, Template<Transform<Object, Sided>> operator) {
        add(inside(stream).transform(scope + step, operator), key);
    }

    /** A stream's records on every worker. */
    Stream<?> broadcast(String step, Stream<?> stream) {
        return inside(stream).exchange(scope + step, new Routing.Broadcast());
    }

    @SuppressWarnings("unchecked") // a side's key is asked for records of the side only
    private void add(Stream<Sided> side, Function<?, ? extends K> key) {
        sides.add(side);
        keys.add((Function<Object, ? extends K>) key);
    }

    /** The same stream with names inside the join. */
    private Stream<Object> inside(Stream<?> stream) {
        if (stream.flow != outer.flow) {
            throw new IllegalArgumentException("stream to join must be of dataflow \"" + outer.flow.name()
                    + "\", got one of \"" + stream.flow.name() + "\"");
        }
        return new Stream<>(stream.flow, stream.wire, scope, stream.timed);
    }

    /** The sides as one stream. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of streams only
    Stream<Sided> merged() {
        return sides.get(0).merge("sides", sides.subList(1, sides.size()).toArray(new Stream[0]));
    }

    /** The sides as one stream, through an operator of the join. */
    Stream<Sided> gated(Template<Transform<Sided, Sided>> gate) {
        return merged().transform(scope + "gate", gate);
    }

    /** A stream of the merged sides, by the key of each. */
    KeyedStream<K, Sided> keyed(Stream<Sided> merged) {
        List<Function<Object, ? extends K>> of = List.copyOf(keys);
        return new KeyedStream<>(merged, record -> of.get(record.side()).apply(record.value()), keyCodec);
    }

    /** Ends the join with its keyed step; the results have the scope that the join is in. */
    <R> Stream<R> join(
            Stream<Sided> merged,
            Template<KeyedLogic<K, Sided, ?, R>> logic,
            List<SideOutput<?>> asides,
            StateOwner owner,
            boolean timed) {
        String step = scope + "join";
        outer.flow.add(owned(keyed(merged).stateful(step, logic, asides), owner));
        return new Stream<>(outer.flow, Wire.of(step), outer.scope, timed);
    }

    private static <K, S, R> Step owned(Step.Stateful<K, Sided, S, R> step, StateOwner owner) {
        return new Step.Stateful<>(
                step.name(), step.input(), step.key(), step.keyCodec(), step.logic(), step.sides(), owner);
    }

    /** Results of steps inside the join, as results of the join. */
    <R> Stream<R> outside(Stream<R> results) {
        return new Stream<>(outer.flow, results.wire, outer.scope, results.timed);
    }

    /**
     * The sides as one stream, which must have event time.
     *
     * @throws IllegalArgumentException if a side has none
     */
    Stream<Sided> timedMerged() {
        Stream<Sided> merged = merged();
        merged.requireEventTime(scope + "join");
        return merged;
    }

    /** The failure with the place of the join. */
    IllegalArgumentException failure(IllegalArgumentException cause) {
        return new IllegalArgumentException(
                "dataflow \"" + outer.flow.name() + "\", step \"" + scope + "join\": " + cause.getMessage(), cause);
    }
}
