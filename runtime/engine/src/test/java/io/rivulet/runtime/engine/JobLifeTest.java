package io.rivulet.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Job;
import io.rivulet.runtime.JobMetrics;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Transition;
import io.rivulet.runtime.connect.IterableSource;
import io.rivulet.runtime.connect.QueueSource;
import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.recovery.MemoryBlobs;
import io.rivulet.runtime.recovery.RecoveryStore;
import io.rivulet.runtime.testing.CommittedSink;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs that are suspended, stopped, cancelled and copied while they run. The number in a name is that of the scenario. */
@Timeout(60)
class JobLifeTest {

    private static final List<Integer> NUMBERS = IntStream.range(0, 600).boxed().toList();

    private final MemoryBlobs blobs = new MemoryBlobs();
    private final TestSink<String> sink = new TestSink<>();

    /** Each number beside the sum of those of its key so far, and its key. */
    private static Dataflow sums(Source<Integer, ?> source, Sink<String> sink) {
        Dataflow flow = Dataflow.named("sums");
        flow.input("in", source)
                .keyBy(n -> n % 7)
                .<Integer, String>statefulMap(
                        "sum",
                        (sum, n) -> Transition.to(sum.orElse(0) + n, n + " " + (sum.orElse(0) + n)),
                        Codecs.INTEGER)
                .output("out", sink);
        return flow;
    }

    /** What that gives, in some order, where each key's numbers come by their size. */
    private static List<String> model(List<Integer> numbers) {
        int[] sums = new int[7];
        List<String> rows = new ArrayList<>();
        numbers.forEach(n -> rows.add(n + " " + (sums[n % 7] += n)));
        return rows.stream().sorted().toList();
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    /** Waits until the worker's thread rests: whatever it looked at after that, it has looked at the job's status first. */
    private static void untilResting(String job) {
        until(() -> Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("rivulet-" + job + "-worker-0")
                        && thread.getState() == Thread.State.TIMED_WAITING));
    }

    private Job startQueue(String name, QueueSource<String> queue) {
        Dataflow flow = Dataflow.named(name);
        flow.input("in", queue).output("out", sink);
        return Rivulet.start(flow, RunOptions.defaults());
    }

    @Test
    void s123_aSuspendedJobGivesNothingUntilItIsResumed() throws Exception {
        QueueSource<String> queue = QueueSource.ofCapacity(10);
        try (Job job = startQueue("suspended", queue)) {
            queue.put("a");
            until(() -> sink.records().size() == 1);
            job.suspend();
            untilResting("suspended");
            assertEquals(Job.Status.SUSPENDED, job.status());
            queue.put("b");
            // It would come within this: a worker rests a millisecond at most.
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
            until(() -> System.nanoTime() > end);
            assertEquals(1, queue.size());
            assertEquals(List.of("a"), sink.records());
            assertThrows(IllegalStateException.class, job::suspend);
            job.resume();
            until(() -> sink.records().size() == 2);
            IllegalStateException running = assertThrows(IllegalStateException.class, job::resume);
            assertEquals("job \"suspended\" must be suspended to be resumed, it is RUNNING", running.getMessage());
            queue.close();
            assertEquals(Job.Status.COMPLETED, job.await());
            assertThrows(IllegalStateException.class, job::suspend);
        }
        assertEquals(List.of("a", "b"), sink.records());
    }

    @Test
    void s123_aSuspendedJobCanBeCancelledAndStopped() throws Exception {
        QueueSource<String> queue = QueueSource.ofCapacity(10);
        try (Job job = startQueue("cancelled", queue)) {
            job.suspend();
            job.cancel();
            assertEquals(Job.Status.CANCELLED, job.await());
            assertThrows(IllegalStateException.class, job::resume);
        }
        assertEquals(0, sink.open());
        try (Job job = startQueue("stopped", queue)) {
            job.suspend();
            job.stop();
            assertEquals(Job.Status.COMPLETED, job.await());
        }
        assertEquals(0, sink.open());
    }

    @Test
    void s124_stoppedWithTwoWorkersAndResumedWithFourItGivesWhatOneRunGives() {
        for (int seed = 0; seed < 20; seed++) {
            MemoryBlobs own = new MemoryBlobs();
            CommittedSink<String> committed = new CommittedSink<>();
            List<List<Integer>> parts = List.of(NUMBERS.subList(0, 300), NUMBERS.subList(300, 600));
            RunOptions options = RunOptions.defaults()
                    .withBatchSize(7)
                    .withRecovery(Recovery.in(() -> own).every(Duration.ofDays(1)));
            int read = 0;
            for (int workers : new int[] {2, 4}) {
                IterableSource<Integer> source =
                        IterableSource.<Integer>of(parts.get(0)).and("more", parts.get(1));
                Dataflow flow = Dataflow.named("counts");
                flow.input("in", source)
                        .keyBy(n -> n % 7)
                        .<Integer, Integer>statefulMap(
                                "count", (n, number) -> Transition.to(n.orElse(0) + 1, n.orElse(0)), Codecs.INTEGER)
                        .map(String::valueOf)
                        .output("out", committed);
                try (SteppedJob job = LocalEngine.simulated(flow.graph(), options.withWorkers(workers))) {
                    if (workers == 2) {
                        for (int i = 0; i < 20 + 3 * seed; i++) {
                            job.step(i * (1 + seed) % 2);
                        }
                        job.stop();
                    }
                    job.runToEnd(seed);
                    read += (int) job.metrics().progress().records();
                    assertTrue(workers == 4 || read > 0 && read < 600, "read before the stop: " + read);
                }
            }
            // Each key's records are numbered without a gap, whoever counted them.
            List<String> expected = new ArrayList<>();
            int[] counts = new int[7];
            NUMBERS.forEach(n -> expected.add(String.valueOf(counts[n % 7]++)));
            assertEquals(600, read);
            assertEquals(
                    expected.stream().sorted().toList(),
                    committed.committed().stream().sorted().toList());
        }
    }

    /** Where a job stands when it is cancelled. */
    private enum Phase {
        /** The states of an epoch are being written. */
        WRITING,
        /** The epoch is about to be complete. */
        COMPLETING,
        /** It is, and an output is about to be committed. */
        COMMITTING
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void s125_aJobCancelledWithinASnapshotEndsAndItsStoreStaysReadable(Phase phase) throws Exception {
        CommittedSink<String> committed = new CommittedSink<>();
        Standstill standstill = new Standstill(4);
        HeldBlobs held = new HeldBlobs(blobs, phase == Phase.WRITING, phase == Phase.COMPLETING, standstill);
        HeldSink<String> outputs = new HeldSink<>(committed, standstill);
        IterableSource<Integer> source = IterableSource.of(NUMBERS);
        RunOptions options = RunOptions.defaults()
                .withBatchSize(10)
                .withWorkers(2)
                .withRecovery(Recovery.in(() -> held).every(Duration.ZERO));
        try (Job job = Rivulet.start(sums(source, phase == Phase.COMMITTING ? outputs : committed), options)) {
            standstill.awaitHeld();
            job.cancel();
            standstill.release();
            assertEquals(Job.Status.CANCELLED, job.await());
        }
        assertTrue(committed.committed().size() < 600);
        assertTrue(RecoveryStore.inspect(blobs).latest().isPresent(), "three epochs were complete before");
        Rivulet.run(
                sums(source, committed), RunOptions.defaults().withWorkers(2).withRecovery(Recovery.in(() -> blobs)));
        assertEquals(model(NUMBERS), committed.committed().stream().sorted().toList());
        assertEquals(0, committed.preparedParts());
    }

    private static TestSource<Integer> paused(ManualClock clock) {
        return TestSource.of(NUMBERS.subList(0, 200))
                .pause(Duration.ofDays(1))
                .then(NUMBERS.subList(200, 600))
                .withClock(clock);
    }

    @Test
    void aSavepointOfARunningJobIsAStoreFromWhichAFlowStarts() throws Exception {
        ManualClock clock = ManualClock.atEpoch();
        CommittedSink<String> committed = new CommittedSink<>();
        RunOptions options = RunOptions.defaults()
                .withClock(clock)
                .withWorkers(2)
                .withRecovery(Recovery.in(() -> blobs).every(Duration.ofHours(1)));
        MemoryBlobs copy = new MemoryBlobs();
        long epoch;
        try (Job job = Rivulet.start(sums(paused(clock), committed), options)) {
            until(() -> job.progress().records() == 200);
            epoch = job.savepoint(() -> copy).get();
            assertEquals(Job.Status.RUNNING, job.status(), "the job goes on");
            JobMetrics metrics = job.metrics();
            assertEquals(Job.Status.RUNNING, metrics.status());
            assertEquals(epoch, metrics.epochs().orElseThrow().newest());
            assertEquals(200, metrics.progress().records());
            until(() -> committed.committed().size() == 200);
            // The place is taken now.
            ExecutionException again = assertThrows(
                    ExecutionException.class, () -> job.savepoint(() -> copy).get());
            assertTrue(again.getCause().getMessage().contains("a savepoint needs an empty place"), again.getMessage());
            assertEquals(Job.Status.RUNNING, job.status(), "a savepoint that fails does the job no harm");
        }
        assertEquals(epoch, RecoveryStore.inspect(copy).latest().orElseThrow().epoch());
        try (SteppedJob job = LocalEngine.stepped(
                sums(paused(clock), committed).graph(),
                options.withWorkers(3).withRecovery(Recovery.in(() -> copy).every(Duration.ofHours(1))))) {
            assertEquals(epoch, job.metrics().epochs().orElseThrow().resumedFrom());
            job.step(0);
            clock.advance(Duration.ofDays(1));
            job.runToEnd(1);
        }
        assertEquals(model(NUMBERS), committed.committed().stream().sorted().toList());
    }

    @Test
    void aSavepointNeedsAStoreAndAJobThatRuns() throws Exception {
        QueueSource<String> queue = QueueSource.ofCapacity(1);
        try (Job job = startQueue("without", queue)) {
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> job.savepoint(MemoryBlobs::new));
            assertTrue(e.getMessage().contains("must keep a recovery store"), e.getMessage());
        }
        Job ended = Rivulet.start(
                sums(IterableSource.of(NUMBERS), new CommittedSink<>()),
                RunOptions.defaults().withRecovery(Recovery.in(() -> blobs)));
        ended.await();
        CompletableFuture<Long> late = ended.savepoint(MemoryBlobs::new);
        ExecutionException e = assertThrows(ExecutionException.class, late::get);
        assertTrue(e.getCause().getMessage().contains("ended before the savepoint"), e.getMessage());
        assertFalse(late.isCancelled());
    }

    @Test
    void s123_aSavepointThatASuspendedJobIsAskedForIsTakenWhenItIsResumed() throws Exception {
        ManualClock clock = ManualClock.atEpoch();
        RunOptions options = RunOptions.defaults()
                .withClock(clock)
                .withRecovery(Recovery.in(() -> blobs).every(Duration.ofHours(1)));
        try (Job job = Rivulet.start(sums(paused(clock), sink), options)) {
            until(() -> job.progress().records() == 200);
            job.suspend();
            CompletableFuture<Long> savepoint = job.savepoint(MemoryBlobs::new);
            job.resume();
            assertTrue(savepoint.get() >= 0);
        }
    }
}
