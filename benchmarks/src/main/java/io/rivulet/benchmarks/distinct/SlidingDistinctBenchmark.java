package io.rivulet.benchmarks.distinct;

import io.rivulet.algorithms.distinct.DecayedDistinctCounter;
import io.rivulet.algorithms.distinct.HyperLogLog;
import io.rivulet.algorithms.distinct.SlidingHyperLogLog;
import io.rivulet.benchmarks.Inputs;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How much does the sliding window add to an update and an answer of a HyperLogLog? An item a millisecond, all different, the window 65,536 of them.
 * {@code java -jar benchmarks/target/benchmarks.jar distinct.SlidingDistinct -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SlidingDistinctBenchmark {

    private static final int ITEMS = 1 << 20;
    private static final int WINDOW = 1 << 16;

    @Param({"8", "12", "16"})
    int precision;

    private final long[] items = Inputs.distinct(ITEMS, 42);
    private SlidingHyperLogLog sliding;
    private HyperLogLog plain;
    private DecayedDistinctCounter decayed;
    private long time;

    /** Fills both. */
    @Setup
    public void fill() {
        sliding = SlidingHyperLogLog.create(precision, Duration.ofMillis(WINDOW));
        plain = HyperLogLog.create(precision);
        decayed = DecayedDistinctCounter.of(1 << precision, Duration.ofMillis(WINDOW / 3));
        slidingHyperLogLog();
        for (int i = 0; i < WINDOW; i++) {
            plain.update(items[i]);
        }
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public SlidingHyperLogLog slidingHyperLogLog() {
        for (long item : items) {
            sliding.update(item, time++);
        }
        return sliding;
    }

    /** The counter that forgets nothing; emptied when the window is over, as tumbling windows do. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public HyperLogLog hyperLogLog() {
        for (int i = 0; i < ITEMS; i++) {
            if (i % WINDOW == 0) {
                plain.reset();
            }
            plain.update(items[i]);
        }
        return plain;
    }

    /** Ours, whose items fade instead, with a half-life of a third of the window and as many items kept as the others have registers. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public DecayedDistinctCounter decayedDistinctCounter() {
        for (long item : items) {
            decayed.update(item, time++);
        }
        return decayed;
    }

    /** Ours: an answer for half the window. */
    @Benchmark
    public double slidingEstimate() {
        return sliding.estimate(time, WINDOW / 2);
    }

    /** The counter that forgets nothing: an answer. */
    @Benchmark
    public double estimate() {
        return plain.estimate();
    }
}
