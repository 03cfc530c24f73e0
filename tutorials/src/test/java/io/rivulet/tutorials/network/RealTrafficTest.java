package io.rivulet.tutorials.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** oracle_: the dataflow on recorded traffic; the siblings on made traffic are in {@link NetworkEntropyTest}. */
class RealTrafficTest {

    private static Path data(String file) {
        Path path = Path.of(System.getProperty("rivulet.data", "."), "intrusion", file);
        Assumptions.assumeTrue(Files.exists(path), "no data at " + path);
        return path;
    }

    private static List<Connection> read(Path file, Function<String, Connection> parse) throws IOException {
        List<Connection> connections = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                connections.add(parse.apply(line));
            }
        }
        connections.sort(Comparator.comparingLong(Connection::timeMillis));
        return connections;
    }

    @Test
    void oracle_sweepAndScanAreFoundByDifferentEntropiesAndTheQuietTimeIsQuiet() throws IOException {
        Path file = data("zeek/portscan_conn.jsonl.gz");
        List<Connection> connections = read(file, ZeekJson::parse);
        assertEquals(4_504, connections.size());
        ReferenceRun model = ReferenceRun.of(connections.iterator(), ConnectionKeys.whole(), true);
        FlowRun run = FlowRun.ofFile(file, ConnectionFormat.ZEEK_JSON, 2);
        NetworkEntropyTest.assertSameWindows(model.windows, run.windows);
        assertEquals(0, run.late.size());
        Alert sweep = run.alerts.get(0);
        Alert scan = run.alerts.get(1);
        assertEquals(AttackKind.HOST_SWEEP, sweep.kind());
        assertEquals(AttackKind.PORT_SCAN, scan.kind());
        assertEquals("172.16.1.11", sweep.source());
        assertEquals("172.16.1.11", scan.source());
        assertTrue(sweep.moves().stream().anyMatch(m -> m.series() == Series.DESTINATION_ENTROPY && m.up()));
        assertFalse(sweep.moves().stream().anyMatch(m -> m.series() == Series.PORT_ENTROPY));
        assertTrue(scan.moves().stream().anyMatch(m -> m.series() == Series.PORT_ENTROPY && m.up()));
        // ping sweep from minute 39 on, port scan from minute 50 on; seven connections before
        long begin = connections.get(0).timeMillis();
        assertEquals(40, (sweep.raisedMillis() - begin) / 60_000);
        assertEquals(51, (scan.raisedMillis() - begin) / 60_000);
        assertEquals(2, run.findings.endedAlerts().size());
        assertEquals(model.ended().size(), run.findings.endedAlerts().size());
    }

    @Test
    void oracle_attackedHostsAreReadWithTheirLabels() {
        for (String host : List.of("a", "b")) {
            FlowRun run = FlowRun.ofFile(
                    data("zeek/attacked_host_" + host + "_conn_labeled.tsv.gz"), ConnectionFormat.ZEEK_TSV, 2);
            assertEquals(
                    host.equals("a") ? 4_201 : 3_951,
                    run.byLabels().rows().stream()
                            .mapToLong(Evaluation.LabelRow::connections)
                            .sum());
            assertEquals(0, run.bad.size());
            // the one quick scanner of the day: 35 and 37 ports in a few minutes
            assertTrue(run.findings.endedAlerts().stream()
                    .anyMatch(
                            a -> a.kind() == AttackKind.PORT_SCAN && a.source().equals("104.152.52.193")));
        }
    }

    @Test
    void oracle_burstsOfDarpaAreFlagged() {
        FlowRun run = FlowRun.ofFile(data("darpa98_edges.csv.gz"), ConnectionFormat.DARPA_EDGES, 2);
        assertEquals(10, run.bad.size(), "lines of 07/32/1998");
        List<Alert> ended = run.findings.endedAlerts();
        // the greatest bursts of each kind: neptune, smurf, satan, ipsweep, portsweep
        for (String burst : List.of(
                "1998-07-09T11:32",
                "1998-07-03T17:27",
                "1998-06-18T15:10",
                "1998-07-17T09:48",
                "1998-07-21T18:15",
                "1998-07-24T19:50",
                "1998-06-22T14:03",
                "1998-06-17T11:55",
                "1998-07-10T19:12",
                "1998-06-29T15:33",
                "1998-07-28T15:17",
                "1998-07-09T13:57",
                "1998-06-23T08:50",
                "1998-07-16T21:40",
                "1998-06-29T10:11",
                "1998-07-21T08:31",
                "1998-06-17T12:31",
                "1998-07-29T20:07",
                "1998-07-01T23:46",
                "1998-07-02T11:23")) {
            long time = Instant.parse(burst + ":00Z").toEpochMilli();
            assertTrue(
                    ended.stream().anyMatch(a -> a.raisedMillis() - 600_000 <= time + 900_000 && a.lastMillis() > time),
                    "no alert at " + burst);
        }
        Evaluation.ByLabels by = run.byLabels();
        for (Evaluation.LabelRow row : by.rows()) {
            switch (row.label()) {
                case "smurf" -> assertTrue(row.episodeRecall() >= 0.9, row.toString());
                case "ipsweep" -> assertTrue(row.episodeRecall() >= 0.7, row.toString());
                case "neptune", "portsweep" -> assertTrue(row.episodeRecall() >= 0.5, row.toString());
                default -> {}
            }
        }
        assertTrue(by.alertPrecision() >= 0.4, by.toString());
    }
}
