package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.runtime.FailedRecord;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.TestCodecs;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.testing.OperatorHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Window logic in the harness, which restores it from bytes around every call. The number in a name is that of the scenario; a second is 1000 ms. */
@Timeout(60)
class WindowedTest {

    private static final Windows.Fixed TEN = Windows.tumbling(seconds(10));

    @Test
    void s53_byWindowAnOldRecordEntersAnOpenWindowAndStrictlyItIsLate() {
        var lenient = counts(TEN).record("k", "a", 15_000).watermark(15_000);
        lenient.record("k", "b", 15_000).record("k", "c", 14_999).end();
        assertEquals(List.of(3L), values(lenient));
        assertEquals(List.of(), lenient.side(Windowed.late()));

        var strict = counts(TEN.strict()).record("k", "a", 15_000).watermark(15_000);
        strict.record("k", "b", 15_000).record("k", "c", 14_999).end();
        assertEquals(List.of(2L), values(strict));
        assertEquals(List.of(new LateRecord<>("k", "c", 14_999, 1)), strict.side(Windowed.late()));
    }

    @Test
    void s64_collectGivesRecordsByTime() {
        var harness = collected(TEN)
                .record("k", "1", 0)
                .record("k", "3", 8_000)
                .record("k", "2", 4_000)
                .record("k", "5", 13_000)
                .record("k", "4", 12_000)
                .end();
        assertEquals(
                List.of(
                        new WindowResult<>("k", 0, 0, 10_000, List.of("1", "2", "3")),
                        new WindowResult<>("k", 1, 10_000, 20_000, List.of("4", "5"))),
                harness.records());
        assertEquals(
                List.of(9_999L, 19_999L),
                harness.timed().stream().map(t -> t.timeMillis()).toList());
    }

    @Test
    void s65_countsPerKeyAndWindow() {
        var harness = counts(TEN);
        long[] times = {0, 4, 8, 12, 13};
        String[] keys = {"a", "a", "b", "a", "a"};
        for (int i = 0; i < times.length; i++) {
            harness.record(keys[i], "x", times[i] * 1000).watermark(times[i] * 1000);
        }
        harness.end();
        assertEquals(
                List.of("a 0 2", "b 0 1", "a 1 2"),
                harness.records().stream()
                        .map(r -> r.key() + " " + r.id() + " " + r.value())
                        .toList());
    }

    @Test
    void s66_foldsIntoAMap() {
        var harness = OperatorHarness.<String, String, WindowResult<String, Map<String, Integer>>>of(Windowed.of(
                TEN,
                Folds.<String, Map<String, Integer>>fold(
                        TreeMap::new,
                        (counts, word) -> {
                            Map<String, Integer> more = new TreeMap<>(counts);
                            more.merge(word, 1, Integer::sum);
                            return more;
                        },
                        TestCodecs.COUNTS),
                false));
        harness.record("k", "login", 0)
                .record("k", "post", 4_000)
                .record("k", "post", 8_000)
                .record("k", "post", 16_000);
        harness.end();
        assertEquals(
                List.of(Map.of("login", 1, "post", 2), Map.of("post", 1)),
                harness.records().stream().map(WindowResult::value).toList());
    }

    @Test
    void s67_sessionsCloseAndWhatComesBeforeThemIsLate() {
        var harness = collected(Windows.session(seconds(5)));
        String[] names = {"a", "b", "c", "d", "e", "f", "g", "h"};
        long[] times = {1, 5, 11, 12, 13, 14, 20, 1};
        long newest = Long.MIN_VALUE;
        for (int i = 0; i < times.length; i++) {
            newest = Math.max(newest, times[i] * 1000);
            harness.record("k", names[i], times[i] * 1000).watermark(newest);
        }
        harness.end();
        assertEquals(List.of(List.of("a", "b"), List.of("c", "d", "e", "f"), List.of("g")), values(harness));
        assertEquals(List.of(new LateRecord<>("k", "h", 1_000, -1)), harness.side(Windowed.late()));
    }

    @Test
    void s71_extremesAndReduce() {
        assertEquals(List.of(9, 10), values(ones(Folds.max(Comparator.naturalOrder(), Codecs.INTEGER))));
        assertEquals(List.of(1, 4), values(ones(Folds.min(Comparator.naturalOrder(), Codecs.INTEGER))));
        var sums = OperatorHarness.<String, Integer, WindowResult<String, Integer>>of(
                Windowed.of(TEN, Folds.reduce(Integer::sum, Codecs.INTEGER), false));
        for (long second : new long[] {0, 4, 8, 12, 13}) {
            sums.record("k", 1, second * 1000);
        }
        assertEquals(List.of(3, 2), values(sums.end()));
    }

    private static OperatorHarness<String, Integer, WindowResult<String, Integer>> ones(
            Aggregation<Integer, ?, Integer> aggregation) {
        return OperatorHarness.<String, Integer, WindowResult<String, Integer>>of(Windowed.of(TEN, aggregation, false))
                .record("k", 1, 0)
                .record("k", 9, 4_000)
                .record("k", 3, 8_000)
                .record("k", 10, 12_000)
                .record("k", 4, 13_000)
                .end();
    }

    @Test
    void s73_recordsExactlyTheGapApartAreOneSessionUnlessExclusive() {
        assertEquals(
                List.of("[0,20000)=2"),
                spans(counts(Windows.session(seconds(10)))
                        .record("k", "a", 0)
                        .record("k", "b", 10_000)
                        .end()));
        assertEquals(
                List.of("[0,10000)=1", "[10000,20000)=1"),
                spans(counts(Windows.session(seconds(10)).exclusive())
                        .record("k", "a", 0)
                        .record("k", "b", 10_000)
                        .end()));
        assertEquals(
                2,
                counts(Windows.session(seconds(3)))
                        .record("k", "a", 2_500)
                        .record("k", "b", 5_501)
                        .end()
                        .records()
                        .size());
    }

    @Test
    void s73_aRecordExactlyTheGapLaterJoinsThoughTheWatermarkIsThere() {
        var harness = counts(Windows.session(seconds(10))).record("k", "a", 0).watermark(10_000);
        assertEquals(List.of(), harness.records());
        harness.record("k", "b", 10_000).end();
        assertEquals(List.of("[0,20000)=2"), spans(harness));
    }

    @Test
    void s74_sessionsTimeOutInAnyOrderOfArrivalAndLeaveNothingBehind() {
        List<long[]> events = new ArrayList<>();
        for (long second : new long[] {1, 6, 12, 30, 35, 40}) {
            for (int key = 0; key < 3; key++) {
                events.add(new long[] {key, second * 1000});
            }
        }
        Random random = new Random(74);
        for (int round = 0; round < 50; round++) {
            Collections.shuffle(events, random);
            var harness = counts(Windows.session(seconds(10)));
            for (long[] event : events) {
                harness.record("k" + event[0], "x", event[1]);
            }
            harness.watermark(25_000);
            assertEquals(Collections.nCopies(3, "[1000,22000)=3"), spans(harness));
            harness.end();
            assertEquals(
                    Collections.nCopies(3, "[30000,50000)=3"), spans(harness).subList(3, 6));
            assertEquals(0, harness.keys());
        }
    }

    @Test
    void s75_strictlyARecordOlderThanTheWatermarkIsLateForSessions() {
        var strict =
                counts(Windows.session(seconds(10)).strict()).watermark(20_000).record("k", "a", 19_000);
        assertEquals(1, strict.side(Windowed.late()).size());
        assertEquals(0, strict.keys());
        var lenient = counts(Windows.session(seconds(10)))
                .watermark(20_000)
                .record("k", "a", 9_999)
                .record("k", "b", 10_000);
        assertEquals(List.of(new LateRecord<>("k", "a", 9_999, -1)), lenient.side(Windowed.late()));
        assertEquals(List.of("[10000,20000)=1"), spans(lenient.end()));
    }

    @Test
    void aRecordThatJoinsTwoSessionsMakesThemOne() {
        var harness = collected(Windows.session(seconds(5)))
                .record("k", "a", 0)
                .record("k", "c", 10_000)
                .record("k", "b", 5_000)
                .end();
        assertEquals(List.of(List.of("a", "b", "c")), values(harness));
    }

    @Test
    void aLateLookingRecordThatReachesAnOpenSessionIsInTime() {
        // Alone it would close at 15 s, yet the session that starts at 14 s holds it.
        var harness = collected(Windows.session(seconds(5)))
                .record("k", "b", 14_000)
                .record("k", "c", 18_000)
                .watermark(17_000)
                .record("k", "a", 10_000);
        assertEquals(List.of(), harness.side(Windowed.late()));
        assertEquals(List.of(List.of("a", "b", "c")), values(harness.end()));
    }

    @Test
    void s76_aRecordIsInAllItsSlidingWindows() {
        var harness = OperatorHarness.<String, Integer, WindowResult<String, Integer>>of(Windowed.of(
                Windows.sliding(seconds(4), seconds(1)), Folds.reduce(Integer::sum, Codecs.INTEGER), false));
        harness.record("k", 1, 0).watermark(3_000);
        assertEquals(
                List.of(-3L, -2L, -1L),
                harness.records().stream().map(WindowResult::id).toList());
        harness.end();
        assertEquals(List.of(1, 1, 1, 1), values(harness));
        assertEquals(
                List.of(1_000L, 2_000L, 3_000L, 4_000L),
                harness.records().stream().map(WindowResult::endMillis).toList());
    }

    @Test
    void s78_aRecordOfWhichOneWindowHasClosedIsLateForAll() {
        var harness = OperatorHarness.<String, Integer, WindowResult<String, Integer>>of(Windowed.of(
                Windows.sliding(seconds(4), seconds(1)), Folds.reduce(Integer::sum, Codecs.INTEGER), false));
        harness.watermark(10_000);
        for (long second = 6; second < 10; second++) {
            harness.record("k", 1, second * 1000);
        }
        assertEquals(
                List.of(3L, 4L, 5L, 6L),
                harness.<LateRecord<String, Integer>>side(Windowed.late()).stream()
                        .map(LateRecord::windowId)
                        .toList());
        harness.record("k", 123, 10_000).end();
        assertEquals(List.of(123, 123, 123, 123), values(harness));
        assertEquals(
                List.of(11_000L, 12_000L, 13_000L, 14_000L),
                harness.records().stream().map(WindowResult::endMillis).toList());
    }

    @Test
    void s79_withoutWatermarksAllWindowsCloseInOrderAtTheEnd() {
        var harness = counts(TEN);
        for (long second : new long[] {31, 2, 17, 28, 3}) {
            harness.record("b", "x", second * 1000).record("a", "x", second * 1000);
        }
        assertEquals(List.of(), harness.records());
        harness.end();
        List<Long> ends =
                harness.records().stream().map(WindowResult::endMillis).toList();
        assertEquals(ends.stream().sorted().toList(), ends);
        assertEquals(8, ends.size());
        assertEquals(0, harness.keys());
        assertEquals(0, harness.timers());
    }

    @Test
    void s91_aWatermarkFiftyYearsAheadCostsNoLoop() {
        long fiftyYears = Duration.ofDays(50 * 365).toMillis();
        for (Windows windows : List.of(
                Windows.tumbling(Duration.ofMillis(1)),
                Windows.sliding(Duration.ofMillis(10), Duration.ofMillis(1)),
                Windows.session(Duration.ofMillis(1)))) {
            var harness = counts(windows)
                    .record("k", "a", 0)
                    .record("k", "b", fiftyYears)
                    .watermark(fiftyYears + 1);
            assertTrue(harness.calls() < 50, windows + " took " + harness.calls() + " calls");
            harness.watermark(2 * fiftyYears);
            assertTrue(harness.calls() < 50, windows + " took " + harness.calls() + " calls");
            assertEquals(0, harness.keys());
        }
    }

    @Test
    void memoryReturnsWhenAllWindowsHaveClosed() {
        for (Windows windows : List.of(TEN, Windows.sliding(seconds(30), seconds(10)), Windows.session(seconds(10)))) {
            var harness = counts(windows);
            for (int i = 0; i < 10_000; i++) {
                harness.record("k" + i, "x", i);
            }
            assertEquals(10_000, harness.keys());
            assertEquals(10_000, harness.timers());
            harness.watermark(3_600_000);
            assertEquals(0, harness.keys());
            assertEquals(0, harness.timers());
            harness.record("k", "late", 0);
            assertEquals(0, harness.keys());
        }
    }

    @Test
    void aKeyHasOneTimerHoweverManyWindowsAreOpen() {
        var harness = counts(Windows.sliding(Duration.ofMinutes(10), seconds(10)));
        LongStream.range(0, 600).forEach(second -> harness.record("k", "x", second * 1000));
        assertEquals(1, harness.timers());
    }

    @Test
    void resultsAreInTimeForWindowsThatFollow() {
        for (Windows windows : List.of(
                TEN,
                Windows.sliding(seconds(10), seconds(3)),
                Windows.session(seconds(10)),
                Windows.session(seconds(10)).exclusive())) {
            var first = counts(windows);
            Random random = new Random(9);
            var second = counts(TEN.strict());
            int passed = 0;
            long newest = 0;
            for (int i = 0; i < 300; i++) {
                newest += random.nextInt(9) * 1000;
                first.record("k" + i % 3, "x", newest - random.nextInt(5) * 1000)
                        .watermark(newest);
                for (; passed < first.outputs().size(); passed++) {
                    var output = first.outputs().get(passed);
                    if (output instanceof OperatorHarness.Output.Emitted emitted) {
                        second.record("k", "x", emitted.timeMillis());
                    } else if (output instanceof OperatorHarness.Output.Watermark watermark) {
                        second.watermark(watermark.watermarkMillis());
                    }
                }
            }
            assertTrue(first.records().size() > 50);
            assertEquals(List.of(), second.side(Windowed.late()), windows.toString());
        }
    }

    @Test
    void refusedRecordsStopTheJobOrGoAsideAndLeaveTheStateAlone() {
        for (Windows windows : List.of(TEN, Windows.sliding(seconds(20), seconds(10)), Windows.session(seconds(10)))) {
            var aggregation = RunningMoments.<Double>aggregation(x -> x).map(RunningMoments::count);
            var stopping = OperatorHarness.<String, Double, WindowResult<String, Long>>of(
                    Windowed.of(windows, aggregation, false));
            assertThrows(IllegalArgumentException.class, () -> stopping.record("k", Double.NaN, 0));

            var aside = OperatorHarness.<String, Double, WindowResult<String, Long>>of(
                    Windowed.of(windows, aggregation, true));
            aside.record("new", Double.NaN, 1_000).record("k", 1.0, 0).record("k", Double.NaN, 1_000);
            assertEquals(1, aside.keys());
            List<FailedRecord<String, Double>> failed = aside.side(Windowed.errors());
            assertEquals(
                    List.of("new", "k"), failed.stream().map(FailedRecord::key).toList());
            assertTrue(failed.get(0).problem().contains("finite"), failed.toString());
            aside.end();
            assertTrue(
                    values(aside).stream().allMatch(count -> count == 1),
                    aside.records().toString());
        }
    }

    @Test
    void aTimeThatCannotBeReckonedWithIsRefused() {
        for (Windows windows : List.of(TEN, Windows.sliding(seconds(20), seconds(10)), Windows.session(seconds(10)))) {
            assertThrows(IllegalArgumentException.class, () -> counts(windows).record("k", "x", Long.MAX_VALUE - 1));
            var harness = counts(windows)
                    .record("k", "x", Windows.LIMIT_MILLIS)
                    .record("k", "x", -Windows.LIMIT_MILLIS)
                    .end();
            assertEquals(0, harness.keys());
        }
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static OperatorHarness<String, String, WindowResult<String, Long>> counts(Windows windows) {
        return OperatorHarness.of(Windowed.of(windows, Folds.<String>count(), false));
    }

    private static OperatorHarness<String, String, WindowResult<String, List<String>>> collected(Windows windows) {
        return OperatorHarness.of(Windowed.of(windows, Folds.collect(Codecs.TEXT), false));
    }

    private static <R> List<R> values(OperatorHarness<String, ?, WindowResult<String, R>> harness) {
        return harness.records().stream().map(WindowResult::value).toList();
    }

    private static List<String> spans(OperatorHarness<String, ?, WindowResult<String, Long>> harness) {
        return harness.records().stream()
                .map(r -> "[" + r.startMillis() + "," + r.endMillis() + ")=" + r.value())
                .toList();
    }
}
