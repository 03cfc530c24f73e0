package io.rivulet.algorithms.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Law;
import io.rivulet.algorithms.Laws;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * example_: the Javadoc example. oracle_: each item's probability against its definition, over many seeds ({@link SampleLaw}): with much, little and changing traffic,
 * late items, merged. laws_: with a sample that is full, and numbers.
 */
class TimeBiasedSampleTest {

    private static final Duration HALF_LIFE = Duration.ofMillis(10);

    /** Much, then a pause, then little, then much. */
    private static final long[] TIMES = {
        0, 0, 1, 2, 2, 3, 4, 4, 5, 45, 60, 75, 90, 91, 91, 92, 92, 93, 93, 94, 94, 95, 95, 96, 96, 97
    };

    @Test
    void example_asInTheJavadoc() {
        var sample = TimeBiasedSample.of(5, Duration.ofSeconds(10), 42, Codecs.INTEGER);
        for (int second = 0; second < 100; second++) {
            sample.update(second, second * 1000L);
        }
        assertEquals(List.of(99, 42, 80, 75, 88), sample.sample(99_000));
        assertEquals(List.of(), sample.sample(199_000));
        assertEquals(14.9, sample.total(99_000), 0.05);
    }

    @TestFactory
    Stream<DynamicTest> laws_ofNumbersAndASmallSample() {
        return Stream.of(2, 30).flatMap(seconds -> Laws.of(
                        TimeBiasedSample.aggregation(7, Duration.ofSeconds(seconds), 5, Codecs.LONG))
                .input((random, i) -> random.nextLong())
                .merged(Agreement.SHAPE)
                .list()
                .stream()
                .map((Law law) ->
                        DynamicTest.dynamicTest(law.name() + " (half-life " + seconds + " s)", law.check()::run)));
    }

    @Test
    void oracle_anItemIsInTheSampleAsItsWeightSays() {
        for (int k : new int[] {1, 4, 6, 30}) {
            for (int many : new int[] {9, 12, 17, TIMES.length}) {
                long now = TIMES[many - 1];
                SampleLaw.inclusion(probabilities(k, many, now), seed -> checked(of(k, seed, 0, many, 1), now));
            }
        }
    }

    @Test
    void oracle_timeGoesOnWithoutRecords() {
        for (long wait : new long[] {1, 13, 30, 60}) {
            long now = TIMES[TIMES.length - 1] + wait;
            SampleLaw.inclusion(
                    probabilities(6, TIMES.length, now), seed -> checked(of(6, seed, 0, TIMES.length, 1), now));
        }
    }

    @Test
    void oracle_lateItemsAreAsLikelyAsOthersOfTheirTime() {
        for (int k : new int[] {1, 3, 30}) {
            for (int many : new int[] {9, 12, TIMES.length}) {
                long now = TIMES[many - 1];
                // The order in steps of 5 within 0..many-1; the newest is not the last.
                SampleLaw.inclusion(probabilities(k, many, now), seed -> checked(of(k, seed, 0, many, 5), now));
            }
        }
    }

    @Test
    void oracle_mergingKeepsTheProbabilities() {
        for (int k : new int[] {1, 3, 30}) {
            for (int split : new int[] {1, 11, 20}) {
                long now = TIMES[TIMES.length - 1];
                SampleLaw.inclusion(probabilities(k, TIMES.length, now), seed -> {
                    var sample = of(k, seed, 0, split, 1);
                    var other = of(k, seed, split, TIMES.length, 1);
                    (seed % 2 == 0 ? sample : other).merge(seed % 2 == 0 ? other : sample);
                    return checked(seed % 2 == 0 ? sample : other, now);
                });
            }
        }
    }

    @Test
    void oracle_aMergedSampleGoesOnInTheSameLaw() {
        SampleLaw.inclusion(probabilities(4, TIMES.length, 97), seed -> {
            var sample = of(4, seed, 0, 8, 1);
            sample.merge(of(4, seed, 8, 13, 1));
            for (int i = 13; i < TIMES.length; i++) {
                sample.update(i, TIMES[i]);
            }
            return checked(sample, 97);
        });
    }

    @Test
    void oracle_askingAgainGivesTheSameAndChangesNothing() {
        var sample = of(6, 1, 0, 12, 1);
        for (long now = 0; now < 300; now += 7) {
            assertEquals(sample.sample(now), sample.sample(now));
        }
        assertEquals(of(6, 1, 0, 12, 1).sample(80), sample.sample(80));
        assertEquals(List.of(), of(6, 1, 0, 0, 1).sample(80));
        assertEquals(0, of(6, 1, 0, 0, 1).total(80));
    }

    @Test
    void oracle_updatesAllocateNothingOnceTheSampleIsFull() {
        var sample = TimeBiasedSample.of(100, Duration.ofSeconds(1), 1, Codecs.TEXT);
        assertEquals(0, Allocations.of(i -> sample.update("item", i)));
        var unsaturated = TimeBiasedSample.of(100, Duration.ofMillis(20), 1, Codecs.TEXT);
        assertEquals(0, Allocations.of(i -> unsaturated.update("item", i)));
    }

    @Test
    void oracle_timesAtTheEdgesAreTaken() {
        var sample = TimeBiasedSample.of(2, HALF_LIFE, 1, Codecs.INTEGER);
        sample.update(1, -(1L << 60));
        sample.update(2, 1L << 60);
        sample.update(3, 0);
        assertEquals(List.of(2), sample.sample(1L << 60));
        assertEquals(List.of(), sample.sample(Long.MAX_VALUE));
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        var sample = of(3, 1, 0, 5, 1);
        assertThrows(IllegalArgumentException.class, () -> sample.update(1, Long.MIN_VALUE));
        assertThrows(NullPointerException.class, () -> sample.update(null, 1));
        assertEquals(
                "cannot merge TimeBiasedSample of size 3, half-life PT0.01S with size 4, half-life PT0.01S: both must be "
                        + "the same",
                assertThrows(IllegalArgumentException.class, () -> sample.merge(of(4, 1, 0, 5, 1)))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> TimeBiasedSample.of(0, HALF_LIFE, 1, Codecs.TEXT));
        assertThrows(IllegalArgumentException.class, () -> TimeBiasedSample.of(1, Duration.ZERO, 1, Codecs.TEXT));
        assertEquals(5, sample.count());
    }

    /** What the definition says: weight times min(1, k / total). */
    private static double[] probabilities(int k, int many, long now) {
        double[] weights = new double[many];
        double total = 0;
        for (int i = 0; i < many; i++) {
            weights[i] = Math.pow(0.5, (now - TIMES[i]) / 10.0);
            total += weights[i];
        }
        for (int i = 0; i < many; i++) {
            weights[i] *= Math.min(1, k / total);
        }
        return weights;
    }

    /** The sample, which must have the size that the total gives, rounded up or down. */
    private static List<Integer> checked(TimeBiasedSample<Integer> sample, long now) {
        List<Integer> items = sample.sample(now);
        double size = Math.min(sample.total(now), sample.size());
        assertTrue(
                items.size() >= Math.floor(size - 1e-6) && items.size() <= Math.ceil(size + 1e-6),
                items.size() + " of " + size);
        return items;
    }

    /** Items from..to-1, in the order of steps that go round. */
    private static TimeBiasedSample<Integer> of(int size, long seed, int from, int to, int step) {
        var sample = TimeBiasedSample.of(size, HALF_LIFE, seed, Codecs.INTEGER);
        int many = to - from;
        for (int start = 0; start < step; start++) {
            for (int i = start; i < many; i += step) {
                sample.update(from + i, TIMES[from + i]);
            }
        }
        return sample;
    }
}
