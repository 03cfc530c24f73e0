package io.rivulet.benchmarks.sampling;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.sampling.ReservoirSample;
import io.rivulet.benchmarks.Inputs;
import java.util.concurrent.TimeUnit;
import org.apache.datasketches.sampling.ReservoirItemsSketch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a sample of a thousand cost an item, beside the one of Apache DataSketches? A million items from empty: ours draws once per item that enters, theirs
 * once per item.
 * {@code java -jar benchmarks/target/benchmarks.jar sampling.ReservoirSample -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ReservoirSampleBenchmark {

    private static final int ITEMS = 1 << 20;
    private static final int SIZE = 1_000;

    private final Long[] items = Inputs.boxed(Inputs.distinct(ITEMS, 42));
    private final ReservoirSample<Long> ours = ReservoirSample.of(SIZE, 42, Codecs.LONG);
    private final ReservoirItemsSketch<Long> theirs = ReservoirItemsSketch.newInstance(SIZE);

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public ReservoirSample<Long> reservoirSample() {
        ours.reset();
        for (Long item : items) {
            ours.update(item);
        }
        return ours;
    }

    /** Theirs. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public ReservoirItemsSketch<Long> reservoirItemsSketch() {
        theirs.reset();
        for (Long item : items) {
            theirs.update(item);
        }
        return theirs;
    }
}
