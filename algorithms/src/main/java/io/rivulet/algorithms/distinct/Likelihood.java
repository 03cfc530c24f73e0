package io.rivulet.algorithms.distinct;

/**
 * The most likely number of items, from the values that registers of {@link ExaRegister} have seen and those they have not. Ertl, <i>ExaLogLog</i>, EDBT 2025,
 * section 3.
 *
 * <p>An item gives a register that it meets the value k with probability P(k) = 2<sup>-level(k)</sup>. With x items for each register, the logarithm of the
 * likelihood is -x α + Σ β<sub>j</sub> ln(1 - e<sup>-x / 2^j</sup>): α is the sum of P over the values that registers have not seen, β<sub>j</sub> the
 * number of seen ones on level j. What a register has forgotten says nothing and is left out.
 */
final class Likelihood {

    private static final int MAX_ROUNDS = 100;

    private final int t;
    private final int d;
    private final int precision;
    private final int lastLevel;

    /** By level: how many values were seen; and how many not, those above a register's highest by the weight that they have together. */
    private final int[] seen;

    private final long[] unseen;

    Likelihood(int t, int d, int precision) {
        this.t = t;
        this.d = d;
        this.precision = precision;
        this.lastLevel = Long.SIZE - precision;
        this.seen = new int[lastLevel + 1];
        this.unseen = new long[lastLevel + 1];
    }

    /** Takes as many equal registers in as {@code times} says. */
    void add(long register, int times) {
        int highest = (int) (register >>> d);
        if (highest == 0) {
            unseen[0] += times;
            return;
        }
        int top = level(highest);
        unseen[top] += times * (((1L - t + top) << t) - highest);
        seen[top] += times;
        int below = Math.max(1, highest - d);
        for (int value = highest - 1; value >= below; ) {
            // The values of one level have neighbouring bits.
            int level = level(value);
            int first = Math.max(below, lowestOf(level));
            int width = value - first + 1;
            int set = Long.bitCount(register >>> (d + first - highest) & ((1L << width) - 1));
            seen[level] += times * set;
            unseen[level] += (long) times * (width - set);
            value = first - 1;
        }
    }

    /** The lg of 1 / P(value). */
    private int level(int value) {
        return Math.min(t + 1 + ((value - 1) >> t), lastLevel);
    }

    private int lowestOf(int level) {
        return ((level - t - 1) << t) + 1;
    }

    /**
     * The number of items at which the likelihood is highest.
     *
     * <p>That is where Σ β<sub>j</sub> 2<sup>-j</sup> / (e<sup>x / 2^j</sup> - 1) = α. The left side is convex and falls, and it is at least Σ β<sub>j</sub> (1 / x - 2<sup>-j</sup>
     * / 2): from where that is α, Newton's steps go up to the solution and never beyond.
     */
    double estimate() {
        double count = 0;
        double half = 0;
        double alpha = unseen[0];
        int last = 0;
        for (int j = 1; j <= lastLevel; j++) {
            alpha += Math.scalb((double) unseen[j], -j);
            if (seen[j] > 0) {
                count += seen[j];
                half += Math.scalb((double) seen[j], -j - 1);
                last = j;
            }
        }
        if (count == 0) {
            return 0;
        }
        double x = count / (alpha + half);
        for (int round = 0; round < MAX_ROUNDS; round++) {
            double step = step(x, alpha, last);
            double next = x + step;
            if (!(step > 1e-13 * x)) {
                break;
            }
            x = next;
        }
        return x * (1 << precision);
    }

    /** Newton's step; e^(x / 2^j) - 1 for each j follows from that for the next by squaring. */
    private double step(double x, double alpha, int last) {
        double excess = -alpha;
        double slope = 0;
        double grown = Math.expm1(Math.scalb(x, -last));
        for (int j = last; j >= 1 && grown < Double.MAX_VALUE; j--) {
            if (seen[j] > 0) {
                double term = Math.scalb(seen[j] / grown, -j);
                excess += term;
                slope += Math.scalb(term * (1 + grown) / grown, -j);
            }
            grown *= grown + 2;
        }
        return excess / slope;
    }
}
