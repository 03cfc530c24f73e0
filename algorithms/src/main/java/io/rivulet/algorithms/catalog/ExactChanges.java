package io.rivulet.algorithms.catalog;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How often the level changes, by keeping all values: as many stretches of constant level as fit best, where each more has to lessen the sum of squares by
 * three logarithms of the number of values, in variances (Zhang and Siegmund, Biometrics 63, 2007, in the plain form). The variance is that of
 * the differences of neighbours. Found exactly, by functional pruning (Maidstone, Hocking, Rigaill and Fearnhead, Statistics and Computing 27, 2017).
 */
final class ExactChanges implements Exact<Double> {

    private static final String MEASURE =
            "difference from the number of changes in the best segmentation, as a part of it";

    static final Yardstick<Double> OF_LEVEL = new Yardstick<>(
            "How many times does the level change?", MEASURE, () -> new ExactChanges(OptionalDouble.empty()));

    /** How often values above a number become more frequent. */
    static Yardstick<Double> rises(double above) {
        return new Yardstick<>(
                "How many times do values above " + above + " become more frequent?",
                MEASURE,
                () -> new ExactChanges(OptionalDouble.of(above)));
    }

    private static final double LOGARITHMS = 3;

    /** If it is there, values are 1 above it and 0 otherwise, and only rises count. */
    private final OptionalDouble above;

    private double[] values = new double[64];
    private int count;

    private ExactChanges(OptionalDouble above) {
        this.above = above;
    }

    @Override
    public void update(Double value, long timeMillis) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = above.isEmpty() ? value : value > above.getAsDouble() ? 1 : 0;
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.of("changes", changes());
    }

    private long changes() {
        double variance = 0;
        for (int i = 1; i < count; i++) {
            variance += (values[i] - values[i - 1]) * (values[i] - values[i - 1]) / 2 / (count - 1);
        }
        if (variance == 0) {
            return 0;
        }
        int[] starts = new int[count + 1]; // where the last stretch of the first n values begins
        Costs costs = new Costs(values, count, LOGARITHMS * variance * Math.log(count));
        for (int n = 1; n <= count; n++) {
            starts[n] = costs.next(n);
        }
        long changes = 0;
        int end = count;
        for (int start = starts[end]; start > 0; start = starts[start]) {
            double later = Arrays.stream(values, start, end).average().orElseThrow();
            double earlier =
                    Arrays.stream(values, starts[start], start).average().orElseThrow();
            if (above.isEmpty() || later > earlier) {
                changes++;
            }
            end = start;
        }
        return changes;
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        long exact = changes();
        return Math.abs(answer.number("changes") - exact) / Math.max(1, exact);
    }

    /** The least cost of the values so far, for each level that the last stretch may have: a piece of a parabola for each interval of levels. */
    private static final class Costs {

        private record Piece(double low, double high, int start, int length, double mean, double base) {

            Piece with(double value) {
                double distance = value - mean;
                return new Piece(
                        low,
                        high,
                        start,
                        length + 1,
                        mean + distance / (length + 1),
                        base + distance * distance * length / (length + 1));
            }

            double least() {
                double nearest = Math.max(low, Math.min(high, mean));
                return base + length * (nearest - mean) * (nearest - mean);
            }
        }

        private final double[] values;
        private final double penalty;
        private Piece[] pieces;

        Costs(double[] values, int count, double penalty) {
            this.values = values;
            this.penalty = penalty;
            double low = Arrays.stream(values, 0, count).min().orElseThrow();
            double high = Arrays.stream(values, 0, count).max().orElseThrow();
            this.pieces = new Piece[] {new Piece(low, high, 0, 0, 0, 0)};
        }

        /** Takes the n-th value in; where the last stretch begins at best. */
        int next(int n) {
            Piece best = null;
            for (int i = 0; i < pieces.length; i++) {
                pieces[i] = pieces[i].with(values[n - 1]);
                if (best == null || pieces[i].least() < best.least()) {
                    best = pieces[i];
                }
            }
            pieces = cheaperThan(best.least() + penalty, n);
            return best.start();
        }

        /** Where a new stretch costs less, it takes the place of what was there. */
        private Piece[] cheaperThan(double anew, int n) {
            Piece[] kept = new Piece[2 * pieces.length + 1];
            int size = 0;
            double from = pieces[0].low();
            for (Piece piece : pieces) {
                double reach = piece.base() > anew ? -1 : Math.sqrt((anew - piece.base()) / piece.length());
                double low = Math.max(piece.low(), piece.mean() - reach);
                double high = Math.min(piece.high(), piece.mean() + reach);
                if (reach < 0 || low > high) {
                    continue;
                }
                if (low > from) {
                    kept[size++] = new Piece(from, low, n, 0, 0, anew);
                }
                kept[size++] = new Piece(low, high, piece.start(), piece.length(), piece.mean(), piece.base());
                from = high;
            }
            double end = pieces[pieces.length - 1].high();
            if (end > from || size == 0) {
                kept[size++] = new Piece(from, end, n, 0, 0, anew);
            }
            return Arrays.copyOf(kept, size);
        }
    }
}
