package io.rivulet.algorithms.change;

import java.util.Arrays;

/**
 * Natural logarithm and its inverse by arithmetic and small tables. {@code Math} may differ from one machine to another in the last digit, which would make states differ;
 * {@code StrictMath} does not, at the price of a call out of compiled code. These do neither: within 2e-15, relative to the larger of 1 and the result, and the
 * same everywhere.
 */
final class Logarithms {

    private static final double HIGH_LN_2 =
            6.93147180369123816490e-01; // its last 21 bits are 0: times an exponent it is exact
    private static final double LOW_LN_2 = 1.90821492927058770002e-10;
    private static final double LN_2 = StrictMath.log(2);
    private static final double LOWEST = -700;

    /** Steps from 1 to 2 in the table of logarithms, and from one power of 2 to the next in that of powers. */
    private static final int STEPS = 64;

    private static final double[] LOGS = new double[STEPS + 1];
    private static final double[] POWERS = new double[STEPS];

    static {
        Arrays.setAll(LOGS, i -> StrictMath.log(1 + (double) i / STEPS));
        Arrays.setAll(POWERS, i -> StrictMath.pow(2, (double) i / STEPS));
    }

    private Logarithms() {}

    /** Of a positive number that is not subnormal; of 1 exactly 0. */
    static double log(double x) {
        long bits = Double.doubleToRawLongBits(x);
        long exponent = (bits >>> 52) - 1_023;
        double m = Double.longBitsToDouble(bits & 0x000F_FFFF_FFFF_FFFFL | 0x3FF0_0000_0000_0000L); // in 1..2
        int step = (int) ((m - 1) * STEPS + 0.5);
        double near = 1 + (double) step / STEPS;
        double s = (m - near) / (m + near); // ln (m / near) = 2 (s + s³ / 3 + s⁵ / 5 + …), |s| < 0.004
        double z = s * s;
        double rest = 2 * s * (1 + z * (1.0 / 3 + z * (1.0 / 5 + z / 7)));
        return exponent * HIGH_LN_2 + LOGS[step] + (exponent * LOW_LN_2 + rest);
    }

    /** Of a number that is not positive; 0 far below 0. */
    static double exp(double x) {
        if (!(x >= LOWEST)) {
            return 0;
        }
        int steps = (int) (x * (STEPS / LN_2) - 0.5);
        double r = x - steps * (HIGH_LN_2 / STEPS) - steps * (LOW_LN_2 / STEPS); // |r| < 0.0055
        double r2 = r * r;
        double power = 1 + r + r2 * (0.5 + r / 6 + r2 * (1.0 / 24 + r / 120 + r2 / 720));
        int whole = Math.floorDiv(steps, STEPS);
        return power * POWERS[steps - whole * STEPS] * Double.longBitsToDouble(whole + 1_023L << 52);
    }
}
