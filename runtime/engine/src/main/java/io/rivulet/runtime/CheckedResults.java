package io.rivulet.runtime;

import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Step;
import io.rivulet.runtime.dataflow.Template;
import io.rivulet.runtime.operators.Sides;
import java.util.List;
import java.util.function.Function;

/**
 * The results of an algorithm by key, and the records that it refused.
 *
 * @param <K> a key
 * @param <T> a record that the algorithm was given
 * @param <R> a result
 */
public class CheckedResults<K, T, R> extends KeyedResults<K, R> {

    /** The same step with refused records going to their side output. */
    private final Step failuresAside;

    CheckedResults(KeyedStream<K, T> from, Step failuresAside, boolean timed, Function<? super R, ? extends K> key) {
        super(from, failuresAside.name(), timed, key);
        this.failuresAside = failuresAside;
    }

    /** A step's logic, with refused records going aside or stopping the job. */
    interface Logic<K, T, R> {
        Template<KeyedLogic<K, T, ?, R>> make(boolean failuresAside);
    }

    static <K, T, R> CheckedResults<K, T, R> of(
            KeyedStream<K, T> keyed,
            String name,
            Logic<K, T, R> logic,
            boolean timed,
            Function<? super R, ? extends K> key) {
        Stream<T> from = keyed.stream();
        String step = from.named(name);
        from.flow.add(keyed.stateful(step, logic.make(false), List.of()));
        return new CheckedResults<>(
                keyed, keyed.stateful(step, logic.make(true), List.of(Sides.<K, T>errors())), timed, key);
    }

    /** Records that the algorithm refused, as it does {@code NaN}. Where this stream is read, such records do not stop the job. */
    public Stream<FailedRecord<K, T>> errors() {
        flow.replace(failuresAside);
        return aside(Sides.<K, T>errors());
    }
}
