package io.rivulet.benchmarks.entropy;

import io.rivulet.algorithms.entropy.EntropySketch;
import io.rivulet.algorithms.entropy.MinEntropy;
import io.rivulet.algorithms.entropy.MutualInformation;
import io.rivulet.algorithms.entropy.RenyiEntropy;
import io.rivulet.algorithms.entropy.ShannonEntropy;
import io.rivulet.algorithms.entropy.SlidingDivergence;
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
 * What does each measure of the last 65,536 items cost, an item coming, one leaving, and an answer after every one? Beside Shannon's entropy, and counts in a
 * {@link HashMap} that are summed up at each answer, which is why it answers after every thousandth only, as do the sketches, whose answer walks their sums.
 * {@code java -jar benchmarks/target/benchmarks.jar entropy.SlidingEntropy -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SlidingEntropyBenchmark {

    private static final int ITEMS = 1 << 17;
    private static final int WINDOW = 1 << 16;
    private static final int BETWEEN_ANSWERS = 1_000;

    private final long[] items = Inputs.zipf(ITEMS, 1 << 14, 1.0, 42);
    private final long[] others = Inputs.zipf(ITEMS, 1 << 6, 1.0, 43);
    private final ShannonEntropy shannon = ShannonEntropy.create();
    private final RenyiEntropy collision = RenyiEntropy.ofOrder(2);
    private final RenyiEntropy ofHalf = RenyiEntropy.ofOrder(0.5);
    private final MinEntropy guess = MinEntropy.create();
    private final EntropySketch sketch = EntropySketch.create(1_024, 1);
    private final EntropySketch smallSketch = EntropySketch.create(256, 1);
    private final MutualInformation told = MutualInformation.create();
    private final SlidingDivergence drift = SlidingDivergence.of(WINDOW / 2, WINDOW / 2);
    private final Map<Long, Long> counts = new HashMap<>();

    /** Fills the windows with the items that leave first: the last of the array, which is read in a circle. */
    @Setup
    public void fill() {
        for (int i = ITEMS - WINDOW; i < ITEMS; i++) {
            shannon.update(items[i]);
            collision.update(items[i]);
            ofHalf.update(items[i]);
            guess.update(items[i]);
            sketch.update(items[i]);
            smallSketch.update(items[i]);
            told.update(items[i], others[i]);
            drift.update(items[i]);
            counts.merge(items[i], 1L, Long::sum);
        }
    }

    private long leaving(int i) {
        return items[(i - WINDOW) & (ITEMS - 1)];
    }

    /** Shannon's entropy. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public double shannon() {
        double sum = 0;
        for (int i = 0; i < ITEMS; i++) {
            shannon.update(items[i]);
            shannon.retract(leaving(i));
            sum += shannon.estimate();
        }
        return sum;
    }

    /** Rényi's entropy of order 2. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public double collision() {
        return slide(collision);
    }

    /** Rényi's entropy of order a half. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public double orderOneHalf() {
        return slide(ofHalf);
    }

    private double slide(RenyiEntropy entropy) {
        double sum = 0;
        for (int i = 0; i < ITEMS; i++) {
            entropy.update(items[i]);
            entropy.retract(leaving(i));
            sum += entropy.estimate();
        }
        return sum;
    }

    /** Min-entropy. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public double minEntropy() {
        double sum = 0;
        for (int i = 0; i < ITEMS; i++) {
            guess.update(items[i]);
            guess.retract(leaving(i));
            sum += guess.estimate();
        }
        return sum;
    }

    /** Mutual information with a column of 64 values. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public double mutualInformation() {
        double sum = 0;
        for (int i = 0; i < ITEMS; i++) {
            told.update(items[i], others[i]);
            told.retract(leaving(i), others[(i - WINDOW) & (ITEMS - 1)]);
            sum += told.estimate();
        }
        return sum;
    }

    /** Half of the window against the other half. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public double slidingDivergence() {
        double sum = 0;
        for (int i = 0; i < ITEMS; i++) {
            drift.update(items[i]);
            sum += drift.weightedJensenShannon();
        }
        return sum;
    }

    /** The sketch of 1,024 projections. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public double sketch() {
        return slide(sketch);
    }

    /** The sketch of 256 projections. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public double smallSketch() {
        return slide(smallSketch);
    }

    private double slide(EntropySketch entropy) {
        double sum = 0;
        for (int i = 0; i < ITEMS; i++) {
            entropy.update(items[i]);
            entropy.retract(leaving(i));
            if (i % BETWEEN_ANSWERS == 0) {
                sum += entropy.estimate();
            }
        }
        return sum;
    }

    /** The sketch's answer alone. */
    @Benchmark
    public double sketchEstimate() {
        return sketch.estimate();
    }

    /** Counts in a map, for the entropy of order 2. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public double mapCollision() {
        double sum = 0;
        for (int i = 0; i < ITEMS; i++) {
            counts.merge(items[i], 1L, Long::sum);
            counts.computeIfPresent(leaving(i), (item, count) -> count == 1 ? null : count - 1);
            if (i % BETWEEN_ANSWERS == 0) {
                double squares = 0;
                for (long count : counts.values()) {
                    double share = (double) count / WINDOW;
                    squares += share * share;
                }
                sum -= Math.log(squares);
            }
        }
        return sum;
    }
}
