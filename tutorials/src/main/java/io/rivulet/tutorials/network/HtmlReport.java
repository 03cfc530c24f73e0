package io.rivulet.tutorials.network;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.page.StandalonePage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A run to look at: one file that holds everything, charts and chart library included, and loads nothing.
 *
 * <p>The data is JSON inside the page with every {@code <} escaped, and the page's script puts names into it as text only, so a host may be called what it
 * likes. At most {@link #KEYS} keys (those with the most alerts), {@link SeriesRecorder#POINTS} points of each and {@link #ALERTS} alerts are shown.
 */
final class HtmlReport {

    /** Keys to choose from at most. */
    static final int KEYS = 50;
    /** Alerts listed at most. */
    static final int ALERTS = 1_000;
    /** Points of the throughput chart at most. */
    static final int PROGRESS = 600;
    /** Stretches of truth shown at most, the longest first. */
    static final int TRUTHS = 2_000;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * How far the run was at some time.
     *
     * @param runMillis since its start
     * @param records connections taken in so far
     */
    record Progress(long runMillis, long records) {}

    private HtmlReport() {}

    /** Writes the page. */
    static void write(
            Path file,
            Summary summary,
            SeriesRecorder series,
            List<Attack> attacks,
            LabelTimeline labels,
            List<Progress> progress)
            throws IOException {
        Files.writeString(file, page(summary, series, attacks, labels, progress), StandardCharsets.UTF_8);
    }

    /** The page. */
    static String page(
            Summary summary,
            SeriesRecorder series,
            List<Attack> attacks,
            LabelTimeline labels,
            List<Progress> progress) {
        ObjectNode data = MAPPER.createObjectNode();
        data.set("summary", summary.json());
        ArrayNode kinds = data.putArray("series");
        for (Series s : Series.values()) {
            kinds.addObject().put("id", s.id()).put("words", s.words()).put("unit", s.unit());
        }
        tracks(data.putArray("tracks"), series.tracks(shownKeys(summary, series)));
        data.put("keysLeftOut", Math.max(0, summary.keys() - data.get("tracks").size()));
        ArrayNode alerts = data.putArray("alerts");
        summary.alerts().stream()
                .sorted(Comparator.comparingLong(Alert::raisedMillis))
                .limit(ALERTS)
                .forEach(alert -> alerts.add(Summary.json(alert)
                        .put("from", alert.raisedMillis())
                        .put("to", alert.lastMillis())
                        .put("words", alert.kind().words())));
        data.put("alertsLeftOut", Math.max(0, summary.alerts().size() - ALERTS));
        truth(data.putArray("truth"), attacks, labels);
        ArrayNode run = data.putArray("progress");
        int step = Math.max(1, (progress.size() + PROGRESS - 1) / PROGRESS);
        for (int i = 0; i < progress.size(); i += step) {
            run.addArray().add(progress.get(i).runMillis()).add(progress.get(i).records());
        }
        return StandalonePage.of("io/rivulet/tutorials/network/report.html", data);
    }

    /** Those with the most alerts, then by name. */
    private static List<String> shownKeys(Summary summary, SeriesRecorder series) {
        Map<String, Integer> alerts = new HashMap<>();
        summary.alerts().forEach(alert -> alerts.merge(alert.key(), 1, Integer::sum));
        Set<String> keys = new LinkedHashSet<>(series.keys());
        return keys.stream()
                .sorted(Comparator.comparingInt((String key) -> -alerts.getOrDefault(key, 0))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(KEYS)
                .toList();
    }

    private static void tracks(ArrayNode out, List<SeriesRecorder.Track> tracks) {
        for (SeriesRecorder.Track track : tracks) {
            ObjectNode node = out.addObject().put("key", track.key());
            ArrayNode times = node.putArray("times");
            for (long time : track.times()) {
                times.add(time);
            }
            ArrayNode lows = node.putArray("lows");
            ArrayNode highs = node.putArray("highs");
            for (Series s : Series.values()) {
                values(lows.addArray(), track.lows()[s.ordinal()]);
                values(highs.addArray(), track.highs()[s.ordinal()]);
            }
        }
    }

    /** Four significant digits are more than a chart can show. */
    private static void values(ArrayNode out, double[] values) {
        for (double value : values) {
            if (Double.isNaN(value)) {
                out.addNull();
            } else if (value == Math.rint(value)) {
                out.add((long) value);
            } else {
                double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - 3);
                out.add((float) (Math.rint(value / unit) * unit));
            }
        }
    }

    private static void truth(ArrayNode out, List<Attack> attacks, LabelTimeline labels) {
        for (Attack attack : attacks) {
            out.addObject()
                    .put("name", attack.name())
                    .put("who", attack.source() + " → " + attack.target())
                    .put("from", attack.fromMillis())
                    .put("to", attack.toMillis());
        }
        List<LabelTimeline.Episode> episodes = new ArrayList<>(labels.episodes(Evaluation.EPISODE_GAP_MILLIS));
        episodes.sort(Comparator.comparingLong(e -> -e.connections()));
        for (LabelTimeline.Episode e : episodes.subList(0, Math.min(TRUTHS, episodes.size()))) {
            out.addObject()
                    .put("name", e.label())
                    .put("who", e.connections() + " connections")
                    .put("from", e.fromMillis())
                    .put("to", e.toMillis());
        }
    }
}
