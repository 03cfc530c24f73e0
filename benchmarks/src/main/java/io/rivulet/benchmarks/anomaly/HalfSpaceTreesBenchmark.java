package io.rivulet.benchmarks.anomaly;

import io.rivulet.algorithms.anomaly.HalfSpaceTrees;
import io.rivulet.benchmarks.Inputs;
import java.util.Arrays;
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
 * What does it cost to score a row of eight numbers and learn it, beside the distance to the nearest of the last 250 rows, the same window?
 * {@code java -jar benchmarks/target/benchmarks.jar anomaly.HalfSpaceTrees -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HalfSpaceTreesBenchmark {

    private static final int POINTS = 1 << 12;
    private static final int FEATURES = 8;
    private static final int WINDOW = 250;

    private final double[][] points = new double[POINTS][];
    private final HalfSpaceTrees trees = HalfSpaceTrees.create(HalfSpaceTrees.Params.ofSeed(42));
    private final double[][] ring = new double[WINDOW][FEATURES];
    private int at;

    /** Draws the rows. */
    @Setup
    public void draw() {
        double[] values = Inputs.normal(POINTS * FEATURES, 42);
        Arrays.setAll(points, i -> Arrays.copyOfRange(values, i * FEATURES, (i + 1) * FEATURES));
    }

    /** Ours: 25 trees of depth 10. */
    @Benchmark
    @OperationsPerInvocation(POINTS)
    public double halfSpaceTrees() {
        double sum = 0;
        for (double[] point : points) {
            double score = trees.score(point);
            sum += score;
            trees.learn(point);
        }
        return sum;
    }

    /** The nearest of the window, by hand. */
    @Benchmark
    @OperationsPerInvocation(POINTS)
    public double nearestInWindow() {
        double sum = 0;
        for (double[] point : points) {
            double nearest = Double.MAX_VALUE;
            for (double[] other : ring) {
                double square = 0;
                for (int i = 0; i < FEATURES; i++) {
                    square += (point[i] - other[i]) * (point[i] - other[i]);
                }
                nearest = Math.min(nearest, square);
            }
            sum += Math.sqrt(nearest);
            ring[at] = point;
            at = at + 1 == WINDOW ? 0 : at + 1;
        }
        return sum;
    }
}
