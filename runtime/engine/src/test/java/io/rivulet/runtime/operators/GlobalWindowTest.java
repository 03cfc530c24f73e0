package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.runtime.Emission;
import io.rivulet.runtime.Emission.Refinement;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.testing.OperatorHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One window for all records of a key, in the harness. Results are written as {@code value timing#index}, retractions with a minus in front. */
@Timeout(60)
class GlobalWindowTest {

    private static final Emission ONCE = Emission.onceClosed();

    private static OperatorHarness<String, String, WindowResult<String, List<String>>> collected(Emission emission) {
        return OperatorHarness.of(Windowed.of(Windows.global(), emission, Folds.collect(Codecs.TEXT), false));
    }

    private static List<String> lines(OperatorHarness<String, ?, ? extends WindowResult<String, ?>> harness) {
        return harness.records().stream()
                .map(r -> (r.firing().isRetraction() ? "-" : "") + r.value() + " "
                        + r.firing().timing() + "#" + r.firing().index())
                .toList();
    }

    @Test
    void withoutATriggerThereIsOneResultAtTheEnd() {
        var harness = collected(ONCE).record("k", "a", 5).record("k", "b", 3).watermark(1_000_000);
        assertEquals(List.of(), harness.records());
        harness.end();
        assertEquals(List.of("[b, a] ON_TIME#0"), lines(harness));
        assertEquals(Port.NO_TIME, harness.timed().get(0).timeMillis());
        assertEquals(Long.MIN_VALUE, harness.records().get(0).startMillis());
        assertEquals(Long.MAX_VALUE, harness.records().get(0).endMillis());
        assertEquals(0, harness.keys());
    }

    @Test
    void everyTwoRecords() {
        var harness = collected(ONCE.withEarlyEvery(2));
        harness.record("k", "a")
                .record("k", "b")
                .record("k", "c")
                .record("k", "d")
                .record("k", "e")
                .end();
        assertEquals(List.of("[a, b] EARLY#0", "[a, b, c, d] EARLY#1", "[a, b, c, d, e] ON_TIME#2"), lines(harness));
    }

    @Test
    void everyTwoRecordsAndThenAnew() {
        var harness = collected(ONCE.withEarlyEvery(2).with(Refinement.DISCARDING));
        harness.record("k", "a").record("k", "b");
        assertEquals(0, harness.keys());
        harness.record("k", "c").record("k", "d").record("k", "e").end();
        assertEquals(List.of("[a, b] EARLY#0", "[c, d] EARLY#0", "[e] ON_TIME#0"), lines(harness));
    }

    @Test
    void retractionsTakeBackWhatWasSaid() {
        var harness = collected(ONCE.withEarlyEvery(2).with(Refinement.RETRACTING));
        harness.record("k", "a").record("k", "b").record("k", "c").end();
        assertEquals(List.of("[a, b] EARLY#0", "-[a, b] EARLY#0", "[a, b, c] ON_TIME#1"), lines(harness));
    }

    @Test
    void byTheClockAndByEventTime() {
        var byClock = collected(ONCE.withEarlyByClock(Duration.ofMillis(10)));
        byClock.record("k", "a").advanceClock(Duration.ofMillis(9)).record("k", "b");
        assertEquals(List.of(), byClock.records());
        byClock.advanceClock(Duration.ofMillis(1));
        assertEquals(List.of("[a, b] EARLY#0"), lines(byClock));
        byClock.advanceClock(Duration.ofHours(1)).record("k", "c").end();
        assertEquals(List.of("[a, b] EARLY#0", "[a, b, c] ON_TIME#1"), lines(byClock));

        var byEvent = collected(ONCE.withEarly(Duration.ofMillis(10)));
        byEvent.record("k", "b", 12).record("k", "a", 3).watermark(9);
        assertEquals(List.of(), byEvent.records());
        byEvent.watermark(10);
        assertEquals(List.of("[a, b] EARLY#0"), lines(byEvent));
        byEvent.watermark(55);
        assertEquals(1, byEvent.records().size());
        byEvent.record("k", "c", 1).watermark(59);
        assertEquals(1, byEvent.records().size());
        byEvent.watermark(60);
        assertEquals("[c, a, b] EARLY#1", lines(byEvent).get(1));
        byEvent.record("k", "d", 70).end();
        assertEquals("[c, a, b, d] ON_TIME#2", lines(byEvent).get(2));
        assertEquals(3, byEvent.records().size(), "the end of input is no reason for an early result");
    }

    @Test
    void aCountThatMeetsTheClockLeavesNoStrayTimer() {
        var harness = collected(
                ONCE.withEarlyEvery(2).withEarlyByClock(Duration.ofMillis(10)).with(Refinement.DISCARDING));
        harness.record("k", "a").record("k", "b");
        assertEquals(0, harness.timers());
        harness.advanceClock(Duration.ofMillis(6)).record("k", "c").advanceClock(Duration.ofMillis(6));
        assertEquals(1, harness.records().size());
        harness.advanceClock(Duration.ofMillis(4));
        assertEquals(List.of("[a, b] EARLY#0", "[c] EARLY#0"), lines(harness));
    }

    @Test
    void oracle_discardedPartsMakeUpTheWhole() {
        Random random = new Random(12);
        for (int round = 0; round < 50; round++) {
            Emission emission = new Emission(
                    0, 0, random.nextInt(2) * 7, random.nextInt(2) * 5, random.nextInt(4), Refinement.DISCARDING);
            var harness = collected(emission);
            List<String> all = new ArrayList<>();
            long now = 0;
            for (int i = 0; i < 100; i++) {
                String record = "%03d".formatted(i);
                all.add(record);
                harness.record("k", record, now);
                now += random.nextInt(3);
                if (random.nextInt(4) == 0) {
                    harness.watermark(now);
                }
                harness.advanceClock(Duration.ofMillis(random.nextInt(3)));
            }
            harness.end();
            assertEquals(
                    all,
                    harness.records().stream()
                            .flatMap(r -> r.value().stream())
                            .sorted()
                            .toList());
            assertTrue(harness.records().stream().noneMatch(r -> r.value().isEmpty()));
            assertTrue(emission.hasEarly() == harness.records().size() > 1, emission::toString);
            assertEquals(0, harness.keys());
            assertEquals(0, harness.timers());
        }
    }

    @Test
    void refusedRecordsChangeNothing() {
        for (Refinement refinement : Refinement.values()) {
            var harness = OperatorHarness.<String, Double, WindowResult<String, Double>>of(Windowed.of(
                    Windows.global(),
                    ONCE.withEarlyEvery(2).with(refinement),
                    RunningMoments.<Double>aggregation(x -> x).map(RunningMoments::sum),
                    true));
            for (double value : Arrays.asList(Double.NaN, 1.0, Double.NaN, 2.0)) {
                harness.record("k", value);
            }
            harness.record("new", Double.NaN);
            assertEquals(refinement == Refinement.DISCARDING ? 0 : 1, harness.keys());
            assertEquals(List.of("3.0 EARLY#0"), lines(harness));
        }
    }
}
