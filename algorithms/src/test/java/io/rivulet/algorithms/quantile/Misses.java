package io.rivulet.algorithms.quantile;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Counts how often a bound does not hold. */
final class Misses {

    private int misses;
    private int trials;

    void add(boolean missed) {
        misses += missed ? 1 : 0;
        trials++;
    }

    /** Each quantile and each rank of the stream is a trial, which misses if it is off by more than that part of the count. */
    void count(QuantileEstimator estimator, double[] sorted, double bound) {
        double slack = bound + 1e-12;
        for (double q : Streams.QUANTILES) {
            add(Streams.rankError(sorted, q, estimator.quantile(q)) > slack);
            double value = Streams.quantile(sorted, q);
            add(Math.abs(estimator.rank(value) - (double) Streams.rank(sorted, value) / sorted.length) > slack);
        }
    }

    void requireAtMost(double part, String what) {
        assertTrue(misses <= part * trials, what + ": " + misses + " misses of " + trials);
    }
}
