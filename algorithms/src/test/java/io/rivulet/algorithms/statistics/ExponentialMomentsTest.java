package io.rivulet.algorithms.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.SplitMix64;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@link EwmaMoments} and {@link DecayedMoments}. example_: the Javadoc's. oracle_: weighted sums one by one, closed forms. The laws come from the catalogue. */
class ExponentialMomentsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void example_asInTheJavadoc() {
        var recent = EwmaMoments.ofHalfLife(1);
        recent.update(0);
        recent.update(3);
        assertEquals(2.0, recent.mean(), 1e-15);
        assertEquals(4.5, recent.variance(), 1e-14);

        var price = DecayedMoments.of(MINUTE);
        price.update(10, 0);
        price.update(40, 60_000);
        assertEquals(30.0, price.mean(), 1e-13);
        assertEquals(1.5, price.weight(60_000), 1e-15);
    }

    /** The textbook formula, one by one, of values whose mean is a billion times their deviation. */
    @Test
    void oracle_aMeanABillionTimesTheDeviationCostsNineDigitsAndNotEighteen() {
        SplitMix64 random = new SplitMix64(1);
        var byNumber = EwmaMoments.ofWeight(0.02);
        var byTime = DecayedMoments.of(MINUTE);
        var smallByNumber = EwmaMoments.ofWeight(0.02);
        var smallByTime = DecayedMoments.of(MINUTE);
        for (int i = 0; i < 10_000; i++) {
            double small = Math.rint(1_024 * random.nextGaussian()) / 1_024; // the sum with 2^30 is exact
            byNumber.update(0x1p30 + small);
            byTime.update(0x1p30 + small, i * 700L);
            smallByNumber.update(small);
            smallByTime.update(small, i * 700L);
        }
        assertEquals(smallByNumber.variance(), byNumber.variance(), 1e-6);
        assertEquals(smallByTime.variance(), byTime.variance(), 1e-6);
        assertEquals(0x1p30 + smallByNumber.mean(), byNumber.mean(), 1e-6);
        assertEquals(0x1p30 + smallByTime.mean(), byTime.mean(), 1e-6);
    }

    @Test
    void oracle_weightOneKeepsTheNewestOnly() {
        var newest = EwmaMoments.ofWeight(1);
        newest.update(5);
        newest.update(7.25);
        assertEquals(7.25, newest.mean());
        assertEquals(0, newest.populationVariance());
        assertTrue(Double.isNaN(newest.variance()));
        assertEquals(1, newest.effectiveCount());
    }

    @Test
    void oracle_effectiveCountTendsToTwoByTheWeightLessOne() {
        var long50 = EwmaMoments.ofWeight(0.02);
        for (int i = 0; i < 5_000; i++) {
            long50.update(i);
        }
        assertEquals(99, long50.effectiveCount(), 1e-9);
        var even = DecayedMoments.of(MINUTE);
        for (int i = 0; i < 50; i++) {
            even.update(i, 1_000);
        }
        assertEquals(50, even.effectiveCount(), 1e-12);
        assertEquals(50.0 * 51 / 12, even.variance(), 1e-10);
    }

    /** A mean over values without a trend is that of all, from the first on: no pull to 0 or to the first value. */
    @Test
    void oracle_theStartIsWithoutBias() {
        double sum = 0;
        double first = 0;
        int streams = 4_000;
        for (int seed = 0; seed < streams; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            var recent = EwmaMoments.ofWeight(0.1);
            for (int i = 0; i < 4; i++) {
                recent.update(10 + random.nextGaussian());
            }
            sum += recent.variance();
            first += recent.mean();
        }
        // Five standard errors: a false alarm in two million drawings of the seeds.
        assertEquals(1, sum / streams, 5 * 0.85 / Math.sqrt(streams));
        assertEquals(10, first / streams, 5 * 0.51 / Math.sqrt(streams));
    }

    @Test
    void oracle_theOrderOfArrivalDoesNotMatter() {
        SplitMix64 random = new SplitMix64(3);
        double[] values = new double[500];
        long[] times = new long[500];
        for (int i = 0; i < 500; i++) {
            values[i] = random.nextDouble();
            times[i] = random.nextInt(600_000) - 300_000L;
        }
        var forwards = DecayedMoments.of(MINUTE);
        var backwards = DecayedMoments.of(MINUTE);
        for (int i = 0; i < 500; i++) {
            forwards.update(values[i], times[i]);
            backwards.update(values[499 - i], times[499 - i]);
        }
        assertEquals(forwards.mean(), backwards.mean(), 1e-13);
        assertEquals(forwards.variance(), backwards.variance(), 1e-13);
        assertEquals(forwards.weight(300_000), backwards.weight(300_000), 1e-12);
    }

    @Test
    void oracle_aGapOfAThousandHalfLivesStartsAnew() {
        var gap = DecayedMoments.of(Duration.ofMillis(1));
        gap.update(3, -5);
        gap.update(-8, 1_000_000_000_000L);
        assertEquals(-8, gap.mean());
        assertEquals(1, gap.weight(1_000_000_000_000L));
        gap.update(1_000, 0); // far too late to weigh anything
        assertEquals(-8, gap.mean());
        var other = DecayedMoments.of(Duration.ofMillis(1));
        other.update(5, 7);
        gap.merge(other);
        other.merge(gap);
        assertEquals(-8, gap.mean());
        assertEquals(-8, other.mean());
    }

    @Test
    void oracle_aMillionValuesInAHalfLifeKeepTheirWeights() {
        var dense = DecayedMoments.of(Duration.ofSeconds(1_000));
        for (int i = 0; i <= 3_000_000; i++) {
            dense.update(i, i);
        }
        double factor = Math.exp(-Math.log(2) / 1_000_000);
        double exact = -Math.expm1(3_000_001 * Math.log(factor)) / -Math.expm1(Math.log(factor));
        assertEquals(exact, dense.weight(3_000_000), 1e-9 * exact);
    }

    @Test
    void oracle_refusesWhatItMust() {
        var recent = EwmaMoments.ofWeight(0.1);
        var price = DecayedMoments.of(MINUTE);
        recent.update(1);
        price.update(1, 0);
        byte[] before = EwmaMoments.CODEC.toBytes(recent);
        byte[] timedBefore = DecayedMoments.CODEC.toBytes(price);
        assertEquals(
                "value must be finite and within 1.0E140 of 0, got NaN",
                assertThrows(IllegalArgumentException.class, () -> recent.update(Double.NaN))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> price.update(1e200, 0));
        assertThrows(IllegalArgumentException.class, () -> price.update(1, Long.MIN_VALUE));
        assertThrows(IllegalArgumentException.class, () -> price.merge(DecayedMoments.of(Duration.ofMillis(1))));
        assertThrows(IllegalArgumentException.class, () -> EwmaMoments.ofWeight(0));
        assertThrows(IllegalArgumentException.class, () -> EwmaMoments.ofHalfLife(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> DecayedMoments.of(Duration.ZERO));
        assertArrayEquals(before, EwmaMoments.CODEC.toBytes(recent));
        assertArrayEquals(timedBefore, DecayedMoments.CODEC.toBytes(price));
        assertTrue(Double.isNaN(EwmaMoments.ofWeight(0.1).mean()));
        assertTrue(Double.isNaN(DecayedMoments.of(MINUTE).variance()));
        assertEquals(0, DecayedMoments.of(MINUTE).weight(0));
    }

    @Test
    void oracle_updatesAllocateNothing() {
        var price = DecayedMoments.of(MINUTE);
        SplitMix64 random = new SplitMix64(3);
        assertEquals(0, Allocations.of(i -> price.update(i, i * 10L + random.nextInt(5))));
    }
}
