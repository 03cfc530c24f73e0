package io.rivulet.algorithms.catalog;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * One parameter of an algorithm: what it is called, what it may be, what it is unless given.
 *
 * @param name lower-case words with hyphens
 * @param kind how its text is read
 * @param byDefault the text that stands for it when none is given
 * @param min the smallest value; seconds for a duration
 * @param max the largest value; seconds for a duration
 * @param description what it does, in a few words
 */
public record Parameter(String name, Kind kind, String byDefault, double min, double max, String description) {

    /** How a parameter's text is read. */
    public enum Kind {
        /** A whole number. */
        INTEGER,
        /** Any finite number. */
        NUMBER,
        /** ISO-8601 ({@code PT10M}) or a number with a unit ({@code 90s}, {@code 10m}, {@code 1h}, {@code 500ms}, {@code 2d}). */
        DURATION
    }

    /** A whole number. */
    public static Parameter integer(String name, long byDefault, long min, long max, String description) {
        return new Parameter(name, Kind.INTEGER, Long.toString(byDefault), min, max, description);
    }

    /** A number. */
    public static Parameter number(String name, double byDefault, double min, double max, String description) {
        return new Parameter(name, Kind.NUMBER, Double.toString(byDefault), min, max, description);
    }

    /** A length of time. */
    public static Parameter duration(String name, Duration byDefault, Duration min, Duration max, String description) {
        return new Parameter(
                name,
                Kind.DURATION,
                byDefault.toString(),
                min.toMillis() / 1000.0,
                max.toMillis() / 1000.0,
                description);
    }

    /**
     * The value that a text gives, as Long, Double or Duration.
     *
     * @throws IllegalArgumentException if it is none, or outside the range
     */
    Object parse(String text) {
        Object value;
        double number;
        try {
            switch (kind) {
                case INTEGER -> {
                    value = Long.valueOf(text.trim());
                    number = (Long) value;
                }
                case NUMBER -> {
                    value = Double.valueOf(text.trim());
                    number = (Double) value;
                }
                default -> {
                    value = parseDuration(text.trim());
                    number = ((Duration) value).toMillis() / 1000.0;
                }
            }
        } catch (NumberFormatException | DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(name + " must be " + words() + ", got \"" + text + "\"", e);
        }
        if (!(number >= min && number <= max)) {
            throw new IllegalArgumentException(name + " must be " + words() + ", got " + text);
        }
        return value;
    }

    /** The range in words: {@code a whole number in 4..18}. */
    public String words() {
        return switch (kind) {
            case INTEGER ->
                min == Long.MIN_VALUE && max == Long.MAX_VALUE
                        ? "a whole number"
                        : "a whole number in " + (long) min + ".." + (long) max;
            case NUMBER -> "a number in " + min + ".." + max;
            case DURATION ->
                "a duration such as 90s, 10m or PT1H, in " + Duration.ofMillis((long) (1000 * min)) + ".."
                        + Duration.ofMillis((long) (1000 * max));
        };
    }

    /**
     * Reads a length of time: ISO-8601, or a number with ms, s, m, h or d.
     *
     * @throws DateTimeParseException if it is neither
     */
    public static Duration parseDuration(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.matches("\\d{1,15}(ms|s|m|h|d)")) {
            String unit = lower.replaceAll("\\d", "");
            long count = Long.parseLong(lower.substring(0, lower.length() - unit.length()));
            return switch (unit) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        }
        return Duration.parse(text);
    }
}
