package io.rivulet.algorithms.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc's. oracle_: known seasons and none, retraction. The laws come from the catalogue. */
class SeasonalProfileTest {

    private static final long HOUR = 3_600_000;

    @Test
    void example_asInTheJavadoc() {
        var day = SeasonalProfile.of(Duration.ofDays(1), 24, Duration.ZERO);
        day.update(80, 1_000 * HOUR);
        assertEquals(80.0, day.expected(1_000 * HOUR + 86_400_000));
        assertTrue(Double.isNaN(day.expected(1_001 * HOUR)));
    }

    @Test
    void oracle_aKnownSeasonFarFromZero() {
        var day = SeasonalProfile.of(Duration.ofDays(1), 24, Duration.ofHours(-1));
        SplitMix64 random = new SplitMix64(3);
        for (int i = 0; i < 24 * 200; i++) {
            day.update(1e9 + 10 * Math.sin(2 * Math.PI * (i + 1) / 24) + random.nextGaussian(), i * HOUR + 59_000);
        }
        for (int part = 0; part < 24; part++) {
            assertEquals(200, day.count(part));
            assertEquals(1e9 + 10 * Math.sin(2 * Math.PI * part / 24), day.mean(part), 0.5);
            assertEquals(1, day.variance(part), 0.6);
        }
        assertEquals(1, day.partOf(0), "an hour before midnight the day has begun");
        assertEquals(50.0 / 51, day.strength(), 0.005);
        assertEquals(1e9, day.mean(), 0.1);
        assertEquals(4_800, day.count());
        assertEquals(5, day.surprise(day.mean(6) + 5 * Math.sqrt(day.variance(6)), 5 * HOUR), 1e-6);
    }

    @Test
    void oracle_withoutASeasonTheStrengthIsThatOfChance() {
        double sum = 0;
        for (int seed = 0; seed < 400; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            var profile = SeasonalProfile.of(Duration.ofSeconds(10), 10, Duration.ZERO);
            for (int i = 0; i < 200; i++) {
                profile.update(random.nextGaussian(), i * 1_000L);
            }
            sum += profile.strength();
        }
        assertEquals(9.0 / 199, sum / 400, 0.005);
    }

    @Test
    void oracle_retractedValuesAreGone() {
        var profile = SeasonalProfile.of(Duration.ofSeconds(10), 5, Duration.ZERO);
        var kept = SeasonalProfile.of(Duration.ofSeconds(10), 5, Duration.ZERO);
        SplitMix64 random = new SplitMix64(8);
        double[] values = new double[400];
        for (int i = 0; i < 400; i++) {
            values[i] = 100 + random.nextGaussian();
            profile.update(values[i], i * 777L);
            if (i % 3 > 0) {
                kept.update(values[i], i * 777L);
            }
        }
        for (int i = 0; i < 400; i += 3) {
            profile.retract(values[i], i * 777L);
        }
        for (int part = 0; part < 5; part++) {
            assertEquals(kept.count(part), profile.count(part));
            assertEquals(kept.mean(part), profile.mean(part), 1e-11);
            assertEquals(kept.variance(part), profile.variance(part), 1e-10);
        }
        assertEquals(kept.strength(), profile.strength(), 1e-10);
    }

    @Test
    void oracle_refusesWhatItMust() {
        var profile = SeasonalProfile.of(Duration.ofSeconds(10), 5, Duration.ZERO);
        assertTrue(
                Double.isNaN(profile.strength()) && Double.isNaN(profile.mean(0)) && Double.isNaN(profile.variance(0)));
        assertEquals(4, profile.partOf(-1));
        byte[] before = SeasonalProfile.CODEC.toBytes(profile);
        assertThrows(IllegalArgumentException.class, () -> profile.update(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> profile.update(1, Long.MIN_VALUE));
        assertThrows(IllegalArgumentException.class, () -> profile.retract(1, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> profile.merge(SeasonalProfile.of(Duration.ofSeconds(10), 5, Duration.ofSeconds(1))));
        assertArrayEquals(before, SeasonalProfile.CODEC.toBytes(profile));
        assertThrows(
                IllegalArgumentException.class, () -> SeasonalProfile.of(Duration.ofSeconds(10), 3, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> SeasonalProfile.of(Duration.ofDays(1), 1, Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class, () -> SeasonalProfile.of(Duration.ofDays(1), 24, Duration.ofDays(1)));
    }
}
