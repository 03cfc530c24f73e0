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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours as clocks show them. example_: days of changes, hour by hour. oracle_: against times cut by the time library. laws_: what every grid obeys. */
class ClockHourGridTest {

    private static List<Integer> minutes(String zone, LocalDate date, int hours) {
        ClockHourGrid grid = new ClockHourGrid(hours, ZoneId.of(zone));
        CalendarGrid days = new CalendarGrid(ChronoUnit.DAYS, 1, 1, ZoneId.of(zone), LocalDate.EPOCH);
        List<Integer> minutes = new ArrayList<>();
        long end = days.end(date.toEpochDay());
        for (long id = grid.lastId(days.start(date.toEpochDay())); id < end; id = grid.end(id)) {
            minutes.add((int) ((grid.end(id) - grid.start(id)) / 60_000));
        }
        return minutes;
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2024-03-30, 24",
        "Europe/Berlin, 2024-03-31, 23",
        "Europe/Berlin, 2024-10-27, 25",
        "Europe/Berlin, 2024-12-31, 24",
        "America/New_York, 2024-03-10, 23",
        "America/New_York, 2024-11-03, 25",
        "Asia/Kolkata, 2024-03-31, 24",
        "Africa/Cairo, 2024-04-26, 23",
        "America/Havana, 2024-11-03, 25"
    })
    void example_aDayOfAChangeHasAnHourMoreOrLessAndAllAreAnHourLong(String zone, LocalDate date, int windows) {
        assertEquals(Collections.nCopies(windows, 60), minutes(zone, date, 1));
    }

    @Test
    void example_longerWindowsKeepTheirPlacesOnTheClock() {
        assertEquals(List.of(300, 360, 360, 360), minutes("Europe/Berlin", LocalDate.of(2024, 3, 31), 6));
        assertEquals(List.of(420, 360, 360, 360), minutes("Europe/Berlin", LocalDate.of(2024, 10, 27), 6));
        assertEquals(List.of(780, 720), minutes("Europe/Berlin", LocalDate.of(2024, 10, 27), 12));
        assertEquals(List.of(1500), minutes("Europe/Berlin", LocalDate.of(2024, 10, 27), 24));
        assertEquals(
                List.of(120, 180, 120),
                minutes("Europe/Berlin", LocalDate.of(2024, 10, 27), 2).subList(0, 3));
        // Two o'clock is not shown: the clocks go from one o'clock to three.
        assertEquals(
                List.of(120, 60, 120),
                minutes("Europe/Berlin", LocalDate.of(2024, 3, 31), 2).subList(0, 3));
    }

    @Test
    void example_changesOfHalfAnHourOnLordHoweIsland() {
        List<Integer> forward = minutes("Australia/Lord_Howe", LocalDate.of(2024, 10, 6), 1);
        assertEquals(24, forward.size());
        assertEquals(List.of(60, 60, 30, 60), forward.subList(0, 4));
        List<Integer> back = minutes("Australia/Lord_Howe", LocalDate.of(2024, 4, 7), 1);
        assertEquals(24, back.size());
        assertEquals(List.of(60, 90, 60, 60), back.subList(0, 4));
        ClockHourGrid grid = new ClockHourGrid(1, ZoneId.of("Australia/Lord_Howe"));
        // In summer the island's hours start with those of Greenwich, in winter in the middle of them.
        assertEquals(
                Instant.parse("2024-01-01T05:00:00Z").toEpochMilli(),
                grid.lastId(Instant.parse("2024-01-01T05:59:59Z").toEpochMilli()));
        assertEquals(
                Instant.parse("2024-07-01T05:30:00Z").toEpochMilli(),
                grid.lastId(Instant.parse("2024-07-01T05:59:59Z").toEpochMilli()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Cairo"})
    void oracle_anHourStartsWhereTheTimeLibraryCutsItOff(String zone) {
        ClockHourGrid grid = new ClockHourGrid(1, ZoneId.of(zone));
        Random random = new Random(3);
        long from = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
        long to = Instant.parse("2025-02-01T00:00:00Z").toEpochMilli();
        for (long time = from; time < to; time += 60_000 * (1 + random.nextInt(30))) {
            long cut = ZonedDateTime.ofInstant(Instant.ofEpochMilli(time), ZoneId.of(zone))
                    .truncatedTo(ChronoUnit.HOURS)
                    .toInstant()
                    .toEpochMilli();
            // Where the hour's first minutes are not shown, it starts with the change.
            long start = grid.lastId(time);
            assertTrue(start == cut || start > cut && changesAt(start, zone), () -> Instant.ofEpochMilli(cut) + "");
        }
    }

    private static boolean changesAt(long millis, String zone) {
        Instant before = Instant.ofEpochMilli(millis - 1);
        return Instant.ofEpochMilli(millis)
                .equals(ZoneId.of(zone).getRules().nextTransition(before).getInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Europe/Berlin", "Australia/Lord_Howe", "America/Goose_Bay", "Pacific/Apia", "Asia/Kathmandu"})
    void laws_everyTimeIsInOneWindowAndWindowsFollowOneAnother(String zone) {
        Random random = new Random(4);
        for (int hours : new int[] {1, 2, 3, 6, 8, 24}) {
            ClockHourGrid grid = new ClockHourGrid(hours, ZoneId.of(zone));
            long time = Instant.parse("2011-11-01T00:00:00Z").toEpochMilli();
            for (int i = 0; i < 1500; i++) {
                time += random.nextLong(Duration.ofHours(3).toMillis())
                        - Duration.ofHours(1).toMillis();
                long id = grid.lastId(time);
                assertEquals(id, grid.firstId(time));
                assertEquals(id, grid.start(id));
                assertTrue(id <= time && time < grid.end(id));
                assertEquals(id, grid.lastId(grid.end(id) - 1));
                assertEquals(grid.end(id), grid.lastId(grid.end(id)));
            }
        }
    }

    @Test
    void hoursMustDivideTheDay() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new ClockHourGrid(5, ZoneId.of("UTC")));
        assertTrue(e.getMessage().contains("divide 24") && e.getMessage().contains("5"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new ClockHourGrid(0, ZoneId.of("UTC")));
    }
}
