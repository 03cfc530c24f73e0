package io.rivulet.algorithms.learning;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How well does a classifier predict examples that it has not learnt yet? Each example is first a question and then a lesson.
 *
 * <p><b>Method.</b> Dawid, <i>Statistical theory: the prequential approach</i>, Journal of the Royal Statistical Society A 147(2), 1984. A probability
 * above 0.5 predicts true. Beside the accuracy stands that of repeating the last label, which labels that come in runs make hard to beat.
 * <p><b>Error.</b> None: all examples count alike, also the first, which the classifier could not know.
 * <p><b>Cost.</b> One prediction and one lesson per example.
 * <p><b>Units.</b> Accuracies are shares; log-loss is in nats per example, 0.693 for tossing a coin, with probabilities no nearer to 0 and 1 than 1e-15.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var accuracy = PrequentialAccuracy.aggregation(
 *         "spam", () -> LogisticRegression.create(0.01), LogisticRegression.CODEC, Mail::features, Mail::isSpam);
 * }</pre>
 *
 * @param <C> the classifier
 */
public final class PrequentialAccuracy<C extends Classifier & Incremental<C>>
        implements Incremental<PrequentialAccuracy<C>> {

    /**
     * What was found so far.
     *
     * @param examples how many examples came
     * @param accuracy the share of those predicted rightly
     * @param logLoss the mean of -ln of the probability given to the label that came
     * @param lastLabelAccuracy the share of those after the first whose label was that of the example before
     */
    public record Result(long examples, double accuracy, double logLoss, double lastLabelAccuracy) {}

    private static final double NEAREST = 1e-15;

    /* Invariant: correct is at most examples, and repeated less, unless both are 0. */
    private final C classifier;
    private long examples;
    private long correct;
    private long repeated;
    private boolean lastLabel;
    private double lossSum;

    private PrequentialAccuracy(C classifier) {
        this.classifier = Objects.requireNonNull(classifier, "classifier");
    }

    /** The accuracy of a classifier from its first lesson on; it belongs to the accuracy from now on. */
    public static <C extends Classifier & Incremental<C>> PrequentialAccuracy<C> of(C classifier) {
        return new PrequentialAccuracy<>(classifier);
    }

    /** How a dataflow uses it. */
    public static <T, C extends Classifier & Incremental<C>> Aggregation<T, PrequentialAccuracy<C>, Result> aggregation(
            String name,
            Supplier<C> create,
            StateCodec<C> codec,
            Function<? super T, Row> features,
            Predicate<? super T> label) {
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(label, "label");
        return Aggregation.of(
                name,
                () -> of(create.get()),
                (s, record) -> s.update(features.apply(record), label.test(record)),
                PrequentialAccuracy::result,
                codec(codec));
    }

    /** Asks the classifier, tells it the label, and counts whether it was right. */
    public void update(Row x, boolean label) {
        double probability = classifier.predict(x);
        classifier.learn(x, label);
        correct += probability > 0.5 == label ? 1 : 0;
        repeated += examples > 0 && lastLabel == label ? 1 : 0;
        lastLabel = label;
        double ofLabel = label ? probability : 1 - probability;
        lossSum -= StrictMath.log(Math.max(NEAREST, Math.min(1 - NEAREST, ofLabel)));
        examples++;
    }

    /** What was found so far. */
    public Result result() {
        return new Result(
                examples,
                (double) correct / examples,
                examples == 0 ? Double.NaN : lossSum / examples,
                examples < 2 ? Double.NaN : (double) repeated / (examples - 1));
    }

    /** The classifier, to look at. */
    public C classifier() {
        return classifier;
    }

    @Override
    public void reset() {
        classifier.reset();
        examples = 0;
        correct = 0;
        repeated = 0;
        lastLabel = false;
        lossSum = 0;
    }

    @Override
    public PrequentialAccuracy<C> copy() {
        PrequentialAccuracy<C> copy = of(classifier.copy());
        copy.examples = examples;
        copy.correct = correct;
        copy.repeated = repeated;
        copy.lastLabel = lastLabel;
        copy.lossSum = lossSum;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 64 + classifier.stateBytes();
    }

    /** Form {@code prequential-accuracy} 1: examples i64, correct i64, repeated i64, last label bool, sum of losses f64, the classifier's form. */
    private static <C extends Classifier & Incremental<C>> StateCodec<PrequentialAccuracy<C>> codec(
            StateCodec<C> classifier) {
        return StateCodec.of(
                "prequential-accuracy", 1, (s, out) -> s.encode(classifier, out), in -> decode(classifier, in));
    }

    private void encode(StateCodec<C> codec, StateWriter out) {
        out.writeLong(examples)
                .writeLong(correct)
                .writeLong(repeated)
                .writeBoolean(lastLabel)
                .writeDouble(lossSum);
        codec.encode(classifier, out);
    }

    private static <C extends Classifier & Incremental<C>> PrequentialAccuracy<C> decode(
            StateCodec<C> codec, StateReader in) {
        long examples = in.readCount("examples");
        long correct = in.readCount("correct");
        long repeated = in.readCount("repeated");
        boolean lastLabel = in.readBoolean("last label");
        double lossSum = in.readFinite("sum of losses");
        if (correct > examples || repeated > Math.max(0, examples - 1) || lossSum < 0) {
            throw in.corrupt("correct must be at most examples, repeated less, and losses not negative");
        }
        PrequentialAccuracy<C> s = of(codec.decode(in));
        s.examples = examples;
        s.correct = correct;
        s.repeated = repeated;
        s.lastLabel = lastLabel;
        s.lossSum = lossSum;
        return s;
    }
}
