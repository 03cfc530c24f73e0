package io.rivulet.algorithms.sliding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.SplitMix64;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * example_: the Javadoc example. oracle_: against all values kept, in order and out of order; the staircase against all that nothing later makes useless.
 * Laws, golden form and bytes are tested over the catalogue.
 */
class SlidingExtremesTest {

    private record Timed(double value, long time) {}

    private static final long WINDOW = 5_000;

    @Test
    void example_asInTheJavadoc() {
        var load = SlidingExtremes.create(Duration.ofHours(1));
        load.update(0.9, 0);
        load.update(0.2, 60_000);
        load.update(0.4, 120_000);
        assertEquals(0.9, load.maximum(120_000, 3_600_000));
        assertEquals(0.4, load.maximum(120_000, 90_000));
        assertEquals(0.2, load.minimum(120_000, 90_000));
        assertEquals(0, load.maximumMillis(120_000, 3_600_000));
        assertEquals(60_000, load.minimumMillis(120_000, 90_000));
        assertEquals(Double.NaN, load.maximum(3_720_000, 3_600_000));
        assertEquals(Long.MIN_VALUE, load.maximumMillis(3_720_000, 3_600_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50, 3_000, 20_000})
    void oracle_everyWindowIsExactWhateverTheOrder(int disorder) {
        SplitMix64 random = new SplitMix64(disorder);
        SlidingExtremes one = SlidingExtremes.create(Duration.ofMillis(WINDOW));
        SlidingExtremes odd = one.copy();
        SlidingExtremes even = one.copy();
        List<Timed> kept = new ArrayList<>();
        long newest = -10_000;
        for (int i = 0; i < 2_000; i++) {
            newest += random.nextInt(20);
            long time = newest - (disorder == 0 ? 0 : random.nextInt(disorder));
            double value = random.nextInt(60) - 30;
            one.update(value, time);
            (i % 2 == 0 ? even : odd).update(value, time);
            kept.add(new Timed(value, time));
            if (i % 10 == 0) {
                long last = kept.stream().mapToLong(Timed::time).max().orElseThrow();
                for (long window : new long[] {1, 30, 1_000, WINDOW}) {
                    double[] values = kept.stream()
                            .filter(timed -> last - window < timed.time)
                            .mapToDouble(Timed::value)
                            .sorted()
                            .toArray();
                    assertEquals(values[0] + 0.0, one.minimum(last, window));
                    assertEquals(values[values.length - 1] + 0.0, one.maximum(last, window));
                }
                SlidingExtremes both = even.copy();
                both.merge(odd);
                assertArrayEquals(SlidingExtremes.CODEC.toBytes(one), SlidingExtremes.CODEC.toBytes(both));
            }
        }
    }

    @Test
    void oracle_theStaircaseIsWhatNothingLaterMakesUseless() {
        SplitMix64 random = new SplitMix64(3);
        for (int round = 0; round < 300; round++) {
            Staircase stairs = new Staircase();
            List<Timed> all = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Timed timed = new Timed(random.nextInt(12), random.nextInt(25));
                stairs.insert(timed.time, timed.value);
                all.add(timed);
                List<Timed> expected = all.stream()
                        .filter(one -> all.stream()
                                .noneMatch(other -> other.time >= one.time && other.value > one.value
                                        || other.time > one.time && other.value == one.value))
                        .distinct()
                        .sorted((a, b) -> Long.compare(a.time, b.time))
                        .toList();
                List<Timed> actual = new ArrayList<>();
                for (int k = 0; k < stairs.size(); k++) {
                    actual.add(new Timed(stairs.value(k), stairs.time(k)));
                }
                assertEquals(expected, actual);
            }
        }
    }

    /** ln n + 0.58 entries are expected of n in random order: 7.5 of 1,000; there is room for 64. */
    @Test
    void oracle_fewEntriesAreKeptOfValuesInRandomOrderAndMemoryStays() {
        SlidingExtremes extremes = SlidingExtremes.create(Duration.ofMillis(1_000));
        SplitMix64 random = new SplitMix64(4);
        for (int i = 0; i < 200_000; i++) {
            extremes.update(random.nextDouble(), i);
        }
        assertTrue(extremes.stateBytes() <= 2_300, "bytes " + extremes.stateBytes());
        SlidingExtremes falling = SlidingExtremes.create(Duration.ofMillis(1_000));
        for (int i = 0; i < 200_000; i++) {
            falling.update(-i, i);
        }
        assertEquals(-199_000, falling.maximum(199_999, 1_000));
        assertTrue(falling.stateBytes() <= 16 * 4_096, "bytes " + falling.stateBytes());
    }

    @Test
    void oracle_zerosAreOneAndWhatCannotBeIsRefused() {
        SlidingExtremes extremes = SlidingExtremes.create(Duration.ofSeconds(1));
        extremes.update(-0.0, 5);
        assertEquals(0.0, extremes.minimum(5, 10));
        assertEquals(0.0, extremes.maximum(5, 10));
        byte[] before = SlidingExtremes.CODEC.toBytes(extremes);
        assertThrows(IllegalArgumentException.class, () -> extremes.update(Double.NaN, 6));
        assertThrows(IllegalArgumentException.class, () -> extremes.update(1, Long.MIN_VALUE));
        assertThrows(IllegalArgumentException.class, () -> extremes.maximum(5, 1_001));
        assertThrows(
                IllegalArgumentException.class, () -> extremes.merge(SlidingExtremes.create(Duration.ofSeconds(2))));
        assertArrayEquals(before, SlidingExtremes.CODEC.toBytes(extremes));
        byte[] bad = before.clone();
        bad[bad.length - 9]++; // the time of the only low
        assertThrows(CorruptStateException.class, () -> SlidingExtremes.CODEC.fromBytes(bad));
    }
}
