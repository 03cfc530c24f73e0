package io.rivulet.benchmarks.frequency;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.frequency.DecayedCounts;
import io.rivulet.algorithms.frequency.HeavyKeeper;
import io.rivulet.algorithms.frequency.HierarchicalHeavyHitters;
import io.rivulet.algorithms.frequency.Hierarchy;
import io.rivulet.algorithms.frequency.Superspreaders;
import io.rivulet.algorithms.frequency.TrendingItems;
import io.rivulet.algorithms.frequency.WindowHeavyHitters;
import io.rivulet.benchmarks.Inputs;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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
 * What do frequent items of a window, lately, on the rise, by prefix or by contacts cost a record? No library for the JVM has them; a window of exact counts
 * by hand stands beside. A million Zipf items of exponent 1.1, a record a millisecond.
 * {@code java -jar benchmarks/target/benchmarks.jar frequency.RecentItems -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(2)
public class RecentItemsBenchmark {

    private static final int ITEMS = 1 << 20;
    private static final int WINDOW = 1 << 16;
    private static final int COUNTERS = 1_024;

    private long[] items;
    private Long[] boxed;
    private String[] texts;
    private final WindowHeavyHitters<Long> window = WindowHeavyHitters.of(WINDOW, COUNTERS, Codecs.LONG);
    private final DecayedCounts<Long> decayed = DecayedCounts.of(COUNTERS, Duration.ofMillis(WINDOW / 3), Codecs.LONG);
    private final TrendingItems<Long> trending =
            TrendingItems.of(COUNTERS, Duration.ofMillis(1_000), Duration.ofMillis(24_000), Codecs.LONG);
    private final HeavyKeeper keeper = HeavyKeeper.create(COUNTERS, 2, 100, 42);
    private final HierarchicalHeavyHitters.OfLongs prefixes =
            HierarchicalHeavyHitters.ofLongs(COUNTERS, Hierarchy.bits(32, 8));
    private final Superspreaders spreaders = Superspreaders.create();
    private final Deque<Long> last = new ArrayDeque<>();
    private final Map<Long, Long> counts = new HashMap<>();

    /** Draws the items. */
    @Setup
    public void draw() {
        items = Inputs.zipf(ITEMS, 1 << 20, 1.1, 42);
        boxed = Inputs.boxed(items);
        texts = Inputs.texts(items);
    }

    /** The last 65,536, by 1,024 blocks. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public WindowHeavyHitters<Long> windowHeavyHitters() {
        for (Long item : boxed) {
            window.update(item);
        }
        return window;
    }

    /** The last 65,536, exactly, by hand. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public Map<Long, Long> windowByHand() {
        for (Long item : boxed) {
            last.add(item);
            counts.merge(item, 1L, Long::sum);
            if (last.size() > WINDOW) {
                counts.computeIfPresent(last.remove(), (gone, count) -> count > 1 ? count - 1 : null);
            }
        }
        return counts;
    }

    /** Fading, a third of the window a half-life. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public DecayedCounts<Long> decayedCounts() {
        decayed.reset();
        for (int i = 0; i < ITEMS; i++) {
            decayed.update(boxed[i], i);
        }
        return decayed;
    }

    /** Against their own past. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public TrendingItems<Long> trendingItems() {
        trending.reset();
        for (int i = 0; i < ITEMS; i++) {
            trending.update(boxed[i], i);
        }
        return trending;
    }

    /** Texts. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public HeavyKeeper heavyKeeper() {
        keeper.reset();
        for (String text : texts) {
            keeper.update(text);
        }
        return keeper;
    }

    /** Four levels of IPv4 prefixes. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public HierarchicalHeavyHitters.OfLongs hierarchicalHeavyHitters() {
        prefixes.reset();
        for (long item : items) {
            prefixes.update(item >>> 32);
        }
        return prefixes;
    }

    /** Each text contacts the next one. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public Superspreaders superspreaders() {
        for (int i = 1; i < ITEMS; i++) {
            spreaders.update(texts[i - 1], texts[i]);
        }
        return spreaders;
    }
}
