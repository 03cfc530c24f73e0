package io.rivulet.algorithms.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Law;
import io.rivulet.algorithms.Laws;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * example_: the Javadoc example. oracle_: the law of the sample in every window, over many seeds ({@link SampleLaw}); that answers are those of all items kept is
 * tested in {@link SkybandTest}. laws_: with a sample that is full, and numbers.
 */
class CountWindowSampleTest {

    @Test
    void example_asInTheJavadoc() {
        var sample = CountWindowSample.of(3, 100, 42, Codecs.INTEGER);
        for (int i = 0; i < 1000; i++) {
            sample.update(i);
        }
        assertEquals(List.of(912, 952, 988), sample.sample());
        assertEquals(List.of(998, 999), sample.sample(2));
    }

    @TestFactory
    Stream<DynamicTest> laws_ofNumbersAndASmallSample() {
        return Laws.of(CountWindowSample.aggregation(7, 50, 5, Codecs.LONG))
                .input((random, i) -> random.nextLong())
                .list()
                .stream()
                .map((Law law) -> DynamicTest.dynamicTest(law.name(), law.check()::run));
    }

    @Test
    void oracle_everySubsetOfTheWindowIsEquallyLikely() {
        SampleLaw.everySubset(8, 3, seed -> shifted(of(3, 8, seed, 50).sample(), 42));
        SampleLaw.everySubset(7, 2, seed -> shifted(of(2, 60, seed, 250).sample(7), 243));
        SampleLaw.everySubset(6, 3, seed -> of(3, 60, seed, 6).sample());
    }

    @Test
    void oracle_everyItemOfALongWindowIsEquallyLikely() {
        SampleLaw.everyItem(100, 5, seed -> shifted(of(5, 100, seed, 250).sample(), 150));
    }

    @Test
    void oracle_keepsAllWhileThereIsRoom() {
        assertEquals(List.of(0, 1, 2), of(5, 100, 1, 3).sample());
        assertEquals(List.of(), of(5, 100, 1, 0).sample());
        assertEquals(List.of(9), of(5, 1, 1, 10).sample());
        assertEquals(10, of(5, 1, 1, 10).count());
    }

    @Test
    void oracle_updatesAllocateNothingOnceArraysHaveGrown() {
        var sample = CountWindowSample.of(100, 1_000, 1, Codecs.TEXT);
        assertEquals(0, Allocations.of(i -> sample.update("item")));
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        var sample = of(3, 10, 1, 5);
        assertEquals(
                "last must be in 1..10, got 11",
                assertThrows(IllegalArgumentException.class, () -> sample.sample(11))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> sample.sample(0));
        assertThrows(NullPointerException.class, () -> sample.update(null));
        assertThrows(IllegalArgumentException.class, () -> CountWindowSample.of(3, 0, 1, Codecs.TEXT));
        assertThrows(IllegalArgumentException.class, () -> CountWindowSample.of(0, 5, 1, Codecs.TEXT));
        assertEquals(5, sample.count());
    }

    private static CountWindowSample<Integer> of(int size, long window, long seed, int to) {
        var sample = CountWindowSample.of(size, window, seed, Codecs.INTEGER);
        for (int i = 0; i < to; i++) {
            sample.update(i);
        }
        return sample;
    }

    private static List<Integer> shifted(List<Integer> sample, int by) {
        return sample.stream().map(i -> i - by).toList();
    }
}
