package io.rivulet.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.connect.TransactionalSink;
import io.rivulet.runtime.connect.TransactionalWriter;
import io.rivulet.runtime.recovery.MemoryBlobs;
import io.rivulet.runtime.testing.TestSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in which each record is once: by hand through both phases, and under jobs that die. The number in a name is that of the scenario. */
class StagedSinkTest {

    record Pair(String name, int number) {}

    @TempDir
    Path folder;

    @SuppressWarnings("unchecked") // what a sink of files identifies its parts by
    private static <T> TransactionalSink<T, StagedPart> sink(TransactionalSink<T, ?> sink) {
        return (TransactionalSink<T, StagedPart>) sink;
    }

    private static StagedPart prepared(TransactionalWriter<String, StagedPart> writer, long epoch, String... lines)
            throws IOException {
        for (String line : lines) {
            writer.write(line, 0);
        }
        return writer.prepare(epoch).orElseThrow();
    }

    private List<String> hidden() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("."))
                    .toList();
        }
    }

    @Test
    void nobodySeesWhatIsNotCommitted() throws IOException {
        Path file = folder.resolve("out.txt");
        TransactionalSink<String, StagedPart> sink = sink(TextFileSink.of(file).exactlyOnce());
        sink.start();
        try (TransactionalWriter<String, StagedPart> writer = sink.open(0, 1)) {
            StagedPart first = prepared(writer, 0, "one", "two");
            writer.write("three", 0);
            assertTrue(Files.notExists(file));
            sink.commit(first);
            assertEquals(List.of("one", "two"), Files.readAllLines(file));
            sink.commit(first);
            assertEquals(List.of("one", "two"), Files.readAllLines(file), "committing again changes nothing");
            assertEquals(Optional.empty(), prepareNothing(sink));
        }
        assertEquals(List.of("one", "two"), Files.readAllLines(file), "what was not prepared is given up");
        assertEquals(List.of(), hidden());
    }

    private static Optional<StagedPart> prepareNothing(TransactionalSink<String, StagedPart> sink) throws IOException {
        try (TransactionalWriter<String, StagedPart> other = sink.open(0, 1)) {
            return other.prepare(7);
        }
    }

    @Test
    void s106_aCrashBetweenThePhasesOrInTheMiddleOfTheSecondLosesAndRepeatsNothing() throws IOException {
        for (int cut = -1; cut <= 8; cut++) {
            Path file = folder.resolve("out" + cut + ".txt");
            TransactionalSink<String, StagedPart> sink =
                    sink(TextFileSink.of(file).exactlyOnce());
            sink.start();
            TransactionalWriter<String, StagedPart> writer = sink.open(0, 1);
            sink.commit(prepared(writer, 0, "first"));
            StagedPart second = prepared(writer, 1, "one", "two");
            prepared(writer, 2, "of an epoch that was never complete");
            if (cut >= 0) {
                // The append was cut off after so many bytes.
                Files.writeString(file, "one\ntwo\n".substring(0, cut), StandardOpenOption.APPEND);
            }
            for (int again = 0; again < 2; again++) {
                sink.recover(List.of(second));
                assertEquals(List.of("first", "one", "two"), Files.readAllLines(file), "cut at " + cut);
            }
            try (TransactionalWriter<String, StagedPart> next = sink.open(0, 1)) {
                sink.commit(prepared(next, 2, "three"));
            }
            assertEquals(List.of("first", "one", "two", "three"), Files.readAllLines(file));
            assertEquals(List.of(), hidden());
        }
    }

    @Test
    void s102_aJobThatDiesAndGoesOnLeavesEachLineOnce() throws Exception {
        Path file = folder.resolve("out.txt");
        TestSource<String> source = TestSource.of("one1", "one2", "one3")
                .pause(Duration.ofMillis(60))
                .then("one4")
                .abort()
                .then("two4", "two5");
        MemoryBlobs blobs = new MemoryBlobs();
        RunOptions options =
                RunOptions.defaults().withRecovery(Recovery.in(() -> blobs).every(Duration.ofMillis(10)));
        assertThrows(JobFailedException.class, () -> Rivulet.run(copy(source, file), options));
        Rivulet.run(copy(source, file), options);
        assertEquals(List.of("one1", "one2", "one3", "one4", "two4", "two5"), Files.readAllLines(file));
    }

    private static Dataflow copy(TestSource<String> source, Path file) {
        Dataflow flow = Dataflow.named("copy");
        flow.input("in", source).output("out", TextFileSink.of(file).exactlyOnce());
        return flow;
    }

    @Test
    void withoutAStoreTheLinesAreThereAtTheEnd() throws Exception {
        Path file = folder.resolve("out.txt");
        Rivulet.run(copy(TestSource.of("a", "b"), file));
        assertEquals(List.of("a", "b"), Files.readAllLines(file));
        JobFailedException there =
                assertThrows(JobFailedException.class, () -> Rivulet.run(copy(TestSource.of("c"), file)));
        assertTrue(there.getMessage().contains("overwrite()"), there.getMessage());
        assertEquals(List.of("a", "b"), Files.readAllLines(file));
    }

    @Test
    void inADirectoryEachEpochAndWorkerHasAPart() throws Exception {
        Path directory = folder.resolve("parts");
        TransactionalSink<Pair, StagedPart> sink =
                sink(CsvSink.inDirectory(directory, Pair.class).gzip().exactlyOnce());
        sink.start();
        List<StagedPart> parts = new ArrayList<>();
        for (int worker = 0; worker < 2; worker++) {
            try (TransactionalWriter<Pair, StagedPart> writer = sink.open(worker, 2)) {
                writer.write(new Pair("a", worker), 0);
                parts.add(writer.prepare(3).orElseThrow());
            }
        }
        sink.commit(parts.get(0));
        sink.recover(parts);
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    List.of("part-00000003-w0-0.csv.gz", "part-00000003-w1-0.csv.gz"),
                    files.map(f -> f.getFileName().toString()).sorted().toList());
        }
        Reading<Pair> read = Reading.of(CsvFile.of(directory, Pair.class));
        assertEquals(List.of(new Pair("a", 0), new Pair("a", 1)), read.records);
    }

    @Test
    void whatARunThatDiedHadStagedDoesNotTakeThePlaceOfACommittedPart() throws Exception {
        Path directory = folder.resolve("parts");
        TransactionalSink<String, StagedPart> sink =
                sink(TextFileSink.inDirectory(directory).exactlyOnce());
        sink.start();
        StagedPart complete = prepared(sink.open(0, 1), 0, "complete");
        sink.commit(complete);
        sink.recover(List.of(complete));
        // This run dies before it completes an epoch, and the next one goes on from the same epoch.
        prepared(sink.open(0, 1), 1, "lost");
        sink.recover(List.of(complete));
        assertEquals(List.of("complete"), Reading.of(TextFile.of(directory)).records);
    }

    @Test
    void theHeaderIsThereOnce() throws Exception {
        Path file = folder.resolve("out.csv");
        TransactionalSink<Pair, StagedPart> sink =
                sink(CsvSink.of(file, Pair.class).exactlyOnce());
        sink.start();
        for (int epoch = 0; epoch < 2; epoch++) {
            try (TransactionalWriter<Pair, StagedPart> writer = sink.open(0, 1)) {
                writer.write(new Pair("x", epoch), 0);
                sink.commit(writer.prepare(epoch).orElseThrow());
            }
        }
        assertEquals(List.of("name,number", "x,0", "x,1"), Files.readAllLines(file));
    }

    @Test
    void aPartWhoseFileWasCutFromOutsideIsAnError() throws Exception {
        Path file = folder.resolve("out.txt");
        TransactionalSink<String, StagedPart> sink = sink(TextFileSink.of(file).exactlyOnce());
        sink.start();
        try (TransactionalWriter<String, StagedPart> writer = sink.open(0, 1)) {
            sink.commit(prepared(writer, 0, "one"));
            StagedPart second = prepared(writer, 1, "two");
            Files.write(file, new byte[1]);
            IOException cut = assertThrows(IOException.class, () -> sink.commit(second));
            assertTrue(cut.getMessage().contains("must have at least 4 bytes"), cut.getMessage());
        }
    }

    @Test
    void aNameThatLeavesTheDirectoryIsRefused() {
        for (String name : List.of("../x", "/etc/x", "..", "", "a\\b")) {
            StateWriter out = new StateWriter();
            out.writeString("staged-part")
                    .writeByte(1)
                    .writeString(name)
                    .writeString("ok")
                    .writeLong(0)
                    .writeLong(0);
            byte[] bytes = out.toByteArray();
            assertThrows(CorruptStateException.class, () -> StagedPart.CODEC.fromBytes(bytes), name);
        }
        assertTrue(new String(StagedPart.CODEC.toBytes(new StagedPart("a", "b", 0, 1)), StandardCharsets.UTF_8)
                .contains("staged-part"));
    }
}
