package io.rivulet.runtime;

import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Template;
import io.rivulet.runtime.dataflow.Wire;
import io.rivulet.runtime.operators.Sides;
import java.util.List;

/**
 * The results of an operator by key that goes by event time, and the records that came too late for it.
 *
 * @param <K> a key
 * @param <T> a record that the operator was given
 * @param <R> a result
 */
public class TimedResults<K, T, R> extends Stream<R> {

    TimedResults(Stream<?> from, String step) {
        super(from.flow, Wire.of(step), from.scope, true);
    }

    static <K, T, R> TimedResults<K, T, R> of(
            KeyedStream<K, T> keyed, String name, Template<KeyedLogic<K, T, ?, R>> logic) {
        String step = keyed.stream().named(name);
        add(keyed, step, logic);
        return new TimedResults<>(keyed.stream(), step);
    }

    /** Adds a step whose records, though perhaps not what they come in, may be late. */
    static <K, I, T, R> void add(KeyedStream<K, I> keyed, String step, Template<KeyedLogic<K, I, ?, R>> logic) {
        keyed.stream().requireEventTime(step);
        keyed.stream().flow.add(keyed.stateful(step, logic, List.of(Sides.<K, T>late())));
    }

    /** Records that came too late. Where nothing reads this stream they are counted only. */
    public Stream<LateRecord<K, T>> late() {
        return aside(Sides.<K, T>late());
    }
}
