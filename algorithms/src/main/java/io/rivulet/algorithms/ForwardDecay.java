package io.rivulet.algorithms;

import java.time.Duration;
import java.util.Objects;

/**
 * Weights that halve with every half-life, given once and for all: a record weighs 2<sup>its time in half-lives since a landmark</sup>, and an answer divides
 * by what a record of now would weigh (Cormode, Shkapenyuk, Srivastava and Xu, <i>Forward decay</i>, ICDE 2009). Times may come in any order. Whatever sums
 * weights, and can multiply what it has summed by a power of two, fades by it.
 *
 * <p>The landmark is a whole number of half-lives since the epoch, so that moving it multiplies all weights by a power of two, which is exact: where it lies
 * cannot be seen in any answer. It moves before a record would weigh more than 2<sup>33</sup>. The owner asks before it weighs, and multiplies what it has:
 *
 * <pre>{@code
 * ForwardDecay.requireTime(time);
 * if (isEmpty) {
 *     decay.start(time);
 * } else if (decay.isFarBehind(time)) {
 *     long halfLives = decay.shiftTo(time);
 *     sum = ForwardDecay.shifted(sum, halfLives);
 *     decay.move(halfLives);
 * }
 * sum += decay.weight(time);
 * decay.asOf(now, sum);
 * }</pre>
 */
public final class ForwardDecay {

    /** The longest half-life. */
    public static final Duration MAX_HALF_LIFE = Duration.ofDays(36_500);

    /** Times from the epoch, before or after, up to this many milliseconds. */
    public static final long MAX_TIME_MILLIS = 1L << 60;

    /** What all weights together may reach; a record more is then nothing beside them. */
    public static final double MAX_WEIGHT = 0x1p200;

    /** Lighter weights, as a power of two, are nothing. */
    public static final int LIGHTEST = -1000;

    private static final int HALF_LIVES_BEFORE_MOVE = 32;
    private static final double LN_2 = Math.log(2);

    private final long halfLifeMillis;

    /** In half-lives since the epoch. */
    private long landmark;

    /** @param halfLife from one millisecond to {@link #MAX_HALF_LIFE} */
    public ForwardDecay(Duration halfLife) {
        Objects.requireNonNull(halfLife, "halfLife");
        if (halfLife.compareTo(Duration.ofMillis(1)) < 0 || halfLife.compareTo(MAX_HALF_LIFE) > 0) {
            throw new IllegalArgumentException(
                    "halfLife must be in " + Duration.ofMillis(1) + ".." + MAX_HALF_LIFE + ", got " + halfLife);
        }
        halfLifeMillis = halfLife.toMillis();
    }

    /** After how long a record weighs half. */
    public Duration halfLife() {
        return Duration.ofMillis(halfLifeMillis);
    }

    /** In half-lives since the epoch; 0 before the start. */
    public long landmark() {
        return landmark;
    }

    /** @throws IllegalArgumentException if it is more than {@link #MAX_TIME_MILLIS} from the epoch */
    public static void requireTime(long timeMillis) {
        if (Math.abs(timeMillis) > MAX_TIME_MILLIS || timeMillis == Long.MIN_VALUE) {
            throw new IllegalArgumentException("timeMillis must be within 2^60 of the epoch, got " + timeMillis);
        }
    }

    /** Whether the landmark must move before a record of that time is weighed. */
    public boolean isFarBehind(long timeMillis) {
        return Math.floorDiv(timeMillis, halfLifeMillis) - landmark > HALF_LIVES_BEFORE_MOVE;
    }

    /** Whether it must move before weights of another landmark are added, by as many half-lives as that is ahead. */
    public boolean isFarBehind(ForwardDecay other) {
        return other.landmark - landmark > HALF_LIVES_BEFORE_MOVE;
    }

    /** Sets the landmark by a record's time; only while nothing has been weighed. */
    public void start(long timeMillis) {
        landmark = Math.floorDiv(timeMillis, halfLifeMillis);
    }

    /** Moves the landmark to where another one is. */
    public void start(ForwardDecay other) {
        landmark = other.landmark;
    }

    /** By what power of two to {@link #shifted shift} all weights so that a record of that time weighs about 1. */
    public long shiftTo(long timeMillis) {
        return Math.floorDiv(timeMillis, halfLifeMillis) - landmark;
    }

    /** Moves the landmark on by so many half-lives, once all weights were shifted. */
    public void move(long halfLives) {
        landmark += halfLives;
    }

    /** A weight as it is after the landmark moved by so many half-lives; 0 where hardly anything is left. */
    public static double shifted(double weight, long halfLives) {
        double moved = Math.scalb(weight, (int) Math.min(Math.max(-halfLives, 4 * LIGHTEST), -4 * LIGHTEST));
        return moved < Math.scalb(1.0, LIGHTEST) ? 0 : moved;
    }

    /** What a record of that time weighs: 0 if it is so late that it counts for nothing. */
    public double weight(long timeMillis) {
        long halfLives = Math.floorDiv(timeMillis, halfLifeMillis) - landmark;
        return halfLives < LIGHTEST ? 0 : Math.scalb(part(timeMillis), (int) halfLives);
    }

    /** A stored weight as of now, where a record of now counts 1. */
    public double asOf(long nowMillis, double weight) {
        return shifted(weight / part(nowMillis), Math.floorDiv(nowMillis, halfLifeMillis) - landmark);
    }

    /** 2 to the fraction of the half-life that has passed. */
    private double part(long timeMillis) {
        return Math.exp((double) Math.floorMod(timeMillis, halfLifeMillis) / halfLifeMillis * LN_2);
    }

    /** Half-life i64, landmark i64. */
    public void encode(StateWriter out) {
        out.writeLong(halfLifeMillis).writeLong(landmark);
    }

    /** Reads both. */
    public static ForwardDecay decode(StateReader in) {
        ForwardDecay read = decodeHalfLife(in);
        read.decodeLandmark(in);
        return read;
    }

    /** Reads the half-life, i64, alone, where something else stands between the two. */
    public static ForwardDecay decodeHalfLife(StateReader in) {
        long millis = in.readLong();
        if (millis < 1 || millis > MAX_HALF_LIFE.toMillis()) {
            throw in.corrupt("half-life must be in 1.." + MAX_HALF_LIFE.toMillis() + ", got " + millis);
        }
        return new ForwardDecay(Duration.ofMillis(millis));
    }

    /** Reads the landmark, i64. */
    public void decodeLandmark(StateReader in) {
        landmark = in.readLong();
        if (Math.abs(landmark) > MAX_TIME_MILLIS / halfLifeMillis + 1 || landmark == Long.MIN_VALUE) {
            throw in.corrupt("landmark must be within 2^60 ms of the epoch, got half-life " + landmark);
        }
    }
}
