package io.rivulet.algorithms.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How surprisingly frequent every item is, by keeping all records. An answer's error is the largest distance of a reported surprise from the true one, or
 * what a missing item leads the least of the reported by.
 */
final class ExactTrends implements Exact<String> {

    private record Seen(String item, long timeMillis) {}

    private final int k;
    private final double lately;
    private final double past;
    private final List<Seen> records = new ArrayList<>();

    private ExactTrends(Duration lately, Duration past, int k) {
        this.k = k;
        this.lately = lately.toMillis();
        this.past = past.toMillis();
    }

    static Yardstick<String> yardstick(Duration lately, Duration past, int k) {
        return new Yardstick<>(
                "Which " + k + " items come more often than they used to, by half-lives of " + lately + " and " + past
                        + "?",
                "largest error of a surprise, or lead of a missing item, in standard deviations",
                () -> new ExactTrends(lately, past, k));
    }

    @Override
    public void update(String item, long timeMillis) {
        records.add(new Seen(item, timeMillis));
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.table(rising(nowMillis).stream()
                .map(e -> Answer.row("item", e.getKey(), "surprise", e.getValue()))
                .toList());
    }

    private List<Map.Entry<String, Double>> rising(long nowMillis) {
        return surprises(nowMillis).entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(k)
                .toList();
    }

    private Map<String, Double> surprises(long nowMillis) {
        Map<String, double[]> weights = new HashMap<>();
        long first = Long.MAX_VALUE;
        for (Seen seen : records) {
            double age = nowMillis - seen.timeMillis;
            double[] both = weights.computeIfAbsent(seen.item, item -> new double[2]);
            both[0] += StrictMath.pow(2, -age / lately);
            both[1] += StrictMath.pow(2, -age / past);
            first = Math.min(first, seen.timeMillis);
        }
        double age = nowMillis - first;
        double steady = age <= 0
                ? 1
                : lately * (1 - StrictMath.pow(2, -age / lately)) / (past * (1 - StrictMath.pow(2, -age / past)));
        Map<String, Double> surprises = new HashMap<>();
        weights.forEach((item, both) -> {
            double recent = both[0] + 0.5;
            double expected = both[1] * steady + 0.5;
            double deviance = recent * StrictMath.log(recent / expected) - recent + expected;
            surprises.put(item, Math.signum(recent - expected) * 2 * Math.sqrt(Math.max(0, deviance)));
        });
        return surprises;
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        Map<String, Double> exact = surprises(nowMillis);
        Map<String, Double> reported = new HashMap<>();
        double worst = 0;
        double least = Double.MAX_VALUE;
        for (Map<String, Object> row : answer.rows()) {
            double surprise = exact.getOrDefault((String) row.get("item"), 0.0);
            worst = Math.max(worst, Math.abs(((Number) row.get("surprise")).doubleValue() - surprise));
            least = Math.min(least, surprise);
            reported.put((String) row.get("item"), surprise);
        }
        double before = reported.size() < k ? 0 : least;
        for (Map.Entry<String, Double> entry : rising(nowMillis)) {
            if (!reported.containsKey(entry.getKey())) {
                worst = Math.max(worst, entry.getValue() - before);
            }
        }
        return worst;
    }
}
