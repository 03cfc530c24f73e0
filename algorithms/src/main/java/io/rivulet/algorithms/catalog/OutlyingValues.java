package io.rivulet.algorithms.catalog;

import java.util.Arrays;

/**
 * How many values lie far from the rest, by keeping all of them: those more than six robust standard deviations from the median of the whole stream. A
 * detector that misses some while it warms up is that much off.
 */
final class OutlyingValues implements Exact<Double> {

    static final Yardstick<Double> ON_BOTH_SIDES = new Yardstick<>(
            "How many values are strangely large or small?",
            "difference from the number of far outliers, as a share of it",
            () -> new OutlyingValues(true));

    static final Yardstick<Double> ABOVE = new Yardstick<>(
            "How many values are strangely large?",
            "difference from the number of far outliers, as a share of it",
            () -> new OutlyingValues(false));

    private static final double FAR = 6;
    /** Makes the median absolute deviation of normal values their standard deviation. */
    private static final double MEDIAN_TO_DEVIATION = 1.4826;

    private final boolean bothSides;
    private double[] values = new double[64];
    private int count;

    private OutlyingValues(boolean bothSides) {
        this.bothSides = bothSides;
    }

    @Override
    public void update(Double value, long timeMillis) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    @Override
    public Answer answer(long nowMillis) {
        return Answer.of("anomalies", outliers());
    }

    private long outliers() {
        if (count == 0) {
            return 0;
        }
        double centre = median(Arrays.copyOf(values, count));
        double far = FAR
                * MEDIAN_TO_DEVIATION
                * median(Arrays.stream(values, 0, count)
                        .map(v -> Math.abs(v - centre))
                        .toArray());
        return Arrays.stream(values, 0, count)
                .map(v -> bothSides ? Math.abs(v - centre) : v - centre)
                .filter(distance -> distance > far)
                .count();
    }

    static double median(double[] values) {
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }

    @Override
    public double error(Answer answer, long nowMillis) {
        long exact = outliers();
        return Math.abs(answer.number("anomalies") - exact) / Math.max(1, exact);
    }
}
