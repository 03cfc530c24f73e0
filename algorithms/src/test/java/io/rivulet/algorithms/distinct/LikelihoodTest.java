package io.rivulet.algorithms.distinct;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rivulet.algorithms.SplitMix64;
import org.junit.jupiter.api.Test;

/** oracle_: the estimate against the likelihood written out value by value, constants against the formulas they come from. */
class LikelihoodTest {

    @Test
    void oracle_theEstimateIsWhereTheLikelihoodWrittenOutIsHighest() {
        SplitMix64 random = new SplitMix64(1);
        for (int round = 0; round < 400; round++) {
            int t = random.nextInt(3);
            int d = random.nextInt(25);
            int precision = 4 + random.nextInt(4);
            int items = 1 + (int) Math.pow(2, 16 * random.nextDouble());
            int shift = random.nextInt(4) == 0 ? 40 : 0;
            long[] registers = new long[1 << precision];
            for (int i = 0; i < items; i++) {
                long hash = random.nextLong() >>> shift;
                int index = ExaRegister.index(hash, t, precision);
                registers[index] = ExaRegister.with(registers[index], ExaRegister.value(hash, t, precision), d);
            }
            Likelihood likelihood = new Likelihood(t, d, precision);
            for (long register : registers) {
                likelihood.add(register, 1);
            }
            double estimate = likelihood.estimate();
            double here = slope(registers, estimate, t, d, precision);
            double width = estimate * 1e-6;
            double before = slope(registers, estimate - width, t, d, precision);
            double after = slope(registers, estimate + width, t, d, precision);
            assertEquals(1, Math.signum(before), "t " + t + ", d " + d + ", " + items + " items: " + estimate);
            assertEquals(-1, Math.signum(after), "t " + t + ", d " + d + ", " + items + " items: " + estimate);
            assertEquals(0, here / (before - after), 1e-3);
        }
    }

    /** The derivative of the logarithm of the likelihood by the number of items, from the probabilities of all values that a register tells of. */
    private static double slope(long[] registers, double items, int t, int d, int precision) {
        double sum = 0;
        for (long register : registers) {
            int highest = (int) (register >>> d);
            for (int value = Math.max(1, highest - d); value <= ExaRegister.maxValue(t, precision); value++) {
                double rate = probability(value, t, precision) / registers.length;
                boolean seen = value == highest || value < highest && (register >>> (d + value - highest) & 1) != 0;
                sum += seen ? rate / Math.expm1(items * rate) : -rate;
            }
        }
        return sum;
    }

    /** By counting bits: t low ones, then leading zeros that end with a one, or with the hash. */
    private static double probability(int value, int t, int precision) {
        int zeros = (value - 1) >> t;
        int all = 64 - precision - t;
        return Math.pow(2, -t) * (zeros == all ? Math.pow(2, -all) : Math.pow(2, -zeros - 1));
    }

    @Test
    void oracle_probabilitiesAddUpToOne() {
        for (int t = 0; t <= 2; t++) {
            for (int precision = 4; precision <= 18; precision += 7) {
                double sum = 0;
                for (int value = 1; value <= ExaRegister.maxValue(t, precision); value++) {
                    sum += probability(value, t, precision);
                }
                assertEquals(1, sum, 1e-12);
            }
        }
    }

    @Test
    void oracle_emptyRegistersTellOfNoItems() {
        Likelihood likelihood = new Likelihood(2, 24, 8);
        assertEquals(0, likelihood.estimate());
        likelihood.add(0, 256);
        assertEquals(0, likelihood.estimate());
    }

    @Test
    void oracle_standardErrorsAreThoseOfThePaper() {
        assertEquals(errorOfOne(0, 2), UltraLogLog.ERROR_OF_ONE, 5e-6);
        assertEquals(errorOfOne(2, 24), ExaLogLog.ERROR_OF_ONE, 5e-6);
    }

    /** The root of ln b / ζ(2, 1 + b^-d / (b - 1)) with b = 2^(1 / 2^t). */
    private static double errorOfOne(int t, int d) {
        double b = Math.pow(2, Math.pow(2, -t));
        double q = 1 + Math.pow(b, -d) / (b - 1);
        double zeta = 0;
        int terms = 1_000_000;
        for (int i = terms - 1; i >= 0; i--) {
            zeta += 1 / ((i + q) * (i + q));
        }
        // What is left of the series, by the integral that it approaches.
        zeta += 1 / (terms + q - 0.5);
        return Math.sqrt(Math.log(b) / zeta);
    }
}
