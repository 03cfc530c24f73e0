package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;

/**
 * Weights that halve with every half-life of event time. They are held as of the latest time seen: what lies behind it weighs less than 1, and when the
 * latest time moves on, its owner multiplies all that it has summed by one factor. Sums so held neither overflow nor need a landmark.
 */
final class Fading {

    /** The longest half-life. */
    static final Duration MAX_HALF_LIFE = Duration.ofDays(36_500);

    /** Heap bytes of one. */
    static final long BYTES = 48;

    private static final double LN_2 = StrictMath.log(2);

    private final long halfLifeMillis;
    private long latest;

    /* The factor of the last gap, which often is that of the next; it follows from the gap and is no part of the state. */
    private long knownGap;
    private double knownFactor = 1;

    Fading(Duration halfLife) {
        halfLifeMillis = Checks.millis("halfLife", halfLife, MAX_HALF_LIFE);
    }

    Duration halfLife() {
        return Duration.ofMillis(halfLifeMillis);
    }

    long halfLifeMillis() {
        return halfLifeMillis;
    }

    /** The latest time; 0 before any. */
    long latest() {
        return latest;
    }

    /** Begins at a time, when there is nothing yet to fade. */
    void start(long timeMillis) {
        latest = timeMillis;
    }

    /** Moves on to a time, if it is later, and says by what factor all sums must be multiplied. */
    double advance(long timeMillis) {
        if (timeMillis <= latest) {
            return 1;
        }
        double factor = factor(timeMillis - latest);
        latest = timeMillis;
        return factor;
    }

    /** What a record of that time, not after the latest, weighs. */
    double weight(long timeMillis) {
        return timeMillis == latest ? 1 : factor(latest - timeMillis);
    }

    /** What is left of 1 after a gap. */
    private double factor(long gapMillis) {
        if (gapMillis != knownGap) {
            knownGap = gapMillis;
            knownFactor = factorOf(gapMillis);
        }
        return knownFactor;
    }

    /** The same without remembering it, for questions; StrictMath, so that all machines agree to the bit. */
    double factorOf(long gapMillis) {
        return StrictMath.exp(-LN_2 * gapMillis / halfLifeMillis);
    }

    /** What a sum as of the latest time is as of another. */
    double asOf(long nowMillis, double sum) {
        return sum == 0 ? 0 : sum * factorOf(nowMillis - latest);
    }

    Fading copy() {
        Fading copy = new Fading(halfLife());
        copy.latest = latest;
        return copy;
    }

    void requireSame(String what, Fading other) {
        if (other.halfLifeMillis != halfLifeMillis) {
            throw new IllegalArgumentException("cannot merge " + what + " of half-life " + halfLife() + " with "
                    + other.halfLife() + ": half-lives must be the same");
        }
    }

    /** Half-life i64, latest time i64. */
    void encode(StateWriter out) {
        out.writeLong(halfLifeMillis).writeLong(latest);
    }

    static Fading decode(StateReader in) {
        Fading read = new Fading(Duration.ofMillis(Checks.readMillis("half-life", MAX_HALF_LIFE, in)));
        read.latest = in.readLong();
        if (read.latest > Checks.MAX_TIME_MILLIS || read.latest < -Checks.MAX_TIME_MILLIS) {
            throw in.corrupt("latest time must be within 2^60 of the epoch, got " + read.latest);
        }
        return read;
    }
}
