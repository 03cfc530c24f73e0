package io.rivulet.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.SinkWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** example_: what the documentation says. laws_: what a sink writes, its source reads back. */
class SinksTest {

    enum Color {
        RED
    }

    record Item(String name, int n, double x, boolean b, Instant time, Color color, Optional<String> note) {}

    private static final Instant TIME = Instant.parse("2026-03-01T12:30:00.125Z");
    private static final List<Item> ITEMS = List.of(
            new Item("plain", 1, 0.1, true, TIME, Color.RED, Optional.of("x")),
            new Item("a,b \"c\"\r\nd\u2028é𝄞", -1, Double.NaN, false, TIME, Color.RED, Optional.empty()),
            new Item("", 0, Double.NEGATIVE_INFINITY, false, TIME, Color.RED, Optional.of("")),
            new Item("#", 0, 1e300, false, TIME, Color.RED, Optional.of("\n")));

    @TempDir
    Path dir;

    private static <T> void write(Sink<T> sink, int worker, int workers, List<? extends T> records) throws IOException {
        try (SinkWriter<T> writer = sink.open(worker, workers)) {
            for (T record : records) {
                writer.write(record, Long.MIN_VALUE);
            }
        }
    }

    @Test
    void laws_csvReadsBackWhatCsvWrote() throws IOException {
        for (String name : List.of("a.csv", "a.csv.gz")) {
            Path file = dir.resolve(name);
            write(CsvSink.of(file, Item.class), 0, 1, ITEMS);
            Reading<Item> reading = Reading.of(CsvFile.of(file, Item.class));
            assertEquals(List.of(), reading.bad);
            assertEquals(ITEMS, reading.records);
        }
    }

    @Test
    void laws_jsonReadsBackWhatJsonWrote() throws IOException {
        for (String name : List.of("a.jsonl", "a.jsonl.gz")) {
            Path file = dir.resolve(name);
            write(JsonLinesSink.of(file), 0, 1, ITEMS);
            assertEquals(ITEMS, Reading.of(JsonLinesFile.of(file, Item.class)).records);
        }
        byte[] start = Arrays.copyOf(Files.readAllBytes(dir.resolve("a.jsonl.gz")), 2);
        assertEquals((byte) 0x1f, start[0]);
    }

    @Test
    void example_linesOfText() throws IOException {
        Path file = dir.resolve("a.txt");
        write(TextFileSink.of(file), 0, 1, List.of("one", "", "drei ✓"));
        assertEquals("one\n\ndrei ✓\n", Files.readString(file));
        write(TextFileSink.<Integer>of(file, i -> "#" + i).overwrite(), 0, 1, List.of(1, 2));
        assertEquals("#1\n#2\n", Files.readString(file));
    }

    @Test
    void example_whatIsThereIsNotReplacedUnlessSaid() throws IOException {
        Path file = Reading.write(dir.resolve("a.txt"), "precious");
        IOException e =
                assertThrows(IOException.class, () -> TextFileSink.of(file).open(0, 1));
        assertEquals(
                "cannot write " + file + ": it exists already; overwrite() replaces what is there", e.getMessage());
        assertEquals("precious", Files.readString(file));
        Path nowhere = dir.resolve("no/a.txt");
        IOException missing =
                assertThrows(IOException.class, () -> TextFileSink.of(nowhere).open(0, 1));
        assertTrue(missing.getMessage().contains(nowhere.toString()), missing.getMessage());
        assertFalse(missing.getMessage().contains("overwrite"), missing.getMessage());
    }

    @Test
    void example_aDirectoryHasAPartForEachWorker() throws IOException {
        Path parts = dir.resolve("out/parts");
        Sink<String> sink = TextFileSink.inDirectory(parts);
        assertFalse(sink.single());
        assertTrue(TextFileSink.of(parts).single());
        for (int worker = 0; worker < 3; worker++) {
            write(sink, worker, 3, List.of("from " + worker));
        }
        assertEquals(List.of("from 0", "from 1", "from 2"), Reading.of(TextFile.of(parts)).records);
        assertEquals("from 1\n", Files.readString(parts.resolve("part-1-of-3.txt")));
        assertThrows(IOException.class, () -> sink.open(1, 3));
        // With fewer workers no part would be met again; the old ones must not stay among the new ones.
        IOException e = assertThrows(IOException.class, () -> sink.open(0, 2));
        assertTrue(e.getMessage().contains("of an earlier run"), e.getMessage());
        write(TextFileSink.inDirectory(parts).overwrite().gzip(), 0, 2, List.of("new 0"));
        write(TextFileSink.inDirectory(parts).overwrite().gzip(), 1, 2, List.of("new 1"));
        assertEquals(List.of("new 0", "new 1"), Reading.of(TextFile.of(parts)).records);
    }

    @Test
    void example_flushShowsWholeRecordsAndCloseMayBeCalledTwice() throws IOException {
        for (boolean packed : new boolean[] {false, true}) {
            Path file = dir.resolve(packed ? "a.gz" : "a.txt");
            SinkWriter<String> writer = TextFileSink.of(file).open(0, 1);
            writer.write("one", 0);
            writer.flush();
            Reading<String> soFar = new Reading<>();
            try {
                soFar.read(TextFile.of(file), file.toString(), Optional.empty());
            } catch (IOException e) {
                assertTrue(packed, "only the compressed file has no end yet: " + e);
            }
            assertEquals(List.of("one"), soFar.records);
            for (int i = 0; i < 20_000; i++) {
                writer.write("a longer line " + i, 0);
                if (!packed && i % 1000 == 0) {
                    String content = Files.readString(file);
                    assertEquals('\n', content.charAt(content.length() - 1));
                }
            }
            writer.close();
            writer.close();
            writer.flush();
            assertEquals(20_001, Reading.of(TextFile.of(file)).records.size());
        }
    }

    @Test
    void example_aRecordThatCannotBeWrittenLeavesNothingBehind() throws IOException {
        Path file = dir.resolve("a.jsonl");
        SinkWriter<Object> writer = JsonLinesSink.of(file).open(0, 1);
        writer.write(Map.of("a", 1), 0);
        IOException e = assertThrows(IOException.class, () -> writer.write(new Object(), 0));
        assertTrue(e.getMessage().contains("java.lang.Object cannot be written as JSON"), e.getMessage());
        writer.write(List.of(1, 2), 0);
        writer.close();
        assertEquals("{\"a\":1}\n[1,2]\n", Files.readString(file));
    }

    @Test
    void example_jsonOfNestedValues() throws IOException {
        record Inner(OptionalInt count, Optional<Instant> at) {}
        record Outer(Inner inner, List<Inner> list, double[] values, String text) {}
        Path file = dir.resolve("a.jsonl");
        Inner inner = new Inner(OptionalInt.of(3), Optional.of(TIME));
        Inner none = new Inner(OptionalInt.empty(), Optional.empty());
        write(JsonLinesSink.of(file), 0, 1, List.of(new Outer(inner, List.of(none), new double[] {1, 0.5}, "a\nb")));
        assertEquals(
                "{\"inner\":{\"count\":3,\"at\":\"2026-03-01T12:30:00.125Z\"},"
                        + "\"list\":[{\"count\":null,\"at\":null}],\"values\":[1.0,0.5],\"text\":\"a\\nb\"}\n",
                Files.readString(file));
    }

    @Test
    void example_csvOfAFunction() throws IOException {
        Path file = dir.resolve("a.csv");
        CsvSink<Item> sink = CsvSink.<Item>of(file, List.of("the name", "twice"), i -> List.of(i.name(), 2 * i.n()))
                .separator(';');
        write(sink, 0, 1, ITEMS.subList(0, 1));
        assertEquals("the name;twice\nplain;2\n", Files.readString(file));
        try (SinkWriter<Item> wrong = CsvSink.<Item>of(dir.resolve("b.csv"), List.of("a"), i -> List.of())
                .open(0, 1)) {
            assertThrows(IllegalArgumentException.class, () -> wrong.write(ITEMS.get(0), 0));
        }
        assertThrows(IllegalArgumentException.class, () -> CsvSink.of(file, List.of(), (Item i) -> List.of()));
        assertThrows(IllegalArgumentException.class, () -> sink.separator('"'));
    }

    @Test
    void example_consoleWritesLinesAndLeavesTheStreamOpen() throws IOException {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream seenOut = new ByteArrayOutputStream();
        ByteArrayOutputStream seenErr = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(seenOut, false, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(seenErr, false, StandardCharsets.UTF_8));
            write(Console.json(), 0, 1, List.of(Map.of("a", "é")));
            write(Console.lines(), 0, 1, List.of(1, 2));
            write(Console.<Integer>lines(i -> "!" + i).toStandardError(), 0, 1, List.of(3));
            System.out.print("open");
            System.out.flush();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertEquals("{\"a\":\"é\"}\n1\n2\nopen", seenOut.toString(StandardCharsets.UTF_8));
        assertEquals("!3\n", seenErr.toString(StandardCharsets.UTF_8));
        assertTrue(Console.json().single());
    }

    @Test
    void example_aClosedPipeIsNotTakenForSuccess() throws IOException {
        PrintStream out = System.out;
        try {
            System.setOut(new PrintStream(new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException("pipe");
                }
            }));
            SinkWriter<String> writer = Console.<String>lines().open(0, 1);
            writer.write("x", 0);
            IOException e = assertThrows(IOException.class, writer::flush);
            assertTrue(e.getMessage().startsWith("cannot write standard output"), e.getMessage());
        } finally {
            System.setOut(out);
        }
    }
}
