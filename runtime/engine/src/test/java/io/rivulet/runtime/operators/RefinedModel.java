package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.Emission;
import io.rivulet.runtime.Emission.Refinement;
import io.rivulet.runtime.Firing;
import io.rivulet.runtime.Firing.Timing;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.operators.WindowModelTest.Case;
import io.rivulet.runtime.operators.WindowModelTest.Reading;
import io.rivulet.runtime.testing.OperatorHarness;
import io.rivulet.runtime.time.TimeGrid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Windows with several results by their definition: every window keeps all of its records, and is looked at as a whole after each event. Drives a harness beside itself and
 * checks each result that comes out: that it could leave now, that none is missing, and that it says what the records say.
 */
final class RefinedModel {

    /** A record, and when it came. */
    private record Arrival(Reading reading, long timeMillis, long watermarkMillis, long clockMillis) {}

    /** A window that was not dropped yet. */
    private static final class Window {
        final String key;
        final List<Arrival> records = new ArrayList<>();
        final List<Arrival> fresh = new ArrayList<>();
        long id;
        long startMillis;
        long endMillis;
        /** The watermark that completes it; its results have the time before. */
        long completeMillis;

        int results;
        boolean passed;
        boolean complete;
        WindowResult<String, String> standing;

        Window(String key) {
            this.key = key;
        }

        @Override
        public String toString() {
            return key + " [" + startMillis + "," + endMillis + ")";
        }
    }

    private final Windows.OfTime windows;
    private final Emission emission;
    private final Case tried;
    private final String what;
    private final OperatorHarness<String, Reading, WindowResult<String, String>> harness;
    private final List<Window> open = new ArrayList<>();
    private final Map<String, Long> answeredByClock = new HashMap<>();
    private long watermark = Long.MIN_VALUE;
    private long clock;
    private int seen;
    private int late;

    int results;
    int retractions;
    int earlyResults;
    int lateResults;

    RefinedModel(Windows.OfTime windows, Emission emission, Case tried) {
        this.windows = windows;
        this.emission = emission;
        this.tried = tried;
        this.what = windows + " " + emission + " " + tried;
        this.harness = OperatorHarness.of(Windowed.of(windows, emission, tried.aggregation(), false));
    }

    void record(String key, Reading reading, long time) {
        List<WindowResult<String, String>> takenBack = new ArrayList<>();
        List<Window> into = windows instanceof Windows.Session session
                ? sessionFor(session, key, time, takenBack)
                : windowsFor(((Windows.Numbered) windows).grid(), key, time);
        for (Window window : into) {
            Arrival arrival = new Arrival(reading, time, watermark, clock);
            window.records.add(arrival);
            window.fresh.add(arrival);
        }
        harness.record(key, reading, time);
        if (into.isEmpty()) {
            late++;
        }
        List<WindowResult<String, String>> came = news();
        assertEquals(takenBack, came.subList(0, Math.min(takenBack.size(), came.size())), what);
        Set<Window> answered = check(came.subList(takenBack.size(), came.size()));
        for (Window window : into) {
            boolean due = window.complete && !window.fresh.isEmpty()
                    || emission.earlyRecords() > 0 && window.fresh.size() >= emission.earlyRecords();
            assertFalse(due, () -> what + ": " + window + " should have answered");
        }
        for (Window window : answered) {
            assertTrue(into.contains(window), () -> what + ": " + window + " answered a record of others");
        }
    }

    private List<Window> windowsFor(TimeGrid grid, String key, long time) {
        List<Window> into = new ArrayList<>();
        if (grid.end(grid.firstId(time)) + emission.latenessMillis() <= watermark) {
            return into;
        }
        for (long id = grid.firstId(time); id <= grid.lastId(time); id++) {
            Window window = find(key, id);
            if (window == null) {
                window = new Window(key);
                window.id = id;
                window.startMillis = grid.start(id);
                window.endMillis = grid.end(id);
                window.completeMillis = window.endMillis;
                open.add(window);
            }
            window.complete = window.completeMillis <= watermark;
            window.passed |= window.complete;
            into.add(window);
        }
        return into;
    }

    private Window find(String key, long id) {
        return open.stream()
                .filter(w -> w.key.equals(key) && w.id == id)
                .findFirst()
                .orElse(null);
    }

    private List<Window> sessionFor(
            Windows.Session session, String key, long time, List<WindowResult<String, String>> takenBack) {
        List<Window> joined = open.stream()
                .filter(w -> w.key.equals(key)
                        && w.records.stream().anyMatch(r -> Math.abs(r.timeMillis - time) <= session.reachMillis()))
                .sorted(Comparator.comparingLong(w -> w.startMillis))
                .toList();
        long alone = time + session.reachMillis() + 1;
        if (joined.isEmpty() && alone + emission.latenessMillis() <= watermark) {
            return List.of();
        }
        Window into = new Window(key);
        into.startMillis = time;
        long last = time;
        for (Window window : joined) {
            into.records.addAll(window.records);
            into.fresh.addAll(window.fresh);
            into.results += window.results;
            into.passed |= window.passed;
            into.startMillis = Math.min(into.startMillis, window.startMillis);
            last = Math.max(last, window.endMillis - session.gapMillis());
            if (retracts() && window.standing != null) {
                takenBack.add(retraction(window));
            }
        }
        open.removeAll(joined);
        open.add(into);
        into.id = into.startMillis;
        into.endMillis = last + session.gapMillis();
        into.completeMillis = last + session.reachMillis() + 1;
        into.complete = into.completeMillis <= watermark;
        into.passed |= into.complete;
        retractions += takenBack.size();
        return List.of(into);
    }

    void watermark(long to) {
        long from = watermark;
        watermark = to;
        harness.watermark(to);
        for (Window window : open) {
            if (window.completeMillis <= to && !window.complete) {
                window.complete = true;
            }
        }
        boolean passedATick = emission.earlyMillis() > 0
                && (from == Long.MIN_VALUE
                        || Math.floorDiv(from, emission.earlyMillis()) < Math.floorDiv(to, emission.earlyMillis()));
        for (Window window : check(news())) {
            assertTrue(window.complete || passedATick, () -> what + ": " + window + " answered too early");
        }
        for (Window window : open) {
            window.passed |= window.complete;
            assertFalse(
                    window.complete && !window.fresh.isEmpty(), () -> what + ": " + window + " should have answered");
            for (Arrival record : window.fresh) {
                assertFalse(isDue(record, window), () -> what + ": " + window + " should have answered early");
            }
        }
        open.removeIf(w -> w.complete && w.completeMillis + emission.latenessMillis() <= to);
    }

    private boolean isDue(Arrival record, Window window) {
        if (emission.earlyMillis() == 0) {
            return false;
        }
        long since = Math.max(record.timeMillis, record.watermarkMillis);
        long tick = (Math.floorDiv(since, emission.earlyMillis()) + 1) * emission.earlyMillis();
        return tick <= watermark && tick < window.completeMillis;
    }

    void clock(long by) {
        clock += by;
        harness.advanceClock(Duration.ofMillis(by));
        Set<Window> answered = check(news());
        for (Window window : answered) {
            Long last = answeredByClock.get(window.key);
            assertTrue(
                    last == null || last + emission.earlyClockMillis() <= clock,
                    () -> what + ": " + window + " answered too often by the clock");
        }
        answered.forEach(window -> answeredByClock.put(window.key, clock));
        for (Window window : open) {
            assertFalse(
                    window.fresh.stream().anyMatch(this::isOverdue),
                    () -> what + ": " + window + " should have answered by the clock");
        }
    }

    private boolean isOverdue(Arrival record) {
        return emission.earlyClockMillis() > 0 && record.clockMillis + emission.earlyClockMillis() <= clock;
    }

    void end() {
        watermark(Long.MAX_VALUE);
        harness.end();
        assertEquals(List.of(), news(), what);
        assertEquals(0, harness.keys(), what);
        assertEquals(0, harness.timers(), what);
        assertEquals(late, harness.side(Windowed.late()).size(), what);
    }

    private List<WindowResult<String, String>> news() {
        List<WindowResult<String, String>> all = harness.records();
        List<WindowResult<String, String>> came = all.subList(seen, all.size());
        seen = all.size();
        return came;
    }

    /** Which windows answered. */
    private Set<Window> check(List<WindowResult<String, String>> came) {
        Set<Window> answered = new HashSet<>();
        for (WindowResult<String, String> result : came) {
            Window window = find(result.key(), result.id());
            assertTrue(window != null, () -> what + ": no window for " + result);
            if (result.firing().isRetraction()) {
                assertTrue(retracts() && window.standing != null, () -> what + ": nothing to take back by " + result);
                assertEquals(retraction(window), result, what);
                window.standing = null;
                retractions++;
                continue;
            }
            assertTrue(answered.add(window), () -> what + ": two results at once, " + result);
            assertEquals(expected(window), result, what);
            window.standing = result;
            window.results++;
            window.fresh.clear();
            results++;
            earlyResults += result.firing().timing() == Timing.EARLY ? 1 : 0;
            lateResults += result.firing().timing() == Timing.LATE ? 1 : 0;
        }
        return answered;
    }

    private WindowResult<String, String> expected(Window window) {
        boolean first = window.complete && !window.passed;
        Timing timing = window.passed ? Timing.LATE : first ? Timing.ON_TIME : Timing.EARLY;
        assertTrue(!window.fresh.isEmpty() || first && !discards(), () -> what + ": nothing is new in " + window);
        assertTrue(window.standing == null || !retracts(), () -> what + ": not taken back in " + window);
        String value = tried.model()
                .apply((discards() ? window.fresh : window.records)
                        .stream()
                                .sorted(Comparator.comparingLong(Arrival::timeMillis))
                                .map(record -> record.reading.value())
                                .toList());
        return new WindowResult<>(
                window.key,
                window.id,
                window.startMillis,
                window.endMillis,
                value,
                new Firing(timing, window.results, false));
    }

    private static WindowResult<String, String> retraction(Window window) {
        WindowResult<String, String> of = window.standing;
        return new WindowResult<>(
                of.key(),
                of.id(),
                of.startMillis(),
                of.endMillis(),
                of.value(),
                new Firing(of.firing().timing(), of.firing().index(), true));
    }

    private boolean retracts() {
        return emission.refinement() == Refinement.RETRACTING;
    }

    private boolean discards() {
        return emission.refinement() == Refinement.DISCARDING;
    }
}
