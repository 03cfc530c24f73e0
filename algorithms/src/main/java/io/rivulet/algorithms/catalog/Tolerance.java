package io.rivulet.algorithms.catalog;

/**
 * What an algorithm promises with default parameters on its sample stream: the error stays within {@code error}, except with at most {@code probability}
 * over seeds.
 *
 * @param error the largest error that the promise allows, in the measure of the yardstick
 * @param probability how often it may be more, less than 0.5; 0 for a promise without chance, which holds at every moment
 */
public record Tolerance(double error, double probability) {

    /** Checks the ranges. */
    public Tolerance {
        if (!(error >= 0 && error <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("error must be finite and not negative, got " + error);
        }
        if (!(probability >= 0 && probability < 0.5)) {
            throw new IllegalArgumentException("probability must be in 0..0.5, 0.5 excluded, got " + probability);
        }
    }

    /** No error at all. */
    public static Tolerance exact() {
        return new Tolerance(0, 0);
    }

    /** The rounding of doubles: 1e-9. */
    public static Tolerance rounding() {
        return new Tolerance(1e-9, 0);
    }

    /** An error that is always met: a bound without chance. */
    public static Tolerance always(double error) {
        return new Tolerance(error, 0);
    }

    /** An error that is met except with the given probability. */
    public static Tolerance of(double error, double probability) {
        return new Tolerance(error, probability);
    }

    /** Whether an error is met; {@code NaN} is not. */
    public boolean allows(double actual) {
        return actual <= error;
    }
}
