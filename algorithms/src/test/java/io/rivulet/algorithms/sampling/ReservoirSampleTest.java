package io.rivulet.algorithms.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.Law;
import io.rivulet.algorithms.Laws;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * example_: the Javadoc example. oracle_: the law of the sample, over many seeds ({@link SampleLaw}). laws_: with a sample that is full, which the catalogue's is too, and numbers. golden_: released forms.
 */
class ReservoirSampleTest {

    @Test
    void example_asInTheJavadoc() {
        var sample = ReservoirSample.of(3, 42, Codecs.INTEGER);
        for (int i = 0; i < 1000; i++) {
            sample.update(i);
        }
        assertEquals(List.of(356, 254, 808), sample.sample());
        assertEquals(1000, sample.count());
    }

    @TestFactory
    Stream<DynamicTest> laws_ofNumbersAndASmallSample() {
        return Laws.of(ReservoirSample.aggregation(7, 5, Codecs.LONG))
                .input((random, i) -> random.nextLong())
                .merged(Agreement.SHAPE)
                .list()
                .stream()
                .map((Law law) -> DynamicTest.dynamicTest(law.name(), law.check()::run));
    }

    @Test
    void oracle_everySubsetIsEquallyLikely() {
        SampleLaw.everySubset(6, 3, seed -> of(3, seed, 0, 6).sample());
        SampleLaw.everySubset(7, 1, seed -> of(1, seed, 0, 7).sample());
        SampleLaw.everySubset(8, 5, seed -> of(5, seed, 0, 8).sample());
    }

    @Test
    void oracle_everyItemIsEquallyLikelyFarIntoAStream() {
        SampleLaw.everyItem(300, 10, seed -> of(10, seed, 0, 300).sample());
    }

    @Test
    void oracle_mergingStaysUniformForUnequalSides() {
        // Sides that are full, not full, and only full together, in both directions.
        for (int split : new int[] {1, 2, 3, 5, 6}) {
            SampleLaw.everySubset(
                    7, 3, seed -> merged(3, seed, seed, 0, split, 7).sample());
        }
        SampleLaw.everySubset(5, 4, seed -> merged(4, seed, seed, 0, 2, 5).sample());
    }

    @Test
    void oracle_aMergedSampleGoesOnUniformly() {
        SampleLaw.everySubset(8, 3, seed -> {
            var sample = merged(3, seed, seed, 0, 3, 6);
            sample.update(6);
            sample.update(7);
            return sample.sample();
        });
        SampleLaw.everyItem(200, 8, seed -> {
            var sample = merged(8, seed, seed, 0, 90, 110);
            for (int i = 110; i < 200; i++) {
                sample.update(i);
            }
            return sample.sample();
        });
    }

    @Test
    void oracle_aChainOfMergesOfEqualSeedsStaysUniform() {
        SampleLaw.everyItem(120, 6, seed -> {
            var sample = of(6, seed, 0, 20);
            for (int from = 20; from < 120; from += 20) {
                sample.merge(of(6, seed, from, from + 20));
            }
            return sample.sample();
        });
    }

    @Test
    void oracle_partsOfEqualSeedDoNotChooseTheSamePlaces() {
        int samePlaces = 0;
        for (int seed = 0; seed < 1000; seed++) {
            int left = of(1, seed, 0, 100).sample().get(0);
            int right = of(1, seed, 100, 200).sample().get(0);
            samePlaces += left == right - 100 ? 1 : 0;
        }
        // Binomial(1000, 1/100): above 30 with probability 1e-8.
        assertTrue(samePlaces <= 30, "places must be independent, were the same " + samePlaces + " times of 1000");
    }

    @Test
    void oracle_keepsAllWhileThereIsRoom() {
        var sample = of(10, 1, 0, 4);
        assertEquals(List.of(0, 1, 2, 3), sample.sample());
        sample.merge(of(10, 1, 4, 10));
        assertEquals(10, new HashSet<>(sample.sample()).size());
        assertEquals(List.of(), of(10, 1, 0, 0).sample());
    }

    @Test
    void oracle_sharesOfALongStreamShowInTheSample() {
        var sample = ReservoirSample.of(1000, 3, Codecs.INTEGER);
        for (int i = 0; i < 1_000_000; i++) {
            sample.update(i);
        }
        for (int tenth = 0; tenth < 10; tenth++) {
            int from = tenth * 100_000;
            long in = sample.sample().stream()
                    .filter(i -> i >= from && i < from + 100_000)
                    .count();
            // Hypergeometric, deviation 9.5: outside 55..145 with probability 2e-6.
            assertEquals(100, in, 45);
        }
    }

    @Test
    void oracle_anotherSeedIsAnotherSample() {
        assertEquals(of(5, 1, 0, 1000).sample(), of(5, 1, 0, 1000).sample());
        assertNotEquals(of(5, 1, 0, 1000).sample(), of(5, 2, 0, 1000).sample());
    }

    @Test
    void oracle_updatesAllocateNothingOnceTheSampleIsFull() {
        var sample = ReservoirSample.ofTexts(100, 1);
        assertEquals(0, Allocations.of(i -> sample.update("item")));
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        assertEquals(
                "size must be in 1..16777216, got 0",
                assertThrows(IllegalArgumentException.class, () -> ReservoirSample.ofTexts(0, 1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> ReservoirSample.aggregation(0, 1, Codecs.TEXT));
        assertEquals(
                "cannot merge ReservoirSample of size 3 with size 4: size differs",
                assertThrows(IllegalArgumentException.class, () -> of(3, 1, 0, 5)
                                .merge(of(4, 1, 0, 5)))
                        .getMessage());
    }

    @Test
    void golden_version1StillDecodes() {
        var sample = ReservoirSample.ofTexts(5, 7);
        for (int i = 0; i < 100; i++) {
            sample.update("item-" + i);
        }
        var golden = Golden.decode("reservoir-1.bin", ReservoirSample.codec(Codecs.TEXT), sample);
        assertEquals(sample.sample(), golden.sample());
        assertEquals(100, golden.count());
    }

    private static ReservoirSample<Integer> of(int size, long seed, int from, int to) {
        var sample = ReservoirSample.of(size, seed, Codecs.INTEGER);
        for (int i = from; i < to; i++) {
            sample.update(i);
        }
        return sample;
    }

    private static ReservoirSample<Integer> merged(int size, long seed, long otherSeed, int from, int split, int to) {
        var sample = of(size, seed, from, split);
        sample.merge(of(size, otherSeed, split, to));
        return sample;
    }
}
