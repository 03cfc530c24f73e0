package io.rivulet.algorithms.linearalgebra;

/**
 * A direction in which rows extend.
 *
 * @param weight how much: the sum of the squares along it, or their variance, as the class that gives it says
 * @param vector of length 1; of its two signs that in which the entry of largest size is positive
 */
@SuppressWarnings("ArrayRecordComponent")
public record Direction(double weight, double[] vector) {

    /** A direction along a vector of any length and sign. */
    static Direction along(double[] vector, double weight) {
        double largest = 0;
        double square = 0;
        for (double entry : vector) {
            largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
            square += entry * entry;
        }
        double scale = Math.copySign(1 / Math.sqrt(square), largest);
        double[] unit = vector.clone();
        for (int i = 0; i < unit.length; i++) {
            unit[i] *= scale;
        }
        return new Direction(weight, unit);
    }
}
