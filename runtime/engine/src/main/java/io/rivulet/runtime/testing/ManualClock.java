package io.rivulet.runtime.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/** A clock that moves when it is told to. Any thread may read and move it. */
public final class ManualClock implements InstantSource {

    private volatile Instant now;

    private ManualClock(Instant now) {
        this.now = now;
    }

    /** A clock that shows 1970-01-01T00:00Z. */
    public static ManualClock atEpoch() {
        return at(Instant.EPOCH);
    }

    /** A clock that shows that instant. */
    public static ManualClock at(Instant now) {
        return new ManualClock(Objects.requireNonNull(now, "now"));
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves it on. */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("by must not be negative, got " + by);
        }
        now = now.plus(by);
    }
}
