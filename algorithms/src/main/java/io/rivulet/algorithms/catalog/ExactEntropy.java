package io.rivulet.algorithms.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Shannon's entropy by its definition, over all records kept, each weighted by its age. */
final class ExactEntropy implements Exact<String> {

    private record Timed(String item, long timeMillis) {}

    private final DoubleUnaryOperator weightOfAge;
    private final List<Timed> records = new ArrayList<>();

    private ExactEntropy(DoubleUnaryOperator weightOfAge) {
        this.weightOfAge = weightOfAge;
    }

    static Yardstick<String> ofAll() {
        return new Yardstick<>("How spread are the items?", "error in bits", () -> new ExactEntropy(age -> 1));
    }

    static Yardstick<String> decayed(Duration halfLife) {
        double millis = halfLife.toMillis();
        return new Yardstick<>(
                "How spread are the items, where one counts half after " + halfLife + "?",
                "error in bits of the fading entropy",
                () -> new ExactEntropy(age -> Math.exp(-Math.log(2) * age / millis)));
    }

    @Override
    public void update(String item, long timeMillis) {
        records.add(new Timed(item, timeMillis));
    }

    @Override
    public Answer answer(long nowMillis) {
        // Ages are taken from the last record: entropy depends on shares only, and an old stream's weights must not
        // vanish.
        long last = records.isEmpty() ? 0 : records.get(records.size() - 1).timeMillis;
        Map<String, Double> weights = new LinkedHashMap<>();
        records.forEach(r -> weights.merge(r.item, weightOfAge.applyAsDouble(last - r.timeMillis), Double::sum));
        double total = weights.values().stream().mapToDouble(w -> w).sum();
        return Answer.estimate(weights.values().stream()
                .mapToDouble(w -> -w / total * Math.log(w / total) / Math.log(2))
                .sum());
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        return Yardstick.absoluteError(
                answer.number("estimate"), answer(nowMillis).number("estimate"));
    }
}
