package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.catalog.Input.NumberPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What the algorithms about levels and decisions answer, by the formulas that define it, over all records. */
final class ExactLevels {

    private ExactLevels() {}

    static Answer extremes(List<Double> values) {
        return Answer.of(
                "min",
                values.stream().mapToDouble(v -> v).min().orElse(Double.NaN),
                "max",
                values.stream().mapToDouble(v -> v).max().orElse(Double.NaN));
    }

    /** By information, the inverse of the variance: what is known before, weakened by the drift, and what the reading adds. */
    static Answer localLevel(List<Double> values, List<Long> times, double drift, double noise) {
        double information = 0;
        double level = Double.NaN;
        for (int i = 0; i < values.size(); i++) {
            double seconds = i == 0 ? 0 : (times.get(i) - times.get(i - 1)) / 1_000.0;
            double before = information == 0 ? 0 : 1 / (1 / information + drift * seconds);
            information = before + 1 / noise;
            level = i == 0 ? values.get(0) : (before * level + values.get(i) / noise) / information;
        }
        return Answer.of("level", level, "variance", information == 0 ? Double.NaN : 1 / information);
    }

    static Answer autocorrelation(List<Double> all, int window, int lags) {
        List<Double> values = all.subList(Math.max(0, all.size() - window), all.size());
        int n = values.size();
        double mean = values.stream().mapToDouble(v -> v).sum() / n;
        double[] distances = values.stream().mapToDouble(v -> v - mean).toArray();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int lag = 1; lag <= Math.min(lags, n - 1); lag++) {
            double products = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                products += i < lag ? 0 : distances[i] * distances[i - lag];
                squares += distances[i] * distances[i];
            }
            rows.add(Answer.row("lag", lag, "correlation", products / squares));
        }
        return Answer.table(rows);
    }

    static Answer profile(List<Double> values, List<Long> times, long periodMillis, int parts) {
        Map<Integer, List<Double>> byPart = new TreeMap<>();
        for (int i = 0; i < values.size(); i++) {
            int part = (int) (Math.floorMod(times.get(i), periodMillis) * parts / periodMillis);
            byPart.computeIfAbsent(part, p -> new ArrayList<>()).add(values.get(i));
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        byPart.forEach((part, of) -> {
            double mean = of.stream().mapToDouble(v -> v).sum() / of.size();
            double squares =
                    of.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
            double variance = of.size() < 2 ? Double.NaN : squares / (of.size() - 1);
            rows.add(Answer.row("part", part, "count", of.size(), "mean", mean, "variance", variance));
        });
        return Answer.table(rows);
    }

    static Answer ratioTest(
            List<Double> values, double usual, double alternative, double deviation, double alpha, double beta) {
        double ratio = 0;
        int count = 0;
        String decision = "undecided";
        for (double value : values) {
            double fromUsual = (value - usual) / deviation;
            double fromAlternative = (value - alternative) / deviation;
            ratio += (fromUsual * fromUsual - fromAlternative * fromAlternative) / 2;
            count++;
            if (ratio >= Math.log((1 - beta) / alpha)) {
                decision = "alternative";
                break;
            }
            if (ratio <= Math.log(beta / (1 - alpha))) {
                decision = "null";
                break;
            }
        }
        return Answer.of("decision", decision, "log-ratio", ratio, "values", count);
    }

    static Answer comparison(List<NumberPair> pairs, double spread) {
        double smallest = 1;
        double margin = Double.NaN;
        for (int n = 100; n <= pairs.size(); n++) {
            double variance = (variance(pairs, n, NumberPair::x) + variance(pairs, n, NumberPair::y)) / n;
            double difference = mean(pairs, n, NumberPair::y) - mean(pairs, n, NumberPair::x);
            double with = variance + spread * spread;
            double ratio = Math.sqrt(variance / with)
                    * Math.exp(difference * difference * spread * spread / (2 * variance * with));
            smallest = Math.min(smallest, 1 / ratio);
            margin = Math.sqrt(2 * variance * with / (spread * spread) * Math.log(Math.sqrt(with / variance) / 0.05));
        }
        double difference = mean(pairs, pairs.size(), NumberPair::y) - mean(pairs, pairs.size(), NumberPair::x);
        return Answer.of("difference", difference, "margin", margin, "p-value", smallest);
    }

    private static double mean(List<NumberPair> pairs, int n, ToDoubleFunction<NumberPair> of) {
        return pairs.subList(0, n).stream().mapToDouble(of).sum() / n;
    }

    private static double variance(List<NumberPair> pairs, int n, ToDoubleFunction<NumberPair> of) {
        double mean = mean(pairs, n, of);
        return pairs.subList(0, n).stream()
                        .mapToDouble(p -> Math.pow(of.applyAsDouble(p) - mean, 2))
                        .sum()
                / (n - 1);
    }
}
