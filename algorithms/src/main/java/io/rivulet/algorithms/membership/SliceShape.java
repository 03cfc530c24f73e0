package io.rivulet.algorithms.membership;

/**
 * How many slices an age-partitioned filter has, and how large they are.
 *
 * @param set k: how many of the youngest an item sets a bit in
 * @param kept l: how many generations back the window reaches
 * @param sliceBits bits of each slice: after k generations half of them are set
 * @param generation items of a generation
 * @param stepMillis how long a generation of a window of time lasts; 0 if the window is of a number of items
 */
record SliceShape(int set, int kept, int sliceBits, int generation, long stepMillis) {

    static final int MOST = 64;

    private static final double MIN_RATE = 1e-7;
    private static final double MAX_RATE = 0.5;
    private static final double LN_2 = StrictMath.log(2);

    /** More slices would save little memory, and each costs a question time. */
    private static final int MOST_KEPT = 24;

    /** The one of the fewest bits for so many items. */
    static SliceShape of(int items, long windowMillis, double rate) {
        AgePartitionedBloomFilter.requireItems(items);
        if (!(rate >= MIN_RATE && rate <= MAX_RATE)) {
            throw new IllegalArgumentException(
                    "falsePositiveRate must be in " + MIN_RATE + ".." + MAX_RATE + ", got " + rate);
        }
        double fewest = Double.POSITIVE_INFINITY;
        int set = 0;
        int kept = 0;
        for (int l = 1; l <= MOST_KEPT; l++) {
            int k = 1;
            while (runRate(fills(k, l), k) > rate) {
                k++;
            }
            double bitsAnItem = k * (double) (k + l) / (l * LN_2);
            if (bitsAnItem < fewest) {
                fewest = bitsAnItem;
                set = k;
                kept = l;
            }
        }
        int generation = (items + kept - 1) / kept;
        double bits = Math.ceil(set * (double) generation / LN_2);
        if (bits * (set + kept) > Integer.MAX_VALUE * 32.0) {
            throw new IllegalArgumentException(
                    "window must need 8 GiB at most, got " + items + " items at a rate of " + rate);
        }
        return new SliceShape(set, kept, (int) bits, generation, (windowMillis + kept - 1) / kept);
    }

    int slices() {
        return set + kept;
    }

    int sliceWords() {
        return (sliceBits + Long.SIZE - 1) / Long.SIZE;
    }

    /** How full slices are at the end of a generation, from the youngest. */
    private static double[] fills(int k, int l) {
        double[] fills = new double[k + l];
        for (int age = 0; age < fills.length; age++) {
            fills[age] = 1 - StrictMath.pow(2, -Math.min(age + 1, k) / (double) k);
        }
        return fills;
    }

    /** The probability of k hits in a row, where each slice is hit with its own probability, independently. */
    static double runRate(double[] hits, int k) {
        // running[r] is the probability that no run of k has been found yet and that the last r slices were hit.
        double[] running = new double[k];
        running[0] = 1;
        double found = 0;
        for (double hit : hits) {
            double sum = 0;
            found += running[k - 1] * hit;
            for (int r = k - 1; r > 0; r--) {
                sum += running[r];
                running[r] = running[r - 1] * hit;
            }
            running[0] = (sum + running[0]) * (1 - hit);
        }
        return found;
    }
}
