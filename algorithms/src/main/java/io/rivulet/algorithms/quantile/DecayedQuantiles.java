package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.Objects;
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
 * latencies.quantile(0.5);        // 80, within 1 %
 * }</pre>
 */
public final class DecayedQuantiles implements Incremental<DecayedQuantiles>, Mergeable<DecayedQuantiles> {

    /** The longest half-life. */
    public static final Duration MAX_HALF_LIFE = Duration.ofDays(36_500);

    /** Times from the epoch, before or after, up to this many milliseconds. */
    public static final long MAX_TIME_MILLIS = 1L << 60;

    /*
     * The landmark is a whole number of half-lives since the epoch, so that moving it multiplies all weights by a power of two, exactly: where the landmark
     * lies cannot be seen in any answer. It moves before a value would weigh 2^33, and drops the buckets that are negligible by then; between two moves a
     * bucket may come to weigh 2^53 times that without harm.
     *
     * Invariant: weights are 0 or at least 2^LIGHTEST.
     */
    private static final int HALF_LIVES_BEFORE_MOVE = 32;
    private static final int LIGHTEST = -1000;
    private static final double NEGLIGIBLE_SHARE = 1e-15;
    private static final double MAX_WEIGHT = 0x1p200;
    private static final double LN_2 = Math.log(2);

    private final long halfLifeMillis;
    private LogBuckets buckets;

    /** In half-lives since the epoch; 0 while empty. */
    private long landmark;

    private boolean empty = true;

    private DecayedQuantiles(long halfLifeMillis, LogBuckets buckets) {
        this.halfLifeMillis = halfLifeMillis;
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
        return new DecayedQuantiles(millis(halfLife), LogBuckets.create(relativeError, maxBuckets));
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
        if (timeMillis > MAX_TIME_MILLIS || timeMillis < -MAX_TIME_MILLIS) {
            throw new IllegalArgumentException("timeMillis must be within 2^60 of the epoch, got " + timeMillis);
        }
        long halfLife = Math.floorDiv(timeMillis, halfLifeMillis);
        if (empty) {
            landmark = halfLife;
            empty = false;
        } else if (halfLife - landmark > HALF_LIVES_BEFORE_MOVE) {
            moveLandmark(halfLife);
        }
        long age = landmark - halfLife;
        if (age > -LIGHTEST) {
            return; // so late that its weight is nothing
        }
        double part = (double) Math.floorMod(timeMillis, halfLifeMillis) / halfLifeMillis;
        buckets.add(value, Math.scalb(Math.exp(part * LN_2), (int) -age));
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
        if (empty) {
            return 0;
        }
        double halfLives = (double) Math.floorMod(nowMillis, halfLifeMillis) / halfLifeMillis
                + (Math.floorDiv(nowMillis, halfLifeMillis) - landmark);
        return buckets.sum() * Math.exp(-halfLives * LN_2);
    }

    /** After how long a value counts half. */
    public Duration halfLife() {
        return Duration.ofMillis(halfLifeMillis);
    }

    /** By which part of itself a value may be off: what was asked for, or more once buckets had to be joined. */
    public double relativeError() {
        return buckets.relativeError();
    }

    @Override
    public void merge(DecayedQuantiles other) {
        if (other.halfLifeMillis != halfLifeMillis || !buckets.isLike(other.buckets)) {
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
        long ahead = other.landmark - landmark;
        long to = ahead > HALF_LIVES_BEFORE_MOVE ? other.landmark : landmark;
        if (to != other.landmark) {
            theirs = theirs.copy();
            theirs.scale(Math.scalb(1.0, (int) Math.max(other.landmark - to, 2L * LIGHTEST)));
            theirs.dropBelow(Math.scalb(1.0, LIGHTEST));
        }
        if (!(buckets.sum() + theirs.sum() <= MAX_WEIGHT)) {
            throw new IllegalArgumentException(
                    "weights must stay within 2^200 together, got " + buckets.sum() + " and " + theirs.sum());
        }
        if (to != landmark) {
            moveLandmark(to);
        }
        buckets.merge(theirs);
    }

    @Override
    public void reset() {
        buckets = buckets.fresh();
        landmark = 0;
        empty = true;
    }

    @Override
    public DecayedQuantiles copy() {
        DecayedQuantiles copy = new DecayedQuantiles(halfLifeMillis, buckets.fresh());
        copy.take(this);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 40 + buckets.stateBytes();
    }

    /**
     * Form {@code decayed-quantiles} 1: half-life i64, empty u8, landmark i64, and the histogram: relative error f64, most buckets i32, collapses u8, weight of
     * zeros f64, and for the positive and the negative values each: buckets i32 and, unless there are none, number of the lowest i32 and weights f64.
     */
    public static final StateCodec<DecayedQuantiles> CODEC =
            StateCodec.of("decayed-quantiles", 1, DecayedQuantiles::encode, DecayedQuantiles::decode);

    private void encode(StateWriter out) {
        out.writeLong(halfLifeMillis).writeBoolean(empty).writeLong(landmark);
        buckets.encode(out);
    }

    private static DecayedQuantiles decode(StateReader in) {
        long halfLifeMillis = in.readLong();
        if (halfLifeMillis < 1 || halfLifeMillis > MAX_HALF_LIFE.toMillis()) {
            throw in.corrupt("half-life must be in 1.." + MAX_HALF_LIFE.toMillis() + ", got " + halfLifeMillis);
        }
        boolean empty = in.readBoolean("empty");
        long landmark = in.readLong();
        if (landmark > MAX_TIME_MILLIS / halfLifeMillis + 1 || landmark < -MAX_TIME_MILLIS / halfLifeMillis - 1) {
            throw in.corrupt("landmark must be within 2^60 ms of the epoch, got half-life " + landmark);
        }
        DecayedQuantiles read = new DecayedQuantiles(halfLifeMillis, LogBuckets.decode(in));
        double sum = read.buckets.sum();
        boolean fits = empty ? sum == 0 && landmark == 0 : sum >= 0.99 && sum <= MAX_WEIGHT;
        if (!fits || read.buckets.dropBelow(Math.scalb(1.0, LIGHTEST))) {
            throw in.corrupt(
                    "weights must be 2^" + LIGHTEST + " or more and add up to 1..2^200, or there be none, got " + sum);
        }
        read.landmark = landmark;
        read.empty = empty;
        return read;
    }

    private void moveLandmark(long to) {
        int shift = (int) Math.min(to - landmark, -2L * LIGHTEST);
        double negligible = NEGLIGIBLE_SHARE * buckets.sum();
        buckets.dropBelow(Math.max(negligible, Math.scalb(1.0, LIGHTEST + shift)));
        buckets.scale(Math.scalb(1.0, -shift));
        landmark = to;
    }

    private void take(DecayedQuantiles other) {
        buckets = other.buckets.copy();
        landmark = other.landmark;
        empty = other.empty;
    }

    private String describe() {
        return "half-life " + halfLife() + ", " + buckets.describe();
    }

    private static long millis(Duration halfLife) {
        Objects.requireNonNull(halfLife, "halfLife");
        if (halfLife.compareTo(Duration.ofMillis(1)) < 0 || halfLife.compareTo(MAX_HALF_LIFE) > 0) {
            throw new IllegalArgumentException(
                    "halfLife must be in " + Duration.ofMillis(1) + ".." + MAX_HALF_LIFE + ", got " + halfLife);
        }
        return halfLife.toMillis();
    }
}
