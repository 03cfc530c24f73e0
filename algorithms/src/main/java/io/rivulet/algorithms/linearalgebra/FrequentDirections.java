package io.rivulet.algorithms.linearalgebra;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A matrix of any number of rows in a few rows that stand for all: in which directions rows extend, and how much.
 *
 * <p><b>Method.</b> Liberty, <i>Simple and deterministic matrix sketching</i>, KDD 2013, with twice the rows as a buffer; bounds after Ghashami, Liberty, Phillips and
 * Woodruff, <i>Frequent directions</i>, SIAM J. Comput. 45(5), 2016. A full buffer is turned so that its rows are orthogonal, and the square of each is lowered by
 * that of the ℓ-th: what Misra and Gries do with counts, done with directions.
 * <p><b>Error.</b> Of the rows A and the sketch B, along every direction x of length 1: 0 ≤ ‖Ax‖² - ‖Bx‖² ≤ {@link #errorBound}, which never exceeds
 * ‖A‖² / ℓ, nor what the best k directions leave of ‖A‖² divided by ℓ - k, for any k less than ℓ. No chance is involved. Rounding adds 10<sup>-15</sup> of ‖A‖².
 * <p><b>Cost.</b> O(columns · ℓ) per update on average, where each ℓ-th costs O(columns · ℓ² + ℓ³); nothing is allocated after the first; 16 · ℓ bytes a column and 64
 * · ℓ².
 * <p><b>Merge.</b> The other's rows are taken in: same bound, however the rows were split. Rows cannot be taken out; windows merge panes.
 * <p><b>Units.</b> Squares of the values. The mean is not subtracted: rows that have one extend along it above all.
 * <p><b>Empty.</b> No rows, no columns; the first row says how many columns there are.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var a = FrequentDirections.create(2);
 * a.update(new double[] {3, 0, 4});
 * a.update(new double[] {6, 0, 8});
 * a.directions(1).get(0).vector();    // [0.6, 0.0, 0.8]
 * a.along(new double[] {0, 0, 1});    // 80.0: 16 and 64
 * }</pre>
 */
public final class FrequentDirections implements Incremental<FrequentDirections>, Mergeable<FrequentDirections> {

    /** The most rows of a sketch. */
    public static final int MAX_ROWS = 1 << 10;

    private static final long MAX_ENTRIES = 1L << 28;
    private static final double NOTHING = 0x1p-50;

    /*
     * The first used of the 2ℓ rows of the buffer are the sketch B. lost is the sum of what each shrinking took from the square along any direction; shrinking takes
     * at least ℓ times as much from ‖B‖², hence ℓ · lost is at most ‖A‖² - ‖B‖².
     */
    private final int rows;
    private int columns;
    private double[] buffer = {};
    private int used;
    private long count;
    private double squaredNorm;
    private double lost;
    private SymmetricEigen eigen;
    private double[] column = {};

    private FrequentDirections(int rows) {
        this.rows = rows;
    }

    /**
     * A sketch without columns yet.
     *
     * @param rows ℓ, 2..1024; twice the number of directions wanted is good
     */
    public static FrequentDirections create(int rows) {
        return new FrequentDirections(requireRows(rows));
    }

    private static int requireRows(int rows) {
        if (rows < 2 || rows > MAX_ROWS) {
            throw new IllegalArgumentException("rows must be in 2.." + MAX_ROWS + ", got " + rows);
        }
        return rows;
    }

    /** How a dataflow finds the directions of its rows; the answer is the k of largest weight. */
    public static <T> Aggregation<T, FrequentDirections, List<Direction>> aggregation(
            int rows, int k, Function<? super T, double[]> row) {
        requireRows(rows);
        Rows.requireCount(k);
        return Aggregation.<T, FrequentDirections, List<Direction>>of(
                        "frequent-directions",
                        () -> create(rows),
                        (s, record) -> s.update(row.apply(record)),
                        s -> s.directions(k),
                        CODEC)
                .merging(FrequentDirections::merge, FrequentDirections::copy);
    }

    /**
     * Takes a row in; nothing of the array is kept.
     *
     * @throws IllegalArgumentException if it has not as many values as the first, or one that is not finite, or if there are more than 2<sup>28</sup> / (2 ℓ)
     */
    public void update(double[] row) {
        double square = Rows.requireRow(row, columns);
        if (!(squaredNorm + square <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "the squares of all values must have a finite sum, got " + square + " beside " + squaredNorm);
        }
        open(row.length);
        squaredNorm += square;
        count++;
        if (square > 0) {
            append(row, 0);
        }
    }

    private void open(int width) {
        if (columns > 0) {
            return;
        }
        if (2L * rows * width > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "row must have at most " + MAX_ENTRIES / (2 * rows) + " values at " + rows + " rows, got " + width);
        }
        columns = width;
        buffer = new double[2 * rows * width];
        eigen = new SymmetricEigen(2 * rows);
        column = new double[2 * rows];
    }

    private void append(double[] from, int offset) {
        if (used == 2 * rows) {
            shrink();
        }
        System.arraycopy(from, offset, buffer, used * columns, columns);
        used++;
    }

    /** Leaves less than ℓ rows. */
    private void shrink() {
        solve();
        double cut = Math.max(eigen.value(rows - 1), NOTHING * eigen.value(0));
        int kept = 0;
        while (kept < rows - 1 && eigen.value(kept) > cut) {
            kept++;
        }
        boolean whole = eigen.value(rows - 1) <= NOTHING * eigen.value(0);
        lost += whole ? 0 : cut;
        for (int c = 0; c < columns; c++) {
            for (int r = 0; r < used; r++) {
                column[r] = buffer[r * columns + c];
            }
            for (int i = 0; i < kept; i++) {
                double scale = whole ? 1 : Math.sqrt(1 - cut / eigen.value(i));
                buffer[i * columns + c] = scale * turned(i);
            }
        }
        used = kept;
    }

    private double turned(int i) {
        double sum = 0;
        for (int r = 0; r < used; r++) {
            sum += eigen.vector(i, r) * column[r];
        }
        return sum;
    }

    /** The eigenvectors of the rows' products turn the rows so that they are orthogonal; the eigenvalues are then their squares. */
    private void solve() {
        eigen.begin(used);
        for (int i = 0; i < used; i++) {
            for (int j = 0; j <= i; j++) {
                double product = 0;
                for (int c = 0; c < columns; c++) {
                    product += buffer[i * columns + c] * buffer[j * columns + c];
                }
                eigen.set(i, j, product);
            }
        }
        eigen.solve();
    }

    /**
     * The sum of the squares of the rows along a direction: too low by {@link #errorBound} at most, never too high.
     *
     * @param direction of any length but 0, which does not matter
     */
    public double along(double[] direction) {
        double square = Rows.requireRow(direction, columns);
        if (square == 0) {
            throw new IllegalArgumentException("direction must not be 0 everywhere");
        }
        double sum = 0;
        for (int r = 0; r < used; r++) {
            double product = 0;
            for (int c = 0; c < columns; c++) {
                product += buffer[r * columns + c] * direction[c];
            }
            sum += product * product;
        }
        return sum / square;
    }

    /**
     * The k directions of largest weight, each orthogonal to all others; the weight is the sum of the squares of the sketch along it. Fewer where there are fewer.
     *
     * @throws IllegalArgumentException unless k is positive
     */
    public List<Direction> directions(int k) {
        Rows.requireCount(k);
        if (used == 0) {
            return List.of();
        }
        solve();
        List<Direction> directions = new ArrayList<>();
        for (int i = 0; i < Math.min(k, used) && eigen.value(i) > NOTHING * eigen.value(0); i++) {
            double[] vector = new double[columns];
            for (int r = 0; r < used; r++) {
                for (int c = 0; c < columns; c++) {
                    vector[c] += eigen.vector(i, r) * buffer[r * columns + c];
                }
            }
            directions.add(Direction.along(vector, eigen.value(i)));
        }
        return List.copyOf(directions);
    }

    /** By how much the square along any direction may be too low. */
    public double errorBound() {
        return lost;
    }

    /** ‖A‖², the sum of the squares of all values. */
    public double squaredNorm() {
        return squaredNorm;
    }

    /** How many rows came. */
    public long count() {
        return count;
    }

    /** How many values a row has; 0 before the first. */
    public int columns() {
        return columns;
    }

    @Override
    public void merge(FrequentDirections other) {
        if (other.rows != rows || other.columns != columns && other.columns > 0 && columns > 0) {
            throw new IllegalArgumentException("cannot merge FrequentDirections of " + rows + " rows, " + columns
                    + " columns with " + other.rows + " rows, " + other.columns + " columns");
        }
        if (!(squaredNorm + other.squaredNorm <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("the squares of all values must have a finite sum, got "
                    + other.squaredNorm + " beside " + squaredNorm);
        }
        if (other.columns == 0) {
            return;
        }
        open(other.columns);
        double[] rowsThere = other == this ? buffer.clone() : other.buffer;
        int usedThere = other.used;
        count += other.count;
        squaredNorm += other.squaredNorm;
        lost += other.lost;
        for (int r = 0; r < usedThere; r++) {
            append(rowsThere, r * columns);
        }
    }

    @Override
    public void reset() {
        columns = 0;
        buffer = new double[0];
        column = new double[0];
        eigen = null;
        used = 0;
        count = 0;
        squaredNorm = 0;
        lost = 0;
    }

    @Override
    public FrequentDirections copy() {
        FrequentDirections copy = new FrequentDirections(rows);
        if (columns > 0) {
            copy.open(columns);
            System.arraycopy(buffer, 0, copy.buffer, 0, used * columns);
        }
        copy.used = used;
        copy.count = count;
        copy.squaredNorm = squaredNorm;
        copy.lost = lost;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 72 + 16 + 8L * buffer.length + 16 + 8L * column.length + (eigen == null ? 0 : eigen.heapBytes());
    }

    /** Form {@code frequent-directions} 1: rows i32, count i64, squared norm f64, lost f64, columns i32, rows used i32, their values f64. */
    public static final StateCodec<FrequentDirections> CODEC =
            StateCodec.of("frequent-directions", 1, FrequentDirections::encode, FrequentDirections::decode);

    private void encode(StateWriter out) {
        out.writeInt(rows)
                .writeLong(count)
                .writeDouble(squaredNorm)
                .writeDouble(lost)
                .writeInt(columns)
                .writeInt(used);
        for (int i = 0; i < used * columns; i++) {
            out.writeDouble(buffer[i]);
        }
    }

    private static FrequentDirections decode(StateReader in) {
        FrequentDirections read = create(in.readInt());
        read.count = in.readCount("count");
        read.squaredNorm = in.readFinite("squared norm");
        read.lost = in.readFinite("lost");
        int columns = in.readIntBetween("columns", 0, Rows.MAX_COLUMNS);
        int used = in.readIntBetween("rows", 0, columns == 0 ? 0 : 2 * read.rows);
        if ((long) used * columns * Double.BYTES > in.remaining()) {
            throw in.corrupt(used + " rows of " + columns + " values must follow, " + in.remaining() + " bytes left");
        }
        double[] values = new double[used * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFinite("value");
        }
        if (read.squaredNorm < 0 || read.lost < 0 || columns == 0 != (read.count == 0)) {
            throw in.corrupt("squares must not be negative, and columns be there where rows are, got " + columns);
        }
        if (columns > 0) {
            read.open(columns);
            System.arraycopy(values, 0, read.buffer, 0, values.length);
        }
        read.used = used;
        return read;
    }
}
