package io.rivulet.commands;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Answers;
import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.algorithms.sliding.Sliding;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An answer after each record, for the last while or the last so many records of its group. In a window of time, the records must come in the order of time:
 * an earlier one than its group's latest is late.
 */
final class EachWindow<T> implements Answering<T> {

    private static final class Group<T> {
        final Sliding<T, Answers> window;
        long records;
        long latestMillis = Long.MIN_VALUE;

        Group(Sliding<T, Answers> window) {
            this.window = window;
        }
    }

    private final Optional<Duration> size;
    private final Sliding<T, Answers> empty;
    private final Places places;
    private final AnswerSink sink;
    private final Map<String, Group<T>> groups = new HashMap<>();
    private long late;

    private EachWindow(Optional<Duration> size, Sliding<T, Answers> empty, Places places, AnswerSink sink) {
        this.size = size;
        this.empty = empty;
        this.places = places;
        this.sink = sink;
    }

    /** Windows of time. */
    static <T> EachWindow<T> of(Aggregation<T, ?, Answer> aggregation, Duration size, Places places, AnswerSink sink) {
        Aggregation<T, Object[], Answers> counted = OpenWindows.counted(aggregation);
        return new EachWindow<>(Optional.of(size), Sliding.over(size, counted), places, sink);
    }

    /** Windows of records. */
    static <T> EachWindow<T> of(Aggregation<T, ?, Answer> aggregation, int size, Places places, AnswerSink sink) {
        Aggregation<T, Object[], Answers> counted = OpenWindows.counted(aggregation);
        return new EachWindow<>(Optional.empty(), Sliding.overCount(size, counted), places, sink);
    }

    @Override
    public void update(String key, T record, long timeMillis) {
        Group<T> known = groups.get(key);
        Group<T> group = known == null ? new Group<>(empty.copy()) : known;
        if (timeMillis < group.latestMillis && size.isPresent()) {
            late++;
            return;
        }
        group.latestMillis = Math.max(group.latestMillis, timeMillis);
        group.window.update(record, group.latestMillis);
        if (known == null) {
            groups.put(key, group);
        }
        group.records++;
        OpenWindows.Counted counted = OpenWindows.Counted.of(group.window.answer());
        Map<String, Object> place = size.map(s -> places.times(key, timeMillis - s.toMillis(), timeMillis))
                .orElseGet(() -> places.numbers(key, group.records - counted.records() + 1, group.records));
        sink.answer(place, counted.records(), counted.answer());
    }

    @Override
    public void end() {}

    @Override
    public long late() {
        return late;
    }
}
