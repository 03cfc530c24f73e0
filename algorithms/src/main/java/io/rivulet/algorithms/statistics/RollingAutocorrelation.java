package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * How far does a series repeat itself: the correlation of the last values with those so many before them, for all lags up to a limit.
 *
 * <p><b>Method.</b> The usual sample autocorrelation (Box and Jenkins, <i>Time series analysis</i>, 1970): the sum of the products of distances from the mean of the
 * window, over that of their squares. Held are the sums of the products of distances from a fixed centre for each lag, with which the newest value comes and the
 * oldest leaves; the mean is put in when asked. At every turn of the window the centre is set to its mean and the sums are taken anew, so that neither a large
 * mean nor what has left costs digits.
 * <p><b>Error.</b> Rounding only, about 1e-16 times the square of (distance that the mean has moved within a window / deviation).
 * <p><b>Cost.</b> O(lags) per value on average and per question of all lags, O(window · lags) at each turn; nothing allocated once the window is full; 8 bytes a value of the
 * window and a lag. No merge: there is no order between the values of two.
 * <p><b>Units.</b> None: −1..1; lags are values.
 * <p><b>Empty.</b> {@code NaN}, as long as there are not more values than the lag, or all are the same.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var daily = RollingAutocorrelation.of(24 * 28, 48);
 * for (double value : values) {
 *     daily.update(value);
 * }
 * daily.correlation(24);  // close to 1 if days are alike
 * daily.whiteness(10);    // p-value: are lags 1 to 10 like those of noise?
 * }</pre>
 */
public final class RollingAutocorrelation implements Incremental<RollingAutocorrelation> {

    /** The longest window. */
    public static final int MAX_WINDOW = 1 << 24;

    /** The largest lag. */
    public static final int MAX_LAG = 1 << 16;

    private static final int SMALLEST_RING = 16;

    /*
     * ring holds the window's distances from centre, the oldest at next once the ring has its full length, otherwise at 0. products[k] is the sum of d(i) · d(i - k)
     * over the window, sum that of the d.
     */
    private final int window;
    private final int lags;
    private double[] ring = new double[SMALLEST_RING];
    private int length;
    private int next;
    private int untilTurn;
    private double centre;
    private double sum;
    private final double[] products;

    private RollingAutocorrelation(int window, int lags) {
        this.window = window;
        this.lags = lags;
        products = new double[lags + 1];
    }

    /**
     * Over the last values.
     *
     * @param window how many, 3..16,777,216; at least four times the largest lag is good
     * @param lags the largest lag, less than the window and at most 65,536
     */
    public static RollingAutocorrelation of(int window, int lags) {
        Checks.requireBetween("window", window, 3, MAX_WINDOW);
        Checks.requireBetween("lags", lags, 1, Math.min(MAX_LAG, window - 1));
        return new RollingAutocorrelation(window, lags);
    }

    /** How a dataflow uses it; the answer is a copy. */
    public static <T> Aggregation<T, RollingAutocorrelation, RollingAutocorrelation> aggregation(
            int window, int lags, ToDoubleFunction<? super T> value) {
        of(window, lags); // wrong ones show here, not at the first record
        return Aggregation.of(
                "rolling-autocorrelation",
                () -> of(window, lags),
                (RollingAutocorrelation s, T record) -> s.update(value.applyAsDouble(record)),
                RollingAutocorrelation::copy,
                CODEC);
    }

    /**
     * Takes one value in; if the window is full, the oldest one leaves.
     *
     * @throws IllegalArgumentException unless it is finite and within 1e140 of 0
     */
    public void update(double value) {
        Checks.requireValue("value", value);
        if (length == 0) {
            centre = value;
            untilTurn = 1;
        }
        double newest = value - centre;
        if (length == window) {
            dropOldest();
        } else if (length == ring.length) {
            ring = Arrays.copyOf(ring, (int) Math.min(window, 2L * length));
        }
        ring[next] = newest;
        length++;
        for (int k = 0; k <= lags && k < length; k++) {
            int at = next - k;
            products[k] += newest * ring[at < 0 ? at + window : at];
        }
        sum += newest;
        next = next + 1 == window ? 0 : next + 1;
        if (--untilTurn <= 0) {
            turn();
        }
    }

    /** The oldest, at next in a full ring, and its products with those after it. */
    private void dropOldest() {
        double oldest = ring[next];
        for (int k = 0; k <= lags; k++) {
            int at = next + k;
            products[k] -= oldest * ring[at >= window ? at - window : at];
        }
        sum -= oldest;
        length--;
    }

    /** Sets the centre to the mean and takes all sums anew; again when the window has doubled, or is another one. */
    private void turn() {
        double moved = sum / length;
        centre += moved;
        Arrays.fill(products, 0);
        sum = 0;
        int oldest = length == window ? next : 0;
        for (int i = 0; i < length; i++) {
            int at = oldest + i < window ? oldest + i : oldest + i - window;
            ring[at] -= moved;
            sum += ring[at];
            for (int k = 0; k <= Math.min(lags, i); k++) {
                int before = at - k;
                products[k] += ring[at] * ring[before < 0 ? before + window : before];
            }
        }
        untilTurn = length;
    }

    /**
     * The correlation of the values with those so many before them.
     *
     * @param lag from 0 to the largest
     */
    public double correlation(int lag) {
        Checks.requireBetween("lag", lag, 0, lags);
        double squares = centred(0);
        return lag < length && squares > 0 ? Math.max(-1, Math.min(1, centred(lag) / squares)) : Double.NaN;
    }

    /** The sum of products of the distances from the mean: each of the sum's ends is missing in one of the factors. */
    private double centred(int lag) {
        if (lag >= length) {
            return Double.NaN;
        }
        double mean = sum / length;
        double heads = 0;
        double tails = 0;
        int oldest = length == window ? next : 0;
        for (int i = 0; i < lag; i++) {
            heads += ring[(oldest + i) % window];
            tails += ring[(oldest + length - 1 - i) % window];
        }
        return products[lag] - mean * ((sum - heads) + (sum - tails)) + (length - lag) * mean * mean;
    }

    /** The mean of the window. */
    public double mean() {
        return length == 0 ? Double.NaN : centre + sum / length;
    }

    /** The variance of the window's values themselves. */
    public double populationVariance() {
        return length == 0 ? Double.NaN : Math.max(0, centred(0)) / length;
    }

    /**
     * How likely autocorrelations at least so large at the first lags together are in noise: Ljung and Box, <i>Biometrika</i> 65, 1978. Small ones say that the series
     * has a memory.
     *
     * @param first the lags 1 to this, at most the largest
     */
    public double whiteness(int first) {
        Checks.requireBetween("first", first, 1, lags);
        double statistic = 0;
        for (int k = 1; k <= first; k++) {
            double correlation = correlation(k);
            statistic += correlation * correlation / (length - k);
        }
        return Double.isNaN(statistic)
                ? Double.NaN
                : 1
                        - new ChiSquaredDistribution(null, first)
                                .cumulativeProbability(length * (length + 2.0) * statistic);
    }

    /** How many values are in the window. */
    public int count() {
        return length;
    }

    @Override
    public void reset() {
        ring = new double[SMALLEST_RING];
        length = 0;
        next = 0;
        untilTurn = 0;
        centre = 0;
        sum = 0;
        Arrays.fill(products, 0);
    }

    @Override
    public RollingAutocorrelation copy() {
        RollingAutocorrelation copy = new RollingAutocorrelation(window, lags);
        copy.ring = ring.clone();
        copy.length = length;
        copy.next = next;
        copy.untilTurn = untilTurn;
        copy.centre = centre;
        copy.sum = sum;
        System.arraycopy(products, 0, copy.products, 0, products.length);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 64 + 2 * 16 + 8L * ring.length + 8L * products.length;
    }

    /**
     * Form {@code rolling-autocorrelation} 1: window i32, largest lag i32, values until the next turn i32, centre f64, sum f64, number of values i32, the
     * distances from the centre f64 from the oldest, then the products by lag f64.
     */
    public static final StateCodec<RollingAutocorrelation> CODEC =
            StateCodec.of("rolling-autocorrelation", 1, RollingAutocorrelation::encode, RollingAutocorrelation::decode);

    private void encode(StateWriter out) {
        out.writeInt(window)
                .writeInt(lags)
                .writeInt(untilTurn)
                .writeDouble(centre)
                .writeDouble(sum)
                .writeInt(length);
        int oldest = length == window ? next : 0;
        for (int i = 0; i < length; i++) {
            out.writeDouble(ring[(oldest + i) % window]);
        }
        for (double product : products) {
            out.writeDouble(product);
        }
    }

    private static RollingAutocorrelation decode(StateReader in) {
        int window = in.readIntBetween("window", 3, MAX_WINDOW);
        int lags = in.readIntBetween("lags", 1, Math.min(MAX_LAG, window - 1));
        if (8L * (lags + 1L) > in.remaining()) {
            throw in.corrupt(lags + " lags need more bytes than the " + in.remaining() + " left");
        }
        RollingAutocorrelation read = new RollingAutocorrelation(window, lags);
        read.untilTurn = in.readIntBetween("values until the next turn", 0, window);
        read.centre = in.readFinite("centre");
        read.sum = in.readFinite("sum");
        read.length = in.readLength("values", 8);
        if (read.length > window) {
            throw in.corrupt("values must be at most " + window + ", got " + read.length);
        }
        read.ring = new double[Math.min(window, Math.max(SMALLEST_RING, read.length))];
        for (int i = 0; i < read.length; i++) {
            read.ring[i] = in.readFinite("value");
        }
        read.next = read.length == window ? 0 : read.length;
        for (int k = 0; k <= lags; k++) {
            read.products[k] = in.readFinite("product");
        }
        return read;
    }
}
