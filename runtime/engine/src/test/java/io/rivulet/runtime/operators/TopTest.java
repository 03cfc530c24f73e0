package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.Rivulet;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.testing.OperatorHarness;
import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.Lateness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The k greatest, running, at the end and by window, against sorting; and the leaders among items whose values change. */
@Timeout(60)
class TopTest {

    /** An item with a score; records with equal scores are told apart by their names. */
    private record Score(String name, int points) {
        static final StateCodec<Score> CODEC = StateCodec.of(
                "test-score",
                1,
                (s, out) -> out.writeString(s.name).writeInt(s.points),
                in -> new Score(in.readString("name"), in.readInt()));
        static final Comparator<Score> BY_POINTS = Comparator.comparingInt(Score::points);
    }

    private static List<Score> topOf(List<Score> scores, int k) {
        return scores.stream().sorted(Score.BY_POINTS.reversed()).limit(k).toList();
    }

    private static OperatorHarness<String, Score, Keyed<String, List<Score>>> top(int k) {
        return OperatorHarness.<String, Score, Keyed<String, List<Score>>>of(
                Stateful.top(k, Score.BY_POINTS, Score.CODEC));
    }

    @Test
    void aListLeavesWhenARecordGetsIntoItAndOfEqualOnesTheFirstStays() {
        var harness = top(2);
        harness.record("k", new Score("a", 5)).record("k", new Score("b", 3)).record("k", new Score("c", 3));
        harness.record("k", new Score("d", 5)).record("k", new Score("e", 1));
        assertEquals(
                List.of("[a]", "[a, b]", "[a, d]"),
                harness.records().stream()
                        .map(r -> r.value().stream().map(Score::name).toList().toString())
                        .toList());
    }

    @Test
    void oracle_theRunningTopIsThatOfAStableSort() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int k = 1 + random.nextInt(6);
            var harness = top(k);
            List<Score> all = new ArrayList<>();
            List<List<Score>> expected = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                List<Score> before = topOf(all, k);
                all.add(new Score("r" + i, random.nextInt(20)));
                harness.record("k", all.get(i));
                if (!topOf(all, k).equals(before)) {
                    expected.add(topOf(all, k));
                }
            }
            assertEquals(expected, harness.records().stream().map(Keyed::value).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void oracle_topsOfSlidingWindowsAndAtTheEndAreThoseOfASort(int workers) throws Exception {
        Random random = new Random(7);
        List<Timed<Score>> records = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            records.add(Timed.at(i, new Score("r" + i, random.nextInt(10))));
        }
        TestSink<WindowResult<Integer, List<Score>>> windows = new TestSink<>();
        TestSink<Keyed<Integer, List<Score>>> finals = new TestSink<>();
        Dataflow flow = Dataflow.named("flow");
        var keyed = flow.input("in", TestSource.of(records))
                .eventTimeMillis(Timed::timeMillis, Lateness.none())
                .keyBy(r -> r.value().points % 2);
        keyed.window(Windows.sliding(Duration.ofMillis(40), Duration.ofMillis(10)))
                .aggregate("windows", Folds.top(3, Score.BY_POINTS, Score.CODEC).<Timed<Score>>on(Timed::value))
                .output("out", windows);
        keyed.mapValues("scores", Timed::value)
                .map(Keyed::value)
                .keyBy(s -> s.points % 2)
                .topFinal("finals", 5, Score.BY_POINTS, Score.CODEC)
                .output("at-end", finals);
        Rivulet.run(flow, RunOptions.defaults().withWorkers(workers));
        assertEquals(2 * 43, windows.records().size());
        for (WindowResult<Integer, List<Score>> result : windows.records()) {
            List<Score> of = records.stream()
                    .filter(r -> r.timeMillis() >= result.startMillis() && r.timeMillis() < result.endMillis())
                    .map(Timed::value)
                    .filter(s -> s.points % 2 == result.key())
                    .toList();
            assertEquals(topOf(of, 3), result.value());
        }
        for (Keyed<Integer, List<Score>> result : finals.records()) {
            assertEquals(
                    topOf(
                            records.stream()
                                    .map(Timed::value)
                                    .filter(s -> s.points % 2 == result.key())
                                    .toList(),
                            5),
                    result.value());
        }
        assertEquals(2, finals.records().size());
    }

    @Test
    void theLatestRecordOfAnItemCounts() {
        var harness = OperatorHarness.<String, Score, Keyed<String, List<Score>>>of(
                Stateful.leaders(2, Score::name, Score.BY_POINTS, Score.CODEC));
        int[] points = {5, 3, 4, 1, 3};
        String[] names = {"a", "b", "c", "a", "c"};
        for (int i = 0; i < points.length; i++) {
            harness.record("k", new Score(names[i], points[i]));
        }
        assertEquals(
                List.of("[a5]", "[a5, b3]", "[a5, c4]", "[c4, b3]", "[b3, c3]"),
                harness.records().stream()
                        .map(r -> r.value().stream()
                                .map(s -> s.name + s.points)
                                .toList()
                                .toString())
                        .toList());
    }

    @Test
    void oracle_leadersAreThoseOfASortByValueThenBySinceWhen() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int k = 1 + random.nextInt(5);
            var harness = OperatorHarness.<String, Score, Keyed<String, List<Score>>>of(
                    Stateful.leaders(k, Score::name, Score.BY_POINTS, Score.CODEC));
            // In the order in which they got their values; an equal value leaves an item where it is.
            Map<String, Score> latest = new LinkedHashMap<>();
            List<List<Score>> expected = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                List<Score> before = topOf(List.copyOf(latest.values()), k);
                Score score = new Score("i" + random.nextInt(12), random.nextInt(6));
                Score old = latest.get(score.name);
                if (old != null && old.points != score.points) {
                    latest.remove(score.name);
                }
                latest.put(score.name, score);
                List<Score> now = topOf(List.copyOf(latest.values()), k);
                if (!now.equals(before)) {
                    expected.add(now);
                }
                harness.record("k", score);
            }
            assertEquals(expected, harness.records().stream().map(Keyed::value).toList(), "seed " + seed);
        }
    }

    @Test
    void kIsChecked() {
        assertThrows(IllegalArgumentException.class, () -> top(0));
        assertThrows(
                IllegalArgumentException.class, () -> Stateful.leaders(0, Score::name, Score.BY_POINTS, Score.CODEC));
    }

    @Test
    void mergingIsAsIfTheOthersRecordsHadComeLater() {
        var top = Folds.top(3, Comparator.<Integer>comparingInt(n -> n / 10), Codecs.INTEGER);
        assertEquals(List.of(31, 21, 22), merged(top, List.of(11, 21, 31), List.of(22, 23, 12)));
        assertEquals(List.of(31, 32, 33), merged(top, List.of(11, 21, 31), List.of(32, 22, 33)));
    }

    private static <S> List<Integer> merged(
            Aggregation<Integer, S, List<Integer>> top, List<Integer> first, List<Integer> second) {
        S one = top.create();
        S other = top.create();
        first.forEach(n -> top.update(one, n, 0));
        second.forEach(n -> top.update(other, n, 0));
        S copy = top.copy(one);
        top.merge(copy, other);
        assertEquals(first.size(), top.answer(one, 0).size());
        return top.answer(copy, 0);
    }
}
