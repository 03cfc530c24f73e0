package io.rivulet.runtime;

import io.rivulet.runtime.time.CalendarGrid;
import io.rivulet.runtime.time.TimeGrid;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Objects;

/**
 * Windows of whole days, weeks, months or years as the calendar of a zone has them. A day lasts as long as the clocks there make it: 23 hours when they are put
 * forward, 25 when they are put back. Made by {@link Windows#calendar}.
 *
 * <pre>{@code
 * ZoneId zone = ZoneId.of("Europe/Berlin");
 * Windows.calendar(Period.ofDays(1), zone);
 * Windows.calendar(Period.ofWeeks(1), zone);                                                 // from Monday
 * Windows.calendar(Period.ofWeeks(1), zone).alignedTo(LocalDate.of(2024, 1, 7));             // from Sunday
 * Windows.calendar(Period.ofYears(1), zone).alignedTo(LocalDate.of(2024, 4, 1));             // from April
 * Windows.calendar(Period.ofDays(7), Period.ofDays(1), zone);                                // the last seven days, every day
 * }</pre>
 *
 * <p>Window {@code i} starts {@code i} slides after the alignment, where a slide is added as {@link LocalDate#plus} does: a month after 31 January is the last of February. A
 * day that a zone left out, as Samoa did with 30 December 2011, is a window that holds nothing.
 *
 * <p>The zone's rules are those of the Java runtime; a job that goes on under newer ones goes on with windows by the newer ones.
 *
 * @param unit {@link ChronoUnit#DAYS}, or {@link ChronoUnit#MONTHS} for months and years
 * @param size how many of them a window has
 * @param slide how many from one window's start to the next; equal to the size for tumbling windows
 * @param zone whose calendar
 * @param align where window 0 starts
 * @param isStrict see {@link Windows.OfTime#isStrict}
 */
public record CalendarWindows(ChronoUnit unit, int size, int slide, ZoneId zone, LocalDate align, boolean isStrict)
        implements Windows.Numbered {

    private static final LocalDate FIRST_MONDAY = LocalDate.EPOCH.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    /** Checks the ranges. */
    public CalendarWindows {
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(align, "align");
        if (unit != ChronoUnit.DAYS && unit != ChronoUnit.MONTHS) {
            throw new IllegalArgumentException("unit must be Days or Months, got " + unit);
        }
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1, got " + size);
        }
        if (slide < 1 || slide > size) {
            throw new IllegalArgumentException("slide must be at most the size, " + size + " " + unit + ", got " + slide
                    + "; records between windows would belong to none");
        }
    }

    static CalendarWindows of(Period size, Period slide, ZoneId zone) {
        boolean days = inDays("size", size);
        if (days != inDays("slide", slide)) {
            throw new IllegalArgumentException(
                    "size and slide must both be in days or both in months, got " + size + " and " + slide);
        }
        LocalDate align = days && slide.getDays() % 7 == 0 ? FIRST_MONDAY : LocalDate.EPOCH;
        return days
                ? new CalendarWindows(ChronoUnit.DAYS, size.getDays(), slide.getDays(), zone, align, false)
                : new CalendarWindows(ChronoUnit.MONTHS, months(size), months(slide), zone, align, false);
    }

    private static int months(Period period) {
        return Math.toIntExact(period.toTotalMonths());
    }

    private static boolean inDays(String name, Period period) {
        boolean inDays = period.toTotalMonths() == 0;
        if (period.isNegative() || period.isZero() || !inDays && period.getDays() != 0) {
            throw new IllegalArgumentException(
                    name + " must be some days, or some months and years, and positive, got " + period);
        }
        return inDays;
    }

    /** The same with window 0 starting on that day. Weeks otherwise start on Mondays, all else on 1 January 1970. */
    public CalendarWindows alignedTo(LocalDate start) {
        return new CalendarWindows(unit, size, slide, zone, start, isStrict);
    }

    @Override
    public CalendarWindows strict() {
        return new CalendarWindows(unit, size, slide, zone, align, true);
    }

    @Override
    public TimeGrid grid() {
        return new CalendarGrid(unit, size, slide, zone, align);
    }

    @Override
    public boolean isTumbling() {
        return size == slide;
    }

    @Override
    public CalendarWindows panes() {
        int length = greatestCommonDivisor(size, slide);
        return new CalendarWindows(unit, length, length, zone, align, isStrict);
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
