package io.rivulet.io.files;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.function.Function;

/** How a file writes points in time. */
public final class TimeFormat {

    /** ISO-8601 with a zone: {@code 2026-03-01T12:30:00Z}, {@code 2026-03-01 12:30:00.5+01:00}. */
    public static final TimeFormat ISO =
            new TimeFormat("a time as 2026-03-01T12:30:00Z, with a zone", text -> isoWithZone(text));

    /** Seconds since 1970, with or without decimals; those after the ninth are dropped. */
    public static final TimeFormat EPOCH_SECONDS = new TimeFormat("seconds since 1970", text -> ofSeconds(text, 0));

    /** Milliseconds since 1970, with or without decimals. */
    public static final TimeFormat EPOCH_MILLIS = new TimeFormat("milliseconds since 1970", text -> ofSeconds(text, 3));

    private static final DateTimeFormatter ISO_TEXT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendPattern("[XXX][XX][X]")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            // Else the 30th of February would pass for the 28th.
            .withResolverStyle(ResolverStyle.STRICT);

    private final String expected;
    private final Function<String, Instant> parser;

    private TimeFormat(String expected, Function<String, Instant> parser) {
        this.expected = expected;
        this.parser = parser;
    }

    /** ISO-8601 where a time without a zone, or a date alone, is meant in the one given. */
    public static TimeFormat isoIn(ZoneId zone) {
        return new TimeFormat(
                "a time as 2026-03-01T12:30:00 or 2026-03-01", text -> inZone(ISO_TEXT.parse(text), zone));
    }

    /**
     * What a pattern of {@link DateTimeFormatter} describes, in English.
     *
     * @param zone holds where the pattern has none; a pattern without a time of day means midnight
     */
    public static TimeFormat pattern(String pattern, ZoneId zone) {
        DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                .appendPattern(pattern)
                // Strict dates need the era of a year written as yyyy.
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        return new TimeFormat("a time as " + pattern, text -> inZone(formatter.parse(text), zone));
    }

    /** The time that a text says. */
    Instant parse(String text) {
        try {
            return parser.apply(text.strip());
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new BadValueException("must be " + expected);
        }
    }

    @Override
    public String toString() {
        return expected;
    }

    private static Instant isoWithZone(String text) {
        return Instant.from(ISO_TEXT.parse(text));
    }

    private static Instant inZone(TemporalAccessor parsed, ZoneId zone) {
        ZoneId own = parsed.query(TemporalQueries.zone());
        LocalDate date = LocalDate.from(parsed);
        LocalTime time = parsed.query(TemporalQueries.localTime());
        return date.atTime(time == null ? LocalTime.MIDNIGHT : time)
                .atZone(own == null ? zone : own)
                .toInstant();
    }

    private static Instant ofSeconds(String text, int shift) {
        if (text.length() > 40) {
            throw new NumberFormatException("too long");
        }
        BigDecimal value = new BigDecimal(text);
        // An exponent could ask for a number of a billion digits.
        if (Math.abs((long) value.scale()) > 100) {
            throw new NumberFormatException("exponent too large");
        }
        BigInteger[] parts = value.movePointLeft(shift)
                .setScale(9, RoundingMode.FLOOR)
                .unscaledValue()
                .divideAndRemainder(BigInteger.valueOf(1_000_000_000));
        return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValue());
    }
}
