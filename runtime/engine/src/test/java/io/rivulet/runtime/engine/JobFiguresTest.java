package io.rivulet.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.runtime.AsyncOptions;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Job;
import io.rivulet.runtime.JobMetrics;
import io.rivulet.runtime.JobMetrics.EpochMetrics;
import io.rivulet.runtime.JobMetrics.StepMetrics;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Transition;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.recovery.MemoryBlobs;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job tells of itself while it runs, and that a stepped one does the same in the same order for the same seed. The number in a name is that of the scenario. */
@Timeout(60)
class JobFiguresTest {

    private final ManualClock clock = ManualClock.at(Instant.ofEpochMilli(1_000));
    private final TestSink<Object> sink = new TestSink<>();

    private static void settle(SteppedJob job) {
        for (int quiet = 0; quiet < 3; quiet++) {
            for (int worker = 0; worker < job.workers(); worker++) {
                if (job.step(worker) | job.stepEpochs()) {
                    quiet = 0;
                }
            }
        }
    }

    private static StepMetrics step(JobMetrics metrics, String name) {
        return metrics.steps().stream()
                .filter(step -> step.step().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step " + name + " in " + metrics));
    }

    private static List<Timed<String>> records(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> Timed.at(i, "k" + i % 5)).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void s135_eachStepTellsWhatCameInAndOutWhatWaitsAndHowFarItsTimeIs(int workers) {
        MemoryBlobs blobs = new MemoryBlobs();
        Dataflow flow = Dataflow.named("figures");
        flow.input(
                        "in",
                        TestSource.of(records(0, 95))
                                .pause(Duration.ofSeconds(5))
                                .then(records(95, 200))
                                .withClock(clock))
                .eventTimeMillis(Timed::timeMillis, Lateness.none())
                .keyBy("keys", Timed::value)
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .count("counts")
                .output("out", sink);
        RunOptions options = RunOptions.defaults()
                .withWorkers(workers)
                .withClock(clock)
                .withRecovery(Recovery.in(() -> blobs).every(Duration.ofSeconds(2)));
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), options)) {
            settle(job);
            JobMetrics now = job.metrics();
            assertEquals("figures", now.job());
            assertEquals(Job.Status.RUNNING, now.status());
            assertEquals(workers, now.workers());
            assertEquals(1_000, now.timeMillis());
            assertEquals(95, now.progress().records());
            assertEquals(94, now.progress().newestMillis());
            assertEquals(95, step(now, "in").recordsOut());
            StepMetrics counts = step(now, "counts");
            assertEquals(95, counts.recordsIn());
            assertEquals(45, counts.recordsOut(), "nine windows of five keys");
            assertEquals(5, counts.keys());
            assertEquals(5, counts.timers(), "one window of each is open");
            assertEquals(94, counts.watermarkMillis());
            assertEquals(Optional.of(906L), counts.lagMillis(now.timeMillis()));
            assertEquals(45, step(now, "out").recordsIn());
            assertTrue(
                    now.steps().stream().allMatch(each -> each.queued() == 0),
                    "nothing waits where all has been worked off: " + now.steps());
            assertEquals(-1, now.epochs().orElseThrow().newest());

            clock.advance(Duration.ofSeconds(2));
            settle(job);
            EpochMetrics epoch = job.metrics().epochs().orElseThrow();
            assertEquals(1, epoch.complete());
            assertEquals(0, epoch.failed());
            assertEquals(0, epoch.newest());
            assertEquals(3_000, epoch.completedMillis());
            assertEquals(0, epoch.durationMillis(), "the clock stood still");
            assertTrue(epoch.bytes() > 5 * 16 && epoch.bytes() < 2_000, "bytes " + epoch.bytes());

            clock.advance(Duration.ofSeconds(5));
            job.runToEnd(1);
            JobMetrics end = job.metrics();
            assertEquals(Job.Status.COMPLETED, end.status());
            assertEquals(100, step(end, "counts").recordsOut());
            assertEquals(0, step(end, "counts").keys());
            assertEquals(0, step(end, "counts").timers());
            assertEquals(Optional.empty(), step(end, "counts").lagMillis(end.timeMillis()));
        }
    }

    @Test
    void s135_theDurationOfAnEpochIsByTheClock() {
        MemoryBlobs blobs = new MemoryBlobs();
        Dataflow flow = Dataflow.named("slow");
        flow.input("in", TestSource.of(1).pause(Duration.ofDays(1)).withClock(clock))
                .output("out", sink);
        RunOptions options = RunOptions.defaults()
                .withClock(clock)
                .withRecovery(Recovery.in(() -> blobs).every(Duration.ofSeconds(2)));
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), options)) {
            clock.advance(Duration.ofSeconds(2));
            job.stepEpochs();
            clock.advance(Duration.ofMillis(350));
            settle(job);
            assertEquals(350, job.metrics().epochs().orElseThrow().durationMillis());
        }
    }

    @Test
    void s135_whatWaitsForAWorkerIsQueuedUntilItHasTakenIt() {
        Dataflow flow = Dataflow.named("queued");
        flow.input(
                        "in",
                        TestSource.of(IntStream.range(0, 64).boxed().toList())
                                .pause(Duration.ofDays(1))
                                .withClock(clock))
                .rebalance("spread")
                .output("out", sink);
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), new RunOptions(2, 4, 64, clock))) {
            for (int i = 0; i < 100; i++) {
                job.step(0);
            }
            long queued = step(job.metrics(), "spread").queued();
            assertTrue(queued >= 28 && queued <= 32, "half of 64 wait for the other worker, got " + queued);
            settle(job);
            assertEquals(64, sink.records().size());
            assertEquals(0, step(job.metrics(), "spread").queued());
        }
    }

    @Test
    void s135_callsUnderWayAreQueued() {
        List<CompletableFuture<String>> calls = new ArrayList<>();
        Dataflow flow = Dataflow.named("calls");
        flow.input("in", TestSource.of(1, 2, 3).pause(Duration.ofDays(1)).withClock(clock))
                .mapAsync(
                        "call",
                        n -> {
                            calls.add(new CompletableFuture<>());
                            return calls.get(calls.size() - 1);
                        },
                        AsyncOptions.defaults())
                .output("out", sink);
        try (SteppedJob job =
                LocalEngine.stepped(flow.graph(), RunOptions.defaults().withClock(clock))) {
            settle(job);
            assertEquals(3, step(job.metrics(), "call").queued());
            assertEquals(3, step(job.metrics(), "call").recordsIn());
            calls.get(0).complete("one");
            settle(job);
            assertEquals(2, step(job.metrics(), "call").queued());
            assertEquals(1, step(job.metrics(), "call").recordsOut());
        }
    }

    private List<String> interleaving(int workers, long seed) {
        List<String> trace = new ArrayList<>();
        Dataflow flow = Dataflow.named("order");
        flow.input("in", new LocalEngineTest.Numbers(5, 200))
                .rebalance("spread")
                .inspect("seen", n -> trace.add("spread " + n))
                .keyBy(n -> n % 11)
                .<Long, String>statefulMap(
                        "sum",
                        (sum, n) -> Transition.to(sum.orElse(0L) + n, n + " " + (sum.orElse(0L) + n)),
                        Codecs.LONG)
                .inspect("summed", trace::add)
                .output("out", new TestSink<>());
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), new RunOptions(workers, 3, 2, clock))) {
            job.runToEnd(seed);
        }
        return trace;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void s136_theSameSeedGivesTheSameInterleaving(int workers) {
        Set<List<String>> different = new HashSet<>();
        List<String> rows = null;
        for (long seed = 0; seed < 6; seed++) {
            List<String> first = interleaving(workers, seed);
            assertEquals(first, interleaving(workers, seed), "seed " + seed);
            different.add(first);
            List<String> numbers = first.stream()
                    .filter(line -> line.startsWith("spread"))
                    .sorted()
                    .toList();
            assertEquals(rows == null ? numbers : rows, numbers, "and always the same records");
            rows = numbers;
        }
        assertEquals(200, rows.size());
        if (workers > 1) {
            assertNotEquals(1, different.size(), "other seeds give other interleavings");
        }
    }
}
