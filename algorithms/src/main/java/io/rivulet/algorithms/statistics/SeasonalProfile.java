package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * What is usual at this time of the day, or of the week? Mean and deviation for each part of a period, and how much of the variance the period explains.
 *
 * <p><b>Method.</b> The period is cut into parts of equal length, and a value counts for the part that its event time lies in (the buys-ballot table); each part
 * holds mean and variance after Welford, <i>Technometrics</i> 4(3), 1962, merged after Chan, Golub and LeVeque, <i>The American Statistician</i> 37(3), 1983.
 * <p><b>Error.</b> Rounding only. {@link #retract} leaves an error of about 1e-16 times the largest that a part's sum of squares has been meanwhile.
 * <p><b>Cost.</b> O(1) per update, O(parts) per merge, nothing allocated; 24 bytes a part.
 * <p><b>Units.</b> Those of the values; times in milliseconds. Periods begin at the epoch, in UTC, plus the offset: a local day in Berlin begins an hour before, in
 * winter.
 * <p><b>Empty.</b> {@code NaN} of a part without values.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var day = SeasonalProfile.of(Duration.ofDays(1), 24, Duration.ZERO);
 * day.update(80, timeMillis);
 * day.expected(timeMillis + 86_400_000);  // 80.0: this hour tomorrow
 * day.strength();                         // 0..1: what knowing the hour explains of the variance
 * }</pre>
 */
public final class SeasonalProfile implements Incremental<SeasonalProfile>, Mergeable<SeasonalProfile> {

    /** The longest period. */
    public static final Duration MAX_PERIOD = Duration.ofDays(36_500);

    /** The most parts. */
    public static final int MAX_PARTS = 1 << 16;

    /* squares are sums of squared distances from the part's mean. Invariants: squares >= 0; a count of 0 means that mean and squares are 0. */
    private final long periodMillis;
    private final long offsetMillis;
    private final long[] counts;
    private final double[] means;
    private final double[] squares;

    private SeasonalProfile(long periodMillis, int parts, long offsetMillis) {
        this.periodMillis = periodMillis;
        this.offsetMillis = offsetMillis;
        counts = new long[parts];
        means = new double[parts];
        squares = new double[parts];
    }

    /**
     * A period in equal parts.
     *
     * @param period from one millisecond to 36,500 days, a whole number of milliseconds for each part
     * @param parts 2..65,536
     * @param offset when a period begins, after the epoch; may be negative, and shorter than the period
     */
    public static SeasonalProfile of(Duration period, int parts, Duration offset) {
        long millis = Checks.millis("period", period, MAX_PERIOD);
        Checks.requireBetween("parts", parts, 2, MAX_PARTS);
        if (millis % parts != 0) {
            throw new IllegalArgumentException(
                    "period must be a whole number of milliseconds for each of " + parts + " parts, got " + period);
        }
        Checks.requireBetween("offset in milliseconds", offset.toMillis(), 1 - millis, millis - 1);
        return new SeasonalProfile(millis, parts, offset.toMillis());
    }

    /** How a dataflow uses it; the answer is a copy. */
    public static <T> Aggregation<T, SeasonalProfile, SeasonalProfile> aggregation(
            Duration period, int parts, Duration offset, ToDoubleFunction<? super T> value) {
        of(period, parts, offset); // wrong ones show here, not at the first record
        return Aggregation.<T, SeasonalProfile, SeasonalProfile>ofTimed(
                        "seasonal-profile",
                        () -> of(period, parts, offset),
                        (s, record, time) -> s.update(value.applyAsDouble(record), time),
                        (s, now) -> s.copy(),
                        CODEC)
                .merging(SeasonalProfile::merge, SeasonalProfile::copy);
    }

    /**
     * Takes one value in.
     *
     * @throws IllegalArgumentException unless it is finite and within 1e140 of 0, and its time within 2<sup>60</sup> milliseconds of the epoch
     */
    public void update(double value, long timeMillis) {
        Checks.requireValue("value", value);
        int part = partOf(timeMillis);
        long count = ++counts[part];
        double distance = value - means[part];
        means[part] += distance / count;
        squares[part] += distance * (value - means[part]);
    }

    /** Which part of the period a time lies in, from 0. */
    public int partOf(long timeMillis) {
        Checks.requireTime(timeMillis);
        return (int) (Math.floorMod(timeMillis - offsetMillis, periodMillis) / (periodMillis / counts.length));
    }

    /** How many parts there are. */
    public int parts() {
        return counts.length;
    }

    /** How many values a part had. */
    public long count(int part) {
        return counts[part];
    }

    /** The mean of a part. */
    public double mean(int part) {
        return counts[part] == 0 ? Double.NaN : means[part];
    }

    /** The unbiased variance within a part. */
    public double variance(int part) {
        return counts[part] < 2 ? Double.NaN : squares[part] / (counts[part] - 1);
    }

    /** What is usual at a time: the mean of its part. */
    public double expected(long timeMillis) {
        return mean(partOf(timeMillis));
    }

    /** How far a value is from what is usual at its time, in standard deviations of the part. */
    public double surprise(double value, long timeMillis) {
        Checks.requireValue("value", value);
        int part = partOf(timeMillis);
        return value == means[part] ? 0 : (value - mean(part)) / Math.sqrt(variance(part));
    }

    /** How many values there were. */
    public long count() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** The mean of all values. */
    public double mean() {
        double total = count();
        double mean = 0;
        for (int i = 0; i < counts.length; i++) {
            mean += means[i] * (counts[i] / total);
        }
        return mean;
    }

    /**
     * Which part of the variance lies between the parts of the period, 0..1 (eta squared); {@code NaN} where there is no variance. Of values without a season
     * it is about (parts − 1) / (count − 1), not 0.
     */
    public double strength() {
        double mean = mean();
        double within = 0;
        double between = 0;
        for (int i = 0; i < counts.length; i++) {
            within += squares[i];
            between += counts[i] * (means[i] - mean) * (means[i] - mean);
        }
        return within + between > 0 ? between / (within + between) : Double.NaN;
    }

    @Override
    public void merge(SeasonalProfile other) {
        if (other.periodMillis != periodMillis
                || other.offsetMillis != offsetMillis
                || other.counts.length != counts.length) {
            throw new IllegalArgumentException("cannot merge SeasonalProfile of " + describe() + " with one of "
                    + other.describe() + ": they must be the same");
        }
        for (int i = 0; i < counts.length; i++) {
            long theirs = other.counts[i];
            if (theirs == 0) {
                continue;
            }
            double part = theirs / ((double) counts[i] + theirs);
            double distance = other.means[i] - means[i];
            squares[i] += other.squares[i] + distance * distance * counts[i] * part;
            means[i] = counts[i] == 0 ? other.means[i] : means[i] + distance * part;
            counts[i] += theirs;
        }
    }

    private String describe() {
        return counts.length + " parts of " + Duration.ofMillis(periodMillis) + ", offset "
                + Duration.ofMillis(offsetMillis);
    }

    /**
     * Undoes one earlier update, to rounding.
     *
     * @throws IllegalArgumentException if no value is left in that part; the state is then unchanged
     */
    public void retract(double value, long timeMillis) {
        Checks.requireValue("value", value);
        int part = partOf(timeMillis);
        if (counts[part] == 0) {
            throw new IllegalArgumentException(
                    "value must have been taken in before, got " + value + " for part " + part + ", which is empty");
        }
        long left = --counts[part];
        if (left == 0) {
            means[part] = 0;
            squares[part] = 0;
            return;
        }
        double distance = value - means[part];
        means[part] -= distance / left;
        squares[part] = Math.max(0, squares[part] - distance * (value - means[part]));
    }

    @Override
    public void reset() {
        Arrays.fill(counts, 0);
        Arrays.fill(means, 0);
        Arrays.fill(squares, 0);
    }

    @Override
    public SeasonalProfile copy() {
        SeasonalProfile copy = new SeasonalProfile(periodMillis, counts.length, offsetMillis);
        copy.merge(this);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 48 + 3 * 16 + 24L * counts.length;
    }

    /** Form {@code seasonal-profile} 1: period i64, offset i64, number of parts i32, then count i64, mean f64 and squares f64 of each. */
    public static final StateCodec<SeasonalProfile> CODEC =
            StateCodec.of("seasonal-profile", 1, SeasonalProfile::encode, SeasonalProfile::decode);

    private void encode(StateWriter out) {
        out.writeLong(periodMillis).writeLong(offsetMillis).writeInt(counts.length);
        for (int i = 0; i < counts.length; i++) {
            out.writeLong(counts[i]).writeDouble(means[i]).writeDouble(squares[i]);
        }
    }

    private static SeasonalProfile decode(StateReader in) {
        long period = Checks.readMillis("period", MAX_PERIOD, in);
        long offset = in.readLong();
        int parts = in.readLength("parts", 24);
        if (parts < 2 || parts > MAX_PARTS || period % parts != 0 || offset <= -period || offset >= period) {
            throw in.corrupt("period must have 2.." + MAX_PARTS + " equal parts and be longer than the offset, got "
                    + parts + " of " + period + " ms, offset " + offset);
        }
        SeasonalProfile read = new SeasonalProfile(period, parts, offset);
        for (int i = 0; i < parts; i++) {
            read.counts[i] = in.readCount("count");
            read.means[i] = in.readFinite("mean");
            read.squares[i] = in.readFinite("squares");
            if (read.squares[i] < 0 || read.counts[i] == 0 && (read.means[i] != 0 || read.squares[i] != 0)) {
                throw in.corrupt("squares must not be negative, and mean and squares must be 0 when count is");
            }
        }
        return read;
    }
}
