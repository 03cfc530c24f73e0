package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.SplitMix64;
import java.util.Arrays;

/** Streams of values that are hard on quantile summaries, and what is exact for them. */
enum Streams {
    NORMAL {
        @Override
        double value(int i, int length, SplitMix64 random) {
            return random.nextGaussian();
        }
    },
    RISING {
        @Override
        double value(int i, int length, SplitMix64 random) {
            return 1 + i;
        }
    },
    FALLING {
        @Override
        double value(int i, int length, SplitMix64 random) {
            return length - i;
        }
    },
    /** From both ends towards the middle. */
    CLOSING_IN {
        @Override
        double value(int i, int length, SplitMix64 random) {
            return i % 2 == 0 ? i : 2.0 * length - i;
        }
    },
    /** Pareto with tail index 1: no mean. */
    HEAVY_TAIL {
        @Override
        double value(int i, int length, SplitMix64 random) {
            return 1 / random.nextOpenDouble();
        }
    },
    TIES {
        @Override
        double value(int i, int length, SplitMix64 random) {
            return random.nextInt(5);
        }
    },
    CONSTANT {
        @Override
        double value(int i, int length, SplitMix64 random) {
            return 7.25;
        }
    },
    /** Either sign, thirteen powers of ten, and a third of them 0. */
    SIGNS_AND_ZEROS {
        @Override
        double value(int i, int length, SplitMix64 random) {
            double size = Math.exp(30 * random.nextDouble() - 15);
            return switch (random.nextInt(3)) {
                case 0 -> 0;
                case 1 -> size;
                default -> -size;
            };
        }
    };

    static final double[] QUANTILES = {0, 0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1};

    abstract double value(int i, int length, SplitMix64 random);

    double[] values(int length, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        double[] values = new double[length];
        Arrays.setAll(values, i -> value(i, length, random));
        return values;
    }

    static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** How many are at most that value. */
    static int rank(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The smallest value that at least the part q do not exceed, by the definition alone. */
    static double quantile(double[] sorted, double q) {
        for (int i = 0; i < sorted.length; i++) {
            if ((double) (i + 1) / sorted.length >= q) {
                return sorted[i];
            }
        }
        throw new AssertionError(q);
    }

    /** By which part of the count the ranks of the value miss q: 0 if one of its equals stands just there. */
    static double rankError(double[] sorted, double q, double value) {
        double last = (double) rank(sorted, value) / sorted.length;
        double first = (double) (rank(sorted, Math.nextDown(value)) + 1) / sorted.length;
        double rank = (double) Ranks.of(q, sorted.length) / sorted.length;
        return rank < first ? first - rank : Math.max(0, rank - last);
    }
}
