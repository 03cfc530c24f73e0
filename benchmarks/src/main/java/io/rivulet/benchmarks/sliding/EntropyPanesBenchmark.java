package io.rivulet.benchmarks.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.entropy.ShannonEntropy;
import io.rivulet.algorithms.sliding.PaneWindow;
import io.rivulet.algorithms.sliding.Sliding;
import io.rivulet.algorithms.sliding.SlidingMethod;
import io.rivulet.benchmarks.Inputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does one slide of a window of 60 panes of 1,000 items cost, by each method that an entropy allows? RECOMPUTE merges all panes each time and is the baseline.
 * {@code java -jar benchmarks/target/benchmarks.jar sliding.EntropyPanes -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EntropyPanesBenchmark {

    private static final int PANES_IN_WINDOW = 60;
    private static final int PANES = 256;
    private static final int ITEMS_IN_PANE = 1_000;

    @Param({"SUBTRACT", "DABA_LITE", "TWO_STACKS", "RECOMPUTE"})
    SlidingMethod method;

    private final Aggregation<Long, ShannonEntropy, Double> aggregation =
            ShannonEntropy.aggregationOfLongs(Long::longValue);
    private final List<ShannonEntropy> panes = new ArrayList<>();
    private PaneWindow<ShannonEntropy, Double> window;
    private long next;

    /** Updates the states of the panes, and fills the window. */
    @Setup
    public void fill() {
        long[] items = Inputs.zipf(PANES * ITEMS_IN_PANE, 1 << 14, 1.0, 42);
        for (int pane = 0; pane < PANES; pane++) {
            ShannonEntropy state = aggregation.create();
            for (int i = 0; i < ITEMS_IN_PANE; i++) {
                state.update(items[pane * ITEMS_IN_PANE + i]);
            }
            panes.add(state);
        }
        window = Sliding.panes(Duration.ofMillis(PANES_IN_WINDOW), aggregation)
                .by(method)
                .create();
        next = 0;
        for (int i = 0; i < PANES; i++) {
            pane();
        }
    }

    /** A pane comes, one leaves, and the window answers. The window owns what comes, hence a copy, whose cost is below. */
    @Benchmark
    public double pane() {
        long end = ++next;
        window.append(end, panes.get((int) end & (PANES - 1)).copy());
        window.evictTo(end - PANES_IN_WINDOW);
        return window.answer(end - 1);
    }

    /** The copy that is part of the above. */
    @Benchmark
    public ShannonEntropy copy() {
        return panes.get((int) ++next & (PANES - 1)).copy();
    }
}
