package io.rivulet.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Input;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Stream;
import io.rivulet.runtime.WatermarkProbe;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How inputs know the time of their records, with workers stepped by hand and a clock that moves when told. The number in a name is that of the scenario. */
@Timeout(60)
class InputTimeTest {

    private static final Windows.Fixed SECOND = Windows.tumbling(Duration.ofSeconds(1));

    private final ManualClock clock = ManualClock.at(Instant.ofEpochMilli(10_000));
    private final Dataflow flow = Dataflow.named("time");
    private final TestSink<Object> sink = new TestSink<>();

    private SteppedJob start(int workers) {
        return LocalEngine.stepped(flow.graph(), new RunOptions(workers, 4, 2, clock));
    }

    /** Steps all workers until nothing but the clock moves. */
    private static void settle(SteppedJob job) {
        for (int round = 0; round < 20; round++) {
            for (int worker = 0; worker < job.workers(); worker++) {
                job.step(worker);
            }
        }
    }

    private static String line(WindowResult<String, Long> result) {
        return result.startMillis() + "=" + result.value();
    }

    private void counts(Stream<String> records) {
        var counts = records.keyBy(record -> "k").window(SECOND).count("count");
        counts.late().raise("late");
        counts.map(InputTimeTest::line).output("out", sink);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void ingestionTimeIsTheClockWhenARecordIsReadAndMovesOnWithIt(int workers) {
        TestSource<String> one = TestSource.of("a", "b")
                .pause(Duration.ofMillis(1_500))
                .then("c")
                .pause(Duration.ofMillis(3_000));
        TestSource<String> other =
                TestSource.<String>of().pause(Duration.ofMillis(700)).then("d");
        counts(flow.input("in", one.and(other).withClock(clock)).ingestionTime().rebalance("spread"));
        try (SteppedJob job = start(workers)) {
            settle(job);
            assertEquals(List.of(), sink.records());
            clock.advance(Duration.ofMillis(700));
            settle(job);
            assertEquals(List.of(), sink.records());
            clock.advance(Duration.ofMillis(300));
            settle(job);
            assertEquals(List.of("10000=3"), sink.records());
            assertEquals(
                    List.of(10_999L),
                    sink.timed().stream().map(Timed::timeMillis).toList());
            clock.advance(Duration.ofMillis(500));
            settle(job);
            assertEquals(1, sink.records().size());
            clock.advance(Duration.ofMillis(500));
            settle(job);
            assertEquals(List.of("10000=3", "11000=1"), sink.records());
            clock.advance(Duration.ofSeconds(10));
            job.runToEnd(1);
        }
        assertEquals(2, sink.records().size());
    }

    @Test
    void processingTimeIsTheSame() {
        counts(flow.input("in", TestSource.of("a").pause(Duration.ofSeconds(9)).withClock(clock))
                .processingTime());
        try (SteppedJob job = start(1)) {
            settle(job);
            clock.advance(Duration.ofSeconds(1));
            settle(job);
            assertEquals(List.of("10000=1"), sink.records());
        }
    }

    @Test
    void recordsThatWaitBetweenStepsAreNotLate() {
        TestSource<String> many = TestSource.of();
        for (int i = 0; i < 300; i++) {
            many = many.then("r" + i);
        }
        counts(flow.input("in", many.withClock(clock)).ingestionTime().rebalance("spread"));
        try (SteppedJob job = start(3)) {
            // Worker 0 reads until the way to the others is full; they get to it a minute later.
            while (job.step(0)) {
                clock.advance(Duration.ofMillis(40));
            }
            clock.advance(Duration.ofMinutes(1));
            job.runToEnd(2);
        }
        assertEquals(
                300,
                sink.records().stream()
                        .mapToLong(line -> Long.parseLong(line.toString().replaceAll(".*=", "")))
                        .sum());
    }

    @Test
    void aClockThatIsSetBackMakesNothingLate() {
        List<Instant> times = new ArrayList<>(List.of(5_000L, 9_100L, 2_000L, 9_050L, 9_200L).stream()
                .map(Instant::ofEpochMilli)
                .toList());
        InstantSource jumping = () -> times.size() > 1 ? times.remove(0) : times.get(0);
        counts(flow.input("in", TestSource.of("a", "b", "c", "d", "e").inBatchesOf(1))
                .ingestionTime());
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), new RunOptions(1, 4, 2, jumping))) {
            job.runToEnd(1);
        }
        assertEquals(List.of("5000=1", "9000=4"), sink.records());
    }

    @Test
    void timeIsSaidOnce() {
        Input<Long> input = flow.input("in", TestSource.of(1L));
        input.ingestionTime();
        assertThrows(IllegalStateException.class, input::processingTime);
        assertThrows(IllegalStateException.class, () -> input.eventTimeMillis(n -> n, Lateness.none()));
    }

    /** What an input says about its time, in order. */
    private List<Long> watermarks(Stream<Timed<String>> records) {
        List<Long> seen = new ArrayList<>();
        WatermarkProbe.after("probe", records, seen).output("out", sink);
        return seen;
    }

    @Test
    void s58_aSilentPartitionIsIdleAfterTheTimeOutAndHoldsNobody() {
        TestSource<Timed<String>> busy = TestSource.<Timed<String>>of()
                .pause(Duration.ofSeconds(6))
                .then(Timed.at(100, "a"), Timed.at(90, "b"), Timed.at(101, "c"))
                .pause(Duration.ofDays(1));
        TestSource<Timed<String>> silent = TestSource.<Timed<String>>of().pause(Duration.ofDays(1));
        List<Long> seen = watermarks(flow.input("in", busy.and(silent).withClock(clock))
                .eventTimeMillis(
                        Timed::timeMillis, Lateness.of(Duration.ofMillis(3)).idleAfter(Duration.ofSeconds(5))));
        try (SteppedJob job = start(1)) {
            settle(job);
            clock.advance(Duration.ofMillis(4_999));
            settle(job);
            assertEquals(List.of(), seen);
            clock.advance(Duration.ofMillis(1));
            settle(job);
            assertEquals(List.of(Long.MIN_VALUE), seen);
            clock.advance(Duration.ofSeconds(1));
            job.step(0);
            // Coming back ends the idleness, and then there is a watermark to tell.
            assertEquals(List.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, 97L, 98L), seen);
        }
    }

    @Test
    void s59_withoutATimeOutTheSlowestPartitionCounts() {
        TestSource<Timed<String>> first = TestSource.of(Timed.at(10, "a"), Timed.at(11, "b"))
                .pause(Duration.ofSeconds(2))
                .then(Timed.at(13, "f"))
                .pause(Duration.ofDays(1));
        TestSource<Timed<String>> second = TestSource.<Timed<String>>of()
                .pause(Duration.ofSeconds(1))
                .then(Timed.at(10, "c"), Timed.at(11, "d"), Timed.at(12, "e"))
                .pause(Duration.ofDays(1));
        List<Long> seen = watermarks(flow.input("in", first.and(second).withClock(clock))
                .eventTimeMillis(Timed::timeMillis, Lateness.of(Duration.ofMillis(3))));
        try (SteppedJob job = start(1)) {
            settle(job);
            assertEquals(List.of(), seen);
            clock.advance(Duration.ofSeconds(1));
            settle(job);
            assertEquals(List.of(7L, 8L), seen);
            clock.advance(Duration.ofSeconds(1));
            settle(job);
            assertEquals(List.of(7L, 8L, 9L), seen);
        }
    }

    @Test
    void s60_whatIsLeftWhenAPartitionEndsCounts() {
        TestSource<Timed<String>> leading = TestSource.of(Timed.at(10, "a")).pause(Duration.ofSeconds(2));
        TestSource<Timed<String>> lagging = TestSource.of(Timed.at(4, "b")).pause(Duration.ofSeconds(1));
        List<Long> seen = watermarks(
                flow.input("in", leading.then(Timed.at(12, "c")).and(lagging).withClock(clock))
                        .eventTimeMillis(Timed::timeMillis, Lateness.none()));
        try (SteppedJob job = start(1)) {
            settle(job);
            assertEquals(List.of(4L), seen);
            clock.advance(Duration.ofSeconds(1));
            settle(job);
            assertEquals(List.of(4L, 10L), seen);
            clock.advance(Duration.ofSeconds(1));
            job.runToEnd(1);
        }
        assertEquals(List.of(4L, 10L, 12L, Long.MAX_VALUE), seen);
    }

    @Test
    void s60_aWorkerWithoutPartitionsHasEndedAtOnce() {
        List<Long> seen = watermarks(
                flow.input("in", TestSource.of(Timed.at(4, "a"))).eventTimeMillis(Timed::timeMillis, Lateness.none()));
        try (SteppedJob job = start(2)) {
            job.step(1);
            assertEquals(List.of(Long.MAX_VALUE), seen);
            job.runToEnd(1);
        }
        assertEquals(1, sink.records().size());
    }
}
