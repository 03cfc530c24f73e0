package io.rivulet.benchmarks.entropy;

import io.rivulet.algorithms.entropy.ShannonEntropy;
import io.rivulet.benchmarks.Inputs;
import java.util.HashMap;
import java.util.Map;
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
 * What does an exact entropy cost an item, and an answer after every thousandth, beside counts in a {@link HashMap} that are summed up at each answer?
 * Zipf items, 16,384 different ones, from empty tables that have grown.
 * {@code java -jar benchmarks/target/benchmarks.jar entropy.ShannonEntropy -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ShannonEntropyBenchmark {

    private static final int ITEMS = 1 << 18;
    private static final int BETWEEN_ANSWERS = 1_000;

    private final long[] items = Inputs.zipf(ITEMS, 1 << 14, 1.0, 42);
    private final String[] texts = Inputs.texts(items);
    private final ShannonEntropy entropy = ShannonEntropy.create();
    private final Map<Long, Long> counts = new HashMap<>();
    private final ShannonEntropy one = ShannonEntropy.create();
    private final ShannonEntropy other = ShannonEntropy.create();

    /** Fills the two that are merged with half of the items each. */
    @Setup
    public void fill() {
        for (int i = 0; i < ITEMS; i++) {
            (i % 2 == 0 ? one : other).update(items[i]);
        }
    }

    /** Ours, never asked. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public ShannonEntropy update() {
        entropy.reset();
        for (long item : items) {
            entropy.update(item);
        }
        return entropy;
    }

    /** Ours over texts. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public ShannonEntropy updateTexts() {
        entropy.reset();
        for (String text : texts) {
            entropy.update(text);
        }
        return entropy;
    }

    /** Ours, asked after every thousandth item. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public double updateAndAsk() {
        entropy.reset();
        double sum = 0;
        for (int i = 0; i < ITEMS; i++) {
            entropy.update(items[i]);
            if (i % BETWEEN_ANSWERS == 0) {
                sum += entropy.estimate();
            }
        }
        return sum;
    }

    /** Counts in a map, never asked. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public Map<Long, Long> mapUpdate() {
        counts.clear();
        for (long item : items) {
            counts.merge(item, 1L, Long::sum);
        }
        return counts;
    }

    /** Counts in a map, summed up after every thousandth item. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public double mapUpdateAndAsk() {
        counts.clear();
        double sum = 0;
        for (int i = 0; i < ITEMS; i++) {
            counts.merge(items[i], 1L, Long::sum);
            if (i % BETWEEN_ANSWERS == 0) {
                sum += entropy(counts, i + 1);
            }
        }
        return sum;
    }

    /** Ours: an answer. */
    @Benchmark
    public double estimate() {
        return one.estimate();
    }

    /** Ours: a copy of one with the other merged in. */
    @Benchmark
    public ShannonEntropy copyAndMerge() {
        ShannonEntropy both = one.copy();
        both.merge(other);
        return both;
    }

    private static double entropy(Map<Long, Long> counts, long total) {
        double nats = 0;
        for (long count : counts.values()) {
            double share = (double) count / total;
            nats -= share * Math.log(share);
        }
        return nats / Math.log(2);
    }
}
