package io.rivulet.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The forms of time that are read, and what is refused. */
class EventTimeTest {

    private static long parse(String text) {
        return EventTime.parse(text, "time");
    }

    @Test
    void isoWithAndWithoutZone() {
        long noon = 1_772_366_400_000L;
        for (String text : List.of(
                "2026-03-01T12:00:00Z",
                "2026-03-01T13:00:00+01:00",
                "2026-03-01 13:00:00+0100",
                "2026-03-01T12:00",
                " 2026-03-01 12:00:00.000 ")) {
            assertEquals(noon, parse(text), text);
        }
        assertEquals(noon - 43_200_000, parse("2026-03-01"));
        assertEquals("2026-03-01T12:00:00Z", EventTime.format(noon));
    }

    @Test
    void numbersAreSecondsUnlessTheyAreTooLarge() {
        assertEquals(1_500, parse("1.5"));
        assertEquals(-1_000, parse("-1"));
        assertEquals(1_664_462_456_755L, parse("1664462456.755299"));
        assertEquals(1_664_462_456_755L, parse("1664462456755"));
        assertEquals(1_664_462_456_000L, parse("1.664462456e9"));
        assertEquals(99_999_999_999_000L, parse("99999999999"));
        assertEquals(100_000_000_000L, parse("100000000000"));
    }

    @Test
    void anythingElseIsRefusedQuickly() {
        for (String text : List.of(
                "",
                " ",
                "noon",
                "2026-02-30",
                "2026-13-01",
                "1e999999999",
                "1e-999999999",
                "NaN",
                "12:00",
                "9".repeat(30),
                "+999999999-01-01")) {
            assertThrows(IllegalArgumentException.class, () -> parse(text), text);
        }
    }
}
