package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.distinct.SlidingHyperLogLog;
import io.rivulet.runtime.CalendarWindows;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.operators.WindowModelTest.Case;
import io.rivulet.runtime.operators.WindowModelTest.Reading;
import io.rivulet.runtime.testing.OperatorHarness;
import io.rivulet.runtime.testing.Timed;
import io.rivulet.runtime.time.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Windows by the calendar, in the harness. example_: what a dashboard shows around changes of the clocks and of the year. oracle_: against the records between each window's
 * bounds, for all ways of sliding.
 */
@Timeout(60)
class CalendarWindowTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static OperatorHarness<String, Integer, WindowResult<String, Long>> counts(Windows windows) {
        return OperatorHarness.of(Windowed.of(windows, Folds.<Integer>count(), false));
    }

    /** One record every half hour, from the first instant to before the last. */
    private static List<WindowResult<String, Long>> everyHalfHour(Windows windows, String from, String to) {
        var harness = counts(windows);
        Instant end = Instant.parse(to);
        for (Instant at = Instant.parse(from); at.isBefore(end); at = at.plus(Duration.ofMinutes(30))) {
            harness.record("k", 1, at.toEpochMilli()).watermark(at.toEpochMilli());
        }
        return harness.end().records();
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2024-03-29T23:00:00Z, 2024-04-01T22:00:00Z, 48 46 48",
        "Europe/Berlin, 2024-10-25T22:00:00Z, 2024-10-28T23:00:00Z, 48 50 48",
        "Europe/Berlin, 2024-12-30T23:00:00Z, 2025-01-02T23:00:00Z, 48 48 48",
        "America/New_York, 2024-03-09T05:00:00Z, 2024-03-12T04:00:00Z, 48 46 48",
        "America/New_York, 2024-11-02T04:00:00Z, 2024-11-05T05:00:00Z, 48 50 48",
        "America/New_York, 2024-12-31T05:00:00Z, 2025-01-03T05:00:00Z, 48 48 48",
        "Asia/Kolkata, 2024-03-30T18:30:00Z, 2024-04-02T18:30:00Z, 48 48 48",
        "Asia/Kolkata, 2024-12-30T18:30:00Z, 2025-01-02T18:30:00Z, 48 48 48",
        "Australia/Lord_Howe, 2024-10-04T13:30:00Z, 2024-10-07T13:00:00Z, 48 47 48",
        "Australia/Lord_Howe, 2024-04-05T13:00:00Z, 2024-04-08T13:30:00Z, 48 49 48"
    })
    void example_daysHoldWhatTheirDateHolds(String zone, String from, String to, String counts) {
        List<WindowResult<String, Long>> results =
                everyHalfHour(Windows.calendar(Period.ofDays(1), ZoneId.of(zone)), from, to);
        assertEquals(
                List.of(counts.split(" ", -1)),
                results.stream().map(r -> r.value().toString()).toList());
        assertEquals(Instant.parse(from), results.get(0).start());
        assertEquals(Instant.parse(to), results.get(2).end());
    }

    @Test
    void example_hoursOfADayWithTwentyFive() {
        List<WindowResult<String, Long>> results = everyHalfHour(
                Windows.clockHours(1, ZoneId.of("Europe/Berlin")), "2024-10-26T22:00:00Z", "2024-10-27T23:00:00Z");
        assertEquals(25, results.size());
        assertTrue(results.stream().allMatch(r -> r.value() == 2 && r.id() == r.startMillis()));
        List<WindowResult<String, Long>> quarters = everyHalfHour(
                Windows.clockHours(6, ZoneId.of("Europe/Berlin")), "2024-10-26T22:00:00Z", "2024-10-27T23:00:00Z");
        assertEquals(
                List.of(14L, 12L, 12L, 12L),
                quarters.stream().map(WindowResult::value).toList());
    }

    @Test
    void example_theLastSevenDaysOnEachDay() {
        Windows week = Windows.calendar(Period.ofDays(7), Period.ofDays(1), ZoneId.of("Europe/Berlin"));
        List<WindowResult<String, Long>> results = everyHalfHour(week, "2024-10-19T22:00:00Z", "2024-11-03T23:00:00Z");
        assertEquals(15 + 6, results.size());
        List<Long> whole =
                results.subList(6, 15).stream().map(WindowResult::value).toList();
        assertEquals(List.of(336L, 338L, 338L, 338L, 338L, 338L, 338L, 338L, 336L), whole);
    }

    @Test
    void example_weeksMonthsAndYearsAcrossANewYear() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        String from = "2024-12-29T23:00:00Z";
        String to = "2025-01-12T23:00:00Z";
        assertEquals(
                List.of(336L, 336L),
                everyHalfHour(Windows.calendar(Period.ofWeeks(1), zone), from, to).stream()
                        .map(WindowResult::value)
                        .toList());
        List<WindowResult<String, Long>> months = everyHalfHour(Windows.calendar(Period.ofMonths(1), zone), from, to);
        assertEquals(
                List.of(96L, 576L), months.stream().map(WindowResult::value).toList());
        assertEquals(Instant.parse("2024-12-31T23:00:00Z"), months.get(0).end());
        assertEquals(
                months.stream().map(WindowResult::value).toList(),
                everyHalfHour(Windows.calendar(Period.ofYears(1), zone), from, to).stream()
                        .map(WindowResult::value)
                        .toList());
        CalendarWindows sundays = Windows.calendar(Period.ofWeeks(1), zone).alignedTo(LocalDate.of(2024, 1, 7));
        assertEquals(
                List.of(288L, 336L, 48L),
                everyHalfHour(sundays, from, to).stream()
                        .map(WindowResult::value)
                        .toList());
    }

    @Test
    void lateRecordsAreLateByTheDay() {
        var windows = Windows.calendar(Period.ofDays(1), ZoneId.of("America/New_York"));
        long midnight = Instant.parse("2024-11-04T05:00:00Z").toEpochMilli();
        var harness = counts(windows).watermark(midnight - 1).record("k", 1, midnight - 1);
        harness.watermark(midnight).record("k", 2, midnight - 1);
        assertEquals(1, harness.records().size());
        LateRecord<String, Integer> late =
                harness.<LateRecord<String, Integer>>side(Windowed.late()).get(0);
        assertEquals(LocalDate.of(2024, 11, 3).toEpochDay(), late.windowId());
        var strict = counts(windows.strict()).watermark(midnight + 2).record("k", 1, midnight + 1);
        assertEquals(1, strict.side(Windowed.late()).size());
    }

    @ParameterizedTest
    @MethodSource("io.rivulet.runtime.operators.WindowModelTest#cases")
    void oracle_windowsHoldTheRecordsBetweenTheirBounds(Case tried) {
        Random random = new Random(13);
        for (String zone : List.of("Europe/Berlin", "Pacific/Apia", "Australia/Lord_Howe")) {
            List<Windows.Numbered> choice = List.of(
                    Windows.calendar(Period.ofDays(1), ZoneId.of(zone)),
                    Windows.calendar(Period.ofDays(7), Period.ofDays(1), ZoneId.of(zone)),
                    Windows.calendar(Period.ofDays(6), Period.ofDays(4), ZoneId.of(zone)),
                    Windows.calendar(Period.ofMonths(3), Period.ofMonths(1), ZoneId.of(zone)),
                    Windows.clockHours(8, ZoneId.of(zone)));
            for (Windows.Numbered windows : choice) {
                List<Timed<Reading>> records = new ArrayList<>();
                var harness = OperatorHarness.<String, Reading, WindowResult<String, String>>of(
                        Windowed.of(windows, tried.aggregation(), false));
                long now = Instant.parse(zone.startsWith("Pacific") ? "2011-12-10T00:00:00Z" : "2024-03-10T00:00:00Z")
                        .toEpochMilli();
                for (int i = 0; i < 150; i++) {
                    now += random.nextLong(HOUR.toMillis() * 12);
                    Timed<Reading> record = Timed.at(
                            now - random.nextLong(HOUR.toMillis() * 20), new Reading("k", random.nextInt(9) - 4));
                    records.add(record);
                    harness.record("k", record.value(), record.timeMillis());
                    harness.watermark(now - HOUR.toMillis() * 20);
                }
                harness.end();
                assertEquals(List.of(), harness.side(Windowed.late()));
                assertEquals(model(tried, windows.grid(), records), lines(harness), windows::toString);
                assertEquals(0, harness.keys());
                assertEquals(0, harness.timers());
            }
        }
    }

    private static List<String> lines(OperatorHarness<String, Reading, WindowResult<String, String>> harness) {
        return harness.records().stream()
                .map(r -> r.id() + " [" + r.start() + "," + r.end() + ") " + r.value())
                .toList();
    }

    private static List<String> model(Case tried, TimeGrid grid, List<Timed<Reading>> records) {
        List<Timed<Reading>> byTime = records.stream()
                .sorted(Comparator.comparingLong(Timed::timeMillis))
                .toList();
        List<String> lines = new ArrayList<>();
        long last = grid.lastId(byTime.get(byTime.size() - 1).timeMillis());
        // Windows of hours are numbered by where they start.
        for (long id = grid.firstId(byTime.get(0).timeMillis()); id <= last; id = next(grid, id)) {
            long start = grid.start(id);
            long end = grid.end(id);
            List<Integer> values = byTime.stream()
                    .filter(r -> start <= r.timeMillis() && r.timeMillis() < end)
                    .map(r -> r.value().value())
                    .toList();
            if (!values.isEmpty()) {
                lines.add(id + " [" + Instant.ofEpochMilli(start) + "," + Instant.ofEpochMilli(end) + ") "
                        + tried.model().apply(values));
            }
        }
        return lines;
    }

    private static long next(TimeGrid grid, long id) {
        return grid.start(id) == id && id > 1_000_000_000L ? grid.end(id) : id + 1;
    }

    @Test
    void statesThatKeepTheirOwnTimeDoNotShareDaysOfSeveralLengths() {
        var distinct = SlidingHyperLogLog.<String>aggregation(12, Duration.ofDays(8), text -> text);
        Windows days = Windows.calendar(Period.ofDays(7), Period.ofDays(1), ZoneId.of("UTC"));
        assertInstanceOf(
                WindowStateLogic.class,
                Windowed.of(days, distinct, false).shared().make());
        assertInstanceOf(
                PanedWindowLogic.class,
                Windowed.of(days, Folds.<String>count(), false).shared().make());
        assertInstanceOf(
                PanedWindowLogic.class,
                Windowed.of(Windows.sliding(Duration.ofDays(7), Duration.ofDays(1)), distinct, false)
                        .shared()
                        .make());
    }

    @Test
    void periodsAreChecked() {
        ZoneId zone = ZoneId.of("UTC");
        for (Period period : List.of(Period.ZERO, Period.ofDays(-1), Period.of(0, 1, 1), Period.ofMonths(-2))) {
            assertThrows(IllegalArgumentException.class, () -> Windows.calendar(period, zone), period::toString);
        }
        assertThrows(
                IllegalArgumentException.class, () -> Windows.calendar(Period.ofMonths(1), Period.ofDays(1), zone));
        assertThrows(IllegalArgumentException.class, () -> Windows.calendar(Period.ofDays(1), Period.ofDays(2), zone));
        assertThrows(IllegalArgumentException.class, () -> Windows.clockHours(7, zone));
        assertEquals(
                LocalDate.of(1970, 1, 5),
                Windows.calendar(Period.ofWeeks(2), zone).align());
        assertEquals(
                LocalDate.EPOCH,
                Windows.calendar(Period.ofWeeks(1), Period.ofDays(1), zone).align());
    }
}
