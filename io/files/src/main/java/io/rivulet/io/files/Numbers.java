package io.rivulet.io.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads numbers and truth values from bytes; spaces around them do not matter. */
final class Numbers {

    /** Digits that a double always holds exactly. */
    private static final int EXACT_DIGITS = 15;

    /** Powers of ten, exact. */
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private Numbers() {}

    static int parseInt(byte[] bytes, int from, int to) {
        long value = parse(bytes, from, to, "must be a whole number of 32 bits");
        if (value != (int) value) {
            throw new BadValueException("must be a whole number of 32 bits");
        }
        return (int) value;
    }

    static long parseLong(byte[] bytes, int from, int to) {
        return parse(bytes, from, to, "must be a whole number of 64 bits");
    }

    static double parseDouble(byte[] bytes, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && bytes[start] == ' ') {
            start++;
        }
        while (end > start && bytes[end - 1] == ' ') {
            end--;
        }
        int at = start;
        boolean negative = at < end && bytes[at] == '-';
        if (negative || at < end && bytes[at] == '+') {
            at++;
        }
        // Up to 15 digits and a power of ten up to 15 are both exact as doubles, so that one division rounds once,
        // correctly (Clinger, 1990).
        long digits = 0;
        int count = 0;
        int decimals = 0;
        boolean point = false;
        for (; at < end; at++) {
            int b = bytes[at];
            if (b == '.' && !point) {
                point = true;
            } else if (b >= '0' && b <= '9') {
                digits = digits * 10 + (b - '0');
                count++;
                if (point) {
                    decimals++;
                }
                if (count > EXACT_DIGITS) {
                    return parseSlowly(bytes, start, end);
                }
            } else {
                return parseSlowly(bytes, start, end);
            }
        }
        if (count == 0) {
            throw new BadValueException("must be a number");
        }
        double value = digits / POWERS[decimals];
        return negative ? -value : value;
    }

    static boolean parseBoolean(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "1" -> true;
            case "false", "f", "no", "n", "0" -> false;
            default -> throw new BadValueException("must be true or false");
        };
    }

    private static long parse(byte[] bytes, int from, int to, String expected) {
        int at = from;
        int end = to;
        while (at < end && bytes[at] == ' ') {
            at++;
        }
        while (end > at && bytes[end - 1] == ' ') {
            end--;
        }
        boolean negative = at < end && bytes[at] == '-';
        if (negative || at < end && bytes[at] == '+') {
            at++;
        }
        if (at == end) {
            throw new BadValueException(expected);
        }
        // Counted downwards, since the smallest long has no positive counterpart.
        long value = 0;
        for (; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
                throw new BadValueException(expected);
            }
            value = value * 10 - digit;
            if (value > 0) {
                throw new BadValueException(expected);
            }
        }
        if (!negative && value == Long.MIN_VALUE) {
            throw new BadValueException(expected);
        }
        return negative ? value : -value;
    }

    private static double parseSlowly(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        switch (text.toLowerCase(Locale.ROOT)) {
            case "nan":
                return Double.NaN;
            case "inf", "+inf", "infinity", "+infinity":
                return Double.POSITIVE_INFINITY;
            case "-inf", "-infinity":
                return Double.NEGATIVE_INFINITY;
            default:
                break;
        }
        // Java's own syntax allows more, as 1d and 0x1p3.
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                throw new BadValueException("must be a number");
            }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new BadValueException("must be a number");
        }
    }
}
