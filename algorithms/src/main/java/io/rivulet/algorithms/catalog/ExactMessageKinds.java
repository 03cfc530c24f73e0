package io.rivulet.algorithms.catalog;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many messages of each kind came, where the kinds are known: those of the made log, which their first word tells apart, or the third of a session's. A kind
 * has one template; one that was found in parts counts with its largest.
 */
final class ExactMessageKinds implements Exact<String> {

    static final Yardstick<String> YARDSTICK = new Yardstick<>(
            "Which kinds of messages came?",
            "share of the messages that are not with the rest of their kind",
            ExactMessageKinds::new);

    private final Map<String, Long> counts = new TreeMap<>();
    private long total;

    private ExactMessageKinds() {}

    @Override
    public void update(String message, long timeMillis) {
        counts.merge(kind(message), 1L, Long::sum);
        total++;
    }

    private static String kind(String message) {
        String[] words = message.split(" ", -1);
        return words[0].equals("session") && words.length > 2 ? "session " + words[2] : words[0];
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.table(counts.entrySet().stream()
                .map(e -> Answer.row("template", e.getKey(), "count", e.getValue()))
                .toList());
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        Map<String, Long> largest = new TreeMap<>();
        answer.rows()
                .forEach(row -> largest.merge(kind((String) row.get("template")), (Long) row.get("count"), Math::max));
        long apart = 0;
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            apart += Math.abs(entry.getValue() - largest.getOrDefault(entry.getKey(), 0L));
        }
        return total == 0 ? 0 : (double) apart / total;
    }
}
