package io.rivulet.tutorials.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** oracle_: what the page must and must not hold. That it draws was looked at in a browser. */
class HtmlReportTest {

    private static final long MINUTE = 60_000;

    private static WindowStats window(String key, long minute, double value) {
        return new WindowStats(
                key,
                minute * MINUTE,
                10 * MINUTE,
                (long) value,
                0,
                Double.NaN,
                value / 7,
                1,
                0,
                value,
                1,
                new FanOut.Widest("a", 1),
                FanOut.Widest.NONE,
                List.of(new Talker("a", 1)),
                List.of(new Talker("b", 1)));
    }

    private static Summary summary(int keys, List<Alert> alerts) {
        return new Summary("test", 10, 0, 0, 0, MINUTE, 5, keys, alerts, Optional.empty(), Optional.empty());
    }

    private static JsonNode data(String page) throws IOException {
        Matcher m = Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page);
        assertTrue(m.find());
        return JsonMapper.builder().build().readTree(m.group(1));
    }

    @Test
    void oracle_thePageIsWholeAndLoadsNothing(@TempDir Path folder) throws IOException {
        SeriesRecorder series = new SeriesRecorder();
        for (int m = 1; m < 50; m++) {
            series.update(window("net", m, m));
        }
        Path file = folder.resolve("report.html");
        HtmlReport.write(
                file,
                summary(1, List.of()),
                series,
                List.of(),
                new LabelTimeline(),
                List.of(new HtmlReport.Progress(5, 10)));
        String page = Files.readString(file);
        assertTrue(page.startsWith("<!DOCTYPE html>") && page.stripTrailing().endsWith("</html>"));
        assertFalse(page.contains("/*DATA*/") || page.contains("/*LIBRARY*/"));
        assertEquals(3, count(page, "<script"), "data, library and the page's own");
        assertEquals(3, count(page, "</script>"));
        String withoutLibrary =
                page.substring(0, page.indexOf("<script>")) + page.substring(page.lastIndexOf("<script>"));
        for (String loads : List.of(
                "http:", "https:", " src=", "<link", "@import", "url(", "fetch(", "import(", "XMLHttpRequest")) {
            assertFalse(withoutLibrary.contains(loads), loads);
        }
        String library = page.substring(page.indexOf("<script>"), page.lastIndexOf("<script>"));
        assertFalse(
                library.contains("XMLHttpRequest") || library.contains("fetch(") || library.contains("importScripts"));
    }

    @Test
    void oracle_aHostMayBeCalledWhatItLikes() throws IOException {
        List<String> names = List.of(
                "</script><script>alert(1)</script>",
                "<!--<script>",
                "\"';--",
                "/*LIBRARY*/",
                "\u2028\u2029",
                "a\\u003cb",
                "&amp;",
                "𝔘\u0000");
        SeriesRecorder series = new SeriesRecorder();
        List<Alert> alerts = new ArrayList<>();
        for (String name : names) {
            series.update(window(name, 5, 3));
            Alert.Move move = new Alert.Move(Series.RATE, 1, 2, 9);
            alerts.add(new Alert(
                    name,
                    AttackKind.FLOOD,
                    5 * MINUTE,
                    6 * MINUTE,
                    true,
                    name,
                    name,
                    List.of(move),
                    List.of(new Talker(name, 1)),
                    List.of()));
        }
        LabelTimeline labels = new LabelTimeline();
        labels.update(new Connection(0, "s", 1, "d", 1, 0, names.get(0)));
        String page = HtmlReport.page(summary(names.size(), alerts), series, List.of(), labels, List.of());
        assertEquals(3, count(page, "<script"));
        assertFalse(page.contains("<!--"));
        JsonNode data = data(page);
        assertEquals(names.size(), data.get("alerts").size());
        for (int i = 0; i < names.size(); i++) {
            assertEquals(names.get(i), data.get("alerts").get(i).get("source").asText());
        }
        assertEquals(names.get(0), data.get("truth").get(0).get("name").asText());
    }

    @Test
    void oracle_manyKeysPointsAndAlertsStayBounded() throws IOException {
        SeriesRecorder series = new SeriesRecorder();
        for (int k = 0; k < 600; k++) {
            for (int m = 1; m <= (k == 0 ? 10_000 : 3); m++) {
                series.update(window("key" + k, m, m == 7_777 ? 1e6 : 10));
            }
        }
        assertEquals(SeriesRecorder.KEYS, series.keys().size());
        assertEquals(300, series.windowsLeftOut());
        SeriesRecorder.Track track = series.tracks(List.of("key0")).get(0);
        assertTrue(track.times().length <= SeriesRecorder.POINTS && track.times().length > SeriesRecorder.POINTS / 3);
        double highest = 0;
        for (double high : track.highs()[Series.DESTINATIONS.ordinal()]) {
            highest = Math.max(highest, high);
        }
        assertEquals(1e6, highest, "a single peak is not lost");
        assertTrue(Double.isNaN(track.lows()[Series.PORT_ENTROPY.ordinal()][0]));

        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            alerts.add(new Alert(
                    "key99",
                    AttackKind.FLOOD,
                    i * MINUTE,
                    i * MINUTE,
                    true,
                    "s",
                    "t",
                    List.of(),
                    List.of(),
                    List.of()));
        }
        List<HtmlReport.Progress> progress = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            progress.add(new HtmlReport.Progress(i, i));
        }
        JsonNode data = data(HtmlReport.page(summary(600, alerts), series, List.of(), new LabelTimeline(), progress));
        assertEquals(HtmlReport.KEYS, data.get("tracks").size());
        assertEquals(
                "key99", data.get("tracks").get(0).get("key").asText(), "the key with the most alerts comes first");
        assertEquals(550, data.get("keysLeftOut").asInt());
        assertEquals(HtmlReport.ALERTS, data.get("alerts").size());
        assertEquals(500, data.get("alertsLeftOut").asInt());
        assertTrue(data.get("progress").size() <= HtmlReport.PROGRESS);
    }

    @Test
    void oracle_anEmptyRunHasAPageToo() throws IOException {
        Summary empty = new Summary("nothing", 0, 2, 0, 0, 0, 0, 0, List.of(), Optional.empty(), Optional.empty());
        assertEquals(
                0,
                data(HtmlReport.page(empty, new SeriesRecorder(), List.of(), new LabelTimeline(), List.of()))
                        .get("tracks")
                        .size());
        assertTrue(empty.text().contains("2 bad lines"));
    }

    private static int count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            count++;
        }
        return count;
    }
}
