package io.rivulet.algorithms.change;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/**
 * A window of values in buckets that grow with age: row r holds up to {@code most} buckets of 2^r values each, of which only sum and scatter are kept. A
 * bucket too many makes the two oldest of its row one of the next. No row is empty but those beyond the last.
 */
final class AdwinBuckets {

    /** Rows up to buckets of 2^47 values: more than come. */
    static final int MOST_ROWS = 48;

    /*
     * sums and squares hold row r from r · stride on, its oldest bucket first; used[r] says how many. squares are sums of squared distances from the mean of the
     * bucket. count, mean and squaresOfAll are of the window, and taken anew from the buckets when one is dropped, so that rounding does not add up.
     */
    private final int most;
    private int rows;
    private int[] used = new int[4];
    private double[] sums;
    private double[] squares;
    private long count;
    private double mean;
    private double squaresOfAll;

    AdwinBuckets(int most) {
        this.most = most;
        this.sums = new double[used.length * stride()];
        this.squares = new double[used.length * stride()];
    }

    private int stride() {
        return most + 1;
    }

    void add(double value) {
        double fromMean = value - mean;
        count++;
        mean += fromMean / count;
        squaresOfAll += Math.max(0, fromMean * (value - mean)); // below 0 by rounding only
        push(0, value, 0);
        for (int row = 0; used[row] > most; row++) {
            mergeOldest(row);
        }
    }

    private void push(int row, double sum, double square) {
        if (row == rows) {
            if (rows == used.length) {
                int longer = Math.min(MOST_ROWS + 1, 2 * rows);
                used = Arrays.copyOf(used, longer);
                sums = Arrays.copyOf(sums, longer * stride());
                squares = Arrays.copyOf(squares, longer * stride());
            }
            rows++;
        }
        int at = row * stride() + used[row]++;
        sums[at] = sum;
        squares[at] = square;
    }

    private void mergeOldest(int row) {
        int at = row * stride();
        double size = size(row);
        double apart = (sums[at] - sums[at + 1]) / size;
        double sum = sums[at] + sums[at + 1];
        double square = squares[at] + squares[at + 1] + size / 2 * apart * apart;
        used[row] -= 2;
        System.arraycopy(sums, at + 2, sums, at, used[row]);
        System.arraycopy(squares, at + 2, squares, at, used[row]);
        push(row + 1, sum, square);
    }

    /** Takes the oldest bucket out. */
    void dropOldest() {
        int row = rows - 1;
        int at = row * stride();
        used[row]--;
        System.arraycopy(sums, at + 1, sums, at, used[row]);
        System.arraycopy(squares, at + 1, squares, at, used[row]);
        while (rows > 0 && used[rows - 1] == 0) {
            rows--;
        }
        total();
    }

    private void total() {
        count = 0;
        mean = 0;
        squaresOfAll = 0;
        for (int row = rows - 1; row >= 0; row--) {
            double size = size(row);
            for (int i = 0; i < used[row]; i++) {
                double apart = sum(row, i) / size - mean;
                double all = count + size;
                squaresOfAll += squares[row * stride() + i] + apart * apart * (count * size / all);
                mean += apart * (size / all);
                count += 1L << row;
            }
        }
    }

    long count() {
        return count;
    }

    double mean() {
        return mean;
    }

    double variance() {
        return squaresOfAll / count;
    }

    int rows() {
        return rows;
    }

    /** How many buckets a row has. */
    int used(int row) {
        return used[row];
    }

    /** How many values a bucket of the row holds. */
    static double size(int row) {
        return 1L << row;
    }

    /** The sum of a bucket's values; 0 is the oldest of the row. */
    double sum(int row, int index) {
        return sums[row * stride() + index];
    }

    void clear() {
        rows = 0;
        Arrays.fill(used, 0);
        count = 0;
        mean = 0;
        squaresOfAll = 0;
    }

    void set(AdwinBuckets other) {
        rows = other.rows;
        used = other.used.clone();
        sums = other.sums.clone();
        squares = other.squares.clone();
        count = other.count;
        mean = other.mean;
        squaresOfAll = other.squaresOfAll;
    }

    long stateBytes() {
        return 64 + 16 + 4L * used.length + 2 * (16 + 8L * sums.length);
    }

    /** Mean f64, squares f64, number of rows i32; of each row from the newest values the number of buckets i32, and of each, oldest first, sum f64, squares f64. */
    void encode(StateWriter out) {
        out.writeDouble(mean).writeDouble(squaresOfAll).writeInt(rows);
        for (int row = 0; row < rows; row++) {
            out.writeInt(used[row]);
            for (int i = 0; i < used[row]; i++) {
                out.writeDouble(sum(row, i)).writeDouble(squares[row * stride() + i]);
            }
        }
    }

    void decode(StateReader in) {
        double ofAll = in.readFinite("mean");
        double scatter = readSquares(in);
        int length = in.readIntBetween("rows", 0, MOST_ROWS);
        for (int row = 0; row < length; row++) {
            int buckets = in.readIntBetween("buckets", 1, most);
            for (int i = 0; i < buckets; i++) {
                double sum = in.readFinite("sum of a bucket");
                push(row, sum, readSquares(in));
                count += 1L << row;
            }
        }
        if (count == 0 && (ofAll != 0 || scatter != 0)) {
            throw in.corrupt("mean and squares of no values must be 0");
        }
        mean = ofAll;
        squaresOfAll = scatter;
    }

    private static double readSquares(StateReader in) {
        double squares = in.readDouble();
        if (!(squares >= 0)) {
            throw in.corrupt("squares must not be negative, got " + squares);
        }
        return squares;
    }
}
