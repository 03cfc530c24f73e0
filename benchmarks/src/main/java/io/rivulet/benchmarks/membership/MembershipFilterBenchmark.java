package io.rivulet.benchmarks.membership;

import com.google.common.hash.Funnels;
import io.rivulet.algorithms.membership.AgePartitionedBloomFilter;
import io.rivulet.algorithms.membership.BloomFilter;
import io.rivulet.algorithms.membership.CountingBloomFilter;
import io.rivulet.algorithms.membership.CuckooFilter;
import io.rivulet.algorithms.membership.RecentKeys;
import io.rivulet.algorithms.membership.StableBloomFilter;
import io.rivulet.benchmarks.Inputs;
import java.time.Duration;
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
 * What does it cost to take an item in, and to ask for one that is in and one that is not, beside Guava's Bloom filter? Filters for a million items and 1 % of
 * false positives, a million different numbers.
 * {@code java -jar benchmarks/target/benchmarks.jar MembershipFilter -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(2)
public class MembershipFilterBenchmark {

    private static final int ITEMS = 1 << 20;
    private static final double RATE = 0.01;

    private final long[] items = Inputs.distinct(ITEMS, 42);
    private final long[] others = Inputs.distinct(ITEMS, 43);
    private final BloomFilter bloom = BloomFilter.of(ITEMS, RATE);
    private final CuckooFilter cuckoo = CuckooFilter.of(ITEMS, RATE);
    private final com.google.common.hash.BloomFilter<Long> guava =
            com.google.common.hash.BloomFilter.create(Funnels.longFunnel(), ITEMS, RATE);

    /** Fills those that are asked. */
    @Setup
    public void fill() {
        for (long item : items) {
            bloom.update(item);
            cuckoo.update(item);
            guava.put(item);
        }
    }

    /** Ours, from empty. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public BloomFilter bloomUpdate() {
        BloomFilter made = BloomFilter.of(ITEMS, RATE);
        for (long item : items) {
            made.update(item);
        }
        return made;
    }

    /** Guava's, from empty. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public com.google.common.hash.BloomFilter<Long> guavaUpdate() {
        com.google.common.hash.BloomFilter<Long> made =
                com.google.common.hash.BloomFilter.create(Funnels.longFunnel(), ITEMS, RATE);
        for (long item : items) {
            made.put(item);
        }
        return made;
    }

    /** Ours: one that is in. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public int bloomIn() {
        int found = 0;
        for (long item : items) {
            found += bloom.mightContain(item) ? 1 : 0;
        }
        return found;
    }

    /** Guava's: one that is in. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public int guavaIn() {
        int found = 0;
        for (long item : items) {
            found += guava.mightContain(item) ? 1 : 0;
        }
        return found;
    }

    /** Ours: one that is not. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public int bloomNotIn() {
        int found = 0;
        for (long item : others) {
            found += bloom.mightContain(item) ? 1 : 0;
        }
        return found;
    }

    /** Guava's: one that is not. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public int guavaNotIn() {
        int found = 0;
        for (long item : others) {
            found += guava.mightContain(item) ? 1 : 0;
        }
        return found;
    }

    /** Ours, from empty. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public CuckooFilter cuckooUpdate() {
        CuckooFilter made = CuckooFilter.of(ITEMS, RATE);
        for (long item : items) {
            made.update(item);
        }
        return made;
    }

    /** Ours: one that is not in. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public int cuckooNotIn() {
        int found = 0;
        for (long item : others) {
            found += cuckoo.mightContain(item) ? 1 : 0;
        }
        return found;
    }

    /** Ours, from empty. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public CountingBloomFilter countingBloomUpdate() {
        CountingBloomFilter made = CountingBloomFilter.of(ITEMS, RATE);
        for (long item : items) {
            made.update(item);
        }
        return made;
    }

    /** Ours, for the last 65,536: asked and, if new, taken in. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public AgePartitionedBloomFilter agePartitionedSeen() {
        AgePartitionedBloomFilter made = AgePartitionedBloomFilter.ofLast(1 << 16, RATE, 0);
        for (long item : items) {
            made.seenHash(item, 0);
        }
        return made;
    }

    /** Ours, of 2<sup>20</sup> cells: asked and taken in. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public StableBloomFilter stableSeen() {
        StableBloomFilter made = StableBloomFilter.create(ITEMS, RATE, 0);
        for (long item : items) {
            made.seenHash(item);
        }
        return made;
    }

    /** Ours, of the last 65,536 milliseconds, exactly. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public RecentKeys recentKeysSeen() {
        RecentKeys made = RecentKeys.of(Duration.ofMillis(1 << 16), 1 << 17);
        for (int i = 0; i < ITEMS; i++) {
            made.seen(items[i], i);
        }
        return made;
    }
}
