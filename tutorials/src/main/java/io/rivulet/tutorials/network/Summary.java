package io.rivulet.tutorials.network;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a run went, for people and for programs.
 *
 * @param input what was read
 * @param records connections taken in
 * @param badLines lines that could not be read
 * @param lateRecords connections that came after their windows were closed
 * @param firstMillis time of the first connection
 * @param lastMillis time of the last one
 * @param runMillis how long the run took
 * @param keys how many keys there were
 * @param alerts each once, in its last form
 * @param byAttacks against known attacks, where there are any
 * @param byLabels against labels, where there are any
 */
record Summary(
        String input,
        long records,
        long badLines,
        long lateRecords,
        long firstMillis,
        long lastMillis,
        long runMillis,
        int keys,
        List<Alert> alerts,
        Optional<Evaluation.ByAttacks> byAttacks,
        Optional<Evaluation.ByLabels> byLabels) {

    Summary {
        Objects.requireNonNull(input, "input");
        alerts = List.copyOf(alerts);
        Objects.requireNonNull(byAttacks, "byAttacks");
        Objects.requireNonNull(byLabels, "byLabels");
    }

    /** Connections taken in a second. */
    double recordsPerSecond() {
        return records * 1000.0 / Math.max(1, runMillis);
    }

    /** For people, lines of text. */
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(line(
                "%,d connections of %s in %.1f s, %,.0f a second",
                records, input, runMillis / 1000.0, recordsPerSecond()));
        if (records > 0) {
            lines.add(
                    line("%s to %s, %d %s", minute(firstMillis), minute(lastMillis), keys, keys == 1 ? "key" : "keys"));
        }
        lines.add(line("%d bad lines, %d late connections, %d alerts", badLines, lateRecords, alerts.size()));
        byAttacks.ifPresent(e -> {
            lines.add(line(
                    "attacks: %d of %d detected, %d false alarms, %.1f a day",
                    e.detected(), e.outcomes().size(), e.falseAlarms().size(), e.falseAlarmsPerDay()));
            for (Evaluation.Outcome o : e.outcomes()) {
                lines.add(line(
                        "  %-12s %s  %s",
                        o.attack().name(),
                        minute(o.attack().fromMillis()),
                        o.detected()
                                ? "detected after " + duration(o.delayMillis().getAsLong()) + " as " + words(o)
                                : "missed"));
            }
        });
        byLabels.ifPresent(e -> {
            lines.add(line(
                    "alerts: %d, precision %s; minutes: precision %s, recall %s",
                    e.alerts(), percent(e.alertPrecision()), percent(e.windowPrecision()), percent(e.windowRecall())));
            lines.add(line(
                    "  %-28s %12s %10s %7s %10s %7s", "label", "connections", "episodes", "found", "minutes", "found"));
            for (Evaluation.LabelRow r : e.rows()) {
                lines.add(line(
                        "  %-28s %,12d %10d %7s %,10d %7s",
                        r.label(),
                        r.connections(),
                        r.episodes(),
                        percent(r.episodeRecall()),
                        r.windows(),
                        percent(r.windowRecall())));
            }
        });
        return String.join(System.lineSeparator(), lines);
    }

    /** For programs, one object: {@code {"type":"summary",…}}. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "summary")
                .put("input", input)
                .put("records", records)
                .put("badLines", badLines)
                .put("lateRecords", lateRecords)
                .put("seconds", runMillis / 1000.0)
                .put("recordsPerSecond", Math.round(recordsPerSecond()))
                .put("keys", keys)
                .put("alerts", alerts.size());
        if (records > 0) {
            json.put("first", Instant.ofEpochMilli(firstMillis).toString())
                    .put("last", Instant.ofEpochMilli(lastMillis).toString());
        }
        byAttacks.ifPresent(e -> {
            json.put("attacks", e.outcomes().size())
                    .put("detected", e.detected())
                    .put("falseAlarms", e.falseAlarms().size())
                    .put("falseAlarmsPerDay", e.falseAlarmsPerDay());
            var outcomes = json.putArray("outcomes");
            for (Evaluation.Outcome o : e.outcomes()) {
                ObjectNode outcome = outcomes.addObject()
                        .put("attack", o.attack().name())
                        .put("kind", o.attack().kind().id())
                        .put("detected", o.detected());
                o.delayMillis().ifPresent(delay -> outcome.put("delaySeconds", delay / 1000.0));
                var as = outcome.putArray("as");
                o.as().forEach(kind -> as.add(kind.id()));
            }
        });
        byLabels.ifPresent(e -> {
            putNumber(json, "alertPrecision", e.alertPrecision());
            putNumber(json, "minutePrecision", e.windowPrecision());
            putNumber(json, "minuteRecall", e.windowRecall());
            var labels = json.putArray("labels");
            for (Evaluation.LabelRow r : e.rows()) {
                labels.addObject()
                        .put("label", r.label())
                        .put("connections", r.connections())
                        .put("episodes", r.episodes())
                        .put("episodesFound", r.episodesFound())
                        .put("minutes", r.windows())
                        .put("minutesFound", r.windowsFlagged());
            }
        });
        return json;
    }

    /** An alert for people, one line. */
    static String text(Alert alert) {
        String moves = alert.moves().stream()
                .limit(4)
                .map(m -> line(
                        "%s %s %.1f (usual %.1f%s)",
                        m.series().words(),
                        m.up() ? "up to" : "down to",
                        m.value(),
                        m.usual(),
                        m.series().unit().isEmpty() ? "" : " " + m.series().unit()))
                .collect(Collectors.joining(", "));
        String when = alert.over()
                ? "over    " + minute(alert.lastMillis()) + " (since " + minute(alert.raisedMillis()) + ")"
                : "ALERT   " + minute(alert.raisedMillis());
        return line(
                "%s  %s  %s by %s, %s: %s",
                when, alert.key(), alert.kind().words(), alert.source(), alert.target(), moves);
    }

    /** An alert for programs, one object: {@code {"type":"alert",…}}. */
    static ObjectNode json(Alert alert) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", alert.over() ? "alert-over" : "alert")
                .put("key", alert.key())
                .put("kind", alert.kind().id())
                .put("raised", Instant.ofEpochMilli(alert.raisedMillis()).toString())
                .put("last", Instant.ofEpochMilli(alert.lastMillis()).toString())
                .put("source", alert.source())
                .put("target", alert.target());
        var moves = json.putArray("moves");
        alert.moves().forEach(m -> moves.addObject()
                .put("series", m.series().id())
                .put("direction", m.up() ? "up" : "down")
                .put("usual", m.usual())
                .put("value", m.value())
                .put("score", m.score()));
        var sources = json.putArray("topSources");
        alert.topSources()
                .forEach(t -> sources.addObject().put("host", t.host()).put("connections", t.connections()));
        var destinations = json.putArray("topDestinations");
        alert.topDestinations()
                .forEach(t -> destinations.addObject().put("host", t.host()).put("connections", t.connections()));
        return json;
    }

    private static String words(Evaluation.Outcome outcome) {
        return outcome.as().stream().map(AttackKind::words).collect(Collectors.joining(" and "));
    }

    private static void putNumber(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        } else {
            json.putNull(name);
        }
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : line("%.0f %%", 100 * share);
    }

    private static String duration(long millis) {
        Duration d = Duration.ofMillis(millis);
        return d.toMinutes() > 0 ? d.toMinutes() + " min" : d.toSeconds() + " s";
    }

    private static String minute(long millis) {
        return Instant.ofEpochMilli(millis).toString().substring(0, 16).replace('T', ' ');
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
