package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.Selection;
import io.rivulet.runtime.TestCodecs;
import io.rivulet.runtime.TimeRange;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.testing.OperatorHarness;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stretches of time selected by queries, in the harness, on the engine, and against filtering all records. The number in a name is that of the scenario. */
@Timeout(60)
class SelectTest {

    /** A query as text: its name, from, to. */
    private record Query(String name, long from, long to) {
        static final StateCodec<Query> CODEC = StateCodec.of(
                "test-query",
                1,
                (q, out) -> out.writeString(q.name).writeLong(q.from).writeLong(q.to),
                in -> new Query(in.readString("name"), in.readLong(), in.readLong()));

        TimeRange range() {
            return new TimeRange(from, to);
        }
    }

    private static final class Harness {
        private final OperatorHarness<String, Asked<String, Query>, Selection<String, Query, String>> inner;

        Harness(long keepMillis) {
            inner = OperatorHarness.<String, Asked<String, Query>, Selection<String, Query, String>>of(
                    ByEventTime.select(Duration.ofMillis(keepMillis), Query::range, Codecs.TEXT, Query.CODEC));
        }

        Harness record(String record, long time) {
            inner.record("k", new Asked.Fact<>(record), time);
            return this;
        }

        Harness ask(String name, long from, long to, long time) {
            inner.record("k", new Asked.Question<>(new Query(name, from, to)), time);
            return this;
        }

        Harness watermark(long watermark) {
            inner.watermark(watermark);
            return this;
        }

        List<String> answers() {
            return inner.timed().stream()
                    .map(r -> r.value().query().name + " " + r.value().records()
                            + (r.value().complete() ? "" : " incomplete") + "@" + r.timeMillis())
                    .toList();
        }
    }

    private static Harness fiveLetters(long keepMillis) {
        Harness harness = new Harness(keepMillis);
        for (int i = 0; i < 5; i++) {
            harness.record(String.valueOf((char) ('a' + i)), i * 1000);
        }
        return harness;
    }

    @Test
    void s89_queriesAreAnsweredByTheEndsOfTheirStretchesWhichAreIncluded() {
        Harness harness = fiveLetters(3_600_000).ask("x", 0, 2_000, 0).ask("y", 1_000, 1_000, 0);
        assertEquals(List.of(), harness.answers());
        harness.inner.end();
        assertEquals(List.of("y [b]@1000", "x [a, b, c]@2000"), harness.answers());
        assertEquals(0, harness.inner.keys());
        assertEquals(0, harness.inner.timers());
    }

    @Test
    void s89_aStretchLongerThanWhatIsKeptIsNotComplete() {
        Harness harness = new Harness(10_000);
        for (int i = 0; i <= 40; i++) {
            harness.record("r" + i, i * 1000);
        }
        harness.ask("long", 5_000, 35_000, 35_000).ask("short", 30_000, 35_000, 35_000);
        harness.watermark(36_000);
        assertEquals(
                List.of(
                        "long [r26, r27, r28, r29, r30, r31, r32, r33, r34, r35] incomplete@35000",
                        "short [r30, r31, r32, r33, r34, r35]@35000"),
                harness.answers());
    }

    @Test
    void aStretchThatHasPassedIsAnsweredAtOnceFromWhatIsStillKept() {
        Harness harness = fiveLetters(3_000).watermark(4_500);
        harness.ask("in", 2_000, 3_000, 5_000).ask("out", 1_000, 3_000, 5_000).ask("gone", 0, 1_000, 5_000);
        assertEquals(
                List.of("in [c, d]@5000", "out [c, d] incomplete@5000", "gone [] incomplete@5000"), harness.answers());
        assertEquals(
                0,
                new Harness(10).watermark(100).ask("nothing", 95, 96, 100).inner.keys());
    }

    @Test
    void aStretchThatEndsAtTheWatermarkWaitsForItsLastInstant() {
        Harness harness = fiveLetters(3_000).watermark(4_000).ask("q", 3_000, 4_000, 4_000);
        assertEquals(List.of(), harness.answers());
        harness.record("f", 4_000).watermark(4_001);
        assertEquals(List.of("q [d, e, f]@4000"), harness.answers());
    }

    @Test
    void aLateRecordGoesAsideAndALateQueryIsAnsweredAtTheWatermark() {
        Harness harness =
                fiveLetters(3_000).watermark(4_000).record("late", 3_999).ask("q", 3_000, 3_500, 100);
        assertEquals(
                List.of(new LateRecord<>("k", "late", 3_999, LateRecord.NO_WINDOW)),
                harness.inner.side(Sides.<String, String>late()));
        assertEquals(List.of("q [d]@4000"), harness.answers());
    }

    @Test
    void whatIsKeptStaysBoundedAndGoesInTheEnd() {
        int bytesEach = Long.BYTES + Codecs.TEXT.toBytes("0123456789").length;
        Harness harness = new Harness(80);
        for (int i = 0; i < 1_000; i++) {
            harness.record("0123456789", i).watermark(i);
            // 80 records and an eighth of them, and some bytes for the rest.
            assertTrue(harness.inner.stateBytes() < bytesEach * (90 + 2) + 100, "bytes " + harness.inner.stateBytes());
        }
        assertTrue(harness.inner.calls() < 1_000 + 120, "calls " + harness.inner.calls());
        harness.watermark(2_000);
        assertEquals(0, harness.inner.keys());
        assertEquals(0, harness.inner.timers());
    }

    @Test
    void stretchesAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> new TimeRange(2, 1));
        assertThrows(IllegalArgumentException.class, () -> new TimeRange(Long.MIN_VALUE, 1));
        assertThrows(IllegalArgumentException.class, () -> new Harness(0));
    }

    /** What must come out for queries in time: exactly the records of the stretch, or of what is kept at its end. */
    private static List<String> model(List<Timed<Integer>> records, List<Timed<Query>> queries, long keep) {
        List<String> lines = new ArrayList<>();
        for (Timed<Query> query : queries) {
            Query q = query.value();
            long oldest = q.to + 1 - keep;
            List<Integer> found = records.stream()
                    .filter(r -> r.value() % 3 == q.name.charAt(0) - '0')
                    .filter(r -> r.timeMillis() >= Math.max(q.from, oldest) && r.timeMillis() <= q.to)
                    .sorted(Comparator.comparingLong(Timed::timeMillis))
                    .map(Timed::value)
                    .toList();
            lines.add(q.name + " " + found + " " + (q.from >= oldest) + "@" + Math.max(q.to, query.timeMillis()));
        }
        return lines.stream().sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void oracle_onTheEngineSelectionsAreWhatFilteringAllRecordsGives(int workers) {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            long keep = 1L + random.nextInt(200);
            List<Timed<Integer>> records = new ArrayList<>();
            List<Timed<Query>> queries = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                records.add(Timed.at(5 * i + random.nextInt(5) - 200, random.nextInt(99)));
                if (i % 5 == 0) {
                    long from = 5L * i - 200 + random.nextInt(40);
                    queries.add(Timed.at(
                            5 * i - 200 - random.nextInt(10),
                            new Query(i % 3 + " " + i, from, from + random.nextInt(200))));
                }
            }
            for (int i = 0; i < 300; i += 4) {
                Collections.shuffle(records.subList(i, i + 4), random);
            }
            // Queries are asked before their stretch has passed, by the lateness of their input.
            TestSink<Selection<Integer, Query, Timed<Integer>>> sink = new TestSink<>();
            Dataflow flow = Dataflow.named("flow");
            var asked = flow.input("queries", TestSource.of(queries).inBatchesOf(3))
                    .eventTimeMillis(Timed::timeMillis, Lateness.of(Duration.ofMillis(400)))
                    .map(Timed::value)
                    .keyBy(q -> q.name.charAt(0) - '0');
            var selections = flow.input("records", TestSource.of(records).inBatchesOf(7))
                    .eventTimeMillis(Timed::timeMillis, Lateness.of(Duration.ofMillis(100)))
                    .keyBy(r -> r.value() % 3)
                    .history(Duration.ofMillis(keep), TestCodecs.timed(Codecs.INTEGER))
                    .select("near", asked, Query::range, Query.CODEC);
            selections.output("out", sink);
            selections.late().raise("late");
            try (SteppedJob job = LocalEngine.stepped(
                    flow.graph(), RunOptions.defaults().withWorkers(workers).withBatchSize(4))) {
                job.runToEnd(seed);
                assertEquals(0, job.keys());
            }
            assertEquals(
                    model(records, queries, keep),
                    sink.timed().stream()
                            .map(r -> r.value().query().name + " "
                                    + r.value().records().stream()
                                            .map(Timed::value)
                                            .toList() + " "
                                    + r.value().complete() + "@" + r.timeMillis())
                            .sorted()
                            .toList(),
                    "seed " + seed);
        }
    }

    @Test
    void stepsOfTheSelectionArePartsOfOneOperator() {
        Dataflow flow = Dataflow.named("flow");
        var queries = flow.input("queries", TestSource.of(new Query("q", 0, 1)))
                .eventTimeMillis(q -> 0, Lateness.none())
                .keyBy(q -> "k");
        var history =
                flow.input("records", TestSource.of("a")).keyBy(r -> "k").history(Duration.ofMillis(1), Codecs.TEXT);
        var e = assertThrows(
                IllegalArgumentException.class, () -> history.select("near", queries, Query::range, Query.CODEC));
        assertTrue(e.getMessage().contains("step \"near.select\": needs event time"), e.getMessage());
    }
}
