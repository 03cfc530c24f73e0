package io.rivulet.runtime;

/**
 * Something beside what a detector thought of it before it learnt from it.
 *
 * @param value what was scored
 * @param score higher is stranger; {@code NaN} while the detector still warmed up
 * @param threshold what the score had to pass
 * @param <T> what was scored
 */
public record Scored<T>(T value, double score, double threshold) {

    /** Whether the score passed the threshold; never while the detector warmed up. */
    public boolean isAnomaly() {
        return score > threshold;
    }
}
