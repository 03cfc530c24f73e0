package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.catalog.Input.Pair;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The parts and the triangles of a graph, by keeping the neighbours of each node. */
final class ExactGraph implements Exact<Pair> {

    static final Yardstick<Pair> COMPONENTS = new Yardstick<>(
            "Into how many parts does the graph fall, and how large is the largest?",
            "largest relative error of the nodes, the parts and the largest part",
            () -> new ExactGraph(false));

    static final Yardstick<Pair> TRIANGLES = new Yardstick<>(
            "How many triangles are there?", "relative error of their number", () -> new ExactGraph(true));

    /** The links of communities, each once. */
    static final SampleStream<Pair> NEW_EDGES = new SampleStream<>(
            "new-links", "links within groups of twelve among 600 nodes, a tenth between groups, each once", seed -> {
                Supplier<Pair> edges = ItemStreams.EDGES.start().apply(seed);
                Set<Set<String>> seen = new HashSet<>();
                return () -> {
                    Pair edge = edges.get();
                    while (!seen.add(Set.of(edge.first(), edge.second()))) {
                        edge = edges.get();
                    }
                    return edge;
                };
            });

    private final boolean triangles;
    private final Map<String, Set<String>> neighbours = new HashMap<>();

    private ExactGraph(boolean triangles) {
        this.triangles = triangles;
    }

    @Override
    public void update(Pair edge, long timeMillis) {
        neighbours.computeIfAbsent(edge.first(), node -> new HashSet<>()).add(edge.second());
        neighbours.computeIfAbsent(edge.second(), node -> new HashSet<>()).add(edge.first());
    }

    @Override
    public Answer answer(long nowMillis) {
        return triangles ? Answer.estimate(triangles()) : components();
    }

    private double triangles() {
        double corners = 0;
        for (Map.Entry<String, Set<String>> node : neighbours.entrySet()) {
            for (String neighbour : node.getValue()) {
                corners += neighbours.get(neighbour).stream()
                        .filter(node.getValue()::contains)
                        .count();
            }
        }
        return corners / 6;
    }

    private Answer components() {
        Set<String> reached = new HashSet<>();
        int parts = 0;
        int largest = 0;
        for (String start : neighbours.keySet()) {
            if (!reached.add(start)) {
                continue;
            }
            parts++;
            int size = 0;
            Deque<String> open = new ArrayDeque<>(Set.of(start));
            while (!open.isEmpty()) {
                size++;
                neighbours.get(open.pop()).stream().filter(reached::add).forEach(open::push);
            }
            largest = Math.max(largest, size);
        }
        return Answer.of("nodes", neighbours.size(), "components", parts, "largest", largest);
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        Answer exact = answer(nowMillis);
        double worst = 0;
        for (String name : exact.rows().get(0).keySet()) {
            worst = Math.max(worst, Yardstick.relativeError(answer.number(name), exact.number(name)));
        }
        return worst;
    }
}
