package io.rivulet.benchmarks.frequency;

import com.clearspring.analytics.stream.frequency.CountMinSketch;
import io.rivulet.algorithms.frequency.ConservativeCountMin;
import io.rivulet.algorithms.frequency.CountMin;
import io.rivulet.algorithms.frequency.CountSketch;
import io.rivulet.benchmarks.Inputs;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a count of any item cost, in a table of 2,048 × 5 counters? Beside the Count-Min of stream-lib. A million Zipf items of exponent 1.1.
 * {@code java -jar benchmarks/target/benchmarks.jar frequency.Sketch -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(2)
public class SketchBenchmark {

    private static final int ITEMS = 1 << 20;
    private static final int WIDTH = 2_048;
    private static final int DEPTH = 5;

    private long[] items;
    private final CountMin countMin = CountMin.create(WIDTH, DEPTH, 0);
    private final ConservativeCountMin conservative = ConservativeCountMin.create(WIDTH, DEPTH, 0);
    private final CountSketch countSketch = CountSketch.create(WIDTH, DEPTH, 0);
    private final CountMinSketch streamLib = new CountMinSketch(DEPTH, WIDTH, 0);

    /** Draws the items. */
    @Setup
    public void draw() {
        items = Inputs.zipf(ITEMS, 1 << 20, 1.1, 42);
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public CountMin countMin() {
        countMin.reset();
        for (long item : items) {
            countMin.update(item);
        }
        return countMin;
    }

    /** Ours, with conservative update. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public ConservativeCountMin conservativeCountMin() {
        conservative.reset();
        for (long item : items) {
            conservative.update(item);
        }
        return conservative;
    }

    /** Ours, with signs. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public CountSketch countSketch() {
        countSketch.reset();
        for (long item : items) {
            countSketch.update(item);
        }
        return countSketch;
    }

    /** That of stream-lib, which is never emptied: it has no method for it. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public CountMinSketch streamLib() {
        for (long item : items) {
            streamLib.add(item, 1);
        }
        return streamLib;
    }

    /** Ours: what one item is asked for. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long countMinEstimate() {
        long sum = 0;
        for (long item : items) {
            sum += countMin.estimate(item);
        }
        return sum;
    }

    /** That of stream-lib. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long streamLibEstimate() {
        long sum = 0;
        for (long item : items) {
            sum += streamLib.estimateCount(item);
        }
        return sum;
    }
}
