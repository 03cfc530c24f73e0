package io.rivulet.algorithms.quantile;

import java.util.Arrays;

/**
 * The centroids and the waiting values of a {@link TDigest} in one sorted list, and how ranks are read off between them.
 *
 * <p>A point of weight w that follows a weight of W stands at the rank W + w / 2, its middle. A point of weight 1 is a value itself: it fills the ranks from
 * half before to half after its middle. Everything else is taken to lie evenly between neighbours, the extremes being the outermost values.
 */
@SuppressWarnings("ArrayRecordComponent")
record TDigestPoints(double[] values, double[] weights) {

    static TDigestPoints of(double[] means, double[] meanWeights, int centroids, double[] buffer, int buffered) {
        double[] sorted = Arrays.copyOf(buffer, buffered);
        Arrays.sort(sorted);
        double[] values = new double[centroids + buffered];
        double[] weights = new double[values.length];
        int mean = 0;
        int waiting = 0;
        for (int i = 0; i < values.length; i++) {
            if (waiting == buffered || mean < centroids && means[mean] <= sorted[waiting]) {
                values[i] = means[mean];
                weights[i] = meanWeights[mean++];
            } else {
                values[i] = sorted[waiting++];
                weights[i] = 1;
            }
        }
        return new TDigestPoints(values, weights);
    }

    /** The value whose middle is at that rank, from 0.5 to half below the sum of the weights. */
    double at(double rank, double min, double max) {
        double before = 0;
        double from = 0.5;
        double value = min;
        for (int i = 0; i < values.length; i++) {
            double start = start(i, before);
            if (rank < start) {
                return Ranks.between(value, values[i], (rank - from) / (start - from));
            }
            double end = end(i, before);
            if (rank <= end) {
                return values[i];
            }
            value = values[i];
            from = end;
            before += weights[i];
        }
        return Ranks.between(value, max, (rank - from) / (before - 0.5 - from));
    }

    /** How many values are at most that one, which is neither below the smallest nor the largest or above. */
    double upTo(double value, double min, double max) {
        double before = 0;
        double from = 1;
        double below = min;
        for (int i = 0; i < values.length; i++) {
            if (value < values[i]) {
                return Ranks.between(from, Math.max(from, start(i, before)), part(value, below, values[i]));
            }
            // Of equal means all but the last lie wholly at or below it.
            below = values[i];
            from = end(i, before);
            before += weights[i];
        }
        return Ranks.between(from, Math.max(from, before - 1), part(value, below, max));
    }

    private double start(int i, double before) {
        return before + (weights[i] == 1 ? 0 : weights[i] / 2);
    }

    private double end(int i, double before) {
        return before + (weights[i] == 1 ? 1 : weights[i] / 2);
    }

    private static double part(double value, double low, double high) {
        return (value / 2 - low / 2) / (high / 2 - low / 2);
    }
}
