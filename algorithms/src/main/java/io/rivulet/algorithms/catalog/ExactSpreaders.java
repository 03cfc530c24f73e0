package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.catalog.Input.Pair;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sources with the most different destinations, by keeping all pairs. An answer's error is the largest distance of a reported number from the true one, or
 * what a missing source leads the least of the reported by.
 */
final class ExactSpreaders implements Exact<Pair> {

    private final int k;
    private final Map<String, Set<String>> destinations = new HashMap<>();

    private ExactSpreaders(int k) {
        this.k = k;
    }

    static Yardstick<Pair> yardstick(int k) {
        return new Yardstick<>(
                "Which " + k + " sources have the most different destinations?",
                "largest error of a number, or lead of a missing source, as a share of all pairs",
                () -> new ExactSpreaders(k));
    }

    @Override
    public void update(Pair pair, long timeMillis) {
        destinations.computeIfAbsent(pair.first(), source -> new HashSet<>()).add(pair.second());
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.table(top().stream()
                .map(source -> Answer.row("source", source, "destinations", (double) of(source)))
                .toList());
    }

    private int of(String source) {
        return destinations.getOrDefault(source, Set.of()).size();
    }

    private List<String> top() {
        return destinations.keySet().stream()
                .sorted(Comparator.<String>comparingInt(source -> -of(source)).thenComparing(source -> source))
                .limit(k)
                .toList();
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        Set<String> reported = new HashSet<>();
        double worst = 0;
        int least = Integer.MAX_VALUE;
        for (Map<String, Object> row : answer.rows()) {
            String source = (String) row.get("source");
            worst = Math.max(worst, Math.abs(((Number) row.get("destinations")).doubleValue() - of(source)));
            least = Math.min(least, of(source));
            reported.add(source);
        }
        int before = reported.size() < k ? 0 : least;
        for (String source : top()) {
            if (!reported.contains(source)) {
                worst = Math.max(worst, of(source) - before);
            }
        }
        int pairs = destinations.values().stream().mapToInt(Set::size).sum();
        return pairs == 0 ? worst : worst / pairs;
    }
}
