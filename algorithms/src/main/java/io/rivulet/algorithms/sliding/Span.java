package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.algorithms.sliding.SlidingChoice.Use;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How far a window reaches back.
 *
 * @param kind what it goes by
 * @param size milliseconds, of the longest one if there are several; records if counted; in a session how long its end matters: the gap and the lateness
 * @param slide in what steps its start moves; the size is a multiple of it
 * @param gap the longest silence within a session, otherwise 0
 * @param sizes the size of each, in the order of their answers, if there are several; otherwise none
 */
record Span(Kind kind, long size, long slide, long gap, List<Long> sizes) {

    enum Kind {
        /** The last while, records in order. */
        TIME("sliding"),
        /** The last while, records in any order. */
        ANY_ORDER("sliding"),
        /** The last so many records. */
        COUNT("sliding"),
        /** The last while, of several lengths. */
        SEVERAL("sliding-several"),
        /** Since the last long silence. */
        SESSION("sliding-session");

        final String form;

        Kind(String form) {
            this.form = form;
        }
    }

    /** Longer ones and later times would overflow. */
    static final long MOST_MILLIS = 1L << 61;

    static Span of(Duration size, Duration slide) {
        long millis = millis("size", size);
        return new Span(Kind.TIME, millis, step(millis, size, slide), 0, List.of());
    }

    static Span of(Duration size) {
        return new Span(Kind.TIME, millis("size", size), 1, 0, List.of());
    }

    static Span of(int records) {
        if (records < 1) {
            throw new IllegalArgumentException("records must be at least 1, got " + records);
        }
        return new Span(Kind.COUNT, records, 1, 0, List.of());
    }

    static Span of(List<Duration> sizes, Duration slide) {
        if (sizes.isEmpty()) {
            throw new IllegalArgumentException("sizes must not be empty");
        }
        long longest = 0;
        long step = 0;
        for (Duration size : sizes) {
            long millis = millis("size", size);
            longest = Math.max(longest, millis);
            step = greatestCommonDivisor(step, step(millis, size, slide));
        }
        return new Span(
                Kind.SEVERAL,
                longest,
                step,
                0,
                sizes.stream().map(Duration::toMillis).toList());
    }

    /** @param lateness zero if records come in order */
    static Span ofSession(Duration gap, Duration lateness) {
        long millis = millis("gap", gap);
        long late = lateness.isZero() ? 0 : millis("lateness", lateness);
        if (millis + late >= MOST_MILLIS) {
            throw new IllegalArgumentException("gap and lateness must be less than " + Duration.ofMillis(MOST_MILLIS)
                    + " together, got " + gap + " and " + lateness);
        }
        return new Span(Kind.SESSION, millis + late + 1, 1, millis, List.of());
    }

    static long millis(String name, Duration duration) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(Duration.ofMillis(MOST_MILLIS)) > 0) {
            throw new IllegalArgumentException(name + " must be in " + Duration.ofMillis(1) + ".."
                    + Duration.ofMillis(MOST_MILLIS) + ", got " + duration);
        }
        return duration.toMillis();
    }

    private static long step(long sizeMillis, Duration size, Duration slide) {
        long step = millis("slide", slide);
        if (step > sizeMillis) {
            throw new IllegalArgumentException("slide must not be longer than size " + size + ", got " + slide);
        }
        return greatestCommonDivisor(sizeMillis, step);
    }

    /** The same with records in any order; only for windows of time. */
    Span inAnyOrder() {
        return switch (kind) {
            case TIME -> new Span(Kind.ANY_ORDER, size, slide, gap, sizes);
            case ANY_ORDER, SEVERAL -> this;
            case COUNT ->
                throw new IllegalStateException("window must be one of time to take records out of order; one of "
                        + this + " goes by the order of coming");
            case SESSION ->
                throw new IllegalStateException("say how late records of a session may come when making it");
        };
    }

    boolean counted() {
        return kind == Kind.COUNT;
    }

    boolean isSession() {
        return kind == Kind.SESSION;
    }

    /** How late a record of a session may come. */
    long lateness() {
        return size - gap - 1;
    }

    Use use() {
        return switch (kind) {
            case TIME -> slide > 1 ? Use.RECORDS_IN_PANES : Use.RECORDS;
            case ANY_ORDER -> slide > 1 ? Use.ANY_ORDER_IN_PANES : Use.ANY_ORDER;
            case COUNT -> Use.COUNTED;
            case SEVERAL -> Use.SEVERAL;
            case SESSION -> lateness() > 0 ? Use.LATE_SESSION : Use.SESSION;
        };
    }

    /** The first position of the window that ends with {@code position}; in a session, the earliest end of one that matters. */
    long startOf(long position) {
        return startOf(position, size);
    }

    /** The same for one of several sizes. */
    long startOf(long position, long ofSize) {
        return stepOf(position) + slide - ofSize;
    }

    /** The earliest position that is still taken in at {@code position}. */
    long earliest(long position) {
        return isSession() ? position - lateness() : startOf(position);
    }

    /** The step that {@code position} lies in: a multiple of the slide. */
    long stepOf(long position) {
        return Math.floorDiv(position, slide) * slide;
    }

    /** Windows in order and in any order are written alike: size i64, slide i64, counted u8. Sessions: size, gap. Several: size, slide, number i32, sizes. */
    void encode(StateWriter out) {
        out.writeLong(size);
        switch (kind) {
            case TIME, ANY_ORDER, COUNT -> out.writeLong(slide).writeBoolean(counted());
            case SESSION -> out.writeLong(gap);
            case SEVERAL -> {
                out.writeLong(slide).writeInt(sizes.size());
                sizes.forEach(out::writeLong);
            }
        }
    }

    /** Makes sure that the bytes are of such a window. */
    void check(String aggregation, StateReader in) {
        boolean same = in.readLong() == size;
        switch (kind) {
            case TIME, ANY_ORDER, COUNT ->
                same = in.readLong() == slide & in.readBoolean("counted") == counted() & same;
            case SESSION -> same &= in.readLong() == gap;
            case SEVERAL -> {
                same &= in.readLong() == slide;
                int found = in.readLength("sizes", Long.BYTES);
                same &= found == sizes.size();
                for (int i = 0; i < found; i++) {
                    long length = in.readLong();
                    same = same && length == sizes.get(i);
                }
            }
        }
        if (!same) {
            throw in.corrupt("window of " + aggregation + " must be of " + this + ", got another");
        }
    }

    @Override
    public String toString() {
        return switch (kind) {
            case TIME -> Duration.ofMillis(size) + steps();
            case ANY_ORDER -> Duration.ofMillis(size) + steps() + " in any order";
            case COUNT -> size + " records";
            case SEVERAL ->
                sizes.stream()
                                .map(length -> Duration.ofMillis(length).toString())
                                .collect(Collectors.joining(", "))
                        + steps();
            case SESSION ->
                "session without a silence of more than " + Duration.ofMillis(gap)
                        + (lateness() > 0 ? ", late by up to " + Duration.ofMillis(lateness()) : "");
        };
    }

    private String steps() {
        return slide > 1 ? " in steps of " + Duration.ofMillis(slide) : "";
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
