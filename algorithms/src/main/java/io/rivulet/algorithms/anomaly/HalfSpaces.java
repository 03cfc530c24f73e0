package io.rivulet.algorithms.anomaly;

import io.rivulet.algorithms.SplitMix64;

/**
 * Complete trees that halve random features of a work space at random, drawn once from a seed and never changed; shared by copies.
 *
 * <p>Within a tree the root is node 1, the children of i are 2i and 2i + 1, and the nodes from {@link #leaves} on are leaves. Points are scaled so that
 * usual values lie within 0 and 1; the work space of Tan, Ting and Liu reaches beyond it on both sides, differently in each tree.
 */
final class HalfSpaces {

    final int trees;
    final int leaves;
    final int features;
    private final char[] cutFeatures;
    private final double[] cuts;

    /** With no features there are no cuts yet, and nothing can be asked. */
    HalfSpaces(int trees, int depth, int features, long seed) {
        this.trees = trees;
        this.leaves = 1 << depth;
        this.features = features;
        int inner = features == 0 ? 0 : trees * leaves;
        cutFeatures = new char[inner];
        cuts = new double[inner];
        if (features > 0) {
            draw(new SplitMix64(seed));
        }
    }

    /** The child of an inner node on the point's side of its cut. */
    int child(int tree, int node, double[] scaledPoint) {
        int cut = tree * leaves + node;
        return scaledPoint[cutFeatures[cut]] < cuts[cut] ? 2 * node : 2 * node + 1;
    }

    long stateBytes() {
        return 64 + 10L * cuts.length;
    }

    private void draw(SplitMix64 random) {
        double[] lows = new double[features];
        double[] highs = new double[features];
        for (int tree = 0; tree < trees; tree++) {
            for (int i = 0; i < features; i++) {
                double middle = random.nextDouble();
                double reach = 2 * Math.max(middle, 1 - middle);
                lows[i] = middle - reach;
                highs[i] = middle + reach;
            }
            draw(tree, 1, lows, highs, random);
        }
    }

    private void draw(int tree, int node, double[] lows, double[] highs, SplitMix64 random) {
        if (node >= leaves) {
            return;
        }
        int feature = random.nextInt(features);
        double low = lows[feature];
        double high = highs[feature];
        double middle = (low + high) / 2;
        cutFeatures[tree * leaves + node] = (char) feature;
        cuts[tree * leaves + node] = middle;
        highs[feature] = middle;
        draw(tree, 2 * node, lows, highs, random);
        highs[feature] = high;
        lows[feature] = middle;
        draw(tree, 2 * node + 1, lows, highs, random);
        lows[feature] = low;
    }
}
