package io.rivulet.benchmarks.graph;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.graph.ConnectedComponents;
import io.rivulet.algorithms.graph.DynamicTriest;
import io.rivulet.algorithms.graph.Triest;
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
 * What does a link cost of a graph of 100,000 nodes in groups of a hundred, a million links: the parts it connects, and the triangles, with 20,000 links sampled?
 * {@code java -jar benchmarks/target/benchmarks.jar LinkBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class LinkBenchmark {

    private static final int LINKS = 1_000_000;
    private static final int NODES = 100_000;
    private static final int SAMPLE = 20_000;

    private final int[] from = new int[LINKS];
    private final int[] to = new int[LINKS];

    /** Nine links in ten within a group. */
    public LinkBenchmark() {
        SplitMix64 random = new SplitMix64(42);
        for (int i = 0; i < LINKS; i++) {
            from[i] = random.nextInt(NODES);
            do {
                to[i] = random.nextInt(10) == 0 ? random.nextInt(NODES) : from[i] / 100 * 100 + random.nextInt(100);
            } while (to[i] == from[i]);
        }
    }

    /** Ours, from empty. */
    @Benchmark
    @OperationsPerInvocation(LINKS)
    public ConnectedComponents connectedComponents() {
        ConnectedComponents made = ConnectedComponents.create();
        for (int i = 0; i < LINKS; i++) {
            made.update(from[i], to[i]);
        }
        return made;
    }

    /** By hand: the same over an array, where nodes are known to be 0 to 99,999. */
    @Benchmark
    @OperationsPerInvocation(LINKS)
    public int[] arrayByHand() {
        int[] parents = new int[NODES];
        for (int i = 0; i < NODES; i++) {
            parents[i] = i;
        }
        for (int i = 0; i < LINKS; i++) {
            int one = root(parents, from[i]);
            int other = root(parents, to[i]);
            parents[one] = other;
        }
        return parents;
    }

    private static int root(int[] parents, int node) {
        int at = node;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    /** Ours, from empty. */
    @Benchmark
    @OperationsPerInvocation(LINKS)
    public Triest triest() {
        Triest made = Triest.create(SAMPLE, 42);
        for (int i = 0; i < LINKS; i++) {
            made.update(from[i], to[i]);
        }
        return made;
    }

    /** Ours, from empty. */
    @Benchmark
    @OperationsPerInvocation(LINKS)
    public DynamicTriest dynamicTriest() {
        DynamicTriest made = DynamicTriest.create(SAMPLE, 42);
        for (int i = 0; i < LINKS; i++) {
            made.update(from[i], to[i]);
        }
        return made;
    }
}
