package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import java.util.function.ToDoubleFunction;

/**
 * The smallest and the largest value so far.
 *
 * <p><b>Method.</b> Two comparisons. For the last n values slide it ({@code Sliding.overCount}); for the last while, {@code SlidingExtremes} of the package
 * {@code sliding} answers for any.
 * <p><b>Error.</b> None.
 * <p><b>Cost.</b> O(1) per update and merge, nothing allocated; 40 bytes.
 * <p><b>Units.</b> Those of the values.
 * <p><b>Empty.</b> {@code NaN}.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var price = RunningExtremes.create();
 * price.update(3);
 * price.update(7);
 * price.range(); // 4.0
 * }</pre>
 */
public final class RunningExtremes implements Incremental<RunningExtremes>, Mergeable<RunningExtremes> {

    /* count == 0 means that both are 0. */
    private long count;
    private double min;
    private double max;

    private RunningExtremes() {}

    /** Of no value yet. */
    public static RunningExtremes create() {
        return new RunningExtremes();
    }

    /** How a dataflow uses it; the answer is a copy. */
    public static <T> Aggregation<T, RunningExtremes, RunningExtremes> aggregation(ToDoubleFunction<? super T> value) {
        return Aggregation.<T, RunningExtremes, RunningExtremes>of(
                        "extremes",
                        RunningExtremes::create,
                        (s, record) -> s.update(value.applyAsDouble(record)),
                        RunningExtremes::copy,
                        CODEC)
                .merging(RunningExtremes::merge, RunningExtremes::copy);
    }

    /**
     * Takes one value in.
     *
     * @throws IllegalArgumentException unless it is finite and within 1e140 of 0
     */
    public void update(double value) {
        Checks.requireValue("value", value);
        double here = value + 0.0; // no negative zero
        min = count == 0 || here < min ? here : min;
        max = count == 0 || here > max ? here : max;
        count++;
    }

    /** How many values were taken in. */
    public long count() {
        return count;
    }

    /** The smallest value. */
    public double min() {
        return count == 0 ? Double.NaN : min;
    }

    /** The largest value. */
    public double max() {
        return count == 0 ? Double.NaN : max;
    }

    /** The largest less the smallest. */
    public double range() {
        return max() - min();
    }

    @Override
    public void merge(RunningExtremes other) {
        if (other.count == 0) {
            return;
        }
        min = count == 0 || other.min < min ? other.min : min;
        max = count == 0 || other.max > max ? other.max : max;
        count += other.count;
    }

    @Override
    public void reset() {
        count = 0;
        min = 0;
        max = 0;
    }

    @Override
    public RunningExtremes copy() {
        RunningExtremes copy = new RunningExtremes();
        copy.merge(this);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 40;
    }

    /** Form {@code extremes} 1: count i64, min f64, max f64. */
    public static final StateCodec<RunningExtremes> CODEC = StateCodec.of(
            "extremes", 1, (s, out) -> out.writeLong(s.count).writeDouble(s.min).writeDouble(s.max), in -> {
                RunningExtremes read = new RunningExtremes();
                read.count = in.readCount("count");
                read.min = in.readFinite("min") + 0.0;
                read.max = in.readFinite("max") + 0.0;
                if (read.min > read.max || read.count == 0 && (read.min != 0 || read.max != 0)) {
                    throw in.corrupt("min must not exceed max, and both must be 0 when count is");
                }
                return read;
            });
}
