package io.rivulet.commands;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.catalog.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** One answer a group for all its records: at the end, or after each record. */
final class WholeStream<T, S> implements Answering<T> {

    private static final class Group<S> {
        final S state;
        long records;

        Group(S state) {
            this.state = state;
        }
    }

    private final Aggregation<T, S, Answer> aggregation;
    private final boolean each;
    private final Places places;
    private final AnswerSink sink;
    private final Map<String, Group<S>> groups = new HashMap<>();
    private long latestMillis = Long.MIN_VALUE;

    WholeStream(Aggregation<T, S, Answer> aggregation, boolean each, Places places, AnswerSink sink) {
        this.aggregation = aggregation;
        this.each = each;
        this.places = places;
        this.sink = sink;
    }

    @Override
    public void update(String key, T record, long timeMillis) {
        Group<S> known = groups.get(key);
        Group<S> group = known == null ? new Group<>(aggregation.create()) : known;
        aggregation.update(group.state, record, timeMillis);
        if (known == null) {
            groups.put(key, group);
        }
        group.records++;
        latestMillis = Math.max(latestMillis, timeMillis);
        if (each) {
            Answer answer = aggregation.answer(group.state, latestMillis);
            Map<String, Object> place = places.whole(key);
            if (answer.table()) {
                place.put("records", group.records);
            }
            sink.answer(place, group.records, answer);
        }
    }

    @Override
    public void end() {
        if (each) {
            return;
        }
        if (groups.isEmpty() && !places.grouped()) {
            sink.answer(places.whole(""), 0, aggregation.answer(aggregation.create(), 0));
        }
        new TreeMap<>(groups)
                .forEach((key, group) ->
                        sink.answer(places.whole(key), group.records, aggregation.answer(group.state, latestMillis)));
    }
}
