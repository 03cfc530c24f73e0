package io.rivulet.lab;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.catalog.Answer;
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
 * @param effort how long the errors of one comparison may take, about; fewer records and draws are compared where exact answers take longer
 * @param rounds how often each variant is timed, at least once
 * @param nanoTime the clock
 */
public record Lab(
        Optional<Duration> window, OptionalDouble target, Duration effort, int rounds, LongSupplier nanoTime) {

    static final int CHECKPOINTS = 20;

    /**
     * Compares them. Variants must have the same question, or with a window the same measure.
     *
     * @throws RefusedRecordsException if no variant takes the records
     */
    public <T> Comparison compare(List<Variant<T>> variants, Dataset<T> dataset) {
        Dataset<T> fitted = new Effort(effort.toNanos(), nanoTime).fitted(dataset, draw -> accuracy(variants)
                .over(Dataset.of(dataset.name(), dataset.description(), draw), 1));
        List<Accuracy.Found> found = accuracy(variants).over(fitted, Accuracy.DRAWS_OF_SEEDS);
        List<String> notes = new ArrayList<>();
        if (fitted.first().size() < dataset.first().size() || fitted.draws() < dataset.draws()) {
            notes.add(cut(dataset, fitted));
        }
        List<Variant<T>> taking = new ArrayList<>();
        List<Accuracy.Found> foundOfThese = new ArrayList<>();
        for (int v = 0; v < variants.size(); v++) {
            Optional<String> refusal = found.get(v).refusal();
            if (refusal.isPresent()) {
                notes.add(
                        "Left out, for it refused a record: " + variants.get(v).label() + ": " + refusal.get() + ".");
            } else {
                taking.add(variants.get(v));
                foundOfThese.add(found.get(v));
            }
        }
        if (taking.isEmpty()) {
            throw new RefusedRecordsException(
                    variants.get(0).label(), found.get(0).refusal().orElseThrow());
        }
        return measured(taking, foundOfThese, fitted, notes);
    }

    private <T> Comparison measured(
            List<Variant<T>> variants, List<Accuracy.Found> found, Dataset<T> dataset, List<String> notes) {
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
                variants.get(0).yardstick().measure(),
                dataset.name(),
                dataset.description(),
                first.size(),
                dataset.draws(),
                measurements,
                recommend(variants, measurements),
                notes);
    }

    private <T> Accuracy<T> accuracy(List<Variant<T>> variants) {
        return new Accuracy<>(variants, this::start, CHECKPOINTS);
    }

    private <T> String cut(Dataset<T> dataset, Dataset<T> fitted) {
        List<String> parts = new ArrayList<>();
        if (fitted.first().size() < dataset.first().size()) {
            parts.add(String.format(
                    "the first %,d of %,d records",
                    fitted.first().size(), dataset.first().size()));
        }
        if (fitted.draws() < dataset.draws()) {
            parts.add(fitted.draws() + " of " + dataset.draws() + " draws");
        }
        return "Compared over " + String.join(" and ", parts) + ": exact answers for more would take longer than the "
                + effort.toSeconds() + " s that are given to them.";
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
