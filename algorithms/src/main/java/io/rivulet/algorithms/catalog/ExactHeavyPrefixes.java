package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.frequency.Hierarchy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The prefixes with a share of the total beyond the longer ones listed, by counting all items. An answer's error is the largest distance of a reported count
 * from the true one, or by what a prefix that is not reported exceeds the share, beyond those reported below it.
 */
final class ExactHeavyPrefixes implements Exact<String> {

    private record Prefix(int depth, String text) {}

    private final Hierarchy<String> hierarchy;
    private final double share;
    private final Map<String, Long> counts = new HashMap<>();
    private long total;

    private ExactHeavyPrefixes(Hierarchy<String> hierarchy, double share) {
        this.hierarchy = hierarchy;
        this.share = share;
    }

    static Yardstick<String> yardstick(Hierarchy<String> hierarchy, double share) {
        return new Yardstick<>(
                "Which prefixes, of parts between dots and at most " + hierarchy.maxDepth()
                        + " of them, have a share of " + share + " beyond the longer ones listed?",
                "largest error of a count, or what a missing prefix has beyond the share, as a share of the total",
                () -> new ExactHeavyPrefixes(hierarchy, share));
    }

    @Override
    public void update(String item, long timeMillis) {
        counts.merge(item, 1L, Long::sum);
        total++;
    }

    private long least() {
        return Math.max(1, (long) Math.ceil(share * total));
    }

    @Override
    public Answer answer(long nowMillis) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<Prefix, Boolean> listed = new HashMap<>();
        for (int depth = hierarchy.maxDepth(); depth >= 1; depth--) {
            Map<Prefix, Long> here = beyond(listed, depth);
            here.forEach((prefix, count) -> {
                if (count >= least()) {
                    rows.add(Answer.row("prefix", prefix.text, "depth", (long) prefix.depth, "beyond", count));
                    listed.put(prefix, true);
                }
            });
        }
        rows.sort((a, b) -> ((String) a.get("prefix")).compareTo((String) b.get("prefix")));
        return Answer.table(rows);
    }

    /** What came below each prefix of a depth, but not below a listed one that is deeper. */
    private Map<Prefix, Long> beyond(Map<Prefix, Boolean> listed, int depth) {
        Map<Prefix, Long> here = new HashMap<>();
        counts.forEach((item, count) -> {
            int deepest = hierarchy.depthOf(item);
            boolean covered = false;
            for (int d = deepest; d > depth && !covered; d--) {
                covered = listed.containsKey(new Prefix(d, hierarchy.prefix(item, d)));
            }
            if (deepest >= depth && !covered) {
                here.merge(new Prefix(depth, hierarchy.prefix(item, depth)), count, Long::sum);
            }
        });
        return here;
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        double worst = 0;
        Map<Prefix, Boolean> listed = new HashMap<>();
        for (Map<String, Object> row : answer.rows()) {
            Prefix prefix = new Prefix(((Number) row.get("depth")).intValue(), (String) row.get("prefix"));
            listed.put(prefix, true);
            long count = beyond(Map.of(), prefix.depth).getOrDefault(prefix, 0L);
            worst = Math.max(worst, Math.abs(((Number) row.get("count")).longValue() - count));
        }
        for (int depth = hierarchy.maxDepth(); depth >= 1; depth--) {
            for (Map.Entry<Prefix, Long> entry : beyond(listed, depth).entrySet()) {
                if (!listed.containsKey(entry.getKey())) {
                    worst = Math.max(worst, entry.getValue() - least());
                }
            }
        }
        return total == 0 ? worst : worst / total;
    }
}
