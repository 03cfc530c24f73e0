package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * Where is a level that wanders, read through noise, and how certain is that? A Kalman filter with one number of state.
 *
 * <p><b>Method.</b> Kalman, <i>A new approach to linear filtering and prediction problems</i>, Journal of Basic Engineering 82, 1960, for a random walk seen with
 * noise (the local level model: Harvey, <i>Forecasting, structural time series models and the Kalman filter</i>, 1989). The level's variance grows with the time
 * between readings, so that irregular and missing ones need no special care; its update is a product of variances, which cannot become negative. It starts
 * without any opinion: the first reading is the level.
 * <p><b>Error.</b> Rounding only. If level and noise are normal and their variances as said, no other estimate has a smaller mean square error, and
 * {@link #variance} is that error.
 * <p><b>Cost.</b> O(1) per update, nothing allocated; 72 bytes. No merge: readings must come in the order of time; one that is late counts as of the latest time.
 * <p><b>Units.</b> Variances are in squares of the unit of the values; drift is the variance that the level gains in a second. Times in milliseconds.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var temperature = LocalLevelFilter.of(0.01, 4); // gains 0.1² a second, read to within 2
 * temperature.update(20.3, 0);
 * temperature.update(21.1, 1_000);
 * temperature.level();         // 20.7
 * temperature.variance(1_000); // 2.0
 * }</pre>
 */
public final class LocalLevelFilter implements Incremental<LocalLevelFilter> {

    private final double driftPerMilli;
    private final double noise;
    private long count;
    private long latest;
    private double level;
    private double uncertainty;
    private double surprise;

    private LocalLevelFilter(double driftPerMilli, double noise) {
        this.driftPerMilli = driftPerMilli;
        this.noise = noise;
    }

    /**
     * By both variances.
     *
     * @param driftPerSecond by how much the variance of the level grows in a second; 0 of one that stays
     * @param noise the variance of a reading about the level, positive
     */
    public static LocalLevelFilter of(double driftPerSecond, double noise) {
        Checks.requireNotNegative("driftPerSecond", driftPerSecond);
        Checks.requirePositive("noise", noise);
        return new LocalLevelFilter(driftPerSecond / 1_000, noise);
    }

    /**
     * For readings at even times, by the weight that the newest has in the long run.
     *
     * @param weight more than 0 and less than 1; it then behaves like an exponentially weighted mean of that weight
     */
    public static LocalLevelFilter ofWeight(double weight, Duration between, double noise) {
        Checks.requireProbability("weight", weight);
        Checks.requirePositive("noise", noise);
        long millis = Checks.millis("between", between, Fading.MAX_HALF_LIFE);
        return new LocalLevelFilter(noise * weight * weight / (1 - weight) / millis, noise);
    }

    /** How a dataflow uses it; the answer is a copy. */
    public static <T> Aggregation<T, LocalLevelFilter, LocalLevelFilter> aggregation(
            double driftPerSecond, double noise, ToDoubleFunction<? super T> value) {
        of(driftPerSecond, noise); // wrong ones show here, not at the first record
        return Aggregation.ofTimed(
                "local-level",
                () -> of(driftPerSecond, noise),
                (LocalLevelFilter s, T record, long time) -> s.update(value.applyAsDouble(record), time),
                (s, now) -> s.copy(),
                CODEC);
    }

    /**
     * Takes one reading in.
     *
     * @throws IllegalArgumentException unless it is finite and within 1e140 of 0, and its time within 2<sup>60</sup> milliseconds of the epoch
     */
    public void update(double value, long timeMillis) {
        Checks.requireValue("value", value);
        Checks.requireTime(timeMillis);
        if (count++ == 0) {
            level = value;
            uncertainty = noise;
            latest = timeMillis;
            return;
        }
        double before = variance(timeMillis);
        latest = Math.max(latest, timeMillis);
        double total = before + noise;
        double error = value - level;
        level += error * (before / total);
        uncertainty = noise * (before / total);
        surprise = error / Math.sqrt(total);
    }

    /** The level, as the readings so far tell it; it is also what the next reading is expected to be. */
    public double level() {
        return count == 0 ? Double.NaN : level;
    }

    /** The variance of the level's error as of a time, at the latest reading if that is later: it grows while there are no readings. */
    public double variance(long nowMillis) {
        return count == 0 ? Double.NaN : uncertainty + driftPerMilli * (Math.max(nowMillis, latest) - latest);
    }

    /** How far the last reading was from what was expected, in standard deviations of what was expected; {@code NaN} before the second reading. */
    public double surprise() {
        return count < 2 ? Double.NaN : surprise;
    }

    /** How many readings were taken in. */
    public long count() {
        return count;
    }

    @Override
    public void reset() {
        take(new LocalLevelFilter(driftPerMilli, noise));
    }

    @Override
    public LocalLevelFilter copy() {
        LocalLevelFilter copy = new LocalLevelFilter(driftPerMilli, noise);
        copy.take(this);
        return copy;
    }

    private void take(LocalLevelFilter other) {
        count = other.count;
        latest = other.latest;
        level = other.level;
        uncertainty = other.uncertainty;
        surprise = other.surprise;
    }

    @Override
    public long stateBytes() {
        return 72;
    }

    /** Form {@code local-level} 1: drift a millisecond f64, noise f64, count i64, latest time i64, level f64, its variance f64, last surprise f64. */
    public static final StateCodec<LocalLevelFilter> CODEC =
            StateCodec.of("local-level", 1, LocalLevelFilter::encode, LocalLevelFilter::decode);

    private void encode(StateWriter out) {
        out.writeDouble(driftPerMilli)
                .writeDouble(noise)
                .writeLong(count)
                .writeLong(latest)
                .writeDouble(level)
                .writeDouble(uncertainty)
                .writeDouble(surprise);
    }

    private static LocalLevelFilter decode(StateReader in) {
        double drift = in.readDouble();
        double noise = in.readDouble();
        Checks.requireNotNegative("drift", drift);
        Checks.requirePositive("noise", noise);
        LocalLevelFilter read = new LocalLevelFilter(drift, noise);
        read.count = in.readCount("count");
        read.latest = in.readLong();
        read.level = in.readFinite("level");
        read.uncertainty = in.readFinite("variance");
        read.surprise = in.readFinite("surprise");
        if (Math.abs(read.latest) > Checks.MAX_TIME_MILLIS || read.latest == Long.MIN_VALUE || read.uncertainty < 0) {
            throw in.corrupt("latest time must be within 2^60 of the epoch and the variance not negative");
        }
        return read;
    }
}
