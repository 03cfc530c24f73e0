package io.rivulet.benchmarks.peers;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.algorithms.catalog.Catalog;
import io.rivulet.algorithms.catalog.Input;
import io.rivulet.algorithms.catalog.Parameter;
import java.util.List;
import java.util.stream.Stream;
import org.apache.datasketches.common.ArrayOfStringsSerDe;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.sampling.ReservoirItemsSketch;
import org.apache.datasketches.sampling.ReservoirItemsUnion;

/** Samples of DataSketches. */
final class SamplingPeers {

    private SamplingPeers() {}

    static List<Algorithm<?>> all() {
        return List.of(reservoir());
    }

    @SuppressWarnings("unchecked") // the entry is over items
    private static Algorithm<String> ours() {
        return (Algorithm<String>) Catalog.find("reservoir").orElseThrow();
    }

    private static Algorithm<String> reservoir() {
        return Algorithm.named("datasketches-reservoir", "sampling", Input.ITEM)
                .summary("ReservoirItemsSketch of DataSketches; its chance has no seed.")
                .error("none but that of sampling")
                .parameters(Parameter.integer("k", 100, 1, 1_000_000, "items in the sample"))
                .variations("k", "30", "100", "300", "1000")
                .sample(ours().sample())
                .merged(Agreement.SHAPE)
                .heldAgainst(ours().yardstick(), ours().tolerance())
                .allocating("the list of items grows")
                .make(arguments -> new PeerState.Library<>(
                                "datasketches-reservoir",
                                () -> ReservoirItemsSketch.<String>newInstance(arguments.integer("k")),
                                SamplingPeers::heapBytes,
                                sketch -> sketch.toByteArray(new ArrayOfStringsSerDe()),
                                bytes -> ReservoirItemsSketch.heapify(Memory.wrap(bytes), new ArrayOfStringsSerDe()))
                        .<String>aggregation(
                                ReservoirItemsSketch::update,
                                sketch -> Answer.table(sample(sketch)
                                        .map(item -> Answer.row("item", item))
                                        .toList()),
                                SamplingPeers::sum));
    }

    private static Stream<String> sample(ReservoirItemsSketch<String> sketch) {
        return sketch.getNumSamples() == 0 ? Stream.of() : Stream.of(sketch.getSamples());
    }

    private static long heapBytes(ReservoirItemsSketch<String> sketch) {
        return 152
                + 4L * sketch.getK()
                + sample(sketch).mapToLong(PeerState::textBytes).sum();
    }

    private static ReservoirItemsSketch<String> sum(
            ReservoirItemsSketch<String> sketch, ReservoirItemsSketch<String> other) {
        ReservoirItemsUnion<String> union = ReservoirItemsUnion.newInstance(sketch.getK());
        union.update(sketch);
        union.update(other);
        return union.getResult();
    }
}
