package io.rivulet.algorithms.catalog;

import java.util.List;

/** Entries of the change family: whether a stream is no longer what it was. */
final class ChangeEntries {

    private ChangeEntries() {}

    static List<Algorithm<?>> all() {
        return List.of();
    }
}
