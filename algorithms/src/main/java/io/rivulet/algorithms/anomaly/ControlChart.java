package io.rivulet.algorithms.anomaly;

/**
 * A detector that knows the usual level and scatter of a value and says on which side of it a new one lies. Scores count standard deviations of what
 * the chart plots.
 */
public interface ControlChart extends ValueDetector {

    /**
     * The distance from the centre that the value would bring the chart to, in the chart's standard deviations: positive above, negative below,
     * {@code NaN} while the chart warms up. Changes nothing.
     *
     * @throws IllegalArgumentException unless the value is finite
     */
    double signedScore(double value);

    /** The usual level; {@code NaN} while the chart warms up. */
    double centre();

    /** The usual scatter of single values, as a standard deviation; {@code NaN} while the chart warms up. */
    double scale();

    @Override
    default double score(double value) {
        return Math.abs(signedScore(value));
    }

    /** Whether the value is an anomaly above the centre. */
    default boolean isHigh(double value) {
        return signedScore(value) > threshold();
    }

    /** Whether the value is an anomaly below the centre. */
    default boolean isLow(double value) {
        return signedScore(value) < -threshold();
    }
}
