package io.rivulet.benchmarks.itemset;

import io.rivulet.algorithms.itemset.Apriori;
import io.rivulet.algorithms.itemset.FrequentItemsets;
import io.rivulet.algorithms.itemset.IncrementalApriori;
import io.rivulet.algorithms.itemset.ItemsetChange;
import io.rivulet.algorithms.itemset.ItemsetParams;
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
 * What does an exact answer after each basket cost, for the last 2,000 baskets of about ten items, beside mining the window from nothing?
 * {@code java -jar benchmarks/target/benchmarks.jar itemset.IncrementalApriori -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class IncrementalAprioriBenchmark {

    private static final int BASKETS = 1 << 14;
    private static final int WINDOW = 2_000;

    /** In how many baskets of a hundred a frequent itemset is. */
    @Param({"5", "2", "1"})
    int percent;

    private final List<List<String>> baskets = MadeBaskets.of(BASKETS, 300, 100, 4, 10, 42);
    private IncrementalApriori miner;
    private int next;

    /** Fills the window and lets the border settle. */
    @Setup
    public void fill() {
        miner = IncrementalApriori.lastBaskets(WINDOW, params());
        for (next = 0; next < 2 * WINDOW; next++) {
            miner.update(baskets.get(next));
        }
    }

    /** Ours: a basket comes, one leaves; the itemsets are kept. */
    @Benchmark
    public IncrementalApriori update() {
        miner.update(basket(next++));
        return miner;
    }

    /** Ours: the same and what it changed. */
    @Benchmark
    public List<ItemsetChange> updateAndChanges() {
        miner.update(basket(next++));
        return miner.changes();
    }

    /** Ours: the same and all frequent itemsets as objects. */
    @Benchmark
    public FrequentItemsets updateAndFrequent() {
        miner.update(basket(next++));
        return miner.frequent();
    }

    /** The window mined from nothing; the same answer as the one before. */
    @Benchmark
    public FrequentItemsets mineAnew() {
        Apriori apriori = Apriori.create(params());
        for (int i = next - WINDOW; i < next; i++) {
            apriori.update(basket(i));
        }
        next++;
        return apriori.frequent();
    }

    private List<String> basket(int i) {
        return baskets.get(i & (BASKETS - 1));
    }

    private ItemsetParams params() {
        return ItemsetParams.ofMinCount(WINDOW * percent / 100);
    }
}
