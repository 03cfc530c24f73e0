package io.rivulet.algorithms.linearalgebra;

/**
 * Eigenvalues and eigenvectors of small symmetric matrices by Jacobi's rotations, cyclically: accurate also for small eigenvalues, it always ends, and its memory
 * is used again.
 */
final class SymmetricEigen {

    private static final int MOST_SWEEPS = 60;
    private static final double SMALL = 0x1p-52;

    /* matrix is overwritten and has the eigenvalues on its diagonal in the end; row i of vectors is the eigenvector of the i-th; order has the largest first. */
    private final int most;
    private final double[] matrix;
    private final double[] vectors;
    private final int[] order;
    private int size;

    SymmetricEigen(int most) {
        this.most = most;
        matrix = new double[most * most];
        vectors = new double[most * most];
        order = new int[most];
    }

    /** Begins a matrix of so many rows; {@link #set} gives its entries. */
    void begin(int rows) {
        size = rows;
    }

    void set(int row, int column, double value) {
        matrix[row * most + column] = value;
        matrix[column * most + row] = value;
    }

    void solve() {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                vectors[i * most + j] = i == j ? 1 : 0;
            }
        }
        boolean rotated = true;
        for (int sweep = 0; rotated && sweep < MOST_SWEEPS; sweep++) {
            rotated = false;
            for (int p = 0; p < size - 1; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotated |= rotate(p, q);
                }
            }
        }
        sort();
    }

    /** Makes entry p, q zero, unless it is nothing beside the diagonal already. */
    private boolean rotate(int p, int q) {
        double off = matrix[p * most + q];
        double pp = matrix[p * most + p];
        double qq = matrix[q * most + q];
        if (!(Math.abs(off) > SMALL * Math.sqrt(Math.abs(pp)) * Math.sqrt(Math.abs(qq)))
                || !(Math.abs(off) > Double.MIN_NORMAL)) {
            return false;
        }
        double theta = (qq - pp) / (2 * off);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + StrictMath.hypot(theta, 1));
        double c = 1 / StrictMath.hypot(t, 1);
        double s = t * c;
        turn(matrix, p * most, q * most, c, s);
        turn(vectors, p * most, q * most, c, s);
        // The rows of p and q are turned, now the columns are made the same; where they meet the angle leaves zero.
        for (int k = 0; k < size; k++) {
            matrix[k * most + p] = matrix[p * most + k];
            matrix[k * most + q] = matrix[q * most + k];
        }
        matrix[p * most + p] = pp - t * off;
        matrix[q * most + q] = qq + t * off;
        set(p, q, 0);
        return true;
    }

    private void turn(double[] rows, int p, int q, double c, double s) {
        for (int k = 0; k < size; k++) {
            double kp = rows[p + k];
            double kq = rows[q + k];
            rows[p + k] = c * kp - s * kq;
            rows[q + k] = s * kp + c * kq;
        }
    }

    private void sort() {
        for (int i = 0; i < size; i++) {
            int at = i;
            for (; at > 0 && diagonal(order[at - 1]) < diagonal(i); at--) {
                order[at] = order[at - 1];
            }
            order[at] = i;
        }
    }

    private double diagonal(int i) {
        return matrix[i * most + i];
    }

    /** The i-th largest eigenvalue. */
    double value(int i) {
        return diagonal(order[i]);
    }

    /** The entry of the eigenvector of the i-th largest eigenvalue. */
    double vector(int i, int entry) {
        return vectors[order[i] * most + entry];
    }

    long heapBytes() {
        return 40 + 16 + 16 + 16 + 16L * matrix.length + 4L * most;
    }
}
