package io.rivulet.runtime;

import io.rivulet.runtime.time.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;

/**
 * How records are put into windows: by event time, at fixed places, by the calendar, or as sessions around the records themselves; by their number; or all into one. A value;
 * the methods give altered copies.
 *
 * <pre>{@code
 * Windows.tumbling(Duration.ofMinutes(1));
 * Windows.sliding(Duration.ofMinutes(1), Duration.ofSeconds(10)).alignedTo(Instant.parse("2024-01-01T00:00:05Z"));
 * Windows.session(Duration.ofMinutes(30)).strict();
 * Windows.calendar(Period.ofMonths(1), ZoneId.of("Europe/Berlin"));
 * Windows.count(100);
 * }</pre>
 *
 * <p>A {@link WindowResult} of windows that are not cut by time says of time what there is: of a {@link Count} the times of its records, of the {@link Global} window all time.
 */
public sealed interface Windows permits Windows.OfTime, Windows.Count, Windows.Global {

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

    /** Whole days, weeks, months or years as a zone's calendar has them, each starting where the one before ends; see {@link CalendarWindows}. */
    static CalendarWindows calendar(Period size, ZoneId zone) {
        return calendar(size, size, zone);
    }

    /** The same, starting every {@code slide}: {@code calendar(Period.ofDays(7), Period.ofDays(1), zone)} gives on each day the last seven. */
    static CalendarWindows calendar(Period size, Period slide, ZoneId zone) {
        return CalendarWindows.of(size, slide, zone);
    }

    /** Windows between full hours as a zone's clocks show them, so many hours each; see {@link ClockHours}. */
    static ClockHours clockHours(int hours, ZoneId zone) {
        return new ClockHours(hours, zone, false);
    }

    /** Windows of so many records, each starting where the one before ends. */
    static Count count(long size) {
        return count(size, size);
    }

    /** Windows of the last {@code size} records, every {@code slide} records. */
    static Count count(long size, long slide) {
        return new Count(size, slide);
    }

    /** One window for all records of a key; say by {@link Emission} when there are results before the input ends. */
    static Global global() {
        return new Global();
    }

    /** Windows that are cut by event time. */
    sealed interface OfTime extends Windows permits Numbered, Session {

        /**
         * Whether every record older than the watermark is late. Otherwise a record is late only if a window that should hold it has closed, so that those that
         * come late but in time are counted.
         */
        boolean isStrict();

        /** The same, with every record older than the watermark late. */
        OfTime strict();
    }

    /** Windows whose places do not depend on the records, so that they have numbers. */
    sealed interface Numbered extends OfTime permits Fixed, CalendarWindows, ClockHours {

        /** Where they are. It may remember what it reckoned last, so it is for one owner. */
        TimeGrid grid();

        /** Whether each time belongs to one window only. */
        boolean isTumbling();

        /** The longest tumbling windows that each of these is made of. */
        Numbered panes();
    }

    /**
     * Windows of a fixed length. Window {@code i} holds the times {@code t} with {@code align + i·slide <= t < align + i·slide + size}; all by floor division, before
     * and after the alignment alike.
     *
     * @param sizeMillis the length
     * @param slideMillis from one window's start to the next; equal to the length for tumbling windows
     * @param alignMillis where window 0 starts
     * @param isStrict see {@link OfTime#isStrict}
     */
    record Fixed(long sizeMillis, long slideMillis, long alignMillis, boolean isStrict) implements Numbered, TimeGrid {

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

        @Override
        public boolean isTumbling() {
            return sizeMillis == slideMillis;
        }

        /** Itself: it remembers nothing. */
        @Override
        public TimeGrid grid() {
            return this;
        }

        @Override
        public Fixed panes() {
            long length = greatestCommonDivisor(sizeMillis, slideMillis);
            return new Fixed(length, length, alignMillis, isStrict);
        }

        /** The first window that holds a time, which must be in range. */
        @Override
        public long firstId(long timeMillis) {
            return Math.floorDiv(timeMillis - alignMillis - sizeMillis, slideMillis) + 1;
        }

        /** The last window that holds a time, which must be in range. */
        @Override
        public long lastId(long timeMillis) {
            return Math.floorDiv(timeMillis - alignMillis, slideMillis);
        }

        @Override
        public long start(long id) {
            return alignMillis + id * slideMillis;
        }

        @Override
        public long end(long id) {
            return start(id) + sizeMillis;
        }
    }

    /**
     * Sessions: records of a key whose times follow each other at most {@code gap} apart.
     *
     * @param gapMillis the longest silence within a session
     * @param isExclusive whether records exactly the gap apart belong to two sessions; else they belong to one
     * @param isStrict see {@link OfTime#isStrict}
     */
    record Session(long gapMillis, boolean isExclusive, boolean isStrict) implements OfTime {

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
     * Windows of so many records of a key, in the order in which they come. Window {@code i} holds those from number {@code i·slide} on, counted from 0. Its result leaves with
     * the record that fills it; at the end of input one more leaves early, of the first window that is not full, if it has records that were in no result.
     *
     * @param size records in a window
     * @param slide records from one window's start to the next; equal to the size for windows that follow one another
     */
    record Count(long size, long slide) implements Windows {

        /** Checks the ranges. */
        public Count {
            if (size < 1 || size > LIMIT_MILLIS) {
                throw new IllegalArgumentException("size must be in 1.." + LIMIT_MILLIS + " records, got " + size);
            }
            if (slide < 1 || slide > size) {
                throw new IllegalArgumentException("slide must be in 1.." + size + " records, got " + slide
                        + "; records between windows would belong to none");
            }
        }

        /** Whether each record belongs to one window only. */
        public boolean isTumbling() {
            return size == slide;
        }

        /** The longest stretch of records that each window is made of. */
        public long paneSize() {
            return greatestCommonDivisor(size, slide);
        }
    }

    /** One window for all records of a key. Its results have no event time: what makes them leave is no watermark. */
    record Global() implements Windows {}

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

    /** A duration that is whole milliseconds and small enough to be reckoned with. */
    static long millis(String name, Duration duration) {
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

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
