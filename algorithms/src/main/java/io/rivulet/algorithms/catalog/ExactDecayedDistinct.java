package io.rivulet.algorithms.catalog;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The different items, each weighing half as much one half-life after it last came: by keeping each with that time. */
final class ExactDecayedDistinct implements Exact<String> {

    private final double halfLifeMillis;
    private final Map<String, Long> lastSeen = new HashMap<>();

    private ExactDecayedDistinct(Duration halfLife) {
        this.halfLifeMillis = halfLife.toMillis();
    }

    static Yardstick<String> of(Duration halfLife) {
        return new Yardstick<>(
                "How many different items are about, if each counts half after " + halfLife + "?",
                "relative error of the sum",
                () -> new ExactDecayedDistinct(halfLife));
    }

    @Override
    public void update(String item, long timeMillis) {
        lastSeen.merge(item, timeMillis, Math::max);
    }

    @Override
    public Answer answer(long nowMillis) {
        double sum = 0;
        for (long time : lastSeen.values()) {
            sum += Math.exp(-Math.log(2) * (nowMillis - time) / halfLifeMillis);
        }
        return Answer.estimate(sum);
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        return Yardstick.relativeError(
                answer.number("estimate"), answer(nowMillis).number("estimate"));
    }
}
