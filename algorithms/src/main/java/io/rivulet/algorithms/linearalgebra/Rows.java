package io.rivulet.algorithms.linearalgebra;

/** The checks of rows that the classes of this package share. */
final class Rows {

    static final int MAX_COLUMNS = 1 << 20;

    private Rows() {}

    /** Refuses a row that has not so many columns, any number if 0, or a value that is not finite or whose square is not. */
    static double requireRow(double[] row, int columns) {
        if (row.length == 0 || row.length > MAX_COLUMNS || columns > 0 && row.length != columns) {
            throw new IllegalArgumentException(
                    "row must have " + (columns > 0 ? columns : "1.." + MAX_COLUMNS) + " values, got " + row.length);
        }
        double square = 0;
        for (double value : row) {
            square += value * value;
        }
        if (!(square <= Double.MAX_VALUE)) {
            for (double value : row) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("values must be finite, got " + value);
                }
            }
            throw new IllegalArgumentException("the squares of the values must have a finite sum, got " + square);
        }
        return square;
    }

    static void requireCount(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be positive, got " + k);
        }
    }
}
