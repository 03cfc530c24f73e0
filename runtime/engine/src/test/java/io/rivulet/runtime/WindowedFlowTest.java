package io.rivulet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows in whole flows: late and refused records, what follows results, watermarks of several partitions. The number in a name is that of the scenario. */
@Timeout(60)
class WindowedFlowTest {

    private static final Windows.Fixed TEN = Windows.tumbling(Duration.ofMillis(10));

    private final Dataflow flow = Dataflow.named("flow");
    private final TestSink<Object> sink = new TestSink<>();

    private KeyedStream<String, Timed<Double>> keyed(TestSource<Timed<Double>> source, Lateness lateness) {
        return flow.input("in", source)
                .eventTimeMillis(Timed::timeMillis, lateness)
                .keyBy(record -> "k");
    }

    @Test
    void s53_lateRecordsGoAsideAndAreCounted() throws Exception {
        TestSink<LateRecord<String, Timed<Double>>> late = new TestSink<>();
        var counts = keyed(
                        TestSource.of(Timed.at(1, 1.0), Timed.at(25, 1.0), Timed.at(3, 7.0), Timed.at(24, 1.0)),
                        Lateness.none())
                .window(TEN)
                .count("count");
        counts.late().output("late", late);
        counts.output("out", sink);
        try (Job job = Rivulet.start(flow, RunOptions.defaults())) {
            job.await();
            assertEquals(1, job.progress().late());
        }
        assertEquals(List.of(new LateRecord<>("k", Timed.at(3, 7.0), 3, 0)), late.records());
        assertEquals(
                List.of(
                        Timed.at(9, new WindowResult<>("k", 0, 0, 10, 1L)),
                        Timed.at(29, new WindowResult<>("k", 2, 20, 30, 2L))),
                sink.timed());
    }

    @Test
    void lateRecordsAreCountedWithoutAReader() throws Exception {
        keyed(TestSource.of(Timed.at(25, 1.0), Timed.at(3, 7.0)), Lateness.none())
                .window(TEN)
                .count("count")
                .output("out", sink);
        try (Job job = Rivulet.start(flow, RunOptions.defaults())) {
            job.await();
            assertEquals(1, job.progress().late());
        }
        assertEquals(1, sink.records().size());
    }

    @Test
    void refusedRecordsGoAsideWhereThatIsRead() throws Exception {
        TestSink<FailedRecord<String, Timed<Double>>> errors = new TestSink<>();
        var means = keyed(TestSource.of(Timed.at(1, 1.0), Timed.at(2, Double.NaN), Timed.at(3, 3.0)), Lateness.none())
                .window(TEN)
                .aggregate(
                        "mean",
                        RunningMoments.<Timed<Double>>aggregation(Timed::value).map(RunningMoments::mean));
        means.errors().output("errors", errors);
        means.output("out", sink);
        Rivulet.run(flow);
        assertEquals(List.of(new WindowResult<>("k", 0, 0, 10, 2.0)), sink.records());
        assertEquals(1, errors.records().size());
        assertEquals(2, errors.records().get(0).timeMillis());
    }

    @Test
    void refusedRecordsStopTheJobWhereNobodyReadsThem() {
        keyed(TestSource.of(Timed.at(2, Double.NaN)), Lateness.none())
                .window(TEN)
                .aggregate("mean", RunningMoments.<Timed<Double>>aggregation(Timed::value))
                .output("out", sink);
        JobFailedException e = assertThrows(JobFailedException.class, () -> Rivulet.run(flow));
        assertEquals("mean", e.step());
        assertEquals(Optional.of("k"), e.key());
        assertEquals(Optional.of("NaN@2"), e.record());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void resultsCanBeScoredAndWindowedAgainWithoutAnotherExchange(int workers) throws Exception {
        Scoring<Double, RunningMoments> distance = Scoring.of(
                "distance",
                RunningMoments::create,
                (state, x) -> Math.abs(x - state.mean()),
                state -> 30,
                RunningMoments::update,
                RunningMoments.CODEC);
        TestSource<Timed<Double>> source = TestSource.of(
                Timed.at(0, 1.0), Timed.at(10, 1.0), Timed.at(20, 50.0), Timed.at(30, 1.0), Timed.at(45, 1.0));
        TestSink<Scored<WindowResult<String, Double>>> scores = new TestSink<>();
        var means = keyed(source, Lateness.none())
                .window(TEN)
                .aggregate(
                        "mean",
                        RunningMoments.<Timed<Double>>aggregation(Timed::value).map(RunningMoments::mean));
        means.score("unusual", distance).filter(Scored::isAnomaly).output("scores", scores);
        means.byKey()
                .window(Windows.tumbling(Duration.ofMillis(20)))
                .count("again")
                .output("out", sink);
        Rivulet.run(flow, RunOptions.defaults().withWorkers(workers));
        assertEquals(
                List.of(2L), scores.records().stream().map(s -> s.value().id()).toList());
        assertEquals(
                List.of(2L, 2L, 1L),
                sink.records().stream()
                        .map(r -> ((WindowResult<?, ?>) r).value())
                        .toList());
    }

    @Test
    void s63_aSilentPartitionDoesNotHoldTheOthersAndItsOldRecordsAreLate() throws Exception {
        ManualClock clock = ManualClock.atEpoch();
        TestSource<Timed<Double>> busy =
                TestSource.of(Timed.at(5, 1.0), Timed.at(30, 1.0)).pause(Duration.ofMinutes(2));
        TestSource<Timed<Double>> silent = TestSource.<Timed<Double>>of(List.of())
                .pause(Duration.ofMinutes(1))
                .then(Timed.at(1, 1.0));
        var counts = keyed(busy.and(silent).withClock(clock), Lateness.none().idleAfter(Duration.ofSeconds(10)))
                .window(TEN)
                .count("count");
        TestSink<LateRecord<String, Timed<Double>>> late = new TestSink<>();
        counts.late().output("late", late);
        counts.output("out", sink);
        try (Job job = Rivulet.start(flow, RunOptions.defaults().withClock(clock))) {
            while (job.progress().records() < 2) {
                Thread.onSpinWait();
            }
            assertEquals(List.of(), sink.records());
            clock.advance(Duration.ofSeconds(11));
            while (sink.records().isEmpty()) {
                Thread.onSpinWait();
            }
            assertEquals(List.of(new WindowResult<>("k", 0, 0, 10, 1L)), sink.records());
            clock.advance(Duration.ofMinutes(1));
            while (late.records().isEmpty()) {
                Thread.onSpinWait();
            }
            clock.advance(Duration.ofMinutes(2));
            job.await();
        }
        assertEquals(2, sink.records().size());
        assertEquals(1, late.records().size());
    }

    @Test
    void s79_withUnboundedLatenessAllWindowsCloseAtTheEndInOrder() throws Exception {
        keyed(TestSource.of(Timed.at(35, 1.0), Timed.at(2, 1.0), Timed.at(14, 1.0)), Lateness.unbounded())
                .window(TEN)
                .count("count")
                .output("out", sink);
        Rivulet.run(flow);
        assertEquals(
                List.of(0L, 1L, 3L),
                sink.records().stream().map(r -> ((WindowResult<?, ?>) r).id()).toList());
    }

    @Test
    void extremesCollectReduceAndFoldHaveTheirShortcuts() throws Exception {
        var codec = TestCodecs.timed(Codecs.DOUBLE);
        Comparator<Timed<Double>> byValue = Comparator.comparing(Timed::value);
        var windowed = keyed(TestSource.of(Timed.at(3, 2.0), Timed.at(1, 5.0)), Lateness.unbounded())
                .window(TEN);
        windowed.max("max", byValue, codec).map(r -> "max " + r.value()).output("o1", sink);
        windowed.min("min", byValue, codec).map(r -> "min " + r.value()).output("o2", sink);
        windowed.collect("all", codec).map(r -> "all " + r.value()).output("o3", sink);
        windowed.reduce("first", (a, b) -> a, codec)
                .map(r -> "first " + r.value())
                .output("o4", sink);
        windowed.fold("sum", () -> 0.0, (sum, r) -> sum + r.value(), Codecs.DOUBLE)
                .map(r -> "sum " + r.value())
                .output("o5", sink);
        windowed.fold("sum2", () -> 0.0, (sum, r) -> sum + r.value(), Double::sum, Codecs.DOUBLE)
                .map(r -> "sum2 " + r.value())
                .output("o6", sink);
        Rivulet.run(flow);
        assertEquals(
                List.of("all [5.0@1, 2.0@3]", "first 2.0@3", "max 5.0@1", "min 2.0@3", "sum 7.0", "sum2 7.0"),
                sink.records().stream().map(String::valueOf).sorted().toList());
        assertTrue(sink.timed().stream().allMatch(r -> r.timeMillis() == 9));
    }

    @Test
    void eventTimeIsSaidOnce() {
        Input<Timed<Double>> input = flow.input("in", TestSource.of(Timed.at(1, 1.0)));
        input.eventTimeMillis(Timed::timeMillis, Lateness.none());
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> input.eventTimeMillis(record -> 0, Lateness.none()));
        assertTrue(e.getMessage().contains("step \"in\""), e.getMessage());
    }
}
