package io.rivulet.runtime.time;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Windows between the full hours that a zone's clocks show. One starts with each day, and one whenever the clocks show a multiple of {@code hours}, for the first time
 * on that day; windows of one hour also when they show an hour again. A window's number is its first instant, in milliseconds since 1970: a day has
 * 23, 24 or 25 hours, so there is nothing to count by.
 */
public final class ClockHourGrid implements TimeGrid {

    private static final int REMEMBERED = 4;

    private final ZoneRules rules;
    private final int hours;
    private final CalendarGrid days;
    private final long[] rememberedDays = new long[REMEMBERED];
    private final long[][] rememberedStarts = new long[REMEMBERED][];

    /** @param hours the length of a window where clocks are not changed; divides 24 */
    public ClockHourGrid(int hours, ZoneId zone) {
        if (hours < 1 || hours > 24 || 24 % hours != 0) {
            throw new IllegalArgumentException(
                    "hours must divide 24, so that each day has the same windows, got " + hours);
        }
        this.rules = zone.getRules();
        this.hours = hours;
        this.days = new CalendarGrid(ChronoUnit.DAYS, 1, 1, zone, LocalDate.EPOCH);
    }

    @Override
    public long firstId(long timeMillis) {
        return lastId(timeMillis);
    }

    @Override
    public long lastId(long timeMillis) {
        long[] starts = starts(days.lastId(timeMillis));
        return starts[floor(starts, timeMillis)];
    }

    @Override
    public long start(long id) {
        return id;
    }

    @Override
    public long end(long id) {
        long day = days.lastId(id);
        long[] starts = starts(day);
        int next = floor(starts, id) + 1;
        return next < starts.length ? starts[next] : days.end(day);
    }

    private static int floor(long[] starts, long timeMillis) {
        int found = Arrays.binarySearch(starts, timeMillis);
        return found >= 0 ? found : -2 - found;
    }

    /** The first instants of a day's windows, rising. */
    private long[] starts(long day) {
        int slot = (int) day & REMEMBERED - 1;
        if (rememberedStarts[slot] == null || rememberedDays[slot] != day) {
            rememberedDays[slot] = day;
            rememberedStarts[slot] = reckoned(day);
        }
        return rememberedStarts[slot];
    }

    private long[] reckoned(long day) {
        long from = days.start(day);
        long to = days.end(day);
        LongStream.Builder found = LongStream.builder().add(from);
        LocalDateTime midnight = LocalDate.ofEpochDay(day).atStartOfDay();
        for (int hour = 0; hour < 24; hour += hours) {
            LocalDateTime shown = midnight.plusHours(hour);
            List<ZoneOffset> offsets = rules.getValidOffsets(shown);
            if (offsets.isEmpty()) {
                ZoneOffsetTransition skipping = rules.getTransition(shown);
                found.add(skipping.getInstant().toEpochMilli());
            }
            for (ZoneOffset offset : hours == 1 ? offsets : offsets.subList(0, Math.min(1, offsets.size()))) {
                found.add(shown.toInstant(offset).toEpochMilli());
            }
        }
        return found.build()
                .filter(start -> from <= start && start < to)
                .sorted()
                .distinct()
                .toArray();
    }
}
