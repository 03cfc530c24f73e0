package io.rivulet.algorithms.change;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.special.Erf;

/**
 * Do the last values rise or fall, in whatever way, and by how much? The trend test of Mann and Kendall over a sliding window, with the slope of Theil and Sen.
 *
 * <p><b>Method.</b> Mann, <i>Nonparametric tests against trend</i>, Econometrica 13, 1945; Kendall, <i>Rank Correlation Methods</i>, 1955, for ties: the score is
 * the number of pairs that rise less the number of pairs that fall. A value that comes adds the smaller ones less the larger ones of the window, one
 * that leaves takes the larger ones less the smaller ones out. Sen, JASA 63, 1968, for the slope: the median over all pairs, up to 500 values; beyond, over the
 * pairs that are half a window apart (Theil 1950).
 * <p><b>Error.</b> Score and its variance are exact. The p-value is that of the normal distribution, good from 10 values on, and holds for one question about values that do
 * not depend on each other: with a positive correlation between neighbours trends seem significant that are not (corrections for that are left
 * out), and who asks after each value finds a small p-value sooner or later. {@link TrendDetector} is for that.
 * <p><b>Cost.</b> O(lg window) per value, nothing allocated once the window has been full; about 64 bytes a value of the window. The slope is O(window²), or
 * O(window lg window) beyond 500 values.
 * <p><b>Units.</b> The slope has the unit of the values, per value.
 * <p><b>Empty.</b> {@code NaN} of fewer than two values; the score is 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var trend = MannKendall.of(100);
 * for (double value : values) {
 *     trend.update(value);
 * }
 * if (trend.pValue() < 0.01) { ... } // rising by trend.slope() a value
 * }</pre>
 */
public final class MannKendall implements Incremental<MannKendall> {

    /** The longest window: with more, the corrections for ties could leave the longs. */
    public static final int MAX_WINDOW = 1 << 20;

    private static final int LONGEST_OF_ALL_PAIRS = 500;

    /**
     * What the window says.
     *
     * @param count how many values are in it
     * @param score pairs that rise less pairs that fall
     * @param variance of the score, without a trend
     * @param standardScore the score in its standard deviations, without a trend
     * @param pValue how often it would be as far from 0 without a trend
     * @param tau Kendall's rank correlation of value and time, -1..1
     * @param slope median rise from one value to the next
     */
    public record Result(
            int count, long score, double variance, double standardScore, double pValue, double tau, double slope) {}

    /* tree counts the values of the window. tiedPairs is the sum of t (t - 1) / 2 over the numbers that occur t times, tieTerms that of t (t - 1) (2 t + 5). */
    private final int window;
    private LastValues values;
    private ValueTree tree = new ValueTree();
    private long score;
    private long tiedPairs;
    private long tieTerms;

    private MannKendall(int window) {
        this.window = window;
        this.values = new LastValues(window);
    }

    /**
     * The trend of the last values.
     *
     * @param window how many, 2..1,048,576
     */
    public static MannKendall of(int window) {
        Values.requireBetween("window", window, 2, MAX_WINDOW);
        return new MannKendall(window);
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, MannKendall, Result> aggregation(int window, ToDoubleFunction<? super T> value) {
        of(window); // a wrong one shows here, not at the first record
        return Aggregation.of(
                "mann-kendall",
                () -> of(window),
                (MannKendall s, T record) -> s.update(value.applyAsDouble(record)),
                MannKendall::result,
                CODEC);
    }

    /** Takes one value in; if the window is full, the oldest one leaves. */
    public void update(double value) {
        Values.requireFinite(value);
        if (values.isFull()) {
            double oldest = values.removeOldest();
            score += comparison(oldest, retied(oldest, -1));
            tree.add(oldest, -1, -1);
        }
        score += comparison(value, retied(value, 1));
        tree.add(value, 1, 1);
        values.add(value);
    }

    /** Smaller values less larger ones, in a window with so many equal ones. */
    private long comparison(double value, int equal) {
        long smaller = tree.weightBelow(value);
        return smaller - (values.length() - smaller - equal);
    }

    /** How many others equal the value that comes or leaves. */
    private int retied(double value, int change) {
        int here = tree.occurrences(value);
        int others = change > 0 ? here : here - 1;
        tiedPairs += (long) change * others;
        tieTerms += change * (terms(others + 1L) - terms(others));
        return others;
    }

    private static long terms(long ties) {
        return ties * (ties - 1) * (2 * ties + 5);
    }

    /** How many values are in the window. */
    public int count() {
        return values.length();
    }

    /** How many values the window holds when full. */
    public int window() {
        return window;
    }

    /** Whether the window is full. */
    public boolean isFull() {
        return values.isFull();
    }

    /** The mean of the window; O(window). */
    double mean() {
        return values.mean(0, values.length());
    }

    /** The number of pairs that rise less the number of pairs that fall: Kendall's S. */
    public long score() {
        return score;
    }

    /** The variance of the score without a trend, given the ties. */
    public double variance() {
        long n = values.length();
        return n < 2 ? Double.NaN : (terms(n) - tieTerms) / 18.0;
    }

    /** The score, less one for continuity, in its standard deviations: standard normal without a trend. 0 if all values are equal. */
    public double standardScore() {
        if (values.length() < 2) {
            return Double.NaN;
        }
        return score == 0 ? 0 : (score - Long.signum(score)) / Math.sqrt(variance());
    }

    /** How often the score would be as far from 0 on either side without a trend. */
    public double pValue() {
        double z = standardScore();
        return Double.isNaN(z) ? Double.NaN : Erf.erfc(Math.abs(z) / Math.sqrt(2));
    }

    /** Kendall's rank correlation of value and time, with his correction for ties (tau-b): 1 where all rise, -1 where all fall; 0 if all are equal. */
    public double tau() {
        long n = values.length();
        double pairs = n * (n - 1) / 2.0;
        return n < 2 ? Double.NaN : score == 0 ? 0 : score / Math.sqrt(pairs * (pairs - tiedPairs));
    }

    /** The median rise from one value to the next over pairs of values; see the class. */
    public double slope() {
        double[] all = values.toArray();
        int n = all.length;
        if (n < 2) {
            return Double.NaN;
        }
        double[] slopes;
        int made = 0;
        if (n <= LONGEST_OF_ALL_PAIRS) {
            slopes = new double[n * (n - 1) / 2];
            for (int i = 0; i < n; i++) {
                for (int j = i + 1; j < n; j++) {
                    slopes[made++] = (all[j] - all[i]) / (j - i);
                }
            }
        } else {
            int apart = n - n / 2;
            slopes = new double[n / 2];
            for (int i = 0; i + apart < n; i++) {
                slopes[made++] = (all[i + apart] - all[i]) / apart;
            }
        }
        Arrays.sort(slopes);
        return slopes[(made - 1) / 2] / 2 + slopes[made / 2] / 2;
    }

    /** Everything at once. */
    public Result result() {
        return new Result(count(), score, variance(), standardScore(), pValue(), tau(), slope());
    }

    /** Back to new. */
    @Override
    public void reset() {
        values.clear();
        tree.clear();
        score = 0;
        tiedPairs = 0;
        tieTerms = 0;
    }

    @Override
    public MannKendall copy() {
        MannKendall copy = new MannKendall(window);
        copy.values = values.copy();
        copy.tree = tree.copy();
        copy.score = score;
        copy.tiedPairs = tiedPairs;
        copy.tieTerms = tieTerms;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 48 + values.stateBytes() + tree.stateBytes();
    }

    /** Form {@code mann-kendall} 1: window i32, number of values i32, each f64 from the oldest. */
    public static final StateCodec<MannKendall> CODEC =
            StateCodec.of("mann-kendall", 1, MannKendall::encode, MannKendall::decode);

    void encode(StateWriter out) {
        out.writeInt(window);
        values.encode(out);
    }

    static MannKendall decode(StateReader in) {
        MannKendall s = of(in.readInt());
        for (double value : LastValues.decode(s.window, in)) {
            s.update(value);
        }
        return s;
    }
}
