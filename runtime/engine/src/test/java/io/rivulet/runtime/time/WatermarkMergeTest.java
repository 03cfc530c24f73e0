package io.rivulet.runtime.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One watermark of many. The number in a name is that of the scenario. */
class WatermarkMergeTest {

    private static final long IDLE = WatermarkMerge.IDLE;

    private final List<Long> given = new ArrayList<>();
    private final WatermarkMerge merge = new WatermarkMerge(2, given::add);

    @Test
    void s54_theLeastWins() {
        merge.onWatermark(0, 1);
        assertEquals(List.of(), given);
        merge.onWatermark(1, 2);
        assertEquals(List.of(1L), given);
        merge.onWatermark(0, 3);
        assertEquals(List.of(1L, 2L), given);
        merge.onWatermark(1, 4);
        assertEquals(List.of(1L, 2L, 3L), given);
        assertEquals(3, merge.top());
    }

    @Test
    void s55_anIdleInputIsNotWaitedForUntilItComesBack() {
        merge.onWatermark(0, IDLE);
        merge.onWatermark(1, 11);
        assertEquals(List.of(11L), given);
        // It comes back with something older than what was given: nothing falls.
        merge.onWatermark(0, 5);
        merge.onWatermark(1, 12);
        assertEquals(List.of(11L), given);
        merge.onWatermark(0, 13);
        assertEquals(List.of(11L, 12L), given);
    }

    @Test
    void s56_theLastActiveOneTurningIdleGivesTheLargestAndThenIdleOnce() {
        merge.onWatermark(0, 100);
        merge.onWatermark(1, IDLE);
        assertEquals(List.of(100L), given);
        merge.onWatermark(0, IDLE);
        assertEquals(List.of(100L, IDLE), given);
        merge.onWatermark(0, IDLE);
        assertEquals(List.of(100L, IDLE), given);
    }

    @Test
    void s56_idleOneAfterTheOther() {
        merge.onWatermark(0, 10);
        merge.onWatermark(1, 11);
        assertEquals(List.of(10L), given);
        merge.onWatermark(1, IDLE);
        assertEquals(List.of(10L), given);
        merge.onWatermark(0, IDLE);
        assertEquals(List.of(10L, 11L, IDLE), given);
    }

    @Test
    void theEndOfOneInputIsNotTheEndOfAnIdleOne() {
        merge.onWatermark(0, 5);
        merge.onWatermark(0, IDLE);
        merge.onWatermark(1, 20);
        merge.onWatermark(1, Long.MAX_VALUE);
        assertEquals(List.of(20L, IDLE), given);
        merge.onDone(1);
        merge.onWatermark(0, 7);
        merge.onWatermark(0, 30);
        assertEquals(List.of(20L, IDLE, 20L, 30L), given);
        merge.onWatermark(0, Long.MAX_VALUE);
        assertEquals(List.of(20L, IDLE, 20L, 30L, Long.MAX_VALUE), given);
    }

    @Test
    void s57_aDoneInputIsNotWaitedFor() {
        merge.onWatermark(0, 100);
        merge.onDone(1);
        assertEquals(List.of(100L), given);
        merge.onDone(0);
        assertEquals(List.of(100L), given);
        assertTrue(merge.allDone());
    }

    @Test
    void s57_aDoneInputMustGiveNothingMore() {
        merge.onDone(0);
        assertThrows(IllegalStateException.class, () -> merge.onDone(0));
        assertThrows(IllegalStateException.class, () -> merge.onWatermark(0, 1));
        assertFalse(merge.allDone());
    }

    @Test
    void s60_removingTheLaggingInputMovesTheWatermarkAndRemovingTheLeadingOneDoesNot() {
        merge.onWatermark(0, 5);
        merge.onWatermark(1, 10);
        assertEquals(List.of(5L), given);
        merge.onDone(0);
        assertEquals(List.of(5L, 10L), given);

        List<Long> other = new ArrayList<>();
        WatermarkMerge leading = new WatermarkMerge(2, other::add);
        leading.onWatermark(0, 5);
        leading.onWatermark(1, 10);
        leading.onDone(1);
        assertEquals(List.of(5L), other);
    }

    @Test
    void s60_whenAllThatIsLeftIsIdleItIsIdleOnce() {
        merge.onWatermark(0, IDLE);
        merge.onDone(1);
        assertEquals(List.of(IDLE), given);
    }

    @Test
    void s62_aFallingWatermarkIsIgnored() {
        merge.onWatermark(0, 10);
        merge.onWatermark(1, 10);
        merge.onWatermark(0, 3);
        merge.onWatermark(1, 20);
        assertEquals(List.of(10L), given);
        merge.onWatermark(0, 15);
        assertEquals(List.of(10L, 15L), given);
    }

    @Test
    void s62_whatAnIdleInputSaidStillCountsWhenAllTurnIdle() {
        merge.onWatermark(0, 40);
        merge.onWatermark(0, IDLE);
        merge.onWatermark(1, 20);
        merge.onWatermark(1, IDLE);
        assertEquals(40L, merge.top());
        assertEquals(IDLE, given.get(given.size() - 1));
    }

    @Test
    void whoComesBackFromIdleWithNothingNewerIsWaitedForAgain() {
        merge.onWatermark(0, 10);
        merge.onWatermark(1, 20);
        merge.onWatermark(0, IDLE);
        merge.onWatermark(1, IDLE);
        assertEquals(List.of(10L, 20L, IDLE), given);
        merge.onWatermark(0, 15);
        assertEquals(List.of(10L, 20L, IDLE, 20L), given);
        merge.onWatermark(0, 21);
        assertEquals(List.of(10L, 20L, IDLE, 20L, 21L), given);
    }

    @Test
    void whoComesBackBeforeThereWasAnyWatermarkIsWaitedForToo() {
        merge.onWatermark(0, IDLE);
        merge.onWatermark(1, IDLE);
        merge.onWatermark(0, IDLE + 1);
        assertEquals(List.of(IDLE, IDLE + 1), given);
    }

    /** Partitions of one source: a clock each, which lags by 3, and the merge. */
    private final EventClock[] partitions = {clock(), clock()};

    private static EventClock clock() {
        return new EventClock(Lateness.of(Duration.ofMillis(3)));
    }

    private List<Long> record(int partition, long time) {
        given.clear();
        merge.onWatermark(partition, partitions[partition].onRecord(time, 0));
        return List.copyOf(given);
    }

    @Test
    void s58_oneSilentPartitionDoesNotHoldTheOther() {
        merge.onWatermark(0, IDLE);
        merge.onWatermark(1, IDLE);
        assertEquals(List.of(IDLE), given);
        assertEquals(List.of(97L), record(0, 100));
        assertEquals(List.of(), record(0, 90));
        assertEquals(List.of(98L), record(0, 101));
    }

    @Test
    void s59_withoutIdlenessTheSlowestPartitionCounts() {
        assertEquals(List.of(), record(0, 10));
        assertEquals(List.of(), record(0, 11));
        assertEquals(List.of(7L), record(1, 10));
        assertEquals(List.of(8L), record(1, 11));
        assertEquals(List.of(), record(1, 12));
        assertEquals(List.of(9L), record(0, 13));
    }

    @Test
    void idleIsToldAgainAfterRecordsCameBetween() {
        merge.onWatermark(0, IDLE);
        merge.onWatermark(1, IDLE);
        merge.onWatermark(0, 7);
        merge.onWatermark(0, IDLE);
        assertEquals(List.of(IDLE, 7L, IDLE), given);
    }
}
