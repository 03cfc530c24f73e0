package io.rivulet.benchmarks.anomaly;

import io.rivulet.algorithms.anomaly.EwmaChart;
import io.rivulet.algorithms.anomaly.RobustChart;
import io.rivulet.algorithms.anomaly.Spot;
import io.rivulet.algorithms.anomaly.TwoSidedSpot;
import io.rivulet.algorithms.anomaly.ValueDetector;
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
 * What does it cost to score a number and learn it, beside a loop that keeps a mean and a variance and compares with three deviations? Normal values, each
 * thousandth out by eight deviations.
 * {@code java -jar benchmarks/target/benchmarks.jar anomaly.ValueDetector -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ValueDetectorBenchmark {

    private static final int VALUES = 1 << 16;

    private final double[] values = Inputs.normal(VALUES, 42);
    private final Spot spot = Spot.create(1e-4);
    private final TwoSidedSpot twoSidedSpot = TwoSidedSpot.create(1e-4);
    private final RobustChart robustChart = RobustChart.create(RobustChart.Params.ofMinimumScale(0.01));
    private final EwmaChart ewmaChart = EwmaChart.create(EwmaChart.Params.ofWarmUp(100));
    private long count;
    private double mean;
    private double squares;

    /** Puts the outliers in. */
    @Setup
    public void spoil() {
        for (int i = 999; i < VALUES; i += 1_000) {
            values[i] += 8;
        }
    }

    /** Ours: extreme values of one side. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int spot() {
        return anomalies(spot);
    }

    /** Ours: extreme values of both sides. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int twoSidedSpot() {
        return anomalies(twoSidedSpot);
    }

    /** Ours: distance from a robust centre. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int robustChart() {
        return anomalies(robustChart);
    }

    /** Ours: small lasting shifts. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int ewmaChart() {
        return anomalies(ewmaChart);
    }

    /** Mean and variance by hand, which outliers spoil. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int loop() {
        int found = 0;
        for (double value : values) {
            double distance = value - mean;
            if (distance * distance * count > 9 * squares) {
                found++;
            }
            count++;
            mean += distance / count;
            squares += distance * (value - mean);
        }
        return found;
    }

    private int anomalies(ValueDetector detector) {
        int found = 0;
        for (double value : values) {
            if (detector.isAnomaly(value)) {
                found++;
            }
            detector.learn(value);
        }
        return found;
    }
}
