package io.rivulet.tutorials.network;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Reads lines of the edge form of the DARPA 1998 data: {@code 172.016.112.020,192.168.001.010,06/01/1998-07:55,-}, that is source, destination,
 * minute and attack or "-". There are no ports and no bytes; times are whole minutes, taken as UTC.
 *
 * <p><b>Cost.</b> A {@link Connection} a line and nothing else: addresses are met again, and a minute is parsed once.
 * <p><b>Threads.</b> One owner at a time; each partition has its own.
 */
final class DarpaEdges {

    private static final int MINUTE_LENGTH = "06/01/1998-07:55".length();

    private final Addresses addresses = new Addresses();
    private String minuteText = "";
    private long minuteMillis;
    private String attack = "";

    /**
     * The connection in one line; empty for the header line.
     *
     * @throws IllegalArgumentException if the line has another form, or a day that is in no calendar
     */
    Optional<Connection> parse(String line) {
        int first = line.indexOf(',');
        int second = first < 0 ? -1 : line.indexOf(',', first + 1);
        int third = second < 0 ? -1 : line.indexOf(',', second + 1);
        if (third < 0 || line.indexOf(',', third + 1) >= 0) {
            throw new IllegalArgumentException(
                    "line must have 4 columns (source, destination, minute, attack), got " + columns(line));
        }
        if (line.startsWith("src_ip,")) {
            return Optional.empty();
        }
        long time = minute(line, second + 1, third);
        return Optional.of(new Connection(
                time,
                addresses.of(line, 0, first),
                Connection.NO_PORT,
                addresses.of(line, first + 1, second),
                Connection.NO_PORT,
                0,
                attack(line, third + 1)));
    }

    private long minute(String line, int from, int to) {
        if (to - from == MINUTE_LENGTH && line.startsWith(minuteText, from) && !minuteText.isEmpty()) {
            return minuteMillis;
        }
        String text = line.substring(from, to);
        minuteMillis = parseMinute(text);
        minuteText = text;
        return minuteMillis;
    }

    private static long parseMinute(String text) {
        try {
            if (text.length() == MINUTE_LENGTH
                    && text.charAt(2) == '/'
                    && text.charAt(5) == '/'
                    && text.charAt(10) == '-'
                    && text.charAt(13) == ':') {
                return LocalDateTime.of(
                                number(text, 6, 10),
                                number(text, 0, 2),
                                number(text, 3, 5),
                                number(text, 11, 13),
                                number(text, 14, 16))
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
            }
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException("minute must be a time, got \"" + text + "\": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("minute must look like 06/01/1998-07:55, got \"" + text + "\"");
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private String attack(String line, int from) {
        int length = line.length() - from;
        if (length == 1 && line.charAt(from) == '-') {
            return "";
        }
        if (attack.isEmpty() || attack.length() != length || !line.startsWith(attack, from)) {
            attack = line.substring(from);
        }
        return attack;
    }

    private static int columns(String line) {
        return (int) line.chars().filter(c -> c == ',').count() + 1;
    }
}
