package io.rivulet.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Transition;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.recovery.DirectoryBlobs;
import io.rivulet.runtime.recovery.MemoryBlobs;
import io.rivulet.runtime.recovery.RecoveryStore;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a job's store over many epochs and runs, and of a job whose store is broken. The number in a name is that of the scenario. */
@Timeout(60)
class LongLivedStoreTest {

    private final MemoryBlobs blobs = new MemoryBlobs();
    private final ManualClock clock = ManualClock.atEpoch();
    private final TestSink<Object> sink = new TestSink<>();

    private RunOptions options(Duration interval) {
        return RunOptions.defaults()
                .withClock(clock)
                .withRecovery(Recovery.in(() -> blobs).every(interval));
    }

    private static void settle(SteppedJob job) {
        for (int quiet = 0; quiet < 3; quiet++) {
            if (job.step(0) | job.stepEpochs()) {
                quiet = 0;
            }
        }
    }

    @Test
    void s92_aResultIsThereAtOnceAlthoughTheNextSnapshotIsAnHourAway() {
        Dataflow flow = Dataflow.named("windows");
        flow.input(
                        "in",
                        TestSource.of(Timed.at(3, "k"), Timed.at(10, "k"))
                                .pause(Duration.ofDays(1))
                                .withClock(clock))
                .eventTimeMillis(Timed::timeMillis, Lateness.none())
                .keyBy(Timed::value)
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .count("count")
                .output("out", sink);
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), options(Duration.ofHours(1)))) {
            settle(job);
            assertEquals(List.of(new WindowResult<>("k", 0, 0, 10, 1L)), sink.records());
            assertTrue(sink.flushes() > 0);
            assertEquals(0, job.metrics().epochs().orElseThrow().complete());
        }
    }

    @Test
    void s93_sessionsThatHaveClosedLeaveNothingInTheStore() throws IOException {
        int keys = 10_000;
        int cycles = 10;
        TestSource<Timed<String>> source = TestSource.of();
        for (int cycle = 0; cycle < cycles; cycle++) {
            List<Timed<String>> records = new ArrayList<>();
            for (int key = 0; key < keys; key++) {
                records.add(Timed.at(cycle * 1_000_000L + key, "k" + key));
            }
            Duration second = Duration.ofSeconds(1);
            source = source.then(records)
                    .pause(second)
                    .then(Timed.at(cycle * 1_000_000L + 999_999, "tick"))
                    .pause(second.multipliedBy(2));
        }
        Dataflow flow = Dataflow.named("sessions");
        flow.input("in", source.withClock(clock))
                .eventTimeMillis(Timed::timeMillis, Lateness.none())
                .keyBy(Timed::value)
                .window(Windows.session(Duration.ofMillis(50_000)))
                .count("sessions")
                .output("out", sink);
        List<Long> open = new ArrayList<>();
        List<Long> closed = new ArrayList<>();
        List<Long> later = new ArrayList<>();
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), options(Duration.ofSeconds(1)))) {
            for (int cycle = 0; cycle < cycles; cycle++) {
                settle(job);
                assertTrue(job.keys() >= keys, "all are open, and the last tick perhaps");
                // An epoch of all open sessions, asked for before the tick that closes them is read.
                clock.advance(Duration.ofSeconds(1));
                job.stepEpochs();
                settle(job);
                open.add(bytes());
                assertEquals(1, job.keys());
                // One that says they are closed, and one that knows that little is left, before the next cycle is read.
                clock.advance(Duration.ofSeconds(1));
                settle(job);
                closed.add(bytes());
                clock.advance(Duration.ofSeconds(1));
                job.stepEpochs();
                settle(job);
                later.add(bytes());
            }
            assertEquals(cycles * 3L, job.metrics().epochs().orElseThrow().complete());
        }
        System.out.printf(
                "10,000 sessions in the store, in bytes: %s while open, %s once closed, %s an epoch later%n",
                open, closed, later);
        for (int cycle = 1; cycle < cycles; cycle++) {
            assertTrue(open.get(cycle) <= open.get(1) + 16, "it grows: " + open);
            assertTrue(closed.get(cycle) <= 2 * open.get(1), "changes are fewer than what was there: " + closed);
            assertTrue(later.get(cycle) < 1_000, "little is left: " + later);
        }
    }

    private long bytes() throws IOException {
        return RecoveryStore.inspect(blobs).bytes();
    }

    private Dataflow copy(TestSource<Integer> source) {
        Dataflow flow = Dataflow.named("copy");
        flow.input("in", source)
                .keyBy(n -> n)
                .<Integer, Integer>statefulMap("count", (n, i) -> Transition.to(n.orElse(0) + 1, i), Codecs.INTEGER)
                .output("out", sink);
        return flow;
    }

    @Test
    void s111_everyEndOfARunIsWhereTheNextGoesOnHoweverLongTheInterval() {
        TestSource<Integer> source = TestSource.of(0)
                .end()
                .then(1)
                .end()
                .then(2)
                .end()
                .then(3)
                .end()
                .then(4)
                .end();
        List<List<Object>> runs = new ArrayList<>();
        for (int run = 0; run < 6; run++) {
            try (SteppedJob job = LocalEngine.stepped(copy(source).graph(), options(Duration.ofSeconds(10)))) {
                job.runToEnd(run);
            }
            runs.add(sink.records());
            sink.clear();
        }
        assertEquals(List.of(List.of(0), List.of(1), List.of(2), List.of(3), List.of(4), List.of()), runs);
    }

    @Test
    void s114_aJobWithABrokenStoreProcessesNothingAndSaysWhatIsBroken(@TempDir Path parent) throws IOException {
        TestSource<Integer> source = TestSource.of(0, 1).end().then(2, 3);
        try (SteppedJob job = LocalEngine.stepped(copy(source).graph(), options(Duration.ofSeconds(1)))) {
            job.runToEnd(1);
        }
        sink.clear();
        Set<String> problems = new HashSet<>();

        Path gone = parent.resolve("gone");
        problems.add(refused(source, Recovery.in(() -> DirectoryBlobs.openExisting(gone))));

        String segment = blobs.list().stream()
                .filter(name -> name.startsWith("segment-"))
                .findFirst()
                .orElseThrow();
        byte[] content = blobs.read(segment);
        blobs.delete(segment);
        problems.add(refused(source, Recovery.in(() -> blobs)));

        // A segment of the same name from another life of the store.
        MemoryBlobs older = new MemoryBlobs();
        TestSource<Integer> other = TestSource.of(7, 8, 9);
        try (SteppedJob job = LocalEngine.stepped(
                copy(other).graph(), RunOptions.defaults().withRecovery(Recovery.in(() -> older)))) {
            job.runToEnd(1);
        }
        sink.clear();
        assertTrue(blobs.putIfAbsent(segment, older.read(segment)));
        problems.add(refused(source, Recovery.in(() -> blobs)));
        assertEquals(3, problems.size(), problems.toString());
        assertEquals(List.of(), sink.records());

        blobs.delete(segment);
        assertTrue(blobs.putIfAbsent(segment, content));
        try (SteppedJob job = LocalEngine.stepped(copy(source).graph(), options(Duration.ofSeconds(1)))) {
            job.runToEnd(1);
        }
        assertEquals(List.of(2, 3), sink.records().stream().sorted().toList());
    }

    private String refused(TestSource<Integer> source, Recovery recovery) {
        JobFailedException e = assertThrows(
                JobFailedException.class,
                () -> LocalEngine.stepped(
                        copy(source).graph(), RunOptions.defaults().withRecovery(recovery)));
        assertEquals("(recovery)", e.step());
        assertEquals(0, sink.open());
        return e.getMessage();
    }
}
