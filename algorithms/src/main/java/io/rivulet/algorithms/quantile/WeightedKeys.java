package io.rivulet.algorithms.quantile;

import java.util.Arrays;

/** Sorted keys with weights, gathered from sorted runs: what a sketch of runs looks up quantiles in. */
final class WeightedKeys {

    private long[] keys = {};

    /** While runs are added, of each key; afterwards, of all up to it. */
    private long[] weights = {};

    /** Adds a sorted run of keys of equal weight; cheapest from the shortest run to the longest. */
    void addSorted(long[] run, int from, int to, long weight) {
        int length = keys.length + to - from;
        long[] mergedKeys = new long[length];
        long[] mergedWeights = new long[length];
        int at = 0;
        int next = from;
        for (int i = 0; i < length; i++) {
            if (next == to || at < keys.length && keys[at] <= run[next]) {
                mergedKeys[i] = keys[at];
                mergedWeights[i] = weights[at++];
            } else {
                mergedKeys[i] = run[next++];
                mergedWeights[i] = weight;
            }
        }
        keys = mergedKeys;
        weights = mergedWeights;
    }

    /** Ends the adding. */
    void sumUp() {
        Arrays.parallelPrefix(weights, Long::sum);
    }

    /** The key of that rank, from 1 to the sum of the weights; the first and the last are known exactly. */
    long ofRank(long rank, long min, long max) {
        if (rank == 1) {
            return min;
        }
        if (rank == weights[weights.length - 1]) {
            return max;
        }
        int at = Arrays.binarySearch(weights, rank);
        return keys[at < 0 ? -at - 1 : at];
    }
}
