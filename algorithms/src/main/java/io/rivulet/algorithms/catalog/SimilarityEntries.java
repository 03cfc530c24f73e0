package io.rivulet.algorithms.catalog;

import java.util.List;

/** Entries of the similarity family: how alike sets and texts are. */
final class SimilarityEntries {

    private SimilarityEntries() {}

    static List<Algorithm<?>> all() {
        return List.of();
    }
}
