package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * Mean and variance of the recent values, by their time: a value counts half after one half-life, a quarter after two.
 *
 * <p><b>Method.</b> Exponential decay by event time, as forward decay gives it (Cormode, Shkapenyuk, Srivastava and Xu, ICDE 2009), with weighted sums after
 * West, <i>CACM</i> 22(9), 1979, held as of the latest time. Irregular times and late values need no special care, and neither mean nor variance depends on the
 * time of the question. By the number of values instead: {@link EwmaMoments}.
 * <p><b>Error.</b> Rounding only; a value's weight is right to about 1e-16 times the number of values in a few half-lives. A value with a time far ahead outweighs
 * everything before it: keep wild clocks out.
 * <p><b>Cost.</b> O(1) per update and merge, with an exponential where the gap differs from the last one; nothing allocated; 120 bytes.
 * <p><b>Units.</b> The mean has the unit of the values, the variance its square; times in milliseconds.
 * <p><b>Empty.</b> {@code NaN}; a weight of 0. The variance of fewer than two values is {@code NaN} too.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var price = DecayedMoments.of(Duration.ofMinutes(1));
 * price.update(10, 0);
 * price.update(40, 60_000);
 * price.mean();          // 30.0: the older one weighs half
 * price.weight(60_000);  // 1.5
 * }</pre>
 */
public final class DecayedMoments implements Incremental<DecayedMoments>, Mergeable<DecayedMoments> {

    private final Fading fading;
    private final WeightedMoments sums = new WeightedMoments();

    private DecayedMoments(Fading fading) {
        this.fading = fading;
    }

    /**
     * By the time after which a value counts half.
     *
     * @param halfLife from one millisecond to 36,500 days; a third of the window that one would have taken is a good start
     */
    public static DecayedMoments of(Duration halfLife) {
        return new DecayedMoments(new Fading(halfLife));
    }

    /** How a dataflow uses it; the answer is a copy. */
    public static <T> Aggregation<T, DecayedMoments, DecayedMoments> aggregation(
            Duration halfLife, ToDoubleFunction<? super T> value) {
        of(halfLife); // a wrong one shows here, not at the first record
        return Aggregation.<T, DecayedMoments, DecayedMoments>ofTimed(
                        "decayed-moments",
                        () -> of(halfLife),
                        (s, record, time) -> s.update(value.applyAsDouble(record), time),
                        (s, now) -> s.copy(),
                        CODEC)
                .merging(DecayedMoments::merge, DecayedMoments::copy);
    }

    /**
     * Takes one value in.
     *
     * @throws IllegalArgumentException unless it is finite and within 1e140 of 0, and its time within 2<sup>60</sup> milliseconds of the epoch
     */
    public void update(double value, long timeMillis) {
        Checks.requireValue("value", value);
        Checks.requireTime(timeMillis);
        if (sums.weight() == 0) {
            fading.start(timeMillis);
        }
        sums.fade(fading.advance(timeMillis));
        sums.add(fading.weight(timeMillis), value);
    }

    /** The weighted mean. */
    public double mean() {
        return sums.mean();
    }

    /** The unbiased variance under these weights. */
    public double variance() {
        return sums.variance();
    }

    /** The weighted mean of the squared distances from the mean. */
    public double populationVariance() {
        return sums.populationVariance();
    }

    /** The square root of {@link #variance}. */
    public double standardDeviation() {
        return Math.sqrt(variance());
    }

    /** The weight of all values as of a time, at which a value would weigh 1. */
    public double weight(long nowMillis) {
        return fading.asOf(nowMillis, sums.weight());
    }

    /** How many values of equal weight would have as certain a mean. */
    public double effectiveCount() {
        return sums.effectiveCount();
    }

    /** After how long a value counts half. */
    public Duration halfLife() {
        return fading.halfLife();
    }

    @Override
    public void merge(DecayedMoments other) {
        fading.requireSame("DecayedMoments", other.fading);
        if (other.sums.weight() == 0) {
            return;
        }
        if (sums.weight() == 0) {
            fading.start(other.fading.latest());
        }
        sums.fade(fading.advance(other.fading.latest()));
        sums.merge(other.sums, fading.weight(other.fading.latest()));
    }

    @Override
    public void reset() {
        fading.start(0);
        sums.set(new WeightedMoments());
    }

    @Override
    public DecayedMoments copy() {
        DecayedMoments copy = new DecayedMoments(fading.copy());
        copy.sums.set(sums);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 24 + Fading.BYTES + WeightedMoments.BYTES;
    }

    /** Form {@code decayed-moments} 1: half-life i64, latest time i64, weight f64, squared weights f64, mean f64, squares f64. */
    public static final StateCodec<DecayedMoments> CODEC =
            StateCodec.of("decayed-moments", 1, DecayedMoments::encode, DecayedMoments::decode);

    private void encode(StateWriter out) {
        fading.encode(out);
        sums.encode(out);
    }

    private static DecayedMoments decode(StateReader in) {
        DecayedMoments read = new DecayedMoments(Fading.decode(in));
        read.sums.set(WeightedMoments.decode(in));
        return read;
    }
}
