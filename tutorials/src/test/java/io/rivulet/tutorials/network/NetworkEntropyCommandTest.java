package io.rivulet.tutorials.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rivulet.runtime.cli.Main;
import io.rivulet.runtime.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** oracle_: what the command prints, writes and ends with. */
class NetworkEntropyCommandTest {

    private record Done(int exitCode, String out, String err) {}

    private static Done run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        return run(Terminal.of(out, err), out, err, args);
    }

    private static Done run(Terminal terminal, ByteArrayOutputStream out, ByteArrayOutputStream err, String... args) {
        List<String> all = new ArrayList<>(List.of("tutorial", "network-entropy"));
        all.addAll(List.of(args));
        int exitCode = Main.run(terminal, all.toArray(String[]::new));
        return new Done(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Path traffic(Path folder) throws IOException {
        return Files.write(
                folder.resolve("traffic.csv"),
                NetworkEntropyTest.csv(new TrafficGenerator.Settings(11, 1, 80, 3), 150_000));
    }

    @Test
    void oracle_tellsAlertsAndASummaryAndWritesTheReport(@TempDir Path folder) throws IOException {
        Path report = folder.resolve("report.html");
        Done done = run(
                "--input",
                traffic(folder).toString(),
                "--format",
                "csv",
                "--key",
                "destination-network",
                "--report",
                report.toString());
        assertEquals(0, done.exitCode, done.err);
        assertTrue(done.out.contains("ALERT") && done.out.contains("host sweep by 198.51.100.23"), done.out);
        assertTrue(done.out.contains("150,000 connections of"), done.out);
        assertTrue(done.out.contains("0 bad lines, 0 late connections"), done.out);
        assertTrue(done.err.contains("report: " + report), done.err);
        assertTrue(Files.size(report) > 100_000);
    }

    @Test
    void oracle_jsonIsOneObjectALine(@TempDir Path folder) throws IOException {
        Done done =
                run("--input", traffic(folder).toString(), "--format", "csv", "--key", "destination-network", "--json");
        assertEquals(0, done.exitCode, done.err);
        JsonMapper mapper = JsonMapper.builder().build();
        List<String> types = new ArrayList<>();
        for (String line : done.out.lines().toList()) {
            JsonNode object = mapper.readTree(line);
            types.add(object.get("type").asText());
        }
        assertTrue(types.contains("alert") && types.contains("alert-over"), types.toString());
        assertEquals("summary", types.get(types.size() - 1));
    }

    @Test
    void oracle_stopsCleanlyWithASummaryWhenInterrupted(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(out, err);
        terminal.interrupts().interrupt();
        // a year of traffic would take minutes
        Done done = run(terminal, out, err, "--days", "366", "--no-report", "--workers", "2");
        assertEquals(130, done.exitCode, done.err);
        assertTrue(done.out.contains("connections of generated traffic of 366 days"), done.out);
        assertFalse(done.out.contains("missed"), "attacks it did not come to: " + done.out);
    }

    @Test
    void oracle_wrongUseIsToldAndEndsWithTwo(@TempDir Path folder) {
        List<List<String>> wrong = List.of(
                List.of("--input needs --format", "--input", "x"),
                List.of("--format must be one of zeek-json", "--input", "x", "--format", "pcap"),
                List.of("--key must be one of whole", "--key", "everything"),
                List.of("--format describes --input", "--format", "csv"),
                List.of("--seed is for generated", "--input", "x", "--format", "csv", "--seed", "1"),
                List.of("days must be in 1..366", "--days", "0"),
                List.of("workers must be in 1..1024", "--workers", "0"),
                List.of("--network-parts must be in 1..3", "--network-parts", "9"),
                List.of(
                        "--report must be a file",
                        "--report",
                        folder.resolve("no/such/r.html").toString()),
                List.of("exclude each other", "--report", "r.html", "--no-report"),
                List.of("Unknown option", "--colour", "red"));
        for (List<String> line : wrong) {
            Done done = run(line.subList(1, line.size()).toArray(String[]::new));
            assertEquals(2, done.exitCode, line + ": " + done.err);
            assertTrue(done.err.contains(line.get(0)), line + ": " + done.err);
            assertFalse(done.err.contains("\tat "), done.err);
        }
    }

    @Test
    void oracle_whatCannotBeReadEndsWithOneAndNoStackTrace(@TempDir Path folder) throws IOException {
        Done missing = run("--input", folder.resolve("gone.csv").toString(), "--format", "csv");
        assertEquals(1, missing.exitCode);
        assertTrue(missing.err.contains("no such file"), missing.err);
        Path garbage = Files.writeString(folder.resolve("garbage"), "hello\nworld\n");
        Done nothing = run("--input", garbage.toString(), "--format", "darpa-edges");
        assertEquals(1, nothing.exitCode);
        assertTrue(nothing.err.contains("bad line " + garbage + ":1: line must have 4 columns"), nothing.err);
        assertTrue(nothing.err.contains("is --format right?"), nothing.err);
        assertFalse(missing.err.contains("\tat ") || nothing.err.contains("\tat "));
    }
}
