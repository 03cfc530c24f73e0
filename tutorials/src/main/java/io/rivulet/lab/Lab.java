package io.rivulet.lab;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.algorithms.catalog.Yardstick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Compares variants of one question over one dataset: error against the exact answer, bytes, and time.
 *
 * <p>Errors are taken at {@value #CHECKPOINTS} checkpoints along the stream, for each draw of the dataset; a dataset of one draw, such as a user's file, is
 * run over several times by variants that have a seed. Bytes are the most at any checkpoint. Times are medians over rounds, of the first draw.
 *
 * @param window the variants are to answer for the last while only; empty for the whole stream
 * @param target the error to keep, for the recommendation; what the variants promise unless said
 * @param rounds how often each variant is timed, at least once
 * @param nanoTime the clock
 */
public record Lab(Optional<Duration> window, OptionalDouble target, int rounds, LongSupplier nanoTime) {

    static final int CHECKPOINTS = 20;

    /** Compares them. Variants must have the same question, or with a window the same measure. */
    public <T> Comparison compare(List<Variant<T>> variants, Dataset<T> dataset) {
        Yardstick<T> yardstick = variants.get(0).yardstick();
        List<Accuracy.Found> found = new Accuracy<T>(variants, this::start, CHECKPOINTS).over(dataset);
        List<Supplier<Trial<T>>> trials = new ArrayList<>();
        variants.forEach(variant -> trials.add(() -> start(variant)));
        Dataset.Draw<T> first = dataset.first();
        List<Stopwatch.Times> times = new Stopwatch(nanoTime, rounds).measure(trials, first);
        List<Measurement> measurements = IntStream.range(0, variants.size())
                .mapToObj(i -> measurement(variants.get(i), found.get(i), times.get(i)))
                .toList();
        return new Comparison(
                variants.get(0).algorithm().family(),
                asked(variants),
                yardstick.measure(),
                dataset.name(),
                dataset.description(),
                first.size(),
                dataset.draws(),
                measurements,
                recommend(variants, measurements));
    }

    private <T> String asked(List<Variant<T>> variants) {
        if (window.isEmpty()) {
            return variants.get(0).yardstick().question();
        }
        // The question of one that is made to slide does not know of the window.
        return variants.stream()
                .filter(variant -> !Question.hasWindow(variant.algorithm()))
                .findFirst()
                .map(variant -> variant.yardstick().question() + " Over the last " + window.get() + ".")
                .orElseGet(() -> variants.get(0).yardstick().question());
    }

    private <T> Recommendation recommend(List<Variant<T>> variants, List<Measurement> measurements) {
        if (target.isPresent()) {
            return Recommendation.of(measurements, target.getAsDouble(), "as asked for");
        }
        double promised = variants.stream()
                .filter(variant -> !variant.peer())
                .mapToDouble(variant -> variant.algorithm().tolerance().error())
                .max()
                .orElse(0);
        return Recommendation.of(measurements, promised, "what the variants promise at their defaults");
    }

    private <T> Measurement measurement(Variant<T> variant, Accuracy.Found found, Stopwatch.Times times) {
        return new Measurement(
                variant,
                window.map(size -> method(variant, size)).orElse(""),
                found.errors(),
                found.heapBytes(),
                found.formBytes(),
                times.updateNanos(),
                times.queryNanos(),
                times.mergeNanos());
    }

    private <T> Trial<T> start(Variant<T> variant) {
        Aggregation<T, ?, Answer> aggregation = variant.create();
        return window.filter(size -> !Question.hasWindow(variant.algorithm()))
                .map(size -> Trial.over(aggregation, size))
                .orElseGet(() -> Trial.over(aggregation));
    }

    private static String method(Variant<?> variant, Duration window) {
        return Question.hasWindow(variant.algorithm()) ? "its own" : Trial.method(variant.create(), window);
    }
}
