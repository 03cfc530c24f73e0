package io.rivulet.algorithms.entropy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rivulet.algorithms.SplitMix64;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;

/** oracle_: the law that the variates are made for, E e^(θX) = θ^θ, of the table and the tail as they are, and what both have in common. */
class StableVariatesTest {

    /** A place is met by one index of the table: an item whose places have all indices equally often is the table. */
    private static long[] variates(int count, long hash) {
        long[] sums = new long[count];
        StableVariates.addTo(sums, hash, 1);
        return sums;
    }

    /**
     * Each index of the table has the same chance. Those of the tail are uniform numbers up to TAIL / ENTRIES, over which E e^(θX) is integrated; there E is
     * exponential and W nearly fixed, so that the mean over E is a gamma function.
     */
    @Test
    void oracle_theTableAndTheTailHaveTheMomentsOfTheLawToTheStatedError() {
        double gap = 1.0 / StableVariates.ENTRIES;
        for (double theta : new double[] {1, 0.7, 0.5, 0.1, 0.01, 1e-3, 1e-4, 1e-6, 1e-9, 1e-11}) {
            double mean = 0;
            for (int i = StableVariates.TAIL; i < StableVariates.ENTRIES; i++) {
                mean += gap * Math.expm1(theta * StableVariates.entry(i) / StableVariates.UNIT);
            }
            // In the logarithm of u, from below the least that 32 further bits can give.
            double from = Math.log(gap * 0x1p-40);
            double to = Math.log(gap * StableVariates.TAIL);
            int steps = 100_000;
            double gamma = Math.exp(Gamma.logGamma(1 + theta));
            for (int i = 0; i < steps; i++) {
                double u = Math.exp(from + (to - from) * (i + 0.5) / steps);
                // u2 = 1/e: E = 1, whose power is replaced by the mean of all.
                double ofOne = StableVariates.tailVariate(u, Math.exp(-1));
                mean += (Math.exp(theta * ofOne) * gamma - 1) * u * (to - from) / steps;
            }
            double error = (Math.log1p(mean) - theta * Math.log(theta)) / theta;
            assertEquals(0, error, 0.0007, "theta " + theta);
        }
    }

    @Test
    void oracle_theTailIsTheSameFunctionBySeries() {
        SplitMix64 random = new SplitMix64(3);
        for (int i = 0; i < 1_000; i++) {
            double u1 = random.nextOpenDouble() * StableVariates.TAIL / StableVariates.ENTRIES;
            double u2 = random.nextOpenDouble();
            double exact = StableVariates.variate(u1, u2);
            assertEquals(exact, StableVariates.tailVariate(u1, u2), 1e-11 * Math.abs(exact));
        }
    }

    @Test
    void oracle_placesOfASketchOfAnyLengthAreTheSameAndWeightsMultiply() {
        long[] longer = variates(1_003, 77);
        for (int count : new int[] {16, 17, 19, 1_000, 1_002}) {
            long[] shorter = variates(count, 77);
            for (int i = 0; i < count; i++) {
                assertEquals(longer[i], shorter[i]);
            }
        }
        long[] weighted = new long[1_003];
        StableVariates.addTo(weighted, 77, 12);
        StableVariates.addTo(weighted, 77, -5);
        for (int i = 0; i < weighted.length; i++) {
            assertEquals(7 * longer[i], weighted[i]);
        }
    }
}
