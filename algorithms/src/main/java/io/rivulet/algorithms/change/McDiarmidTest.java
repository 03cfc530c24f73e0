package io.rivulet.algorithms.change;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * Has the fading mean of values in 0..1 risen? The fading mean at the moment at which its upper bound was lowest is held against that of the values since, by
 * McDiarmid's bound for the difference of both.
 */
final class McDiarmidTest {

    static final long BYTES = 64;

    /*
     * all, low and late are the fading means of all values, of those up to the cut and of those after it; the others are the sums of the squares of the weights
     * in them, 0 for none.
     */
    private double all;
    private double allSquares;
    private double low;
    private double lowSquares;
    private double late;
    private double lateSquares;

    /** Takes a value in with this weight; {@code logLevel} is ln(1 / level), where the level is how often a bound may fail. */
    void take(double value, double weight, double logLevel) {
        all = allSquares == 0 ? value : all + weight * (value - all);
        allSquares = squares(allSquares, weight);
        if (lowSquares == 0 || upper(all, allSquares, logLevel) < upper(low, lowSquares, logLevel)) {
            low = all;
            lowSquares = allSquares;
            late = 0;
            lateSquares = 0;
        } else {
            late = lateSquares == 0 ? value : late + weight * (value - late);
            lateSquares = squares(lateSquares, weight);
        }
    }

    private static double squares(double before, double weight) {
        return before == 0 ? 1 : weight * weight + (1 - weight) * (1 - weight) * before;
    }

    private static double upper(double mean, double squares, double logLevel) {
        return mean + Math.sqrt(squares * logLevel / 2);
    }

    /** The rise of the mean as a part of the bound that it would stay within, but for a level whose ln(1 / level) this is. */
    double statistic(double logLevel) {
        return lateSquares == 0 ? 0 : (late - low) / Math.sqrt((lateSquares + lowSquares) * logLevel / 2);
    }

    void clear() {
        all = 0;
        allSquares = 0;
        low = 0;
        lowSquares = 0;
        late = 0;
        lateSquares = 0;
    }

    void set(McDiarmidTest other) {
        all = other.all;
        allSquares = other.allSquares;
        low = other.low;
        lowSquares = other.lowSquares;
        late = other.late;
        lateSquares = other.lateSquares;
    }

    /** Mean and sum of squared weights f64 each, of all, up to the cut, after it. */
    void encode(StateWriter out) {
        out.writeDouble(all)
                .writeDouble(allSquares)
                .writeDouble(low)
                .writeDouble(lowSquares)
                .writeDouble(late)
                .writeDouble(lateSquares);
    }

    void decode(StateReader in) {
        all = readShare(in);
        allSquares = readShare(in);
        low = readShare(in);
        lowSquares = readShare(in);
        late = readShare(in);
        lateSquares = readShare(in);
        boolean empty = allSquares == 0;
        if (empty != (lowSquares == 0) || empty && lateSquares != 0) {
            throw in.corrupt("the values up to the cut and after it must be some of all");
        }
    }

    private static double readShare(StateReader in) {
        double share = in.readDouble();
        if (!(share >= 0 && share <= 1)) {
            throw in.corrupt("fading means and weights must be in 0..1, got " + share);
        }
        return share;
    }
}
