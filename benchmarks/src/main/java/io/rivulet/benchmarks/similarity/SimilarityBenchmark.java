package io.rivulet.benchmarks.similarity;

import com.dynatrace.hash4j.similarity.ElementHashProvider;
import com.dynatrace.hash4j.similarity.SimilarityHasher;
import com.dynatrace.hash4j.similarity.SimilarityHashing;
import io.rivulet.algorithms.similarity.LshIndex;
import io.rivulet.algorithms.similarity.MinHash;
import io.rivulet.algorithms.similarity.SimHash;
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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a signature of a set of 64 items cost an item, beside hash4j's, and what does an index of ten thousand sets cost a question? 128 components, or 128
 * bits.
 * {@code java -jar benchmarks/target/benchmarks.jar SimilarityBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class SimilarityBenchmark {

    private static final int ITEMS = 64;
    private static final int COMPONENTS = 128;
    private static final int SETS = 10_000;

    private final long[] items = Inputs.distinct(ITEMS, 42);
    private final MinHash minHash = MinHash.create(COMPONENTS, 0);
    private final SimHash simHash = SimHash.create(COMPONENTS, 0);
    private final SimilarityHasher theirMinHash =
            SimilarityHashing.minHash(COMPONENTS, 32).createHasher();
    private final SimilarityHasher superMinHash =
            SimilarityHashing.superMinHash(COMPONENTS, 32).createHasher();
    private final SimilarityHasher theirSimHash =
            SimilarityHashing.simHash(COMPONENTS).createHasher();
    private final SimilarityHasher fastSimHash =
            SimilarityHashing.fastSimHash(COMPONENTS).createHasher();
    private final LshIndex index = LshIndex.of(SETS, COMPONENTS, 0, 0.7);
    private final MinHash[] sets = new MinHash[SETS];
    private int next;

    /** Sets of 64 numbers each, every second one much like the one before. */
    public SimilarityBenchmark() {
        long[] numbers = Inputs.distinct(SETS * ITEMS, 43);
        for (int s = 0; s < SETS; s++) {
            sets[s] = index.set();
            for (int i = 0; i < ITEMS; i++) {
                boolean copied = s % 2 == 1 && i > 5;
                sets[s].update(numbers[(copied ? s - 1 : s) * ITEMS + i]);
            }
            index.update(s, sets[s]);
        }
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public MinHash minHash() {
        minHash.reset();
        for (long item : items) {
            minHash.updateHash(item);
        }
        return minHash;
    }

    /** Theirs, of the same 32 bits a component. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public byte[] hash4jMinHash() {
        return theirMinHash.compute(ElementHashProvider.ofValues(items));
    }

    /** Theirs that needs all items at once. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public byte[] hash4jSuperMinHash() {
        return superMinHash.compute(ElementHashProvider.ofValues(items));
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long[] simHash() {
        simHash.reset();
        for (long item : items) {
            simHash.updateHash(item, 1);
        }
        return simHash.fingerprint();
    }

    /** Theirs. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public byte[] hash4jSimHash() {
        return theirSimHash.compute(ElementHashProvider.ofValues(items));
    }

    /** Theirs that counts many bits in one word. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public byte[] hash4jFastSimHash() {
        return fastSimHash.compute(ElementHashProvider.ofValues(items));
    }

    /** Ours: the most alike of ten thousand sets, by the index. */
    @Benchmark
    public Object nearestOfIndex() {
        next = (next + 1) % SETS;
        return index.nearest(sets[next]);
    }

    /** The same by comparing with each. */
    @Benchmark
    public double nearestOfAll() {
        next = (next + 1) % SETS;
        double most = 0;
        for (MinHash set : sets) {
            most = Math.max(most, set == sets[next] ? 0 : set.similarity(sets[next]));
        }
        return most;
    }

    /** Ours: puts one in, where the oldest makes room. */
    @Benchmark
    public LshIndex indexUpdate() {
        next++;
        index.update((long) SETS + next, sets[next % SETS]);
        return index;
    }
}
