package io.rivulet.commands;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.catalog.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * An answer a group after every {@code slide} of its records, for its last {@code size}; fewer at the start. Records that come after the last answer get one
 * more at the end, so that none is left out.
 */
final class RecordWindows<T> implements Answering<T> {

    private static final class Group<T> {
        final OpenWindows<T> windows;
        long records;

        Group(OpenWindows<T> windows) {
            this.windows = windows;
        }
    }

    private final WindowGrid grid;
    private final Supplier<OpenWindows<T>> windows;
    private final Places places;
    private final AnswerSink sink;
    private final Map<String, Group<T>> groups = new HashMap<>();
    private long latestMillis = Long.MIN_VALUE;

    RecordWindows(Aggregation<T, ?, Answer> aggregation, WindowGrid grid, Places places, AnswerSink sink) {
        this.grid = grid;
        this.windows = OpenWindows.over(aggregation, grid, true);
        this.places = places;
        this.sink = sink;
    }

    @Override
    public void update(String key, T record, long timeMillis) {
        Group<T> known = groups.get(key);
        Group<T> group = known == null ? new Group<>(windows.get()) : known;
        group.windows.update(record, timeMillis, group.records);
        if (known == null) {
            groups.put(key, group);
        }
        group.records++;
        latestMillis = Math.max(latestMillis, timeMillis);
        if (group.records % grid.slide() == 0) {
            answer(key, group, group.records);
        }
    }

    @Override
    public void end() {
        new TreeMap<>(groups).forEach((key, group) -> {
            if (group.records % grid.slide() != 0) {
                answer(key, group, grid.firstEnd(group.records));
            }
        });
    }

    private void answer(String key, Group<T> group, long end) {
        Optional<OpenWindows.Counted> counted = group.windows.end(end, latestMillis);
        counted.ifPresent(c -> sink.answer(
                places.numbers(key, group.records - c.records() + 1, group.records), c.records(), c.answer()));
    }
}
