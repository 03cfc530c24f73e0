package io.rivulet.algorithms.learning;

import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import java.util.Objects;

/**
 * A classifier that sees what a transformer makes of its examples. It is a classifier itself, so that pipelines nest.
 *
 * <p>Predicting only transforms. Learning lets the transformer learn the example first and the classifier then learn what it becomes: the example is
 * known by then, and so nothing leaks into a prediction.
 *
 * <p><b>Threads.</b> One owner at a time, also for {@link #predict}, which fills a row of the pipeline's own.
 *
 * <pre>{@code
 * var model = Pipeline.of(StandardScaler.create(), LogisticRegression.create(0.01));
 * double spam = model.predict(row);
 * model.learn(row, true);
 * }</pre>
 *
 * @param <T> the transformer
 * @param <C> the classifier
 */
public final class Pipeline<T extends Transformer & Incremental<T>, C extends Classifier & Incremental<C>>
        implements Classifier, Incremental<Pipeline<T, C>> {

    private final T transformer;
    private final C classifier;
    private final Row transformed = Row.ofValues(); // scratch

    private Pipeline(T transformer, C classifier) {
        this.transformer = Objects.requireNonNull(transformer, "transformer");
        this.classifier = Objects.requireNonNull(classifier, "classifier");
    }

    /** A pipeline of two steps, which belong to it from now on. */
    public static <T extends Transformer & Incremental<T>, C extends Classifier & Incremental<C>> Pipeline<T, C> of(
            T transformer, C classifier) {
        return new Pipeline<>(transformer, classifier);
    }

    @Override
    public double predict(Row x) {
        transformer.transform(x, transformed);
        return classifier.predict(transformed);
    }

    @Override
    public void learn(Row x, boolean label) {
        transformer.learn(x);
        transformer.transform(x, transformed);
        classifier.learn(transformed, label);
    }

    /** The first step, to look at. */
    public T transformer() {
        return transformer;
    }

    /** The second step, to look at. */
    public C classifier() {
        return classifier;
    }

    @Override
    public void reset() {
        transformer.reset();
        classifier.reset();
    }

    @Override
    public Pipeline<T, C> copy() {
        return new Pipeline<>(transformer.copy(), classifier.copy());
    }

    @Override
    public long stateBytes() {
        return 24 + transformed.heapBytes() + transformer.stateBytes() + classifier.stateBytes();
    }

    /** Form {@code pipeline} 1: the transformer's form, the classifier's form. */
    public static <T extends Transformer & Incremental<T>, C extends Classifier & Incremental<C>>
            StateCodec<Pipeline<T, C>> codec(StateCodec<T> transformer, StateCodec<C> classifier) {
        return StateCodec.of(
                "pipeline",
                1,
                (s, out) -> {
                    transformer.encode(s.transformer, out);
                    classifier.encode(s.classifier, out);
                },
                in -> new Pipeline<>(transformer.decode(in), classifier.decode(in)));
    }
}
