package io.rivulet.algorithms.catalog;

import java.util.List;

/** Entries of the quantile family: how large a value is that a share of the values does not pass. */
final class QuantileEntries {

    private QuantileEntries() {}

    static List<Algorithm<?>> all() {
        return List.of();
    }
}
