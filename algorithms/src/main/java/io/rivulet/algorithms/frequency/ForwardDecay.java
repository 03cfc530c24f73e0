package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.StateReader;
import java.time.Duration;
import java.util.Objects;

/**
 * Weights that halve with every half-life, given once and for all: a record weighs 2<sup>its time in half-lives since a landmark</sup>, and an answer divides
 * by what a record of now would weigh (Cormode, Shkapenyuk, Srivastava and Xu, <i>Forward decay</i>, ICDE 2009). Times may come in any order.
 *
 * <p>The landmark is a whole number of half-lives since the epoch, so that moving it multiplies all weights by a power of two, which is exact: where it lies
 * cannot be seen in any answer. It moves before a record would weigh more than 2<sup>33</sup>.
 */
final class ForwardDecay {

    static final Duration MAX_HALF_LIFE = Duration.ofDays(36_500);
    static final long MAX_TIME_MILLIS = 1L << 60;

    /** What all weights together may reach; a record more is then nothing beside them. */
    static final double MAX_WEIGHT = 0x1p200;

    private static final int HALF_LIVES_BEFORE_MOVE = 32;
    private static final int LIGHTEST = -1000;
    private static final double LN_2 = Math.log(2);

    private final long halfLifeMillis;

    /** In half-lives since the epoch. */
    private long landmark;

    ForwardDecay(Duration halfLife) {
        Objects.requireNonNull(halfLife, "halfLife");
        if (halfLife.compareTo(Duration.ofMillis(1)) < 0 || halfLife.compareTo(MAX_HALF_LIFE) > 0) {
            throw new IllegalArgumentException(
                    "halfLife must be in " + Duration.ofMillis(1) + ".." + MAX_HALF_LIFE + ", got " + halfLife);
        }
        halfLifeMillis = halfLife.toMillis();
    }

    Duration halfLife() {
        return Duration.ofMillis(halfLifeMillis);
    }

    long landmark() {
        return landmark;
    }

    static void requireTime(long timeMillis) {
        if (Math.abs(timeMillis) > MAX_TIME_MILLIS || timeMillis == Long.MIN_VALUE) {
            throw new IllegalArgumentException("timeMillis must be within 2^60 of the epoch, got " + timeMillis);
        }
    }

    /** Whether the landmark must move before a record of that time is weighed. */
    boolean isFarBehind(long timeMillis) {
        return Math.floorDiv(timeMillis, halfLifeMillis) - landmark > HALF_LIVES_BEFORE_MOVE;
    }

    /** Sets the landmark by a record's time; only while nothing has been weighed. */
    void start(long timeMillis) {
        landmark = Math.floorDiv(timeMillis, halfLifeMillis);
    }

    /** Moves the landmark to where another one is. */
    void start(ForwardDecay other) {
        landmark = other.landmark;
    }

    /** By what power of two to {@link #shifted shift} all weights so that a record of that time weighs about 1. */
    long shiftTo(long timeMillis) {
        return Math.floorDiv(timeMillis, halfLifeMillis) - landmark;
    }

    void move(long halfLives) {
        landmark += halfLives;
    }

    /** A weight as it is after the landmark moved by so many half-lives; 0 where hardly anything is left. */
    static double shifted(double weight, long halfLives) {
        double moved = Math.scalb(weight, (int) Math.min(Math.max(-halfLives, 4 * LIGHTEST), -4 * LIGHTEST));
        return moved < Math.scalb(1.0, LIGHTEST) ? 0 : moved;
    }

    /** What a record of that time weighs: 0 if it is so late that it counts for nothing. */
    double weight(long timeMillis) {
        long halfLives = Math.floorDiv(timeMillis, halfLifeMillis) - landmark;
        return halfLives < LIGHTEST ? 0 : Math.scalb(part(timeMillis), (int) halfLives);
    }

    /** A stored weight as of now, where a record of now counts 1. */
    double asOf(long nowMillis, double weight) {
        return shifted(weight / part(nowMillis), Math.floorDiv(nowMillis, halfLifeMillis) - landmark);
    }

    /** 2 to the fraction of the half-life that has passed. */
    private double part(long timeMillis) {
        return Math.exp((double) Math.floorMod(timeMillis, halfLifeMillis) / halfLifeMillis * LN_2);
    }

    /** half-life i64, landmark i64. */
    static ForwardDecay decode(StateReader in) {
        long halfLifeMillis = in.readLong();
        if (halfLifeMillis < 1 || halfLifeMillis > MAX_HALF_LIFE.toMillis()) {
            throw in.corrupt("half-life must be in 1.." + MAX_HALF_LIFE.toMillis() + ", got " + halfLifeMillis);
        }
        ForwardDecay read = new ForwardDecay(Duration.ofMillis(halfLifeMillis));
        read.landmark = in.readLong();
        if (Math.abs(read.landmark) > MAX_TIME_MILLIS / halfLifeMillis + 1 || read.landmark == Long.MIN_VALUE) {
            throw in.corrupt("landmark must be within 2^60 ms of the epoch, got half-life " + read.landmark);
        }
        return read;
    }
}
