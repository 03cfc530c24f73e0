package io.rivulet.lab;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Measured numbers as people read them: three digits, for more would not come out again. */
final class Numbers {

    private static final MathContext THREE_DIGITS = new MathContext(3);

    private Numbers() {}

    /** {@code 0.0142}, {@code 3.1e-15}; {@code -} for none. */
    static String error(double error) {
        if (Double.isNaN(error)) {
            return "-";
        }
        if (error == 0 || Double.isInfinite(error)) {
            return error == 0 ? "0" : "infinite";
        }
        return error < 1e-4 ? String.format(Locale.ROOT, "%.1e", error) : rounded(error);
    }

    /** {@code 4,144 bytes}. */
    static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,d bytes", bytes);
    }

    /** {@code 14.2 ns}, {@code 3.1 µs}, {@code 20 ms}. */
    static String nanos(double nanos) {
        if (nanos < 1e3) {
            return rounded(nanos) + " ns";
        }
        return nanos < 1e6 ? rounded(nanos / 1e3) + " µs" : rounded(nanos / 1e6) + " ms";
    }

    private static String rounded(double number) {
        BigDecimal rounded = new BigDecimal(number).round(THREE_DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
