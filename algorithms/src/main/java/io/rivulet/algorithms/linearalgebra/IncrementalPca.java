package io.rivulet.algorithms.linearalgebra;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The directions in which rows vary most about their mean, improved with each row: principal components without a covariance matrix.
 *
 * <p><b>Method.</b> CCIPCA: Weng, Zhang and Hwang, <i>Candid covariance-free incremental principal component analysis</i>, IEEE TPAMI 25(8), 2003. Each component is
 * an average of the rows, each weighed by its product with the component; what a component explains is taken from the row before the next one sees it. The mean is
 * kept beside.
 * <p><b>Error.</b> No bound: converges to the components where their variances differ, and comes near the faster the more they do. With a variance four times the
 * next one, 2,000 rows leave an angle of less than 1° to the component of all rows at once. For a bound, and for parts that merge, {@link FrequentDirections}.
 * <p><b>Amnesia.</b> Above 0, later rows weigh more, as (1 + amnesia) / n does than 1 / n: what was learned from the poor components of the beginning is forgotten
 * sooner, and slow changes are followed. 2 is usual.
 * <p><b>Cost.</b> O(components · columns) per update, nothing allocated after the first; 8 bytes an entry.
 * <p><b>Units.</b> Weights of directions are variances, the square of the unit of the values.
 * <p><b>Empty.</b> No directions before the second row; the first says how many columns there are.
 * <p><b>Threads.</b> One owner at a time; no locks inside. Not mergeable: averages weighed by different components do not add up.
 *
 * <pre>{@code
 * var pca = IncrementalPca.create(1, 0);
 * for (int i = 0; i < 100; i++) {
 *     pca.update(new double[] {3 * i, 4 * i, 7});
 * }
 * pca.directions().get(0).vector();    // about [0.6, 0.8, 0.0]
 * }</pre>
 */
public final class IncrementalPca implements Incremental<IncrementalPca> {

    /** The most components. */
    public static final int MAX_COMPONENTS = 1 << 10;

    private static final long MAX_ENTRIES = 1L << 28;
    private static final double MAX_AMNESIA = 4;

    /*
     * Component i is entries i * columns .. of components; its length is its variance. There are as many as rows after the first, up to the number wanted: each
     * begins as what the others leave of a row. rest is where that is kept.
     */
    private final int wanted;
    private final double amnesia;
    private int columns;
    private long count;
    private double[] mean = {};
    private double[] components = {};
    private double[] rest = {};

    private IncrementalPca(int wanted, double amnesia) {
        this.wanted = wanted;
        this.amnesia = amnesia;
    }

    /**
     * No rows.
     *
     * @param components how many directions, 1..1024
     * @param amnesia 0..4, by how much later rows weigh more
     */
    public static IncrementalPca create(int components, double amnesia) {
        if (components < 1 || components > MAX_COMPONENTS) {
            throw new IllegalArgumentException("components must be in 1.." + MAX_COMPONENTS + ", got " + components);
        }
        if (!(amnesia >= 0 && amnesia <= MAX_AMNESIA)) {
            throw new IllegalArgumentException("amnesia must be in 0.." + MAX_AMNESIA + ", got " + amnesia);
        }
        return new IncrementalPca(components, amnesia);
    }

    /** How a dataflow finds the directions in which its rows vary. */
    public static <T> Aggregation<T, IncrementalPca, List<Direction>> aggregation(
            int components, double amnesia, Function<? super T, double[]> row) {
        create(components, amnesia); // wrong parameters show here, not at the first record
        return Aggregation.of(
                "incremental-pca",
                () -> create(components, amnesia),
                (s, record) -> s.update(row.apply(record)),
                IncrementalPca::directions,
                CODEC);
    }

    /**
     * Takes a row in; nothing of the array is kept.
     *
     * @throws IllegalArgumentException if it has not as many values as the first, or one that is not finite, or if there are more than 2<sup>28</sup> / components
     */
    public void update(double[] row) {
        Rows.requireRow(row, columns);
        open(row.length);
        count++;
        for (int c = 0; c < columns; c++) {
            mean[c] += (row[c] - mean[c]) / count;
            rest[c] = row[c] - mean[c];
        }
        // The first row is its own mean: rows are counted from the second.
        long n = count - 1;
        for (int i = 0; i < Math.min(n, wanted); i++) {
            if (i == n - 1) {
                System.arraycopy(rest, 0, components, i * columns, columns);
                return;
            }
            learn(i * columns, n);
        }
    }

    /** Moves a component towards the rest of the row, and takes from that what lies along it. */
    private void learn(int at, long n) {
        double length = length(at);
        double old = n - 1 > amnesia ? (n - 1 - amnesia) / n : (n - 1.0) / n;
        double along = length > 0 ? dot(at) / length : 1;
        double weight = (1 - old) * along;
        for (int c = 0; c < columns; c++) {
            components[at + c] = old * components[at + c] + weight * rest[c];
        }
        double square = dotSelf(at);
        double share = square > 0 ? dot(at) / square : 0;
        for (int c = 0; c < columns; c++) {
            rest[c] -= share * components[at + c];
        }
    }

    private double dot(int at) {
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            sum += components[at + c] * rest[c];
        }
        return sum;
    }

    private double dotSelf(int at) {
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            sum += components[at + c] * components[at + c];
        }
        return sum;
    }

    private double length(int at) {
        return Math.sqrt(dotSelf(at));
    }

    private void open(int width) {
        if (columns > 0) {
            return;
        }
        if ((long) wanted * width > MAX_ENTRIES) {
            throw new IllegalArgumentException("row must have at most " + MAX_ENTRIES / wanted + " values at " + wanted
                    + " components, got " + width);
        }
        columns = width;
        mean = new double[width];
        rest = new double[width];
        components = new double[wanted * width];
    }

    /** The directions found so far, by their place among the components; the weight of each is the variance along it. */
    public List<Direction> directions() {
        List<Direction> directions = new ArrayList<>();
        for (int i = 0; i < Math.min(count - 1, wanted); i++) {
            double variance = length(i * columns);
            if (variance > 0) {
                double[] vector = new double[columns];
                System.arraycopy(components, i * columns, vector, 0, columns);
                directions.add(Direction.along(vector, variance));
            }
        }
        return List.copyOf(directions);
    }

    /** The mean of the rows; empty before the first. */
    public double[] mean() {
        return mean.clone();
    }

    /** How many rows came. */
    public long count() {
        return count;
    }

    @Override
    public void reset() {
        columns = 0;
        count = 0;
        mean = new double[0];
        components = new double[0];
        rest = new double[0];
    }

    @Override
    public IncrementalPca copy() {
        IncrementalPca copy = new IncrementalPca(wanted, amnesia);
        copy.columns = columns;
        copy.count = count;
        copy.mean = mean.clone();
        copy.components = components.clone();
        copy.rest = new double[columns];
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + 3 * 16 + 8L * (mean.length + rest.length) + 8L * components.length;
    }

    /** Form {@code incremental-pca} 1: components i32, amnesia f64, count i64, columns i32, the mean f64, the components f64. */
    public static final StateCodec<IncrementalPca> CODEC =
            StateCodec.of("incremental-pca", 1, IncrementalPca::encode, IncrementalPca::decode);

    private void encode(StateWriter out) {
        out.writeInt(wanted).writeDouble(amnesia).writeLong(count).writeInt(columns);
        for (double value : mean) {
            out.writeDouble(value);
        }
        for (double value : components) {
            out.writeDouble(value);
        }
    }

    private static IncrementalPca decode(StateReader in) {
        IncrementalPca read = create(in.readInt(), in.readDouble());
        read.count = in.readCount("count");
        int columns = in.readLength("columns", 8);
        if (columns > Rows.MAX_COLUMNS
                || (long) columns * (read.wanted + 1) * Double.BYTES > in.remaining()
                || columns == 0 != (read.count == 0)) {
            throw in.corrupt("columns must be there where rows are and all values follow, got " + columns);
        }
        if (columns > 0) {
            read.open(columns);
        }
        for (int c = 0; c < columns; c++) {
            read.mean[c] = in.readFinite("mean");
        }
        for (int i = 0; i < read.components.length; i++) {
            read.components[i] = in.readFinite("component");
        }
        return read;
    }
}
