package io.rivulet.algorithms.change;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Tells whether a stream of numbers is no longer what it was: each value is taken in, and answered with a {@link Verdict}.
 *
 * <p>A change is said once, with the value that gives it away, and all detectors then do the same: they forget what came before the change, keep the values
 * since its start if they keep values at all, and begin their test anew, with a new warm-up where they have one. What was found stays in the
 * {@link #log()}. {@link #estimate()} is the mean of the values since the start of the last change, all of them or as many as the detector keeps.
 */
public interface ChangeDetector {

    /**
     * Takes one value in.
     *
     * @return {@link Verdict#CHANGE} with the one value at which a change is found
     * @throws IllegalArgumentException unless the value is one that the detector takes; it is then unchanged
     */
    Verdict update(double value);

    /** The level now: the mean of the values since the last change began, {@code NaN} without values. */
    double estimate();

    /** What was found so far: a view that goes on with the detector. */
    ChangeLog log();

    /** What a detector has found, in one value. */
    default ChangeReport report() {
        ChangeLog log = log();
        return new ChangeReport(
                log.values(),
                log.changes(),
                log.lastFound(),
                log.lastStart(),
                log.levelBefore(),
                estimate(),
                log.statistic(),
                log.verdict());
    }

    /** How a dataflow uses a detector over one number of each record. */
    static <T, D extends ChangeDetector & Incremental<D>> Aggregation<T, D, ChangeReport> aggregation(
            String name, Supplier<D> create, ToDoubleFunction<? super T> value, StateCodec<D> codec) {
        Objects.requireNonNull(value, "value");
        return Aggregation.of(
                name,
                create,
                (D detector, T record) -> detector.update(value.applyAsDouble(record)),
                ChangeDetector::report,
                codec);
    }
}
