package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.StateReader;
import java.time.Duration;
import java.util.Objects;

/** Checks of what comes in, shared by the package. */
final class Checks {

    /** Values up to this far from 0 can be squared and summed 10<sup>27</sup> times without leaving the doubles. */
    static final double LARGEST = 1e140;

    /** Times from the epoch, before or after, up to this many milliseconds: differences of two stay far from overflow. */
    static final long MAX_TIME_MILLIS = 1L << 60;

    private Checks() {}

    static void requireValue(String name, double value) {
        if (!(Math.abs(value) <= LARGEST)) {
            throw new IllegalArgumentException(name + " must be finite and within " + LARGEST + " of 0, got " + value);
        }
    }

    static void requireTime(long timeMillis) {
        if (timeMillis > MAX_TIME_MILLIS || timeMillis < -MAX_TIME_MILLIS) {
            throw new IllegalArgumentException("timeMillis must be within 2^60 of the epoch, got " + timeMillis);
        }
    }

    static void requirePositive(String name, double value) {
        if (!(value > 0 && value <= LARGEST)) {
            throw new IllegalArgumentException(name + " must be positive and at most " + LARGEST + ", got " + value);
        }
    }

    static void requireNotNegative(String name, double value) {
        if (!(value >= 0 && value <= LARGEST)) {
            throw new IllegalArgumentException(name + " must be in 0.." + LARGEST + ", got " + value);
        }
    }

    /** The weight of the newest in an average, or another part of a whole that must not be nothing. */
    static void requirePart(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be more than 0 and at most 1, got " + value);
        }
    }

    static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in 0..1, got " + value);
        }
    }

    static void requireProbability(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be between 0 and 1, both excluded, got " + value);
        }
    }

    static void requireBetween(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be in " + min + ".." + max + ", got " + value);
        }
    }

    /** The milliseconds of a duration from one to {@code most}. */
    static long millis(String name, Duration value, Duration most) {
        Objects.requireNonNull(value, name);
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    name + " must be in " + Duration.ofMillis(1) + ".." + most + ", got " + value);
        }
        return value.toMillis();
    }

    /** The same from bytes, as i64. */
    static long readMillis(String name, Duration most, StateReader in) {
        long millis = in.readLong();
        if (millis < 1 || millis > most.toMillis()) {
            throw in.corrupt(name + " must be in 1.." + most.toMillis() + " ms, got " + millis);
        }
        return millis;
    }
}
