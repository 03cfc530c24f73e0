package io.rivulet.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.JobMetrics;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Transition;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.recovery.MemoryBlobs;
import io.rivulet.runtime.testing.CommittedSink;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.time.Lateness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Jobs that stop or die, and go on from their store. The number in a name is that of the scenario. */
class RecoveryTest {

    private final MemoryBlobs blobs = new MemoryBlobs();
    private final ManualClock clock = ManualClock.atEpoch();

    private RunOptions options(int workers, Duration interval) {
        return RunOptions.defaults()
                .withWorkers(workers)
                .withBatchSize(1)
                .withClock(clock)
                .withRecovery(Recovery.in(() -> blobs).every(interval));
    }

    /** Runs to the end, or to a failure, in which case the job is left as a crash leaves it. */
    private void run(Dataflow flow, RunOptions options, long seed) {
        SteppedJob job = LocalEngine.simulated(flow.graph(), options);
        try {
            job.runToEnd(seed);
        } catch (JobFailedException e) {
            assertTrue(e.getMessage().contains("aborts"), e.getMessage());
            return;
        }
        job.close();
    }

    private static Dataflow copy(TestSource<Integer> source, TestSink<Integer> sink) {
        Dataflow flow = Dataflow.named("copy");
        flow.input("in", source).output("out", sink);
        return flow;
    }

    @Test
    void s108_withoutASnapshotInBetweenAllIsReadAgain() {
        TestSource<Integer> source = TestSource.of(0, 1, 2).abort().then(3, 4);
        TestSink<Integer> sink = new TestSink<>();
        run(copy(source, sink), options(1, Duration.ofSeconds(5)), 1);
        assertEquals(List.of(0, 1, 2), sink.records());
        sink.clear();
        run(copy(source, sink), options(1, Duration.ofSeconds(5)), 1);
        assertEquals(List.of(0, 1, 2, 3, 4), sink.records());
    }

    @Test
    void s109_withASnapshotAfterEveryBatchNothingIsReadAgain() {
        for (int seed = 0; seed < 20; seed++) {
            TestSource<Integer> source = TestSource.of(0, 1, 2).abort().then(3, 4);
            TestSink<Integer> sink = new TestSink<>();
            MemoryBlobs own = new MemoryBlobs();
            RunOptions options = options(1, Duration.ZERO)
                    .withRecovery(Recovery.in(() -> own).every(Duration.ZERO));
            run(copy(source, sink), options, seed);
            assertEquals(List.of(0, 1, 2), sink.records());
            sink.clear();
            run(copy(source, sink), options, seed);
            assertEquals(List.of(3, 4), sink.records());
        }
    }

    @Test
    void s110_aRunThatEndedGoesOnWhereItEnded() {
        TestSource<Integer> source = TestSource.of(0, 1, 2).end().then(3, 4);
        TestSink<Integer> sink = new TestSink<>();
        List<List<Integer>> runs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            run(copy(source, sink), options(1, Duration.ofHours(1)), i);
            runs.add(sink.records());
            sink.clear();
        }
        assertEquals(List.of(List.of(0, 1, 2), List.of(3, 4), List.of(), List.of()), runs);
    }

    private static Dataflow keepLast(TestSource<String> source, TestSink<String> sink) {
        Dataflow flow = Dataflow.named("keep-last");
        flow.input("in", source)
                .keyBy(text -> text.substring(0, 1))
                .<String, String>statefulMap(
                        "last",
                        (last, text) -> text.endsWith("-")
                                ? Transition.discard("discarded " + text)
                                : Transition.to(text, last.orElse("nothing") + " " + text),
                        Codecs.TEXT)
                .output("out", sink);
        return flow;
    }

    @Test
    void s112_statesOutliveACrashAndDiscardedOnesDoNot() {
        for (int workers = 1; workers <= 3; workers++) {
            TestSource<String> source =
                    TestSource.of("a1", "b1", "c1", "c-").abort().then("a2", "b2", "c2");
            TestSink<String> sink = new TestSink<>();
            MemoryBlobs own = new MemoryBlobs();
            RunOptions options = options(workers, Duration.ZERO)
                    .withRecovery(Recovery.in(() -> own).every(Duration.ZERO));
            run(keepLast(source, sink), options, workers);
            sink.clear();
            run(keepLast(source, sink), options.withWorkers(4 - workers), 3);
            assertEquals(
                    List.of("a1 a2", "b1 b2", "nothing c2"),
                    sink.records().stream().sorted().toList());
        }
    }

    @Test
    void whatIsStoredShrinksWithTheKeys() throws IOException {
        List<String> records = new ArrayList<>();
        for (String tail : List.of("1", "-")) {
            for (int i = 0; i < 2_000; i++) {
                records.add((char) ('a' + i) + tail);
            }
        }
        records.addAll(Collections.nCopies(50, "a2"));
        TestSource<String> source = TestSource.of(records).inBatchesOf(100);
        RunOptions options = options(2, Duration.ZERO);
        SteppedJob job =
                LocalEngine.simulated(keepLast(source, new TestSink<>()).graph(), options);
        long most = 0;
        for (int i = 0; !job.isDone(); i++) {
            if (!(i % 3 == 2 ? job.stepEpochs() : job.step(i % 3))) {
                most = Math.max(most, job.metrics().epochs().orElseThrow().stateBytes());
            }
        }
        long left = job.metrics().epochs().orElseThrow().stateBytes();
        assertTrue(most > 20_000, "2,000 keys took " + most + " bytes");
        assertTrue(left > 0 && left < most / 500, "of " + most + " bytes " + left + " are left");
        assertTrue(bytes(blobs) < most / 5, "the store has " + bytes(blobs));
        assertTrue(job.metrics().epochs().orElseThrow().alignMillis() >= 0);
        job.close();
    }

    private static long bytes(MemoryBlobs blobs) throws IOException {
        long bytes = 0;
        for (String name : blobs.list()) {
            bytes += blobs.size(name);
        }
        return bytes;
    }

    @Test
    void s122_anEpochThatTheStoreCannotTakeDoesTheJobNoHarm() {
        FailingBlobs failing = new FailingBlobs(blobs);
        Duration second = Duration.ofSeconds(1);
        TestSource<String> source = TestSource.of("a1", "b1")
                .pause(second)
                .then("a2")
                .pause(second)
                .then("c1")
                .pause(second.multipliedBy(2))
                .abort()
                .then("a3", "b3", "c2")
                .withClock(clock);
        TestSink<String> sink = new TestSink<>();
        RunOptions options =
                options(1, second).withRecovery(Recovery.in(() -> failing).every(second));
        SteppedJob job = LocalEngine.simulated(keepLast(source, sink).graph(), options);
        steps(job);
        assertEquals(1, second(job).complete());
        failing.fails = true;
        assertEquals(1, second(job).complete());
        assertEquals(1, job.metrics().epochs().orElseThrow().failed());
        failing.fails = false;
        // The third epoch holds what the failed one should have; then the source aborts.
        assertEquals(2, second(job).complete());
        assertThrows(JobFailedException.class, () -> second(job));
        sink.clear();
        SteppedJob resumed = LocalEngine.simulated(keepLast(source, sink).graph(), options);
        for (int i = 0; i < 4; i++) {
            second(resumed);
        }
        assertEquals(List.of("a2 a3", "b1 b3", "c1 c2"), sink.records());
    }

    @Test
    void s122_inLockStepAnEpochThatTheStoreCouldNotTakeIsMadeUpForAndReadingGoesOn() {
        FailingBlobs failing = new FailingBlobs(blobs);
        TestSink<Integer> sink = new TestSink<>();
        RunOptions options = options(1, Duration.ZERO)
                .withRecovery(Recovery.in(() -> failing).every(Duration.ZERO));
        Dataflow flow = copy(TestSource.of(0, 1, 2, 3).inBatchesOf(1), sink);
        try (SteppedJob job = LocalEngine.simulated(flow.graph(), options)) {
            failing.fails = true;
            steps(job);
            assertEquals(List.of(0), sink.records());
            assertEquals(1, job.metrics().epochs().orElseThrow().failed());
            assertEquals(2, second(job).failed());
            failing.fails = false;
            clock.advance(Duration.ofSeconds(1));
            job.runToEnd(1);
        }
        assertEquals(List.of(0, 1, 2, 3), sink.records());
    }

    private JobMetrics.EpochMetrics second(SteppedJob job) {
        clock.advance(Duration.ofSeconds(1));
        steps(job);
        return job.metrics().epochs().orElseThrow();
    }

    /** Enough for an epoch, and for what can be read. */
    private static void steps(SteppedJob job) {
        for (int i = 0; i < 10; i++) {
            job.stepEpochs();
            job.step(0);
        }
    }

    @Test
    void s121_aStopTakesALastSnapshotAndLosesNothingAndRepeatsNothing() {
        for (int seed = 0; seed < 30; seed++) {
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                numbers.add(i);
            }
            TestSource<Integer> source =
                    TestSource.of(numbers.subList(0, 100)).and(TestSource.of(numbers.subList(100, 200)));
            CommittedSink<Integer> sink = new CommittedSink<>();
            MemoryBlobs own = new MemoryBlobs();
            RunOptions options = options(1 + seed % 3, Duration.ofHours(1))
                    .withRecovery(Recovery.in(() -> own).every(Duration.ofHours(1)));
            for (int part = 0; part < 3; part++) {
                Dataflow flow = Dataflow.named("sums");
                flow.input("in", source)
                        .keyBy(i -> i % 7)
                        .<Integer, Integer>statefulMap(
                                "count", (n, i) -> Transition.to(n.orElse(0) + 1, i), Codecs.INTEGER)
                        .output("out", sink);
                try (SteppedJob job = LocalEngine.simulated(flow.graph(), options.withWorkers(1 + (seed + part) % 4))) {
                    for (int i = 0; i < 60 && part < 2; i++) {
                        job.step((seed * 31 + i) % job.workers());
                        job.stepEpochs();
                    }
                    if (part < 2) {
                        job.stop();
                    }
                    job.runToEnd(seed);
                }
            }
            assertEquals(numbers, sink.committed().stream().sorted().toList(), "seed " + seed);
            assertEquals(0, sink.preparedParts());
        }
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    /** The highest count of each key, after a crash somewhere and a second run to the end. */
    private List<Integer> countsAfterACrash(long seed, boolean aligned) {
        SplitMix64 random = new SplitMix64(seed);
        MemoryBlobs own = new MemoryBlobs();
        Recovery recovery = Recovery.in(() -> own).every(Duration.ofSeconds(1));
        RunOptions options = options(2, Duration.ZERO).withRecovery(aligned ? recovery : recovery.atLeastOnce());
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int run = 0; run < 2; run++) {
            Dataflow flow = Dataflow.named("counts");
            TestSink<Map.Entry<Integer, Integer>> sink = new TestSink<>();
            flow.input("in", TestSource.of(numbers(0, 60)).and(TestSource.of(numbers(60, 120))))
                    .keyBy(i -> i % 5)
                    .<Integer, Map.Entry<Integer, Integer>>statefulMap(
                            "count",
                            (n, i) -> Transition.to(n.orElse(0) + 1, Map.entry(i % 5, n.orElse(0) + 1)),
                            Codecs.INTEGER)
                    .output("out", sink);
            SteppedJob job = LocalEngine.simulated(flow.graph(), options);
            if (run == 0) {
                int steps = 20 + random.nextInt(150);
                for (int i = 0; i < steps && !job.isDone(); i++) {
                    clock.advance(Duration.ofMillis(50));
                    job.step(random.nextInt(8) == 0 ? 1 : 0);
                    job.stepEpochs();
                }
            } else {
                job.runToEnd(seed);
                job.close();
            }
            sink.records().forEach(count -> counts.merge(count.getKey(), count.getValue(), Math::max));
        }
        return List.copyOf(counts.values());
    }

    @Test
    void s118_withoutAlignmentNothingIsMissingButSomeComesTwice() {
        int more = 0;
        for (long seed = 0; seed < 60; seed++) {
            assertEquals(List.of(24, 24, 24, 24, 24), countsAfterACrash(seed, true), "seed " + seed);
            List<Integer> counts = countsAfterACrash(seed, false);
            assertEquals(5, counts.size(), "seed " + seed);
            for (int count : counts) {
                assertTrue(count >= 24, "seed " + seed + ": " + counts);
                more += count - 24;
            }
        }
        assertTrue(more > 0, "at least one of the crashes came between two barriers");
    }

    /**
     * Worker 0 has ended the epoch and reads on; its way to the other is long, and the other slow. So the watermark of the first runs ahead of what the second has got by
     * the time when the epoch is complete, and the job dies.
     */
    @Test
    void s118_withoutAlignmentARecordThatIsReadAgainIsNotLateForAWatermarkBehindTheBarrier() {
        RunOptions options = new RunOptions(2, 1, 1_000, clock)
                .withRecovery(
                        Recovery.in(() -> blobs).every(Duration.ofSeconds(1)).atLeastOnce());
        TestSource<Integer> source = TestSource.of(numbers(0, 3_000)).and(TestSource.of(numbers(3_000, 6_000)));
        TestSink<WindowResult<Integer, List<Integer>>> sink = new TestSink<>();
        Dataflow flow = Dataflow.named("windows");
        flow.input("in", source)
                .eventTimeMillis(i -> i < 3_000 ? i * 10L : 500_000 + i * 10L, Lateness.none())
                .keyBy(i -> i % 7)
                .window(Windows.tumbling(Duration.ofMillis(30)))
                .collect("ids", Codecs.INTEGER)
                .output("out", sink);
        SteppedJob job = LocalEngine.simulated(flow.graph(), options);
        for (int i = 0; i < 6; i++) {
            job.step(0);
            job.step(1);
        }
        clock.advance(Duration.ofSeconds(2));
        job.stepEpochs();
        for (int i = 0; i < 300; i++) {
            job.step(0);
        }
        for (int i = 0; job.metrics().epochs().orElseThrow().complete() == 0; i++) {
            job.stepEpochs();
            job.step(0);
            if (i % 10 == 0) {
                job.stepParts(1, 1);
            }
        }
        long ahead = job.metrics().progress().watermarkMillis();
        run(flow, options, 1);
        Set<Integer> held = new TreeSet<>();
        sink.records().forEach(window -> held.addAll(window.value()));
        assertEquals(new TreeSet<>(numbers(0, 6_000)), held);
        assertTrue(ahead > 3_000, "worker 0 must have run ahead, but came to " + ahead);
    }

    @Test
    void statesOfAnySizeComeBack() {
        // From far below a frame to far above it, so that frames of all sizes are written and read.
        List<String> texts = new ArrayList<>();
        for (int size = 10; size < 1_000_000; size *= 3) {
            texts.add((char) ('a' + texts.size()) + "x".repeat(size));
        }
        TestSource<String> source = TestSource.of(texts).end().then(texts);
        TestSink<String> sink = new TestSink<>();
        run(keepLast(source, sink), options(2, Duration.ofHours(1)), 1);
        sink.clear();
        run(keepLast(source, sink), options(3, Duration.ofHours(1)), 1);
        assertEquals(
                texts.stream().map(text -> text + " " + text).toList(),
                sink.records().stream().sorted().toList());
    }

    @Test
    void s131_anAddedStepStartsEmptyAndAMissingOneIsRefused() {
        TestSource<String> source = TestSource.of("a1", "b1").end().then("a2", "b2");
        TestSink<String> sink = new TestSink<>();
        run(keepLast(source, sink), options(1, Duration.ofHours(1)), 1);
        Dataflow without = Dataflow.named("keep-last");
        without.input("in", source).output("out", sink);
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> LocalEngine.simulated(without.graph(), options(1, Duration.ofHours(1))));
        assertTrue(refused.getMessage().contains("\"last\""), refused.getMessage());
        assertTrue(refused.getMessage().contains("--allow-dropped-state"), refused.getMessage());

        Dataflow more = Dataflow.named("keep-last");
        more.input("in", source)
                .keyBy(text -> text.substring(0, 1))
                .<String, String>statefulMap(
                        "last", (last, text) -> Transition.to(text, last.orElse("nothing") + " " + text), Codecs.TEXT)
                .keyBy("again", text -> text.substring(0, 1))
                .aggregate(
                        "moments",
                        RunningMoments.<String>aggregation(String::length).map(RunningMoments::count))
                .map(Keyed::value)
                .map(String::valueOf)
                .output("out", sink);
        sink.clear();
        run(more, options(1, Duration.ofHours(1)), 1);
        assertEquals(List.of("1", "1"), sink.records());
    }

    /** Sets a timer for each record, and says its payload when it fires. */
    private static final class Alarm implements KeyedLogic<String, String, long[], String> {
        @Override
        public long[] create() {
            return new long[1];
        }

        @Override
        public StateCodec<long[]> codec() {
            return StateCodec.of("alarm", 1, (s, out) -> out.writeLong(s[0]), in -> new long[] {in.readLong()});
        }

        @Override
        public Keep onRecord(long[] count, String record, KeyedContext<String, String> context) {
            count[0]++;
            context.setClockTimer(context.clockMillis() + 1_000, count[0]);
            return Keep.RETAIN;
        }

        @Override
        public Keep onTimer(long[] count, long payload, KeyedContext<String, String> context) {
            context.emit(context.key() + " " + payload + " of " + count[0]);
            return Keep.RETAIN;
        }
    }

    @Test
    void timersOutliveAStop() {
        TestSource<String> source =
                TestSource.of("a", "b", "a").pause(Duration.ofDays(1)).withClock(clock);
        TestSink<String> sink = new TestSink<>();
        Dataflow flow = Dataflow.named("alarms");
        flow.input("in", source).keyBy(key -> key).stateful("alarm", Alarm::new).output("out", sink);
        RunOptions options = options(1, Duration.ofHours(1));
        try (SteppedJob job = LocalEngine.simulated(flow.graph(), options)) {
            for (int i = 0; i < 10; i++) {
                job.step(0);
            }
            job.stop();
            job.runToEnd(0);
        }
        assertEquals(List.of(), sink.records());
        clock.advance(Duration.ofMinutes(1));
        try (SteppedJob job = LocalEngine.simulated(flow.graph(), options.withWorkers(2))) {
            for (int i = 0; i < 10; i++) {
                job.step(i % 2);
            }
            assertEquals(
                    List.of("a 1 of 2", "a 2 of 2", "b 1 of 1"),
                    sink.records().stream().sorted().toList());
        }
    }

    @Test
    void s115_aCrashBeforeEveryWorkerHasWrittenGoesBackToTheEpochBefore() {
        TestSource<String> source = TestSource.of("a1", "b1", "a2", "b2");
        TestSink<String> sink = new TestSink<>();
        RunOptions options = options(2, Duration.ofSeconds(1));
        SteppedJob job = LocalEngine.simulated(keepLast(source, sink).graph(), options);
        clock.advance(Duration.ofSeconds(1));
        job.stepEpochs();
        for (int i = 0; i < 20; i++) {
            job.step(0);
            job.stepEpochs();
        }
        assertEquals(0, job.metrics().epochs().orElseThrow().complete());
        sink.clear();
        run(keepLast(source, sink), options, 0);
        assertEquals(
                List.of("a1 a2", "b1 b2", "nothing a1", "nothing b1"),
                sink.records().stream().sorted().toList());
    }
}
