package io.rivulet.runtime;

import io.rivulet.runtime.dataflow.SideOutput;
import io.rivulet.runtime.dataflow.Step;
import io.rivulet.runtime.operators.Sides;
import java.util.List;
import java.util.function.Function;

/**
 * The results of an algorithm by key that goes by event time, the records that came too late for it, and those that it refused.
 *
 * @param <K> a key
 * @param <T> a record that the algorithm was given
 * @param <R> a result
 */
public final class CheckedTimedResults<K, T, R> extends CheckedResults<K, T, R> {

    private CheckedTimedResults(KeyedStream<K, T> from, Step failuresAside, Function<? super R, ? extends K> key) {
        super(from, failuresAside, true, key);
    }

    static <K, T, R> CheckedTimedResults<K, T, R> of(
            KeyedStream<K, T> keyed, String name, Logic<K, T, R> logic, Function<? super R, ? extends K> key) {
        Stream<T> from = keyed.stream();
        String step = from.named(name);
        from.requireEventTime(step);
        SideOutput<LateRecord<K, T>> late = Sides.late();
        from.flow.add(keyed.stateful(step, logic.make(false), List.of(late)));
        return new CheckedTimedResults<>(
                keyed, keyed.stateful(step, logic.make(true), List.of(late, Sides.<K, T>errors())), key);
    }

    /** Records that came too late. Where nothing reads this stream they are counted only. */
    public Stream<LateRecord<K, T>> late() {
        return aside(Sides.<K, T>late());
    }
}
