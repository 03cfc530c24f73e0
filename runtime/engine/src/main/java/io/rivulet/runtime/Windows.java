package io.rivulet.runtime;

import java.time.Duration;
import java.time.Instant;

/**
 * How event time is cut into windows: of a fixed length at fixed places, or as sessions around the records themselves. A value; the methods give altered
 * copies.
 *
 * <pre>{@code
 * Windows.tumbling(Duration.ofMinutes(1));
 * Windows.sliding(Duration.ofMinutes(1), Duration.ofSeconds(10)).alignedTo(Instant.parse("2024-01-01T00:00:05Z"));
 * Windows.session(Duration.ofMinutes(30)).strict();
 * }</pre>
 */
public sealed interface Windows {

    /** Event times must lie in {@code -LIMIT_MILLIS..LIMIT_MILLIS}, 73 million years around 1970, so that no sum overflows. */
    long LIMIT_MILLIS = 1L << 61;

    /** Windows of one length, each starting where the one before ends; aligned to 1970-01-01T00:00Z. */
    static Fixed tumbling(Duration size) {
        return sliding(size, size);
    }

    /** Windows of one length, starting every {@code slide}, which is at most the length; aligned to 1970-01-01T00:00Z. */
    static Fixed sliding(Duration size, Duration slide) {
        return new Fixed(millis("size", size), millis("slide", slide), 0, false);
    }

    /** One window for records that lie at most {@code gap} apart; it closes when a longer silence has passed. */
    static Session session(Duration gap) {
        return new Session(millis("gap", gap), false, false);
    }

    /**
     * Whether every record older than the watermark is late. Otherwise a record is late only if a window that should hold it has closed, so that those that
     * come late but in time are counted.
     */
    boolean isStrict();

    /** The same, with every record older than the watermark late. */
    Windows strict();

    /**
     * Windows of a fixed length. Window {@code i} holds the times {@code t} with {@code align + i·slide <= t < align + i·slide + size}; all by floor division, before
     * and after the alignment alike.
     *
     * @param sizeMillis the length
     * @param slideMillis from one window's start to the next; equal to the length for tumbling windows
     * @param alignMillis where window 0 starts
     * @param isStrict see {@link Windows#isStrict}
     */
    record Fixed(long sizeMillis, long slideMillis, long alignMillis, boolean isStrict) implements Windows {

        /** Checks the ranges. */
        public Fixed {
            within("size", sizeMillis);
            within("slide", slideMillis);
            if (slideMillis > sizeMillis) {
                throw new IllegalArgumentException("slide must be at most the size, " + sizeMillis + " ms, got "
                        + slideMillis + " ms; records between windows would belong to none");
            }
            if (alignMillis < -LIMIT_MILLIS || alignMillis > LIMIT_MILLIS) {
                throw new IllegalArgumentException(
                        "align must be within " + LIMIT_MILLIS + " ms of 1970, got " + alignMillis);
            }
        }

        /** The same with window 0 starting there. */
        public Fixed alignedTo(Instant start) {
            return new Fixed(sizeMillis, slideMillis, start.toEpochMilli(), isStrict);
        }

        @Override
        public Fixed strict() {
            return new Fixed(sizeMillis, slideMillis, alignMillis, true);
        }

        /** Whether each time belongs to one window only. */
        public boolean isTumbling() {
            return sizeMillis == slideMillis;
        }

        /** The first window that holds a time, which must be in range. */
        public long firstId(long timeMillis) {
            return idEndingAt(timeMillis) + 1;
        }

        /** The last window that holds a time, which must be in range. */
        public long lastId(long timeMillis) {
            return Math.floorDiv(timeMillis - alignMillis, slideMillis);
        }

        /** The last window that ends at a time or before it. */
        public long idEndingAt(long timeMillis) {
            return Math.floorDiv(timeMillis - alignMillis - sizeMillis, slideMillis);
        }

        /** A window's first instant. */
        public long start(long id) {
            return alignMillis + id * slideMillis;
        }

        /** The first instant after a window. */
        public long end(long id) {
            return start(id) + sizeMillis;
        }
    }

    /**
     * Sessions: records of a key whose times follow each other at most {@code gap} apart.
     *
     * @param gapMillis the longest silence within a session
     * @param isExclusive whether records exactly the gap apart belong to two sessions; else they belong to one
     * @param isStrict see {@link Windows#isStrict}
     */
    record Session(long gapMillis, boolean isExclusive, boolean isStrict) implements Windows {

        /** Checks the ranges. */
        public Session {
            within("gap", gapMillis);
        }

        /** The same with records exactly the gap apart in two sessions. */
        public Session exclusive() {
            return new Session(gapMillis, true, isStrict);
        }

        @Override
        public Session strict() {
            return new Session(gapMillis, isExclusive, true);
        }

        /** The greatest distance of two records that follow each other in one session. */
        public long reachMillis() {
            return isExclusive ? gapMillis - 1 : gapMillis;
        }
    }

    /**
     * Gives the time back if it can be reckoned with.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    static long checked(long timeMillis) {
        if (timeMillis < -LIMIT_MILLIS || timeMillis > LIMIT_MILLIS) {
            throw new IllegalArgumentException(
                    "event time must be within " + LIMIT_MILLIS + " ms of 1970, got " + timeMillis);
        }
        return timeMillis;
    }

    private static long millis(String name, Duration duration) {
        if (duration.getNano() % 1_000_000 != 0) {
            throw new IllegalArgumentException(name + " must be whole milliseconds, got " + duration);
        }
        if (duration.compareTo(Duration.ofMillis(LIMIT_MILLIS)) > 0) {
            throw new IllegalArgumentException(name + " must be at most " + LIMIT_MILLIS + " ms, got " + duration);
        }
        return duration.toMillis();
    }

    private static void within(String name, long millis) {
        if (millis < 1 || millis > LIMIT_MILLIS) {
            throw new IllegalArgumentException(name + " must be in 1.." + LIMIT_MILLIS + " ms, got " + millis);
        }
    }
}
