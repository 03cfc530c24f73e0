package io.rivulet.tutorials.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.dataflow.GraphDrawing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * oracle_: the dataflow against the reference model, a plain loop; and against itself with more workers. example_: what its story promises. The runs over
 * recorded traffic are in {@link RealTrafficTest}.
 */
class NetworkEntropyTest {

    private static final TrafficGenerator.Settings SMALL = new TrafficGenerator.Settings(11, 1, 80, 3);

    /** What an alert says, without what rests on estimates: how many sources there are is one. */
    private record Told(String key, AttackKind kind, long raised, long last, boolean over, String source) {
        static Told of(Alert alert) {
            String source = alert.source().endsWith(" sources") ? "many" : alert.source();
            return new Told(alert.key(), alert.kind(), alert.raisedMillis(), alert.lastMillis(), alert.over(), source);
        }

        static List<Told> sorted(List<Alert> alerts) {
            return alerts.stream()
                    .map(Told::of)
                    .sorted(Comparator.comparing(Told::toString))
                    .toList();
        }
    }

    /** Of windows in any order, by key and time. */
    private static List<WindowStats> sorted(List<WindowStats> windows) {
        return windows.stream()
                .sorted(Comparator.comparing(WindowStats::key).thenComparing(WindowStats::endMillis))
                .toList();
    }

    static void assertSameWindows(List<WindowStats> expected, List<WindowStats> actual) {
        assertEquals(expected.size(), actual.size());
        List<WindowStats> model = sorted(expected);
        List<WindowStats> flow = sorted(actual);
        double squares = 0;
        int estimates = 0;
        for (int i = 0; i < model.size(); i++) {
            WindowStats m = model.get(i);
            WindowStats f = flow.get(i);
            String where = m + " but " + f;
            assertEquals(m.key(), f.key(), where);
            assertEquals(m.endMillis(), f.endMillis(), where);
            assertEquals(m.connections(), f.connections(), where);
            assertEquals(m.bytes(), f.bytes(), 1e-9 * m.bytes(), where);
            assertEquals(m.portEntropy(), f.portEntropy(), 1e-9, where);
            assertEquals(m.destinationEntropy(), f.destinationEntropy(), 1e-9, where);
            assertEquals(m.sourceEntropy(), f.sourceEntropy(), 1e-9, where);
            assertEquals(m.mostDestinations(), f.mostDestinations(), where);
            assertEquals(m.mostPorts(), f.mostPorts(), where);
            // SpaceSaving never says too little, and too much by a fiftieth of all at most.
            assertTrue(f.connectionsToBusiest() >= m.connectionsToBusiest(), where);
            assertTrue(f.connectionsToBusiest() <= m.connectionsToBusiest() + m.connections() / 50, where);
            double[][] pairs = {
                {m.distinctPorts(), f.distinctPorts()},
                {m.distinctDestinations(), f.distinctDestinations()},
                {m.distinctSources(), f.distinctSources()}
            };
            for (double[] pair : pairs) {
                double error = (pair[1] - pair[0]) / Math.max(1, pair[0]);
                // Two of a few items may meet in a register, which costs one each; five standard errors of many.
                assertTrue(Math.abs(pair[1] - pair[0]) <= Math.max(3.5, 0.08 * pair[0]), where);
                squares += error * error;
                estimates++;
            }
        }
        // Promised are 1.6 % for large numbers; windows overlap, so their errors are not independent and the mean may
        // be half as much again.
        assertTrue(Math.sqrt(squares / estimates) < 0.024, "mean square " + squares / estimates);
    }

    @Test
    void oracle_agreesWithThePlainLoopWindowByWindowAndAlertByAlert() {
        ReferenceRun model =
                ReferenceRun.of(TrafficGenerator.create(SMALL), ConnectionKeys.destinationNetworks(2), true);
        FlowRun flow = FlowRun.ofGenerated(SMALL, 1);
        assertSameWindows(model.windows, flow.windows);
        assertEquals(Told.sorted(model.alerts), Told.sorted(flow.alerts));
        assertEquals(model.firstMillis, flow.findings.firstMillis());
        assertEquals(model.lastMillis, flow.findings.lastMillis());
        assertEquals(0, flow.late.size());
        assertEquals(0, flow.bad.size());
        List<Attack> attacks = TrafficGenerator.create(SMALL).attacks();
        Evaluation.ByAttacks by = Evaluation.byAttacks(
                attacks, flow.findings.endedAlerts(), 600_000, model.firstMillis, model.lastMillis);
        assertEquals(4, by.detected(), by.toString());
    }

    @Test
    void oracle_anyNumberOfWorkersGivesTheSameWindowsAndAlerts() {
        FlowRun one = FlowRun.ofGenerated(SMALL, 1);
        for (int workers = 2; workers <= 3; workers++) {
            FlowRun more = FlowRun.ofGenerated(SMALL, workers);
            assertEquals(one.findings.endedAlerts(), more.findings.endedAlerts());
            assertEquals(
                    one.alerts.stream().map(Alert::toString).sorted().toList(),
                    more.alerts.stream().map(Alert::toString).sorted().toList());
            assertEquals(sorted(one.windows), sorted(more.windows));
            assertEquals(one.findings.keys(), more.findings.keys());
            assertEquals(
                    one.findings.labels().episodes(0), more.findings.labels().episodes(0));
        }
    }

    @Test
    void oracle_filesReadInAnyOrderGiveWhatOneFileGives(@TempDir Path folder) throws IOException {
        List<String> lines = csv(SMALL, 20_000);
        Path whole = Files.write(folder.resolve("whole.csv"), lines);
        List<Path> parts = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            List<String> own = new ArrayList<>(List.of(lines.get(0)));
            for (int i = 1 + part; i < lines.size(); i += 3) {
                own.add(lines.get(i));
            }
            parts.add(Files.write(folder.resolve("part-" + part + ".csv"), own));
        }
        FlowRun one = FlowRun.ofFile(whole, ConnectionFormat.CSV, 1);
        for (int workers = 1; workers <= 3; workers++) {
            FlowRun many = FlowRun.of(
                    new NetworkEntropy.Traffic(
                            ConnectionFiles.of(parts, ConnectionFormat.CSV),
                            ConnectionKeys.whole(),
                            ConnectionFormat.CSV.lateness()),
                    workers);
            assertEquals(one.windows.size(), many.windows.size());
            for (int i = 0; i < one.windows.size(); i++) {
                WindowStats a = one.windows.get(i);
                WindowStats b = many.windows.get(i);
                assertEquals(a.endMillis(), b.endMillis());
                assertEquals(a.connections(), b.connections());
                assertEquals(a.destinationEntropy(), b.destinationEntropy(), 1e-9);
                assertEquals(a.distinctSources(), b.distinctSources());
                assertEquals(a.mostPorts(), b.mostPorts());
            }
            assertEquals(0, many.late.size());
        }
    }

    @Test
    void oracle_aConnectionFromLongAgoIsCountedAndShownAndChangesNothing(@TempDir Path folder) throws IOException {
        List<String> lines = new ArrayList<>(csv(SMALL, 20_000));
        FlowRun usual = FlowRun.ofFile(Files.write(folder.resolve("a.csv"), lines), ConnectionFormat.CSV, 1);
        String old = lines.get(1);
        lines.add(15_000, old);
        FlowRun back = FlowRun.ofFile(Files.write(folder.resolve("b.csv"), lines), ConnectionFormat.CSV, 1);
        assertEquals(1, back.late.size());
        assertEquals(1, back.findings.lateCount());
        assertEquals(usual.windows, back.windows);
        assertEquals(usual.alerts, back.alerts);
    }

    @Test
    void oracle_linesThatAreNoConnectionsAreLeftOutWithTheirPlace(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("edges.csv"), """
                src_ip,dst_ip,time,attack
                1.1.1.1,2.2.2.2,06/01/1998-07:55,-
                1.1.1.1,2.2.2.2,07/32/1998-07:55,-
                1.1.1.1,2.2.2.2,06/01/1998-07:56
                1.1.1.1,2.2.2.2,06/01/1998-07:57,neptune
                """);
        FlowRun run = FlowRun.ofFile(file, ConnectionFormat.DARPA_EDGES, 1);
        assertEquals(2, run.bad.size());
        assertEquals(file + ":3", run.bad.get(0).place());
        assertTrue(run.bad.get(0).problem().contains("07/32/1998"), run.bad.toString());
        assertEquals(file + ":4", run.bad.get(1).place());
        assertTrue(run.bad.get(1).problem().contains("4 columns"), run.bad.toString());
        assertEquals(
                2,
                run.windows.stream().mapToLong(WindowStats::connections).max().orElse(0));
    }

    @Test
    void oracle_aFileCutShortStopsTheJobAndSaysWhere(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(String.join("\n", csv(SMALL, 5_000)).getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
        JobFailedException e =
                assertThrows(JobFailedException.class, () -> FlowRun.ofFile(file, ConnectionFormat.CSV, 2));
        assertTrue(e.getMessage().contains("cut.csv.gz") && e.getMessage().contains("line "), e.getMessage());
        assertEquals("connections", e.step());
    }

    @Test
    void oracle_aHeaderWithoutTheColumnsStopsTheJob(@TempDir Path folder) throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "when,who\n1,2\n");
        JobFailedException e =
                assertThrows(JobFailedException.class, () -> FlowRun.ofFile(csv, ConnectionFormat.CSV, 1));
        assertTrue(e.getMessage().contains(csv + ":1: header must have a column named time"), e.getMessage());
        Path zeek = Files.writeString(folder.resolve("conn.log"), "1\t2\t3\n");
        JobFailedException z =
                assertThrows(JobFailedException.class, () -> FlowRun.ofFile(zeek, ConnectionFormat.ZEEK_TSV, 1));
        assertTrue(z.getMessage().contains(zeek + ":1") && z.getMessage().contains("#fields"), z.getMessage());
    }

    /** Generated traffic as the lines of a CSV file. */
    static List<String> csv(TrafficGenerator.Settings settings, int connections) {
        List<String> lines =
                new ArrayList<>(List.of("time,source,source_port,destination,destination_port,bytes,label"));
        TrafficGenerator generator = TrafficGenerator.create(settings);
        for (int i = 0; i < connections && generator.hasNext(); i++) {
            Connection c = generator.next();
            lines.add(c.timeMillis() + "," + c.source() + "," + c.sourcePort() + ",\"" + c.destination() + "\","
                    + c.destinationPort() + "," + c.bytes() + "," + c.label());
        }
        return lines;
    }

    @Test
    void example_theStoryQuotesTheCodeThatRuns() throws IOException {
        String code =
                squeezed(Files.readString(Path.of("src/main/java/io/rivulet/tutorials/network/NetworkEntropy.java")));
        String[] blocks = Files.readString(Path.of("docs/network-entropy.md")).split("```", -1);
        int quoted = 0;
        for (String block : blocks) {
            if (block.startsWith("java\n")) {
                String quote = squeezed(block.substring("java\n".length()));
                assertTrue(code.contains(quote), "not in NetworkEntropy.java: " + block);
                quoted++;
            }
        }
        assertTrue(quoted >= 3, "too few quotes: " + quoted);
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void example_theDataflowIsOneThatCanBeDrawn() {
        NetworkEntropy.Traffic traffic =
                new NetworkEntropy.Traffic(TrafficSource.of(SMALL), ConnectionKeys.whole(), Duration.ZERO);
        String drawing = GraphDrawing.folded(
                        NetworkEntropy.dataflow(traffic, new FlowRun().findings).graph())
                .mermaid();
        assertTrue(drawing.contains("watch-slow-scans"), drawing);
    }
}
