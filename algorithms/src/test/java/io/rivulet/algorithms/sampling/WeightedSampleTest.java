package io.rivulet.algorithms.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Agreement;
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
 * example_: the Javadoc example. oracle_: the law of the sample against that of successive draws, over many seeds ({@link SampleLaw}). laws_: with a sample that is
 * full, and numbers.
 */
class WeightedSampleTest {

    private static final double[] WEIGHTS = {1, 5, 2, 0.5, 8, 3};

    @Test
    void example_asInTheJavadoc() {
        var sample = WeightedSample.of(2, 42, Codecs.TEXT);
        sample.update("elephant", 5000);
        sample.update("horse", 500);
        sample.update("mouse", 0.02);
        List<String> items =
                sample.sample().stream().map(SampledItem::item).sorted().toList();
        assertEquals(List.of("elephant", "horse"), items);
        assertEquals(5500, sample.estimate(item -> true), 0.1);
        assertEquals(5500.02, sample.total(), 1e-9);
    }

    @TestFactory
    Stream<DynamicTest> laws_ofNumbersAndASmallSample() {
        return Laws.of(WeightedSample.<Long, Long>aggregation(7, 5, Codecs.LONG, item -> item, item -> item % 10))
                .input((random, i) -> random.nextLong() >>> 1)
                .merged(Agreement.SHAPE)
                .refusing(-5L)
                .list()
                .stream()
                .map((Law law) -> DynamicTest.dynamicTest(law.name(), law.check()::run));
    }

    @Test
    void oracle_subsetsAreThoseOfSuccessiveDraws() {
        SampleLaw.subsetsByWeight(WEIGHTS, 3, seed -> items(of(3, seed, 0, 6)));
        SampleLaw.subsetsByWeight(WEIGHTS, 1, seed -> items(of(1, seed, 0, 6)));
    }

    @Test
    void oracle_mergingKeepsTheLaw() {
        for (int split : new int[] {1, 3, 5}) {
            SampleLaw.subsetsByWeight(WEIGHTS, 2, seed -> {
                var sample = of(2, seed, 0, split);
                sample.merge(of(2, seed, split, 6));
                return items(sample);
            });
        }
    }

    @Test
    void oracle_aMergedSampleGoesOnInTheSameLaw() {
        SampleLaw.subsetsByWeight(WEIGHTS, 2, seed -> {
            var sample = of(2, seed, 0, 2);
            sample.merge(of(2, seed, 2, 4));
            sample.update(4, WEIGHTS[4]);
            sample.update(5, WEIGHTS[5]);
            return items(sample);
        });
    }

    @Test
    void oracle_equalWeightsAreAUniformSampleFarIntoAStream() {
        SampleLaw.everyItem(200, 8, seed -> {
            var sample = WeightedSample.of(8, seed, Codecs.INTEGER);
            for (int i = 0; i < 200; i++) {
                sample.update(i, 2.5);
            }
            return items(sample);
        });
    }

    @Test
    void oracle_estimatesAreWithoutBiasAndWithinTheErrorStated() {
        double[] squares = new double[1];
        double even = 0;
        double total = 0;
        for (int i = 0; i < 60; i++) {
            even += i % 2 == 0 ? weight(i) : 0;
            total += weight(i);
        }
        double expected = even;
        SampleLaw.mean(expected, 5_000, seed -> {
            var sample = WeightedSample.of(10, seed, Codecs.INTEGER);
            for (int i = 0; i < 60; i++) {
                sample.update(i, weight(i));
            }
            double estimate = sample.estimate(i -> i % 2 == 0);
            squares[0] += (estimate - expected) * (estimate - expected);
            return estimate;
        });
        double standardError = Math.sqrt(squares[0] / 5_000);
        assertTrue(standardError <= 1.1 * total / Math.sqrt(9), standardError + " of " + total);
    }

    @Test
    void oracle_keepsAllWhileThereIsRoomAndNothingOfWeightZero() {
        var sample = of(10, 1, 0, 6);
        sample.update(6, 0);
        assertEquals(List.of(0, 1, 2, 3, 4, 5), items(sample).stream().sorted().toList());
        assertEquals(7, sample.count());
        assertEquals(19.5, sample.total(), 1e-9);
        assertEquals(19.5, sample.estimate(i -> true), 1e-9);
        assertEquals(List.of(), of(3, 1, 0, 0).sample());
        assertEquals(0, of(3, 1, 0, 0).total());
    }

    @Test
    void oracle_weightsOfAllMagnitudesAreTaken() {
        var sample = WeightedSample.of(2, 1, Codecs.INTEGER);
        for (int i = 0; i < 100; i++) {
            sample.update(i, i % 2 == 0 ? WeightedSampler.MIN_WEIGHT : WeightedSampler.MAX_WEIGHT);
        }
        assertTrue(items(sample).stream().allMatch(i -> i % 2 == 1));
        assertTrue(Double.isFinite(sample.estimate(i -> true)));
        assertEquals(50 * WeightedSampler.MAX_WEIGHT, sample.total(), 1e-9 * sample.total());
    }

    @Test
    void oracle_anotherSeedIsAnotherSample() {
        assertEquals(of(2, 1, 0, 6).sample(), of(2, 1, 0, 6).sample());
        assertNotEquals(items(of(2, 1, 0, 6)), items(of(2, 4, 0, 6)));
    }

    @Test
    void oracle_updatesAllocateNothingOnceTheSampleIsFull() {
        var sample = WeightedSample.of(100, 1, Codecs.TEXT);
        assertEquals(0, Allocations.of(i -> sample.update("item", 1 + i % 7)));
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        var sample = of(3, 1, 0, 5);
        assertEquals(
                "weight must be 0 or in 1.0E-150..1.0E150, got -1.0",
                assertThrows(IllegalArgumentException.class, () -> sample.update(1, -1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> sample.update(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> sample.update(1, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> sample.update(1, Double.MIN_VALUE));
        assertThrows(NullPointerException.class, () -> sample.update(null, 1));
        assertThrows(IllegalArgumentException.class, () -> sample.merge(of(4, 1, 0, 5)));
        assertThrows(IllegalArgumentException.class, () -> WeightedSample.of(0, 1, Codecs.TEXT));
        assertEquals(5, sample.count());
    }

    private static double weight(int i) {
        return 1 + i * i % 17;
    }

    private static WeightedSample<Integer> of(int size, long seed, int from, int to) {
        var sample = WeightedSample.of(size, seed, Codecs.INTEGER);
        for (int i = from; i < to; i++) {
            sample.update(i, WEIGHTS[i]);
        }
        return sample;
    }

    private static List<Integer> items(WeightedSample<Integer> sample) {
        return sample.sample().stream().map(SampledItem::item).toList();
    }
}
