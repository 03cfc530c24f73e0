package io.rivulet.algorithms.membership;

/**
 * How many blocks of cells a blocked filter needs, and how many cells of its block an item touches, so that a number of items leaves the wanted rate of false
 * positives.
 *
 * <p>How many items share a block is a Poisson number, and a block with many answers yes more often than one with few makes up for: that is what the rate
 * averages over, and why blocked filters need more bits than others.
 *
 * @param blocks how many blocks
 * @param cells how many cells of its block an item touches
 */
record BlockShape(int blocks, int cells) {

    static final int MOST_CELLS = 24;
    static final double MIN_RATE = 1e-8;
    static final double MAX_RATE = 0.5;

    private static final int HALVINGS = 40;

    /** The smallest for so many items. */
    static BlockShape of(long capacity, double rate, int cellsPerBlock, int maxBlocks) {
        if (!(rate >= MIN_RATE && rate <= MAX_RATE)) {
            throw new IllegalArgumentException(
                    "falsePositiveRate must be in " + MIN_RATE + ".." + MAX_RATE + ", got " + rate);
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, got " + capacity);
        }
        double best = 0;
        int cells = 1;
        for (int k = 1; k <= MOST_CELLS; k++) {
            double load = load(k, rate, cellsPerBlock);
            // A hundredth more room is not worth another cell to touch.
            if (load > 1.01 * best) {
                best = load;
                cells = k;
            }
        }
        double blocks = Math.ceil(capacity / best);
        if (blocks > maxBlocks) {
            throw new IllegalArgumentException("capacity must be at most " + (long) (maxBlocks * best)
                    + " at a false-positive rate of " + rate + ", got " + capacity);
        }
        return new BlockShape((int) blocks, cells);
    }

    /** How many items a block may hold on average. */
    private static double load(int k, double rate, int cellsPerBlock) {
        double low = 0;
        double high = cellsPerBlock;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (rate(middle, k, cellsPerBlock) <= rate) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The rate where blocks hold so many items on average. */
    static double rate(double load, int k, int cellsPerBlock) {
        double sum = 0;
        double probability = StrictMath.exp(-load);
        int most = (int) (load + 12 * Math.sqrt(load) + 12);
        for (int items = 0; items <= most; items++) {
            sum += probability * rateOfBlock(items * k, k, cellsPerBlock);
            probability *= load / (items + 1);
        }
        return sum;
    }

    /** That k cells drawn from a block were all touched by so many draws before: the k-th power of the part touched, to the second order of its variance. */
    private static double rateOfBlock(int draws, int k, double cells) {
        double free = StrictMath.pow(1 - 1 / cells, draws);
        double pairFree = StrictMath.pow(1 - 2 / cells, draws);
        double touched = 1 - free;
        if (touched == 0) {
            return 0;
        }
        double variance = Math.max(0, free / cells + (1 - 1 / cells) * pairFree - free * free);
        double correction = 1 + k * (k - 1) / 2.0 * variance / (touched * touched);
        return Math.min(1, StrictMath.pow(touched, k) * correction);
    }
}
