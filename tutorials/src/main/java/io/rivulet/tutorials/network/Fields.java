package io.rivulet.tutorials.network;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** How the text formats write one value of a connection; each refuses what it cannot read and names the column. */
final class Fields {

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    /** Numbers from here on are taken for milliseconds: as seconds they would lie in the year 5138 or later. */
    private static final BigDecimal MILLISECONDS_FROM = BigDecimal.valueOf(100_000_000_000L);

    private Fields() {}

    /** Seconds since 1970 with decimals, as Zeek writes them. */
    static long epochSeconds(String text, String column) {
        return millis(decimal(text, column, "seconds since 1970").multiply(THOUSAND), text, column);
    }

    /** Seconds or milliseconds since 1970, or ISO-8601 such as {@code 2026-03-02T09:30:00Z}. */
    static long time(String text, String column) {
        String trimmed = text.trim();
        try {
            if (trimmed.indexOf('T') > 0) {
                return Instant.parse(trimmed).toEpochMilli();
            }
            BigDecimal number = new BigDecimal(trimmed);
            return millis(
                    number.abs().compareTo(MILLISECONDS_FROM) >= 0 ? number : number.multiply(THOUSAND), text, column);
        } catch (DateTimeParseException | NumberFormatException e) {
            throw refused(column, "be seconds or milliseconds since 1970 or look like 2026-03-02T09:30:00Z", text);
        }
    }

    /** A port number. */
    static int port(String text, String column) {
        String trimmed = text.trim();
        if (trimmed.isEmpty() || trimmed.equals("-") || trimmed.equals("-1")) {
            return Connection.NO_PORT;
        }
        try {
            int port = Integer.parseInt(trimmed);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below, with the column
        }
        throw refused(column, "be a port in 0..65535", text);
    }

    /** A count of bytes; 0 where nothing is written. */
    static long bytes(String text, String column) {
        String trimmed = text.trim();
        if (trimmed.isEmpty() || trimmed.equals("-")) {
            return 0;
        }
        try {
            long bytes = Long.parseLong(trimmed);
            if (bytes >= 0) {
                return bytes;
            }
        } catch (NumberFormatException e) {
            // told below, with the column
        }
        throw refused(column, "be a number of bytes", text);
    }

    /** An address; any text that is not empty. */
    static String address(String text, String column) {
        String trimmed = text.trim();
        if (trimmed.isEmpty() || trimmed.equals("-")) {
            throw refused(column, "be an address", text);
        }
        return trimmed;
    }

    /** The attack's name; empty for what labels call normal. */
    static String label(String text) {
        String trimmed = text.trim();
        return switch (trimmed.toLowerCase(Locale.ROOT)) {
            case "", "-", "(empty)", "benign", "background", "normal", "none", "0" -> "";
            default -> trimmed;
        };
    }

    private static BigDecimal decimal(String text, String column, String what) {
        try {
            return new BigDecimal(text.trim());
        } catch (NumberFormatException e) {
            throw refused(column, "be " + what, text);
        }
    }

    private static long millis(BigDecimal millis, String text, String column) {
        try {
            return millis.setScale(0, RoundingMode.FLOOR).longValueExact();
        } catch (ArithmeticException e) {
            throw refused(column, "be a time within the calendar", text);
        }
    }

    static IllegalArgumentException refused(String column, String must, String text) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return new IllegalArgumentException("column \"" + column + "\" must " + must + ", got \"" + shown + "\"");
    }
}
