package io.rivulet.algorithms.entropy;

import com.carrotsearch.hppc.cursors.LongLongCursor;
import java.util.Arrays;

/**
 * Two rows of counts, one column an item, and how far the rows are apart. Columns stand from the rarest item to the most frequent, so that sums are the same
 * whatever the order of the tables they came from.
 */
final class Cells {

    private static final double LN_2 = Math.log(2);

    private final long[] reference;
    private final long[] current;
    private final double ofReference;
    private final double ofCurrent;

    private record Column(long reference, long current) implements Comparable<Column> {
        long both() {
            return reference + current;
        }

        @Override
        public int compareTo(Column other) {
            int byBoth = Long.compare(both(), other.both());
            return byBoth != 0 ? byBoth : Long.compare(reference, other.reference);
        }
    }

    private Cells(long[] reference, long[] current) {
        this.reference = reference;
        this.current = current;
        this.ofReference = Arrays.stream(reference).sum();
        this.ofCurrent = Arrays.stream(current).sum();
    }

    static Cells of(ItemCounts reference, ItemCounts current) {
        Column[] columns = new Column[reference.distinct() + current.distinct()];
        int size = 0;
        for (LongLongCursor c : reference.table) {
            columns[size++] = new Column(c.value, current.of(c.key));
        }
        for (LongLongCursor c : current.table) {
            if (reference.of(c.key) == 0) {
                columns[size++] = new Column(0, c.value);
            }
        }
        Arrays.sort(columns, 0, size);
        long[] first = new long[size];
        long[] second = new long[size];
        for (int i = 0; i < size; i++) {
            first[i] = columns[i].reference;
            second[i] = columns[i].current;
        }
        return new Cells(first, second);
    }

    /** In bits, each row with half the weight. */
    double jensenShannon() {
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double p = reference[i] / ofReference;
            double q = current[i] / ofCurrent;
            sum += againstMean(p, q) + againstMean(q, p);
        }
        return Math.max(0, Math.min(1, sum / 2 / LN_2));
    }

    /** p ln (2 p / (p + q)). */
    private static double againstMean(double p, double q) {
        return p == 0 ? 0 : p * Math.log(2 * p / (p + q));
    }

    /** In bits. */
    double kullbackLeibler(double pseudoCount) {
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double p = smoothed(reference[i], ofReference, pseudoCount);
            double q = smoothed(current[i], ofCurrent, pseudoCount);
            sum += q * Math.log(q / p);
        }
        return Math.max(0, sum / LN_2);
    }

    double populationStability(double pseudoCount) {
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double p = smoothed(reference[i], ofReference, pseudoCount);
            double q = smoothed(current[i], ofCurrent, pseudoCount);
            sum += (q - p) * Math.log(q / p);
        }
        return sum;
    }

    private double smoothed(long count, double total, double pseudoCount) {
        return (count + pseudoCount) / (total + pseudoCount * reference.length);
    }

    double totalVariation() {
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            sum += Math.abs(reference[i] / ofReference - current[i] / ofCurrent);
        }
        return Math.min(1, sum / 2);
    }

    /** By the differences of the roots, which keep their digits where the rows are all but the same. */
    double hellinger() {
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double difference = Math.sqrt(reference[i] / ofReference) - Math.sqrt(current[i] / ofCurrent);
            sum += difference * difference;
        }
        return Math.sqrt(Math.min(1, sum / 2));
    }

    /** The rarest columns taken together, until every column is expected so often in the smaller row. */
    Cells pooled(double leastExpected) {
        double share = Math.min(ofReference, ofCurrent) / (ofReference + ofCurrent);
        long first = 0;
        long second = 0;
        int pooled = 0;
        while (pooled < reference.length
                && ((reference[pooled] + current[pooled]) * share < leastExpected
                        || pooled > 0 && (first + second) * share < leastExpected)) {
            first += reference[pooled];
            second += current[pooled++];
        }
        if (pooled == 0) {
            return this;
        }
        int left = reference.length - pooled + 1;
        long[] poolAndRest = new long[left];
        long[] poolAndRestOfCurrent = new long[left];
        poolAndRest[0] = first;
        poolAndRestOfCurrent[0] = second;
        System.arraycopy(reference, pooled, poolAndRest, 1, left - 1);
        System.arraycopy(current, pooled, poolAndRestOfCurrent, 1, left - 1);
        return new Cells(poolAndRest, poolAndRestOfCurrent);
    }

    Significance gTest() {
        double total = ofReference + ofCurrent;
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double expected = (reference[i] + current[i]) / total;
            sum += againstExpected(reference[i], expected * ofReference)
                    + againstExpected(current[i], expected * ofCurrent);
        }
        return test(2 * sum);
    }

    private static double againstExpected(double seen, double expected) {
        return seen == 0 ? 0 : seen * Math.log(seen / expected);
    }

    Significance chiSquaredTest() {
        double total = ofReference + ofCurrent;
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double expected = (reference[i] + current[i]) / total * ofReference;
            sum += (reference[i] - expected) * (reference[i] - expected) / (reference[i] + current[i]);
        }
        return test(sum * total / ofReference * total / ofCurrent);
    }

    /** Without a record on one side nothing can be told. */
    private Significance test(double statistic) {
        return ofReference == 0 || ofCurrent == 0
                ? new Significance(Double.NaN, 0, Double.NaN)
                : Significance.of(statistic, reference.length - 1);
    }
}
