package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.StateReader;

/**
 * Numbers the positive doubles by buckets whose bounds grow in proportion: bucket i holds what the scale puts in i..i+1, and no two of its values differ
 * by more than the relative error allows from the value that stands for all of them.
 *
 * <p>The scale is the exponent of a double and a cubic of its mantissa in place of the logarithm, which is what makes it fast. Of all cubics that join at the
 * powers of two, this one grows the least slowly anywhere in terms of the logarithm: by 10/7 where lg itself grows by 1/ln 2, so that there are 1 % more
 * buckets than the logarithm would need.
 */
final class LogScale {

    static final double MIN_ERROR = 1e-6;
    static final double MAX_ERROR = 0.5;

    /** The smallest value that has a bucket; what is below counts as 0. */
    static final double SMALLEST = Double.MIN_NORMAL;

    static final double A = 6.0 / 35;
    static final double B = -3.0 / 5;
    static final double C = 10.0 / 7;

    /** The same cubic in 1 + s, which the bits of a double show. */
    private static final double SQUARE = B - 3 * A;

    private static final double LINEAR = C - 2 * B + 3 * A;
    private static final double CONSTANT = B - A - C;

    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
    private static final long ONE = Double.doubleToRawLongBits(1);

    /** So much narrower than they might be are buckets, that rounding cannot carry a value beyond the error. */
    private static final double ROUNDING = 1e-9;

    private static final int NEWTON_STEPS = 8;

    private final double relativeError;
    private final double bucketsPerUnit;

    private LogScale(double relativeError) {
        this.relativeError = relativeError;
        double growth = StrictMath.log((1 + relativeError) / (1 - relativeError));
        this.bucketsPerUnit = (1 + ROUNDING) / (C * growth);
    }

    static LogScale of(double relativeError) {
        if (!(relativeError >= MIN_ERROR && relativeError <= MAX_ERROR)) {
            throw new IllegalArgumentException(
                    "relativeError must be in " + MIN_ERROR + ".." + MAX_ERROR + ", got " + relativeError);
        }
        return new LogScale(relativeError);
    }

    static LogScale decode(StateReader in) {
        return of(in.readFinite("relative error"));
    }

    double relativeError() {
        return relativeError;
    }

    /** The bucket of a value from {@link #SMALLEST}: from 0, without gaps. */
    int index(double value) {
        long bits = Double.doubleToRawLongBits(value);
        double m = Double.longBitsToDouble(bits & MANTISSA | ONE);
        double scaled = ((A * m + SQUARE) * m + LINEAR) * m + ((int) (bits >>> MANTISSA_BITS) - 1 + CONSTANT);
        return (int) (scaled * bucketsPerUnit);
    }

    /** One more than the highest bucket. */
    int indices() {
        return index(Double.MAX_VALUE) + 1;
    }

    /**
     * The value that stands for buckets joined: the one whose relative distance to both bounds is the same.
     *
     * @param collapses how many times neighbours were joined in pairs, and so the index halved
     */
    double value(int index, int collapses) {
        double lower = bound((long) index << collapses);
        double upper = bound((long) (index + 1) << collapses);
        return lower * (2 / (1 + lower / upper));
    }

    /** The lower bound of a bucket: where the scale reaches its number, or the largest double. */
    private double bound(long index) {
        double scaled = index / bucketsPerUnit;
        double exponent = Math.floor(scaled);
        double target = scaled - exponent;
        double s = target;
        for (int i = 0; i < NEWTON_STEPS; i++) {
            s -= (((A * s + B) * s + C) * s - target) / ((3 * A * s + 2 * B) * s + C);
        }
        return Math.min(Double.MAX_VALUE, Math.scalb(1 + s, (int) exponent + Double.MIN_EXPONENT));
    }
}
