package io.rivulet.runtime;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.SideOutput;
import io.rivulet.runtime.dataflow.Step;
import io.rivulet.runtime.dataflow.Template;
import io.rivulet.runtime.dataflow.Wire;
import io.rivulet.runtime.operators.Stateless;
import io.rivulet.runtime.operators.Windowed;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The results of windows, and what did not get into them. The results of one key leave one worker, on time in the order of their windows' ends, so that
 * operators per key can follow without another exchange.
 *
 * <p>Where late records refine results, time goes on for the steps that follow only when a window takes no more of them, so that no refinement is late for them; the
 * results themselves leave at once.
 *
 * @param <K> a key
 * @param <T> a record that went into the windows
 * @param <R> an answer
 */
public final class WindowedResults<K, T, R> extends Stream<WindowResult<K, R>> {

    /** The same step with refused records going to their side output. */
    private final Step failuresAside;

    private final Optional<StateCodec<K>> keyCodec;

    private WindowedResults(
            Stream<T> from, Wire results, Step failuresAside, boolean timed, Optional<StateCodec<K>> keyCodec) {
        super(from.flow, results, from.scope, timed);
        this.failuresAside = failuresAside;
        this.keyCodec = keyCodec;
    }

    static <K, T, S, R> WindowedResults<K, T, R> of(
            KeyedStream<K, T> keyed,
            String name,
            Windows windows,
            Emission emission,
            Aggregation<T, S, R> aggregation) {
        Objects.requireNonNull(aggregation, "aggregation");
        Stream<T> from = keyed.stream();
        String step = from.named(name);
        String where = "dataflow \"" + from.flow.name() + "\", step \"" + step + "\": ";
        if (!from.timed && (windows instanceof Windows.OfTime || emission.earlyMillis() > 0)) {
            throw new IllegalArgumentException(where
                    + "windows need event time, and the records that come here have none; say flow.input(..).eventTime(..), and"
                    + " put no operator before whose answers have none");
        }
        SideOutput<LateRecord<K, T>> late = Windowed.late();
        SideOutput<FailedRecord<K, T>> errors = Windowed.errors();
        Template<KeyedLogic<K, T, ?, WindowResult<K, R>>> logic;
        Template<KeyedLogic<K, T, ?, WindowResult<K, R>>> lenient;
        try {
            logic = Windowed.of(windows, emission, aggregation, false);
            lenient = Windowed.of(windows, emission, aggregation, true);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + e.getMessage(), e);
        }
        KeyedStream<K, T> waited = emission.graceMillis() == 0
                ? keyed
                : keyed.on(from.transform(step + "-grace", Stateless.delayingWatermark(emission.graceMillis())));
        from.flow.add(waited.stateful(step, logic, List.of(late)));
        Wire results = Wire.of(step);
        if (emission.latenessMillis() > 0) {
            // A late result has the time of its window; what follows must not take that for late.
            String held = step + "-held";
            from.flow.add(new Step.FlatMap<>(
                    held, results, Stateless.<WindowResult<K, R>>delayingWatermark(emission.latenessMillis())));
            results = Wire.of(held);
        }
        boolean timed = from.timed && !(windows instanceof Windows.Global);
        return new WindowedResults<>(
                from, results, waited.stateful(step, lenient, List.of(late, errors)), timed, keyed.keyCodec());
    }

    /** The results by key, where they are: no record moves. */
    public KeyedStream<K, WindowResult<K, R>> byKey() {
        return new KeyedStream<>(this, WindowResult::key, keyCodec);
    }

    /** Each result with the score of its value, given before the key's detector learns from it. */
    public <S> Stream<Scored<WindowResult<K, R>>> score(String name, Scoring<R, S> scoring) {
        return byKey().score(name, scoring.on(WindowResult::value));
    }

    /** Records that came after their window had closed, the grace and allowed lateness included. Where nothing reads this stream they are counted only. */
    public Stream<LateRecord<K, T>> late() {
        return side(Windowed.<K, T>late());
    }

    /** Records that the algorithm refused, as it does {@code NaN}. Where this stream is read, such records do not stop the job. */
    public Stream<FailedRecord<K, T>> errors() {
        flow.replace(failuresAside);
        return side(Windowed.<K, T>errors());
    }

    private <X> Stream<X> side(SideOutput<X> side) {
        return new Stream<>(flow, new Wire(failuresAside.name(), side.name()), scope, true);
    }
}
