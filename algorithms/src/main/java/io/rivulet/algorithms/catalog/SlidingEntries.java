package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.catalog.Input.Weighted;
import io.rivulet.algorithms.sliding.ExponentialHistogram;
import io.rivulet.algorithms.sliding.SlidingExtremes;
import java.time.Duration;
import java.util.List;

/** Entries of the sliding family: counts, sums and extremes over any window in little memory. */
final class SlidingEntries {

    private static final Parameter WINDOW = Parameter.duration(
            "window",
            Duration.ofMinutes(10),
            Duration.ofMillis(1),
            Duration.ofDays(36_500),
            "the longest window that can be asked for");

    private static final Parameter RELATIVE_ERROR =
            Parameter.number("relative-error", 0.01, 1e-6, 0.5, "twice as much, half the bytes");

    private SlidingEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(count(), sum(), extremes());
    }

    private static Algorithm<String> count() {
        return Algorithm.named("sliding-count", "sliding", Input.ITEM)
                .paper(
                        "Datar, Gionis, Indyk and Motwani, Maintaining stream statistics over sliding windows, SIAM J. Comput. 31(6), 2002")
                .summary("How many records came in any window that ends now, in little memory.")
                .error("relative-error of the count, always")
                .parameters(WINDOW, RELATIVE_ERROR)
                .variations("relative-error", "0.1", "0.05", "0.01", "0.001")
                .merged(Agreement.SHAPE)
                .heldAgainst(arguments -> ExactWindow.count(arguments.duration("window")), Tolerance.always(0.01))
                .make(arguments -> ExponentialHistogram.<String>aggregation(
                                arguments.number("relative-error"), arguments.duration("window"))
                        .map(Answer::estimate));
    }

    private static Algorithm<Weighted> sum() {
        return Algorithm.named("sliding-sum", "sliding", Input.WEIGHTED)
                .paper(
                        "Datar, Gionis, Indyk and Motwani, Maintaining stream statistics over sliding windows, SIAM J. Comput. 31(6), 2002")
                .summary(
                        "How much came in any window that ends now, of amounts that are not negative, in little memory.")
                .error("relative-error of the sum, always")
                .parameters(WINDOW, RELATIVE_ERROR)
                .variations("relative-error", "0.1", "0.05", "0.01", "0.001")
                .merged(Agreement.SHAPE)
                .heldAgainst(
                        arguments -> ExactWindow.sum(arguments.duration("window"), Weighted::weight),
                        Tolerance.always(0.01))
                .make(arguments -> ExponentialHistogram.aggregation(
                                arguments.number("relative-error"), arguments.duration("window"), Weighted::weight)
                        .map(Answer::estimate));
    }

    private static Algorithm<Double> extremes() {
        return Algorithm.named("sliding-extremes", "sliding", Input.NUMBER)
                .summary("The smallest and the largest value of any window that ends now.")
                .error("exact")
                .parameters(WINDOW)
                .heldAgainst(
                        arguments -> ExactWindow.extremes(arguments.duration("window"), Double::doubleValue),
                        Tolerance.exact())
                .make(arguments -> SlidingExtremes.<Double>aggregation(
                                arguments.duration("window"), Double::doubleValue)
                        .map(found -> Answer.of("minimum", found.minimum(), "maximum", found.maximum())));
    }
}
