package io.rivulet.benchmarks.itemset;

import io.rivulet.algorithms.itemset.DecayedItemsets;
import io.rivulet.algorithms.itemset.DecayedParams;
import io.rivulet.algorithms.itemset.IncrementalApriori;
import io.rivulet.algorithms.itemset.ItemsetParams;
import io.rivulet.algorithms.itemset.LossyCounting;
import io.rivulet.algorithms.itemset.LossyParams;
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
 * What does a basket cost where counts need not be exact, beside the exact window of 2,000? Baskets of about ten items.
 * {@code java -jar benchmarks/target/benchmarks.jar itemset.LossyCounting -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LossyCountingBenchmark {

    private static final int BASKETS = 1 << 14;
    private static final int WINDOW = 2_000;

    /** In how many baskets of a hundred a frequent itemset is. */
    @Param({"5", "2"})
    int percent;

    private final List<List<String>> baskets = MadeBaskets.of(BASKETS, 300, 100, 4, 10, 42);
    private LossyCounting lossy;
    private DecayedItemsets decayed;
    private IncrementalApriori exact;
    private int next;

    /** Fills the window and lets what is followed settle. */
    @Setup
    public void fill() {
        lossy = LossyCounting.create(LossyParams.ofMinSupport(percent / 100.0));
        decayed = DecayedItemsets.create(DecayedParams.of(percent / 100.0, WINDOW / 3.0));
        exact = IncrementalApriori.lastBaskets(WINDOW, ItemsetParams.ofMinCount(WINDOW * percent / 100));
        for (next = 0; next < 2 * WINDOW; next++) {
            lossy.update(baskets.get(next));
            decayed.update(baskets.get(next));
            exact.update(baskets.get(next));
        }
    }

    /** All baskets, counts within a tenth of what is frequent. */
    @Benchmark
    public LossyCounting lossyCounting() {
        lossy.update(basket());
        return lossy;
    }

    /** Lately. */
    @Benchmark
    public DecayedItemsets decayedItemsets() {
        decayed.update(basket());
        return decayed;
    }

    /** The last 2,000, exact. */
    @Benchmark
    public IncrementalApriori incrementalApriori() {
        exact.update(basket());
        return exact;
    }

    private List<String> basket() {
        return baskets.get(next++ & (BASKETS - 1));
    }
}
