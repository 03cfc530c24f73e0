package io.rivulet.algorithms.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc's. oracle_: closed forms, its own model simulated. The laws, and the information form, come from the catalogue. */
class LocalLevelFilterTest {

    @Test
    void example_asInTheJavadoc() {
        var temperature = LocalLevelFilter.of(0.01, 4);
        temperature.update(20.3, 0);
        temperature.update(21.1, 1_000);
        assertEquals(20.7, temperature.level(), 1e-3);
        assertEquals(2.0, temperature.variance(1_000), 3e-3);
    }

    @Test
    void oracle_withoutDriftItIsTheMean() {
        var still = LocalLevelFilter.of(0, 9);
        double sum = 0;
        SplitMix64 random = new SplitMix64(2);
        for (int i = 1; i <= 1_000; i++) {
            double value = 1e6 + random.nextGaussian();
            sum += value;
            still.update(value, i * 17L);
            assertEquals(sum / i, still.level(), 1e-8);
            assertEquals(9.0 / i, still.variance(i * 17L), 1e-12);
        }
    }

    @Test
    void oracle_inTheLongRunItIsAnExponentiallyWeightedMean() {
        var filter = LocalLevelFilter.ofWeight(0.2, Duration.ofSeconds(5), 3);
        var ewma = EwmaMoments.ofWeight(0.2);
        SplitMix64 random = new SplitMix64(2);
        for (int i = 0; i < 300; i++) {
            double value = random.nextGaussian();
            filter.update(value, i * 5_000L);
            ewma.update(value);
        }
        assertEquals(ewma.mean(), filter.level(), 1e-10);
        assertEquals(0.2 * 3, filter.variance(299 * 5_000L), 1e-10);
    }

    /** Over 4,000 series of the model at random times the square of the error is the variance; five standard errors, a false alarm in two million drawings. */
    @Test
    void oracle_theVarianceIsThatOfTheError() {
        int rounds = 4_000;
        double ratio = 0;
        double surprises = 0;
        for (int seed = 0; seed < rounds; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            var filter = LocalLevelFilter.of(2, 5);
            double level = 100;
            long time = 0;
            for (int i = 0; i < 30; i++) {
                long gap = random.nextInt(3_000);
                time += gap;
                level += Math.sqrt(2 * gap / 1_000.0) * random.nextGaussian();
                filter.update(level + Math.sqrt(5) * random.nextGaussian(), time);
            }
            double error = filter.level() - level;
            ratio += error * error / filter.variance(time);
            surprises += filter.surprise() * filter.surprise();
        }
        assertEquals(1, ratio / rounds, 5 * Math.sqrt(2.0 / rounds));
        assertEquals(1, surprises / rounds, 5 * Math.sqrt(2.0 / rounds));
    }

    @Test
    void oracle_silenceMakesUncertain() {
        var filter = LocalLevelFilter.of(1, 1);
        filter.update(5, 0);
        assertEquals(1, filter.variance(0));
        assertEquals(61, filter.variance(60_000));
        filter.update(10, 1_000_000_000);
        assertEquals(10, filter.level(), 1e-5);
        filter.update(8, 0); // late: counts as of the latest time
        assertEquals(9, filter.level(), 1e-5);
    }

    @Test
    void oracle_refusesWhatItMust() {
        var filter = LocalLevelFilter.of(1, 1);
        assertTrue(Double.isNaN(filter.level()) && Double.isNaN(filter.variance(0)) && Double.isNaN(filter.surprise()));
        filter.update(1, 0);
        byte[] before = LocalLevelFilter.CODEC.toBytes(filter);
        assertThrows(IllegalArgumentException.class, () -> filter.update(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> filter.update(1, Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> LocalLevelFilter.of(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> LocalLevelFilter.of(1, 0));
        assertThrows(IllegalArgumentException.class, () -> LocalLevelFilter.ofWeight(1, Duration.ofSeconds(1), 1));
        assertArrayEquals(before, LocalLevelFilter.CODEC.toBytes(filter));
    }
}
