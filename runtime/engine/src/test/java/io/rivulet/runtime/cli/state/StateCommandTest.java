package io.rivulet.runtime.cli.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.cli.Main;
import io.rivulet.runtime.cli.Terminal;
import io.rivulet.runtime.recovery.DirectoryBlobs;
import io.rivulet.runtime.recovery.EpochWriter;
import io.rivulet.runtime.recovery.FrameWriter;
import io.rivulet.runtime.recovery.Manifest;
import io.rivulet.runtime.recovery.RecoveryStore;
import io.rivulet.runtime.recovery.StepState;
import io.rivulet.runtime.recovery.StoreTakenException;
import io.rivulet.runtime.state.KeyCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each subcommand over a small store in a directory, as the command line runs it, with what users do wrong. */
class StateCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path parent;

    private Path directory;

    private static final List<StepState> STEPS = List.of(
            new StepState("lines", StepState.INPUT, "position", 1, ""),
            new StepState("counts", StepState.STATEFUL, "count", 2, "keys plain window PT10S"),
            new StepState("users", StepState.STATEFUL, "user", 1, "keys user-id"),
            new StepState("rows", StepState.OUTPUT, "prepared", 1, ""));

    private static Manifest manifest(long epoch) {
        return new Manifest(
                "visits",
                epoch,
                0,
                1_700_000_000_000L,
                2,
                128,
                STEPS,
                List.of(),
                Map.of("lines", Map.of("a.txt", new byte[1], "b.txt", new byte[1])),
                Map.of("counts", 5000L),
                Map.of("rows", List.of(new byte[3])));
    }

    /** Two epochs: counts of ann 1 and of 7 2 to 3, bob is dropped; one user with a key of its own form. */
    @BeforeEach
    void write() throws IOException {
        directory = parent.resolve("store");
        try (RecoveryStore store = RecoveryStore.open(DirectoryBlobs.open(directory))) {
            FrameWriter frame = new FrameWriter();
            try (EpochWriter epoch = store.begin(6, true)) {
                frame.begin("counts");
                put(frame, "ann", 1);
                put(frame, "bob", 2);
                put(frame, 7L, 2);
                epoch.append(frame.array(), frame.size());
                frame.begin("users");
                frame.put(3, new byte[] {(byte) 0xab, 1}, new byte[] {9, 9});
                epoch.append(frame.array(), frame.size());
                epoch.commit(manifest(6));
            }
            try (EpochWriter epoch = store.begin(7, false)) {
                frame.begin("counts");
                put(frame, 7L, 3);
                KeyCodec.plain().write("bob", frame.startKey(2));
                frame.endDrop();
                epoch.append(frame.array(), frame.size());
                epoch.commit(manifest(7));
            }
        }
    }

    private static void put(FrameWriter frame, Object key, long value) {
        KeyCodec.plain().write(key, frame.startKey(2));
        frame.startValue().writeLong(value);
        frame.endPut();
    }

    private int run(String... args) {
        out.reset();
        err.reset();
        String[] all = Stream.concat(Stream.of("state"), Stream.of(args)).toArray(String[]::new);
        return Main.run(Terminal.of(out, err), all);
    }

    private List<String> ok(String... args) {
        int code = run(args);
        assertEquals(0, code, err::toString);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String fails(int code, String... args) {
        assertEquals(code, run(args), out::toString);
        assertEquals("", out.toString(StandardCharsets.UTF_8));
        return err.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }

    private String store() {
        return directory.toString();
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void listShowsEpochSegmentsAndSteps() throws IOException {
        assertEquals(
                List.of(
                        "  flow   visits",
                        "  place  " + directory,
                        "  epoch  7, of 2023-11-14T22:13:20Z, by run 1 with 2 workers",
                        "  bytes  " + bytes(),
                        "",
                        "2 segments",
                        "  segment-0000000001-0000000001  epoch 6  all keys  4  entries  161  bytes",
                        "  segment-0000000001-0000000002  epoch 7  changes   2  entries   92  bytes",
                        "",
                        "4 steps",
                        "  lines   input     position 1  2  partitions",
                        "  counts  stateful  count 2     2  keys        33  bytes  keys plain window PT10S",
                        "  users   stateful  user 1      1  keys         4  bytes  keys user-id",
                        "  rows    output    prepared 1  1  prepared"),
                ok("list", store()));
    }

    @Test
    void listAsJson() throws IOException {
        assertEquals(
                List.of("{\"flow\":\"visits\",\"place\":\"" + directory + "\",\"epoch\":7,"
                        + "\"time\":\"2023-11-14T22:13:20Z\",\"execution\":1,\"workers\":2,\"keyGroups\":128,"
                        + "\"bytes\":" + bytes() + ",\"segments\":["
                        + "{\"blob\":\"segment-0000000001-0000000001\",\"epoch\":6,\"full\":true,\"entries\":4,\"bytes\":161},"
                        + "{\"blob\":\"segment-0000000001-0000000002\",\"epoch\":7,\"full\":false,\"entries\":2,\"bytes\":92}],"
                        + "\"steps\":["
                        + "{\"step\":\"lines\",\"kind\":\"input\",\"form\":\"position\",\"version\":1,\"fingerprint\":\"\","
                        + "\"partitions\":[\"a.txt\",\"b.txt\"]},"
                        + "{\"step\":\"counts\",\"kind\":\"stateful\",\"form\":\"count\",\"version\":2,"
                        + "\"fingerprint\":\"keys plain window PT10S\",\"keys\":2,\"bytes\":33,\"watermarkMillis\":5000},"
                        + "{\"step\":\"users\",\"kind\":\"stateful\",\"form\":\"user\",\"version\":1,"
                        + "\"fingerprint\":\"keys user-id\",\"keys\":1,\"bytes\":4},"
                        + "{\"step\":\"rows\",\"kind\":\"output\",\"form\":\"prepared\",\"version\":1,\"fingerprint\":\"\","
                        + "\"prepared\":1}]}"),
                ok("list", "--json", store()));
    }

    @Test
    void showDecodesPlainKeysAndGivesTheBytesOfOthers() {
        assertEquals(
                List.of("  7    group 2  count 2  8  bytes", "  ann  group 2  count 2  8  bytes"),
                ok("show", store(), "counts"));
        assertEquals(List.of("  ab01  group 3  user 1  2  bytes"), ok("show", store(), "users"));
        assertEquals(
                List.of("  7  group 2  count 2  8  bytes", "  and 1 more"),
                ok("show", store(), "counts", "--limit", "1"));
        assertEquals(List.of("  ann  group 2  count 2  8  bytes"), ok("show", store(), "counts", "--key", "ann"));
        assertEquals(
                List.of(
                        "{\"step\":\"users\",\"key\":\"ab01\",\"keyGroup\":3,\"form\":\"user\",\"version\":1,\"bytes\":2}"),
                ok("show", store(), "users", "--key", "ab01", "--json"));
    }

    @Test
    void exportWritesEveryEntry() {
        assertEquals(
                List.of(
                        "{\"step\":\"counts\",\"key\":\"7\",\"keyBytes\":\"AgAAAAAAAAAH\",\"keyGroup\":2,\"form\":\"count\","
                                + "\"version\":2,\"state\":\"AAAAAAAAAAM=\"}",
                        "{\"step\":\"counts\",\"key\":\"ann\",\"keyBytes\":\"AQAAAANhbm4=\",\"keyGroup\":2,\"form\":\"count\","
                                + "\"version\":2,\"state\":\"AAAAAAAAAAE=\"}",
                        "{\"step\":\"users\",\"keyBytes\":\"qwE=\",\"keyGroup\":3,\"form\":\"user\",\"version\":1,"
                                + "\"state\":\"CQk=\"}"),
                ok("export", store()));
        assertEquals(
                "rivulet: 3 entries of epoch 7 of flow \"visits\"",
                err.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void dropForgetsAStep() throws IOException {
        List<String> said = ok("drop", store(), "counts");
        assertTrue(said.get(0).startsWith("dropped step \"counts\" from epoch 7 of flow \"visits\": "), said::toString);
        assertEquals(1, ok("export", store()).size());
        List<String> left = ok("list", store());
        assertFalse(left.toString().contains("counts"), left::toString);
        assertTrue(left.get(2).contains("by run 2 with 2 workers"), left::toString);
    }

    @Test
    void compactMakesOneSegment() throws IOException {
        List<String> before = ok("export", store());
        long bytes = bytes();
        List<String> said = ok("compact", store(), "--json");
        assertEquals(1, said.size());
        assertTrue(said.get(0).contains("\"epoch\":7,\"bytesBefore\":"), said::toString);
        assertTrue(said.get(0).endsWith(",\"bytes\":" + bytes() + "}"), said::toString);
        assertTrue(bytes() < bytes, "must be smaller than " + bytes + ", is " + bytes());
        assertTrue(ok("list", store()).contains("1 segment"));
        assertEquals(before.size(), ok("export", store()).size());
    }

    @Test
    void savepointCopiesAndLeavesTheStoreAsItIs() throws IOException {
        Path target = parent.resolve("a/savepoint");
        long bytes = bytes();
        List<String> said = ok("savepoint", store(), target.toString());
        assertTrue(said.get(0).startsWith("copied epoch 7 of flow \"visits\": " + bytes + " bytes before, now "));
        assertTrue(said.get(0).endsWith(" in " + target));
        assertEquals(bytes, bytes());
        assertEquals(3, ok("export", target.toString()).size());
        assertEquals(
                "rivulet: recovery store " + target + " has a complete epoch already; a savepoint needs an empty place",
                fails(1, "savepoint", store(), target.toString()));
    }

    @Test
    void lookingDisturbsNoJobAndChangingStopsIt() throws IOException {
        try (RecoveryStore job = RecoveryStore.open(DirectoryBlobs.open(directory))) {
            job.latest();
            ok("list", store());
            ok("show", store(), "counts");
            ok("export", store());
            ok("savepoint", store(), parent.resolve("copy").toString());
            fails(2, "drop", store(), "no-such");
            try (EpochWriter epoch = job.begin(8, true)) {
                epoch.commit(manifest(8));
            }
            ok("compact", store());
            try (EpochWriter epoch = job.begin(9, true)) {
                assertThrows(StoreTakenException.class, () -> epoch.commit(manifest(9)));
            }
        }
    }

    @Test
    void mistakesAreSaidClearly() throws IOException {
        String gone = parent.resolve("gone").toString();
        for (String command : List.of("list", "export", "compact")) {
            assertEquals("rivulet: " + gone + ": there is no such recovery directory", fails(1, command, gone));
        }
        assertEquals("rivulet: " + gone + ": there is no such recovery directory", fails(1, "show", gone, "x"));
        assertEquals("rivulet: " + gone + ": there is no such recovery directory", fails(1, "drop", gone, "x"));
        assertEquals(
                "rivulet: " + gone + ": there is no such recovery directory",
                fails(1, "savepoint", gone, parent.resolve("target").toString()));
        assertFalse(Files.exists(parent.resolve("target")), "a target is made only if there is something to copy");
        Path empty = Files.createDirectory(parent.resolve("empty"));
        for (String command : List.of("list", "export", "compact")) {
            assertEquals(
                    "rivulet: " + empty + ": holds no complete epoch of a job", fails(1, command, empty.toString()));
        }
        try (Stream<Path> files = Files.list(empty)) {
            assertEquals(0, files.count(), "a directory that is no store does not become one");
        }
        assertEquals(
                "rivulet: there is no step \"count\" in epoch 7, only lines, counts, users, rows",
                fails(2, "show", store(), "count"));
        assertEquals(
                "rivulet: input step \"lines\" has no keys; \"rivulet state list " + directory + "\" shows what it has",
                fails(2, "show", store(), "lines"));
        assertEquals(
                "rivulet: step \"counts\" has no key \"bob\" in epoch 7 of " + directory,
                fails(1, "show", store(), "counts", "--key", "bob"));
        assertEquals(
                "rivulet: --limit must not be negative, got -1", fails(2, "show", store(), "counts", "--limit", "-1"));
        assertEquals(
                "rivulet: say what to do with the store: list, show, export, savepoint, compact or drop", fails(2));
        assertTrue(fails(2, "list").contains("DIR"));
    }

    @Test
    void aDamagedStoreIsAFailureWithItsReason() throws IOException {
        Path segment = directory.resolve("segment-0000000001-0000000001");
        byte[] content = Files.readAllBytes(segment);
        content[content.length - 1] ^= 1;
        Files.write(segment, content);
        String message = fails(1, "export", store());
        assertTrue(message.contains("has been altered"), message);
        Files.delete(segment);
        assertTrue(fails(1, "list", store()).contains("is missing"));
    }
}
