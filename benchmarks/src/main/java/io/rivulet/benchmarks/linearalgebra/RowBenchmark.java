package io.rivulet.benchmarks.linearalgebra;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.linearalgebra.FrequentDirections;
import io.rivulet.algorithms.linearalgebra.IncrementalPca;
import java.util.concurrent.TimeUnit;
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
 * What does a row of 64 numbers cost: its part in a sketch of 16 rows, in 8 principal components, and in all products of its columns by hand?
 * {@code java -jar benchmarks/target/benchmarks.jar RowBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RowBenchmark {

    private static final int ROWS = 4_096;
    private static final int COLUMNS = 64;

    private final double[][] rows = new double[ROWS][COLUMNS];
    private final FrequentDirections sketch = FrequentDirections.create(16);
    private final IncrementalPca pca = IncrementalPca.create(8, 0);
    private final double[] products = new double[COLUMNS * COLUMNS];

    /** Each column half as spread as that eight columns before. */
    public RowBenchmark() {
        SplitMix64 random = new SplitMix64(42);
        for (double[] row : rows) {
            for (int c = 0; c < COLUMNS; c++) {
                row[c] = random.nextGaussian() * Math.pow(0.5, c / 8.0);
            }
        }
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public FrequentDirections frequentDirections() {
        for (double[] row : rows) {
            sketch.update(row);
        }
        return sketch;
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public IncrementalPca incrementalPca() {
        for (double[] row : rows) {
            pca.update(row);
        }
        return pca;
    }

    /** By hand: all products of columns, of which the directions are still to be found. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] allProducts() {
        for (double[] row : rows) {
            for (int i = 0; i < COLUMNS; i++) {
                for (int j = 0; j < COLUMNS; j++) {
                    products[i * COLUMNS + j] += row[i] * row[j];
                }
            }
        }
        return products;
    }
}
