package io.rivulet.algorithms.catalog;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How many records came before, by keeping when each item passed last: one that passed less than the window ago does not pass again. */
final class ExactDuplicates implements Exact<String> {

    private final long windowMillis;
    private final Map<String, Long> passed = new HashMap<>();
    private long records;
    private long duplicates;

    private ExactDuplicates(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    static Yardstick<String> ofAll() {
        return new Yardstick<>(
                "How many records are of an item that came before?",
                "error of their number, as a share of the records",
                () -> new ExactDuplicates(Long.MAX_VALUE));
    }

    static Yardstick<String> lastWindow(Duration window) {
        return new Yardstick<>(
                "How many records are of an item that passed within the last " + window + "?",
                "error of their number, as a share of the records",
                () -> new ExactDuplicates(window.toMillis()));
    }

    @Override
    public void update(String item, long timeMillis) {
        records++;
        Long last = passed.get(item);
        if (last != null && timeMillis - last < windowMillis) {
            duplicates++;
        } else {
            passed.put(item, timeMillis);
        }
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.of("records", records, "duplicates", duplicates);
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        if (answer.number("records") != records) {
            return Double.NaN;
        }
        return records == 0 ? 0 : Math.abs(answer.number("duplicates") - duplicates) / records;
    }
}
