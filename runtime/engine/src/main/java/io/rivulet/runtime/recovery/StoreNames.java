package io.rivulet.runtime.recovery;

import java.util.List;
import java.util.Locale;

/**
 * The names of a store's blobs: {@code execution-N} says that a run has begun, {@code manifest-N} that the N-th commit is complete, and {@code segment-N-M} is the
 * M-th segment of run N. Numbers are filled with zeros for those who look at a sorted list; they are compared as numbers.
 */
final class StoreNames {

    static final String EXECUTION = "execution-";
    static final String MANIFEST = "manifest-";
    private static final String SEGMENT = "segment-";
    private static final long NONE = -1;

    private StoreNames() {}

    static String of(String kind, long number) {
        return kind + String.format(Locale.ROOT, "%010d", number);
    }

    static String segment(long execution, long number) {
        return of(SEGMENT, execution) + of("-", number);
    }

    /** The highest number of a kind, 0 if there is none: numbers begin with 1. */
    static long highest(String kind, List<String> names) {
        return Math.max(
                0, names.stream().mapToLong(name -> number(kind, name)).max().orElse(0));
    }

    /** The number of a name of a kind, negative if it is of another. */
    static long number(String kind, String name) {
        return name.startsWith(kind) ? parse(name.substring(kind.length())) : NONE;
    }

    /** The run that wrote a segment, negative if it is no segment. */
    static long executionOfSegment(String name) {
        int dash = name.lastIndexOf('-');
        return name.startsWith(SEGMENT) && dash > SEGMENT.length()
                ? parse(name.substring(SEGMENT.length(), dash))
                : NONE;
    }

    private static long parse(String digits) {
        try {
            return digits.isEmpty() || digits.charAt(0) == '-' ? NONE : Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return NONE;
        }
    }
}
