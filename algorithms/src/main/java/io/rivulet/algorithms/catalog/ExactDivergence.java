package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.catalog.Input.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How far two periods are apart, by the definitions, from the counts of all items that are kept. */
final class ExactDivergence {

    private static final double LN_2 = Math.log(2);
    private static final double PSEUDO_COUNT = 0.5;
    private static final double LEAST_EXPECTED = 5;

    /** How often an item is in each of the two periods. */
    private final Map<String, long[]> cells = new TreeMap<>();

    private double ofReference;
    private double ofCurrent;

    private ExactDivergence() {}

    /** Pairs of the period's name and an item. */
    static Yardstick<Pair> ofPeriods(String reference) {
        return new Yardstick<>(
                "How far are the items of one period from those of another?",
                "largest error of the measures, relative beyond 1",
                () -> new Periods(reference));
    }

    /** The last items against those before them. */
    static Yardstick<String> sliding(int reference, int current) {
        return new Yardstick<>(
                "How far are the last " + current + " items from the " + reference + " before them?",
                "largest error of divergence and p-value, periods of " + reference + " and " + current,
                () -> new Adjacent(reference, current));
    }

    private record Periods(String reference, ExactDivergence counted) implements Exact<Pair> {

        Periods(String reference) {
            this(reference, new ExactDivergence());
        }

        @Override
        public void update(Pair pair, long timeMillis) {
            counted.add(pair.second(), pair.first().equals(reference));
        }

        @Override
        public Answer answer(long nowMillis) {
            return Answer.of(
                    "estimate",
                    counted.jensenShannon(0.5),
                    "distance",
                    Math.sqrt(counted.jensenShannon(0.5)),
                    "weighted",
                    counted.weightedJensenShannon(),
                    "kullback-leibler",
                    counted.sum((p, q) -> counted.smooth(q, counted.ofCurrent) * counted.smoothedLn(p, q) / LN_2),
                    "population-stability",
                    counted.sum(
                            (p, q) -> (counted.smooth(q, counted.ofCurrent) - counted.smooth(p, counted.ofReference))
                                    * counted.smoothedLn(p, q)),
                    "total-variation",
                    counted.sum((p, q) -> Math.abs(p - q) / 2),
                    "hellinger",
                    Math.sqrt(Math.max(0, 1 - counted.sum((p, q) -> Math.sqrt(p * q)))),
                    "g-test-p-value",
                    counted.pValue(true),
                    "chi-squared-p-value",
                    counted.pValue(false));
        }

        @Override
        public double error(Answer answer, long nowMillis) {
            return ExactInformation.largestError(answer, answer(nowMillis));
        }
    }

    private record Adjacent(int reference, int current, List<String> items) implements Exact<String> {

        Adjacent(int reference, int current) {
            this(reference, current, new ArrayList<>());
        }

        @Override
        public void update(String item, long timeMillis) {
            items.add(item);
        }

        @Override
        public Answer answer(long nowMillis) {
            ExactDivergence counted = new ExactDivergence();
            int from = Math.max(0, items.size() - reference - current);
            int split = Math.max(from, items.size() - current);
            items.subList(from, split).forEach(item -> counted.add(item, true));
            items.subList(split, items.size()).forEach(item -> counted.add(item, false));
            return Answer.of("estimate", counted.weightedJensenShannon(), "p-value", counted.pValue(true));
        }

        @Override
        public double error(Answer answer, long nowMillis) {
            return ExactInformation.largestError(answer, answer(nowMillis));
        }
    }

    private void add(String item, boolean toReference) {
        cells.computeIfAbsent(item, i -> new long[2])[toReference ? 0 : 1]++;
        if (toReference) {
            ofReference++;
        } else {
            ofCurrent++;
        }
    }

    private interface OfShares {
        double of(double p, double q);
    }

    private boolean isOneEmpty() {
        return ofReference == 0 || ofCurrent == 0;
    }

    private double sum(OfShares value) {
        return isOneEmpty()
                ? Double.NaN
                : cells.values().stream()
                        .mapToDouble(cell -> value.of(cell[0] / ofReference, cell[1] / ofCurrent))
                        .sum();
    }

    private double weightedJensenShannon() {
        return jensenShannon(ofReference / (ofReference + ofCurrent));
    }

    private double jensenShannon(double weight) {
        return Math.max(
                0, sum((p, q) -> weight * pLgP(p) + (1 - weight) * pLgP(q) - pLgP(weight * p + (1 - weight) * q)));
    }

    private static double pLgP(double p) {
        return p == 0 ? 0 : p * Math.log(p) / LN_2;
    }

    private double smooth(double share, double total) {
        return (share * total + PSEUDO_COUNT) / (total + PSEUDO_COUNT * cells.size());
    }

    private double smoothedLn(double p, double q) {
        return Math.log(smooth(q, ofCurrent) / smooth(p, ofReference));
    }

    /** The rarest are pooled one by one, until the pool and each of the rest is expected often enough in the smaller period. */
    private double pValue(boolean byLikelihood) {
        if (isOneEmpty()) {
            return Double.NaN;
        }
        double share = Math.min(ofReference, ofCurrent) / (ofReference + ofCurrent);
        List<long[]> rising = new ArrayList<>(cells.values());
        rising.sort(Comparator.<long[]>comparingLong(cell -> cell[0] + cell[1]).thenComparingLong(cell -> cell[0]));
        List<long[]> columns = new ArrayList<>();
        long[] pool = new long[2];
        for (long[] cell : rising) {
            double pooled = (pool[0] + pool[1]) * share;
            if ((cell[0] + cell[1]) * share < LEAST_EXPECTED || pooled > 0 && pooled < LEAST_EXPECTED) {
                pool[0] += cell[0];
                pool[1] += cell[1];
            } else {
                columns.add(cell);
            }
        }
        if (pool[0] + pool[1] > 0) {
            columns.add(pool);
        }
        double statistic = 0;
        for (long[] cell : columns) {
            double whole = (cell[0] + cell[1]) / (ofReference + ofCurrent);
            statistic += distance(cell[0], whole * ofReference, byLikelihood)
                    + distance(cell[1], whole * ofCurrent, byLikelihood);
        }
        return columns.size() < 2 ? 1 : ExactInformation.chiSquaredTail(statistic, columns.size() - 1.0);
    }

    private static double distance(long seen, double expected, boolean byLikelihood) {
        if (byLikelihood) {
            return seen == 0 ? 0 : 2 * seen * Math.log(seen / expected);
        }
        return (seen - expected) * (seen - expected) / expected;
    }
}
