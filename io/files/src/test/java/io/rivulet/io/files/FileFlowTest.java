package io.rivulet.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Transition;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourcePartition;
import io.rivulet.runtime.connect.SourcePartition.Poll;
import io.rivulet.runtime.recovery.MemoryBlobs;
import io.rivulet.runtime.state.KeyGroups;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files read and written by flows. The number in a name is that of the scenario. */
class FileFlowTest {

    @TempDir
    Path folder;

    @Test
    void s100_aPartOpenedAtASnapshotGivesWhatFollowsBlankLinesToo() throws IOException {
        Path file = Reading.write(folder.resolve("a.txt"), "one1\none2\none3\n\none4\none5\none6\n");
        TextFile source = TextFile.of(file);
        FilePosition snapshot;
        Reading<String> first = new Reading<>();
        try (SourcePartition<String, FilePosition> part = source.open(file.toString(), Optional.empty())) {
            part.poll(first, 2);
            assertEquals(List.of("one1", "one2"), first.records);
            snapshot = source.positionCodec().fromBytes(source.positionCodec().toBytes(part.position()));
            part.poll(first, 2);
            assertEquals(List.of("one1", "one2", "one3", ""), first.records);
        }
        Reading<String> second = new Reading<>();
        try (SourcePartition<String, FilePosition> part = source.open(file.toString(), Optional.of(snapshot))) {
            Poll poll = Poll.MORE;
            while (poll != Poll.END) {
                poll = part.poll(second, 1);
            }
        }
        assertEquals(List.of("one3", "", "one4", "one5", "one6"), second.records);
    }

    @Test
    void s100_aRunGoesOnWithTheLinesThatCameSince() throws Exception {
        Path file = Reading.write(folder.resolve("a.txt"), "one1\none2\n");
        MemoryBlobs blobs = new MemoryBlobs();
        TestSink<String> sink = new TestSink<>();
        for (String more : List.of("", "one3\n\none4\n", "")) {
            Files.writeString(file, Files.readString(file) + more);
            Dataflow flow = Dataflow.named("copy");
            flow.input("in", TextFile.of(file)).output("out", sink);
            Rivulet.run(flow, RunOptions.defaults().withRecovery(Recovery.in(() -> blobs)));
        }
        assertEquals(List.of("one1", "one2", "one3", "", "one4"), sink.records());
    }

    private static <T> List<T> read(Source<T, ?> source) throws InterruptedException {
        TestSink<T> sink = new TestSink<>();
        Dataflow flow = Dataflow.named("read");
        flow.input("in", source).output("out", sink);
        Rivulet.run(flow);
        return sink.records();
    }

    @Test
    void s101_rowsAreReadByTheNamesOfTheirHeaderAndMissingPlacesAreNamed() throws Exception {
        Path file = Reading.write(folder.resolve("a.csv"), "name,age\nAnn,30\nBob,41\n");
        assertEquals(
                List.of("30 Ann", "41 Bob"),
                read(CsvFile.of(file, row -> row.intValue("age") + " " + row.text("name"))));
        Path none = folder.resolve("none/rows.csv");
        JobFailedException missing =
                assertThrows(JobFailedException.class, () -> read(CsvFile.of(none, row -> row.text(0))));
        assertEquals("in", missing.step());
        assertTrue(missing.getMessage().endsWith("no such file or directory: " + none), missing.getMessage());
        // A file where a directory is meant, and the other way round.
        Path inside = file.resolve("b.csv");
        JobFailedException inFile =
                assertThrows(JobFailedException.class, () -> read(CsvFile.of(inside, row -> row.text(0))));
        assertTrue(inFile.getMessage().contains(inside.toString()), inFile.getMessage());
        Path pattern = file.resolve("*.csv");
        JobFailedException noDirectory =
                assertThrows(JobFailedException.class, () -> read(CsvFile.of(pattern, row -> row.text(0))));
        assertTrue(noDirectory.getMessage().contains("no such directory: " + file), noDirectory.getMessage());
        IOException parts = assertThrows(
                IOException.class, () -> TextFileSink.inDirectory(file).open(0, 1));
        assertTrue(parts.getMessage().contains(file.toString()), parts.getMessage());
        IOException one =
                assertThrows(IOException.class, () -> TextFileSink.of(folder).open(0, 1));
        assertTrue(one.getMessage().contains(folder.toString()), one.getMessage());
    }

    /** A part belongs to a worker, and a worker has keys; which part gets a key is not to be chosen, but it is one part. */
    @Test
    void s103_allLinesOfAKeyAreInOnePartAndEachPartHasThoseOfItsWorker() throws Exception {
        int workers = 3;
        List<Integer> keys = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            int of = worker;
            keys.add(IntStream.range(0, 1_000)
                    .filter(key -> KeyGroups.worker(KeyGroups.of(key), workers) == of)
                    .findFirst()
                    .orElseThrow());
        }
        TestSource<Integer> source =
                TestSource.of(keys).then(keys).and(TestSource.of(keys)).and(TestSource.of(keys));
        Path parts = folder.resolve("parts");
        Dataflow flow = Dataflow.named("parts");
        flow.input("in", source)
                .keyBy(key -> key)
                .<Integer, String>statefulMap(
                        "number",
                        (n, key) -> Transition.to(n.orElse(0) + 1, key + " number " + n.orElse(0)),
                        Codecs.INTEGER)
                .output("out", TextFileSink.inDirectory(parts));
        Rivulet.run(flow, RunOptions.defaults().withWorkers(workers));
        for (int worker = 0; worker < workers; worker++) {
            int key = keys.get(worker);
            assertEquals(
                    List.of(key + " number 0", key + " number 1", key + " number 2", key + " number 3"),
                    Files.readAllLines(parts.resolve("part-" + worker + "-of-3.txt")));
        }
    }
}
