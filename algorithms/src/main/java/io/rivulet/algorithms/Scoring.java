package io.rivulet.algorithms;

import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * How a dataflow uses an anomaly detector, as one value made of functions: what {@link Aggregation} is for summaries. A record is scored first and
 * learnt afterwards, never the other way round.
 *
 * @param <T> a record
 * @param <S> the detector
 */
public final class Scoring<T, S> {

    private final String name;
    private final Supplier<S> create;
    private final ToDoubleBiFunction<? super S, ? super T> score;
    private final ToDoubleFunction<? super S> threshold;
    private final BiConsumer<? super S, ? super T> learn;
    private final StateCodec<S> codec;

    private Scoring(
            String name,
            Supplier<S> create,
            ToDoubleBiFunction<? super S, ? super T> score,
            ToDoubleFunction<? super S> threshold,
            BiConsumer<? super S, ? super T> learn,
            StateCodec<S> codec) {
        this.name = Objects.requireNonNull(name, "name");
        this.create = Objects.requireNonNull(create, "create");
        this.score = Objects.requireNonNull(score, "score");
        this.threshold = Objects.requireNonNull(threshold, "threshold");
        this.learn = Objects.requireNonNull(learn, "learn");
        this.codec = Objects.requireNonNull(codec, "codec");
    }

    /**
     * A detector as functions.
     *
     * @param score higher is stranger; {@code NaN} while the detector still warms up
     * @param threshold scores above it are anomalies
     * @param learn takes the record in, after it was scored
     */
    public static <T, S> Scoring<T, S> of(
            String name,
            Supplier<S> create,
            ToDoubleBiFunction<? super S, ? super T> score,
            ToDoubleFunction<? super S> threshold,
            BiConsumer<? super S, ? super T> learn,
            StateCodec<S> codec) {
        return new Scoring<>(name, create, score, threshold, learn, codec);
    }

    /** The same over records that hold this one's. */
    public <U> Scoring<U, S> on(Function<? super U, ? extends T> field) {
        Objects.requireNonNull(field, "field");
        return new Scoring<>(
                name,
                create,
                (s, record) -> score.applyAsDouble(s, field.apply(record)),
                threshold,
                (s, record) -> learn.accept(s, field.apply(record)),
                codec);
    }

    /** The detector's name in the catalogue. */
    public String name() {
        return name;
    }

    /** A new detector that has seen nothing. */
    public S create() {
        return create.get();
    }

    /** How strange the record is; the detector stays as it was. */
    public double score(S state, T record) {
        return score.applyAsDouble(state, record);
    }

    /** Scores above this are anomalies. */
    public double threshold(S state) {
        return threshold.applyAsDouble(state);
    }

    /** Takes the record in. */
    public void learn(S state, T record) {
        learn.accept(state, record);
    }

    /** How detectors become bytes. */
    public StateCodec<S> codec() {
        return codec;
    }

    @Override
    public String toString() {
        return name;
    }
}
