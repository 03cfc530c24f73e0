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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a row of some numbers cost: its part in a sketch of 16 rows, in 8 principal components, and in all products of its columns by hand?
 * {@code java -jar benchmarks/target/benchmarks.jar RowBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RowBenchmark {

    private static final int ROWS = 512;

    /** Numbers a row. */
    @Param({"64", "1024"})
    public int columns;

    private double[][] rows;
    private final FrequentDirections sketch = FrequentDirections.create(16);
    private final IncrementalPca pca = IncrementalPca.create(8, 0);
    private double[] products;

    /** Each column half as spread as that an eighth of all before. */
    @Setup
    public void make() {
        SplitMix64 random = new SplitMix64(42);
        rows = new double[ROWS][columns];
        products = new double[columns * columns];
        for (double[] row : rows) {
            for (int c = 0; c < columns; c++) {
                row[c] = random.nextGaussian() * Math.pow(0.5, 8.0 * c / columns);
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
            for (int i = 0; i < columns; i++) {
                for (int j = 0; j < columns; j++) {
                    products[i * columns + j] += row[i] * row[j];
                }
            }
        }
        return products;
    }
}
