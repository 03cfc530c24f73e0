package io.rivulet.runtime.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** From times of records to a watermark. The number in a name is that of the scenario; here a second is a millisecond. */
class EventClockTest {

    private static final long NONE = Long.MIN_VALUE;

    private final EventClock clock =
            new EventClock(Lateness.of(Duration.ofMillis(5)).advancingWithClock());

    @Test
    void s50_theWatermarkLagsAndMovesOnWithTheClock() {
        assertEquals(NONE, clock.watermark(0));
        assertEquals(NONE, clock.watermark(100));
        assertEquals(2, clock.onRecord(7, 100));
        assertEquals(4, clock.watermark(102));
    }

    @Test
    void s51_theWatermarkNeverFalls() {
        clock.onRecord(7, 0);
        assertEquals(5, clock.onRecord(10, 0));

        EventClock old = new EventClock(Lateness.of(Duration.ofMillis(5)).advancingWithClock());
        old.onRecord(7, 0);
        assertEquals(2, old.onRecord(3, 0));

        EventClock moved = new EventClock(Lateness.of(Duration.ofMillis(5)).advancingWithClock());
        moved.onRecord(7, 0);
        assertEquals(4, moved.onRecord(8, 2));
        assertEquals(4, moved.watermark(1));
        assertEquals(5, moved.watermark(3));
    }

    @Test
    void s52_theEndIsTheEnd() {
        clock.onRecord(7, 0);
        assertEquals(Long.MAX_VALUE, clock.onEnd());
        assertEquals(Long.MAX_VALUE, clock.watermark(Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, clock.onRecord(9, 10));
    }

    @Test
    void s52_anUnboundedLagNeverMoves() {
        EventClock unbounded = new EventClock(Lateness.unbounded().advancingWithClock());
        assertEquals(NONE, unbounded.onRecord(Long.MAX_VALUE, 0));
        assertEquals(NONE, unbounded.watermark(1_000_000));
    }

    @Test
    void s61_aRestoredClockGoesOnWhereItWas() {
        EventClock restored = new EventClock(Lateness.none(), 10, 0);
        assertEquals(10, restored.onRecord(9, 0));
        assertEquals(10, restored.onRecord(10, 0));
        assertEquals(11, restored.onRecord(11, 0));
        EventClock moving = new EventClock(Lateness.of(Duration.ofMillis(5)).advancingWithClock(), 10, 1_000);
        assertEquals(10, moving.watermark(1_000));
        assertEquals(13, moving.watermark(1_003));
        EventClock neverBegun = new EventClock(Lateness.none().advancingWithClock(), NONE, 1_000);
        assertEquals(NONE, neverBegun.watermark(2_000));
    }

    @Test
    void sumsAtTheEdgesDoNotWrap() {
        EventClock far = new EventClock(Lateness.of(Duration.ofMillis(5)).advancingWithClock());
        far.onRecord(Long.MAX_VALUE - 10, 0);
        assertEquals(Long.MAX_VALUE - 1, far.watermark(Long.MAX_VALUE));
        EventClock low = new EventClock(Lateness.of(Duration.ofMillis(5)));
        assertEquals(NONE, low.onRecord(Long.MIN_VALUE + 2, 0));
        EventClock before = new EventClock(Lateness.of(Duration.ofMillis(5)).advancingWithClock());
        before.onRecord(7, Long.MIN_VALUE);
        assertEquals(Long.MAX_VALUE - 1, before.watermark(Long.MAX_VALUE));
    }

    @Test
    void withoutTheClockOnlyRecordsMoveIt() {
        EventClock still = new EventClock(Lateness.none());
        assertEquals(7, still.onRecord(7, 0));
        assertEquals(7, still.watermark(1_000));
    }

    @Test
    void lengthsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> Lateness.of(Duration.ofMillis(-1)));
        assertThrows(IllegalArgumentException.class, () -> Lateness.none().idleAfter(Duration.ZERO));
    }
}
