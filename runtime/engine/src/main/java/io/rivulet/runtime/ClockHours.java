package io.rivulet.runtime;

import io.rivulet.runtime.time.ClockHourGrid;
import io.rivulet.runtime.time.TimeGrid;
import java.time.ZoneId;
import java.util.Objects;

/**
 * Windows that start when the clocks of a zone show a full hour, or every so many full hours counted from midnight. Made by {@link Windows#clockHours}.
 *
 * <p>A day on which the clocks are put forward by an hour has 23 windows of one hour, one on which they are put back has 25, each an hour long. Longer windows keep their
 * places on the clock, so that the one over the change is shorter or longer: from 0:00 to 6:00 five hours or seven. Where clocks are changed by half an hour, as on
 * Lord Howe Island, the window of one hour over the change is 30 or 90 minutes long.
 *
 * <p>A window's number is its {@code startMillis}. Windows of an hour of the clock that slide are not offered: on the days that matter they would not be of one
 * length anyway; {@link Windows#sliding} gives those of one length.
 *
 * @param hours from one window to the next, on days without a change; divides 24
 * @param zone whose clocks
 * @param isStrict see {@link Windows.OfTime#isStrict}
 */
public record ClockHours(int hours, ZoneId zone, boolean isStrict) implements Windows.Numbered {

    /** Checks the ranges. */
    public ClockHours {
        Objects.requireNonNull(zone, "zone");
        if (hours < 1 || hours > 24 || 24 % hours != 0) {
            throw new IllegalArgumentException(
                    "hours must divide 24, so that each day has the same windows, got " + hours);
        }
    }

    @Override
    public ClockHours strict() {
        return new ClockHours(hours, zone, true);
    }

    @Override
    public TimeGrid grid() {
        return new ClockHourGrid(hours, zone);
    }

    /** Always. */
    @Override
    public boolean isTumbling() {
        return true;
    }

    @Override
    public ClockHours panes() {
        return this;
    }
}
