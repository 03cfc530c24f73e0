package io.rivulet.algorithms.catalog;

import java.util.List;

/** Entries of the statistics family: averages, spreads, relations and forecasts of numbers. */
final class StatisticsEntries {

    private StatisticsEntries() {}

    static List<Algorithm<?>> all() {
        return List.of();
    }
}
