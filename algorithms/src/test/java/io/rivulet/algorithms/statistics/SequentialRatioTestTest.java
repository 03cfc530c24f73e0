package io.rivulet.algorithms.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.statistics.SequentialRatioTest.Decision;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** oracle_: the bounds of the paper, likelihoods, errors simulated under both hypotheses. The laws come from the catalogue. */
class SequentialRatioTestTest {

    @Test
    void example_boundsOfTheUsualErrors() {
        var test = SequentialRatioTest.ofShares(0.01, 0.03, 0.05, 0.1);
        assertEquals(2.8904, test.upperBound(), 5e-5);
        assertEquals(-2.2513, test.lowerBound(), 5e-5);
    }

    @Test
    void oracle_theRatioIsThatOfTheLikelihoods() {
        var shares = SequentialRatioTest.ofShares(0.3, 0.4, 1e-9, 1e-9);
        shares.update(1);
        shares.update(0);
        assertEquals(Math.log(0.4 * 0.6 / (0.3 * 0.7)), shares.logRatio(), 1e-14);
        var means = SequentialRatioTest.ofMeans(1, 2, 3, 1e-9, 1e-9);
        means.update(5);
        assertEquals((16 - 9) / 18.0, means.logRatio(), 1e-14);
        var rates = SequentialRatioTest.ofRates(2, 5, 1e-9, 1e-9);
        rates.update(4);
        assertEquals(4 * Math.log(2.5) - 3, rates.logRatio(), 1e-14);
    }

    /**
     * Both errors of 6,000 tests each, at most what they are said to be plus five standard errors: a false alarm in two million drawings of the seeds. At least
     * half of it, too: a test that is much too careful would take too long.
     */
    @Test
    void oracle_errorsAreAsSaid() {
        requireErrors(
                SequentialRatioTest.ofShares(0.2, 0.3, 0.05, 0.1),
                r -> r.nextDouble() < 0.2 ? 1 : 0,
                r -> r.nextDouble() < 0.3 ? 1 : 0);
        requireErrors(
                SequentialRatioTest.ofMeans(0, 0.4, 1, 0.05, 0.1),
                SplitMix64::nextGaussian,
                r -> 0.4 + r.nextGaussian());
        requireErrors(SequentialRatioTest.ofRates(3, 4, 0.05, 0.1), r -> poisson(r, 3), r -> poisson(r, 4));
    }

    private static void requireErrors(
            SequentialRatioTest test, ToDoubleFunction<SplitMix64> usual, ToDoubleFunction<SplitMix64> other) {
        double falseAlarms = share(test, usual, Decision.ALTERNATIVE);
        double missed = share(test, other, Decision.NULL);
        assertTrue(falseAlarms <= 0.05 / 0.9 + 0.015 && falseAlarms >= 0.02, falseAlarms + " false alarms");
        assertTrue(missed <= 0.1 / 0.95 + 0.02 && missed >= 0.05, missed + " missed");
    }

    private static double share(SequentialRatioTest test, ToDoubleFunction<SplitMix64> value, Decision counted) {
        int count = 0;
        for (int seed = 0; seed < 6_000; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            test.reset();
            while (test.decision() == Decision.UNDECIDED) {
                test.update(value.applyAsDouble(random));
            }
            count += test.decision() == counted ? 1 : 0;
        }
        return count / 6_000.0;
    }

    private static double poisson(SplitMix64 random, double rate) {
        double left = Math.exp(-rate);
        int count = 0;
        for (double product = random.nextDouble(); product > left; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    @Test
    void oracle_aDecisionStays() {
        var test = SequentialRatioTest.ofMeans(0, 1, 1, 0.05, 0.1);
        for (int i = 0; i < 100; i++) {
            test.update(1);
        }
        assertEquals(Decision.ALTERNATIVE, test.decision());
        assertEquals(6, test.count());
        test.update(-1e9);
        assertEquals(Decision.ALTERNATIVE, test.decision());
        assertEquals(3, test.logRatio());
    }

    @Test
    void oracle_refusesWhatItMust() {
        var shares = SequentialRatioTest.ofShares(0.2, 0.3, 0.05, 0.1);
        byte[] before = SequentialRatioTest.CODEC.toBytes(shares);
        assertThrows(IllegalArgumentException.class, () -> shares.update(1.5));
        assertThrows(IllegalArgumentException.class, () -> shares.update(Double.NaN));
        assertArrayEquals(before, SequentialRatioTest.CODEC.toBytes(shares));
        assertThrows(IllegalArgumentException.class, () -> SequentialRatioTest.ofRates(1, 2, 0.05, 0.1)
                .update(-1));
        assertThrows(IllegalArgumentException.class, () -> SequentialRatioTest.ofShares(0, 0.3, 0.05, 0.1));
        assertThrows(IllegalArgumentException.class, () -> SequentialRatioTest.ofShares(0.3, 0.3, 0.05, 0.1));
        assertThrows(IllegalArgumentException.class, () -> SequentialRatioTest.ofRates(1, 2, 0.5, 0.1));
        assertThrows(IllegalArgumentException.class, () -> SequentialRatioTest.ofMeans(0, 1, 0, 0.05, 0.1));
    }
}
