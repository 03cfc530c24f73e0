package io.rivulet.algorithms.change;

/** What the detectors ask of the numbers that they take. */
final class Values {

    private static final double MODERATE = 1e100;

    private Values() {}

    static void requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, got " + value);
        }
    }

    /** For sums of squares, which must not leave the doubles. */
    static void requireModerate(double value) {
        if (!(Math.abs(value) <= MODERATE)) {
            throw new IllegalArgumentException("value must be in -1e100..1e100, got " + value);
        }
    }

    /** Errors are 0 or 1, or anything between. */
    static void requireShare(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "value must be in 0..1, got " + value + "; scale it, or say 1 for an error");
        }
    }

    static void requirePositive(String name, double value) {
        if (!(value > 0 && value <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(name + " must be positive and finite, got " + value);
        }
    }

    static void requireNotNegative(String name, double value) {
        if (!(value >= 0 && value <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(name + " must be finite and not negative, got " + value);
        }
    }

    static void requireBetween(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be in " + least + ".." + most + ", got " + value);
        }
    }

    /** A probability of being wrong, such as 0.001. */
    static void requireLevel(String name, double value) {
        if (!(value >= 1e-300 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in 1e-300..1, 1 excluded, got " + value);
        }
    }
}
