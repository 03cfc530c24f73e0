package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.SplitMix64;
import java.util.Arrays;

/** Items 0, 1, … with probability proportional to 1 / rank^exponent, by inversion; exponent 0 makes all equally frequent. */
final class Zipf {

    private final double[] cumulative;
    private final SplitMix64 random;

    Zipf(int items, double exponent, long seed) {
        cumulative = new double[items];
        double sum = 0;
        for (int i = 0; i < items; i++) {
            sum += Math.pow(i + 1, -exponent);
            cumulative[i] = sum;
        }
        random = new SplitMix64(seed);
    }

    long next() {
        int at = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
        return at < 0 ? ~at : at;
    }
}
