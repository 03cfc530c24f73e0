package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.frequency.SpaceSaving;
import java.util.List;

/** Entries of the frequency family: which items come often, and how often. */
final class FrequencyEntries {

    private FrequencyEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(spaceSaving());
    }

    private static Algorithm<String> spaceSaving() {
        return Algorithm.named("space-saving", "frequency", Input.ITEM)
                .summary("The most frequent items and how often they came.")
                .error("count too high by total / counters at most, never too low")
                .parameters(
                        Parameter.integer(
                                "counters", 100, 1, SpaceSaving.MAX_COUNTERS, "items monitored; ten times k is good"),
                        Parameter.integer("k", 10, 1, SpaceSaving.MAX_COUNTERS, "rows of the answer"))
                .variations("counters", "50", "100", "200", "1000")
                .merged(Agreement.SHAPE)
                .heldAgainst(arguments -> ExactTopItems.yardstick(arguments.integer("k")), Tolerance.always(1.0 / 100))
                .make(arguments -> SpaceSaving.<String>aggregation(
                                arguments.integer("counters"), arguments.integer("k"), item -> item)
                        .map(top -> Answer.table(top.stream()
                                .map(f -> Answer.row("item", f.item(), "count", f.count(), "error", f.error()))
                                .toList())));
    }
}
