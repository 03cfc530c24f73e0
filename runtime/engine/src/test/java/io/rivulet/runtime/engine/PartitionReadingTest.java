package io.rivulet.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Job;
import io.rivulet.runtime.JobMetrics.StepMetrics;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.connect.IterableSource;
import io.rivulet.runtime.connect.PollingSource;
import io.rivulet.runtime.connect.PollingSource.Answer;
import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.SinkWriter;
import io.rivulet.runtime.recovery.MemoryBlobs;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.TestSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When partitions are read, by whom, and when not. The number in a name is that of the scenario. */
@Timeout(60)
class PartitionReadingTest {

    private final ManualClock clock = ManualClock.atEpoch();
    private final MemoryBlobs blobs = new MemoryBlobs();

    private static PollingSource<Long> every(long millis) {
        return PollingSource.every(Duration.ofMillis(millis), due -> Answer.of(List.of(due.toEpochMilli())));
    }

    @Test
    void s96_aSlowSourceHoldsBackNeitherAFastOneNorSnapshots() {
        Dataflow flow = Dataflow.named("paces");
        TestSink<Long> fast = new TestSink<>();
        TestSink<Long> slow = new TestSink<>();
        flow.input("fast", every(100)).map(due -> clock.millis()).output("fast-out", fast);
        flow.input("slow", every(500)).map(due -> clock.millis()).output("slow-out", slow);
        RunOptions options = RunOptions.defaults()
                .withClock(clock)
                .withRecovery(Recovery.in(() -> blobs).every(Duration.ofMillis(50)));
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), options)) {
            for (int i = 0; i <= 100; i++) {
                for (int steps = 0; steps < 8; steps++) {
                    job.step(0);
                    job.stepEpochs();
                }
                clock.advance(Duration.ofMillis(10));
            }
            assertEquals(IntStream.rangeClosed(0, 10).mapToObj(i -> 100L * i).toList(), fast.records());
            assertEquals(List.of(0L, 500L, 1000L), slow.records());
            long epochs = job.metrics().epochs().orElseThrow().complete();
            assertTrue(epochs >= 19, "one each 50 ms, had " + epochs);
        }
    }

    @Test
    void s104_fivePartitionsOnThreeWorkersAreReadByOneEach() throws Exception {
        List<String> opened = Collections.synchronizedList(new ArrayList<>());
        IterableSource<String> source = null;
        for (String name : List.of("a", "b", "c", "d", "e")) {
            Iterable<String> records = () -> {
                opened.add(name);
                return List.of(name + "1", name + "2").iterator();
            };
            source = source == null ? IterableSource.of(records) : source.and(name, records);
        }
        Dataflow flow = Dataflow.named("partitions");
        TestSink<String> sink = new TestSink<>();
        flow.input("in", source).output("out", sink);
        Rivulet.run(flow, RunOptions.defaults().withWorkers(3));
        assertEquals(List.of("a", "b", "c", "d", "e"), opened.stream().sorted().toList());
        assertEquals(List.of("a1", "a2", "d1", "d2"), sorted(sink.recordsOf(0)));
        assertEquals(List.of("b1", "b2", "e1", "e2"), sorted(sink.recordsOf(1)));
        assertEquals(List.of("c1", "c2"), sorted(sink.recordsOf(2)));
    }

    private static List<String> sorted(List<String> records) {
        return records.stream().sorted().toList();
    }

    /** Writes through one worker only. */
    private record Single(TestSink<Long> sink) implements Sink<Long> {
        @Override
        public SinkWriter<Long> open(int worker, int workers) {
            return sink.open(worker, workers);
        }

        @Override
        public boolean single() {
            return true;
        }
    }

    @Test
    void s105_aSlowSinkHoldsItsSourcesAndWhatIsOnTheWayStaysBounded() {
        int batch = 16;
        int channel = 4;
        int records = 20_000;
        Dataflow flow = Dataflow.named("slow");
        TestSink<Long> sink = new TestSink<>();
        flow.input("in", new LocalEngineTest.Numbers(3, records)).output("out", new Single(sink));
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), new RunOptions(3, batch, channel, clock))) {
            // The first worker writes, and takes its time; the others read.
            for (int i = 0; i < 3_000; i++) {
                job.step(1);
                job.step(2);
            }
            long room = 2L * batch * (channel + 2);
            long read = job.metrics().progress().records();
            assertTrue(read > batch && read <= room, "with room for " + room + " they read " + read);
            StepMetrics way = step(job, "out.gather");
            assertTrue(way.queued() > batch && way.queued() <= room, "queued " + way.queued());
            job.step(0);
            job.step(1);
            assertTrue(job.metrics().progress().records() > read, "what was taken makes room");
            job.runToEnd(1);
        }
        assertEquals(
                IntStream.range(0, records).mapToObj(n -> (long) n).toList(),
                sink.records().stream().sorted().toList());
    }

    private static StepMetrics step(SteppedJob job, String name) {
        return job.metrics().steps().stream()
                .filter(step -> step.step().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void s128_aSourceThatWantsToBeAskedInAnHourDoesNotDelayTheStop() throws Exception {
        for (boolean stored : new boolean[] {false, true}) {
            Dataflow flow = Dataflow.named("hourly");
            TestSink<Long> sink = new TestSink<>();
            flow.input("in", every(3_600_000)).output("out", sink);
            RunOptions options =
                    stored ? RunOptions.defaults().withRecovery(Recovery.in(MemoryBlobs::new)) : RunOptions.defaults();
            try (Job job = Rivulet.start(flow, options.withWorkers(2))) {
                while (sink.records().isEmpty()) {
                    Thread.onSpinWait();
                }
                job.stop();
                assertEquals(Job.Status.COMPLETED, job.await(Duration.ofSeconds(10)));
                assertEquals(1, sink.records().size());
            }
        }
    }
}
