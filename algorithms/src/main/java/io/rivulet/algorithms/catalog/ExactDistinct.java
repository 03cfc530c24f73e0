package io.rivulet.algorithms.catalog;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The number of different items, by keeping each with the time it was last seen. */
final class ExactDistinct implements Exact<String> {

    private final long windowMillis;
    private final Map<String, Long> lastSeen = new HashMap<>();

    private ExactDistinct(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    static Yardstick<String> ofAll() {
        return new Yardstick<>(
                "How many different items came?",
                "relative error of the count",
                () -> new ExactDistinct(Long.MAX_VALUE));
    }

    static Yardstick<String> lastWindow(Duration window) {
        return new Yardstick<>(
                "How many different items came within the last " + window + "?",
                "relative error of the count",
                () -> new ExactDistinct(window.toMillis()));
    }

    @Override
    public void update(String item, long timeMillis) {
        lastSeen.merge(item, timeMillis, Math::max);
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.estimate(lastSeen.values().stream()
                .filter(time -> time > nowMillis - windowMillis && time <= nowMillis)
                .count());
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        return Yardstick.relativeError(
                answer.number("estimate"), answer(nowMillis).number("estimate"));
    }
}
