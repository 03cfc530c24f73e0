package io.rivulet.algorithms.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.statistics.TimeWeightedAverage.Between;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc's. oracle_: the integral millisecond by millisecond, late readings, outliers that leave. The laws come from the catalogue. */
class TimeWeightedAverageTest {

    @Test
    void example_asInTheJavadoc() {
        var queued = TimeWeightedAverage.of(Duration.ofMinutes(1), Between.SAME);
        queued.update(10, 0);
        queued.update(0, 3_000);
        assertEquals(1.0, queued.average(30_000));
        assertEquals(30.0, queued.integral(30_000));
    }

    @Test
    void oracle_theIntegralMillisecondByMillisecondWithLateReadings() {
        for (Between between : Between.values()) {
            SplitMix64 random = new SplitMix64(2);
            var average = TimeWeightedAverage.of(Duration.ofMillis(200), between);
            TreeMap<Long, Double> readings = new TreeMap<>();
            long newest = 0;
            for (int i = 0; i < 400; i++) {
                long time = Math.max(0, newest + random.nextInt(60) - 15);
                if (readings.containsKey(time) || time <= newest - 200) {
                    continue;
                }
                newest = Math.max(newest, time);
                double value = 100 + random.nextInt(50);
                readings.put(time, value);
                average.update(value, time);
                for (long now : new long[] {newest, newest + 37, newest + 500}) {
                    assertEquals(byMillis(readings, between, now), average.average(now), 1e-9, between + " at " + now);
                }
            }
            assertTrue(average.count() < 30);
        }
    }

    private static double byMillis(TreeMap<Long, Double> readings, Between between, long now) {
        long start = Math.max(now - 200, readings.firstKey());
        if (start == now) {
            return readings.lastEntry().getValue();
        }
        double sum = 0;
        for (long t = start; t < now; t++) {
            Map.Entry<Long, Double> before = readings.floorEntry(t);
            Map.Entry<Long, Double> after = readings.higherEntry(t);
            double value = before.getValue();
            if (between == Between.LINE && after != null) {
                double part = (t + 0.5 - before.getKey()) / (after.getKey() - before.getKey());
                value += part * (after.getValue() - value);
            }
            sum += value;
        }
        return sum / (now - start);
    }

    /** A reading of 1e16 displaces all digits of the others; when it has left they are back. */
    @Test
    void oracle_anOutlierThatLeavesTakesNoDigitsWithIt() {
        var average = TimeWeightedAverage.of(Duration.ofSeconds(10), Between.LINE);
        for (int i = 0; i < 100; i++) {
            average.update(i == 50 ? 1e16 : 0.1 * (i % 3), i * 1_000L);
            if (i > 62) {
                var fresh = TimeWeightedAverage.of(Duration.ofSeconds(10), Between.LINE);
                for (int j = i - 10; j <= i; j++) {
                    fresh.update(0.1 * (j % 3), j * 1_000L);
                }
                assertEquals(fresh.average(i * 1_000L), average.average(i * 1_000L), 1e-12);
            }
        }
    }

    @Test
    void oracle_theOrderOfArrivalDoesNotMatter() {
        var forwards = TimeWeightedAverage.of(Duration.ofHours(1), Between.SAME);
        var backwards = TimeWeightedAverage.of(Duration.ofHours(1), Between.SAME);
        for (int i = 0; i < 100; i++) {
            forwards.update(i * i, i * 777L);
            backwards.update((99 - i) * (99 - i), (99 - i) * 777L);
        }
        assertEquals(forwards.average(80_000), backwards.average(80_000), 1e-9);
    }

    @Test
    void oracle_refusesWhatItMust() {
        var average = TimeWeightedAverage.of(Duration.ofSeconds(1), Between.SAME);
        assertTrue(Double.isNaN(average.average(0)));
        assertEquals(0, average.integral(0));
        average.update(4, 5_000);
        assertEquals(4, average.average(5_000));
        assertEquals(4, average.average(0), "a question before the newest reading is one at it");
        average.update(100, 5_000); // at the same time: comes after
        assertEquals(100, average.average(5_500));
        average.update(-1, 3_000); // within no window any more, but the first reading then
        assertEquals(100, average.average(9_000));
        byte[] before = TimeWeightedAverage.CODEC.toBytes(average);
        assertThrows(IllegalArgumentException.class, () -> average.update(Double.NaN, 6_000));
        assertThrows(IllegalArgumentException.class, () -> average.update(1, Long.MIN_VALUE));
        assertThrows(NullPointerException.class, () -> TimeWeightedAverage.of(Duration.ofSeconds(1), null));
        assertThrows(IllegalArgumentException.class, () -> TimeWeightedAverage.of(Duration.ZERO, Between.SAME));
        assertArrayEquals(before, TimeWeightedAverage.CODEC.toBytes(average));
    }
}
