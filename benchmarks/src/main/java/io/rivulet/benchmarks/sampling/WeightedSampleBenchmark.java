package io.rivulet.benchmarks.sampling;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.sampling.VarOptSample;
import io.rivulet.algorithms.sampling.WeightedSample;
import io.rivulet.benchmarks.Inputs;
import java.util.concurrent.TimeUnit;
import org.apache.datasketches.sampling.VarOptItemsSketch;
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
 * What does a sample of a thousand by weight cost an item, beside VarOpt of Apache DataSketches? A million items of lognormal weight from empty.
 * {@code java -jar benchmarks/target/benchmarks.jar sampling.WeightedSample -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class WeightedSampleBenchmark {

    private static final int ITEMS = 1 << 20;
    private static final int SIZE = 1_000;

    private final Long[] items = Inputs.boxed(Inputs.distinct(ITEMS, 42));
    private final double[] weights = weights();
    private final VarOptSample<Long> varOpt = VarOptSample.of(SIZE, 42, Codecs.LONG);
    private final WeightedSample<Long> draws = WeightedSample.of(SIZE, 42, Codecs.LONG);
    private final VarOptItemsSketch<Long> theirs = VarOptItemsSketch.newInstance(SIZE);

    /** Ours, probabilities in proportion to weight. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public VarOptSample<Long> varOptSample() {
        varOpt.reset();
        for (int i = 0; i < ITEMS; i++) {
            varOpt.update(items[i], weights[i]);
        }
        return varOpt;
    }

    /** Ours, successive draws. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public WeightedSample<Long> weightedSample() {
        draws.reset();
        for (int i = 0; i < ITEMS; i++) {
            draws.update(items[i], weights[i]);
        }
        return draws;
    }

    /** Theirs. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public VarOptItemsSketch<Long> varOptItemsSketch() {
        theirs.reset();
        for (int i = 0; i < ITEMS; i++) {
            theirs.update(items[i], weights[i]);
        }
        return theirs;
    }

    private static double[] weights() {
        double[] weights = Inputs.normal(ITEMS, 43);
        for (int i = 0; i < ITEMS; i++) {
            weights[i] = Math.exp(1.5 * weights[i]);
        }
        return weights;
    }
}
