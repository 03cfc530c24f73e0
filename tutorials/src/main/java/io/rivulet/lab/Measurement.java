package io.rivulet.lab;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What was measured of one variant over one dataset.
 *
 * @param variant what was measured
 * @param method how its window slides, or empty without a window
 * @param errors against the exact answer
 * @param heapBytes the most that its state held at a checkpoint
 * @param formBytes of the state when written at the end; none for a window that keeps records
 * @param updateNanos a record, median over rounds
 * @param queryNanos an answer at the end of the stream, median over rounds
 * @param mergeNanos a merge of two halves of the stream, median over rounds; none where states do not merge
 */
public record Measurement(
        Variant<?> variant,
        String method,
        Errors errors,
        long heapBytes,
        OptionalLong formBytes,
        double updateNanos,
        double queryNanos,
        OptionalDouble mergeNanos) {

    /** Times less than a tenth apart are not told apart: a second run would give them in the other order. */
    private static final double SAME_TIME = 1.1;

    /** The variant's name and setting. */
    public String label() {
        return variant.label();
    }

    /** Whether nothing speaks for the other: it is no better in error, bytes or speed, and worse in one of them. */
    boolean dominates(Measurement other) {
        boolean better = errors.p95() < other.errors.p95()
                || heapBytes < other.heapBytes
                || updateNanos * SAME_TIME < other.updateNanos;
        boolean worse = !(errors.p95() <= other.errors.p95())
                || heapBytes > other.heapBytes
                || updateNanos > other.updateNanos * SAME_TIME;
        return better && !worse;
    }
}
