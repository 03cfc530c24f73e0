package io.rivulet.benchmarks.sliding;

import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.algorithms.sliding.Sliding;
import io.rivulet.algorithms.sliding.SlidingMethod;
import io.rivulet.benchmarks.Inputs;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
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
 * What does a variance of the last thousand values cost a value that comes, one that leaves, and an answer, by each method? Beside the window of Apache Commons
 * Math, which goes over all values for an answer, and a ring buffer with {@link RunningMoments} by hand.
 * {@code java -jar benchmarks/target/benchmarks.jar sliding.SlidingMoments -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SlidingMomentsBenchmark {

    private static final int VALUES = 1 << 14;
    private static final int WINDOW = 1_000;

    private final double[] values = Inputs.normal(VALUES, 42);
    private final Double[] boxed = Arrays.stream(values).boxed().toArray(Double[]::new);
    private final Map<SlidingMethod, Sliding<Double, Double>> windows = new EnumMap<>(SlidingMethod.class);
    private final DescriptiveStatistics theirs = new DescriptiveStatistics(WINDOW);
    private final RunningMoments byHand = RunningMoments.create();
    private final double[] ring = new double[WINDOW];
    private int at;

    /** Fills the ring. */
    @Setup
    public void fill() {
        for (double value : ring) {
            byHand.update(value);
        }
    }

    /** Ours by retraction, which is what moments get unless asked otherwise. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double retract() {
        return slide(SlidingMethod.RETRACT);
    }

    /** Ours by partial sums, never more than a few merges at once. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double dabaLite() {
        return slide(SlidingMethod.DABA_LITE);
    }

    /** Ours by partial sums in two stacks. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double twoStacks() {
        return slide(SlidingMethod.TWO_STACKS);
    }

    /** Theirs. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double commonsDescriptiveStatistics() {
        double sum = 0;
        for (double value : values) {
            theirs.addValue(value);
            sum += theirs.getVariance();
        }
        return sum;
    }

    /** A ring and moments by hand; rounding is left to grow. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double ringByHand() {
        double sum = 0;
        for (double value : values) {
            byHand.retract(ring[at]);
            byHand.update(value);
            ring[at] = value;
            at = at + 1 == WINDOW ? 0 : at + 1;
            sum += byHand.variance();
        }
        return sum;
    }

    private double slide(SlidingMethod method) {
        Sliding<Double, Double> window = windows.computeIfAbsent(method, m -> Sliding.overCount(
                        WINDOW,
                        RunningMoments.<Double>aggregation(Double::doubleValue).map(RunningMoments::variance))
                .by(m));
        double sum = 0;
        for (Double value : boxed) {
            window.update(value);
            sum += window.answer();
        }
        return sum;
    }
}
