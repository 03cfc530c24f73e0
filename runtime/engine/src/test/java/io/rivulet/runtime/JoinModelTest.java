package io.rivulet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.engine.LocalEngine;
import io.rivulet.runtime.engine.SteppedJob;
import io.rivulet.runtime.simulation.Simulation;
import io.rivulet.runtime.testing.CommittedSink;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Joins over random streams, out of order and in several partitions, against models that look at all records at once: in flows on one to four workers that are
 * stepped in a random order, so that the sides interleave in any way; and in simulations with crashes, stops and other numbers of workers. Nothing is late here.
 */
@Timeout(120)
class JoinModelTest {

    /** Flows of each kind. More with {@code -Drivulet.seeds}. */
    private static final int SEEDS = Integer.getInteger("rivulet.seeds", 16);

    private static final int RECORDS = 80;
    private static final long LAG = 25;

    /** A record of the side it is of; the time is its own, no other record has it. */
    record Rec(String key, int side, int id, long time) {
        @Override
        public String toString() {
            return "abc".charAt(side) + "" + id;
        }
    }

    private static final StateCodec<Rec> CODEC = StateCodec.of(
            "test-rec",
            1,
            (rec, out) ->
                    out.writeString(rec.key).writeInt(rec.side).writeInt(rec.id).writeLong(rec.time),
            in -> new Rec(in.readString("key"), in.readInt(), in.readInt(), in.readLong()));

    private final List<Rec> all = new ArrayList<>();
    private Random random = new Random(0);
    private Dataflow flow = Dataflow.named("flow");
    private long kills;

    private void start(int seed, int sides) {
        random = new Random(seed);
        flow = Dataflow.named("flow");
        all.clear();
        for (int i = 0; i < RECORDS; i++) {
            // Gaps now and then, so that sessions end.
            long time = i == 0 ? -40 : all.get(i - 1).time + (random.nextInt(12) == 0 ? 40 : 1 + random.nextInt(4));
            all.add(new Rec("k" + random.nextInt(3), random.nextInt(sides), i, time));
        }
    }

    /** The records of a side in one to four partitions, each a little out of order. */
    private Source<Rec, ?> source(int side) {
        int count = 1 + random.nextInt(4);
        List<List<Rec>> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(new ArrayList<>());
        }
        all.stream().filter(r -> r.side == side).forEach(r -> parts.get(random.nextInt(count))
                .add(r));
        TestSource<Rec> source = null;
        for (List<Rec> part : parts) {
            Map<Rec, Long> arrival = new HashMap<>();
            part.forEach(r -> arrival.put(r, r.time + random.nextInt((int) LAG)));
            part.sort(Comparator.comparing(arrival::get));
            TestSource<Rec> one = TestSource.of(part);
            source = source == null ? one : source.and(one);
        }
        return source.inBatchesOf(1 + random.nextInt(5));
    }

    private Stream<Rec> timed(int side) {
        return flow.input("in-" + side, source(side)).eventTimeMillis(Rec::time, Lateness.of(Duration.ofMillis(LAG)));
    }

    private KeyedStream<String, Rec> keyed(int side) {
        return timed(side).keyBy(Rec::key);
    }

    private void run(int seed) {
        RunOptions options =
                new RunOptions(1 + seed % 4, 1 + random.nextInt(5), 2 + random.nextInt(3), () -> Instant.EPOCH);
        try (SteppedJob job = seed % 3 == 0
                ? LocalEngine.stepped(flow.graph(), options)
                : LocalEngine.simulated(flow.graph(), options)) {
            job.runToEnd(seed);
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    /** Runs a flow, and every other one again under faults; compares what came with the model. */
    private int check(int seed, int sides, String what, Consumer<Sink<String>> build, Consumer<List<String>> model) {
        start(seed, sides);
        TestSink<String> sink = new TestSink<>();
        build.accept(sink);
        run(seed);
        List<String> expected = new ArrayList<>();
        model.accept(expected);
        assertEquals(sorted(expected), sorted(sink.records()), "seed " + seed + " " + what);
        if (seed % 2 == 0) {
            simulate(seed, sides, what, build, expected);
        }
        return expected.size();
    }

    private void simulate(int seed, int sides, String what, Consumer<Sink<String>> build, List<String> expected) {
        CommittedSink<String> committed = new CommittedSink<>();
        try {
            kills += Simulation.of(() -> {
                        start(seed, sides);
                        build.accept(committed);
                        return flow;
                    })
                    .run(seed)
                    .kills();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + " " + what + ", simulated: " + e.getMessage(), e);
        }
        assertEquals(sorted(expected), sorted(committed.committed()), "seed " + seed + " " + what + ", simulated");
    }

    private Map<String, List<Rec>> byKey() {
        return all.stream().collect(Collectors.groupingBy(Rec::key, TreeMap::new, Collectors.toList()));
    }

    @Test
    void oracle_productsOfThreeSides() {
        int rows = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            rows += check(
                    seed,
                    3,
                    "",
                    sink -> keyed(0).join("rows", keyed(1), CODEC, CODEC)
                            .and(keyed(2), CODEC)
                            .rows(JoinInsert.PRODUCT, JoinEmit.FINAL)
                            .map(r -> r.key() + text(r.value()))
                            .output("out", sink),
                    expected -> byKey().forEach((key, records) -> rows(records, 3, JoinInsert.PRODUCT, JoinEmit.FINAL)
                            .forEach(row -> expected.add(key + row))));
        }
        assertTrue(rows > 100 * SEEDS && kills > 0, rows + " rows, " + kills + " kills");
    }

    @Test
    void oracle_windowsInAllModes() {
        List<Windows> kinds = List.of(
                Windows.tumbling(Duration.ofMillis(30)),
                Windows.sliding(Duration.ofMillis(30), Duration.ofMillis(12)),
                Windows.session(Duration.ofMillis(20)),
                Windows.session(Duration.ofMillis(3)).exclusive());
        int seed = 0;
        int rows = 0;
        for (Windows windows : kinds) {
            for (JoinInsert insert : JoinInsert.values()) {
                for (JoinEmit emit : JoinEmit.values()) {
                    for (int sides = 2; sides <= 3; sides++) {
                        rows += windows(++seed, windows, insert, emit, sides);
                    }
                }
            }
        }
        assertTrue(rows > 3_000, rows + " rows");
    }

    private int windows(int seed, Windows windows, JoinInsert insert, JoinEmit emit, int sides) {
        return check(
                seed,
                sides,
                windows + " " + insert + " " + emit,
                sink -> {
                    PairJoin<String, Rec, Rec> two = keyed(0).join("rows", keyed(1), CODEC, CODEC);
                    if (sides == 2) {
                        var rows = two.window(windows, insert, emit);
                        rows.late().raise("late");
                        rows.map(r -> window(r) + "(" + text(r.value().left()) + ","
                                        + text(r.value().right()) + ")")
                                .output("out", sink);
                    } else {
                        var rows = two.and(keyed(2), CODEC).window(windows, insert, emit);
                        rows.late().raise("late");
                        rows.map(r -> window(r) + text(r.value())).output("out", sink);
                    }
                },
                expected -> byKey().forEach((key, records) -> spans(records, windows)
                        .forEach(span -> {
                            List<Rec> within = records.stream()
                                    .filter(r -> span[0] <= r.time && r.time < span[2])
                                    .toList();
                            rows(within, sides, insert, emit)
                                    .forEach(row -> expected.add(key + "[" + span[0] + "," + span[1] + ")" + row));
                        })));
    }

    private static String window(WindowResult<String, ?> result) {
        return result.key() + "[" + result.startMillis() + "," + result.endMillis() + ")";
    }

    /** Start, end, and the first instant that does not belong to it, of each window that holds a record. */
    private static List<long[]> spans(List<Rec> records, Windows windows) {
        List<long[]> spans = new ArrayList<>();
        if (windows instanceof Windows.Fixed fixed) {
            for (long id = -1000; id < 1000; id++) {
                long start = fixed.start(id);
                long end = fixed.end(id);
                if (records.stream().anyMatch(r -> start <= r.time && r.time < end)) {
                    spans.add(new long[] {start, end, end});
                }
            }
            return spans;
        }
        Windows.Session session = (Windows.Session) windows;
        long[] open = null;
        for (Rec record : records) {
            if (open == null || record.time - (open[2] - 1) > session.reachMillis()) {
                open = new long[] {record.time, 0, 0};
                spans.add(open);
            }
            open[1] = record.time + session.gapMillis();
            open[2] = record.time + 1;
        }
        return spans;
    }

    /** The rows of records by time, from the definition of each mode. */
    private static List<String> rows(List<Rec> records, int sides, JoinInsert insert, JoinEmit emit) {
        List<String> rows = new ArrayList<>();
        switch (emit) {
            case FINAL -> rows.addAll(combined(records, sides, insert));
            case RUNNING -> {
                for (int i = 0; i < records.size(); i++) {
                    Rec newest = records.get(i);
                    List<Rec> before = records.subList(0, i);
                    if (insert == JoinInsert.FIRST && before.stream().anyMatch(r -> r.side == newest.side)) {
                        continue;
                    }
                    combined(records.subList(0, i + 1), sides, insert).stream()
                            .filter(row -> row.matches(".*[(,]" + newest + "[,)].*"))
                            .forEach(rows::add);
                }
            }
            case COMPLETE -> {
                int from = 0;
                for (int to = 1; to <= records.size(); to++) {
                    List<Rec> some = records.subList(from, to);
                    if (some.stream().map(Rec::side).distinct().count() == sides) {
                        rows.addAll(combined(some, sides, insert));
                        from = to;
                    }
                }
            }
        }
        return rows;
    }

    /** Each way to take one of the values that count of every side, or nothing where there is none. */
    private static List<String> combined(List<Rec> records, int sides, JoinInsert insert) {
        List<String> rows = List.of("");
        for (int side = 0; side < sides; side++) {
            int of = side;
            List<String> values = new ArrayList<>(records.stream()
                    .filter(r -> r.side == of)
                    .map(Rec::toString)
                    .toList());
            if (insert == JoinInsert.FIRST && !values.isEmpty()) {
                values.subList(1, values.size()).clear();
            } else if (insert == JoinInsert.LAST && !values.isEmpty()) {
                values.subList(0, values.size() - 1).clear();
            } else if (values.isEmpty()) {
                values.add("∅");
            }
            rows = rows.stream()
                    .flatMap(row -> values.stream().map(v -> row.isEmpty() ? v : row + "," + v))
                    .toList();
        }
        return rows.stream().map(row -> "(" + row + ")").toList();
    }

    @Test
    void oracle_intervalsInAllModes() {
        int rows = 0;
        for (int seed = 0; seed < 2 * SEEDS; seed++) {
            IntervalEmit emit = IntervalEmit.values()[seed / 2 % 4];
            Random bounds = new Random(seed);
            long lower = bounds.nextInt(60) - 30L;
            long upper = lower + bounds.nextInt(30);
            rows += check(
                    seed,
                    2,
                    lower + ".." + upper + " " + emit,
                    sink -> {
                        var pairs = keyed(0).join("pairs", keyed(1), CODEC, CODEC)
                                .between(Duration.ofMillis(lower), Duration.ofMillis(upper), emit);
                        pairs.late().raise("late");
                        pairs.map(r -> r.key() + " " + text(r.value().left()) + " "
                                        + text(r.value().right()))
                                .merge(
                                        "all",
                                        pairs.unpairedLeft().map(u -> "alone " + u.record()),
                                        pairs.unpairedRight().map(u -> "alone " + u.record()))
                                .output("out", sink);
                    },
                    expected -> byKey().forEach((key, records) -> intervals(records, lower, upper, emit, expected)));
        }
        assertTrue(rows > 100 * SEEDS && kills > 0, rows + " rows, " + kills + " kills");
    }

    private static void intervals(List<Rec> records, long lower, long upper, IntervalEmit emit, List<String> rows) {
        for (Rec record : records) {
            boolean left = record.side == 0;
            List<Rec> met = records.stream()
                    .filter(o -> o.side != record.side)
                    .filter(o -> left
                            ? record.time + lower <= o.time && o.time <= record.time + upper
                            : o.time + lower <= record.time && record.time <= o.time + upper)
                    .toList();
            if (met.isEmpty()) {
                rows.add("alone " + record);
            }
            if (!left) {
                continue;
            }
            String row = record.key + " " + record + " ";
            boolean empty = emit == IntervalEmit.RUNNING
                    ? met.stream().noneMatch(o -> o.time < record.time)
                    : emit != IntervalEmit.COMPLETE && met.isEmpty();
            if (empty) {
                rows.add(row + "∅");
            }
            List<Rec> shown =
                    emit == IntervalEmit.FINAL && !met.isEmpty() ? met.subList(met.size() - 1, met.size()) : met;
            shown.forEach(o -> rows.add(row + o));
        }
    }

    @Test
    void oracle_asOf() {
        for (int seed = 0; seed < SEEDS; seed++) {
            check(
                    seed,
                    2,
                    "",
                    sink -> {
                        KeyedTable<String, Rec> table = keyed(1).table(JoinModelTest::deletesBySeven, CODEC);
                        var rows = keyed(0).join("rows", table).asOf(CODEC).left((r, v) -> r + " " + text(v));
                        rows.late().raise("late");
                        rows.output("out", sink);
                    },
                    expected -> byKey().forEach((key, records) -> {
                        Optional<Rec> version = Optional.empty();
                        for (Rec record : records) {
                            if (record.side == 1) {
                                version = deletesBySeven(record);
                            } else {
                                expected.add(record + " " + text(version));
                            }
                        }
                    }));
        }
        assertTrue(kills > 0);
    }

    private static Optional<Rec> deletesBySeven(Rec record) {
        return Optional.of(record).filter(r -> r.id % 7 != 0);
    }

    @Test
    void oracle_tablesThatAreReadFirst() {
        for (int seed = 0; seed < SEEDS; seed++) {
            for (boolean withTime : new boolean[] {true, false}) {
                check(
                        seed,
                        2,
                        "with time " + withTime,
                        sink -> {
                            KeyedTable<String, Rec> table = flow.input("table", source(1))
                                    .keyBy(Rec::key)
                                    .table(CODEC)
                                    .keepingAll();
                            Stream<Rec> records = withTime ? timed(0) : flow.input("in", source(0));
                            Stream<String> rows = records.keyBy(Rec::key)
                                    .join("rows", table)
                                    .afterTable(CODEC)
                                    .inner((r, v) -> r + " " + v);
                            rows.output("out", sink);
                            if (withTime) {
                                // What waited is not late for those that follow.
                                var windows = rows.keyBy(r -> "all")
                                        .window(Windows.tumbling(Duration.ofMillis(5))
                                                .strict())
                                        .count("count");
                                windows.late().raise("late");
                                windows.output("counts", new TestSink<>());
                            }
                        },
                        expected -> byKey().forEach((key, mine) -> mine.stream()
                                .filter(r -> r.side == 0)
                                .forEach(r -> mine.stream()
                                        .filter(v -> v.side == 1)
                                        .forEach(v -> expected.add(r + " " + v)))));
            }
        }
        assertTrue(kills > 0);
    }

    @Test
    void aTableAsItComesNeverGoesBack() {
        Map<String, BiConsumer<KeyedTable<String, Rec>, TestSink<String>>> kinds = Map.of(
                "by key",
                (table, sink) ->
                        keyed(0).join("rows", table).inner(JoinModelTest::seen).output("out", sink),
                "broadcast",
                (table, sink) -> timed(0).join("rows", table, Rec::key)
                        .inner(JoinModelTest::seen)
                        .output("out", sink));
        for (int seed = 0; seed < SEEDS; seed++) {
            for (var kind : kinds.entrySet()) {
                start(seed, 2);
                TestSink<String> sink = new TestSink<>();
                // One partition, in order: its numbers rise, and so must what is seen of it.
                List<Rec> updates = all.stream().filter(r -> r.side == 1).toList();
                kind.getValue()
                        .accept(
                                flow.input("table", TestSource.of(updates).inBatchesOf(2))
                                        .keyBy(Rec::key)
                                        .table(CODEC),
                                sink);
                run(seed);
                for (int worker = 0; worker < 4; worker++) {
                    Map<String, Integer> last = new HashMap<>();
                    for (String row : sink.recordsOf(worker)) {
                        String[] parts = row.split(" ", -1);
                        int now = Integer.parseInt(parts[1]);
                        assertTrue(
                                last.getOrDefault(parts[0], -1) <= now, kind.getKey() + ", seed " + seed + ": " + row);
                        last.put(parts[0], now);
                    }
                }
                assertEquals(
                        sink.records().size(),
                        sink.records().stream()
                                .map(r -> r.split(" ", -1)[2])
                                .distinct()
                                .count());
            }
        }
    }

    private static String seen(Rec record, Rec version) {
        assertEquals(record.key, version.key);
        return record.key + " " + version.id + " " + record.id;
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }

    private static String text(JoinedRow row) {
        Function<Optional<Object>, String> side =
                value -> value.map(String::valueOf).orElse("∅");
        return row.sides().stream().map(side).collect(Collectors.joining(",", "(", ")"));
    }

    private static String text(Optional<Rec> value) {
        return value.map(String::valueOf).orElse("∅");
    }
}
