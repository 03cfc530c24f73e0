package io.rivulet.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Input;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens while nothing comes: results by the clock become visible, idle inputs hold nobody back and lose nothing. Workers are stepped by hand. */
@Timeout(60)
class IdleInputTest {

    private final ManualClock clock = ManualClock.atEpoch();
    private final Dataflow flow = Dataflow.named("idle");
    private final TestSink<Object> sink = new TestSink<>();

    private SteppedJob start(int workers) {
        return LocalEngine.stepped(flow.graph(), new RunOptions(workers, 4, 2, clock));
    }

    /** Steps all workers until nothing moves. */
    private static void settle(SteppedJob job) {
        for (int quiet = 0; quiet < 3; quiet++) {
            for (int worker = 0; worker < job.workers(); worker++) {
                if (job.step(worker)) {
                    quiet = 0;
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void recordsOfAPartitionThatWasIdleWhenAnotherEndedAreNotLate(int workers) {
        TestSource<Timed<String>> ended = TestSource.of(Timed.at(1, "a"));
        TestSource<Timed<String>> live = TestSource.<Timed<String>>of()
                .withClock(clock)
                .pause(Duration.ofSeconds(5))
                .then(Timed.at(22, "b"), Timed.at(41, "c"));
        TestSink<Object> late = new TestSink<>();
        var counts = flow.input("in", live.and(ended.end()))
                .eventTimeMillis(Timed::timeMillis, Lateness.none().idleAfter(Duration.ofSeconds(1)))
                .rebalance("spread")
                .keyBy(record -> "k")
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .count("count");
        counts.late().output("late", late);
        counts.map(result -> result.id() + "=" + result.value()).output("out", sink);
        try (SteppedJob job = start(workers)) {
            job.step(0);
            clock.advance(Duration.ofSeconds(2));
            job.step(0);
            settle(job);
            clock.advance(Duration.ofSeconds(10));
            job.runToEnd(1);
        }
        assertEquals(List.of(), late.records());
        assertEquals(List.of("0=1", "2=1", "4=1"), sink.records());
    }

    @Test
    void aListThatTheClockLetsGoIsFlushed() {
        flow.input("in", TestSource.of("a").withClock(clock).pause(Duration.ofDays(1)))
                .keyBy(record -> "k")
                .collect("lists", 10, Duration.ofSeconds(1), Codecs.TEXT)
                .output("out", sink);
        try (SteppedJob job = start(1)) {
            settle(job);
            clock.advance(Duration.ofSeconds(2));
            settle(job);
            assertEquals(List.of(new Keyed<>("k", List.of("a"))), sink.records());
            assertEquals(1, sink.flushes());
        }
    }

    @Test
    void aWindowThatTheClockClosesIsFlushed() {
        flow.input("in", TestSource.of(Timed.at(1, "a")).withClock(clock).pause(Duration.ofDays(1)))
                .eventTimeMillis(Timed::timeMillis, Lateness.none().advancingWithClock())
                .keyBy(record -> "k")
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .count("count")
                .output("out", sink);
        try (SteppedJob job = start(1)) {
            settle(job);
            clock.advance(Duration.ofSeconds(2));
            settle(job);
            assertEquals(1, sink.records().size());
            assertEquals(1, sink.flushes());
        }
    }

    @Test
    void rejectedInputAloneIsFlushed() {
        Input<String> input = flow.input("in", new FaultySource().rejecting());
        input.errors().output("errors", sink);
        input.output("out", new TestSink<>());
        try (SteppedJob job = start(1)) {
            job.step(0);
            assertEquals(1, sink.records().size());
            assertEquals(1, sink.flushes());
        }
    }

    @Test
    void clockTimersDoNotFireAfterTheEnd() {
        flow.input("short", TestSource.of("a"))
                .keyBy(record -> record)
                .stateful("alarm", ClockAlarm::new)
                .output("out", sink);
        flow.input(
                        "long",
                        TestSource.<String>of()
                                .withClock(clock)
                                .pause(Duration.ofSeconds(5))
                                .then("z"))
                .output("rest", new TestSink<>());
        try (SteppedJob job = start(1)) {
            settle(job);
            clock.advance(Duration.ofSeconds(10));
            job.runToEnd(1);
        }
        assertEquals(List.of(), sink.records());
    }

    @Test
    void aPartitionThatWasNotAskedIsNotIdle() {
        TestSink<Object> late = new TestSink<>();
        // Partition 0 fills the way to worker 1, which is not stepped; partition 2, on the same worker, has its next
        // record after a second.
        TestSource<Timed<String>> busy = TestSource.of();
        for (int i = 0; i < 200; i++) {
            busy = busy.then(Timed.at(1000 + i, "x"));
        }
        TestSource<Timed<String>> slow = TestSource.<Timed<String>>of()
                .withClock(clock)
                .pause(Duration.ofMillis(1))
                .then(Timed.at(5, "slow"));
        var counts = flow.input("in", busy.and(TestSource.of()).and(slow).withClock(clock))
                .eventTimeMillis(Timed::timeMillis, Lateness.none().idleAfter(Duration.ofSeconds(10)))
                .rebalance("spread")
                .keyBy(record -> "k")
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .count("count");
        counts.late().output("late", late);
        counts.output("out", sink);
        try (SteppedJob job = start(2)) {
            while (job.step(0)) {}
            clock.advance(Duration.ofSeconds(60));
            settle(job);
            clock.advance(Duration.ofSeconds(2));
            job.runToEnd(3);
        }
        assertEquals(List.of(), late.records());
        assertTrue(sink.records().size() > 1);
    }
}
