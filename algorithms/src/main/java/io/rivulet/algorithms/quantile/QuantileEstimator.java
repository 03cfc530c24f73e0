package io.rivulet.algorithms.quantile;

/**
 * Below which value does a given part of the stream lie, and which part lies below a given value?
 *
 * <p>Ranks count the value itself: the quantile of q is the smallest value whose rank is at least q, so that {@code quantile(0)} is the smallest value,
 * {@code quantile(0.5)} a median and {@code quantile(1)} the largest.
 */
public interface QuantileEstimator {

    /**
     * Takes one value in; -0.0 counts as 0.0.
     *
     * @throws IllegalArgumentException unless it is finite
     */
    void update(double value);

    /**
     * The smallest value that at least this part of the values do not exceed, about; {@code NaN} of no value.
     *
     * @param q in 0..1
     * @throws IllegalArgumentException if q is not
     */
    double quantile(double q);

    /**
     * The part of the values that are at most this one, about, in 0..1: the distribution function; {@code NaN} of no value.
     *
     * @throws IllegalArgumentException if the value is {@code NaN}; infinite ones may be asked for
     */
    double rank(double value);

    /** How many values are in. */
    long count();

    /** The smallest value, or {@code NaN} of none; the class says where it is not exact. */
    double min();

    /** The largest value, or {@code NaN} of none; the class says where it is not exact. */
    double max();
}
