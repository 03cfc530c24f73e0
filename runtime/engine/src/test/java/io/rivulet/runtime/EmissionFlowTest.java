package io.rivulet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.runtime.Emission.Refinement;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.operators.Folds;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When results of windows leave, in whole flows with workers stepped in random order, and what the steps behind make of them. The number in a name is that of the scenario. */
@Timeout(60)
class EmissionFlowTest {

    private static final Windows.Fixed TEN = Windows.tumbling(millis(10));
    private static final Windows.Fixed FIFTY = Windows.tumbling(millis(50));

    private final ManualClock clock = ManualClock.atEpoch();
    private final Dataflow flow = Dataflow.named("flow");
    private final TestSink<Object> sink = new TestSink<>();

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private SteppedJob start(int workers) {
        return LocalEngine.stepped(
                flow.graph(),
                RunOptions.defaults().withWorkers(workers).withBatchSize(4).withClock(clock));
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

    private static List<Timed<String>> records(Random random, int count) {
        List<Timed<String>> all = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < count; i++) {
            now += random.nextInt(4);
            all.add(Timed.at(now - random.nextInt(40), "k" + random.nextInt(5)));
        }
        return all;
    }

    private KeyedStream<String, Timed<String>> keyed(TestSource<Timed<String>> source, Lateness lateness) {
        return flow.input("in", source.withClock(clock))
                .eventTimeMillis(Timed::timeMillis, lateness)
                .keyBy(Timed::value);
    }

    /** How many records there are in each window of fifty, by key. */
    private static Map<String, Long> countsOfFifty(List<Timed<String>> records) {
        Map<String, Long> counts = new TreeMap<>();
        records.forEach(r -> counts.merge(r.value() + " " + FIFTY.lastId(r.timeMillis()), 1L, Long::sum));
        return counts;
    }

    @ParameterizedTest
    @EnumSource(Refinement.class)
    void s83_s86_resultsOfResultsComeOutRightAndNoneIsLate(Refinement refinement) {
        for (int workers = 1; workers <= 4; workers++) {
            Dataflow own = Dataflow.named("flow");
            Random random = new Random(workers);
            List<Timed<String>> left = records(random, 300);
            List<Timed<String>> right = records(random, 300);
            TestSink<LateRecord<String, Timed<String>>> late = new TestSink<>();
            TestSink<WindowResult<String, Map<String, Long>>> sums = new TestSink<>();
            var refined = own.input(
                            "in", TestSource.of(left).and(TestSource.of(right)).inBatchesOf(3))
                    .eventTimeMillis(Timed::timeMillis, Lateness.of(millis(4)))
                    .keyBy(Timed::value)
                    .window(TEN)
                    .emitting(new Emission(0, 15, 3, 0, 4, refinement))
                    .count("refined");
            refined.late().output("late", late);
            var again = refined.byKey()
                    .window(FIFTY.strict())
                    .fold(
                            "sums",
                            Map::of,
                            (Map<String, Long> sum, WindowResult<String, Long> result) ->
                                    added(sum, result, refinement),
                            TestCodecs.LONGS);
            again.late().raise("too-late");
            again.output("out", sums);
            try (SteppedJob job = LocalEngine.stepped(
                    own.graph(), RunOptions.defaults().withWorkers(workers).withBatchSize(4))) {
                job.runToEnd(workers);
            }
            List<Timed<String>> inTime = new ArrayList<>(left);
            inTime.addAll(right);
            late.records().forEach(l -> inTime.remove(l.record()));
            assertTrue(
                    late.records().size() > 20 && inTime.size() > 300,
                    late.records().size() + " late");
            Map<String, Long> came = new TreeMap<>();
            sums.records()
                    .forEach(r -> came.put(
                            r.key() + " " + r.id(),
                            r.value().values().stream().mapToLong(v -> v).sum()));
            assertEquals(countsOfFifty(inTime), came, refinement + " on " + workers + " workers");
        }
    }

    /** What is known of each window after one more result: a sum of all, or the last where results accumulate. */
    private static Map<String, Long> added(
            Map<String, Long> sum, WindowResult<String, Long> result, Refinement refinement) {
        Map<String, Long> more = new HashMap<>(sum);
        long value = result.firing().isRetraction() ? -result.value() : result.value();
        more.merge(
                Long.toString(result.id()),
                value,
                refinement == Refinement.ACCUMULATING ? (old, last) -> last : Long::sum);
        return more;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void s85_aGraceGivesOneResultThatHasEverything(int workers) {
        List<Timed<String>> records = new ArrayList<>();
        for (long time : new long[] {0, 1, 2, 1, 0, 5, 0}) {
            records.add(Timed.at(time, "k"));
        }
        TestSink<LateRecord<String, Timed<String>>> late = new TestSink<>();
        var counts = keyed(TestSource.of(records).inBatchesOf(1), Lateness.none())
                .window(Windows.tumbling(millis(2)))
                .grace(millis(1))
                .count("count");
        counts.late().output("late", late);
        var after = counts.byKey().window(Windows.tumbling(millis(2)).strict()).count("after");
        after.late().raise("too-late");
        after.output("after-out", new TestSink<>());
        counts.map(r -> "[" + r.startMillis() + "," + r.endMillis() + ")=" + r.value() + " " + r.firing())
                .output("out", sink);
        try (SteppedJob job = start(workers)) {
            job.runToEnd(5);
        }
        String once = " " + Firing.ONLY;
        assertEquals(List.of("[0,2)=4" + once, "[2,4)=1" + once, "[4,6)=1" + once), sink.records());
        assertEquals(
                List.of(Timed.at(0, "k")),
                late.records().stream().map(LateRecord::record).toList());
    }

    @Test
    void aGraceWaitsAndIsOver() {
        TestSource<Timed<String>> source = TestSource.of(Timed.at(3, "k"), Timed.at(14, "k"))
                .pause(millis(1))
                .then(Timed.at(15, "k"))
                .pause(Duration.ofDays(1));
        List<Long> watermarks = new ArrayList<>();
        WatermarkProbe.after(
                        "probe",
                        keyed(source, Lateness.none())
                                .window(TEN)
                                .grace(millis(5))
                                .count("count"),
                        watermarks)
                .output("out", sink);
        try (SteppedJob job = start(1)) {
            settle(job);
            assertEquals(List.of(), sink.records());
            clock.advance(millis(1));
            settle(job);
            assertEquals(List.of(new WindowResult<>("k", 0, 0, 10, 1L)), sink.records());
            assertEquals(List.of(-2L, 9L, 10L), watermarks);
            clock.advance(Duration.ofDays(1));
            job.runToEnd(1);
        }
        assertEquals(Long.MAX_VALUE, watermarks.get(watermarks.size() - 1));
    }

    @Test
    void refiningWindowsAnswerAtOnceAndHoldTimeBack() {
        TestSource<Timed<String>> source = TestSource.of(Timed.at(3, "k"), Timed.at(14, "k"), Timed.at(4, "k"))
                .pause(Duration.ofDays(1));
        List<Long> watermarks = new ArrayList<>();
        var counts = keyed(source, Lateness.none().idleAfter(Duration.ofHours(1)))
                .window(TEN)
                .allowedLateness(millis(5))
                .count("count");
        WatermarkProbe.after("probe", counts, watermarks).output("out", sink);
        try (SteppedJob job = start(1)) {
            settle(job);
            assertEquals(2, sink.records().size());
            assertEquals(List.of(-2L, 9L), watermarks);
            clock.advance(Duration.ofHours(2));
            settle(job);
            assertEquals(List.of(-2L, 9L, Long.MIN_VALUE), watermarks, "idleness is not delayed");
        }
    }

    @Test
    void s92_aResultIsThereAsSoonAsTheWatermarkHasPassed() {
        keyed(TestSource.of(Timed.at(3, "k"), Timed.at(10, "k")).pause(Duration.ofDays(1)), Lateness.none())
                .window(TEN)
                .count("count")
                .output("out", sink);
        try (SteppedJob job = start(1)) {
            settle(job);
            assertEquals(List.of(new WindowResult<>("k", 0, 0, 10, 1L)), sink.records());
            assertTrue(sink.flushes() > 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void s93_tenThousandSessionsThatHaveClosedLeaveNothing(int workers) {
        int keys = 10_000;
        int cycles = 10;
        TestSource<Timed<String>> source = TestSource.of();
        for (int cycle = 0; cycle < cycles; cycle++) {
            List<Timed<String>> records = new ArrayList<>();
            for (int key = 0; key < keys; key++) {
                records.add(Timed.at(cycle * 1_000_000L + key, "k" + key));
            }
            records.add(Timed.at(cycle * 1_000_000L + 999_999, "tick"));
            source = source.then(records).pause(millis(1));
        }
        keyed(source, Lateness.none())
                .window(Windows.session(millis(5_000)))
                .count("sessions")
                .output("out", sink);
        try (SteppedJob job = LocalEngine.stepped(
                flow.graph(), RunOptions.defaults().withWorkers(workers).withClock(clock))) {
            for (int cycle = 0; cycle < cycles; cycle++) {
                settle(job);
                assertEquals((cycle + 1) * keys + cycle, sink.records().size());
                assertEquals(1, job.keys(), "all but the one that moved time");
                clock.advance(millis(1));
            }
            job.runToEnd(1);
            assertEquals(0, job.keys());
        }
        assertEquals(cycles * (keys + 1), sink.records().size());
    }

    /** What a user did. */
    private record Action(String user, String kind, long second) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void s139_clickThroughOfSearchesWithinSessions(int workers) {
        List<Action> actions = new ArrayList<>();
        String[] first = {"open", "search", "results", "click", "search", "results", "click", "click", "close"};
        long[] seconds = {0, 1, 2, 3, 4, 5, 6, 8, 10};
        for (int i = 0; i < first.length; i++) {
            actions.add(new Action("1", first[i], seconds[i]));
        }
        actions.add(new Action("2", "open", 7));
        actions.add(new Action("2", "search", 9));
        actions.add(new Action("2", "close", 11));
        flow.input("actions", TestSource.of(actions))
                .eventTimeMillis(action -> action.second() * 1000, Lateness.of(Duration.ofSeconds(10)))
                .keyBy(Action::user)
                .window(Windows.session(Duration.ofSeconds(5)))
                .aggregate("sessions", Folds.collect(Codecs.TEXT).<Action>on(Action::kind))
                .flatten("searches", session -> searches(session.value()))
                .map(search -> search.contains("click") ? 1.0 : 0.0)
                .output("out", sink);
        try (SteppedJob job = start(workers)) {
            job.runToEnd(workers);
        }
        assertEquals(
                List.of(0.0, 1.0, 1.0),
                sink.records().stream().map(Double.class::cast).sorted().toList());
        if (workers == 1) {
            assertEquals(List.of(1.0, 1.0, 0.0), sink.records());
        }
    }

    /** A session split before each search, and the parts with a search. */
    private static List<List<String>> searches(List<String> session) {
        List<List<String>> parts = new ArrayList<>();
        for (String kind : session) {
            if (kind.equals("search")) {
                parts.add(new ArrayList<>());
            }
            if (!parts.isEmpty()) {
                parts.get(parts.size() - 1).add(kind);
            }
        }
        return parts;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void countAndGlobalWindowsNeedNoTime(int workers) {
        KeyedStream<Integer, Integer> keyed =
                flow.input("in", TestSource.of(1, 2, 3, 4, 5, 6, 7)).keyBy(n -> n % 2);
        keyed.window(Windows.count(2))
                .reduce("pairs", Integer::sum, Codecs.INTEGER)
                .map(r -> r.key() + "/" + r.id() + "=" + r.value())
                .output("pairs-out", sink);
        TestSink<Object> totals = new TestSink<>();
        keyed.window(Windows.global())
                .earlyEvery(3)
                .reduce("totals", Integer::sum, Codecs.INTEGER)
                .map(r -> r.key() + "=" + r.value() + " " + r.firing().timing())
                .output("totals-out", totals);
        try (SteppedJob job = start(workers)) {
            job.runToEnd(1);
        }
        assertEquals(
                List.of("0/0=6", "0/1=6", "1/0=4", "1/1=12"),
                sink.records().stream().map(String::valueOf).sorted().toList());
        assertEquals(
                List.of("0=12 EARLY", "0=12 ON_TIME", "1=16 ON_TIME", "1=9 EARLY"),
                totals.records().stream().map(String::valueOf).sorted().toList());
    }

    @Test
    void aDashboardSeesTheDayAsItGoes() {
        ManualClock berlin = ManualClock.at(Instant.parse("2024-10-26T22:00:00Z"));
        TestSource<String> source = TestSource.of("a")
                .pause(Duration.ofHours(24))
                .then("b")
                .pause(Duration.ofHours(1))
                .then("c")
                .pause(Duration.ofDays(1))
                .withClock(berlin);
        flow.input("in", source)
                .processingTime()
                .keyBy(record -> "k")
                .window(Windows.calendar(Period.ofDays(1), ZoneId.of("Europe/Berlin")))
                .earlyByClock(Duration.ofMinutes(1))
                .count("visits")
                .map(r -> r.value() + " " + r.firing().timing())
                .output("out", sink);
        try (SteppedJob job =
                LocalEngine.stepped(flow.graph(), RunOptions.defaults().withClock(berlin))) {
            settle(job);
            assertEquals(List.of(), sink.records());
            berlin.advance(Duration.ofMinutes(1));
            settle(job);
            assertEquals(List.of("1 EARLY"), sink.records());
            // It is the day that has 25 hours.
            berlin.advance(Duration.ofHours(24));
            settle(job);
            berlin.advance(Duration.ofMinutes(1));
            settle(job);
            assertEquals(List.of("1 EARLY", "2 EARLY"), sink.records());
            berlin.advance(Duration.ofHours(1));
            settle(job);
            assertEquals(List.of("1 EARLY", "2 EARLY", "2 ON_TIME"), sink.records());
        }
    }

    @Test
    void whatCannotBeIsRefusedWithTheStepsName() {
        KeyedStream<Integer, Integer> untimed =
                flow.input("in", TestSource.of(1)).keyBy(n -> n);
        IllegalArgumentException early = assertThrows(
                IllegalArgumentException.class,
                () -> untimed.window(Windows.count(3)).earlyEvery(2).count("counted"));
        assertTrue(early.getMessage().contains("step \"counted\""), early.getMessage());
        IllegalArgumentException timeless = assertThrows(
                IllegalArgumentException.class,
                () -> untimed.window(Windows.global()).early(millis(5)).count("all"));
        assertTrue(timeless.getMessage().contains("eventTime"), timeless.getMessage());
        WindowedResults<Integer, Integer, Long> all =
                untimed.window(Windows.global()).count("all-of-it");
        assertThrows(
                IllegalArgumentException.class, () -> all.byKey().window(TEN).count("again"));
    }
}
