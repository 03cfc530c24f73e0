package io.rivulet.runtime;

import java.time.Duration;
import java.util.Objects;

/**
 * When the results of windows leave, and what each holds where a window has several. A value; the methods give altered copies.
 *
 * <p>Where nothing is said, each window has {@link #onceClosed one result}, when it has closed. Who cannot wait asks for early results; who does not want to wait for late
 * records, and does not want to lose them either, allows them to refine a result that has left; who wants one result that has all of them says a grace.
 *
 * <pre>{@code
 * Emission.onceClosed().withGrace(Duration.ofMinutes(5));
 * Emission.onceClosed().withEarlyByClock(Duration.ofSeconds(1)).withAllowedLateness(Duration.ofHours(1)).with(Emission.Refinement.RETRACTING);
 * }</pre>
 *
 * @param graceMillis how long after its end a window still takes records before its results leave: all that happens to windows happens that much later
 * @param latenessMillis how long after that it still takes records, each of which makes it give another result at once
 * @param earlyMillis by event time, how often an open window with new records gives an early result; 0 for never. At multiples of this since 1970.
 * @param earlyClockMillis by the clock, how long after a new record an open window gives an early result at the latest; 0 for never
 * @param earlyRecords after how many new records an open window gives an early result; 0 for never
 * @param refinement what a further result of a window holds
 */
public record Emission(
        long graceMillis,
        long latenessMillis,
        long earlyMillis,
        long earlyClockMillis,
        int earlyRecords,
        Refinement refinement) {

    /** What a further result of a window holds. */
    public enum Refinement {
        /** All records so far: it stands for the earlier ones. */
        ACCUMULATING,
        /** The records since the result before: it adds to the earlier ones, and where there are none it does not leave. */
        DISCARDING,
        /** All records so far, and the result before is taken back by a copy of it that says so. */
        RETRACTING
    }

    /** Checks the ranges. */
    public Emission {
        within("grace", graceMillis);
        within("allowed lateness", latenessMillis);
        within("early", earlyMillis);
        within("early by clock", earlyClockMillis);
        if (earlyRecords < 0) {
            throw new IllegalArgumentException("early records must not be negative, got " + earlyRecords);
        }
        Objects.requireNonNull(refinement, "refinement");
    }

    /** One result for each window, when the watermark passes its end: nothing before, and nothing can come after. */
    public static Emission onceClosed() {
        return new Emission(0, 0, 0, 0, 0, Refinement.ACCUMULATING);
    }

    /** The same with windows that wait for late records before their result leaves. */
    public Emission withGrace(Duration grace) {
        return new Emission(
                Windows.millis("grace", grace),
                latenessMillis,
                earlyMillis,
                earlyClockMillis,
                earlyRecords,
                refinement);
    }

    /** The same with late records that refine a result which has left. */
    public Emission withAllowedLateness(Duration lateness) {
        return new Emission(
                graceMillis,
                Windows.millis("allowed lateness", lateness),
                earlyMillis,
                earlyClockMillis,
                earlyRecords,
                refinement);
    }

    /** The same with early results by event time. */
    public Emission withEarly(Duration every) {
        return new Emission(
                graceMillis,
                latenessMillis,
                positive("early", Windows.millis("early", every)),
                earlyClockMillis,
                earlyRecords,
                refinement);
    }

    /** The same with early results by the clock. */
    public Emission withEarlyByClock(Duration after) {
        return new Emission(
                graceMillis,
                latenessMillis,
                earlyMillis,
                positive("early by clock", Windows.millis("early by clock", after)),
                earlyRecords,
                refinement);
    }

    /** The same with early results by the number of records. */
    public Emission withEarlyEvery(int records) {
        return new Emission(
                graceMillis,
                latenessMillis,
                earlyMillis,
                earlyClockMillis,
                (int) positive("early records", records),
                refinement);
    }

    /** The same with other further results. */
    public Emission with(Refinement other) {
        return new Emission(graceMillis, latenessMillis, earlyMillis, earlyClockMillis, earlyRecords, other);
    }

    /** Whether there are results before a window is complete. */
    public boolean hasEarly() {
        return earlyMillis > 0 || earlyClockMillis > 0 || earlyRecords > 0;
    }

    /** Whether each window has one result at most. */
    public boolean isOnce() {
        return latenessMillis == 0 && !hasEarly();
    }

    private static long positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + value);
        }
        return value;
    }

    private static void within(String name, long millis) {
        if (millis < 0 || millis > Windows.LIMIT_MILLIS) {
            throw new IllegalArgumentException(name + " must be in 0.." + Windows.LIMIT_MILLIS + " ms, got " + millis);
        }
    }
}
