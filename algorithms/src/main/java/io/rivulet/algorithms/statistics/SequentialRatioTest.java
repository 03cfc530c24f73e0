package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.ToDoubleFunction;

/**
 * Which of two given hypotheses holds, told as soon as the values decide it: is the share of faulty pieces 1 % or 3 %?
 *
 * <p><b>Method.</b> Wald, <i>Sequential tests of statistical hypotheses</i>, Annals of Mathematical Statistics 16, 1945 (SPRT): the logarithm of the ratio of both
 * likelihoods is summed, and the test ends where it leaves ln(β / (1 − α)) .. ln((1 − β) / α). No test with the same errors needs fewer values on average under
 * either hypothesis (Wald and Wolfowitz 1948). For unknown differences, and for looking on as long as one likes, {@link AlwaysValidComparison}.
 * <p><b>Error.</b> The alternative is accepted though the null holds with a probability of at most α / (1 − β), the other way round at most β / (1 − α); together at
 * most α + β. It is usually less, for the last value carries the sum beyond the bound.
 * <p><b>Cost.</b> O(1) per value, nothing allocated; 80 bytes. No merge: when it ends depends on the order.
 * <p><b>Units.</b> The ratio is in natural logarithms.
 * <p><b>Empty.</b> Undecided, a ratio of 0. Once decided nothing changes any more, until it is {@link #reset}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var faults = SequentialRatioTest.ofShares(0.01, 0.03, 0.05, 0.1);
 * while (faults.decision() == SequentialRatioTest.Decision.UNDECIDED) {
 *     faults.update(isFaulty(nextPiece()) ? 1 : 0);
 * }
 * }</pre>
 */
public final class SequentialRatioTest implements Incremental<SequentialRatioTest> {

    /** What the values say so far. */
    public enum Decision {
        /** Nothing yet. */
        UNDECIDED,
        /** The null hypothesis is accepted. */
        NULL,
        /** The alternative is accepted. */
        ALTERNATIVE
    }

    /* A value adds slope · value + shift to the ratio, whatever the family; most is the largest value that there is, least the smallest. */
    private final double slope;
    private final double shift;
    private final double least;
    private final double most;
    private final double lower;
    private final double upper;
    private long count;
    private double logRatio;

    private SequentialRatioTest(double slope, double shift, double least, double most, double lower, double upper) {
        this.slope = slope;
        this.shift = shift;
        this.least = least;
        this.most = most;
        this.lower = lower;
        this.upper = upper;
    }

    /**
     * Two shares of ones among ones and zeros.
     *
     * @param nullShare between 0 and 1
     * @param alternative another one
     * @param alpha how often the alternative may be accepted wrongly
     * @param beta how often the null may be accepted wrongly; both are positive and less than 0.5
     */
    public static SequentialRatioTest ofShares(double nullShare, double alternative, double alpha, double beta) {
        Checks.requireProbability("nullShare", nullShare);
        Checks.requireProbability("alternative", alternative);
        requireDifferent(nullShare, alternative);
        double none = Math.log1p(-alternative) - Math.log1p(-nullShare);
        return of(Math.log(alternative / nullShare) - none, none, 0, 1, alpha, beta);
    }

    /**
     * Two means of normal values of a known deviation.
     *
     * @param alpha how often the alternative may be accepted wrongly
     * @param beta how often the null may be accepted wrongly; both are positive and less than 0.5
     */
    public static SequentialRatioTest ofMeans(
            double nullMean, double alternative, double deviation, double alpha, double beta) {
        Checks.requireValue("nullMean", nullMean);
        Checks.requireValue("alternative", alternative);
        Checks.requirePositive("deviation", deviation);
        requireDifferent(nullMean, alternative);
        double slope = (alternative - nullMean) / deviation / deviation;
        double shift = -slope * (nullMean / 2 + alternative / 2);
        return of(slope, shift, -Checks.LARGEST, Checks.LARGEST, alpha, beta);
    }

    /**
     * Two rates of events that come independently; a value is how many came in one unit of time.
     *
     * @param nullRate positive
     * @param alternative another one
     * @param alpha how often the alternative may be accepted wrongly
     * @param beta how often the null may be accepted wrongly; both are positive and less than 0.5
     */
    public static SequentialRatioTest ofRates(double nullRate, double alternative, double alpha, double beta) {
        Checks.requirePositive("nullRate", nullRate);
        Checks.requirePositive("alternative", alternative);
        requireDifferent(nullRate, alternative);
        return of(Math.log(alternative / nullRate), nullRate - alternative, 0, Checks.LARGEST, alpha, beta);
    }

    private static SequentialRatioTest of(
            double slope, double shift, double least, double most, double alpha, double beta) {
        requireError("alpha", alpha);
        requireError("beta", beta);
        if (!Double.isFinite(slope) || !Double.isFinite(shift) || slope == 0) {
            throw new IllegalArgumentException(
                    "hypotheses must be neither too close nor too far to tell apart, got a ratio of " + slope + " x + "
                            + shift);
        }
        return new SequentialRatioTest(
                slope, shift, least, most, Math.log(beta / (1 - alpha)), Math.log((1 - beta) / alpha));
    }

    private static void requireDifferent(double nullHypothesis, double alternative) {
        if (nullHypothesis == alternative) {
            throw new IllegalArgumentException("alternative must differ from the null, got " + alternative + " twice");
        }
    }

    private static void requireError(String name, double value) {
        if (!(value > 0 && value < 0.5)) {
            throw new IllegalArgumentException(name + " must be positive and less than 0.5, got " + value);
        }
    }

    /** How a dataflow uses it, of a test made as {@code test}; the answer is a copy. */
    public static <T> Aggregation<T, SequentialRatioTest, SequentialRatioTest> aggregation(
            SequentialRatioTest test, ToDoubleFunction<? super T> value) {
        SequentialRatioTest start = test.copy();
        start.reset();
        return Aggregation.of(
                "sequential-ratio-test",
                start::copy,
                (SequentialRatioTest s, T record) -> s.update(value.applyAsDouble(record)),
                SequentialRatioTest::copy,
                CODEC);
    }

    /**
     * Takes one value in; after the decision nothing changes.
     *
     * @throws IllegalArgumentException unless there is such a value: in 0..1 for shares, not negative for rates
     */
    public void update(double value) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("value must be in " + least + ".." + most + ", got " + value);
        }
        if (decision() == Decision.UNDECIDED) {
            count++;
            logRatio += slope * value + shift;
        }
    }

    /** What the values say so far. */
    public Decision decision() {
        if (logRatio >= upper) {
            return Decision.ALTERNATIVE;
        }
        return logRatio <= lower ? Decision.NULL : Decision.UNDECIDED;
    }

    /** The logarithm of the likelihood of the values under the alternative, divided by that under the null. */
    public double logRatio() {
        return logRatio;
    }

    /** At or below it the null is accepted. */
    public double lowerBound() {
        return lower;
    }

    /** At or above it the alternative is accepted. */
    public double upperBound() {
        return upper;
    }

    /** How many values there were up to the decision. */
    public long count() {
        return count;
    }

    @Override
    public void reset() {
        count = 0;
        logRatio = 0;
    }

    @Override
    public SequentialRatioTest copy() {
        SequentialRatioTest copy = new SequentialRatioTest(slope, shift, least, most, lower, upper);
        copy.count = count;
        copy.logRatio = logRatio;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 80;
    }

    /** Form {@code sequential-ratio-test} 1: slope, shift, least, most, lower and upper bound f64, count i64, ratio f64. */
    public static final StateCodec<SequentialRatioTest> CODEC =
            StateCodec.of("sequential-ratio-test", 1, SequentialRatioTest::encode, SequentialRatioTest::decode);

    private void encode(StateWriter out) {
        out.writeDouble(slope)
                .writeDouble(shift)
                .writeDouble(least)
                .writeDouble(most)
                .writeDouble(lower)
                .writeDouble(upper)
                .writeLong(count)
                .writeDouble(logRatio);
    }

    private static SequentialRatioTest decode(StateReader in) {
        SequentialRatioTest read = new SequentialRatioTest(
                in.readFinite("slope"),
                in.readFinite("shift"),
                in.readFinite("least"),
                in.readFinite("most"),
                in.readFinite("lower bound"),
                in.readFinite("upper bound"));
        read.count = in.readCount("count");
        read.logRatio = in.readFinite("ratio");
        if (read.slope == 0 || !(read.least < read.most) || !(read.lower < 0 && read.upper > 0)) {
            throw in.corrupt("slope must not be 0, least be below most, and the bounds lie on both sides of 0");
        }
        return read;
    }
}
