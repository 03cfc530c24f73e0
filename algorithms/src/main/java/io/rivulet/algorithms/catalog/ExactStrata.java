package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.catalog.Input.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The promise of a stratified sample: its counts are those of the strata, and each stratum's sample looks like the stratum, by the distance of Kolmogorov and
 * Smirnov between the items' places in it. Strata are told apart as the sample does: the first so many, and the rest as one.
 */
final class ExactStrata implements Exact<Pair> {

    /** What the rows of the rest have in place of a stratum. */
    static final String REST = "(rest)";

    private final int maxStrata;
    private final Map<String, Map<String, Long>> strata = new LinkedHashMap<>();

    private ExactStrata(int maxStrata) {
        this.maxStrata = maxStrata;
    }

    static Yardstick<Pair> of(int maxStrata) {
        return new Yardstick<>(
                "Which few records stand for each of the first " + maxStrata + " strata, and for the rest?",
                "largest Kolmogorov–Smirnov distance of a sample from its stratum; infinite where a count is wrong",
                () -> new ExactStrata(maxStrata));
    }

    @Override
    public void update(Pair record, long timeMillis) {
        boolean own = strata.containsKey(record.first())
                || strata.keySet().stream().filter(key -> !key.equals(REST)).count() < maxStrata;
        strata.computeIfAbsent(own ? record.first() : REST, key -> new LinkedHashMap<>())
                .merge(record.second(), 1L, Long::sum);
    }

    /** The strata with their counts. */
    @Override
    public Answer answer(long nowMillis) {
        return Answer.table(strata.entrySet().stream()
                .map(e -> Answer.row("stratum", e.getKey(), "count", count(e.getValue())))
                .toList());
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        if (answer.rows().size() != strata.size()) {
            return Double.POSITIVE_INFINITY;
        }
        double worst = 0;
        for (Map<String, Object> row : answer.rows()) {
            Map<String, Long> items = strata.getOrDefault((String) row.get("stratum"), Map.of());
            if (!row.get("count").equals(count(items))) {
                return Double.POSITIVE_INFINITY;
            }
            worst = Math.max(worst, distance(items, (List<?>) row.get("items")));
        }
        return worst;
    }

    private static long count(Map<String, Long> items) {
        return items.values().stream().mapToLong(Long::longValue).sum();
    }

    private static double distance(Map<String, Long> items, List<?> sampled) {
        List<Object> left = new ArrayList<>(sampled);
        double all = count(items);
        double worst = 0;
        double cumulated = 0;
        for (Map.Entry<String, Long> entry : items.entrySet()) {
            cumulated += entry.getValue();
            left.removeIf(entry.getKey()::equals);
            worst = Math.max(
                    worst, Math.abs(cumulated / all - (sampled.size() - left.size()) / (double) sampled.size()));
        }
        return left.isEmpty() ? worst : Double.POSITIVE_INFINITY;
    }
}
