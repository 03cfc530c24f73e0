package io.rivulet.algorithms.anomaly;

import io.rivulet.algorithms.Scoring;
import io.rivulet.algorithms.StateCodec;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Tells how strange one number is after all that came before it. A value is scored first and learnt afterwards; what one family means by strange, and
 * the unit of its score, its class says.
 */
public interface ValueDetector {

    /**
     * How strange the value is: higher is stranger, {@code NaN} while the detector warms up. Changes nothing.
     *
     * @throws IllegalArgumentException unless the value is finite
     */
    double score(double value);

    /** Scores above it are anomalies. */
    double threshold();

    /**
     * Takes the value in, after it was scored.
     *
     * @throws IllegalArgumentException unless the value is finite; the detector is then unchanged
     */
    void learn(double value);

    /** Whether the value's score is above the threshold; never while the detector warms up. */
    default boolean isAnomaly(double value) {
        return score(value) > threshold();
    }

    /** How a dataflow uses a detector over one number of each record. */
    static <T, D extends ValueDetector> Scoring<T, D> scoring(
            String name, Supplier<D> create, ToDoubleFunction<? super T> value, StateCodec<D> codec) {
        Objects.requireNonNull(value, "value");
        return Scoring.of(
                name,
                create,
                (detector, record) -> detector.score(value.applyAsDouble(record)),
                ValueDetector::threshold,
                (detector, record) -> detector.learn(value.applyAsDouble(record)),
                codec);
    }
}
