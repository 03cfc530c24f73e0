package io.rivulet.algorithms.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.SplitMix64;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc's. oracle_: a process whose true rate is known, gaps, restarts. The laws come from the catalogue. */
class CounterRateTest {

    @Test
    void example_asInTheJavadoc() {
        var bytesSent = CounterRate.of(Duration.ofMinutes(1));
        bytesSent.update(1_000, 0);
        bytesSent.update(4_000, 15_000);
        bytesSent.update(500, 30_000);
        assertEquals(3_500.0, bytesSent.increase(30_000));
        assertEquals(116.67, bytesSent.perSecond(30_000), 0.01);
        assertEquals(1, bytesSent.resets());
    }

    /** Seven a second, read at random times: the rate is seven whatever window is cut. */
    @Test
    void oracle_aSteadyRateAtIrregularReadings() {
        SplitMix64 random = new SplitMix64(6);
        var rate = CounterRate.of(Duration.ofSeconds(10));
        long time = -1_000_000;
        for (int i = 0; i < 5_000; i++) {
            rate.update(7 * (time + 1_000_000) / 1_000.0, time);
            if (i > 0) {
                assertEquals(7, rate.perSecond(time), 1e-6);
                assertEquals(7, rate.perSecond(time + 4_000), 1e-6);
                double seconds = Math.min(10, (time + 1_000_000) / 1_000.0);
                assertEquals(7 * seconds, rate.increase(time), 1e-6);
            }
            time += 1 + random.nextInt(3_000);
        }
    }

    /** A counter that restarts at every tenth reading rises by what it shows. */
    @Test
    void oracle_restartsAreIncreasesFromNothing() {
        var rate = CounterRate.of(Duration.ofSeconds(40));
        for (int i = 0; i <= 1_000; i++) {
            rate.update(5 * (i % 10 + 1), i * 1_000L);
        }
        assertEquals(200, rate.increase(1_000_000));
        assertEquals(5, rate.perSecond(1_000_000));
        assertEquals(100, rate.resets());
    }

    @Test
    void oracle_sparseReadingsAnswerByTheLastTwo() {
        var rate = CounterRate.of(Duration.ofSeconds(10));
        rate.update(0, 0);
        rate.update(600, 60_000);
        assertEquals(10, rate.perSecond(60_000));
        assertEquals(100, rate.increase(60_000));
        assertEquals(50, rate.increase(65_000));
        assertEquals(10, rate.perSecond(65_000));
        assertTrue(Double.isNaN(rate.perSecond(70_000)));
        assertEquals(10, rate.perSecond(0), "a question before the newest reading is one at it");
    }

    @Test
    void oracle_lateAndSimultaneousReadings() {
        var rate = CounterRate.of(Duration.ofSeconds(10));
        rate.update(10, 1_000);
        rate.update(30, 3_000);
        rate.update(20, 2_000);
        assertEquals(1, rate.late());
        assertEquals(20, rate.increase(3_000));
        rate.update(34, 3_000);
        assertEquals(24, rate.increase(3_000));
        var both = CounterRate.of(Duration.ofSeconds(10));
        both.update(1, 0);
        both.update(2, 0);
        assertTrue(Double.isNaN(both.perSecond(0)));
    }

    @Test
    void oracle_refusesWhatItMust() {
        var rate = CounterRate.of(Duration.ofSeconds(10));
        assertTrue(Double.isNaN(rate.perSecond(0)) && Double.isNaN(rate.increase(0)));
        rate.update(5, 0);
        assertTrue(Double.isNaN(rate.perSecond(0)));
        byte[] before = CounterRate.CODEC.toBytes(rate);
        assertThrows(IllegalArgumentException.class, () -> rate.update(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> rate.update(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> rate.update(1, Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> CounterRate.of(Duration.ZERO));
        assertArrayEquals(before, CounterRate.CODEC.toBytes(rate));
    }

    @Test
    void oracle_updatesAllocateNothing() {
        var rate = CounterRate.of(Duration.ofSeconds(1));
        assertEquals(0, Allocations.of(i -> rate.update(i, i)));
    }
}
