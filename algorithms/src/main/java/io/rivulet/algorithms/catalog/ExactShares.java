package io.rivulet.algorithms.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The promise of a sample: it looks like the stream, or like that part of it that the question is about. The distance is that of Kolmogorov and Smirnov between
 * the items of the sample and those of the stream, in the order in which items came first: a sample of the first records, of the last ones, or with a favoured
 * item is far off. Items of a sample count what they say to represent, or one each.
 */
final class ExactShares<T> implements Exact<T> {

    private static final String MEASURE = "Kolmogorov–Smirnov distance of the sample from what it stands for";

    /** All records count alike. */
    static final Yardstick<String> ALL =
            of("Which few records stand for all?", item -> item, item -> 1, (recordsSince, millisSince) -> 1);

    /** Each record counts as much as it weighs. */
    static final Yardstick<Input.Weighted> BY_WEIGHT = of(
            "Which few records stand for all, each by its weight?",
            Input.Weighted::item,
            Input.Weighted::weight,
            (recordsSince, millisSince) -> 1);

    /** What a record counts after a while. */
    interface Fading {
        /**
         * The factor to its weight.
         *
         * @param recordsSince how many came after it
         * @param millisSince time since it came
         */
        double factor(long recordsSince, long millisSince);
    }

    private record Seen(String item, double weight, long timeMillis) {}

    private final Function<? super T, String> item;
    private final ToDoubleFunction<? super T> weight;
    private final Fading fading;
    private final List<Seen> records = new ArrayList<>();

    private ExactShares(Function<? super T, String> item, ToDoubleFunction<? super T> weight, Fading fading) {
        this.item = item;
        this.weight = weight;
        this.fading = fading;
    }

    /** A sample of records by weights of their own and by what time leaves of these. */
    static <T> Yardstick<T> of(
            String question, Function<? super T, String> item, ToDoubleFunction<? super T> weight, Fading fading) {
        return new Yardstick<>(question, MEASURE, () -> new ExactShares<>(item, weight, fading));
    }

    /**
     * The distance that a sample of k passes with the given probability at most: Dvoretzky, Kiefer and Wolfowitz with Massart's constant for k independent draws,
     * which samples without replacement do not pass more often.
     */
    static Tolerance tolerance(int k, double probability) {
        return Tolerance.of(Math.sqrt(Math.log(2 / probability) / (2 * k)), probability);
    }

    @Override
    public void update(T record, long timeMillis) {
        records.add(new Seen(item.apply(record), weight.applyAsDouble(record), timeMillis));
    }

    /** The items with their shares. */
    @Override
    public Answer answer(long nowMillis) {
        Map<String, Double> masses = masses(nowMillis);
        double total = sum(masses);
        return Answer.table(masses.entrySet().stream()
                .map(e -> Answer.row("item", e.getKey(), "share", e.getValue() / total))
                .toList());
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        Map<String, Double> masses = masses(nowMillis);
        Map<String, Double> sampled = new LinkedHashMap<>();
        for (Map<String, Object> row : answer.rows()) {
            String name = (String) row.get("item");
            if (!masses.containsKey(name)) {
                return Double.NaN;
            }
            double represents = row.get("represents") instanceof Number number ? number.doubleValue() : 1;
            sampled.merge(name, represents, Double::sum);
        }
        double total = sum(masses);
        double size = sum(sampled);
        if (total == 0 || size == 0) {
            return total == size ? 0 : 1;
        }
        double worst = 0;
        double cumulated = 0;
        double cumulatedSampled = 0;
        for (Map.Entry<String, Double> entry : masses.entrySet()) {
            cumulated += entry.getValue();
            cumulatedSampled += sampled.getOrDefault(entry.getKey(), 0.0);
            worst = Math.max(worst, Math.abs(cumulated / total - cumulatedSampled / size));
        }
        return worst;
    }

    /** What is left of each item, in the order in which they came first; without those of which nothing is. */
    private Map<String, Double> masses(long nowMillis) {
        Map<String, Double> masses = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            Seen seen = records.get(i);
            double left = seen.weight * fading.factor(records.size() - 1L - i, nowMillis - seen.timeMillis);
            if (left > 0) {
                masses.merge(seen.item, left, Double::sum);
            }
        }
        return masses;
    }

    private static double sum(Map<String, Double> masses) {
        return masses.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
