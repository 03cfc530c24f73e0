package io.rivulet.lab;

import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.algorithms.sliding.Sliding;
import io.rivulet.lab.Dataset.Draw;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A window that slides over the stream. */
final class WindowTrial<T> implements Trial<T> {

    private final Sliding<T, Answer> window;

    WindowTrial(Sliding<T, Answer> window) {
        this.window = window;
    }

    @Override
    public void feed(Draw<T> draw, int from, int to) {
        List<T> records = draw.records();
        long[] times = draw.timesMillis();
        for (int i = from; i < to; i++) {
            window.update(records.get(i), times[i]);
        }
    }

    @Override
    public Answer answer(long nowMillis) {
        return window.answerAt(nowMillis);
    }

    @Override
    public long heapBytes() {
        return window.stateBytes();
    }

    @Override
    public OptionalLong formBytes() {
        return window.keepsRecords()
                ? OptionalLong.empty()
                : OptionalLong.of(window.codec().toBytes(window).length);
    }

    @Override
    public int firstRecord(Draw<T> draw, int to, long nowMillis) {
        long start = window.startMillis(nowMillis);
        int first = to;
        while (first > 0 && draw.timesMillis()[first - 1] >= start) {
            first--;
        }
        return first;
    }

    /** Windows as a whole do not merge. */
    @Override
    public Optional<Merging> merging(Draw<T> draw) {
        return Optional.empty();
    }
}
