package io.rivulet.benchmarks.moments;

import io.rivulet.algorithms.moments.RunningMoments;
import io.rivulet.benchmarks.Inputs;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.descriptive.moment.Kurtosis;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
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
 * What do four moments that merge and retract cost a value, beside Apache Commons Math and a loop with mean and variance alone?
 * {@code java -jar benchmarks/target/benchmarks.jar moments.RunningMoments -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RunningMomentsBenchmark {

    private static final int VALUES = 1 << 16;

    private final double[] values = Inputs.normal(VALUES, 42);
    private final RunningMoments ours = RunningMoments.create();
    private final RunningMoments full = RunningMoments.create();
    private final SummaryStatistics summary = new SummaryStatistics();
    private final Kurtosis kurtosis = new Kurtosis();
    private final Variance variance = new Variance();

    /** Fills the one that is merged. */
    @Setup
    public void fill() {
        for (double value : values) {
            full.update(value);
        }
    }

    /** Ours: mean, variance, skewness and kurtosis. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double runningMoments() {
        ours.reset();
        for (double value : values) {
            ours.update(value);
        }
        return ours.kurtosis();
    }

    /** Theirs with the same four. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double commonsKurtosis() {
        kurtosis.clear();
        for (double value : values) {
            kurtosis.increment(value);
        }
        return kurtosis.getResult();
    }

    /** Theirs with mean, variance, extremes, sums and the geometric mean. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double commonsSummaryStatistics() {
        summary.clear();
        for (double value : values) {
            summary.addValue(value);
        }
        return summary.getVariance();
    }

    /** Theirs with mean and variance. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double commonsVariance() {
        variance.clear();
        for (double value : values) {
            variance.increment(value);
        }
        return variance.getResult();
    }

    /** A loop with mean and variance, after Welford. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double loop() {
        long count = 0;
        double mean = 0;
        double squares = 0;
        for (double value : values) {
            count++;
            double distance = value - mean;
            mean += distance / count;
            squares += distance * (value - mean);
        }
        return squares / (count - 1);
    }

    /** Ours: a merge. */
    @Benchmark
    public RunningMoments merge() {
        ours.reset();
        ours.merge(full);
        ours.merge(full);
        return ours;
    }
}
