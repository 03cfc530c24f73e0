package io.rivulet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.StateOwner;
import io.rivulet.runtime.dataflow.Step;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.testing.ManualClock;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Joins in whole flows on one to four workers that are stepped in a random order: the scenarios, whose number is in the name, watermarks across a join, side
 * outputs, and mistakes found when the flow is built.
 */
@Timeout(60)
class JoinFlowTest {

    private static final String KEY = "k";
    private static final StateCodec<Timed<Integer>> CODEC = TestCodecs.timed(Codecs.INTEGER);

    private final Dataflow flow = Dataflow.named("flow");
    private final TestSink<String> sink = new TestSink<>();
    private final ManualClock clock = ManualClock.atEpoch();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void s35To38RowsWithoutWindows(int workers) {
        var left = untimed("left", 1, 2);
        var right = untimed("right", 3, 4);
        PairJoin<String, Timed<Integer>, Timed<Integer>> join = left.join("pairs", right, CODEC, CODEC);
        join.rows(JoinInsert.PRODUCT, JoinEmit.FINAL).map(JoinFlowTest::text).output("out", sink);
        left.join("three", untimed("none"), CODEC, CODEC)
                .and(right, CODEC)
                .rows(JoinInsert.PRODUCT, JoinEmit.FINAL)
                .map(row -> "three " + text(row.value()))
                .output("out3", sink);
        left.join("once", untimed("one", 7), CODEC, CODEC)
                .rows(JoinInsert.FIRST, JoinEmit.COMPLETE)
                .map(row -> "once " + row.value().isComplete())
                .output("out2", sink);
        run(workers);
        assertEquals(
                List.of(
                        "(1,3)",
                        "(1,4)",
                        "(2,3)",
                        "(2,4)",
                        "once true",
                        "three (1,∅,3)",
                        "three (1,∅,4)",
                        "three (2,∅,3)",
                        "three (2,∅,4)"),
                sink.records().stream().sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void s39WindowsTakeRecordsByTime(int workers) {
        var left = timed("left", Timed.at(0, 1));
        var right = timed("right", Timed.at(2, 3), Timed.at(1, 2));
        Windows windows = Windows.session(Duration.ofMillis(10));
        var join = left.join("pairs", right, CODEC, CODEC);
        join.window(windows, JoinInsert.FIRST, JoinEmit.COMPLETE)
                .map(r -> "first " + text(r.value()) + " in " + r.startMillis() + ".." + r.endMillis())
                .output("out", sink);
        left.join("last", right, CODEC, CODEC)
                .window(windows, JoinInsert.LAST, JoinEmit.FINAL)
                .map(r -> "last " + text(r.value()))
                .output("out2", sink);
        run(workers);
        assertEquals(
                List.of("first (1,2) in 0..12", "last (1,3)"),
                sink.records().stream().sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void s41To44IntervalsAndWhatStaysUnpaired(int workers) {
        var left = timed("left", Timed.at(0, 1));
        var right = timed("right", 0, -3, 3, -5, 5, 10);
        var pairs = left.join("pairs", right, CODEC, CODEC).within(Duration.ofMillis(5), IntervalEmit.COMPLETE);
        pairs.map(row -> text(row.value())).output("out", sink);
        pairs.unpairedRight()
                .map(u -> "alone " + u.record() + " " + u.timeMillis())
                .output("right-out", sink);
        pairs.unpairedLeft().raise("none");
        pairs.late().raise("none-late");
        run(workers);
        assertEquals(
                List.of("(1,-5)", "(1,-3)", "(1,0)", "(1,3)", "(1,5)"),
                sink.records().stream().filter(r -> r.startsWith("(")).toList());
        assertEquals(
                List.of("alone 10@10 10"),
                sink.records().stream().filter(r -> r.startsWith("a")).toList());
        assertEquals(
                List.of(0L, 0L, 0L, 3L, 5L),
                sink.timed().stream()
                        .filter(r -> r.value().startsWith("("))
                        .map(Timed::timeMillis)
                        .toList());
    }

    @Test
    void whatIsLateForAJoinComesOutAsARowOfItsSide() throws Exception {
        var left = flow.input(
                        "left", TestSource.of(Timed.at(50, 1), Timed.at(3, 2)).inBatchesOf(1))
                .eventTimeMillis(Timed::timeMillis, Lateness.none())
                .keyBy(r -> KEY);
        var join = left.join("pairs", timed("right", Timed.at(51, 3)), CODEC, CODEC);
        var windows = join.window(Windows.tumbling(Duration.ofMillis(10)), JoinInsert.LAST, JoinEmit.FINAL);
        windows.late().map(l -> "late " + text(l.record()) + " " + l.windowId()).output("late", sink);
        windows.map(r -> text(r.value())).output("out", sink);
        var near = left.join("near", timed("right2", Timed.at(51, 3)), CODEC, CODEC)
                .within(Duration.ofMillis(1), IntervalEmit.COMPLETE);
        near.late().map(l -> "near late " + text(l.record())).output("late2", sink);
        near.map(r -> "near " + text(r.value())).output("out2", sink);
        // The right inputs end at once; from then on only the left one makes the watermark.
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), RunOptions.defaults())) {
            while (job.step(0)) {
                assertTrue(!job.isDone() || sink.records().size() < 100);
            }
        }
        assertEquals(
                List.of("(1,3)", "late (2,∅) 0", "near (1,3)", "near late (2,∅)"),
                sink.records().stream().sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void s47RecordsMeetTheTableAsItIs(int workers) {
        KeyedTable<String, Integer> table = table("table", TestSource.of("a1", "b2", "c3", "b-", "a4"));
        KeyedStream<String, String> records = paused("in", "a", "b", "c", "d");
        records.join("left", table).left((r, v) -> r + text(v)).output("out", sink);
        records.join("inner", table).inner((r, v) -> "inner " + r + v).output("out2", sink);
        records.stream()
                .join("everywhere", table, r -> r)
                .left((r, v) -> "everywhere " + r + text(v))
                .output("out3", sink);
        runInTwo(workers);
        assertEquals(
                List.of(
                        "a4",
                        "b∅",
                        "c3",
                        "d∅",
                        "everywhere a4",
                        "everywhere b∅",
                        "everywhere c3",
                        "everywhere d∅",
                        "inner a4",
                        "inner c3"),
                sink.records().stream().sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void s15TheBuildSideIsReadFirst(int workers) {
        for (int seed = 0; seed < 10; seed++) {
            Dataflow build = Dataflow.named("flow");
            TestSink<String> out = new TestSink<>();
            var table = build.input("table", TestSource.of("1a", "2b", "2c"))
                    .keyBy(r -> r.substring(0, 1))
                    .table(r -> Optional.of(r.substring(1)), Codecs.TEXT)
                    .keepingAll();
            build.input("in", TestSource.of("0", "1", "2").and(TestSource.of("1")))
                    .keyBy(r -> r)
                    .join("found", table)
                    .afterTable(Codecs.TEXT)
                    .left((r, v) -> r + v.orElse("∅"))
                    .output("out", out);
            run(build, workers, seed);
            assertEquals(
                    List.of("0∅", "1a", "1a", "2b", "2c"),
                    out.records().stream().sorted().toList(),
                    "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void s15RecordsWaitAsLongAsTheTableHasNoEnd(int workers) {
        TestSource<String> slow =
                TestSource.of("1a").pause(Duration.ofMinutes(1)).then("1b").withClock(clock);
        var table = flow.input("table", slow)
                .keyBy(r -> r.substring(0, 1))
                .table(r -> Optional.of(r.substring(1)), Codecs.TEXT);
        flow.input("in", TestSource.of("1", "2", "1"))
                .keyBy(r -> r)
                .join("found", table)
                .afterTable(Codecs.TEXT)
                .inner((r, v) -> r + v)
                .output("out", sink);
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), options(workers))) {
            untilQuiet(job);
            assertEquals(List.of(), sink.records());
            clock.advance(Duration.ofMinutes(1));
            job.runToEnd(1);
        }
        assertEquals(List.of("1b", "1b"), sink.records());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void s15OnceTheTableIsReadRecordsOfAnEndlessInputWaitNoMore(int workers) {
        var table = flow.input("table", TestSource.of("1a", "2b"))
                .keyBy(r -> r.substring(0, 1))
                .table(r -> Optional.of(r.substring(1)), Codecs.TEXT);
        flow.input(
                        "in",
                        TestSource.of("1", "2", "3")
                                .pause(Duration.ofMinutes(1))
                                .then("1")
                                .pause(Duration.ofMinutes(1))
                                .withClock(clock))
                .keyBy(r -> r)
                .join("found", table)
                .afterTable(Codecs.TEXT)
                .left((r, v) -> r + v.orElse("∅"))
                .output("out", sink);
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), options(workers))) {
            untilQuiet(job);
            assertEquals(
                    List.of("1a", "2b", "3∅"), sink.records().stream().sorted().toList());
            clock.advance(Duration.ofMinutes(1));
            untilQuiet(job);
            assertEquals("1a", sink.records().get(3));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aTableHoldsNoTimeBack(int workers) {
        // One table has a silent, endless input, the other one with old times only.
        TestSource<String> endless =
                TestSource.of("a1").pause(Duration.ofDays(1)).withClock(clock);
        KeyedTable<String, Integer> untimed = table("untimed", endless);
        KeyedTable<String, Integer> old = flow.input("old", endless)
                .eventTimeMillis(r -> -1_000_000, Lateness.none())
                .keyBy(r -> r.substring(0, 1))
                .table(r -> Optional.of(1), Codecs.INTEGER);
        Stream<String> in = flow.input(
                        "in",
                        TestSource.of("a", "b", "c", "d", "e")
                                .pause(Duration.ofDays(1))
                                .withClock(clock))
                .eventTimeMillis(r -> r.charAt(0), Lateness.none());
        in.keyBy(r -> r)
                .join("one", untimed)
                .left((r, v) -> r)
                .join("two", old, r -> r)
                .left((r, v) -> r)
                .keyBy(r -> "all")
                .window(Windows.tumbling(Duration.ofMillis(1)))
                .count("count")
                .map(r -> (char) r.startMillis() + "=" + r.value())
                .output("out", sink);
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), options(workers))) {
            untilQuiet(job);
            assertEquals(List.of("a=1", "b=1", "c=1", "d=1"), sink.records());
            clock.advance(Duration.ofDays(1));
            job.runToEnd(1);
        }
        assertEquals(List.of("a=1", "b=1", "c=1", "d=1", "e=1"), sink.records());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void asOfMeetsTheTableAsItWas(int workers) {
        var prices = flow.input("prices", TestSource.of(Timed.at(10, 1), Timed.at(30, 3), Timed.at(20, 2)))
                .eventTimeMillis(Timed::timeMillis, Lateness.of(Duration.ofMillis(50)))
                .keyBy(r -> KEY)
                .table(CODEC);
        var priced = timed("orders", Timed.at(25, 7), Timed.at(5, 8), Timed.at(30, 9))
                .join("priced", prices)
                .asOf(CODEC)
                .left((order, price) -> order.value() + " at " + text(price.map(Timed::value)));
        priced.late().raise("late");
        priced.output("out", sink);
        run(workers);
        assertEquals(List.of(Timed.at(5, "8 at ∅"), Timed.at(25, "7 at 2"), Timed.at(30, "9 at 3")), sink.timed());
    }

    @Test
    void windowsMayGiveRowsEarlyAndAgainWhenSomethingIsLate() throws Exception {
        var left = flow.input(
                        "left",
                        TestSource.of(Timed.at(1, 1), Timed.at(12, 0), Timed.at(5, 2))
                                .inBatchesOf(1))
                .eventTimeMillis(Timed::timeMillis, Lateness.none())
                .keyBy(r -> KEY);
        Emission emission =
                Emission.onceClosed().withAllowedLateness(Duration.ofMillis(10)).with(Emission.Refinement.RETRACTING);
        left.join("pairs", timed("none", new Integer[0]), CODEC, CODEC)
                .window(Windows.tumbling(Duration.ofMillis(10)), emission, JoinInsert.LAST, JoinEmit.FINAL)
                .byKey()
                .mapValues("text", r -> text(r.value()) + (r.firing().isRetraction() ? " no more" : ""))
                .map(Keyed::value)
                .output("out", sink);
        Rivulet.run(flow);
        assertEquals(List.of("(1,∅)", "(1,∅) no more", "(2,∅)", "(0,∅)"), sink.records());
    }

    @Test
    void windowsOfACountNeedNoTime() throws Exception {
        untimed("left", 1, 2, 3)
                .join("pairs", untimed("right"), CODEC, CODEC)
                .window(Windows.count(2), JoinInsert.PRODUCT, JoinEmit.FINAL)
                .map(r -> r.id() + text(r.value()))
                .output("out", sink);
        Rivulet.run(flow);
        assertEquals(List.of("0(1,∅)", "0(2,∅)", "1(3,∅)"), sink.records());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void rowsCanBeJoinedAgainWhereTheyAre(int workers) {
        var left = timed("left", 1, 2);
        left.join("pairs", timed("right", 1, 2), CODEC, CODEC)
                .within(Duration.ZERO, IntervalEmit.COMPLETE)
                .byKey()
                .join("more", timed("third", 2, 3).table(CODEC))
                .asOf(StateCodec.of(
                        "test-row",
                        1,
                        (row, out) -> CODEC.encode(row.value().left().orElseThrow(), out),
                        in -> new Keyed<>(KEY, new Joined<>(Optional.of(CODEC.decode(in)), Optional.empty()))))
                .left((row, v) -> text(row.value().left().map(Timed::value)) + text(v.map(Timed::value)))
                .output("out", sink);
        left.join("once", left, CODEC, CODEC)
                .rows(JoinInsert.LAST, JoinEmit.FINAL)
                .byKey()
                .countFinal("count")
                .map(r -> r.key() + r.value())
                .output("out2", sink);
        run(workers);
        assertEquals(List.of("1∅", "22", "k1"), sink.records().stream().sorted().toList());
    }

    @Test
    void aStreamCanBeJoinedWithItself() throws Exception {
        var left = untimed("left", 1);
        left.join("self", left, CODEC, CODEC)
                .rows(JoinInsert.LAST, JoinEmit.COMPLETE)
                .map(JoinFlowTest::text)
                .output("out", sink);
        Rivulet.run(flow);
        assertEquals(List.of("(1,1)"), sink.records());
    }

    @Test
    void aJoinsStepsAreNamedAfterIt() {
        var left = timed("left", Timed.at(0, 1));
        KeyedTable<String, Timed<Integer>> table =
                timed("right", Timed.at(0, 1)).table(CODEC);
        left.join("rows", left, CODEC, CODEC)
                .window(Windows.tumbling(Duration.ofMillis(1)), JoinInsert.LAST, JoinEmit.FINAL)
                .output("out", new TestSink<>());
        left.stream().join("all", table, r -> KEY).left((r, v) -> r).output("out2", new TestSink<>());
        left.join("first", table).afterTable(CODEC).left((r, v) -> r).output("out3", new TestSink<>());
        List<String> names = flow.graph().steps().stream().map(Step::name).toList();
        assertTrue(
                names.containsAll(List.of("rows.side-0", "rows.side-1", "rows.sides", "rows.windows")),
                names.toString());
        assertTrue(
                names.containsAll(List.of("all.records", "all.everywhere", "all.table", "all.join")), names.toString());
        assertTrue(names.containsAll(List.of("first.gate", "first.join")), names.toString());
        assertEquals(
                StateOwner.EVERY_WORKER,
                ((Step.Stateful<?, ?, ?, ?>) flow.graph().step("all.join")).owner());
        assertEquals(
                StateOwner.KEY_GROUP, ((Step.Stateful<?, ?, ?, ?>) flow.graph().step("first.join")).owner());
        assertEquals(
                StateOwner.KEY_GROUP, ((Step.Stateful<?, ?, ?, ?>) flow.graph().step("rows.windows")).owner());
    }

    @Test
    void mistakesAreFoundWhenTheFlowIsBuilt() {
        var left = timed("left", Timed.at(0, 1));
        var untimed = untimed("untimed", 1);
        var mixed = left.join("mixed", untimed, CODEC, CODEC);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> mixed.within(Duration.ofMillis(1), IntervalEmit.FINAL));
        assertTrue(e.getMessage().contains("step \"mixed.join\": needs event time"), e.getMessage());
        IllegalArgumentException window =
                assertThrows(IllegalArgumentException.class, () -> left.join("w", untimed, CODEC, CODEC)
                        .window(Windows.tumbling(Duration.ofMillis(1)), JoinInsert.LAST, JoinEmit.FINAL));
        assertTrue(window.getMessage().contains("step \"w.windows\": windows need event time"), window.getMessage());
        IllegalArgumentException bounds =
                assertThrows(IllegalArgumentException.class, () -> left.join("b", left, CODEC, CODEC)
                        .between(Duration.ofMillis(3), Duration.ofMillis(2), IntervalEmit.FINAL));
        assertTrue(bounds.getMessage().contains("step \"b.join\": lower bound must be at most"), bounds.getMessage());
        IllegalArgumentException all = assertThrows(
                IllegalArgumentException.class,
                () -> left.join("a", left.table(CODEC).keepingAll()).asOf(CODEC).inner((r, v) -> r));
        assertTrue(all.getMessage().contains("step \"a.join\": table of an as-of join"), all.getMessage());
        IllegalArgumentException negative =
                assertThrows(IllegalArgumentException.class, () -> left.join("n", left, CODEC, CODEC)
                        .within(Duration.ofMillis(-1), IntervalEmit.FINAL));
        assertTrue(negative.getMessage().contains("must not be negative"), negative.getMessage());
        IllegalArgumentException dot =
                assertThrows(IllegalArgumentException.class, () -> left.join("a.b", left, CODEC, CODEC)
                        .rows(JoinInsert.LAST, JoinEmit.FINAL));
        assertTrue(dot.getMessage().contains("must not hold a dot"), dot.getMessage());
        KeyedStream<String, Timed<Integer>> foreign = Dataflow.named("other")
                .input("in", TestSource.of(Timed.at(0, 1)))
                .keyBy(r -> KEY);
        IllegalArgumentException flows =
                assertThrows(IllegalArgumentException.class, () -> left.join("f", foreign, CODEC, CODEC)
                        .rows(JoinInsert.LAST, JoinEmit.FINAL));
        assertTrue(
                flows.getMessage().contains("must be of dataflow \"flow\", got one of \"other\""), flows.getMessage());
        assertThrows(NullPointerException.class, () -> left.join("x", left, CODEC, null));
    }

    private KeyedStream<String, Timed<Integer>> untimed(String name, Integer... values) {
        List<Timed<Integer>> records =
                List.of(values).stream().map(v -> Timed.at(0, v)).toList();
        return flow.input(name, TestSource.of(records)).keyBy(r -> KEY);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    private KeyedStream<String, Timed<Integer>> timed(String name, Timed<Integer>... records) {
        return flow.input(name, TestSource.of(List.of(records)))
                .eventTimeMillis(Timed::timeMillis, Lateness.unbounded())
                .keyBy(r -> KEY);
    }

    private KeyedStream<String, Timed<Integer>> timed(String name, Integer... times) {
        return flow.input(
                        name,
                        TestSource.of(
                                List.of(times).stream().map(t -> Timed.at(t, t)).toList()))
                .eventTimeMillis(Timed::timeMillis, Lateness.unbounded())
                .keyBy(r -> KEY);
    }

    /** A table by the first letter, which a digit sets and a dash deletes. */
    private KeyedTable<String, Integer> table(String name, TestSource<String> updates) {
        return flow.input(name, updates)
                .keyBy(r -> r.substring(0, 1))
                .table(r -> Optional.of(r.charAt(1) - '0').filter(n -> n >= 0), Codecs.INTEGER);
    }

    private KeyedStream<String, String> paused(String name, String... records) {
        return flow.input(
                        name,
                        TestSource.<String>of(List.of())
                                .pause(Duration.ofMinutes(1))
                                .then(records)
                                .withClock(clock))
                .keyBy(r -> r);
    }

    private RunOptions options(int workers) {
        return new RunOptions(workers, 2, 2, clock);
    }

    private void run(int workers) {
        run(flow, workers, workers);
    }

    private static void run(Dataflow flow, int workers, long seed) {
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), new RunOptions(workers, 2, 2, () -> Instant.EPOCH))) {
            job.runToEnd(seed);
        }
    }

    /** What does not wait for the clock first, then the rest. */
    private void runInTwo(int workers) {
        try (SteppedJob job = LocalEngine.stepped(flow.graph(), options(workers))) {
            untilQuiet(job);
            clock.advance(Duration.ofMinutes(1));
            job.runToEnd(workers);
        }
    }

    private static void untilQuiet(SteppedJob job) {
        for (int quiet = 0; quiet < 3; quiet++) {
            for (int worker = 0; worker < job.workers(); worker++) {
                if (job.step(worker)) {
                    quiet = 0;
                }
            }
        }
    }

    private static String text(Keyed<String, Joined<Timed<Integer>, Timed<Integer>>> row) {
        return text(row.value());
    }

    private static String text(Joined<Timed<Integer>, Timed<Integer>> row) {
        return "(" + text(row.left().map(Timed::value)) + "," + text(row.right().map(Timed::value)) + ")";
    }

    private static String text(JoinedRow row) {
        return row.sides().stream()
                .map(side -> side.map(v -> ((Timed<?>) v).value().toString()).orElse("∅"))
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static String text(Optional<Integer> value) {
        return value.map(String::valueOf).orElse("∅");
    }
}
