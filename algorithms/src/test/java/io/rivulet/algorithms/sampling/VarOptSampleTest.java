package io.rivulet.algorithms.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Law;
import io.rivulet.algorithms.Laws;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.datasketches.sampling.VarOptItemsSketch;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * example_: the Javadoc example. oracle_: probabilities and thresholds against their definition and against Apache DataSketches, over many seeds ({@link SampleLaw}).
 * laws_: with a sample that is full, and numbers.
 */
class VarOptSampleTest {

    private static final double[] WEIGHTS = {1, 40, 2, 0.5, 9, 3, 3, 7, 25, 4, 1, 6};

    @Test
    void example_asInTheJavadoc() {
        var sample = VarOptSample.of(100, 42, Codecs.INTEGER);
        for (int i = 1; i <= 1000; i++) {
            sample.update(i, i);
        }
        assertEquals(500500.0, sample.total());
        assertEquals(250500, sample.estimate(i -> i % 2 == 0), 60_000);
    }

    @TestFactory
    Stream<DynamicTest> laws_ofNumbersAndASmallSample() {
        return Laws.of(VarOptSample.<Long, Long>aggregation(7, 5, Codecs.LONG, item -> item, item -> item % 10))
                .input((random, i) -> random.nextLong() >>> 1)
                .merged(Agreement.SHAPE)
                .refusing(-5L)
                .list()
                .stream()
                .map((Law law) -> DynamicTest.dynamicTest(law.name(), law.check()::run));
    }

    @Test
    void oracle_anItemIsInTheSampleInProportionToItsWeight() {
        for (int k : new int[] {1, 2, 4, 7, 11}) {
            double threshold = threshold(WEIGHTS, k);
            double[] probabilities =
                    Arrays.stream(WEIGHTS).map(w -> Math.min(1, w / threshold)).toArray();
            SampleLaw.inclusion(probabilities, seed -> {
                var sample = of(k, seed, 0, WEIGHTS.length);
                assertEquals(k, sample.sample().size());
                assertEquals(threshold, sample.threshold(), 1e-9 * threshold);
                return items(sample);
            });
        }
    }

    @Test
    void oracle_theThresholdIsThatOfDataSketches() {
        var theirs = VarOptItemsSketch.<Integer>newInstance(50);
        var ours = VarOptSample.of(50, 3, Codecs.INTEGER);
        double[] weights = new double[5_000];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1 + (i * 7919L) % 1009 * (i % 100 == 0 ? 500 : 1);
            ours.update(i, weights[i]);
            theirs.update(i, weights[i]);
        }
        double lightest = Double.POSITIVE_INFINITY;
        for (var sample : theirs.getSketchSamples()) {
            lightest = Math.min(lightest, sample.getWeight());
        }
        assertEquals(lightest, ours.threshold(), 1e-9 * lightest);
        assertEquals(threshold(weights, 50), ours.threshold(), 1e-9 * lightest);
        var all = theirs.estimateSubsetSum(i -> true);
        assertEquals(all.getTotalSketchWeight(), ours.total(), 1e-9 * ours.total());
    }

    @Test
    void oracle_allThatIsRepresentedIsTheTotal() {
        for (int k = 1; k < 20; k++) {
            var sample = of(k, k, 0, WEIGHTS.length);
            assertEquals(101.5, sample.estimate(i -> true), 1e-9);
            assertEquals(101.5, sample.total(), 1e-9);
            sample.merge(of(k, k, 3, 9));
            assertEquals(149.0, sample.estimate(i -> true), 1e-9);
            assertEquals(Math.min(k, 18), sample.sample().size());
        }
    }

    @Test
    void oracle_whatItemsRepresentIsTheirWeightOnAverageAfterAMergeToo() {
        for (int item : new int[] {0, 4, 8, 11}) {
            for (int split : new int[] {2, 6, 9}) {
                SampleLaw.mean(WEIGHTS[item], 5_000, seed -> {
                    var sample = of(3, seed, 0, split);
                    sample.merge(of(3, seed, split, WEIGHTS.length));
                    return sample.estimate(i -> i == item);
                });
            }
        }
    }

    @Test
    void oracle_aMergedSampleGoesOnWithoutBias() {
        SampleLaw.mean(WEIGHTS[2] + WEIGHTS[10], 10_000, seed -> {
            var sample = of(4, seed, 0, 4);
            sample.merge(of(4, seed, 4, 10));
            sample.update(10, WEIGHTS[10]);
            sample.update(11, WEIGHTS[11]);
            return sample.estimate(i -> i == 2 || i == 10);
        });
    }

    /** The variance of one item's estimate is w (τ - w); over subsets, items repel each other, so that sums vary less than apart. */
    @Test
    void oracle_variancesOfSumsAreAtMostThoseOfTheirItems() {
        double threshold = threshold(WEIGHTS, 4);
        double apart = 0;
        double exact = 0;
        for (int i = 0; i < 6; i++) {
            apart += Math.max(0, WEIGHTS[i] * (threshold - WEIGHTS[i]));
            exact += WEIGHTS[i];
        }
        double squares = 0;
        for (int seed = 0; seed < 5_000; seed++) {
            double error = of(4, seed, 0, WEIGHTS.length).estimate(i -> i < 6) - exact;
            squares += error * error;
        }
        // The estimate of the variance has a relative deviation of about √(2 / 5,000).
        assertTrue(squares / 5_000 < 1.08 * apart, squares / 5_000 + " of " + apart);
    }

    @Test
    void oracle_equalWeightsAreAUniformSample() {
        SampleLaw.everySubset(6, 3, seed -> {
            var sample = VarOptSample.of(3, seed, Codecs.INTEGER);
            IntStream.range(0, 6).forEach(i -> sample.update(i, 2));
            return items(sample);
        });
    }

    @Test
    void oracle_risingAndFallingWeightsAreTaken() {
        for (int direction : new int[] {1, -1}) {
            var sample = VarOptSample.of(5, 1, Codecs.INTEGER);
            double total = 0;
            for (int i = 0; i < 300; i++) {
                double weight = StrictMath.pow(10, direction * (i - 150) / 2.0);
                sample.update(i, weight);
                total += weight;
            }
            assertEquals(total, sample.estimate(i -> true), 1e-9 * total);
            assertEquals(5, sample.sample().size());
        }
    }

    @Test
    void oracle_keepsAllWhileThereIsRoomAndNothingOfWeightZero() {
        var sample = of(20, 1, 0, 12);
        sample.update(12, 0);
        assertEquals(12, sample.sample().size());
        assertEquals(13, sample.count());
        assertEquals(0, sample.threshold());
        assertEquals(List.of(), of(3, 1, 0, 0).sample());
    }

    @Test
    void oracle_updatesAllocateNothingOnceTheSampleIsFull() {
        var sample = VarOptSample.of(100, 1, Codecs.TEXT);
        assertEquals(0, Allocations.of(i -> sample.update("item", 1 + i % 7)));
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        var sample = of(3, 1, 0, 5);
        assertThrows(IllegalArgumentException.class, () -> sample.update(1, -1));
        assertThrows(IllegalArgumentException.class, () -> sample.update(1, Double.NaN));
        assertThrows(NullPointerException.class, () -> sample.update(null, 1));
        assertEquals(
                "cannot merge VarOptSample of size 3 with size 4: size differs",
                assertThrows(IllegalArgumentException.class, () -> sample.merge(of(4, 1, 0, 5)))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> VarOptSample.of(0, 1, Codecs.TEXT));
        assertEquals(5, sample.count());
    }

    /** The τ at which the probabilities min(1, w / τ) sum to k. */
    private static double threshold(double[] weights, int k) {
        double[] sorted = Arrays.stream(weights).sorted().toArray();
        double light = 0;
        int many = 0;
        while (true) {
            light += sorted[many++];
            int heavy = sorted.length - many;
            double threshold = light / (k - heavy);
            if (heavy < k && (heavy == 0 || sorted[many] > threshold)) {
                return threshold;
            }
        }
    }

    private static VarOptSample<Integer> of(int size, long seed, int from, int to) {
        var sample = VarOptSample.of(size, seed, Codecs.INTEGER);
        for (int i = from; i < to; i++) {
            sample.update(i, WEIGHTS[i]);
        }
        return sample;
    }

    private static List<Integer> items(VarOptSample<Integer> sample) {
        return sample.sample().stream().map(SampledItem::item).toList();
    }
}
