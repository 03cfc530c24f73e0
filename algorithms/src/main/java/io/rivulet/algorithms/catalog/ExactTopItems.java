package io.rivulet.algorithms.catalog;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The most frequent items, by counting all. An answer's error is the largest of: the distance of a reported count from the true one; how far a true top
 * item that is not reported leads the least of the reported; and the count of a true top item for which there was a free row.
 */
final class ExactTopItems implements Exact<String> {

    private final int k;
    private final Map<String, Long> counts = new HashMap<>();
    private long total;

    private ExactTopItems(int k) {
        this.k = k;
    }

    static Yardstick<String> yardstick(int k) {
        return new Yardstick<>(
                "Which " + k + " items come most often?",
                "largest error of a count, or lead of a missing item, as a share of the total",
                () -> new ExactTopItems(k));
    }

    @Override
    public void update(String item, long timeMillis) {
        counts.merge(item, 1L, Long::sum);
        total++;
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.table(top().stream()
                .map(e -> Answer.row("item", e.getKey(), "count", e.getValue()))
                .toList());
    }

    private List<Map.Entry<String, Long>> top() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(k)
                .toList();
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        Set<String> reported = new HashSet<>();
        long least = Long.MAX_VALUE;
        double worst = 0;
        for (Map<String, Object> row : answer.rows()) {
            String item = (String) row.get("item");
            long count = counts.getOrDefault(item, 0L);
            worst = Math.max(worst, Math.abs(((Number) row.get("count")).doubleValue() - count));
            reported.add(item);
            least = Math.min(least, count);
        }
        long before = reported.size() < k ? 0 : least;
        for (Map.Entry<String, Long> entry : top()) {
            if (!reported.contains(entry.getKey())) {
                worst = Math.max(worst, entry.getValue() - before);
            }
        }
        return total == 0 ? worst : worst / total;
    }
}
