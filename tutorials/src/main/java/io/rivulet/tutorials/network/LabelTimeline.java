package io.rivulet.tutorials.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When which labelled attack had connections, by whom, minute by minute: what alerts are compared with where no plan is known. Grows with minutes that
 * have attacks times sources in them, of which the first {@link #SOURCES} a minute and label are kept. One owner at a time.
 */
final class LabelTimeline {

    /** Attackers remembered for one minute and label; a flood of forged sources has more. */
    static final int SOURCES = 64;

    private static final long MINUTE_MILLIS = 60_000;

    /** Connections of one label in one minute. */
    private static final class Cell {
        private long connections;
        private final TreeSet<String> sources = new TreeSet<>();
        /** Attackers send many connections in a row. */
        private String lastSource = "";

        void add(String source) {
            connections++;
            if (!source.equals(lastSource)) {
                lastSource = source;
                sources.add(source);
                keepFirstSources();
            }
        }

        /** The first by name, so that the order of arrival does not matter. */
        void keepFirstSources() {
            while (sources.size() > SOURCES) {
                sources.pollLast();
            }
        }
    }

    /**
     * A run of one label's minutes with no longer gap than half an hour.
     *
     * @param label the attack's name
     * @param fromMillis start of its first minute
     * @param toMillis end of its last one
     * @param connections how many it has
     */
    record Episode(String label, long fromMillis, long toMillis, long connections) {}

    private final TreeMap<Long, Map<String, Cell>> minutes = new TreeMap<>();

    /** The cell of the last update, which is likely that of the next one. */
    private Cell lastCell = new Cell();

    private long lastMinute = Long.MIN_VALUE;
    private String lastLabel = "";

    /** Takes a connection in, in any order; those without a label are ignored. */
    void update(Connection connection) {
        if (connection.isAttack()) {
            long minute = Math.floorDiv(connection.timeMillis(), MINUTE_MILLIS);
            if (minute != lastMinute || !connection.label().equals(lastLabel)) {
                lastMinute = minute;
                lastLabel = connection.label();
                lastCell = cell(minute, lastLabel);
            }
            lastCell.add(connection.source());
        }
    }

    /** Takes in what another worker saw. */
    void merge(LabelTimeline other) {
        other.minutes.forEach((minute, labels) -> labels.forEach((label, cell) -> {
            Cell own = cell(minute, label);
            own.connections += cell.connections;
            own.sources.addAll(cell.sources);
            own.keepFirstSources();
        }));
    }

    /** Whether nothing was labelled an attack. */
    boolean isEmpty() {
        return minutes.isEmpty();
    }

    /** Connections by label with a time in {@code [fromMillis, toMillis)}, whole minutes. */
    SortedMap<String, Long> labels(long fromMillis, long toMillis) {
        SortedMap<String, Long> counts = new TreeMap<>();
        between(fromMillis, toMillis)
                .forEach(labels -> labels.forEach((label, cell) -> counts.merge(label, cell.connections, Long::sum)));
        return counts;
    }

    /** Whether this source has labelled connections with a time in {@code [fromMillis, toMillis)}. */
    boolean hasSource(String source, long fromMillis, long toMillis) {
        return between(fromMillis, toMillis).stream()
                .anyMatch(labels -> labels.values().stream().anyMatch(cell -> cell.sources.contains(source)));
    }

    /** Minutes, as numbers since 1970, with connections of this label. */
    List<Long> minutesOf(String label) {
        return minutes.entrySet().stream()
                .filter(e -> e.getValue().containsKey(label))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** All episodes, by label and time. */
    List<Episode> episodes(long gapMillis) {
        Map<String, List<Episode>> byLabel = new TreeMap<>();
        minutes.forEach((minute, labels) -> labels.forEach((label, cell) -> {
            List<Episode> own = byLabel.computeIfAbsent(label, l -> new ArrayList<>());
            long from = minute * MINUTE_MILLIS;
            Episode last = own.isEmpty() ? null : own.get(own.size() - 1);
            if (last != null && from - last.toMillis <= gapMillis) {
                own.set(
                        own.size() - 1,
                        new Episode(label, last.fromMillis, from + MINUTE_MILLIS, last.connections + cell.connections));
            } else {
                own.add(new Episode(label, from, from + MINUTE_MILLIS, cell.connections));
            }
        }));
        List<Episode> all = new ArrayList<>();
        byLabel.values().forEach(all::addAll);
        return Collections.unmodifiableList(all);
    }

    private Collection<Map<String, Cell>> between(long fromMillis, long toMillis) {
        long first = Math.floorDiv(fromMillis, MINUTE_MILLIS);
        return minutes.subMap(first, Math.max(first, Math.floorDiv(toMillis - 1, MINUTE_MILLIS) + 1))
                .values();
    }

    private Cell cell(long minute, String label) {
        return minutes.computeIfAbsent(minute, m -> new TreeMap<>()).computeIfAbsent(label, l -> new Cell());
    }
}
