package io.rivulet.algorithms.preprocessing;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.algorithms.learning.Row;
import io.rivulet.algorithms.learning.Transformer;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Scales every numeric feature to mean 0 and variance 1, by the mean and variance of the values so far.
 *
 * <p><b>Method.</b> Welford, <i>Technometrics</i> 4(3), 1962, a feature at a time, with the variance of the values themselves (divided by count); merge
 * after Chan, Golub and LeVeque, <i>The American Statistician</i> 37(3), 1983. Words pass unchanged, absent features stay absent.
 * <p><b>Error.</b> Rounding only.
 * <p><b>Cost.</b> O(features) per row; 24 bytes a feature.
 * <p><b>Units.</b> Scaled values have none; means have the unit of the feature.
 * <p><b>Empty.</b> A feature never seen, or always the same, becomes 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var scaler = StandardScaler.create();
 * scaler.learn(Row.ofValues(1, 50));
 * scaler.learn(Row.ofValues(3, 50));
 * Row out = Row.ofValues();
 * scaler.transform(Row.ofValues(5, 50), out); // out is 3, 0
 * }</pre>
 */
public final class StandardScaler implements Transformer, Incremental<StandardScaler>, Mergeable<StandardScaler> {

    /* Places from width on were never seen. squares is the sum of squared distances from the mean. Invariant: counts[i] == 0 means all of i is 0. */
    private int width;
    private long[] counts = {};
    private double[] means = {};
    private double[] squares = {};

    private StandardScaler() {}

    /** A scaler that has seen nothing. */
    public static StandardScaler create() {
        return new StandardScaler();
    }

    /** How a dataflow learns one. */
    public static <T> Aggregation<T, StandardScaler, StandardScaler> aggregation(Function<? super T, Row> features) {
        return Aggregation.<T, StandardScaler, StandardScaler>of(
                        "standard-scaler",
                        StandardScaler::create,
                        (s, record) -> s.learn(features.apply(record)),
                        StandardScaler::copy,
                        CODEC)
                .merging(StandardScaler::merge, StandardScaler::copy);
    }

    @Override
    public void learn(Row x) {
        reach(x.width());
        for (int i = 0; i < x.width(); i++) {
            double value = x.get(i);
            if (Double.isNaN(value) || x.isCategory(i)) {
                continue;
            }
            counts[i]++;
            double distance = value - means[i];
            means[i] += distance / counts[i];
            squares[i] += distance * (value - means[i]);
        }
    }

    @Override
    public void transform(Row x, Row out) {
        out.clear();
        for (int i = 0; i < x.width(); i++) {
            double value = x.get(i);
            if (!Double.isNaN(value)) {
                out.put(i, x.isCategory(i) ? value : scaled(i, value));
            }
        }
    }

    private double scaled(int i, double value) {
        double deviation = deviation(i);
        if (!(deviation > 0)) {
            return 0;
        }
        // A value that is far beyond all before may overflow; the next step sees the largest number instead.
        double scaled = (value - means[i]) / deviation;
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, scaled));
    }

    /** How many places were seen. */
    public int width() {
        return width;
    }

    /** How many values the feature had. */
    public long count(int index) {
        return index < width ? counts[index] : 0;
    }

    /** The feature's mean; {@code NaN} if it had no value. */
    public double mean(int index) {
        return count(index) == 0 ? Double.NaN : means[index];
    }

    /** The standard deviation of the feature's values; {@code NaN} if it had none. */
    public double deviation(int index) {
        return count(index) == 0 ? Double.NaN : Math.sqrt(squares[index] / counts[index]);
    }

    @Override
    public void merge(StandardScaler other) {
        reach(other.width);
        for (int i = 0; i < other.width; i++) {
            long theirs = other.counts[i];
            if (theirs == 0) {
                continue;
            }
            double total = (double) counts[i] + theirs;
            double distance = other.means[i] - means[i];
            squares[i] += other.squares[i] + distance * distance * (counts[i] / total) * theirs;
            means[i] += distance * (theirs / total);
            counts[i] += theirs;
        }
    }

    @Override
    public void reset() {
        width = 0;
        counts = new long[0];
        means = new double[0];
        squares = new double[0];
    }

    @Override
    public StandardScaler copy() {
        StandardScaler copy = new StandardScaler();
        copy.width = width;
        copy.counts = counts.clone();
        copy.means = means.clone();
        copy.squares = squares.clone();
        return copy;
    }

    @Override
    public long stateBytes() {
        return 32 + 48 + 24L * counts.length;
    }

    /** Form {@code standard-scaler} 1: number of features i32, for each count i64, mean f64, sum of squared distances f64. */
    public static final StateCodec<StandardScaler> CODEC =
            StateCodec.of("standard-scaler", 1, StandardScaler::encode, StandardScaler::decode);

    private void encode(StateWriter out) {
        out.writeInt(width);
        for (int i = 0; i < width; i++) {
            out.writeLong(counts[i]).writeDouble(means[i]).writeDouble(squares[i]);
        }
    }

    private static StandardScaler decode(StateReader in) {
        StandardScaler s = new StandardScaler();
        s.reach(in.readLength("features", 24));
        for (int i = 0; i < s.width; i++) {
            s.counts[i] = in.readCount("count");
            s.means[i] = in.readDouble(); // not finite where the values were near the largest double
            s.squares[i] = in.readDouble();
            if (s.squares[i] < 0 || s.counts[i] == 0 && (s.means[i] != 0 || s.squares[i] != 0)) {
                throw in.corrupt("squares must not be negative, and mean and squares must be 0 when count is");
            }
        }
        return s;
    }

    private void reach(int places) {
        if (places > counts.length) {
            int length = Math.max(places, Math.min(2 * counts.length, places + 1_024));
            counts = Arrays.copyOf(counts, length);
            means = Arrays.copyOf(means, length);
            squares = Arrays.copyOf(squares, length);
        }
        width = Math.max(width, places);
    }
}
