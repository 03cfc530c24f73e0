package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.Retractable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.Subtractable;
import java.util.function.ToDoubleFunction;

/**
 * Quantiles to a relative error of the value, by a histogram whose buckets grow in proportion: latencies, sizes, prices. Values can be taken out again
 * and whole states subtracted, exactly, so that it slides as easily as a count does.
 *
 * <p><b>Method.</b> Masson, Rim and Lee, <i>DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees</i>, PVLDB 12(12), 2019, with a
 * cubic of the mantissa in place of the logarithm. Where values spread over more buckets than allowed, neighbours are joined in pairs all over, after
 * Epicoco, Melle, Cafaro, Pulimeno and Morleo, <i>UDDSketch: accurate tracking of quantiles in data streams</i>, IEEE Access 8, 2020; what DDSketch does
 * instead, to give up the lowest ones, would forbid to take values out.
 * <p><b>Error.</b> Every quantile is within {@link #relativeError} of the value that has exactly that rank, always; so are minimum and maximum. It is what was
 * asked for (1 % unless given) until buckets are joined, when α becomes 2 α / (1 + α²); 2,048 buckets of 1 % span 17 powers of ten. Values nearer to 0 than
 * 2.2e-308 count as 0. A rank is that of some value within this error of the one asked for.
 * <p><b>Cost.</b> O(1) per update and retraction, nothing allocated once the range is known; O(buckets) per question, merge and subtraction. 8 bytes for each of
 * the 0.7 / α buckets that a range of a power of two takes: 3 KB for three powers of ten to 1 %.
 * <p><b>Units.</b> Those of the values; ranks are parts of the count.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var latencies = DDSketch.create();
 * for (int i = 1; i <= 100_000; i++) {
 *     latencies.update(i % 1_000);
 * }
 * latencies.quantile(0.99);  // 998.6, where 989 is exact
 * }</pre>
 */
public final class DDSketch
        implements QuantileEstimator,
                Incremental<DDSketch>,
                Mergeable<DDSketch>,
                Subtractable<DDSketch>,
                Retractable.OfDouble {

    /** The relative error unless one is given. */
    public static final double DEFAULT_ERROR = 0.01;

    /** The most buckets, for each sign, unless another number is given. */
    public static final int DEFAULT_BUCKETS = 2048;

    /** Up to here a double counts by one. */
    private static final long MAX_COUNT = 1L << 53;

    private LogBuckets buckets;
    private long count;

    private DDSketch(LogBuckets buckets) {
        this.buckets = buckets;
    }

    /** A sketch with a relative error of 1 %. */
    public static DDSketch create() {
        return ofRelativeError(DEFAULT_ERROR);
    }

    /**
     * A sketch of 2,048 buckets at most, for each sign.
     *
     * @param relativeError 1e-6..0.5
     */
    public static DDSketch ofRelativeError(double relativeError) {
        return create(relativeError, DEFAULT_BUCKETS);
    }

    /**
     * A sketch.
     *
     * @param relativeError 1e-6..0.5
     * @param maxBuckets 16..16,777,216, for each sign: where values spread over more, the error grows instead
     */
    public static DDSketch create(double relativeError, int maxBuckets) {
        return new DDSketch(LogBuckets.create(relativeError, maxBuckets));
    }

    /** How a dataflow uses it; the answer is a copy, to be asked for whatever quantiles are wanted. */
    public static <T> Aggregation<T, DDSketch, DDSketch> aggregation(
            double relativeError, int maxBuckets, ToDoubleFunction<? super T> value) {
        create(relativeError, maxBuckets); // wrong ones show here, not at the first record
        return Aggregation.<T, DDSketch, DDSketch>of(
                        "ddsketch",
                        () -> create(relativeError, maxBuckets),
                        (s, record) -> s.update(value.applyAsDouble(record)),
                        DDSketch::copy,
                        CODEC)
                .merging(DDSketch::merge, DDSketch::copy)
                .retracting((s, record) -> s.retract(value.applyAsDouble(record)))
                .subtracting(DDSketch::subtract);
    }

    @Override
    public void update(double value) {
        Ranks.requireFinite(value);
        if (count == MAX_COUNT) {
            throw new IllegalStateException("count must stay within " + MAX_COUNT);
        }
        buckets.add(value, 1);
        count++;
    }

    @Override
    public double quantile(double q) {
        Ranks.requireShare(q);
        return count == 0 ? Double.NaN : buckets.quantile(Ranks.of(q, count));
    }

    @Override
    public double rank(double value) {
        Ranks.requireNumber(value);
        return count == 0 ? Double.NaN : buckets.sumUpTo(value) / count;
    }

    @Override
    public long count() {
        return count;
    }

    /** The smallest value, within the relative error. */
    @Override
    public double min() {
        return quantile(0);
    }

    /** The largest value, within the relative error. */
    @Override
    public double max() {
        return quantile(1);
    }

    /** By which part of itself a value may be off: what was asked for, or more once buckets had to be joined. */
    public double relativeError() {
        return buckets.relativeError();
    }

    @Override
    public void merge(DDSketch other) {
        if (!buckets.isLike(other.buckets)) {
            throw new IllegalArgumentException("cannot merge DDSketch of " + buckets.describe() + " with one of "
                    + other.buckets.describe() + ": parameters differ");
        }
        if (other.count > MAX_COUNT - count) {
            throw new IllegalArgumentException(
                    "counts must stay within " + MAX_COUNT + " together, got " + count + " and " + other.count);
        }
        count += other.count;
        buckets.merge(other.buckets);
    }

    /** {@inheritDoc} Values that share a bucket cannot be told apart: retracting one that was never taken in goes unnoticed where another is near. */
    @Override
    public void retract(double value) {
        Ranks.requireFinite(value);
        if (buckets.weight(value) < 1) {
            throw new IllegalArgumentException(
                    "value must have been taken in before, got " + value + ", near which none is");
        }
        buckets.add(value, -1);
        count--;
    }

    @Override
    public void subtract(DDSketch other) {
        if (!buckets.isLike(other.buckets) || !buckets.holds(other.buckets)) {
            throw new IllegalArgumentException(
                    "other must be part of this, but has values or parameters that this has not");
        }
        count -= other.count;
        if (other == this) {
            reset();
        } else {
            buckets.subtract(other.buckets);
        }
    }

    @Override
    public void reset() {
        buckets = buckets.fresh();
        count = 0;
    }

    @Override
    public DDSketch copy() {
        DDSketch copy = new DDSketch(buckets.copy());
        copy.count = count;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 24 + buckets.stateBytes();
    }

    /**
     * Form {@code ddsketch} 1: relative error f64, most buckets i32, collapses u8, zeros f64, and for the positive and the negative values each: buckets i32
     * and, unless there are none, number of the lowest i32 and counts f64.
     */
    public static final StateCodec<DDSketch> CODEC =
            StateCodec.of("ddsketch", 1, (s, out) -> s.buckets.encode(out), DDSketch::decode);

    private static DDSketch decode(StateReader in) {
        DDSketch read = new DDSketch(LogBuckets.decode(in));
        double sum = read.buckets.sum();
        if (!read.buckets.isWhole() || sum > MAX_COUNT) {
            throw in.corrupt("counts must be whole numbers and add up to " + MAX_COUNT + " at most, got " + sum);
        }
        read.count = (long) sum;
        return read;
    }
}
