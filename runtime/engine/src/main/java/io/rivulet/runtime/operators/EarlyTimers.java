package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.runtime.Emission;
import io.rivulet.runtime.dataflow.KeyedContext;

/** When a key is to give early results: by event time, and by the clock. Nothing waits while no window has anything new. */
final class EarlyTimers {

    /** What a timer of the clock carries; those of event time carry 0. */
    static final long BY_CLOCK = 1;

    /** The event time of the next early results, or {@link Long#MAX_VALUE}. */
    long eventMillis = Long.MAX_VALUE;

    private long clockMillis = Long.MAX_VALUE;

    /**
     * A record came into a window that is open.
     *
     * @param sinceMillis the record's time, or that of the watermark if it is later
     * @param endMillis when the window's result leaves anyway
     */
    void onRecord(Emission emission, long sinceMillis, long endMillis, KeyedContext<?, ?> context) {
        if (emission.earlyMillis() > 0) {
            long due = (Math.floorDiv(sinceMillis, emission.earlyMillis()) + 1) * emission.earlyMillis();
            if (due < endMillis) {
                eventMillis = Math.min(eventMillis, due);
            }
        }
        if (emission.earlyClockMillis() > 0 && clockMillis == Long.MAX_VALUE) {
            clockMillis = context.clockMillis() + emission.earlyClockMillis();
            context.setClockTimer(clockMillis, BY_CLOCK);
        }
    }

    /** Whether a timer of the clock is the one that waits; then none waits any more. */
    boolean isDueByClock(KeyedContext<?, ?> context) {
        if (context.timeMillis() != clockMillis) {
            return false;
        }
        clockMillis = Long.MAX_VALUE;
        return true;
    }

    /** Whether early results are due at an event time; then none wait any more. */
    boolean isDue(long timeMillis) {
        if (eventMillis > timeMillis) {
            return false;
        }
        eventMillis = Long.MAX_VALUE;
        return true;
    }

    /** Event time i64, clock i64. */
    void encode(StateWriter out) {
        out.writeLong(eventMillis).writeLong(clockMillis);
    }

    static EarlyTimers decode(StateReader in) {
        EarlyTimers early = new EarlyTimers();
        early.eventMillis = in.readLong();
        early.clockMillis = in.readLong();
        return early;
    }
}
