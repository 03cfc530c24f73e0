package io.rivulet.runtime.time;

/**
 * The event time of one partition: from the times of its records, and where wanted the clock, to its watermark. The watermark never falls. One owner at a
 * time.
 */
public final class EventClock {

    private final long behind;
    private final boolean unbounded;
    private final boolean withClock;
    private long watermark = Long.MIN_VALUE;
    private long clockAtWatermark;

    /** A clock that has seen no record. */
    public EventClock(Lateness lateness) {
        this.unbounded = lateness.isUnbounded();
        this.behind = unbounded ? 0 : lateness.behind().toMillis();
        this.withClock = lateness.withClock();
    }

    /** A clock that goes on from a watermark which an earlier one had reached; the clock shows {@code clockMillis} now. */
    public EventClock(Lateness lateness, long watermarkMillis, long clockMillis) {
        this(lateness);
        this.watermark = watermarkMillis;
        this.clockAtWatermark = clockMillis;
    }

    /** Takes the time of a record in and gives the watermark after it. */
    public long onRecord(long timeMillis, long clockMillis) {
        if (unbounded) {
            return watermark;
        }
        // Long.MAX_VALUE is kept for the end, so that a record that claims to be from then is not taken for it.
        long candidate = timeMillis < Long.MIN_VALUE + behind
                ? Long.MIN_VALUE
                : Math.min(timeMillis - behind, Long.MAX_VALUE - 1);
        if (withClock) {
            watermark(clockMillis);
        }
        if (candidate > watermark) {
            watermark = candidate;
            clockAtWatermark = clockMillis;
        }
        return watermark;
    }

    /** The watermark at a time of the clock: {@link Long#MIN_VALUE} before the first record, {@link Long#MAX_VALUE} after {@link #onEnd}. */
    public long watermark(long clockMillis) {
        if (withClock && watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE && clockMillis > clockAtWatermark) {
            long moved = watermark + (clockMillis - clockAtWatermark);
            watermark = moved < watermark ? Long.MAX_VALUE - 1 : moved;
            clockAtWatermark = clockMillis;
        }
        return watermark;
    }

    /** Goes on where an earlier run had come to. */
    public void resume(long watermarkMillis, long clockMillis) {
        watermark = watermarkMillis;
        clockAtWatermark = clockMillis;
    }

    /** The partition has ended: nothing later can be older than anything. */
    public long onEnd() {
        watermark = Long.MAX_VALUE;
        return watermark;
    }
}
