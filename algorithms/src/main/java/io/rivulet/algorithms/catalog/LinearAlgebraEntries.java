package io.rivulet.algorithms.catalog;

import java.util.List;

/** Entries of the linear algebra family: what a matrix is like whose rows come one by one. */
final class LinearAlgebraEntries {

    private LinearAlgebraEntries() {}

    static List<Algorithm<?>> all() {
        return List.of();
    }
}
