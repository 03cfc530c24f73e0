package io.rivulet.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.catalog.Answer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** oracle_: windows against the records themselves, filtered and counted anew. */
class ApplyWindowsTest {

    private record Event(long millis, String key, double value) {}

    /** Event times rise, with stretches of silence; a few records come out of order by at most two seconds. */
    private static List<Event> events(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Event> events = new ArrayList<>();
        long now = 1_700_000_000_000L;
        for (int i = 0; i < 400; i++) {
            now += random.nextInt(50) == 0 ? 5_000_000 : random.nextInt(4_000);
            events.add(new Event(now - random.nextInt(2_000), "k" + random.nextInt(3), random.nextInt(100)));
        }
        return events;
    }

    private static String lines(List<Event> events) {
        StringBuilder lines = new StringBuilder();
        events.forEach(e -> lines.append(Instant.ofEpochMilli(e.millis()))
                .append(' ')
                .append(e.key())
                .append(' ')
                .append(e.value())
                .append('\n'));
        return lines.toString();
    }

    private static Map<String, String> expected(List<Event> events, long size, long slide) {
        Map<String, double[]> sums = new TreeMap<>();
        for (Event e : events) {
            long last = Math.floorDiv(e.millis(), slide) * slide;
            for (long start = last; start > e.millis() - size; start -= slide) {
                double[] sum =
                        sums.computeIfAbsent(Instant.ofEpochMilli(start + size) + " " + e.key(), k -> new double[2]);
                sum[0]++;
                sum[1] += e.value();
            }
        }
        Map<String, String> answers = new LinkedHashMap<>();
        sums.forEach((place, sum) -> answers.put(place, (long) sum[0] + " " + Math.round(1e6 * sum[1] / sum[0])));
        return answers;
    }

    private static void check(long seed, String window, long size, String slide, long step) throws IOException {
        List<Event> events = events(seed);
        CommandRun run = CommandRun.withInput(
                lines(events),
                "apply",
                "moments",
                "--time",
                "1",
                "--by",
                "2",
                "--field",
                "3",
                "--window",
                window,
                "--slide",
                slide,
                "--lateness",
                "2s",
                "--json");
        assertEquals("", run.err());
        Map<String, String> answers = new LinkedHashMap<>();
        ObjectMapper mapper = new ObjectMapper();
        for (String line : run.lines()) {
            JsonNode json = mapper.readTree(line);
            Instant end = Instant.parse(json.get("end").asText());
            assertEquals(end.minusMillis(size), Instant.parse(json.get("start").asText()));
            answers.put(
                    end + " " + json.get("key").asText(),
                    json.get("records").asLong() + " "
                            + Math.round(1e6 * json.get("mean").asDouble()));
        }
        Map<String, String> expected = expected(events, size, step);
        assertEquals(expected, answers);
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(answers.keySet()), "by end, then by key");
    }

    @Test
    void oracle_slidingWindowsHoldExactlyTheirRecords() throws IOException {
        for (long seed = 0; seed < 5; seed++) {
            check(seed, "10m", 600_000, "1m", 60_000);
            check(seed, "10s", 10_000, "10s", 10_000);
            check(seed, "10s", 10_000, "3s", 3_000);
        }
    }

    @Test
    void oracle_windowsOfAnAlgorithmThatDoesNotMerge() {
        // Sums written as a list that cannot be merged: one state for each open window.
        Aggregation<Long, List<Long>, Answer> list = Aggregation.of(
                "list",
                ArrayList::new,
                (state, record) -> state.add(record),
                state -> Answer.of("list", List.copyOf(state)),
                StateCodec.of("list", 1, (state, out) -> {}, in -> new ArrayList<>()));
        List<String> shown = new ArrayList<>();
        AnswerSink sink = new AnswerSink() {
            @Override
            public void answer(Map<String, Object> place, long records, Answer answer) {
                shown.add(place.values() + " " + records + " "
                        + answer.rows().get(0).get("list"));
            }

            @Override
            public void flush() {}
        };
        Answering<Long> records =
                new RecordWindows<>(list, WindowGrid.endingAtMultiples(4, 2), new Places(false), sink);
        Answering<Long> times =
                new TimeWindows<>(list, WindowGrid.startingAtMultiples(4, 2), 0, new Places(false), sink);
        for (long i = 1; i <= 7; i++) {
            records.update("", i, 0);
        }
        records.end();
        assertEquals(
                List.of("[1, 2] 2 [1, 2]", "[1, 4] 4 [1, 2, 3, 4]", "[3, 6] 4 [3, 4, 5, 6]", "[5, 7] 3 [5, 6, 7]"),
                shown);
        shown.clear();
        for (long millis : List.of(0L, 1L, 3L, 1_000_000L)) {
            times.update("", millis, millis);
        }
        times.end();
        assertEquals(
                List.of(
                        "[1969-12-31T23:59:59.998Z, 1970-01-01T00:00:00.002Z] 2 [0, 1]",
                        "[1970-01-01T00:00:00Z, 1970-01-01T00:00:00.004Z] 3 [0, 1, 3]",
                        "[1970-01-01T00:00:00.002Z, 1970-01-01T00:00:00.006Z] 1 [3]",
                        "[1970-01-01T00:16:39.998Z, 1970-01-01T00:16:40.002Z] 1 [1000000]",
                        "[1970-01-01T00:16:40Z, 1970-01-01T00:16:40.004Z] 1 [1000000]"),
                shown);
    }

    @Test
    void oracle_slidingWindowsOfRecordsAlsoOfAStateThatKeepsItsOwnTime() {
        String items = "a\nb\nc\nd\ne\nf\n";
        for (String algorithm : List.of("hyperloglog", "sliding-hyperloglog")) {
            CommandRun run = CommandRun.withInput(items, "apply", algorithm, "--window", "4", "--slide", "2", "--json");
            List<Long> estimates = run.lines().stream()
                    .map(line -> Math.round(Double.parseDouble(line.replaceAll(".*:([0-9.]+)}", "$1"))))
                    .toList();
            assertEquals(List.of(2L, 4L, 4L), estimates, algorithm);
        }
    }

    @Test
    void aJumpOverManyYearsTakesNoTime() {
        CommandRun run = CommandRun.withInput(
                "1970-01-01 a\n2026-01-01T12:00:00+01:00 b\n",
                "apply",
                "shannon-entropy",
                "--time",
                "1",
                "--field",
                "2",
                "--window",
                "1s",
                "--slide",
                "1ms",
                "--json");
        assertEquals(2_000, run.lines().size(), run.err());
    }
}
