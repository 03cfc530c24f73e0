package io.rivulet.algorithms.learning;

import io.rivulet.algorithms.Learning;
import io.rivulet.algorithms.StateCodec;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Tells which of two classes an example belongs to. An example is predicted first and learnt afterwards, when its label is known. */
public interface Classifier {

    /** The probability that the example's label is true; 0.5 before anything was learnt. Changes nothing. */
    double predict(Row x);

    /** Takes in an example with its label. */
    void learn(Row x, boolean label);

    /**
     * How a dataflow uses a classifier: it predicts the probability that a record's label is true, then learns the label.
     *
     * @param features the record's features in places of their own, as {@link Row#ofValues} gives them; not the label. A row is read during the call only, so
     *     the function may give the same one again and again
     */
    static <T, C extends Classifier> Learning<T, C, Double> learning(
            String name,
            Supplier<C> create,
            Function<? super T, Row> features,
            Predicate<? super T> label,
            StateCodec<C> codec) {
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(label, "label");
        return Learning.of(
                name,
                create,
                (model, record) -> model.predict(features.apply(record)),
                (model, record) -> model.learn(features.apply(record), label.test(record)),
                codec);
    }
}
