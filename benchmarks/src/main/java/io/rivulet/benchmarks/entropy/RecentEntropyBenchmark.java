package io.rivulet.benchmarks.entropy;

import io.rivulet.algorithms.entropy.DecayedEntropy;
import io.rivulet.algorithms.entropy.ShannonEntropy;
import io.rivulet.benchmarks.Inputs;
import java.time.Duration;
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
 * What does an entropy cost that forgets: over exactly the last 65,536 items by retraction, or by fading? Beside counts in a {@link HashMap} that go up and
 * down. Every thousandth item is followed by an answer.
 * {@code java -jar benchmarks/target/benchmarks.jar entropy.RecentEntropy -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RecentEntropyBenchmark {

    private static final int ITEMS = 1 << 18;
    private static final int WINDOW = 1 << 16;
    private static final int BETWEEN_ANSWERS = 1_000;

    private final long[] items = Inputs.zipf(ITEMS, 1 << 14, 1.0, 42);
    private final ShannonEntropy entropy = ShannonEntropy.create();
    private final DecayedEntropy decayed = DecayedEntropy.of(Duration.ofMillis(WINDOW / 2));
    private final Map<Long, Long> counts = new HashMap<>();
    private long time;

    /** Fills the windows with the items that leave first: the last of the array, which is read in a circle. */
    @Setup
    public void fill() {
        for (int i = ITEMS - WINDOW; i < ITEMS; i++) {
            entropy.update(items[i]);
            counts.merge(items[i], 1L, Long::sum);
        }
    }

    /** Ours: one item comes, one leaves. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public double updateAndRetract() {
        double sum = 0;
        for (int i = 0; i < ITEMS; i++) {
            entropy.update(items[i]);
            entropy.retract(items[(i - WINDOW) & (ITEMS - 1)]);
            if (i % BETWEEN_ANSWERS == 0) {
                sum += entropy.estimate();
            }
        }
        return sum;
    }

    /** Ours, fading: one item a millisecond, half-life half the window. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public double decayedUpdate() {
        double sum = 0;
        for (int i = 0; i < ITEMS; i++) {
            decayed.update(items[i], time++);
            if (i % BETWEEN_ANSWERS == 0) {
                sum += decayed.estimate();
            }
        }
        return sum;
    }

    /** Counts in a map: one item comes, one leaves; summed up at each answer. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public double mapUpdateAndRetract() {
        double sum = 0;
        for (int i = 0; i < ITEMS; i++) {
            counts.merge(items[i], 1L, Long::sum);
            counts.computeIfPresent(items[(i - WINDOW) & (ITEMS - 1)], (item, count) -> count == 1 ? null : count - 1);
            if (i % BETWEEN_ANSWERS == 0) {
                for (long count : counts.values()) {
                    double share = (double) count / WINDOW;
                    sum -= share * Math.log(share);
                }
            }
        }
        return sum;
    }
}
