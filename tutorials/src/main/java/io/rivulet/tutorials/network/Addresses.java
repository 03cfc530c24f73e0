package io.rivulet.tutorials.network;

/**
 * Turns stretches of a line into addresses, the same text into the same object: a host is met again and again, and its name is made once.
 *
 * <p><b>Cost.</b> Nothing is allocated for an address that was met before, unless another one with the same place in the table came between.
 * <p><b>Threads.</b> One owner at a time.
 */
final class Addresses {

    /*
     * A direct-mapped table: an address that collides takes the place of the older one, so the size is fixed whatever arrives. Raw and clean text
     * are kept side by side because the raw text (with leading zeros) is what the next line is compared with.
     */
    private static final int SLOTS = 1 << 16;
    private final String[] raw = new String[SLOTS];
    private final String[] clean = new String[SLOTS];

    /** The address written in {@code line} from {@code from} to {@code to}; "172.016.001.010" is "172.16.1.10". */
    String of(String line, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + line.charAt(i);
        }
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        String known = raw[slot];
        if (known != null && known.length() == to - from && line.startsWith(known, from)) {
            return clean[slot];
        }
        String text = line.substring(from, to);
        if (text.isBlank()) {
            throw new IllegalArgumentException("address must not be empty");
        }
        raw[slot] = text;
        clean[slot] = withoutLeadingZeros(text);
        return clean[slot];
    }

    /** Dotted decimal only; anything else, names and IPv6 included, stays as it is. */
    private static String withoutLeadingZeros(String text) {
        StringBuilder shorter = new StringBuilder(text.length());
        int digits = 0;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                dots++;
                digits = 0;
            } else if (c < '0' || c > '9' || ++digits > 3) {
                return text;
            }
            boolean lastOfPart = i + 1 == text.length() || text.charAt(i + 1) == '.';
            boolean leadingZero =
                    c == '0' && !lastOfPart && (shorter.length() == 0 || shorter.charAt(shorter.length() - 1) == '.');
            if (!leadingZero) {
                shorter.append(c);
            }
        }
        return dots == 3 ? shorter.toString() : text;
    }
}
