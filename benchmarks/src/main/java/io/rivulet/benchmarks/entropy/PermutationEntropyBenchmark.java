package io.rivulet.benchmarks.entropy;

import io.rivulet.algorithms.entropy.PermutationEntropy;
import io.rivulet.algorithms.entropy.WeightedPermutationEntropy;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does the permutation entropy of the last 1,000 values cost, with an answer after every value? Beside the usual function of a whole series, called for the
 * window after every value, in plain Java.
 * {@code java -jar benchmarks/target/benchmarks.jar entropy.PermutationEntropy -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PermutationEntropyBenchmark {

    private static final int VALUES = 1 << 14;
    private static final int WINDOW = 1_000;
    private static final int MOST_PATTERNS = 120;

    /** Values a pattern. */
    @Param({"3", "5"})
    private int order;

    private final double[] values = Inputs.normal(VALUES, 42);

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double sliding() {
        var entropy = PermutationEntropy.of(order, 1, WINDOW);
        double sum = 0;
        for (double value : values) {
            entropy.update(value);
            sum += entropy.estimate();
        }
        return sum;
    }

    /** Ours, weighted, whose answer walks the patterns. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double weighted() {
        var entropy = WeightedPermutationEntropy.of(order, 1, WINDOW);
        double sum = 0;
        for (double value : values) {
            entropy.update(value);
            sum += entropy.estimate();
        }
        return sum;
    }

    /** The whole window for every value, of a sixteenth of them. */
    @Benchmark
    @OperationsPerInvocation(VALUES / 16)
    public double anew() {
        int[] counts = new int[MOST_PATTERNS];
        double sum = 0;
        for (int last = WINDOW; last < WINDOW + VALUES / 16; last++) {
            Arrays.fill(counts, 0);
            for (int i = last - WINDOW; i + order <= last; i++) {
                int code = 0;
                for (int j = 1; j < order; j++) {
                    int larger = 0;
                    for (int k = 0; k < j; k++) {
                        larger += values[i + k] > values[i + j] ? 1 : 0;
                    }
                    code = code * (j + 1) + larger;
                }
                counts[code]++;
            }
            for (int count : counts) {
                if (count > 0) {
                    double share = count / (double) (WINDOW - order + 1);
                    sum -= share * Math.log(share);
                }
            }
        }
        return sum;
    }
}
