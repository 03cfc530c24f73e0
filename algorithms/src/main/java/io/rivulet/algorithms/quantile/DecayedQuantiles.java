package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.ForwardDecay;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * Quantiles of a stream that fades: a value counts half after one half-life, a quarter after two, so that old ones go without a window's edge.
 *
 * <p><b>Method.</b> Forward decay (Cormode, Shkapenyuk, Srivastava and Xu, <i>Forward decay: a practical time decay model for streaming systems</i>, ICDE 2009)
 * of the histogram of {@link DDSketch}: a value gets the weight 2<sup>(t − L) / half-life</sup> for a landmark L, once and for all. Quantiles depend on shares
 * only, so neither a tick nor the time of the question matters, and late values need no special care.
 * <p><b>Error.</b> That of {@link DDSketch}: every quantile is within {@link #relativeError} of the value that has exactly that share of the weight up to it, but
 * for rounding where shares are equal to 1e-12. A value with a time far ahead outweighs everything before it: keep wild clocks out.
 * <p><b>Cost.</b> O(1) per update, nothing allocated once the range is known; O(buckets) per question, per merge, and once in 32 half-lives, when buckets are
 * dropped that have become too light to matter. Bytes as {@link DDSketch}.
 * <p><b>Units.</b> Those of the values; ranks are parts of the weight; times in milliseconds.
 * <p><b>Empty.</b> {@code NaN}; a weight of 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var latencies = DecayedQuantiles.of(Duration.ofMinutes(1));
 * latencies.update(10, 0);
 * latencies.update(80, 60_000);   // weighs twice as much by now
 * latencies.rank(50);             // 1/3
 * latencies.quantile(0.5);        // 80.7, within 1 % of 80
 * }</pre>
 */
public final class DecayedQuantiles implements Incremental<DecayedQuantiles>, Mergeable<DecayedQuantiles> {

    /** The longest half-life. */
    public static final Duration MAX_HALF_LIFE = ForwardDecay.MAX_HALF_LIFE;

    /** Times from the epoch, before or after, up to this many milliseconds. */
    public static final long MAX_TIME_MILLIS = ForwardDecay.MAX_TIME_MILLIS;

    /*
     * When the landmark moves, the buckets go that are negligible by then; between two moves a bucket may come to weigh 2^53 times what a value does
     * without harm.
     *
     * Invariant: weights are 0 or at least 2^LIGHTEST.
     */
    private static final int LIGHTEST = ForwardDecay.LIGHTEST;
    private static final double MAX_WEIGHT = ForwardDecay.MAX_WEIGHT;
    private static final double NEGLIGIBLE_SHARE = 1e-15;

    private final ForwardDecay decay;
    private LogBuckets buckets;
    private boolean empty = true;

    private DecayedQuantiles(ForwardDecay decay, LogBuckets buckets) {
        this.decay = decay;
        this.buckets = buckets;
    }

    /**
     * Quantiles to a relative error of 1 %.
     *
     * @param halfLife from one millisecond to {@link #MAX_HALF_LIFE}; a third of the window that one would have taken is a good start
     */
    public static DecayedQuantiles of(Duration halfLife) {
        return create(halfLife, DDSketch.DEFAULT_ERROR, DDSketch.DEFAULT_BUCKETS);
    }

    /**
     * Quantiles to another error.
     *
     * @param relativeError 1e-6..0.5
     * @param maxBuckets 16..16,777,216, for each sign: where values spread over more, the error grows instead
     */
    public static DecayedQuantiles create(Duration halfLife, double relativeError, int maxBuckets) {
        return new DecayedQuantiles(new ForwardDecay(halfLife), LogBuckets.create(relativeError, maxBuckets));
    }

    /** How a dataflow uses it; the answer is a copy, to be asked for whatever quantiles are wanted. */
    public static <T> Aggregation<T, DecayedQuantiles, DecayedQuantiles> aggregation(
            Duration halfLife, double relativeError, int maxBuckets, ToDoubleFunction<? super T> value) {
        create(halfLife, relativeError, maxBuckets); // wrong ones show here, not at the first record
        return Aggregation.<T, DecayedQuantiles, DecayedQuantiles>ofTimed(
                        "decayed-quantiles",
                        () -> create(halfLife, relativeError, maxBuckets),
                        (s, record, time) -> s.update(value.applyAsDouble(record), time),
                        (s, now) -> s.copy(),
                        CODEC)
                .merging(DecayedQuantiles::merge, DecayedQuantiles::copy);
    }

    /**
     * Takes one value in; times may come in any order.
     *
     * @throws IllegalArgumentException unless the value is finite, and the time within {@link #MAX_TIME_MILLIS} of the epoch
     */
    public void update(double value, long timeMillis) {
        Ranks.requireFinite(value);
        ForwardDecay.requireTime(timeMillis);
        if (empty) {
            decay.start(timeMillis);
            empty = false;
        } else if (decay.isFarBehind(timeMillis)) {
            moveLandmark(decay.shiftTo(timeMillis));
        }
        double weight = decay.weight(timeMillis);
        if (weight > 0) { // else it is so late that it is nothing
            buckets.add(value, weight);
        }
    }

    /**
     * The smallest value that at least this part of the weight does not exceed, within the relative error, at whatever time it is asked for.
     *
     * @param q in 0..1
     */
    public double quantile(double q) {
        Ranks.requireShare(q);
        return empty ? Double.NaN : buckets.quantile(q * buckets.sum());
    }

    /** The part of the weight that is of values up to this one, or of such that share its bucket. */
    public double rank(double value) {
        Ranks.requireNumber(value);
        return empty ? Double.NaN : Math.min(1, buckets.sumUpTo(value) / buckets.sum());
    }

    /**
     * How much the values weigh together at a time: one of that very time weighs 1. In a steady stream it comes to 1.44 times the values of one half-life.
     */
    public double weight(long nowMillis) {
        return empty ? 0 : decay.asOf(nowMillis, buckets.sum());
    }

    /** After how long a value counts half. */
    public Duration halfLife() {
        return decay.halfLife();
    }

    /** By which part of itself a value may be off: what was asked for, or more once buckets had to be joined. */
    public double relativeError() {
        return buckets.relativeError();
    }

    @Override
    public void merge(DecayedQuantiles other) {
        if (!other.halfLife().equals(halfLife()) || !buckets.isLike(other.buckets)) {
            throw new IllegalArgumentException("cannot merge DecayedQuantiles of " + describe() + " with one of "
                    + other.describe() + ": parameters differ");
        }
        if (other.empty) {
            return;
        }
        if (empty) {
            take(other);
            return;
        }
        LogBuckets theirs = other.buckets;
        long ahead = other.decay.landmark() - decay.landmark();
        boolean moves = decay.isFarBehind(other.decay);
        if (!moves && ahead != 0) {
            theirs = theirs.copy();
            theirs.scale(Math.scalb(1.0, (int) Math.max(ahead, 2L * LIGHTEST)));
            theirs.dropBelow(Math.scalb(1.0, LIGHTEST));
        }
        if (!(buckets.sum() + theirs.sum() <= MAX_WEIGHT)) {
            throw new IllegalArgumentException(
                    "weights must stay within 2^200 together, got " + buckets.sum() + " and " + theirs.sum());
        }
        if (moves) {
            moveLandmark(ahead);
        }
        buckets.merge(theirs);
    }

    @Override
    public void reset() {
        buckets = buckets.fresh();
        decay.start(0);
        empty = true;
    }

    @Override
    public DecayedQuantiles copy() {
        DecayedQuantiles copy = new DecayedQuantiles(new ForwardDecay(halfLife()), buckets.fresh());
        copy.take(this);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + buckets.stateBytes();
    }

    /**
     * Form {@code decayed-quantiles} 1: half-life i64, empty u8, landmark i64, and the histogram: relative error f64, most buckets i32, collapses u8, weight of
     * zeros f64, and for the positive and the negative values each: buckets i32 and, unless there are none, number of the lowest i32 and weights f64.
     */
    public static final StateCodec<DecayedQuantiles> CODEC =
            StateCodec.of("decayed-quantiles", 1, DecayedQuantiles::encode, DecayedQuantiles::decode);

    private void encode(StateWriter out) {
        out.writeLong(halfLife().toMillis()).writeBoolean(empty).writeLong(decay.landmark());
        buckets.encode(out);
    }

    private static DecayedQuantiles decode(StateReader in) {
        ForwardDecay decay = ForwardDecay.decodeHalfLife(in);
        boolean empty = in.readBoolean("empty");
        decay.decodeLandmark(in);
        DecayedQuantiles read = new DecayedQuantiles(decay, LogBuckets.decode(in));
        double sum = read.buckets.sum();
        boolean fits = empty ? sum == 0 && decay.landmark() == 0 : sum >= 0.99 && sum <= MAX_WEIGHT;
        if (!fits || read.buckets.dropBelow(Math.scalb(1.0, LIGHTEST))) {
            throw in.corrupt(
                    "weights must be 2^" + LIGHTEST + " or more and add up to 1..2^200, or there be none, got " + sum);
        }
        read.empty = empty;
        return read;
    }

    private void moveLandmark(long halfLives) {
        int shift = (int) Math.min(halfLives, -2L * LIGHTEST);
        double negligible = NEGLIGIBLE_SHARE * buckets.sum();
        buckets.dropBelow(Math.max(negligible, Math.scalb(1.0, LIGHTEST + shift)));
        buckets.scale(Math.scalb(1.0, -shift));
        decay.move(halfLives);
    }

    private void take(DecayedQuantiles other) {
        buckets = other.buckets.copy();
        decay.start(other.decay);
        empty = other.empty;
    }

    private String describe() {
        return "half-life " + halfLife() + ", " + buckets.describe();
    }
}
