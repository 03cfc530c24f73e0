package io.rivulet.algorithms.anomaly;

import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tells how strange a row of numbers is after all that came before it; every row has the same length. A row is scored first and learnt afterwards.
 * A label, where there is one, is never part of the row.
 */
public interface PointDetector {

    /**
     * How strange the point is: higher is stranger, {@code NaN} while the detector warms up. Changes nothing.
     *
     * @throws IllegalArgumentException unless the point has the detector's length and all its numbers are finite
     */
    double score(double[] point);

    /** Scores above it are anomalies. */
    double threshold();

    /**
     * Takes the point in, after it was scored; the array is read, not kept.
     *
     * @throws IllegalArgumentException unless the point has the detector's length and all its numbers are finite; the detector is then unchanged
     */
    void learn(double[] point);

    /** Whether the point's score is above the threshold; never while the detector warms up. */
    default boolean isAnomaly(double[] point) {
        return score(point) > threshold();
    }

    /** How a dataflow uses a detector over several numbers of each record. */
    static <T, D extends PointDetector> Scoring<T, D> scoring(
            String name, Supplier<D> create, Function<? super T, double[]> point, StateCodec<D> codec) {
        Objects.requireNonNull(point, "point");
        return Scoring.of(
                name,
                create,
                (detector, record) -> detector.score(point.apply(record)),
                PointDetector::threshold,
                (detector, record) -> detector.learn(point.apply(record)),
                codec);
    }
}
