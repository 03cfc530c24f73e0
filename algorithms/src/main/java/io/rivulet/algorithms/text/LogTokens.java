package io.rivulet.algorithms.text;

import java.util.Arrays;

/**
 * One line of a log as its words, in memory that is used again for the next. With masking, numbers, addresses and identifiers within a word are written as
 * {@link #WILDCARD}: {@code sshd[1291]:} is {@code sshd[<*>]:}, {@code 10.0.0.1:443} is {@code <*>}.
 */
final class LogTokens {

    static final String WILDCARD = "<*>";

    /** The most words; what follows the last but one is taken together as one parameter. */
    static final int MAX_TOKENS = 256;

    /** The longest word; a longer one is a parameter. */
    static final int MAX_LENGTH = 256;

    private static final int SHORTEST_HEX = 8;
    private static final int SHORTEST_HEX_PART = 4;

    /*
     * Word i is text[starts[i]..ends[i]), with the hash that a String of it has, and line[rawStarts[i]..rawEnds[i]) as it came.
     */
    private final boolean masking;
    private char[] text = new char[64];
    private int length;
    private int[] starts = new int[8];
    private int[] ends = new int[8];
    private int[] hashes = new int[8];
    private int[] rawStarts = new int[8];
    private int[] rawEnds = new int[8];
    private int size;

    LogTokens(boolean masking) {
        this.masking = masking;
    }

    boolean masking() {
        return masking;
    }

    int size() {
        return size;
    }

    /** Reads a line. */
    void read(CharSequence line) {
        length = 0;
        size = 0;
        int end = line.length();
        int at = 0;
        while (true) {
            while (at < end && Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            if (at == end) {
                return;
            }
            int from = at;
            while (at < end && !Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            if (size == MAX_TOKENS - 1 && hasMore(line, at)) {
                open(from, end);
                wildcard();
                close();
                return;
            }
            open(from, at);
            if (at - from > MAX_LENGTH || masking && isColonAddress(line, from, at)) {
                wildcard();
            } else if (masking) {
                mask(line, from, at);
            } else {
                append(line, from, at);
            }
            close();
        }
    }

    private static boolean hasMore(CharSequence line, int from) {
        for (int at = from; at < line.length(); at++) {
            if (!Character.isWhitespace(line.charAt(at))) {
                return true;
            }
        }
        return false;
    }

    /** Whether word i is nothing but a parameter. */
    boolean isWildcard(int i) {
        return matches(i, WILDCARD);
    }

    boolean matches(int i, String word) {
        int from = starts[i];
        int count = ends[i] - from;
        if (word.length() != count || word.hashCode() != hashes[i]) {
            return false;
        }
        for (int at = 0; at < count; at++) {
            if (word.charAt(at) != text[from + at]) {
                return false;
            }
        }
        return true;
    }

    boolean hasDigit(int i) {
        for (int at = starts[i]; at < ends[i]; at++) {
            if (isDigit(text[at])) {
                return true;
            }
        }
        return false;
    }

    /** Word i; the one instance of {@link #WILDCARD} if it is that. */
    String word(int i) {
        return isWildcard(i) ? WILDCARD : new String(text, starts[i], ends[i] - starts[i]);
    }

    /** Word i as it stands in the line. */
    String raw(CharSequence line, int i) {
        return line.subSequence(rawStarts[i], rawEnds[i]).toString();
    }

    long heapBytes() {
        return 64 + 16 + 2L * text.length + 5 * (16 + 4L * starts.length);
    }

    private void open(int rawStart, int rawEnd) {
        if (size == starts.length) {
            int more = 2 * size;
            starts = Arrays.copyOf(starts, more);
            ends = Arrays.copyOf(ends, more);
            hashes = Arrays.copyOf(hashes, more);
            rawStarts = Arrays.copyOf(rawStarts, more);
            rawEnds = Arrays.copyOf(rawEnds, more);
        }
        rawStarts[size] = rawStart;
        rawEnds[size] = rawEnd;
        starts[size] = length;
    }

    private void close() {
        int hash = 0;
        for (int at = starts[size]; at < length; at++) {
            hash = 31 * hash + text[at];
        }
        ends[size] = length;
        hashes[size++] = hash;
    }

    private void append(CharSequence line, int from, int to) {
        ensure(to - from);
        for (int at = from; at < to; at++) {
            text[length++] = line.charAt(at);
        }
    }

    private void wildcard() {
        append(WILDCARD, 0, WILDCARD.length());
    }

    private void ensure(int more) {
        if (length + more > text.length) {
            text = Arrays.copyOf(text, Math.max(length + more, 2 * text.length));
        }
    }

    /** Copies a word with what varies masked: each run of letters and digits is looked at, and masked runs that only a connector parts become one. */
    private void mask(CharSequence line, int from, int to) {
        int at = from;
        while (at < to) {
            if (!isAlphanumeric(line.charAt(at))) {
                append(line, at, ++at);
                continue;
            }
            int end = at;
            while (end < to && isAlphanumeric(line.charAt(end))) {
                end++;
            }
            boolean goesOn = endsWithWildcardAndConnector();
            int masked = masked(line, at, end, goesOn);
            if (masked > 0 && goesOn) {
                length--;
            } else if (masked > 0) {
                dropSign();
                wildcard();
            }
            append(line, at + masked, end);
            at = end;
        }
    }

    /** How many leading characters of a run of letters and digits vary. */
    private static int masked(CharSequence line, int from, int to, boolean goesOn) {
        boolean prefixed = to - from > 2 && line.charAt(from) == '0' && (line.charAt(from + 1) | 0x20) == 'x';
        int digits = 0;
        boolean hex = true;
        for (int at = prefixed ? from + 2 : from; at < to; at++) {
            digits += isDigit(line.charAt(at)) ? 1 : 0;
            hex &= isHex(line.charAt(at));
        }
        if (hex && (prefixed || digits > 0 && to - from >= SHORTEST_HEX || goesOn && to - from >= SHORTEST_HEX_PART)) {
            return to - from;
        }
        int leading = from;
        while (leading < to && isDigit(line.charAt(leading))) {
            leading++;
        }
        return leading - from;
    }

    /** Whether it reads like an IPv6 or hardware address: digits and hexadecimal letters between at least two colons. */
    private static boolean isColonAddress(CharSequence line, int from, int to) {
        int colons = 0;
        int digits = 0;
        for (int at = from; at < to; at++) {
            char c = line.charAt(at);
            if (c == ':') {
                colons++;
            } else if (isHex(c)) {
                digits++;
            } else if (c != '.') {
                return false;
            }
        }
        return colons >= 2 && digits > 0;
    }

    private boolean endsWithWildcardAndConnector() {
        int start = starts[size];
        if (length - start < WILDCARD.length() + 1 || ".,:-/+_".indexOf(text[length - 1]) < 0) {
            return false;
        }
        for (int i = 0; i < WILDCARD.length(); i++) {
            if (text[length - 1 - WILDCARD.length() + i] != WILDCARD.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A sign before a number is part of it, unless it joins the number to what stands before. */
    private void dropSign() {
        int start = starts[size];
        if (length > start && (text[length - 1] == '-' || text[length - 1] == '+')) {
            char before = length - 1 > start ? text[length - 2] : ' ';
            length -= isAlphanumeric(before) || before == '>' ? 0 : 1;
        }
    }

    private static boolean isAlphanumeric(char c) {
        return c < 128 ? isDigit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : Character.isLetterOrDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
    }
}
