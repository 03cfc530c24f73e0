package io.rivulet.algorithms.catalog;

import java.util.List;

/** Entries of the graph family: how nodes are linked, edge by edge. */
final class GraphEntries {

    private GraphEntries() {}

    static List<Algorithm<?>> all() {
        return List.of();
    }
}
