package io.rivulet.runtime.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.connect.PollingSource.Answer;
import io.rivulet.runtime.connect.PollingSource.Position;
import io.rivulet.runtime.connect.SourcePartition.Poll;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.recovery.MemoryBlobs;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.TestSink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A function that is asked by a clock that the test moves. example_: what the documentation says. */
@Timeout(60)
class PollingSourceTest {

    private static final Duration HALF_HOUR = Duration.ofMinutes(30);

    private final List<Instant> asked = new ArrayList<>();

    private static Instant at(String time) {
        return Instant.parse("2024-03-01T0" + time + "Z");
    }

    private PollingSource<String> halfHourly() {
        return PollingSource.every(HALF_HOUR, due -> {
            asked.add(due);
            return Answer.of(List.of(due.toString()));
        });
    }

    /** Goes on by the minute, as a worker would be there all the time; gives when records came. */
    private static <T> List<Instant> recordTimes(Polled<T, Position> polled, Instant from, Instant to)
            throws IOException {
        List<Instant> times = new ArrayList<>();
        for (Instant now = from; !now.isAfter(to); now = now.plusSeconds(60)) {
            polled.nowMillis = now.toEpochMilli();
            for (T ignored : polled.rest(10)) {
                times.add(now);
            }
        }
        return times;
    }

    private static List<String> read(Instant due) {
        return List.of("page of " + due);
    }

    @Test
    void example_asInTheJavadoc() throws Exception {
        PollingSource<String> source = PollingSource.every(
                        Duration.ofMinutes(30), due -> PollingSource.Answer.of(read(due)))
                .alignedTo(Instant.parse("2024-01-01T00:00:00Z"));
        Polled<String, Position> polled = Polled.open(source);
        polled.nowMillis = at("5:12:00").toEpochMilli();
        assertEquals(List.of(), polled.poll(10));
        assertEquals(at("5:30:00").toEpochMilli(), polled.nextPollMillis());
    }

    @Test
    void s97_theFirstIsTheNextAlignedTimeAndAtOnceIfThatIsNow() throws Exception {
        Polled<String, Position> later = Polled.open(halfHourly().alignedTo(at("4:00:00")));
        assertEquals(
                List.of(at("5:30:00"), at("6:00:00"), at("6:30:00")), recordTimes(later, at("5:15:00"), at("6:45:00")));
        assertEquals(List.of(at("5:30:00"), at("6:00:00"), at("6:30:00")), asked);
        Polled<String, Position> now = Polled.open(halfHourly().alignedTo(at("4:00:00")));
        assertEquals(List.of(at("5:00:00"), at("5:30:00")), recordTimes(now, at("5:00:00"), at("5:45:00")));
        Polled<String, Position> future = Polled.open(halfHourly().alignedTo(at("9:00:00")));
        assertEquals(List.of(at("5:30:00")), recordTimes(future, at("5:15:00"), at("5:45:00")));
        Polled<String, Position> anyTime = Polled.open(halfHourly());
        assertEquals(List.of(at("5:15:00"), at("5:45:00")), recordTimes(anyTime, at("5:15:00"), at("5:59:00")));
    }

    @Test
    void s97_aRetryIsAskedAgainForTheSameTime() throws Exception {
        PollingSource<String> source = PollingSource.every(HALF_HOUR, due -> {
            asked.add(due);
            return asked.size() == 1 ? Answer.retry(Duration.ofSeconds(5)) : Answer.of(List.of("x"));
        });
        Polled<String, Position> polled = Polled.open(source);
        polled.nowMillis = at("5:00:00").toEpochMilli();
        assertEquals(List.of(), polled.poll(10));
        assertEquals(Poll.IDLE, polled.last);
        assertEquals(at("5:00:05").toEpochMilli(), polled.nextPollMillis());
        polled.nowMillis += 4_999;
        assertEquals(List.of(), polled.poll(10));
        polled.nowMillis += 1;
        assertEquals(List.of("x"), polled.poll(10));
        assertEquals(List.of(at("5:00:00"), at("5:00:00")), asked);
        assertEquals(List.of(), polled.poll(10));
        assertEquals(at("5:30:00").toEpochMilli(), polled.nextPollMillis(), "the retry moves no later time");
    }

    @Test
    void s97_onTheEngineWithTheJobsClock() {
        ManualClock clock = ManualClock.at(at("5:15:00"));
        TestSink<String> sink = new TestSink<>();
        Dataflow flow = Dataflow.named("pages");
        flow.input("in", halfHourly().alignedTo(at("4:00:00"))).output("out", sink);
        try (SteppedJob job =
                LocalEngine.stepped(flow.graph(), RunOptions.defaults().withClock(clock))) {
            job.step(0);
            clock.advance(Duration.ofMinutes(14));
            job.step(0);
            assertEquals(List.of(), sink.records());
            clock.advance(Duration.ofMinutes(1));
            job.step(0);
            assertEquals(List.of("2024-03-01T05:30:00Z"), sink.records());
        }
    }

    @Test
    void timesThatPassedAreLeftOutAndByARepeatableFunctionMadeUpFor() throws Exception {
        for (boolean repeatable : new boolean[] {false, true}) {
            asked.clear();
            PollingSource<String> source = repeatable ? halfHourly().repeatable() : halfHourly();
            assertEquals(repeatable ? Guarantee.EXACTLY_ONCE : Guarantee.AT_MOST_ONCE, source.guarantee());
            Polled<String, Position> polled = Polled.open(source);
            recordTimes(polled, at("5:00:00"), at("5:00:00"));
            polled.resume();
            recordTimes(polled, at("7:10:00"), at("7:10:00"));
            polled.resume();
            recordTimes(polled, at("7:30:00"), at("7:40:00"));
            assertEquals(
                    repeatable
                            ? List.of(
                                    at("5:00:00"),
                                    at("5:30:00"),
                                    at("6:00:00"),
                                    at("6:30:00"),
                                    at("7:00:00"),
                                    at("7:30:00"))
                            : List.of(at("5:00:00"), at("5:30:00"), at("7:30:00")),
                    asked);
        }
    }

    @Test
    void laws_resumingWithinAnAnswerGoesOnAsIfUnbroken() throws Exception {
        PollingSource<Integer> source = PollingSource.<Integer>every(
                        Duration.ofMillis(10),
                        due -> due.toEpochMilli() == 30
                                ? Answer.end()
                                : Answer.of(List.of((int) due.toEpochMilli(), (int) due.toEpochMilli() + 1, 7)))
                .repeatable();
        List<Integer> all = List.of(0, 1, 7, 10, 11, 7, 20, 21, 7);
        for (int before = 0; before <= all.size(); before++) {
            Polled<Integer, Position> polled = Polled.open(source);
            List<Integer> seen = new ArrayList<>();
            for (polled.nowMillis = 0; polled.last != Poll.END; ) {
                List<Integer> next = polled.poll(1);
                seen.addAll(next);
                if (seen.size() == before) {
                    polled.resume();
                }
                polled.nowMillis += next.isEmpty() ? 1 : 0;
            }
            assertEquals(all, seen, "resumed after " + before);
        }
    }

    @Test
    void aJobThatIsStoppedWithinAnAnswerLosesNothingOfIt() {
        MemoryBlobs blobs = new MemoryBlobs();
        ManualClock clock = ManualClock.atEpoch();
        TestSink<Integer> sink = new TestSink<>();
        Dataflow flow = Dataflow.named("answers");
        flow.input("in", PollingSource.every(Duration.ofHours(1), due -> Answer.of(List.of(1, 2, 3))))
                .output("out", sink);
        RunOptions options =
                RunOptions.defaults().withClock(clock).withBatchSize(1).withRecovery(Recovery.in(() -> blobs));
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), options)) {
            job.step(0);
            job.step(0);
            job.stop();
            job.runToEnd(1);
        }
        assertEquals(List.of(1, 2), sink.records());
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), options)) {
            for (int i = 0; i < 10; i++) {
                job.step(0);
            }
            assertEquals(List.of(1, 2, 3), sink.records());
        }
    }

    @Test
    void whatTheFunctionThrowsStopsTheJobAndNamesTheTime() {
        for (boolean checked : new boolean[] {true, false}) {
            Dataflow flow = Dataflow.named("pages");
            flow.input("pages", PollingSource.<String>every(HALF_HOUR, due -> {
                        if (checked) {
                            throw new IOException("connection refused");
                        }
                        throw new IllegalStateException("connection refused");
                    }))
                    .output("out", new TestSink<>());
            try (SteppedJob job =
                    LocalEngine.stepped(flow.graph(), RunOptions.defaults().withClock(ManualClock.at(at("5:00:00"))))) {
                JobFailedException e = assertThrows(JobFailedException.class, () -> job.step(0));
                assertEquals("pages", e.step());
                assertTrue(
                        e.getMessage().endsWith("asking for 2024-03-01T05:00:00Z failed: connection refused"),
                        e.getMessage());
            }
        }
    }

    @Test
    void parametersAreChecked() throws Exception {
        assertThrows(IllegalArgumentException.class, () -> PollingSource.every(Duration.ZERO, due -> Answer.none()));
        assertThrows(
                IllegalArgumentException.class, () -> PollingSource.every(Duration.ofDays(366), due -> Answer.none()));
        assertThrows(IllegalArgumentException.class, () -> Answer.retry(Duration.ofNanos(1)));
        assertThrows(IOException.class, () -> halfHourly().open("other", java.util.Optional.empty()));
        Polled<String, Position> nothing = Polled.open(PollingSource.every(HALF_HOUR, due -> Answer.none()));
        assertEquals(List.of(), nothing.poll(1));
        assertEquals(HALF_HOUR.toMillis(), nothing.nextPollMillis());
        Polled<String, Position> wrong = Polled.open(PollingSource.every(HALF_HOUR, due -> null));
        assertTrue(assertThrows(IOException.class, () -> wrong.poll(1))
                .getMessage()
                .endsWith("failed: answer"));
    }
}
