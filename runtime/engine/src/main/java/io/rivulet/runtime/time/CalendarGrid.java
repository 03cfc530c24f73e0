package io.rivulet.runtime.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Windows of whole calendar days or months as a zone's clocks show them. They are made of steps, one day or month each, counted from an alignment: window
 * {@code i} has the steps {@code i·slide <= step < i·slide + size}. A day starts at the first instant that has its date, which is not always midnight, and lasts until the
 * next one does: 23, 24 or 25 hours, or none at all where a zone left a day out.
 */
public final class CalendarGrid implements TimeGrid {

    /*
     * A step is looked up by the date that clocks show at a time, and then moved to where its boundaries hold the time: where clocks are put back
     * over midnight, dates alternate for a while, but boundaries do not.
     *
     * Records of nearly one time come one after another, so the step looked up last nearly always fits; and boundaries, which cost a search in the zone's rules, are
     * remembered by the last bits of their numbers.
     */
    private static final int REMEMBERED = 64;

    private final ZoneId zone;
    private final LocalDate align;
    private final ChronoUnit unit;
    private final int size;
    private final int slide;

    private final long[] steps = new long[REMEMBERED];
    private final long[] starts = new long[REMEMBERED];
    private long lastStep;
    private long lastStart = Long.MAX_VALUE;
    private long lastEnd = Long.MIN_VALUE;

    /**
     * @param unit {@link ChronoUnit#DAYS} or {@link ChronoUnit#MONTHS}
     * @param size steps in a window, at least 1
     * @param slide steps from one window to the next, 1 to {@code size}
     * @param align the date on which step 0 starts
     */
    public CalendarGrid(ChronoUnit unit, int size, int slide, ZoneId zone, LocalDate align) {
        if (unit != ChronoUnit.DAYS && unit != ChronoUnit.MONTHS) {
            throw new IllegalArgumentException("unit must be Days or Months, got " + unit);
        }
        if (slide < 1 || slide > size) {
            throw new IllegalArgumentException("slide must be in 1.." + size + ", got " + slide);
        }
        this.unit = unit;
        this.size = size;
        this.slide = slide;
        this.zone = zone;
        this.align = align;
        // No slot holds a step of another slot, so this number says that it is free.
        Arrays.fill(steps, Long.MIN_VALUE + 1);
        steps[1] = Long.MIN_VALUE;
    }

    @Override
    public long firstId(long timeMillis) {
        return Math.floorDiv(step(timeMillis) - size, slide) + 1;
    }

    @Override
    public long lastId(long timeMillis) {
        return Math.floorDiv(step(timeMillis), slide);
    }

    @Override
    public long start(long id) {
        return stepStart(id * slide);
    }

    @Override
    public long end(long id) {
        return stepStart(id * slide + size);
    }

    private long step(long timeMillis) {
        if (timeMillis >= lastStart && timeMillis < lastEnd) {
            return lastStep;
        }
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(timeMillis), zone);
        long step = unit.between(align, date);
        while (stepStart(step) > timeMillis) {
            step--;
        }
        while (stepStart(step + 1) <= timeMillis) {
            step++;
        }
        lastStep = step;
        lastStart = stepStart(step);
        lastEnd = stepStart(step + 1);
        return step;
    }

    private long stepStart(long step) {
        int slot = (int) step & REMEMBERED - 1;
        if (steps[slot] != step) {
            steps[slot] = step;
            starts[slot] = align.plus(step, unit).atStartOfDay(zone).toInstant().toEpochMilli();
        }
        return starts[slot];
    }
}
