package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.distinct.SlidingHyperLogLog;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.operators.WindowModelTest.Case;
import io.rivulet.runtime.operators.WindowModelTest.Reading;
import io.rivulet.runtime.testing.OperatorHarness;
import io.rivulet.runtime.testing.Timed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Windows of so many records, in the harness. example_: by hand. oracle_: against lists cut by number, for all ways of sliding. */
@Timeout(60)
class CountWindowTest {

    private static OperatorHarness<String, String, WindowResult<String, List<String>>> collected(
            Windows.Count windows) {
        return OperatorHarness.of(Windowed.of(windows, Folds.collect(Codecs.TEXT), false));
    }

    private static List<String> lines(OperatorHarness<String, ?, ? extends WindowResult<String, ?>> harness) {
        return harness.records().stream()
                .map(r -> r.key() + r.id() + "=" + r.value() + (r.firing().isEarly() ? " early" : ""))
                .toList();
    }

    @Test
    void example_everyThreeRecordsAndWhatIsLeftAtTheEnd() {
        var harness = collected(Windows.count(3));
        for (int i = 0; i < 8; i++) {
            harness.record("k", "" + i, i);
        }
        harness.record("j", "x", 9);
        assertEquals(List.of("k0=[0, 1, 2]", "k1=[3, 4, 5]"), lines(harness));
        harness.end();
        assertEquals(List.of("k2=[6, 7] early", "j0=[x] early"), lines(harness).subList(2, 4));
        assertEquals(0, harness.keys());
    }

    @Test
    void example_theLastThreeRecordsEveryTwo() {
        var harness = collected(Windows.count(3, 2));
        for (int i = 0; i < 8; i++) {
            harness.record("k", "" + i, i);
        }
        harness.end();
        assertEquals(List.of("k0=[0, 1, 2]", "k1=[2, 3, 4]", "k2=[4, 5, 6]", "k3=[6, 7] early"), lines(harness));
    }

    @Test
    void example_nothingIsLeftWhereEveryRecordWasInAResult() {
        for (Windows.Count windows : List.of(Windows.count(3), Windows.count(3, 1))) {
            var harness = collected(windows);
            for (int i = 0; i < 6; i++) {
                harness.record("k", "" + i, i);
            }
            int before = harness.records().size();
            harness.end();
            assertEquals(before, harness.records().size());
            assertEquals(0, harness.keys());
            assertEquals(0, harness.timers());
        }
    }

    @Test
    void example_timesAreThoseOfTheRecordsAndTheResultHasThatOfTheLastToCome() {
        for (Windows.Count windows : List.of(Windows.count(3), Windows.count(3, 1))) {
            var harness = collected(windows);
            harness.record("k", "a", 50).record("k", "b", 10).record("k", "c", 30);
            Timed<WindowResult<String, List<String>>> result = harness.timed().get(0);
            assertEquals(new WindowResult<>("k", 0, 10, 51, List.of("b", "c", "a")), result.value());
            assertEquals(30, result.timeMillis());
            harness.record("k", "d", 20).end();
            assertEquals(
                    new WindowResult<>("k", 1, windows.isTumbling() ? 20 : 10, windows.isTumbling() ? 21 : 31, null)
                            .endMillis(),
                    harness.records().get(1).endMillis());
        }
    }

    @Test
    void example_recordsWithoutATimeAreCountedToo() {
        for (Windows.Count windows : List.of(Windows.count(2), Windows.count(2, 1))) {
            var harness = collected(windows);
            harness.record("k", "a").record("k", "b").record("k", "c").end();
            WindowResult<String, List<String>> first = harness.records().get(0);
            assertEquals(List.of("a", "b"), first.value());
            assertEquals(Long.MIN_VALUE, first.startMillis());
            assertEquals(Long.MIN_VALUE, first.endMillis());
        }
    }

    @ParameterizedTest
    @MethodSource("io.rivulet.runtime.operators.WindowModelTest#cases")
    void oracle_windowsAreTheListsThatTheirNumbersSay(Case tried) {
        Random random = new Random(11);
        int[][] sizes = {{1, 1}, {5, 5}, {6, 2}, {7, 3}, {20, 1}, {10, 4}, {64, 64}};
        for (int[] size : sizes) {
            Windows.Count windows = Windows.count(size[0], size[1]);
            List<Timed<Reading>> records = new ArrayList<>();
            var harness = OperatorHarness.<String, Reading, WindowResult<String, String>>of(
                    Windowed.of(windows, tried.aggregation(), false));
            int count = 100 + random.nextInt(60);
            for (int i = 0; i < count; i++) {
                Timed<Reading> record = Timed.at(random.nextInt(1000), new Reading("k", random.nextInt(9) - 4));
                records.add(record);
                harness.record("k", record.value(), record.timeMillis());
            }
            harness.end();
            List<String> expected = new ArrayList<>();
            int covered = 0;
            int id = 0;
            for (; id * size[1] + size[0] <= count; id++) {
                covered = id * size[1] + size[0];
                expected.add(line(tried, id, records.subList(id * size[1], covered), false));
            }
            if (covered < count) {
                expected.add(line(tried, id, records.subList(id * size[1], count), true));
            }
            assertEquals(
                    expected,
                    harness.records().stream()
                            .map(r -> r.id() + " [" + r.startMillis() + "," + r.endMillis() + ") " + r.value()
                                    + (r.firing().isEarly() ? " early" : ""))
                            .toList(),
                    windows::toString);
            assertEquals(0, harness.keys());
        }
    }

    private static String line(Case tried, int id, List<Timed<Reading>> records, boolean early) {
        List<Timed<Reading>> byTime = records.stream()
                .sorted(Comparator.comparingLong(Timed::timeMillis))
                .toList();
        return id + " [" + byTime.get(0).timeMillis() + ","
                + (byTime.get(byTime.size() - 1).timeMillis() + 1) + ") "
                + tried.model()
                        .apply(byTime.stream().map(r -> r.value().value()).toList()) + (early ? " early" : "");
    }

    @Test
    void statesThatKeepTheirOwnTimeAreNotSharedByNumber() {
        Aggregation<String, ?, Double> distinct =
                SlidingHyperLogLog.aggregation(12, Duration.ofSeconds(1), text -> text);
        assertInstanceOf(
                CountWindowLogic.class,
                Windowed.of(Windows.count(4, 1), distinct, false).shared().make());
        assertInstanceOf(
                PanedCountLogic.class,
                Windowed.of(Windows.count(4, 1), Folds.<String>count(), false)
                        .shared()
                        .make());
    }

    @Test
    void refusedRecordsDoNotCount() {
        for (Windows.Count windows : List.of(Windows.count(2), Windows.count(2, 1))) {
            var aggregation = RunningMoments.<Double>aggregation(x -> x).map(RunningMoments::sum);
            var harness = OperatorHarness.<String, Double, WindowResult<String, Double>>of(
                    Windowed.of(windows, aggregation, true));
            harness.record("k", Double.NaN, 1);
            assertEquals(0, harness.keys());
            assertEquals(0, harness.timers());
            harness.record("k", 1.0, 1).record("k", Double.NaN, 2).record("k", 2.0, 3);
            assertEquals(List.of("k0=3.0"), lines(harness));
            harness.record("k", Double.NaN, 1).end();
            assertEquals(List.of("k0=3.0"), lines(harness));
            assertEquals(3, harness.side(Windowed.errors()).size());
            var stopping = OperatorHarness.<String, Double, WindowResult<String, Double>>of(
                    Windowed.of(windows, aggregation, false));
            assertThrows(IllegalArgumentException.class, () -> stopping.record("k", Double.NaN, 1));
        }
    }

    @Test
    void aSlidingWindowOfAThousandRecordsCostsAFewStatesForEachRecord() {
        var harness = OperatorHarness.<String, Integer, WindowResult<String, Long>>of(
                Windowed.of(Windows.count(1000, 100), Folds.<Integer>count(), false));
        IntStream.range(0, 5000).forEach(i -> harness.record("k", i, i));
        assertEquals(41, harness.records().size());
        assertTrue(harness.records().stream().allMatch(r -> r.value() == 1000));
        assertTrue(harness.stateBytes() < 4000, harness.stateBytes() + " bytes");
    }

    @Test
    void sizesAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> Windows.count(0));
        assertThrows(IllegalArgumentException.class, () -> Windows.count(5, 6));
        assertThrows(IllegalArgumentException.class, () -> Windows.count(5, 0));
    }
}
