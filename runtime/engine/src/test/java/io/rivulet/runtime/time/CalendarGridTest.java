package io.rivulet.runtime.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Days and months as zones have them. example_: known days. oracle_: against a clock that is watched minute by minute. laws_: what every grid obeys.
 */
@Timeout(60)
class CalendarGridTest {

    private static final long MINUTE = 60_000;

    private static CalendarGrid days(String zone) {
        return new CalendarGrid(ChronoUnit.DAYS, 1, 1, ZoneId.of(zone), LocalDate.EPOCH);
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static Duration length(TimeGrid grid, long id) {
        return Duration.ofMillis(grid.end(id) - grid.start(id));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2024-03-30, PT24H, 2024-03-29T23:00:00Z",
        "Europe/Berlin, 2024-03-31, PT23H, 2024-03-30T23:00:00Z",
        "Europe/Berlin, 2024-04-01, PT24H, 2024-03-31T22:00:00Z",
        "Europe/Berlin, 2024-10-27, PT25H, 2024-10-26T22:00:00Z",
        "Europe/Berlin, 2024-12-31, PT24H, 2024-12-30T23:00:00Z",
        "Europe/Berlin, 2025-01-01, PT24H, 2024-12-31T23:00:00Z",
        "America/New_York, 2024-03-10, PT23H, 2024-03-10T05:00:00Z",
        "America/New_York, 2024-11-03, PT25H, 2024-11-03T04:00:00Z",
        "America/New_York, 2024-12-31, PT24H, 2024-12-31T05:00:00Z",
        "Asia/Kolkata, 2024-03-31, PT24H, 2024-03-30T18:30:00Z",
        "Asia/Kolkata, 2025-01-01, PT24H, 2024-12-31T18:30:00Z",
        "Australia/Lord_Howe, 2024-10-06, PT23H30M, 2024-10-05T13:30:00Z",
        "Australia/Lord_Howe, 2024-04-07, PT24H30M, 2024-04-06T13:00:00Z",
        "Australia/Lord_Howe, 2025-01-01, PT24H, 2024-12-31T13:00:00Z",
        // Clocks put forward at midnight: the day starts at one o'clock.
        "Africa/Cairo, 2024-04-26, PT23H, 2024-04-25T22:00:00Z",
        // Clocks put back over midnight: the day has begun, and twelve o'clock comes again.
        "America/Goose_Bay, 2010-11-07, PT25H, 2010-11-07T03:00:00Z",
        "America/Havana, 2024-11-03, PT25H, 2024-11-03T04:00:00Z",
        // Long before 1970.
        "Europe/Berlin, 1945-05-24, PT23H, 1945-05-23T22:00:00Z"
    })
    void example_daysAreAsLongAsTheClocksMakeThem(String zone, LocalDate date, Duration length, String start) {
        CalendarGrid grid = days(zone);
        long id = date.toEpochDay();
        assertEquals(at(start), grid.start(id));
        assertEquals(length, length(grid, id));
        for (long time : new long[] {grid.start(id), grid.end(id) - 1, (grid.start(id) + grid.end(id)) / 2}) {
            assertEquals(id, grid.firstId(time));
            assertEquals(id, grid.lastId(time));
        }
        assertEquals(id + 1, grid.lastId(grid.end(id)));
        assertEquals(id - 1, grid.lastId(grid.start(id) - 1));
    }

    @Test
    void example_aDayThatSamoaLeftOutHoldsNothing() {
        CalendarGrid grid = days("Pacific/Apia");
        long gone = LocalDate.of(2011, 12, 30).toEpochDay();
        assertEquals(Duration.ZERO, length(grid, gone));
        assertEquals(Duration.ofHours(24), length(grid, gone - 1));
        assertEquals(Duration.ofHours(24), length(grid, gone + 1));
        long change = grid.end(gone);
        assertEquals(gone - 1, grid.lastId(change - 1));
        assertEquals(gone + 1, grid.lastId(change));
        // Both windows of seven days that end there end at the same instant, and a time after it is in neither.
        CalendarGrid week = new CalendarGrid(ChronoUnit.DAYS, 7, 1, ZoneId.of("Pacific/Apia"), LocalDate.EPOCH);
        assertEquals(week.end(gone - 7), week.end(gone - 6));
        assertEquals(gone - 5, week.firstId(change));
    }

    @Test
    void example_weeksMonthsQuartersAndYearsEndWhereTheCalendarSays() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        CalendarGrid weeks = new CalendarGrid(ChronoUnit.DAYS, 7, 7, berlin, LocalDate.of(1970, 1, 5));
        long inWeek = weeks.lastId(at("2025-01-01T12:00:00Z"));
        assertEquals(at("2024-12-29T23:00:00Z"), weeks.start(inWeek));
        assertEquals(at("2025-01-05T23:00:00Z"), weeks.end(inWeek));

        CalendarGrid months = new CalendarGrid(ChronoUnit.MONTHS, 1, 1, berlin, LocalDate.EPOCH);
        long december = months.lastId(at("2024-12-31T22:59:59.999Z"));
        assertEquals(54 * 12 + 11, december);
        assertEquals(december + 1, months.lastId(at("2024-12-31T23:00:00Z")));
        assertEquals(Duration.ofDays(31).minusHours(1), length(months, months.lastId(at("2024-03-15T00:00:00Z"))));
        assertEquals(Duration.ofDays(31).plusHours(1), length(months, months.lastId(at("2024-10-15T00:00:00Z"))));
        assertEquals(Duration.ofDays(29), length(months, months.lastId(at("2024-02-15T00:00:00Z"))));
        assertEquals(Duration.ofDays(28), length(months, months.lastId(at("2023-02-15T00:00:00Z"))));
        assertEquals(-1, months.lastId(at("1969-12-31T22:00:00Z")));

        CalendarGrid quarters = new CalendarGrid(ChronoUnit.MONTHS, 3, 3, berlin, LocalDate.EPOCH);
        long first = quarters.lastId(at("2024-02-29T12:00:00Z"));
        assertEquals(at("2023-12-31T23:00:00Z"), quarters.start(first));
        assertEquals(at("2024-03-31T22:00:00Z"), quarters.end(first));

        CalendarGrid fiscal = new CalendarGrid(ChronoUnit.MONTHS, 12, 12, berlin, LocalDate.of(2000, 4, 1));
        assertEquals(23, fiscal.lastId(at("2024-03-31T21:59:59Z")));
        assertEquals(24, fiscal.lastId(at("2024-03-31T22:00:00Z")));

        CalendarGrid fromLast = new CalendarGrid(ChronoUnit.MONTHS, 1, 1, berlin, LocalDate.of(2024, 1, 31));
        assertEquals(at("2024-02-28T23:00:00Z"), fromLast.end(0));
        assertEquals(at("2024-03-30T23:00:00Z"), fromLast.end(1));
        assertEquals(1, fromLast.lastId(at("2024-02-29T00:00:00Z")));
    }

    @Test
    void example_theLastSevenDaysEveryDay() {
        CalendarGrid grid = new CalendarGrid(ChronoUnit.DAYS, 7, 1, ZoneId.of("Europe/Berlin"), LocalDate.EPOCH);
        long day = LocalDate.of(2024, 10, 27).toEpochDay();
        assertEquals(day - 6, grid.firstId(at("2024-10-27T12:00:00Z")));
        assertEquals(day, grid.lastId(at("2024-10-27T12:00:00Z")));
        assertEquals(Duration.ofHours(7 * 24 + 1), length(grid, day));
        assertEquals(Duration.ofHours(7 * 24 + 1), length(grid, day - 6));
        assertEquals(Duration.ofHours(7 * 24), length(grid, day - 7));
        assertEquals(Duration.ofHours(7 * 24), length(grid, day + 1));
    }

    /** Watches the clock of each zone minute by minute; a day begins with the first minute that shows its date. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Asia/Kolkata",
                "Australia/Lord_Howe",
                "America/Goose_Bay",
                "Pacific/Apia",
                "Africa/Cairo",
                "America/Sao_Paulo"
            })
    void oracle_aDayBeginsWithTheFirstMinuteThatHasItsDate(String name) {
        ZoneId zone = ZoneId.of(name);
        CalendarGrid grid = days(name);
        Map<LocalDate, Long> begins = new TreeMap<>();
        long from = at("2010-12-31T00:00:00Z");
        for (long minute = from; minute < at("2012-01-02T00:00:00Z"); minute += MINUTE) {
            begins.putIfAbsent(date(minute, zone), minute);
        }
        begins.remove(date(from, zone));
        assertTrue(begins.size() > 360, begins.size() + " days");
        begins.forEach((date, start) -> assertEquals(start, grid.start(date.toEpochDay()), date::toString));
    }

    private static LocalDate date(long millis, ZoneId zone) {
        return ZonedDateTime.ofInstant(Instant.ofEpochMilli(millis), zone).toLocalDate();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Asia/Kolkata",
                "Australia/Lord_Howe",
                "America/Goose_Bay",
                "Pacific/Apia"
            })
    void laws_windowsAreWhereTheirBoundsSay(String name) {
        Random random = new Random(name.hashCode());
        ZoneId zone = ZoneId.of(name);
        for (int round = 0; round < 60; round++) {
            int size = 1 + random.nextInt(9);
            int slide = 1 + random.nextInt(size);
            ChronoUnit unit = random.nextBoolean() ? ChronoUnit.DAYS : ChronoUnit.MONTHS;
            LocalDate align = LocalDate.ofEpochDay(random.nextInt(40_000) - 10_000);
            CalendarGrid grid = new CalendarGrid(unit, size, slide, zone, align);
            CalendarGrid fresh = new CalendarGrid(unit, size, slide, zone, align);
            long time = at("2011-11-01T00:00:00Z");
            for (int i = 0; i < 200; i++) {
                time += random.nextLong(Duration.ofDays(3).toMillis())
                        - Duration.ofDays(1).toMillis();
                long first = grid.firstId(time);
                long last = grid.lastId(time);
                for (long id = first - 2; id <= last + 2; id++) {
                    boolean in = grid.start(id) <= time && time < grid.end(id);
                    assertEquals(in, first <= id && id <= last, name + " " + unit + " " + size + "/" + slide);
                    assertTrue(grid.start(id) <= grid.start(id + 1) && grid.end(id) <= grid.end(id + 1));
                }
                // What it remembers changes no answer.
                if (i % 10 == 0) {
                    assertEquals(first, fresh.firstId(time));
                    assertEquals(grid.end(first), fresh.end(first));
                }
            }
        }
    }

    @Test
    void laws_timesFarAwayCostNoLoop() {
        CalendarGrid grid = days("Europe/Berlin");
        long far = 1L << 61;
        for (long time : new long[] {far, -far, far - 1, 1 - far}) {
            long id = grid.lastId(time);
            assertTrue(grid.start(id) <= time && time < grid.end(id));
        }
    }

    @Test
    void parametersAreChecked() {
        ZoneId zone = ZoneId.of("UTC");
        assertThrows(
                IllegalArgumentException.class, () -> new CalendarGrid(ChronoUnit.HOURS, 1, 1, zone, LocalDate.EPOCH));
        assertThrows(
                IllegalArgumentException.class, () -> new CalendarGrid(ChronoUnit.DAYS, 1, 2, zone, LocalDate.EPOCH));
        assertThrows(
                IllegalArgumentException.class, () -> new CalendarGrid(ChronoUnit.DAYS, 1, 0, zone, LocalDate.EPOCH));
    }
}
