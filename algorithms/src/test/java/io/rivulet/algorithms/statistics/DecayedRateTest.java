package io.rivulet.algorithms.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc's. oracle_: steady and random arrivals, any order. The laws come from the catalogue. */
class DecayedRateTest {

    @Test
    void example_asInTheJavadoc() {
        var requests = DecayedRate.of(Duration.ofMinutes(1));
        for (long time = 0; time <= 300_000; time += 100) {
            requests.update(time);
        }
        assertEquals(10.0, requests.perSecond(300_000), 0.01);
        assertEquals(5, requests.perSecond(360_000), 0.1);
    }

    /** Independent arrivals at 20 a second: no bias when half a second, a half-life or ten half-lives have passed, and the deviation that the Javadoc says. */
    @Test
    void oracle_withoutBiasFromTheFirstOn() {
        for (long after : new long[] {500, 5_000, 50_000}) {
            int streams = 1_000;
            double sum = 0;
            double squares = 0;
            for (int seed = 0; seed < streams; seed++) {
                SplitMix64 random = new SplitMix64(seed);
                var rate = DecayedRate.of(Duration.ofSeconds(5));
                double time = 0;
                while (time <= after) {
                    rate.update((long) Math.ceil(time));
                    time -= 50 * Math.log(1 - random.nextDouble());
                }
                double perSecond = rate.perSecond(after);
                sum += perSecond;
                squares += perSecond * perSecond;
            }
            double mean = sum / streams;
            double deviation = Math.sqrt(squares / streams - mean * mean);
            // Five standard errors: a false alarm in two million drawings of the seeds.
            assertEquals(20, mean, 5 * deviation / Math.sqrt(streams), "after " + after);
            if (after == 50_000) {
                assertEquals(Math.sqrt(0.35 * 20 / 5), deviation, 0.15);
            }
        }
    }

    @Test
    void oracle_theOrderOfArrivalAndOfMergesDoesNotMatter() {
        SplitMix64 random = new SplitMix64(3);
        Duration halfLife = Duration.ofSeconds(30);
        var forwards = DecayedRate.of(halfLife);
        var backwards = DecayedRate.of(halfLife);
        var one = DecayedRate.of(halfLife);
        var two = DecayedRate.of(halfLife);
        long[] times = new long[300];
        for (int i = 0; i < 300; i++) {
            times[i] = random.nextInt(100) * 1_000L;
        }
        for (int i = 0; i < 300; i++) {
            forwards.update(i % 7, times[i]);
            backwards.update((299 - i) % 7, times[299 - i]);
            (i % 3 == 0 ? one : two).update(i % 7, times[i]);
        }
        one.merge(two);
        for (long now : new long[] {99_000, 120_000, 1_000_000}) {
            assertEquals(forwards.perSecond(now), backwards.perSecond(now), 1e-12);
            assertEquals(forwards.perSecond(now), one.perSecond(now), 1e-12);
            assertEquals(forwards.decayedSum(now), one.decayedSum(now), 1e-10);
        }
    }

    @Test
    void oracle_refusesWhatItMust() {
        var rate = DecayedRate.of(Duration.ofSeconds(1));
        assertEquals(0, rate.perSecond(5));
        assertEquals(0, rate.decayedSum(5));
        rate.update(10, 1_000);
        assertTrue(Double.isNaN(rate.perSecond(1_000)));
        assertEquals(10, rate.decayedSum(1_000));
        assertEquals(0, rate.perSecond(2_000));
        byte[] before = DecayedRate.CODEC.toBytes(rate);
        assertThrows(IllegalArgumentException.class, () -> rate.update(Double.NaN, 1_000));
        assertThrows(IllegalArgumentException.class, () -> rate.update(1, Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> rate.merge(DecayedRate.of(Duration.ofSeconds(2))));
        assertArrayEquals(before, DecayedRate.CODEC.toBytes(rate));
    }
}
