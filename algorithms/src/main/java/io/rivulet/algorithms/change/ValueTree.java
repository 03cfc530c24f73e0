package io.rivulet.algorithms.change;

import io.rivulet.algorithms.SplitMix64;
import java.util.Arrays;

/**
 * A multiset of numbers in order, each with a whole weight, that knows the weight of all below a number and the extreme sums of weights from the smallest
 * number up: ranks, ties, and the distance of two empirical distributions.
 *
 * <p>A treap (Aragon and Seidel 1989) over the different numbers, with the hash of a number as its priority: the same numbers make the same tree, in whatever
 * order they came. Everything is O(lg n) on average.
 */
final class ValueTree {

    private static final int NONE = 0;

    /*
     * Node 0 is no node. Node t holds occurrences[t] values equal to keys[t], of weight weights[t] together. sums, highs and lows are of its subtree: the sum of all
     * weights, the largest and the smallest sum of those from the smallest key up to some key, or of none. Free nodes are chained by left.
     */
    private double[] keys;
    private int[] priorities;
    private int[] left;
    private int[] right;
    private int[] occurrences;
    private long[] weights;
    private long[] sums;
    private long[] highs;
    private long[] lows;
    private int root;
    private int unused = 1;
    private int free;

    ValueTree() {
        allot(16);
    }

    private void allot(int nodes) {
        keys = new double[nodes];
        priorities = new int[nodes];
        left = new int[nodes];
        right = new int[nodes];
        occurrences = new int[nodes];
        weights = new long[nodes];
        sums = new long[nodes];
        highs = new long[nodes];
        lows = new long[nodes];
    }

    /** Changes what is said of a number: so much more weight, so many more occurrences; it is gone when it occurs no more. */
    void add(double key, long weight, int times) {
        root = add(root, key + 0.0, weight, times); // + 0.0: both zeros are one number
    }

    private int add(int node, double key, long weight, int times) {
        if (node == NONE) {
            return made(key, weight, times);
        }
        int top = node;
        if (key == keys[node]) {
            weights[node] += weight;
            occurrences[node] += times;
            if (occurrences[node] == 0) {
                top = joined(left[node], right[node]);
                left[node] = free;
                free = node;
                return top;
            }
        } else if (key < keys[node]) {
            int below = add(left[node], key, weight, times);
            left[node] = below;
            if (below != NONE && priorities[below] > priorities[node]) {
                left[node] = right[below];
                right[below] = node;
                sum(node);
                top = below;
            }
        } else {
            int above = add(right[node], key, weight, times);
            right[node] = above;
            if (above != NONE && priorities[above] > priorities[node]) {
                right[node] = left[above];
                left[above] = node;
                sum(node);
                top = above;
            }
        }
        sum(top);
        return top;
    }

    private int joined(int below, int above) {
        if (below == NONE || above == NONE) {
            return below + above;
        }
        int top;
        if (priorities[below] > priorities[above]) {
            right[below] = joined(right[below], above);
            top = below;
        } else {
            left[above] = joined(below, left[above]);
            top = above;
        }
        sum(top);
        return top;
    }

    private int made(double key, long weight, int times) {
        int node;
        if (free != NONE) {
            node = free;
            free = left[node];
        } else {
            if (unused == keys.length) {
                grow();
            }
            node = unused++;
        }
        keys[node] = key;
        priorities[node] = (int) (SplitMix64.mix(Double.doubleToRawLongBits(key)) >>> 32);
        left[node] = NONE;
        right[node] = NONE;
        occurrences[node] = times;
        weights[node] = weight;
        sum(node);
        return node;
    }

    private void sum(int node) {
        int below = left[node];
        int above = right[node];
        long here = sums[below] + weights[node];
        sums[node] = here + sums[above];
        highs[node] = Math.max(highs[below], here + highs[above]);
        lows[node] = Math.min(lows[below], here + lows[above]);
    }

    private void grow() {
        int nodes = 2 * keys.length;
        keys = Arrays.copyOf(keys, nodes);
        priorities = Arrays.copyOf(priorities, nodes);
        left = Arrays.copyOf(left, nodes);
        right = Arrays.copyOf(right, nodes);
        occurrences = Arrays.copyOf(occurrences, nodes);
        weights = Arrays.copyOf(weights, nodes);
        sums = Arrays.copyOf(sums, nodes);
        highs = Arrays.copyOf(highs, nodes);
        lows = Arrays.copyOf(lows, nodes);
    }

    /** The weight of all that is less than the number. */
    long weightBelow(double key) {
        long weight = 0;
        int node = root;
        while (node != NONE) {
            if (key > keys[node]) {
                weight += sums[left[node]] + weights[node];
                node = right[node];
            } else {
                node = left[node];
            }
        }
        return weight;
    }

    /** How often the number is in. */
    int occurrences(double key) {
        int node = root;
        while (node != NONE && keys[node] != key) {
            node = key > keys[node] ? right[node] : left[node];
        }
        return node == NONE ? 0 : occurrences[node];
    }

    /** The largest distance from 0 of the sums of weights, from the smallest number up to any other. */
    long farthestSum() {
        return Math.max(highs[root], -lows[root]);
    }

    /** The number up to which the sum of weights is as far from 0; some must be. */
    double farthestKey() {
        boolean high = highs[root] >= -lows[root];
        int node = root;
        while (true) {
            long farthest = high ? highs[node] : lows[node];
            int below = left[node];
            if ((high ? highs[below] : lows[below]) == farthest) {
                node = below;
            } else if (sums[below] + weights[node] == farthest) {
                return keys[node];
            } else {
                node = right[node];
            }
        }
    }

    void clear() {
        root = NONE;
        unused = 1;
        free = NONE;
    }

    ValueTree copy() {
        ValueTree copy = new ValueTree();
        copy.keys = keys.clone();
        copy.priorities = priorities.clone();
        copy.left = left.clone();
        copy.right = right.clone();
        copy.occurrences = occurrences.clone();
        copy.weights = weights.clone();
        copy.sums = sums.clone();
        copy.highs = highs.clone();
        copy.lows = lows.clone();
        copy.root = root;
        copy.unused = unused;
        copy.free = free;
        return copy;
    }

    long stateBytes() {
        return 64 + 9 * 16 + 56L * keys.length;
    }
}
