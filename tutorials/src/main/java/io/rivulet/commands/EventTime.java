package io.rivulet.commands;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/** Reads and writes event times, in milliseconds since 1970. */
final class EventTime {

    /** What can be read, for help and messages. */
    static final String FORMS = "ISO-8601 (UTC unless it has a zone), seconds since 1970, or milliseconds from 1e11 on";

    /** Seconds up to here, the year 5138; numbers above are milliseconds, from the year 1973. */
    private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(100_000_000_000L);

    private static final int LONGEST = 40;
    private static final long FARTHEST = Long.MAX_VALUE / 4;

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private EventTime() {}

    /** @throws IllegalArgumentException if the text is no time */
    static long parse(String text, String label) {
        String stripped = text.strip();
        try {
            if (!stripped.isEmpty() && stripped.length() <= LONGEST) {
                long millis = isNumber(stripped) ? number(stripped) : iso(stripped);
                // At the ends of the range, adding a window would overflow.
                if (Math.abs(millis) <= FARTHEST) {
                    return millis;
                }
            }
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(label + " must be a time: " + FORMS + "; got \"" + text + "\"");
    }

    /** ISO-8601, in UTC. */
    static String format(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.eE".indexOf(c) >= 0) && text.indexOf('-', 1) < 0;
    }

    private static long number(String text) {
        BigDecimal number = new BigDecimal(text);
        if (number.precision() - number.scale() > LONGEST) {
            throw new ArithmeticException("exponent too large");
        }
        BigDecimal millis = number.abs().compareTo(LAST_SECOND) < 0 ? number.movePointRight(3) : number;
        return millis.setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    private static long iso(String text) {
        TemporalAccessor parsed = ISO.parse(text);
        LocalTime time = parsed.query(TemporalQueries.localTime());
        ZoneOffset zone = parsed.query(TemporalQueries.offset());
        return LocalDateTime.of(LocalDate.from(parsed), time == null ? LocalTime.MIDNIGHT : time)
                .toInstant(zone == null ? ZoneOffset.UTC : zone)
                .toEpochMilli();
    }
}
