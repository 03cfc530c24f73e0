package io.rivulet.runtime.time;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How the event time of a partition moves on.
 *
 * @param behind how far records may lag behind the newest of their partition without being late
 * @param withClock whether time also moves on by the clock while no record comes
 * @param idleAfter by the clock, how long a partition may be silent before the others stop waiting for it; never, if empty
 */
public record Lateness(Duration behind, boolean withClock, Optional<Duration> idleAfter) {

    private static final Duration UNBOUNDED = Duration.ofMillis(Long.MAX_VALUE);

    /** Checks the ranges. */
    public Lateness {
        if (behind.isNegative()) {
            throw new IllegalArgumentException("behind must not be negative, got " + behind);
        }
        if (behind.compareTo(UNBOUNDED) > 0) {
            throw new IllegalArgumentException(
                    "behind must be at most " + UNBOUNDED + ", which is unbounded(), got " + behind);
        }
        Objects.requireNonNull(idleAfter, "idleAfter");
        idleAfter.ifPresent(d -> {
            if (d.isNegative() || d.isZero()) {
                throw new IllegalArgumentException("idleAfter must be positive, got " + d);
            }
            if (d.compareTo(UNBOUNDED) > 0) {
                throw new IllegalArgumentException("idleAfter must be at most " + UNBOUNDED + ", got " + d);
            }
        });
    }

    /** Records come in order within their partition. */
    public static Lateness none() {
        return of(Duration.ZERO);
    }

    /** Records may lag by up to a length of time. */
    public static Lateness of(Duration behind) {
        return new Lateness(behind, false, Optional.empty());
    }

    /** Records may lag without bound: nothing is late, and windows close when the input ends. */
    public static Lateness unbounded() {
        return of(UNBOUNDED);
    }

    /** The same, and time also moves on by the clock while no record comes. */
    public Lateness advancingWithClock() {
        return new Lateness(behind, true, idleAfter);
    }

    /** The same, and a partition that is silent for this long by the clock is not waited for. */
    public Lateness idleAfter(Duration silence) {
        return new Lateness(behind, withClock, Optional.of(silence));
    }

    /** Whether nothing is ever late. */
    public boolean isUnbounded() {
        return behind.equals(UNBOUNDED);
    }
}
