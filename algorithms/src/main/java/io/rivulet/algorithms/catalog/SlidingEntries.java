package io.rivulet.algorithms.catalog;

import java.util.List;

/** Entries of the sliding family: counts and sums over a window in little memory. */
final class SlidingEntries {

    private SlidingEntries() {}

    static List<Algorithm<?>> all() {
        return List.of();
    }
}
