package io.rivulet.algorithms.similarity;

/**
 * How signatures are cut into bands so that sets at least as alike as a threshold meet in one: two sets of similarity s do with probability 1 - (1 -
 * s<sup>rows</sup>)<sup>bands</sup>, which is more the more alike they are. Rows are as many as leave 95 % at the threshold itself; more would find less, fewer
 * would compare more.
 *
 * @param bands how many
 * @param rows components of each
 */
record Banding(int bands, int rows) {

    static final double RECALL = 0.95;

    static Banding of(int components, double threshold) {
        if (!(threshold >= 0.1 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be in 0.1..1, got " + threshold);
        }
        int rows = 1;
        while (2 * rows <= components && recall(threshold, rows + 1, components / (rows + 1)) >= RECALL) {
            rows++;
        }
        return new Banding(components / rows, rows);
    }

    /** How likely sets that are so much alike share a band. */
    double recall(double similarity) {
        return recall(similarity, rows, bands);
    }

    private static double recall(double similarity, int rows, int bands) {
        return 1 - StrictMath.pow(1 - StrictMath.pow(similarity, rows), bands);
    }
}
