package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * The average over the last while of a quantity that is read at irregular times, each reading by the time for which it stands: a temperature, a queue's
 * length, an account's balance.
 *
 * <p><b>Method.</b> The integral over time, divided by the time. Between readings the quantity keeps its value or moves on a straight line
 * ({@link Between}); after the newest it keeps its value. The readings of the window are kept, and a sum of the areas between them, whose roundings are summed
 * apart (Neumaier, <i>ZAMM</i> 54, 1974) and which is taken anew at every turn of the window.
 * <p><b>Error.</b> Rounding only. Late readings find their place, and change the answer as if they had come in time.
 * <p><b>Cost.</b> O(1) per update, O(lg n) per question of n readings in the window and O(1) for each that has left it since the newest came, O(n) for a late
 * reading; 16 to 32 bytes a reading; nothing allocated once
 * the ring has grown. For a tumbling window take one of its length.
 * <p><b>Units.</b> That of the readings; the integral has theirs times seconds; times in milliseconds.
 * <p><b>Empty.</b> {@code NaN}. The window begins with the first reading where that is later.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var queued = TimeWeightedAverage.of(Duration.ofMinutes(1), TimeWeightedAverage.Between.SAME);
 * queued.update(10, 0);
 * queued.update(0, 3_000);
 * queued.average(30_000); // 1.0: 10 for 3 s, 0 for 27 s
 * }</pre>
 */
public final class TimeWeightedAverage implements Incremental<TimeWeightedAverage> {

    /** What the quantity does between two readings. */
    public enum Between {
        /** It stays as it was last read, as what changes by events does. */
        SAME,
        /** It moves on a straight line, as what is sampled does. */
        LINE
    }

    /** The longest window. */
    public static final Duration MAX_WINDOW = Duration.ofDays(36_500);

    /*
     * area + roundedAway is the integral from the first reading kept to the last, in milliseconds. The first is the last one at or before the start of the
     * window that ends with the newest, if there is one. left counts those that have gone since the area was taken anew.
     */
    private final long windowMillis;
    private final Between between;
    private final TimedValues readings = new TimedValues();
    private double area;
    private double roundedAway;
    private int left;

    private TimeWeightedAverage(long windowMillis, Between between) {
        this.windowMillis = windowMillis;
        this.between = between;
    }

    /**
     * Over the last while.
     *
     * @param window from one millisecond to 36,500 days
     */
    public static TimeWeightedAverage of(Duration window, Between between) {
        Objects.requireNonNull(between, "between");
        return new TimeWeightedAverage(Checks.millis("window", window, MAX_WINDOW), between);
    }

    /** How a dataflow uses it; the answer is the average of the window that ends with the question. */
    public static <T> Aggregation<T, TimeWeightedAverage, Double> aggregation(
            Duration window, Between between, ToDoubleFunction<? super T> reading) {
        of(window, between); // wrong ones show here, not at the first record
        return Aggregation.ofTimed(
                "time-weighted-average",
                () -> of(window, between),
                (TimeWeightedAverage s, T record, long time) -> s.update(reading.applyAsDouble(record), time),
                TimeWeightedAverage::average,
                CODEC);
    }

    /**
     * Takes one reading in. One at the same time as another comes after it; one that is older than the window is left out.
     *
     * @throws IllegalArgumentException unless it is finite and within 1e140 of 0, and its time within 2<sup>60</sup> milliseconds of the epoch
     */
    public void update(double value, long timeMillis) {
        Checks.requireValue("value", value);
        Checks.requireTime(timeMillis);
        if (readings.size() == 0 || timeMillis >= readings.lastTime()) {
            readings.addLast(timeMillis, value);
            addArea(areaAfter(readings.size() - 2));
            evict();
            return;
        }
        int place = readings.upTo(timeMillis);
        if (place == 0 && readings.time(0) <= readings.lastTime() - windowMillis) {
            return; // the window's start is after the first reading kept
        }
        addArea(-areaAfter(place - 1));
        readings.insert(place, timeMillis, value);
        addArea(areaAfter(place - 1));
        addArea(areaAfter(place));
        evict();
    }

    private void evict() {
        long start = readings.lastTime() - windowMillis;
        while (readings.size() > 1 && readings.time(1) <= start) {
            addArea(-areaAfter(0));
            readings.removeFirst();
            left++;
        }
        if (left > readings.size()) {
            left = 0;
            area = 0;
            roundedAway = 0;
            for (int i = 0; i < readings.size() - 1; i++) {
                addArea(areaAfter(i));
            }
        }
    }

    /** The integral from a reading to the next; 0 where there are no two. */
    private double areaAfter(int index) {
        return index < 0 || index + 1 >= readings.size() ? 0 : areaUpTo(index, readings.time(index + 1));
    }

    /** The integral from a reading to a time that is not after the next. */
    private double areaUpTo(int index, long timeMillis) {
        double millis = timeMillis - readings.time(index);
        return millis == 0 ? 0 : millis * (readings.value(index) + valueAt(index, timeMillis)) / 2;
    }

    /** For {@link Between#SAME} the value just before the time. */
    private double valueAt(int index, long timeMillis) {
        double value = readings.value(index);
        if (between == Between.SAME || index + 1 == readings.size()) {
            return value;
        }
        double millis = readings.time(index + 1) - readings.time(index);
        return value + (readings.value(index + 1) - value) * ((timeMillis - readings.time(index)) / millis);
    }

    private void addArea(double added) {
        double sum = area + added;
        roundedAway += Math.abs(area) >= Math.abs(added) ? (area - sum) + added : (added - sum) + area;
        area = sum;
    }

    /** The average over the window that ends at a time; at the newest reading if that is later. */
    public double average(long nowMillis) {
        if (readings.size() == 0) {
            return Double.NaN;
        }
        long now = Math.max(nowMillis, readings.lastTime());
        long start = Math.max(now - windowMillis, readings.time(0));
        return now == start ? readings.lastValue() : integralMillis(start, now) / (now - start);
    }

    /** The integral over the window that ends at a time, in units of the readings times seconds. */
    public double integral(long nowMillis) {
        if (readings.size() == 0) {
            return 0;
        }
        long now = Math.max(nowMillis, readings.lastTime());
        return integralMillis(Math.max(now - windowMillis, readings.time(0)), now) / 1_000;
    }

    private double integralMillis(long start, long now) {
        if (start >= readings.lastTime()) {
            return readings.lastValue() * (now - start);
        }
        double sum = area + roundedAway + readings.lastValue() * (now - readings.lastTime());
        int first = readings.upTo(start) - 1;
        for (int i = 0; i < first; i++) {
            sum -= areaAfter(i);
        }
        return sum - areaUpTo(first, start);
    }

    /** How many readings are kept. */
    public int count() {
        return readings.size();
    }

    @Override
    public void reset() {
        readings.clear();
        area = 0;
        roundedAway = 0;
        left = 0;
    }

    @Override
    public TimeWeightedAverage copy() {
        TimeWeightedAverage copy = new TimeWeightedAverage(windowMillis, between);
        copy.readings.set(readings);
        copy.area = area;
        copy.roundedAway = roundedAway;
        copy.left = left;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 48 + readings.stateBytes();
    }

    /**
     * Form {@code time-weighted-average} 1: window i64, line bool, area f64, what it rounded away f64, gone since it was taken anew i32, number i32, then time
     * i64 and value f64 of each reading kept.
     */
    public static final StateCodec<TimeWeightedAverage> CODEC =
            StateCodec.of("time-weighted-average", 1, TimeWeightedAverage::encode, TimeWeightedAverage::decode);

    private void encode(StateWriter out) {
        out.writeLong(windowMillis)
                .writeBoolean(between == Between.LINE)
                .writeDouble(area)
                .writeDouble(roundedAway)
                .writeInt(left);
        readings.encode(out);
    }

    private static TimeWeightedAverage decode(StateReader in) {
        TimeWeightedAverage read = new TimeWeightedAverage(
                Checks.readMillis("window", MAX_WINDOW, in), in.readBoolean("line") ? Between.LINE : Between.SAME);
        read.area = in.readFinite("area");
        read.roundedAway = in.readFinite("what the area rounded away");
        read.left = in.readIntBetween("gone", 0, Integer.MAX_VALUE - 1);
        read.readings.set(TimedValues.decode(in));
        return read;
    }
}
