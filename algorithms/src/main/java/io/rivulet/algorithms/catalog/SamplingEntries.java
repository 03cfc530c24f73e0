package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.sampling.ReservoirSample;
import java.util.List;

/** Entries of the sampling family: a few records that stand for all. */
final class SamplingEntries {

    private SamplingEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(reservoir());
    }

    private static Algorithm<String> reservoir() {
        return Algorithm.named("reservoir", "sampling", Input.ITEM)
                .summary("A few items, every choice of k equally likely.")
                .error("none but that of sampling")
                .parameters(
                        Parameter.integer("k", 100, 1, ReservoirSample.MAX_SIZE, "items in the sample"),
                        Parameter.integer("seed", 42, 0, 1L << 53, "another seed, another sample"))
                .variations("k", "30", "100", "300", "1000")
                .sample(ItemStreams.SHIFTING)
                .merged(Agreement.SHAPE)
                .heldAgainst(UniformSample.YARDSTICK, UniformSample.tolerance(100, 0.01))
                .make(arguments -> ReservoirSample.aggregation(
                                arguments.integer("k"), arguments.whole("seed"), Codecs.TEXT)
                        .map(sample -> Answer.table(sample.stream()
                                .map(item -> Answer.row("item", item))
                                .toList())));
    }
}
