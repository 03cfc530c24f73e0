package io.rivulet.algorithms.change;

import io.rivulet.algorithms.SplitMix64;

/** Made streams with a jump at a place that is known, and what a detector makes of them. */
final class Streams {

    private Streams() {}

    /** Standard normal values around one level, then around another. */
    static double[] normal(int before, double level, int after, long seed) {
        SplitMix64 random = new SplitMix64(seed * 7_919);
        double[] values = new double[before + after];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i < before ? 0 : level) + random.nextGaussian();
        }
        return values;
    }

    /** Errors at one rate, then at another. */
    static double[] errors(int before, double rate, int after, double laterRate, long seed) {
        SplitMix64 random = new SplitMix64(seed * 7_919);
        double[] values = new double[before + after];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble() < (i < before ? rate : laterRate) ? 1 : 0;
        }
        return values;
    }

    static void feed(ChangeDetector detector, double[] values) {
        for (double value : values) {
            detector.update(value);
        }
    }

    /** The mean of a part of the values. */
    static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }
}
