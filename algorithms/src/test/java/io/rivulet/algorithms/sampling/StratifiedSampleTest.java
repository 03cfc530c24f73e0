package io.rivulet.algorithms.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Law;
import io.rivulet.algorithms.Laws;
import io.rivulet.algorithms.sampling.StratifiedSample.Stratum;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** example_: the Javadoc example. oracle_: the law of each stratum's sample and of the mean, over many seeds ({@link SampleLaw}). laws_: with small samples of numbers. */
class StratifiedSampleTest {

    @Test
    void example_asInTheJavadoc() {
        var latency = StratifiedSample.of(10, 100, 42, Codecs.TEXT, Codecs.DOUBLE);
        latency.update("/search", 120.0);
        latency.update("/search", 80.0);
        latency.update("/login", 15.0);
        assertEquals(
                List.of(
                        new Stratum<>(Optional.of("/search"), 2, List.of(120.0, 80.0)),
                        new Stratum<>(Optional.of("/login"), 1, List.of(15.0))),
                latency.strata());
        assertEquals(215.0 / 3, latency.mean(ms -> ms).value(), 1e-12);
        assertEquals(0, latency.mean(ms -> ms).standardError());
    }

    @TestFactory
    Stream<DynamicTest> laws_ofNumbersAndSmallSamples() {
        return Laws.of(StratifiedSample.<Long, Long, Long>aggregation(
                        5, 3, 7, Codecs.LONG, Codecs.LONG, item -> item % 9, item -> item))
                .input((random, i) -> random.nextLong() >>> 1)
                .merged(Agreement.SHAPE)
                .list()
                .stream()
                .map((Law law) -> DynamicTest.dynamicTest(law.name(), law.check()::run));
    }

    @Test
    void oracle_eachStratumAndTheRestAreUniformSamples() {
        // Strata 0 and 1 have their own, 2 and 3 are the rest: 0 4 8 .. 20, 1 5 .. 21, 2 3 6 7 .. 22 23.
        SampleLaw.everySubset(6, 2, seed -> divided(sampleOf(of(2, 2, seed, 0, 24), Optional.of(0)), 4));
        SampleLaw.everySubset(6, 2, seed -> divided(sampleOf(of(2, 2, seed, 0, 24), Optional.of(1)), 4));
        SampleLaw.everySubset(12, 2, seed -> sampleOf(of(2, 2, seed, 0, 24), Optional.empty()).stream()
                .map(i -> i / 4 * 2 + i % 4 - 2)
                .toList());
    }

    @Test
    void oracle_mergedStrataAreUniformSamplesToo() {
        SampleLaw.everySubset(6, 2, seed -> {
            var sample = of(2, 2, seed, 0, 12);
            sample.merge(of(2, 2, seed, 12, 24));
            return divided(sampleOf(sample, Optional.of(0)), 4);
        });
    }

    @Test
    void oracle_countsAreExactAndTheRestIsWhatHasNoRoom() {
        var sample = of(2, 2, 1, 0, 24);
        assertEquals(
                List.of(6L, 6L, 12L),
                sample.strata().stream().map(Stratum::count).toList());
        assertEquals(24, sample.count());
        // There 2 and 3 have their own, here they are the rest, and 0 and 1 there are the rest.
        var other = of(2, 2, 1, 2, 24);
        sample.merge(other);
        assertEquals(
                List.of(6L, 6L, 34L),
                sample.strata().stream().map(Stratum::count).toList());
        var roomy = of(3, 2, 1, 0, 1);
        roomy.merge(of(3, 2, 1, 1, 24));
        assertEquals(
                List.of(Optional.of(0), Optional.of(1), Optional.of(2), Optional.empty()),
                roomy.strata().stream().map(Stratum::key).toList());
        assertEquals(24, roomy.count());
    }

    @Test
    void oracle_theMeanHasNoBiasAndTheErrorThatItSays() {
        double[] errors = new double[2];
        // Strata 0..4 of i % 5, values that hardly vary within a stratum.
        double exact = 0;
        for (int i = 0; i < 200; i++) {
            exact += value(i) / 200;
        }
        double expected = exact;
        SampleLaw.mean(expected, 4_000, seed -> {
            var sample = StratifiedSample.of(3, 6, seed, Codecs.INTEGER, Codecs.INTEGER);
            for (int i = 0; i < 200; i++) {
                sample.update(i % 5, i);
            }
            var mean = sample.mean(StratifiedSampleTest::value);
            errors[0] += (mean.value() - expected) * (mean.value() - expected);
            errors[1] += mean.standardError() * mean.standardError();
            return mean.value();
        });
        // Both are means of 4,000 numbers whose deviation is about twice their mean at most.
        assertEquals(1, errors[1] / errors[0], 0.15);
    }

    @Test
    void oracle_oneItemOfMorePerStratumHasNoErrorToState() {
        var sample = StratifiedSample.of(2, 1, 1, Codecs.INTEGER, Codecs.INTEGER);
        assertTrue(Double.isNaN(sample.mean(i -> i).value()));
        sample.update(1, 1);
        sample.update(1, 2);
        assertTrue(Double.isNaN(sample.mean(i -> i).standardError()));
    }

    @Test
    void oracle_updatesAllocateNothingOnceSamplesAreFull() {
        var sample = StratifiedSample.of(10, 10, 1, Codecs.TEXT, Codecs.TEXT);
        String[] strata = {"a", "b", "c"};
        assertEquals(0, Allocations.of(i -> sample.update(strata[i % 3], "item")));
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        var sample = of(2, 2, 1, 0, 5);
        assertEquals(
                "cannot merge StratifiedSample of 2 strata, size 2 with 2 strata, size 3: both must be the same",
                assertThrows(IllegalArgumentException.class, () -> sample.merge(of(2, 3, 1, 0, 5)))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> sample.merge(of(3, 2, 1, 0, 5)));
        assertThrows(NullPointerException.class, () -> sample.update(null, 1));
        assertThrows(NullPointerException.class, () -> sample.update(9, null));
        assertThrows(IllegalArgumentException.class, () -> StratifiedSample.of(0, 2, 1, Codecs.TEXT, Codecs.TEXT));
        assertThrows(IllegalArgumentException.class, () -> StratifiedSample.of(2, 0, 1, Codecs.TEXT, Codecs.TEXT));
        assertEquals(5, sample.count());
    }

    private static double value(int i) {
        return 100 * (i % 5) + i * 7 % 13;
    }

    /** Item i is of stratum i % 4. */
    private static StratifiedSample<Integer, Integer> of(int maxStrata, int size, long seed, int from, int to) {
        var sample = StratifiedSample.of(maxStrata, size, seed, Codecs.INTEGER, Codecs.INTEGER);
        for (int i = from; i < to; i++) {
            sample.update(i % 4, i);
        }
        return sample;
    }

    private static List<Integer> sampleOf(StratifiedSample<Integer, Integer> sample, Optional<Integer> key) {
        return sample.strata().stream()
                .filter(stratum -> stratum.key().equals(key))
                .findFirst()
                .orElseThrow()
                .sample();
    }

    private static List<Integer> divided(List<Integer> items, int by) {
        return items.stream().map(i -> i / by).toList();
    }
}
