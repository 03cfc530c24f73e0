package io.rivulet.runtime;

import java.util.Objects;

/**
 * Which of its window's results a result is.
 *
 * @param timing when it left
 * @param index how many results of the window left before it
 * @param isRetraction whether it takes back the result of the same index, which it repeats, instead of giving a new one
 */
public record Firing(Timing timing, int index, boolean isRetraction) {

    /** What a window's one result has where nothing else was asked for. */
    public static final Firing ONLY = new Firing(Timing.ON_TIME, 0, false);

    /** When a result leaves. */
    public enum Timing {
        /** Before the window was complete. */
        EARLY,
        /** When the window was complete: the watermark had passed its end, its count was full, or the input had ended. Without allowed lateness, the last one. */
        ON_TIME,
        /** Because of a record that came after that. */
        LATE
    }

    /** Checks the ranges. */
    public Firing {
        Objects.requireNonNull(timing, "timing");
        if (index < 0) {
            throw new IllegalArgumentException("index must not be negative, got " + index);
        }
    }

    /** Whether the window was not complete. */
    public boolean isEarly() {
        return timing == Timing.EARLY;
    }
}
