package io.rivulet.algorithms.catalog;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;

/**
 * The most frequent items, by counting all. An answer's error is the largest of: the distance of a reported count from the true one; how far a true top
 * item that is not reported leads the least of the reported; and the count of a true top item for which there was a free row.
 */
final class ExactTopItems implements Exact<String> {

    /** What every item weighs. */
    private interface Weights {
        void update(String item, long timeMillis);

        Map<String, Double> at(long nowMillis);
    }

    private static final String MEASURE =
            "largest error of a count, or lead of a missing item, as a share of the total";

    private final int k;
    private final Weights weights;
    private final String column;
    private final DoubleFunction<Object> number;
    /** The answer of the last question, which many algorithms are held against. */
    private long askedMillis;

    private Map<String, Double> exact = Map.of();
    private List<Map.Entry<String, Double>> top = List.of();
    private double total;
    private boolean isAsked;

    private ExactTopItems(int k, Weights weights, String column, DoubleFunction<Object> number) {
        this.k = k;
        this.weights = weights;
        this.column = column;
        this.number = number;
    }

    static Yardstick<String> yardstick(int k) {
        return counting("Which " + k + " items come most often?", k, AllCounts::new);
    }

    static Yardstick<String> ofLast(long window, int k) {
        return counting(
                "Which " + k + " items come most often among the last " + window + "?",
                k,
                () -> new LastCounts(window));
    }

    private static Yardstick<String> counting(String question, int k, Supplier<Weights> weights) {
        return new Yardstick<>(
                question, MEASURE, () -> new ExactTopItems(k, weights.get(), "count", count -> (long) count));
    }

    static Yardstick<String> decayed(Duration halfLife, int k) {
        return new Yardstick<>(
                "Which " + k + " items come most often lately, where a record counts half after " + halfLife + "?",
                MEASURE,
                () -> new ExactTopItems(k, new DecayedWeights(halfLife), "weight", weight -> weight));
    }

    @Override
    public void update(String item, long timeMillis) {
        weights.update(item, timeMillis);
        isAsked = false;
    }

    @Override
    public Answer answer(long nowMillis) {
        ask(nowMillis);
        return Answer.table(top.stream()
                .map(e -> Answer.row("item", e.getKey(), column, number.apply(e.getValue())))
                .toList());
    }

    private void ask(long nowMillis) {
        if (isAsked && nowMillis == askedMillis) {
            return;
        }
        askedMillis = nowMillis;
        exact = weights.at(nowMillis);
        top = exact.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(k)
                .toList();
        total = exact.values().stream().mapToDouble(Double::doubleValue).sum();
        isAsked = true;
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        ask(nowMillis);
        Set<String> reported = new HashSet<>();
        double least = Double.MAX_VALUE;
        double worst = 0;
        for (Map<String, Object> row : answer.rows()) {
            String item = (String) row.get("item");
            double weight = exact.getOrDefault(item, 0.0);
            worst = Math.max(worst, Math.abs(((Number) row.get(column)).doubleValue() - weight));
            reported.add(item);
            least = Math.min(least, weight);
        }
        double before = reported.size() < k ? 0 : least;
        for (Map.Entry<String, Double> entry : top) {
            if (!reported.contains(entry.getKey())) {
                worst = Math.max(worst, entry.getValue() - before);
            }
        }
        return total == 0 ? worst : worst / total;
    }

    private static final class AllCounts implements Weights {
        private final Map<String, Double> counts = new HashMap<>();

        @Override
        public void update(String item, long timeMillis) {
            counts.merge(item, 1.0, Double::sum);
        }

        @Override
        public Map<String, Double> at(long nowMillis) {
            return counts;
        }
    }

    private static final class LastCounts implements Weights {
        private final long window;
        private final Deque<String> last = new ArrayDeque<>();
        private final Map<String, Double> counts = new HashMap<>();

        LastCounts(long window) {
            this.window = window;
        }

        @Override
        public void update(String item, long timeMillis) {
            last.add(item);
            counts.merge(item, 1.0, Double::sum);
            if (last.size() > window) {
                counts.computeIfPresent(last.remove(), (gone, count) -> count > 1 ? count - 1 : null);
            }
        }

        @Override
        public Map<String, Double> at(long nowMillis) {
            return counts;
        }
    }

    /** Weights as of each item's latest record. */
    private static final class DecayedWeights implements Weights {
        private final double halfLifeMillis;
        private final Map<String, double[]> weightAndTime = new HashMap<>();

        DecayedWeights(Duration halfLife) {
            halfLifeMillis = halfLife.toMillis();
        }

        @Override
        public void update(String item, long timeMillis) {
            double[] known = weightAndTime.computeIfAbsent(item, i -> new double[] {0, timeMillis});
            double latest = Math.max(known[1], timeMillis);
            known[0] = known[0] * faded(latest - known[1]) + faded(latest - timeMillis);
            known[1] = latest;
        }

        @Override
        public Map<String, Double> at(long nowMillis) {
            Map<String, Double> weights = new HashMap<>();
            weightAndTime.forEach((item, known) -> weights.put(item, known[0] * faded(nowMillis - known[1])));
            return weights;
        }

        private double faded(double ageMillis) {
            return StrictMath.pow(2, -ageMillis / halfLifeMillis);
        }
    }
}
