package io.rivulet.algorithms.catalog;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The promise of a uniform sample: it looks like the stream. The distance is that of Kolmogorov and Smirnov between the items of the sample and those of
 * the stream, in the order in which items came first: a sample of the first records, of the last ones, or with a favoured item is far off.
 */
final class UniformSample implements Exact<String> {

    static final Yardstick<String> YARDSTICK = new Yardstick<>(
            "Which few records stand for all?",
            "Kolmogorov–Smirnov distance of the sample from the stream",
            UniformSample::new);

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private long total;

    private UniformSample() {}

    /**
     * The distance that a uniform sample of k passes with the given probability at most: Dvoretzky, Kiefer and Wolfowitz with Massart's constant, which
     * samples without replacement do not pass more often.
     */
    static Tolerance tolerance(int k, double probability) {
        return Tolerance.of(Math.sqrt(Math.log(2 / probability) / (2 * k)), probability);
    }

    @Override
    public void update(String item, long timeMillis) {
        counts.merge(item, 1L, Long::sum);
        total++;
    }

    /** The items with their shares. */
    @Override
    public Answer answer(long nowMillis) {
        return Answer.table(counts.entrySet().stream()
                .map(e -> Answer.row("item", e.getKey(), "share", (double) e.getValue() / total))
                .toList());
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        if (total == 0) {
            return answer.rows().isEmpty() ? 0 : Double.NaN;
        }
        Map<String, Long> sampled = new LinkedHashMap<>();
        answer.rows().forEach(row -> sampled.merge((String) row.get("item"), 1L, Long::sum));
        double size = answer.rows().size();
        double worst = size == 0 ? 1 : 0;
        double cumulated = 0;
        double cumulatedSampled = 0;
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            cumulated += entry.getValue();
            cumulatedSampled += sampled.getOrDefault(entry.getKey(), 0L);
            worst = Math.max(worst, Math.abs(cumulated / total - cumulatedSampled / Math.max(1, size)));
        }
        return worst;
    }
}
