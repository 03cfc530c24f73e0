package io.rivulet.benchmarks;

import io.rivulet.algorithms.SplitMix64;
import java.util.Arrays;

/** What the benchmarks read: made from a seed before the clock starts, so that all see the same. */
public final class Inputs {

    private Inputs() {}

    /** Numbers that all differ, well mixed. */
    public static long[] distinct(int length, long seed) {
        long[] made = new long[length];
        Arrays.setAll(made, i -> SplitMix64.mix(seed * length + i));
        return made;
    }

    /**
     * Draws from {@code items} well mixed numbers, the r-th of which comes in proportion to r<sup>-exponent</sup>.
     *
     * @param exponent at least 0, which makes all equally frequent
     */
    public static long[] zipf(int length, int items, double exponent, long seed) {
        double[] upTo = new double[items];
        double sum = 0;
        for (int i = 0; i < items; i++) {
            sum += Math.pow(i + 1, -exponent);
            upTo[i] = sum;
        }
        SplitMix64 random = new SplitMix64(seed);
        long[] made = new long[length];
        for (int i = 0; i < length; i++) {
            int at = Arrays.binarySearch(upTo, random.nextDouble() * sum);
            made[i] = SplitMix64.mix(at < 0 ? -at - 1 : at);
        }
        return made;
    }

    /** A text for each number, equal ones for equal numbers but never the same object: as records from a file are. */
    public static String[] texts(long[] of) {
        return Arrays.stream(of)
                .mapToObj(item -> "user-" + Long.toHexString(item))
                .toArray(String[]::new);
    }

    /** The same numbers as objects. */
    public static Long[] boxed(long[] of) {
        return Arrays.stream(of).boxed().toArray(Long[]::new);
    }

    /** Draws from the normal distribution of mean 0 and deviation 1. */
    public static double[] normal(int length, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        double[] made = new double[length];
        Arrays.setAll(made, i -> random.nextGaussian());
        return made;
    }
}
