package io.rivulet.tutorials.network;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/**
 * What is usual for one series: a level and a spread that follow slow changes and hardly feel what is unusual.
 *
 * <p><b>Method.</b> Median and median absolute deviation of the first values, then both followed by bounded steps: the level moves at most
 * {@link #FURTHEST} spreads times the step, the spread grows by the same factor for every value outside the quartiles, however far, and shrinks for every
 * value inside. A burst of ten windows therefore leaves both nearly as they were, and a lasting change becomes usual after a few half-lives.
 * <p><b>Empty.</b> {@code NaN} until the first values are complete. <b>Threads.</b> One owner at a time.
 */
final class Usual {

    private static final double MAD_TO_DEVIATION = 1.4826;
    private static final double FURTHEST = 2;
    /** Half of normal values lie within so many deviations of the median. */
    private static final double QUARTILE = 0.6745;

    private final double step;
    private final double smallestSpread;
    private final double[] first;
    private int seen;
    private double level;
    private double spread;

    /**
     * Nothing usual yet.
     *
     * @param warmUp values before the first score
     * @param halfLife values after which half of what is known is newer
     * @param smallestSpread differences that do not matter, in the unit of the values
     */
    Usual(int warmUp, double halfLife, double smallestSpread) {
        this.step = -StrictMath.expm1(-StrictMath.log(2) / halfLife);
        this.smallestSpread = smallestSpread;
        this.first = new double[warmUp];
    }

    /** How many spreads the value is above the level, negative below; NaN while warming up or for NaN. */
    double signedScore(double value) {
        return seen < first.length ? Double.NaN : (value - level) / scale();
    }

    /** The usual value; NaN while warming up. */
    double centre() {
        return seen < first.length ? Double.NaN : level;
    }

    /** Takes a value in; NaN says nothing and changes nothing. */
    void learn(double value) {
        if (Double.isNaN(value)) {
            return;
        }
        if (seen < first.length) {
            first[seen++] = value;
            if (seen == first.length) {
                start();
            }
            return;
        }
        seen = Math.min(seen + 1, Integer.MAX_VALUE - 1);
        double weight = Math.max(step, 1.0 / seen);
        double score = signedScore(value);
        level += weight * scale() * Math.max(-FURTHEST, Math.min(FURTHEST, score));
        boolean outside = Math.abs(value - level) > QUARTILE * spread;
        spread = Math.max(spread * StrictMath.exp(outside ? weight / 2 : -weight / 2), smallestSpread / 10);
    }

    /** Warm-up i32, seen i32, level f64, spread f64, then the first values that are there, f64 each. */
    void encode(StateWriter out) {
        out.writeInt(first.length).writeInt(seen).writeDouble(level).writeDouble(spread);
        for (int i = 0; i < Math.min(seen, first.length); i++) {
            out.writeDouble(first[i]);
        }
    }

    /** Reads into a new one of the same parameters. */
    Usual decode(StateReader in) {
        int warmUp = in.readInt();
        if (warmUp != first.length) {
            throw in.corrupt("warm-up must be " + first.length + " as in the settings, got " + warmUp);
        }
        seen = in.readIntBetween("seen", 0, Integer.MAX_VALUE - 1);
        level = in.readFinite("level");
        spread = in.readFinite("spread");
        if (spread < 0) {
            throw in.corrupt("spread must not be negative, got " + spread);
        }
        for (int i = 0; i < Math.min(seen, first.length); i++) {
            first[i] = in.readFinite("value");
        }
        return this;
    }

    private double scale() {
        return Math.max(spread, smallestSpread);
    }

    private void start() {
        level = median(first.clone());
        spread = MAD_TO_DEVIATION
                * median(Arrays.stream(first).map(x -> Math.abs(x - level)).toArray());
        spread = Math.max(spread, smallestSpread / 10);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int n = values.length;
        return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
    }
}
