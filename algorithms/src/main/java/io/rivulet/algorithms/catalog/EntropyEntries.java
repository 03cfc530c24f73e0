package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.entropy.DecayedEntropy;
import io.rivulet.algorithms.entropy.ShannonEntropy;
import java.time.Duration;
import java.util.List;

/** Entries of the entropy family: how spread items are. */
final class EntropyEntries {

    private EntropyEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(shannonEntropy(), decayedEntropy());
    }

    private static Algorithm<String> shannonEntropy() {
        return Algorithm.named("shannon-entropy", "entropy", Input.ITEM)
                .summary("How spread the items are, in bits: 0 when all are the same.")
                .error("exact")
                .merged(Agreement.ROUNDING)
                .heldAgainst(ExactEntropy.ofAll(), Tolerance.rounding())
                .make(arguments ->
                        ShannonEntropy.<String>aggregation(item -> item).map(Answer::estimate));
    }

    private static Algorithm<String> decayedEntropy() {
        return Algorithm.named("decayed-entropy", "entropy", Input.ITEM)
                .summary("How spread the recent items are, in bits: an item counts half after one half-life.")
                .error("rounding")
                .parameters(Parameter.duration(
                        "half-life",
                        Duration.ofMinutes(5),
                        Duration.ofMillis(1),
                        DecayedEntropy.MAX_HALF_LIFE,
                        "after how long an item counts half"))
                .merged(Agreement.ROUNDING)
                .heldAgainst(arguments -> ExactEntropy.decayed(arguments.duration("half-life")), Tolerance.rounding())
                .make(arguments -> DecayedEntropy.<String>aggregation(arguments.duration("half-life"), item -> item)
                        .map(Answer::estimate));
    }
}
