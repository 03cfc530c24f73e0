package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * How fast does a counter rise, that is read now and then and starts again from 0 when its process does?
 *
 * <p><b>Method.</b> A reading below the one before it means that the counter was reset, and that all it shows has come since. The readings of the window are kept
 * with the increase up to each; the increase at the window's start is taken on the straight line between the readings around it. Nothing is assumed of the time
 * after the newest reading: the rate is that up to it.
 * <p><b>Error.</b> None at the readings; what a counter rose between its last reading and its reset is lost. A reading older than one taken in before is left out
 * and counted by {@link #late}: its place between two others could not be told from a reset.
 * <p><b>Cost.</b> O(1) per update, O(lg n) per question of n readings in the window, 16 to 32 bytes each; nothing allocated once the ring has grown.
 * <p><b>Units.</b> The counter's per second; times in milliseconds.
 * <p><b>Empty.</b> {@code NaN}, as long as there are no two readings, or none in the window.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var bytesSent = CounterRate.of(Duration.ofMinutes(1));
 * bytesSent.update(1_000, 0);
 * bytesSent.update(4_000, 15_000);
 * bytesSent.update(500, 30_000);     // restarted
 * bytesSent.increase(30_000);        // 3500.0
 * bytesSent.perSecond(30_000);       // 116.67
 * }</pre>
 */
public final class CounterRate implements Incremental<CounterRate> {

    /** The longest window. */
    public static final Duration MAX_WINDOW = Duration.ofDays(36_500);

    /*
     * increases holds the increase since the first reading ever, by time; the first of them is the last one at or before the start of the window that ends
     * with the newest reading, if there is one.
     */
    private final long windowMillis;
    private final TimedValues increases = new TimedValues();
    private double reading;
    private long resets;
    private long late;

    private CounterRate(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    /**
     * Over the last while.
     *
     * @param window from one millisecond to 36,500 days; several times as long as the time between two readings
     */
    public static CounterRate of(Duration window) {
        return new CounterRate(Checks.millis("window", window, MAX_WINDOW));
    }

    /** How a dataflow uses it; the answer is the rate per second of the window that ends with the question. */
    public static <T> Aggregation<T, CounterRate, Double> aggregation(
            Duration window, ToDoubleFunction<? super T> reading) {
        of(window); // a wrong one shows here, not at the first record
        return Aggregation.ofTimed(
                "counter-rate",
                () -> of(window),
                (CounterRate s, T record, long time) -> s.update(reading.applyAsDouble(record), time),
                CounterRate::perSecond,
                CODEC);
    }

    /**
     * Takes one reading in.
     *
     * @throws IllegalArgumentException unless it is in 0..1e140, and its time within 2<sup>60</sup> milliseconds of the epoch
     */
    public void update(double reading, long timeMillis) {
        Checks.requireNotNegative("reading", reading);
        Checks.requireTime(timeMillis);
        if (increases.size() == 0) {
            increases.addLast(timeMillis, 0);
        } else if (timeMillis < increases.lastTime()) {
            late++;
            return;
        } else {
            boolean reset = reading < this.reading;
            resets += reset ? 1 : 0;
            increases.addLast(timeMillis, increases.lastValue() + (reset ? reading : reading - this.reading));
        }
        this.reading = reading;
        long start = timeMillis - windowMillis;
        while (increases.size() > 1 && increases.time(1) <= start) {
            increases.removeFirst();
        }
    }

    /** By how much the counter rose within the window that ends at a time; at the newest reading if that is later. */
    public double increase(long nowMillis) {
        return increases.size() < 2 || startMillis(nowMillis) >= increases.lastTime()
                ? Double.NaN
                : increases.lastValue() - increaseAt(startMillis(nowMillis));
    }

    /** The increase per second, up to the newest reading. */
    public double perSecond(long nowMillis) {
        double increase = increase(nowMillis);
        double millis =
                Double.isNaN(increase) ? 0 : increases.lastTime() - Math.max(startMillis(nowMillis), increases.time(0));
        return millis > 0 ? increase * 1_000 / millis : Double.NaN;
    }

    private long startMillis(long nowMillis) {
        return Math.max(nowMillis, increases.lastTime()) - windowMillis;
    }

    private double increaseAt(long timeMillis) {
        int after = increases.upTo(timeMillis);
        if (after == 0) {
            return increases.value(0);
        }
        double before = increases.value(after - 1);
        long time = increases.time(after - 1);
        double part = (double) (timeMillis - time) / (increases.time(after) - time);
        return before + part * (increases.value(after) - before);
    }

    /** How often the counter was reset, since the first reading. */
    public long resets() {
        return resets;
    }

    /** How many readings came too late to be used. */
    public long late() {
        return late;
    }

    @Override
    public void reset() {
        increases.clear();
        reading = 0;
        resets = 0;
        late = 0;
    }

    @Override
    public CounterRate copy() {
        CounterRate copy = new CounterRate(windowMillis);
        copy.increases.set(increases);
        copy.reading = reading;
        copy.resets = resets;
        copy.late = late;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 48 + increases.stateBytes();
    }

    /** Form {@code counter-rate} 1: window i64, last reading f64, resets i64, late i64, number i32, then time i64 and increase f64 of each reading kept. */
    public static final StateCodec<CounterRate> CODEC =
            StateCodec.of("counter-rate", 1, CounterRate::encode, CounterRate::decode);

    private void encode(StateWriter out) {
        out.writeLong(windowMillis).writeDouble(reading).writeLong(resets).writeLong(late);
        increases.encode(out);
    }

    private static CounterRate decode(StateReader in) {
        CounterRate read = new CounterRate(Checks.readMillis("window", MAX_WINDOW, in));
        read.reading = in.readFinite("last reading");
        read.resets = in.readCount("resets");
        read.late = in.readCount("late");
        read.increases.set(TimedValues.decode(in));
        if (read.reading < 0 || read.reading > Checks.LARGEST) {
            throw in.corrupt("last reading must be in 0.." + Checks.LARGEST + ", got " + read.reading);
        }
        for (int i = 1; i < read.increases.size(); i++) {
            if (read.increases.value(i) < read.increases.value(i - 1)) {
                throw in.corrupt("increases must not fall, got " + read.increases.value(i));
            }
        }
        return read;
    }
}
