package io.rivulet.algorithms.catalog;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The number of different items, by keeping each with the time it was last seen. */
final class ExactDistinct implements Exact<String> {

    private final long windowMillis;
    private final Map<String, Long> lastSeen = new HashMap<>();
    /** The count at the last question, which many algorithms are held against; negative when it has to be taken anew. */
    private long counted = -1;

    private long countedMillis;

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
        counted = -1;
    }

    @Override
    public Answer answer(long nowMillis) {
        if (counted < 0 || nowMillis != countedMillis) {
            counted = lastSeen.values().stream()
                    .filter(time -> time > nowMillis - windowMillis && time <= nowMillis)
                    .count();
            countedMillis = nowMillis;
        }
        return Answer.estimate(counted);
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        return Yardstick.relativeError(
                answer.number("estimate"), answer(nowMillis).number("estimate"));
    }
}
