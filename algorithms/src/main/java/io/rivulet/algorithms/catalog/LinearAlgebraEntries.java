package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.linearalgebra.Direction;
import io.rivulet.algorithms.linearalgebra.FrequentDirections;
import io.rivulet.algorithms.linearalgebra.IncrementalPca;
import java.util.List;

/** Entries of the linear algebra family: in which directions rows of numbers extend. */
final class LinearAlgebraEntries {

    private LinearAlgebraEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(frequentDirections(), incrementalPca());
    }

    private static Algorithm<double[]> frequentDirections() {
        return Algorithm.named("frequent-directions", "linearalgebra", Input.POINT)
                .paper("Liberty, Simple and deterministic matrix sketching, KDD 2013")
                .summary("In which directions rows extend, and how much, in a few rows that stand for all.")
                .error("sum of all squares / rows along any direction, never too high")
                .parameters(Parameter.integer("rows", 8, 2, FrequentDirections.MAX_ROWS, "kept for all; l"))
                .variations("rows", "4", "8", "16", "32")
                .sample(ExactDirections.SPIKED)
                .merged(Agreement.SHAPE)
                .heldAgainst(ExactDirections.EXTENT, Tolerance.always(1.0 / 8))
                .make(arguments -> FrequentDirections.<double[]>aggregation(
                                arguments.integer("rows"), 2 * arguments.integer("rows"), row -> row)
                        .map(LinearAlgebraEntries::answer));
    }

    private static Algorithm<double[]> incrementalPca() {
        return Algorithm.named("incremental-pca", "linearalgebra", Input.POINT)
                .paper("Weng, Zhang and Hwang, Candid covariance-free incremental PCA, IEEE TPAMI 25(8), 2003")
                .summary("In which directions rows vary most about their mean, improved with each row.")
                .error("converges where variances differ; no bound")
                .parameters(
                        Parameter.integer("components", 3, 1, IncrementalPca.MAX_COMPONENTS, "directions"),
                        Parameter.number("amnesia", 0, 0, 4, "by how much later rows weigh more"))
                .variations("amnesia", "1", "2")
                .sample(ExactDirections.SPIKED)
                .heldAgainst(ExactDirections.VARIATION, Tolerance.of(0.1, 0.01))
                .make(arguments -> IncrementalPca.<double[]>aggregation(
                                arguments.integer("components"), arguments.number("amnesia"), row -> row)
                        .map(LinearAlgebraEntries::answer));
    }

    private static Answer answer(List<Direction> directions) {
        return Answer.table(directions.stream()
                .map(direction -> ExactDirections.row(direction.weight(), direction.vector()))
                .toList());
    }
}
