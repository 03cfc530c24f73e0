package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.distinct.CpcCounter;
import io.rivulet.algorithms.distinct.HyperLogLog;
import io.rivulet.algorithms.distinct.SlidingHyperLogLog;
import java.time.Duration;
import java.util.List;

/** Entries of the distinct family: how many different items. */
final class DistinctEntries {

    private DistinctEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(hyperLogLog(), slidingHyperLogLog(), cpc());
    }

    private static Algorithm<String> hyperLogLog() {
        return Algorithm.named("hyperloglog", "distinct", Input.ITEM)
                .summary("How many different items, in 2^precision bytes whatever the stream.")
                .error("1.04 / 2^(precision/2), relative standard error")
                .parameters(
                        Parameter.integer("precision", 12, 4, 18, "lg of the number of registers"),
                        Parameter.integer("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE, "seed of the hash"))
                .variations("precision", "8", "10", "12", "14")
                .heldAgainst(ExactDistinct.ofAll(), Tolerance.of(2.576 * 1.04 / 64, 0.01))
                .make(arguments -> HyperLogLog.<String>aggregation(
                                arguments.integer("precision"), arguments.whole("seed"), item -> item)
                        .map(Answer::estimate));
    }

    private static Algorithm<String> slidingHyperLogLog() {
        return Algorithm.named("sliding-hyperloglog", "distinct", Input.ITEM)
                .summary("How many different items in the last minute, hour or any other window, chosen when asking.")
                .error("1.04 / 2^(precision/2), relative standard error, for every window")
                .parameters(
                        Parameter.integer("precision", 12, 4, 18, "lg of the number of registers"),
                        Parameter.duration(
                                "window",
                                Duration.ofMinutes(10),
                                Duration.ofMillis(1),
                                Duration.ofDays(36_500),
                                "the longest window that can be asked for"))
                .variations("precision", "8", "10", "12", "14")
                .heldAgainst(
                        arguments -> ExactDistinct.lastWindow(arguments.duration("window")),
                        Tolerance.of(2.576 * 1.04 / 64, 0.01))
                .make(arguments -> SlidingHyperLogLog.<String>aggregation(
                                arguments.integer("precision"), arguments.duration("window"), item -> item)
                        .map(Answer::estimate));
    }

    private static Algorithm<String> cpc() {
        return Algorithm.named("cpc", "distinct", Input.ITEM)
                .summary("How many different items, in the fewest bytes once written.")
                .error("0.59 / 2^(lg-k/2), relative standard error; 0.69 / 2^(lg-k/2) once merged")
                .parameters(Parameter.integer("lg-k", 11, 4, 21, "lg of the number of rows"))
                .variations("lg-k", "7", "9", "11", "13")
                .allocating("DataSketches hashes into an array of its own")
                // A merged counter has forgotten the history that the whole one's estimate uses.
                .merged(Agreement.SHAPE)
                .heldAgainst(ExactDistinct.ofAll(), Tolerance.of(2.576 * 0.59 / Math.sqrt(2_048), 0.01))
                .make(arguments -> CpcCounter.<String>aggregation(arguments.integer("lg-k"), item -> item)
                        .map(Answer::estimate));
    }
}
