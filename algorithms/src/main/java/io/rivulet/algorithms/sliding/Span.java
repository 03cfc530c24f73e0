package io.rivulet.algorithms.sliding;

import java.time.Duration;

/**
 * How far a window reaches back.
 *
 * @param size milliseconds, or records if counted
 * @param slide in what steps its start moves; the size is a multiple of it
 * @param counted whether it is a number of records
 */
record Span(long size, long slide, boolean counted) {

    /** Longer ones and later times would overflow. */
    static final long MOST_MILLIS = 1L << 61;

    static Span of(Duration size, Duration slide) {
        long millis = millis("size", size);
        long step = millis("slide", slide);
        if (step > millis) {
            throw new IllegalArgumentException("slide must not be longer than size " + size + ", got " + slide);
        }
        return new Span(millis, greatestCommonDivisor(millis, step), false);
    }

    static Span of(Duration size) {
        return new Span(millis("size", size), 1, false);
    }

    static Span of(int records) {
        if (records < 1) {
            throw new IllegalArgumentException("records must be at least 1, got " + records);
        }
        return new Span(records, 1, true);
    }

    static long millis(String name, Duration duration) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(Duration.ofMillis(MOST_MILLIS)) > 0) {
            throw new IllegalArgumentException(name + " must be in " + Duration.ofMillis(1) + ".."
                    + Duration.ofMillis(MOST_MILLIS) + ", got " + duration);
        }
        return duration.toMillis();
    }

    SlidingChoice.Use use() {
        return counted
                ? SlidingChoice.Use.COUNTED
                : slide > 1 ? SlidingChoice.Use.RECORDS_IN_PANES : SlidingChoice.Use.RECORDS;
    }

    /** The first position of the window that ends with {@code position}. */
    long startOf(long position) {
        return stepOf(position) + slide - size;
    }

    /** The step that {@code position} lies in: a multiple of the slide. */
    long stepOf(long position) {
        return Math.floorDiv(position, slide) * slide;
    }

    @Override
    public String toString() {
        return counted
                ? size + " records"
                : Duration.ofMillis(size) + (slide > 1 ? " in steps of " + Duration.ofMillis(slide) : "");
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
