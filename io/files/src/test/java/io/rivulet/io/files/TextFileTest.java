package io.rivulet.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.runtime.connect.SourcePartition.Poll;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** example_: what the documentation says, on made files. laws_: resuming at any position equals an unbroken run. golden_: released forms. */
class TextFileTest {

    @TempDir
    Path dir;

    @Test
    void example_linesAreKeptAsTheyAre() throws IOException {
        Path file = Reading.write(dir.resolve("a.txt"), "\uFEFFone\n\ntwo words\r\nünï ✓ 𝄞\n\r\nlast");
        assertEquals(List.of("one", "", "two words", "ünï ✓ 𝄞", "", "last"), Reading.of(TextFile.of(file)).records);
    }

    @Test
    void example_anEmptyFileHasNoLines() throws IOException {
        assertEquals(List.of(), Reading.of(TextFile.of(Reading.write(dir.resolve("a.txt"), ""))).records);
        assertEquals(List.of(), Reading.of(TextFile.of(Reading.write(dir.resolve("b.txt"), "\uFEFF"))).records);
        assertEquals(List.of(), Reading.of(TextFile.of(Files.write(dir.resolve("c.gz"), Reading.gzip("")))).records);
        assertEquals(List.of(""), Reading.of(TextFile.of(Reading.write(dir.resolve("d.txt"), "\n"))).records);
    }

    @Test
    void example_commentsAndSkippedLinesAreLeftOut() throws IOException {
        Path file = Reading.write(dir.resolve("a.txt"), "title\nsub\n# no\n#\nyes\n #yes\n#no");
        TextFile source = TextFile.of(file).comment("#").skipLines(2);
        assertEquals(List.of("yes", " #yes"), Reading.of(source).records);
        assertEquals(List.of(), Reading.of(source.skipLines(100)).records);
        assertTrue(Reading.checkResumingEverywhere(source) > 5);
    }

    @Test
    void laws_resumingAtEachPositionGoesOnAsIfUnbroken() throws IOException {
        String text = "one1\none2\n\n\none3\r\none4\nmal\nüber\none5\none6";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes[text.indexOf("mal") + 1] = (byte) 0xff;
        Files.write(dir.resolve("plain.txt"), bytes);
        Files.write(dir.resolve("packed.txt"), Reading.gzip(text));
        // In each file: before each of ten lines, and at the end.
        assertEquals(22, Reading.checkResumingEverywhere(TextFile.of(dir)));
    }

    @Test
    void laws_resumingWorksWhereLinesCrossTheBuffer() throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            text.append(("" + (char) ('a' + i % 26)).repeat(random.nextInt(60_000)))
                    .append(i % 3 == 0 ? "\r\n" : "\n");
        }
        Reading.write(dir.resolve("plain.txt"), text.toString());
        Files.write(dir.resolve("packed.gz"), Reading.gzip(text.toString()));
        assertEquals(62, Reading.checkResumingEverywhere(TextFile.of(dir).maxLineBytes(50_000)));
        Reading<String> reading = Reading.of(TextFile.of(dir));
        assertEquals(List.of(text.toString().split("\r?\n", -1)).subList(0, 30), reading.records.subList(0, 30));
    }

    @Test
    void example_aLineOfTenMegabytesIsRejectedAndReadingGoesOn() throws IOException {
        String text = "before\n" + "x".repeat(10_000_000) + "\nafter\n";
        Reading.write(dir.resolve("a.txt"), text);
        Files.write(dir.resolve("b.txt.gz"), Reading.gzip(text));
        Reading<String> reading = Reading.of(TextFile.of(dir));
        assertEquals(List.of("before", "after", "before", "after"), reading.records);
        assertEquals(2, reading.bad.size());
        assertEquals(dir.resolve("a.txt") + ":2", reading.bad.get(0).place());
        assertEquals(
                "a line must be at most 1048576 bytes, got more",
                reading.bad.get(0).problem());
        // As long as allowed is not too long, with either line end.
        Path edge = Reading.write(dir.resolve("c"), "12345\n123456\n12345\r\n123456\r\n12345");
        Reading<String> short5 = Reading.of(TextFile.of(edge).maxLineBytes(5));
        assertEquals(List.of("12345", "12345", "12345"), short5.records);
        assertEquals(2, short5.bad.size());
        Reading.checkResumingEverywhere(TextFile.of(dir));
    }

    @Test
    void example_aWindowStaysSmallOnALongLine() throws IOException {
        Path file = Reading.write(dir.resolve("a.txt"), "x".repeat(10_000_000));
        try (ByteWindow window = ByteWindow.open(file)) {
            LineScanner lines = new LineScanner("a", window, LineOptions.DEFAULTS);
            lines.start();
            lines.toRecord();
            assertEquals(LineScanner.Found.TOO_LONG, lines.line());
            lines.pass();
            assertTrue(window.bytes.length <= 4 << 20, "buffer of " + window.bytes.length);
        }
    }

    @Test
    void example_linesThatAreNotUtf8AreRejected() throws IOException {
        byte[][] malformed = {
            {(byte) 0xff},
            {(byte) 0xc0, (byte) 0x80},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xe2, (byte) 0x82}
        };
        for (byte[] bytes : malformed) {
            Path file = Files.write(
                    dir.resolve("a.txt"),
                    Reading.join(
                            "ok\na\uFFFD".getBytes(StandardCharsets.UTF_8),
                            bytes,
                            "\n\uFFFD fine\n".getBytes(StandardCharsets.UTF_8)));
            Reading<String> reading = Reading.of(TextFile.of(file));
            assertEquals(List.of("ok", "\uFFFD fine"), reading.records);
            assertEquals(file + ":2", reading.bad.get(0).place());
            assertEquals("a line must be UTF-8", reading.bad.get(0).problem());
        }
        Path utf16 = Files.write(dir.resolve("b.txt"), "\uFEFFa".getBytes(StandardCharsets.UTF_16LE));
        fails(TextFile.of(utf16), utf16 + "", "UTF-16");
    }

    @Test
    void example_concatenatedGzipMembersAreOneContent() throws IOException {
        Path file = Files.write(
                dir.resolve("a"),
                Reading.join(Reading.gzip("one\ntw"), Reading.gzip(""), Reading.gzip("o\nthree"), new byte[600]));
        assertEquals(List.of("one", "two", "three"), Reading.of(TextFile.of(file)).records);
        assertEquals(4, Reading.checkResumingEverywhere(TextFile.of(file)));
    }

    @Test
    void example_gzipCutAnywhereGivesTheLinesBeforeTheCutAndThenFails() throws IOException {
        StringBuilder text = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            text.append(i).append(' ').append(random.nextLong()).append('\n');
        }
        List<String> all = List.of(text.toString().split("\n", -1));
        byte[] bytes = Reading.join(Reading.gzip(text.toString()), Reading.gzip("more\n"));
        int firstMember = Reading.gzip(text.toString()).length;
        int most = 0;
        for (int cut = 2; cut < bytes.length; cut++) {
            if (cut == firstMember) {
                continue;
            }
            Path file = Files.write(dir.resolve("cut.gz"), Arrays.copyOf(bytes, cut));
            Reading<String> reading = new Reading<>();
            IOException e = assertThrows(
                    IOException.class,
                    () -> reading.read(TextFile.of(file), file.toString(), Optional.empty()),
                    "cut at " + cut);
            assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
            assertTrue(e.getMessage().contains("gzip data is cut off after " + cut + " bytes"), e.getMessage());
            assertTrue(e.getMessage().contains("further than line " + (reading.records.size() + 1)), e.getMessage());
            assertEquals(
                    all.subList(0, Math.min(50, reading.records.size())),
                    reading.records.subList(0, Math.min(50, reading.records.size())));
            most = Math.max(most, reading.records.size());
        }
        assertEquals(51, most);
    }

    @Test
    void example_damagedGzipFails() throws IOException {
        byte[] bytes = Reading.gzip("some lines\nof text\n");
        byte[] wrongChecksum = bytes.clone();
        wrongChecksum[bytes.length - 8] ^= 1;
        fails(TextFile.of(Files.write(dir.resolve("a.gz"), wrongChecksum)), "a.gz", "wrong checksum");
        byte[] wrongLength = bytes.clone();
        wrongLength[bytes.length - 1] ^= 1;
        fails(TextFile.of(Files.write(dir.resolve("b.gz"), wrongLength)), "b.gz", "wrong length");
        byte[] garbage = Reading.join(bytes, "rest".getBytes(StandardCharsets.UTF_8));
        fails(
                TextFile.of(Files.write(dir.resolve("c.gz"), garbage)),
                "c.gz",
                "not gzip data at its byte " + bytes.length);
    }

    @Test
    void example_severalFilesArePartitionsSortedByName() throws IOException {
        Path logs = Files.createDirectories(dir.resolve("logs"));
        for (String name : List.of("b.log", "a.log", "c.txt", ".hidden", "_SUCCESS")) {
            Reading.write(logs.resolve(name), name + "\n");
        }
        Path deep = Files.createDirectories(logs.resolve("old/deeper"));
        Reading.write(deep.resolve("d.log"), "d.log\n");
        assertEquals(List.of("a.log", "b.log", "c.txt"), Reading.of(TextFile.of(logs)).records);
        assertEquals(List.of("a.log", "b.log"), Reading.of(TextFile.of(logs.resolve("*.log"))).records);
        assertEquals(List.of("d.log"), Reading.of(TextFile.of(logs.resolve("*/deeper/*.log"))).records);
        assertEquals(List.of("d.log"), Reading.of(TextFile.of(logs.resolve("**/*.log"))).records);
        TextFile several = TextFile.of(List.of(logs.resolve("c.txt"), logs.resolve("[ab].log"), logs.resolve("a.log")));
        assertEquals(
                List.of(logs.resolve("a.log") + "", logs.resolve("b.log") + "", logs.resolve("c.txt") + ""),
                several.partitions());
        Reading.write(logs.resolve("aa.log"), "");
        Files.delete(logs.resolve("b.log"));
        assertEquals(3, several.partitions().size(), "the list is made once");
        Path odd = Reading.write(dir.resolve("odd[1].txt"), "odd\n");
        assertEquals(List.of("odd"), Reading.of(TextFile.of(odd)).records);
    }

    @Test
    void example_whatIsMissingIsNamed() throws IOException {
        Path none = dir.resolve("none.txt");
        fails(TextFile.of(none), "no such file or directory: " + none, "");
        Path empty = Files.createDirectories(dir.resolve("empty"));
        fails(TextFile.of(empty), "no file in directory " + empty, "");
        fails(TextFile.of(dir.resolve("*.x")), "no file matches " + dir.resolve("*.x"), "");
        fails(TextFile.of(dir.resolve("no/*.x")), "no such directory: " + dir.resolve("no"), "");
        IOException e =
                assertThrows(IOException.class, () -> TextFile.of(none).open(none.toString(), Optional.empty()));
        assertEquals("cannot open " + none + ": no such file", e.getMessage());
        // Permissions do not stop every user that runs tests; a directory can be read as a file by nobody.
        IOException unreadable = assertThrows(
                IOException.class, () -> new Reading<String>().read(TextFile.of(empty), empty + "", Optional.empty()));
        assertTrue(unreadable.getMessage().startsWith("cannot open " + empty), unreadable.getMessage());
        assertThrows(IllegalArgumentException.class, () -> TextFile.of(List.of()));
    }

    @Test
    void example_aFileThatIsNotTheOneOfThePositionIsRefused() throws IOException {
        for (boolean packed : new boolean[] {false, true}) {
            byte[] content = packed ? Reading.gzip("one\ntwo\n") : "one\ntwo\n".getBytes(StandardCharsets.UTF_8);
            Path file = Files.write(dir.resolve("a"), content);
            TextFile source = TextFile.of(file);
            String name = file.toString();
            IOException shorter =
                    assertThrows(IOException.class, () -> source.open(name, Optional.of(new FilePosition(100, 9))));
            assertTrue(shorter.getMessage().contains("has 8 bytes"), shorter.getMessage());
            assertTrue(shorter.getMessage().contains(name), shorter.getMessage());
            IOException inside =
                    assertThrows(IOException.class, () -> source.open(name, Optional.of(new FilePosition(2, 1))));
            assertTrue(inside.getMessage().contains("no line starts at byte 2"), inside.getMessage());
        }
    }

    @Test
    void example_aFileThatGrewIsReadOn() throws IOException {
        Path file = Reading.write(dir.resolve("a"), "one\n");
        TextFile source = TextFile.of(file);
        FilePosition end;
        try (var open = source.open(file.toString(), Optional.empty())) {
            while (open.poll(new Reading<>(), 10) != Poll.END) {}
            end = open.position();
        }
        Reading.write(file, "one\ntwo\n");
        Reading<String> rest = new Reading<>();
        rest.read(source, file.toString(), Optional.of(end));
        assertEquals(List.of("two"), rest.records);
    }

    @Test
    @Timeout(20)
    void example_standardInputNeverBlocksAndEndsWithItsStream() throws Exception {
        InputStream before = System.in;
        PipedOutputStream writer = new PipedOutputStream();
        try {
            System.setIn(new PipedInputStream(writer, 1 << 16));
            TextFile source = StandardInput.lines();
            assertEquals(List.of("-"), source.partitions());
            try (var open = source.open("-", Optional.empty())) {
                Reading<String> reading = new Reading<>();
                assertEquals(Poll.IDLE, open.poll(reading, 10));
                writer.write("one\ntw".getBytes(StandardCharsets.UTF_8));
                writer.flush();
                while (reading.records.isEmpty()) {
                    open.poll(reading, 10);
                }
                assertEquals(Poll.IDLE, open.poll(reading, 10));
                assertEquals(List.of("one"), reading.records);
                writer.write("o\nlast".getBytes(StandardCharsets.UTF_8));
                writer.close();
                while (open.poll(reading, 10) != Poll.END) {}
                assertEquals(List.of("one", "two", "last"), reading.records);
            }
            System.setIn(new ByteArrayInputStream(Reading.gzip("packed\n")));
            assertEquals(List.of("packed"), Reading.of(source).records);
            assertThrows(IOException.class, () -> source.open("-", Optional.of(new FilePosition(4, 2))));
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void example_optionsAreChecked() {
        TextFile source = TextFile.of(dir);
        assertThrows(IllegalArgumentException.class, () -> source.maxLineBytes(0));
        assertThrows(IllegalArgumentException.class, () -> source.skipLines(-1));
        assertThrows(IllegalArgumentException.class, () -> source.comment(""));
    }

    @Test
    void golden_positionsKeepTheirForm() {
        byte[] bytes = FilePosition.CODEC.toBytes(new FilePosition(0x0102030405L, 7));
        byte[] fields = {0, 0, 0, 1, 2, 3, 4, 5, 0, 0, 0, 0, 0, 0, 0, 7};
        assertEquals(
                HexFormat.of().formatHex(fields),
                HexFormat.of().formatHex(bytes, bytes.length - fields.length, bytes.length));
        assertEquals("file-position", FilePosition.CODEC.form());
        assertEquals(1, FilePosition.CODEC.version());
    }

    @Test
    void example_alteredPositionsAreRefused() {
        byte[] bytes = FilePosition.CODEC.toBytes(new FilePosition(10, 3));
        assertEquals(new FilePosition(10, 3), FilePosition.CODEC.fromBytes(bytes));
        bytes[bytes.length - 1] = 0;
        assertThrows(CorruptStateException.class, () -> FilePosition.CODEC.fromBytes(bytes));
        assertThrows(CorruptStateException.class, () -> FilePosition.CODEC.fromBytes(Arrays.copyOf(bytes, 9)));
    }

    private static void fails(TextFile source, String... parts) {
        IOException e = assertThrows(IOException.class, () -> Reading.of(source));
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }
}
