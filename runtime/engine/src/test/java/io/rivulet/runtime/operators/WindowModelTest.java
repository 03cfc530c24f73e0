package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.entropy.ShannonEntropy;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.algorithms.sliding.Sliding;
import io.rivulet.algorithms.sliding.SlidingMethod;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.WindowedResults;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.testing.OperatorHarness;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Windows over random streams, out of order, against a model that sorts all records and looks at each window by itself: for all kinds of windows, all
 * ways of sliding, in the harness and on one to three workers. oracle_: in time, so that nothing is late. late_: what is late, against the definition.
 */
@Timeout(120)
class WindowModelTest {

    private static final int RECORDS = 400;
    private static final long LAG = 40;

    /** A record: which key, and a value. */
    record Reading(String key, int value) {}

    /** An aggregation to try: how its sliding windows slide, and what the model says to the values of a window, by the time and then as they came. */
    record Case(
            String name,
            SlidingMethod method,
            Aggregation<Reading, ?, String> aggregation,
            Function<List<Integer>, String> model) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case(
                        "count",
                        SlidingMethod.SUBTRACT,
                        Folds.<Reading>count().map(String::valueOf),
                        values -> Integer.toString(values.size())),
                new Case(
                        "entropy",
                        SlidingMethod.SUBTRACT,
                        ShannonEntropy.<Reading>aggregation(r -> Integer.toString(r.value()))
                                .map(bits -> "%.6f".formatted(bits)),
                        values -> "%.6f".formatted(entropy(values))),
                new Case(
                        "moments",
                        SlidingMethod.TWO_STACKS,
                        RunningMoments.<Reading>aggregation(Reading::value)
                                .map(m -> Long.toString(Math.round(m.sum()))),
                        values -> Integer.toString(
                                values.stream().mapToInt(v -> v).sum())),
                new Case(
                        "max",
                        SlidingMethod.DABA_LITE,
                        Folds.max(Comparator.<Integer>naturalOrder(), Codecs.INTEGER)
                                .<Reading>on(Reading::value)
                                .map(String::valueOf),
                        values -> values.stream()
                                .max(Comparator.naturalOrder())
                                .orElseThrow()
                                .toString()),
                new Case(
                        "collect",
                        SlidingMethod.DABA_LITE,
                        Folds.collect(Codecs.INTEGER)
                                .<Reading>on(Reading::value)
                                .map(String::valueOf),
                        String::valueOf),
                new Case(
                        "sum without merge",
                        SlidingMethod.ONE_PER_WINDOW,
                        Folds.<Reading, Integer>fold(() -> 0, (sum, r) -> sum + r.value(), Codecs.INTEGER)
                                .map(String::valueOf),
                        values -> Integer.toString(
                                values.stream().mapToInt(v -> v).sum())),
                new Case(
                        "all",
                        SlidingMethod.PER_PART,
                        Aggregation.<Reading>all(
                                        Folds.<Reading>count(),
                                        Folds.max(Comparator.<Integer>naturalOrder(), Codecs.INTEGER)
                                                .<Reading>on(Reading::value))
                                .map(answers -> answers.get(0, Long.class) + " " + answers.get(1, Integer.class)),
                        values -> values.size() + " "
                                + values.stream().max(Comparator.naturalOrder()).orElseThrow()));
    }

    private static final List<Windows> FIXED = List.of(
            new Windows.Fixed(10, 10, 0, false),
            new Windows.Fixed(17, 17, -5, true),
            new Windows.Fixed(12, 4, 3, false),
            new Windows.Fixed(10, 7, 0, false),
            new Windows.Fixed(50, 1, 0, true),
            new Windows.Fixed(30, 20, 11, false));

    private static final List<Windows> SESSIONS = List.of(
            new Windows.Session(3, false, false),
            new Windows.Session(3, true, true),
            new Windows.Session(1, true, false));

    @ParameterizedTest
    @MethodSource("cases")
    void theCasesSlideInAllWays(Case tried) {
        assertEquals(tried.method, Sliding.methodForPanes(tried.aggregation));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oracle_inTheHarnessAnyWindowsAnswerAsTheModel(Case tried) {
        Random random = new Random(5);
        for (Windows windows : windowsFor(tried)) {
            List<Timed<Reading>> records = stream(random, RECORDS, 3);
            var harness = OperatorHarness.<String, Reading, WindowResult<String, String>>of(
                    Windowed.of(windows, tried.aggregation, false));
            long newest = Long.MIN_VALUE;
            for (Timed<Reading> record : records) {
                harness.record(record.value().key(), record.value(), record.timeMillis());
                newest = Math.max(newest, record.timeMillis());
                harness.watermark(newest - LAG);
            }
            harness.end();
            assertEquals(List.of(), harness.side(Windowed.late()));
            assertAlike(model(records, windows, tried.model), lines(harness.records()), windows.toString());
            assertEquals(0, harness.keys());
            assertEquals(0, harness.timers());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oracle_onTheEngineAnyWindowsAnswerAsTheModel(Case tried) throws Exception {
        Random random = new Random(6);
        for (Windows windows : windowsFor(tried)) {
            List<Timed<Reading>> left = stream(random, RECORDS, 7);
            List<Timed<Reading>> right = stream(random, RECORDS, 7);
            List<Timed<Reading>> all = new ArrayList<>(left);
            all.addAll(right);
            // Which of two partitions comes first is not said, so only answers that do not depend on it are asked for.
            List<String> expected = tried.name.equals("collect") ? List.of() : model(all, windows, tried.model);
            for (int workers = 1; workers <= 3; workers++) {
                TestSink<WindowResult<String, String>> results = new TestSink<>();
                TestSink<Object> late = new TestSink<>();
                Dataflow flow = Dataflow.named("windows");
                WindowedResults<String, Timed<Reading>, String> windowed = flow.input(
                                "in",
                                TestSource.of(left).and(TestSource.of(right)).inBatchesOf(16))
                        .eventTimeMillis(Timed::timeMillis, Lateness.of(Duration.ofMillis(LAG)))
                        .keyBy(record -> record.value().key())
                        .window(windows)
                        .aggregate("answers", tried.aggregation.<Timed<Reading>>on(Timed::value));
                windowed.late().output("late", late);
                windowed.output("out", results);
                Rivulet.run(flow, RunOptions.defaults().withWorkers(workers).withBatchSize(32));
                assertEquals(List.of(), late.records());
                if (!expected.isEmpty()) {
                    assertAlike(expected, lines(results.records()), windows + " on " + workers + " workers");
                }
                assertTrue(results.timed().stream()
                        .allMatch(r -> r.timeMillis() <= r.value().endMillis()));
            }
        }
    }

    @Test
    void late_aRecordIsLateWhenAWindowOfItHasClosedAndIsThenInNone() {
        Random random = new Random(7);
        Case count = cases().get(0);
        for (Windows windows : FIXED) {
            Windows.Fixed fixed = (Windows.Fixed) windows;
            List<Timed<Reading>> records = stream(random, RECORDS, 2);
            var harness = OperatorHarness.<String, Reading, WindowResult<String, String>>of(
                    Windowed.of(windows, count.aggregation, false));
            List<Timed<Reading>> inTime = new ArrayList<>();
            List<String> late = new ArrayList<>();
            long watermark = Long.MIN_VALUE;
            for (Timed<Reading> record : records) {
                long time = record.timeMillis();
                long first = fixed.firstId(time);
                if (fixed.end(first) <= watermark || fixed.isStrict() && time < watermark) {
                    late.add(record.value() + " " + first);
                } else {
                    inTime.add(record);
                }
                harness.record(record.value().key(), record.value(), time);
                watermark = Math.max(watermark, time - 5);
                harness.watermark(watermark);
            }
            harness.end();
            assertTrue(late.size() > 10 && inTime.size() > 100, late.size() + " late");
            List<LateRecord<String, Reading>> side = harness.side(Windowed.late());
            assertEquals(
                    late,
                    side.stream().map(l -> l.record() + " " + l.windowId()).toList());
            assertAlike(model(inTime, windows, count.model), lines(harness.records()), windows.toString());
            assertEquals(0, harness.keys());
        }
    }

    /** Shows the first difference only; there are thousands of lines. */
    private static void assertAlike(List<String> expected, List<String> came, String what) {
        for (int i = 0; i < Math.min(expected.size(), came.size()); i++) {
            assertEquals(expected.get(i), came.get(i), what);
        }
        assertEquals(expected.size(), came.size(), what);
    }

    private static List<Windows> windowsFor(Case tried) {
        List<Windows> windows = new ArrayList<>(FIXED);
        if (tried.aggregation.canMerge()) {
            windows.addAll(SESSIONS);
        }
        return windows;
    }

    /** Times go on by 0 to 5, now and then by a thousand, and lag behind by less than {@link #LAG}. */
    private static List<Timed<Reading>> stream(Random random, int records, int keys) {
        List<Timed<Reading>> all = new ArrayList<>();
        long now = -500;
        for (int i = 0; i < records; i++) {
            now += random.nextInt(50) == 0 ? 1000 : random.nextInt(6);
            all.add(Timed.at(
                    now - random.nextInt((int) LAG), new Reading("k" + random.nextInt(keys), random.nextInt(9) - 4)));
        }
        return all;
    }

    private static List<String> lines(List<WindowResult<String, String>> results) {
        return results.stream().map(WindowModelTest::line).sorted().toList();
    }

    private static String line(WindowResult<String, String> r) {
        return r.key() + " [" + r.startMillis() + "," + r.endMillis() + ") " + r.value();
    }

    private static List<String> model(
            List<Timed<Reading>> records, Windows windows, Function<List<Integer>, String> answer) {
        return records.stream()
                .collect(Collectors.groupingBy(r -> r.value().key(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .flatMap(e -> spans(e.getValue(), windows).stream()
                        .map(span -> e.getKey() + " [" + span[0] + "," + span[1] + ") "
                                + answer.apply(e.getValue().stream()
                                        .filter(r -> span[0] <= r.timeMillis() && r.timeMillis() < span[2])
                                        .sorted(Comparator.comparingLong(Timed::timeMillis))
                                        .map(r -> r.value().value())
                                        .toList())))
                .sorted()
                .toList();
    }

    /** Start, end, and the first instant that does not belong to it, of each window that holds a record. */
    private static List<long[]> spans(List<Timed<Reading>> records, Windows windows) {
        TreeSet<Long> times = records.stream().map(Timed::timeMillis).collect(Collectors.toCollection(TreeSet::new));
        List<long[]> spans = new ArrayList<>();
        if (windows instanceof Windows.Fixed fixed) {
            for (long id = fixed.lastId(times.first()) - fixed.sizeMillis(); id <= fixed.lastId(times.last()); id++) {
                if (!times.subSet(fixed.start(id), fixed.end(id)).isEmpty()) {
                    spans.add(new long[] {fixed.start(id), fixed.end(id), fixed.end(id)});
                }
            }
            return spans;
        }
        Windows.Session session = (Windows.Session) windows;
        long[] open = null;
        for (long time : times) {
            if (open == null || time - (open[2] - 1) > session.reachMillis()) {
                open = new long[] {time, 0, 0};
                spans.add(open);
            }
            open[1] = time + session.gapMillis();
            open[2] = time + 1;
        }
        return spans;
    }

    private static double entropy(List<Integer> values) {
        return -values.stream().collect(Collectors.groupingBy(v -> v, Collectors.counting())).values().stream()
                        .mapToDouble(n -> (double) n / values.size())
                        .map(p -> p * Math.log(p) / Math.log(2))
                        .sum()
                + 0.0;
    }
}
