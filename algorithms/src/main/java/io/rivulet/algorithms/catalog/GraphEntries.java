package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.catalog.Input.Pair;
import io.rivulet.algorithms.graph.ConnectedComponents;
import io.rivulet.algorithms.graph.DynamicTriest;
import io.rivulet.algorithms.graph.Triest;
import java.util.List;

/** Entries of the graph family: how nodes are linked, edge by edge. */
final class GraphEntries {

    private static final Parameter[] SAMPLE = {
        Parameter.integer("sample", 1_000, Triest.MIN_SAMPLE, Triest.MAX_SAMPLE, "links kept at most"),
        Parameter.integer("seed", 42, Long.MIN_VALUE, Long.MAX_VALUE, "another seed, another sample")
    };

    private GraphEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(connectedComponents(), triest(), dynamicTriest());
    }

    private static Algorithm<Pair> connectedComponents() {
        return Algorithm.named("connected-components", "graph", Input.EDGE)
                .paper("Tarjan and van Leeuwen, Worst-case analysis of set union algorithms, J. ACM 31(2), 1984")
                .summary("Which nodes are linked, directly or through others: how many parts, and the largest.")
                .error("exact; of n texts, two are taken for one with probability n^2 / 2^65")
                .heldAgainst(ExactGraph.COMPONENTS, Tolerance.exact())
                .make(arguments -> ConnectedComponents.<Pair>aggregation(Pair::first, Pair::second)
                        .map(sizes -> Answer.of(
                                "nodes", sizes.nodes(), "components", sizes.components(), "largest", sizes.largest())));
    }

    /**
     * The 2,000 links of the stream have some 1,800 triangles. With half of the links sampled the deviation is 6 % of that, twice what it is for the dynamic one;
     * Chebyshev's bound at four deviations.
     */
    private static Algorithm<Pair> triest() {
        return Algorithm.named("triest", "graph", Input.EDGE)
                .paper("De Stefani, Epasto, Riondato and Upfal, TRIEST, KDD 2016")
                .summary("How many triangles a growing graph has, from a sample of its links.")
                .error(
                        "no bias; exact up to the sample; variance T (links / sample)^2 and more where triangles share links")
                .parameters(SAMPLE)
                .variations("sample", "300", "1000", "3000")
                .sample(ExactGraph.NEW_EDGES)
                .heldAgainst(ExactGraph.TRIANGLES, Tolerance.of(0.25, 0.0625))
                .make(arguments -> Triest.<Pair>aggregation(
                                arguments.integer("sample"), arguments.whole("seed"), Pair::first, Pair::second)
                        .map(Answer::estimate));
    }

    private static Algorithm<Pair> dynamicTriest() {
        return Algorithm.named("dynamic-triest", "graph", Input.EDGE)
                .paper("De Stefani, Epasto, Riondato and Upfal, TRIEST, KDD 2016")
                .summary(
                        "How many triangles a graph has whose links come and go, from a sample of those that are there.")
                .error(
                        "no bias; exact up to the sample; variance T (links / sample)^3 and more where triangles share links")
                .parameters(SAMPLE)
                .variations("sample", "300", "1000", "3000")
                .sample(ExactGraph.NEW_EDGES)
                .heldAgainst(ExactGraph.TRIANGLES, Tolerance.of(0.4, 0.0625))
                .make(arguments -> DynamicTriest.<Pair>aggregation(
                                arguments.integer("sample"),
                                arguments.whole("seed"),
                                Pair::first,
                                Pair::second,
                                edge -> false)
                        .map(Answer::estimate));
    }
}
