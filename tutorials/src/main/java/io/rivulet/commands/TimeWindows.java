package io.rivulet.commands;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.catalog.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** An answer a group for each window of event time, as soon as no record of it is expected any more. */
final class TimeWindows<T> implements Answering<T> {

    /*
     * Windows are half open, [start, end), and start at multiples of the slide since 1970. The watermark is the latest time seen less the lateness allowed;
     * windows that end by it are answered, in the order of their ends, and by key within. closedTo is the end of the last one; a record in a pane that ends by
     * then is late. Stretches of time without records are jumped over.
     */
    private final WindowGrid grid;
    private final long latenessMillis;
    private final Supplier<OpenWindows<T>> windows;
    private final Places places;
    private final AnswerSink sink;
    private final Map<String, OpenWindows<T>> groups = new HashMap<>();
    private long latestMillis = Long.MIN_VALUE;
    private long closedTo = Long.MIN_VALUE;
    private long nextEnd = Long.MAX_VALUE;
    private long late;

    TimeWindows(
            Aggregation<T, ?, Answer> aggregation,
            WindowGrid grid,
            long latenessMillis,
            Places places,
            AnswerSink sink) {
        this.grid = grid;
        this.latenessMillis = latenessMillis;
        this.windows = OpenWindows.over(aggregation, grid, false);
        this.places = places;
        this.sink = sink;
    }

    @Override
    public void update(String key, T record, long timeMillis) {
        if (grid.paneEnd(timeMillis) <= closedTo) {
            late++;
            return;
        }
        OpenWindows<T> known = groups.get(key);
        OpenWindows<T> group = known == null ? windows.get() : known;
        group.update(record, timeMillis, timeMillis);
        if (known == null) {
            groups.put(key, group);
        }
        latestMillis = Math.max(latestMillis, timeMillis);
        nextEnd = Math.min(nextEnd, firstOpenEnd(timeMillis));
        advanceTo(latestMillis - latenessMillis);
    }

    @Override
    public void end() {
        advanceTo(Long.MAX_VALUE);
    }

    @Override
    public long late() {
        return late;
    }

    private long firstOpenEnd(long timeMillis) {
        return grid.firstEnd(closedTo == Long.MIN_VALUE ? timeMillis : Math.max(timeMillis, closedTo));
    }

    private void advanceTo(long watermark) {
        while (nextEnd <= watermark && !groups.isEmpty()) {
            long end = nextEnd;
            closedTo = end;
            nextEnd = Long.MAX_VALUE;
            answer(end);
        }
    }

    private void answer(long end) {
        List<String> keys = new ArrayList<>(groups.keySet());
        Collections.sort(keys);
        for (String key : keys) {
            OpenWindows<T> group = groups.get(key);
            group.end(end, end - 1)
                    .ifPresent(counted -> sink.answer(
                            places.times(key, end - grid.size(), end), counted.records(), counted.answer()));
            if (group.isEmpty()) {
                groups.remove(key);
            } else {
                nextEnd = Math.min(nextEnd, group.nextEnd(end));
            }
        }
    }
}
