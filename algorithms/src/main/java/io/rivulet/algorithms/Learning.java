package io.rivulet.algorithms;

import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How a dataflow uses a learner, as one value made of functions: what {@link Aggregation} is for summaries and {@link Scoring} for detectors. A record is
 * predicted first and learnt afterwards, never the other way round, so that what it says of itself cannot leak into its prediction.
 *
 * <pre>{@code
 * Learning<Mail, LogisticRegression, Double> spam = Classifier.learning(
 *                 "logistic-regression", () -> LogisticRegression.create(0.1), Mail::features, Mail::isSpam, LogisticRegression.CODEC)
 *         .where(Mail::isLabelled);
 * }</pre>
 *
 * @param <T> a record
 * @param <S> the model
 * @param <P> a prediction: a value, not a view of the model
 */
public final class Learning<T, S, P> {

    private final String name;
    private final Supplier<S> create;
    private final BiFunction<? super S, ? super T, ? extends P> predict;
    private final BiConsumer<? super S, ? super T> learn;
    private final StateCodec<S> codec;

    private Learning(
            String name,
            Supplier<S> create,
            BiFunction<? super S, ? super T, ? extends P> predict,
            BiConsumer<? super S, ? super T> learn,
            StateCodec<S> codec) {
        this.name = Objects.requireNonNull(name, "name");
        this.create = Objects.requireNonNull(create, "create");
        this.predict = Objects.requireNonNull(predict, "predict");
        this.learn = Objects.requireNonNull(learn, "learn");
        this.codec = Objects.requireNonNull(codec, "codec");
    }

    /**
     * A learner as functions.
     *
     * @param predict what the model thinks of a record; changes nothing
     * @param learn takes a record in with its label, which is part of it
     */
    public static <T, S, P> Learning<T, S, P> of(
            String name,
            Supplier<S> create,
            BiFunction<? super S, ? super T, ? extends P> predict,
            BiConsumer<? super S, ? super T> learn,
            StateCodec<S> codec) {
        return new Learning<>(name, create, predict, learn, codec);
    }

    /** The same over records that hold this one's. */
    public <U> Learning<U, S, P> on(Function<? super U, ? extends T> field) {
        Objects.requireNonNull(field, "field");
        return new Learning<>(
                name,
                create,
                (s, record) -> predict.apply(s, field.apply(record)),
                (s, record) -> learn.accept(s, field.apply(record)),
                codec);
    }

    /** The same learning from some records only, those that carry a label; it predicts all. */
    public Learning<T, S, P> where(Predicate<? super T> isLabelled) {
        Objects.requireNonNull(isLabelled, "isLabelled");
        return new Learning<>(
                name,
                create,
                predict,
                (s, record) -> {
                    if (isLabelled.test(record)) {
                        learn.accept(s, record);
                    }
                },
                codec);
    }

    /** The same with another view of the prediction: {@code spam.map(p -> p > 0.5)}. */
    public <Q> Learning<T, S, Q> map(Function<? super P, ? extends Q> view) {
        Objects.requireNonNull(view, "view");
        return new Learning<>(name, create, (s, record) -> view.apply(predict.apply(s, record)), learn, codec);
    }

    /** The learner's name in the catalogue. */
    public String name() {
        return name;
    }

    /** A new model that has learnt nothing. */
    public S create() {
        return create.get();
    }

    /** What the model thinks of the record; the model stays as it was. */
    public P predict(S model, T record) {
        return predict.apply(model, record);
    }

    /** Takes the record in. */
    public void learn(S model, T record) {
        learn.accept(model, record);
    }

    /** How models become bytes. */
    public StateCodec<S> codec() {
        return codec;
    }

    @Override
    public String toString() {
        return name;
    }
}
