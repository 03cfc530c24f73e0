package io.rivulet.algorithms.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Law;
import io.rivulet.algorithms.Laws;
import io.rivulet.algorithms.SplitMix64;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * example_: the Javadoc example. oracle_: the law of the sample in every window, over many seeds ({@link SampleLaw}); that answers are those of all items kept is
 * tested in {@link SkybandTest}. laws_: with a sample that is full, and numbers.
 */
class TimeWindowSampleTest {

    private static final Duration WINDOW = Duration.ofMillis(100);

    @Test
    void example_asInTheJavadoc() {
        var sample = TimeWindowSample.of(3, Duration.ofSeconds(10), 42, Codecs.INTEGER);
        for (int second = 0; second < 100; second++) {
            sample.update(second, second * 1000L);
        }
        assertEquals(List.of(90, 94, 96), sample.sample(99_000, 10_000));
        assertEquals(List.of(98, 99), sample.sample(99_000, 2_000));
        assertEquals(2.0, sample.estimatedCount(99_000, 2_000));
    }

    @TestFactory
    Stream<DynamicTest> laws_ofNumbersAndASmallSample() {
        return Laws.of(TimeWindowSample.aggregation(7, Duration.ofSeconds(50), 5, Codecs.LONG))
                .input((random, i) -> random.nextLong())
                .merged(Agreement.SHAPE)
                .list()
                .stream()
                .map((Law law) -> DynamicTest.dynamicTest(law.name(), law.check()::run));
    }

    /** Item i comes at time i + 100, so that the window of 8 that ends at 149 holds 42..49. */
    @Test
    void oracle_everySubsetOfTheWindowIsEquallyLikely() {
        SampleLaw.everySubset(8, 3, seed -> shifted(of(3, seed, 0, 50).sample(149, 8), 42));
        SampleLaw.everySubset(6, 1, seed -> shifted(of(1, seed, 0, 250).sample(349, 6), 244));
    }

    @Test
    void oracle_everyItemOfTheLongestWindowIsEquallyLikely() {
        SampleLaw.everyItem(100, 5, seed -> shifted(of(5, seed, 0, 250).sample(349, 100), 150));
    }

    @Test
    void oracle_timeGoesOnWithoutRecords() {
        SampleLaw.everySubset(6, 2, seed -> shifted(of(2, seed, 0, 50).sample(153, 10), 44));
        assertEquals(List.of(), of(3, 1, 0, 50).sample(300, 100));
        assertEquals(List.of(49), of(3, 1, 0, 50).sample(248, 100));
    }

    @Test
    void oracle_mergingStaysUniformAndGoesOnSo() {
        SampleLaw.everySubset(8, 3, seed -> {
            var sample = TimeWindowSample.of(3, WINDOW, seed, Codecs.INTEGER);
            var other = TimeWindowSample.of(3, WINDOW, seed, Codecs.INTEGER);
            for (int i = 0; i < 46; i++) {
                (i % 3 == 0 ? sample : other).update(i, i + 100L);
            }
            sample.merge(other);
            for (int i = 46; i < 50; i++) {
                sample.update(i, i + 100L);
            }
            return shifted(sample.sample(149, 8), 42);
        });
    }

    @Test
    void oracle_recordsMayComeInAnyOrder() {
        SampleLaw.everySubset(8, 3, seed -> {
            var sample = TimeWindowSample.of(3, WINDOW, seed, Codecs.INTEGER);
            SplitMix64 order = new SplitMix64(seed);
            int[] items = new int[50];
            for (int i = 0; i < 50; i++) {
                int place = order.nextInt(i + 1);
                items[i] = items[place];
                items[place] = i;
            }
            for (int item : items) {
                sample.update(item, item + 100L);
            }
            return shifted(sample.sample(149, 8), 42);
        });
    }

    @Test
    void oracle_whatIsTooLateToCountIsDropped() {
        var sample = of(10, 1, 0, 200);
        sample.update(1_000, 199);
        assertEquals(201, sample.count());
        assertEquals(false, sample.sample(299, 100).contains(1_000));
        sample.update(1_001, 299);
        assertEquals(List.of(199, 1_001), sample.sample(299, 1));
    }

    @Test
    void oracle_theEstimatedCountHasNoBias() {
        SampleLaw.mean(60, 5_000, seed -> of(10, seed, 0, 250).estimatedCount(349, 60));
        SampleLaw.mean(10, 5_000, seed -> of(10, seed, 0, 250).estimatedCount(349, 10));
        assertEquals(9, of(10, 3, 0, 250).estimatedCount(349, 9));
        assertEquals(0, of(10, 3, 0, 0).estimatedCount(349, 9));
    }

    @Test
    void oracle_timesAtTheEdgesAreTaken() {
        var sample = TimeWindowSample.of(2, TimeWindowSample.MAX_WINDOW, 1, Codecs.INTEGER);
        sample.update(1, -(1L << 60));
        assertEquals(List.of(1), sample.sample(-(1L << 60), TimeWindowSample.MAX_WINDOW.toMillis()));
        assertEquals(List.of(1), sample.sample(Long.MIN_VALUE, 1));
        sample.update(2, 1L << 60);
        assertEquals(List.of(2), sample.sample(1L << 60, TimeWindowSample.MAX_WINDOW.toMillis()));
        assertEquals(List.of(), sample.sample(Long.MAX_VALUE, 1));
    }

    @Test
    void oracle_updatesAllocateNothingOnceArraysHaveGrown() {
        var sample = TimeWindowSample.of(100, Duration.ofSeconds(1), 1, Codecs.TEXT);
        assertEquals(0, Allocations.of(i -> sample.update("item", i)));
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        var sample = of(3, 1, 0, 5);
        assertEquals(
                "window must be in 1..100 ms, got 101",
                assertThrows(IllegalArgumentException.class, () -> sample.sample(0, 101))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> sample.sample(0, 0));
        assertThrows(IllegalArgumentException.class, () -> sample.update(1, Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> sample.merge(of(4, 1, 0, 5)));
        assertThrows(IllegalArgumentException.class, () -> TimeWindowSample.of(3, Duration.ZERO, 1, Codecs.TEXT));
        assertThrows(IllegalArgumentException.class, () -> TimeWindowSample.of(0, WINDOW, 1, Codecs.TEXT));
        assertEquals(5, sample.count());
    }

    private static TimeWindowSample<Integer> of(int size, long seed, int from, int to) {
        var sample = TimeWindowSample.of(size, WINDOW, seed, Codecs.INTEGER);
        for (int i = from; i < to; i++) {
            sample.update(i, i + 100L);
        }
        return sample;
    }

    private static List<Integer> shifted(List<Integer> sample, int by) {
        return sample.stream().map(i -> i - by).toList();
    }
}
