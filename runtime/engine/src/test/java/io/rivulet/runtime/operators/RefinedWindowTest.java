package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.runtime.Emission;
import io.rivulet.runtime.Emission.Refinement;
import io.rivulet.runtime.Firing;
import io.rivulet.runtime.Firing.Timing;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.testing.OperatorHarness;
import io.rivulet.runtime.testing.Timed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Windows at fixed places with several results, in the harness, which restores them from bytes around every call. The number in a name is that of the scenario. Results are
 * written as {@code [start,end)=value timing#index}, retractions with a minus in front.
 */
@Timeout(60)
class RefinedWindowTest {

    private static final Emission ONCE = Emission.onceClosed();
    private static final Windows.Fixed TEN = Windows.tumbling(millis(10));

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static OperatorHarness<String, String, WindowResult<String, Long>> counts(
            Windows windows, Emission emission) {
        return OperatorHarness.of(Windowed.of(windows, emission, Folds.<String>count(), false));
    }

    static <R> List<String> lines(OperatorHarness<String, ?, WindowResult<String, R>> harness) {
        return harness.records().stream().map(RefinedWindowTest::line).toList();
    }

    static String line(WindowResult<?, ?> result) {
        Firing firing = result.firing();
        return (firing.isRetraction() ? "-" : "") + "[" + result.startMillis() + "," + result.endMillis() + ")="
                + result.value() + " " + firing.timing() + "#" + firing.index();
    }

    @Test
    void s83_lateButAllowedRecordsRefireAtOnce() {
        var harness = counts(Windows.tumbling(millis(2_000)), ONCE.withAllowedLateness(millis(500)));
        harness.record("k", "a", 500).watermark(1_500).record("k", "b", 1_300);
        assertEquals(List.of(), lines(harness));
        harness.watermark(2_300);
        assertEquals(List.of("[0,2000)=2 ON_TIME#0"), lines(harness));
        harness.record("k", "c", 1_997);
        assertEquals(List.of("[0,2000)=2 ON_TIME#0", "[0,2000)=3 LATE#1"), lines(harness));
        harness.watermark(6_000);
        assertEquals(0, harness.keys());
        harness.record("k", "d", 1_998).end();
        assertEquals(2, harness.records().size());
        assertEquals(List.of(new LateRecord<>("k", "d", 1_998, 0)), harness.side(Windowed.late()));
        assertEquals(0, harness.keys());
    }

    @Test
    void s83_discardingTheyCountAlone() {
        var harness = counts(
                Windows.tumbling(millis(2_000)),
                ONCE.withAllowedLateness(millis(500)).with(Refinement.DISCARDING));
        harness.record("k", "a", 500).record("k", "b", 1_300).watermark(2_300).record("k", "c", 1_997);
        assertEquals(List.of("[0,2000)=2 ON_TIME#0", "[0,2000)=1 LATE#1"), lines(harness));
        harness.end();
        assertEquals(2, harness.records().size());
        assertEquals(0, harness.keys());
    }

    @Test
    void s83_retractingTheOldResultIsTakenBackFirst() {
        var harness = counts(
                Windows.tumbling(millis(2_000)),
                ONCE.withAllowedLateness(millis(500)).with(Refinement.RETRACTING));
        harness.record("k", "a", 500).record("k", "b", 1_300).watermark(2_300);
        harness.record("k", "c", 1_997).record("k", "d", 1_998);
        assertEquals(
                List.of(
                        "[0,2000)=2 ON_TIME#0",
                        "-[0,2000)=2 ON_TIME#0",
                        "[0,2000)=3 LATE#1",
                        "-[0,2000)=3 LATE#1",
                        "[0,2000)=4 LATE#2"),
                lines(harness));
        assertTrue(harness.timed().stream().allMatch(result -> result.timeMillis() == 1_999));
    }

    @Test
    void theLatenessEndsWhenTheWatermarkReachesIt() {
        for (long watermark : new long[] {14, 15}) {
            var harness = counts(TEN, ONCE.withAllowedLateness(millis(5)));
            harness.record("k", "a", 3).watermark(watermark).record("k", "b", 9);
            assertEquals(watermark == 14 ? 2 : 1, harness.records().size());
            assertEquals(watermark == 14 ? 0 : 1, harness.side(Windowed.late()).size());
        }
    }

    @Test
    void aWindowWhoseFirstRecordIsLateHasOnlyLateResults() {
        var harness = counts(TEN, ONCE.withAllowedLateness(millis(50)));
        harness.record("k", "z", 41).watermark(42).record("k", "a", 3).record("k", "b", 4);
        assertEquals(List.of("[0,10)=1 LATE#0", "[0,10)=2 LATE#1"), lines(harness));
        harness.end();
        assertEquals("[40,50)=1 ON_TIME#0", lines(harness).get(2));
        assertEquals(3, harness.records().size());
    }

    @Test
    void aLateRecordRefinesAllItsSlidingWindowsOrIsInNone() {
        Windows sliding = Windows.sliding(millis(10), millis(5));
        var harness = counts(sliding, ONCE.withAllowedLateness(millis(5)));
        harness.record("k", "a", 2).record("k", "b", 7).watermark(9);
        assertEquals(List.of("[-5,5)=1 ON_TIME#0"), lines(harness));
        harness.record("k", "c", 3);
        assertEquals(
                List.of("[-5,5)=1 ON_TIME#0", "[-5,5)=2 LATE#1"),
                lines(harness),
                "the window that is open waits for its end");
        harness.watermark(10);
        assertEquals("[0,10)=3 ON_TIME#0", lines(harness).get(2));
        // [-5,5) has closed, so the record is late for [0,10) too.
        harness.record("k", "d", 3);
        assertEquals(3, harness.records().size());
        assertEquals(1, harness.side(Windowed.late()).size());
        harness.record("k", "e", 6);
        assertEquals("[0,10)=4 LATE#1", lines(harness).get(3));
        harness.end();
        assertEquals("[5,15)=2 ON_TIME#0", lines(harness).get(4));
    }

    @Test
    void s85_onceClosedIsOneResultAndEveryRecordIsARunningOne() {
        long[] times = {0, 1, 2, 1, 0, 5, 0};
        Emission running = ONCE.withEarlyEvery(1).withAllowedLateness(millis(1));
        var harness = counts(Windows.tumbling(millis(2)), running);
        long newest = 0;
        for (long time : times) {
            newest = Math.max(newest, time);
            harness.record("k", "x", time).watermark(newest);
        }
        harness.end();
        assertEquals(
                List.of("[0,2)=1", "[0,2)=2", "[2,4)=1", "[0,2)=3", "[0,2)=4", "[4,6)=1"),
                harness.records().stream()
                        .filter(result -> result.firing().timing() != Timing.ON_TIME)
                        .map(result -> line(result).replaceAll(" .*", ""))
                        .toList());
        assertEquals(
                List.of("[0,2)=2 ON_TIME#2", "[2,4)=1 ON_TIME#1", "[4,6)=1 ON_TIME#1"),
                lines(harness).stream().filter(l -> l.contains("ON_TIME")).toList());
        assertEquals(1, harness.side(Windowed.late()).size());
    }

    @Test
    void s86_earlyResultsByEventTime() {
        var harness = counts(Windows.tumbling(millis(10_000)), ONCE.withEarly(millis(1_000)));
        for (long time = 0; time <= 10_000; time += 500) {
            harness.record("k", "x", time).watermark(time);
        }
        List<WindowResult<String, Long>> results = harness.records();
        for (int second = 1; second <= 10; second++) {
            WindowResult<String, Long> result = results.get(second - 1);
            // The record of the full second itself has come before the watermark that it is.
            assertEquals(Math.min(20, 2 * second + 1), result.value());
            assertEquals(
                    second < 10 ? Timing.EARLY : Timing.ON_TIME, result.firing().timing());
            assertEquals(second - 1, result.firing().index());
            assertEquals(second < 10, result.firing().isEarly());
        }
        assertEquals(10, results.size());
    }

    @Test
    void s86_earlyResultsByTheClock() {
        var harness = counts(Windows.tumbling(millis(10_000)), ONCE.withEarlyByClock(millis(1_000)));
        harness.record("k", "x", 0).advanceClock(millis(999));
        assertEquals(0, harness.records().size());
        harness.record("k", "x", 9_000).advanceClock(millis(1));
        assertEquals(List.of("[0,10000)=2 EARLY#0"), lines(harness));
        harness.advanceClock(millis(100_000));
        assertEquals(1, harness.records().size(), "nothing is new");
        harness.record("k", "x", 1).record("k", "x", 12_000).advanceClock(millis(1_000));
        assertEquals(
                List.of("[0,10000)=3 EARLY#1", "[10000,20000)=1 EARLY#0"),
                lines(harness).subList(1, 3));
        harness.record("k", "x", 2)
                .watermark(10_000)
                .advanceClock(millis(1_000))
                .end();
        assertEquals(
                List.of("[0,10000)=4 ON_TIME#2", "[10000,20000)=1 ON_TIME#1"),
                lines(harness).subList(3, 5));
        assertEquals(5, harness.records().size());
        assertEquals(0, harness.timers());
    }

    @Test
    void s86_earlyResultsByTheNumberOfRecords() {
        var harness = counts(TEN, ONCE.withEarlyEvery(3));
        for (int i = 0; i < 7; i++) {
            harness.record("k", "x", i).record("other", "x", i);
        }
        harness.record("k", "x", 10).record("k", "x", 11).end();
        assertEquals(
                List.of("[0,10)=3 EARLY#0", "[0,10)=6 EARLY#1", "[0,10)=7 ON_TIME#2", "[10,20)=2 ON_TIME#0"),
                harness.records().stream()
                        .filter(result -> result.key().equals("k"))
                        .map(RefinedWindowTest::line)
                        .toList());
    }

    @Test
    void discardedPartsAddUpAndAnEmptyLastPartDoesNotLeave() {
        var harness = counts(TEN, ONCE.withEarlyEvery(2).with(Refinement.DISCARDING));
        harness.record("k", "x", 1).record("k", "x", 2).record("k", "x", 3);
        harness.record("k", "x", 11).record("k", "x", 12).end();
        assertEquals(List.of("[0,10)=2 EARLY#0", "[10,20)=2 EARLY#0", "[0,10)=1 ON_TIME#1"), lines(harness));
        assertEquals(0, harness.keys());
    }

    @Test
    void anEarlyResultIsTakenBackByTheLastOneAlsoWhereNothingIsNew() {
        var harness = counts(TEN, ONCE.withEarlyEvery(2).with(Refinement.RETRACTING));
        harness.record("k", "x", 1).record("k", "x", 2).end();
        assertEquals(List.of("[0,10)=2 EARLY#0", "-[0,10)=2 EARLY#0", "[0,10)=2 ON_TIME#1"), lines(harness));
    }

    @Test
    void whatCannotBeCopiedIsTakenBackFromItsBytes() {
        var harness = OperatorHarness.<String, String, WindowResult<String, String>>of(Windowed.of(
                TEN,
                ONCE.withEarlyByClock(millis(5)).with(Refinement.RETRACTING),
                Folds.<String, String>fold(() -> "", (all, one) -> all + one, Codecs.TEXT),
                false));
        harness.record("k", "a", 1).advanceClock(millis(5)).record("k", "b", 2).record("k", "c", 2);
        harness.advanceClock(millis(5));
        assertEquals(List.of("[0,10)=a EARLY#0", "-[0,10)=a EARLY#0", "[0,10)=abc EARLY#1"), lines(harness));
    }

    @Test
    void aLeapOfTheWatermarkGivesEachWindowOneResult() {
        var harness = counts(TEN, ONCE.withEarly(millis(1)));
        harness.watermark(0);
        for (int i = 0; i < 100; i++) {
            harness.record("k", "x", i);
        }
        harness.watermark(1_000_000_000_000L);
        assertEquals(10, harness.records().size());
        assertTrue(
                harness.records().stream().noneMatch(r -> r.firing().isEarly()),
                lines(harness).toString());
        assertTrue(harness.calls() < 150, harness.calls() + " calls");
    }

    @Test
    void earlyResultsOfAQuietKeyCostNothing() {
        var harness = counts(Windows.tumbling(Duration.ofDays(1)), ONCE.withEarly(millis(10)));
        harness.record("k", "x", 5);
        for (int i = 0; i < 1_000; i++) {
            harness.watermark(10L * i);
        }
        assertEquals(1, harness.records().size());
        assertEquals(1, harness.timers());
        assertTrue(harness.calls() < 10, harness.calls() + " calls");
    }

    @Test
    void windowsThatWaitForLateRecordsCloseInTheEndAndLeaveNothing() {
        for (Refinement refinement : Refinement.values()) {
            var harness = counts(
                    Windows.sliding(millis(20), millis(10)),
                    ONCE.withAllowedLateness(millis(100))
                            .withEarlyEvery(2)
                            .withEarly(millis(5))
                            .withEarlyByClock(millis(5))
                            .with(refinement));
            for (int i = 0; i < 500; i++) {
                harness.record("k" + i % 50, "x", i).watermark(i - 30);
            }
            assertTrue(harness.keys() == 50 && harness.timers() >= 50);
            harness.watermark(500 + 20 + 100);
            assertEquals(0, harness.keys());
            assertEquals(0, harness.timers());
        }
    }

    @Test
    void aRefusedRecordChangesNothing() {
        for (Refinement refinement : Refinement.values()) {
            var aggregation = RunningMoments.<Double>aggregation(x -> x).map(m -> m.count() + "/" + m.sum());
            var harness = OperatorHarness.<String, Double, WindowResult<String, String>>of(Windowed.of(
                    TEN, ONCE.withEarlyEvery(2).withAllowedLateness(millis(5)).with(refinement), aggregation, true));
            harness.record("new", Double.NaN, 1);
            assertEquals(0, harness.keys());
            harness.record("k", 1.0, 1)
                    .record("k", Double.NaN, 2)
                    .record("k", 2.0, 3)
                    .record("k", Double.NaN, 4);
            assertEquals(List.of("[0,10)=2/3.0 EARLY#0"), lines(harness));
            harness.watermark(11).record("k", Double.NaN, 5);
            assertEquals(4, harness.side(Windowed.errors()).size());
            String last = lines(harness).get(lines(harness).size() - 1);
            assertEquals(refinement == Refinement.DISCARDING ? "[0,10)=2/3.0 EARLY#0" : "[0,10)=2/3.0 ON_TIME#1", last);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> OperatorHarness.<String, Double, WindowResult<String, String>>of(
                                    Windowed.of(TEN, ONCE.withEarlyEvery(2), aggregation, false))
                            .record("k", Double.NaN, 1));
        }
    }

    @Test
    void s90_theTimerIsSetForWhateverComesFirst() {
        var harness = counts(TEN, ONCE.withAllowedLateness(millis(1)));
        harness.record("k", "x", 18).record("k", "x", 4).watermark(9);
        assertEquals(0, harness.records().size());
        harness.watermark(10);
        assertEquals(List.of("[0,10)=1 ON_TIME#0"), lines(harness));
        var once = counts(TEN, ONCE);
        once.record("k", "x", 18).record("k", "x", 4).watermark(10);
        assertEquals(List.of("[0,10)=1 ON_TIME#0"), lines(once));
    }

    @Test
    void s91_aYearAtOnceCostsNoMoreCallsThanWindowsAndRecords() {
        var harness = counts(Windows.tumbling(millis(60_000)), ONCE.withEarly(millis(1_000)));
        long year = Duration.ofDays(365).toMillis();
        int records = 2_000;
        for (int i = 0; i < records; i++) {
            harness.record("k", "x", i * (year / records)).watermark(i * (year / records));
        }
        harness.end();
        assertEquals(
                records,
                harness.records().stream().filter(r -> !r.firing().isEarly()).count());
        assertTrue(harness.calls() <= 4L * records, harness.calls() + " calls");
    }

    @Test
    void whatTheEmissionCannotMeanIsRefused() {
        var count = Folds.<String>count();
        IllegalArgumentException strict = assertThrows(
                IllegalArgumentException.class,
                () -> Windowed.of(TEN.strict(), ONCE.withAllowedLateness(millis(1)), count, false));
        assertTrue(strict.getMessage().contains("strict"), strict.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> Windowed.of(Windows.count(3), ONCE.withEarlyEvery(1), count, false));
        assertThrows(
                IllegalArgumentException.class,
                () -> Windowed.of(Windows.global(), ONCE.withAllowedLateness(millis(1)), count, false));
        assertThrows(IllegalArgumentException.class, () -> ONCE.withEarly(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> ONCE.withEarlyByClock(millis(-1)));
        assertThrows(IllegalArgumentException.class, () -> ONCE.withEarlyEvery(0));
        assertThrows(IllegalArgumentException.class, () -> ONCE.withGrace(millis(-1)));
        assertThrows(IllegalArgumentException.class, () -> ONCE.withAllowedLateness(Duration.ofNanos(1)));
        assertThrows(IllegalArgumentException.class, () -> new Firing(Timing.EARLY, -1, false));
    }

    @Test
    void onceClosedAndRefinedGiveTheSameWhereNothingIsLate() {
        for (Windows windows : List.of(TEN, Windows.sliding(millis(10), millis(3)), Windows.session(millis(4)))) {
            var once = counts(windows, ONCE);
            var refined = counts(windows, ONCE.withAllowedLateness(millis(7)));
            for (int i = 0; i < 300; i++) {
                long time = (i * 37L) % 11 + i * 2L;
                once.record("k" + i % 3, "x", time).watermark(i * 2L - 3);
                refined.record("k" + i % 3, "x", time).watermark(i * 2L - 3);
            }
            assertEquals(timed(once.end()), timed(refined.end()));
            assertTrue(once.records().size() > 50);
        }
    }

    private static List<Timed<WindowResult<String, Long>>> timed(
            OperatorHarness<String, String, WindowResult<String, Long>> harness) {
        return harness.timed();
    }
}
