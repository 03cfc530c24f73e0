package io.rivulet.algorithms.membership;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.Laws;
import io.rivulet.algorithms.SplitMix64;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Filters from which items leave again. example_: the Javadoc examples. laws_: of the counting filter itself. oracle_: against sets of what is in, and rates
 * counted against those stated. golden_: released forms.
 */
class RetractableFiltersTest {

    @Test
    void example_asInTheJavadoc() {
        var open = CountingBloomFilter.of(100_000, 0.01);
        open.update("session-1");
        open.update("session-1");
        open.retract("session-1");
        assertTrue(open.mightContain("session-1"));
        var leases = CuckooFilter.of(100_000, 0.001);
        leases.update("lease-1");
        assertTrue(leases.mightContain("lease-1"));
        leases.retract("lease-1");
        assertFalse(leases.mightContain("lease-1"));
    }

    /** A few items come hundreds of times, so that counters exceed their four bits. */
    @TestFactory
    Stream<DynamicTest> laws_ofTheCountingFilterItself() {
        var filling = CountingBloomFilter.<String>aggregation(500, 0.01, 7, item -> item);
        return Laws.of(filling.map(f -> f.count() + f.falsePositiveRate()))
                .input((random, i) -> "item-" + (int) (600 * Math.pow(random.nextDouble(), 4)))
                .list()
                .stream()
                .map(law -> DynamicTest.dynamicTest(law.name(), law.check()::run));
    }

    /** A window of 300 of a skewed stream: what is left has the bytes of a fresh filter. */
    @Test
    void oracle_whatIsLeftOfACountingFilterIsAFreshOne() {
        SplitMix64 random = new SplitMix64(1);
        int[] items = new int[5_000];
        Arrays.setAll(items, i -> (int) (400 * Math.pow(random.nextDouble(), 6)));
        CountingBloomFilter sliding = CountingBloomFilter.of(200, 0.01);
        for (int i = 0; i < items.length; i++) {
            sliding.update(items[i]);
            if (i >= 300) {
                sliding.retract(items[i - 300]);
            }
        }
        CountingBloomFilter fresh = CountingBloomFilter.of(200, 0.01);
        for (int i = items.length - 300; i < items.length; i++) {
            fresh.update(items[i]);
        }
        assertArrayEquals(CountingBloomFilter.CODEC.toBytes(fresh), CountingBloomFilter.CODEC.toBytes(sliding));
    }

    @Test
    void oracle_panesOfACountingFilterAddUpAndSubtract() {
        for (int parts : new int[] {2, 3, 7}) {
            CountingBloomFilter whole = CountingBloomFilter.of(300, 0.05);
            CountingBloomFilter[] panes = new CountingBloomFilter[parts];
            Arrays.setAll(panes, i -> CountingBloomFilter.of(300, 0.05));
            for (int i = 0; i < 3_000; i++) {
                whole.update(i % 37);
                panes[i % parts].update(i % 37);
            }
            CountingBloomFilter sum = CountingBloomFilter.of(300, 0.05);
            Arrays.stream(panes).forEach(sum::merge);
            assertArrayEquals(CountingBloomFilter.CODEC.toBytes(whole), CountingBloomFilter.CODEC.toBytes(sum));
            for (int i = 0; i < parts - 1; i++) {
                sum.subtract(panes[i]);
            }
            assertArrayEquals(
                    CountingBloomFilter.CODEC.toBytes(panes[parts - 1]), CountingBloomFilter.CODEC.toBytes(sum));
            byte[] before = CountingBloomFilter.CODEC.toBytes(sum);
            assertThrows(IllegalArgumentException.class, () -> sum.subtract(whole));
            assertArrayEquals(before, CountingBloomFilter.CODEC.toBytes(sum));
        }
    }

    /** As for BloomFilter: a false alarm once in 16,000 for each rate and filter, were the seeds not fixed. */
    @Test
    void oracle_fullFiltersHaveTheRateTheyState() {
        for (double rate : new double[] {0.05, 0.005}) {
            int seeds = 15;
            int capacity = 4_000;
            int questions = 60_000;
            long counting = 0;
            long cuckoo = 0;
            double cuckooStated = 0;
            for (int seed = 0; seed < seeds; seed++) {
                CountingBloomFilter one = CountingBloomFilter.create(capacity, rate, seed);
                CuckooFilter other = CuckooFilter.create(capacity, rate, seed);
                for (int i = 0; i < capacity; i++) {
                    one.update(i);
                    other.update(i);
                }
                for (int i = 0; i < questions; i++) {
                    counting += one.mightContain(capacity + i) ? 1 : 0;
                    cuckoo += other.mightContain(capacity + i) ? 1 : 0;
                }
                assertEquals(rate, one.falsePositiveRate(), 0.15 * rate);
                assertTrue(other.falsePositiveRate() <= rate);
                cuckooStated += other.falsePositiveRate() / seeds;
            }
            double expected = rate * seeds * questions;
            assertEquals(expected, counting, 4 * Math.sqrt(expected) + 0.04 * expected, "rate " + rate);
            double stated = cuckooStated * seeds * questions;
            assertEquals(stated, cuckoo, 4 * Math.sqrt(stated) + 0.02 * stated, "rate " + rate);
        }
    }

    /** A filter that holds its capacity in every one of forty seeds, small ones too. */
    @Test
    void oracle_aCuckooFilterHasRoomForItsCapacity() {
        for (int capacity : new int[] {1, 5, 50, 1_000, 20_000}) {
            for (int seed = 0; seed < 40; seed++) {
                CuckooFilter filter = CuckooFilter.create(capacity, 0.01, seed);
                for (int i = 0; i < capacity; i++) {
                    assertFalse(filter.isFull(), i + " of " + capacity);
                    filter.update(i);
                }
                for (int i = 0; i < capacity; i++) {
                    assertTrue(filter.mightContain(i));
                }
            }
        }
    }

    @Test
    void oracle_itemsComeAndLeaveACuckooFilterAlsoWhenItIsFull() {
        for (double rate : new double[] {0.5, 0.05, 0.01, 0.001, 0.00012}) {
            CuckooFilter filter = CuckooFilter.create(500, rate, 3);
            Set<Long> in = new HashSet<>();
            SplitMix64 random = new SplitMix64(5);
            long next = 0;
            for (int i = 0; i < 30_000; i++) {
                if (!filter.isFull() && random.nextInt(2) == 0) {
                    filter.update(next);
                    in.add(next++);
                } else if (!in.isEmpty() && random.nextInt(3) > 0) {
                    long item = in.iterator().next();
                    in.remove(item);
                    filter.retract(item);
                }
                if (filter.isFull()) {
                    byte[] before = CuckooFilter.CODEC.toBytes(filter);
                    assertThrows(IllegalStateException.class, () -> filter.update(-1));
                    assertArrayEquals(before, CuckooFilter.CODEC.toBytes(filter));
                }
                if (i % 500 == 0) {
                    in.forEach(item -> assertTrue(filter.mightContain(item)));
                }
            }
            in.forEach(filter::retract);
            assertEquals(0, filter.count());
            assertEquals(0, filter.falsePositiveRate());
        }
    }

    /** Nine equal tags do not fit into two buckets of four: one waits, and the next is refused. */
    @Test
    void oracle_oneItemFillsItsTwoBuckets() {
        CuckooFilter filter = CuckooFilter.of(1_000, 0.01);
        for (int i = 0; i < 9; i++) {
            filter.update(7);
        }
        assertTrue(filter.isFull());
        for (int i = 0; i < 9; i++) {
            assertTrue(filter.mightContain(7));
            filter.retract(7);
        }
        assertFalse(filter.mightContain(7));
        assertThrows(IllegalArgumentException.class, () -> filter.retract(7));
    }

    @Test
    void oracle_refuseWhatTheyMustAndAllocateNothing() {
        CountingBloomFilter counting = CountingBloomFilter.of(1_000, 0.01);
        counting.update(1);
        byte[] before = CountingBloomFilter.CODEC.toBytes(counting);
        assertThrows(IllegalArgumentException.class, () -> counting.retract(2));
        assertThrows(IllegalArgumentException.class, () -> counting.merge(CountingBloomFilter.of(1_000, 0.02)));
        assertArrayEquals(before, CountingBloomFilter.CODEC.toBytes(counting));
        assertThrows(IllegalArgumentException.class, () -> CuckooFilter.of(1_000, 1e-5));
        assertThrows(IllegalArgumentException.class, () -> CuckooFilter.of(0, 0.01));
        assertEquals(0, Allocations.of(i -> counting.update(i)));
        CuckooFilter cuckoo = CuckooFilter.of(200_000, 0.01);
        assertEquals(0, Allocations.of(i -> cuckoo.update(i)));
    }

    @Test
    void golden_version1StillDecodes() {
        CountingBloomFilter counting = CountingBloomFilter.create(40, 0.01, 9);
        CuckooFilter cuckoo = CuckooFilter.create(100, 0.01, 9);
        for (int i = 0; i < 100; i++) {
            counting.update(i % 5);
            cuckoo.update(i);
        }
        assertEquals(
                100,
                Golden.decode("counting-bloom-1.bin", CountingBloomFilter.CODEC, counting)
                        .count());
        assertEquals(
                100, Golden.decode("cuckoo-1.bin", CuckooFilter.CODEC, cuckoo).count());
    }
}
