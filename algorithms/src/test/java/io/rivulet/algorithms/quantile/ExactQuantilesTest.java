package io.rivulet.algorithms.quantile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc examples. oracle_: against sorted arrays, step by step. golden_: released forms. The laws come from the catalogue. */
class ExactQuantilesTest {

    @Test
    void example_asInTheJavadoc() {
        var values = ExactQuantiles.create();
        for (double value : new double[] {2, 4, 4, 5, 9}) {
            values.update(value);
        }
        assertEquals(4, values.quantile(0.5));
        assertEquals(0.8, values.rank(5));
        assertEquals(1, values.medianAbsoluteDeviation());
    }

    @Test
    void example_rollingAsInTheJavadoc() {
        var lastThree = RollingQuantiles.of(3);
        for (double value : new double[] {9, 2, 4, 3}) {
            lastThree.update(value);
        }
        assertEquals(3, lastThree.quantile(0.5));
        assertEquals(2, lastThree.min());
        assertEquals(4, lastThree.max());
        assertEquals(3, lastThree.count());
    }

    /** Windows that fit into one block, and such that need several, which then split and join. */
    @Test
    void oracle_everyAnswerOfARollingWindowIsThatOfASortedArray() {
        for (Streams stream : Streams.values()) {
            for (int window : new int[] {1, 2, 5, 64, 300, 2_000}) {
                double[] values = stream.values(5_000, window);
                RollingQuantiles rolling = RollingQuantiles.of(window);
                int step = Math.max(7, window / 3);
                for (int i = 0; i < values.length; i++) {
                    rolling.update(values[i]);
                    if (i % step == 0) {
                        double[] sorted =
                                Streams.sorted(Arrays.copyOfRange(values, Math.max(0, i + 1 - window), i + 1));
                        requireSame(sorted, rolling);
                        assertEquals(deviation(sorted), rolling.medianAbsoluteDeviation(), stream + " of " + window);
                    }
                }
            }
        }
    }

    @Test
    void oracle_updatesAndRetractionsInAnyOrder() {
        SplitMix64 random = new SplitMix64(4);
        for (Streams stream : new Streams[] {Streams.TIES, Streams.NORMAL, Streams.SIGNS_AND_ZEROS}) {
            ExactQuantiles exact = ExactQuantiles.create();
            Deque<Double> in = new ArrayDeque<>();
            for (int i = 0; i < 20_000; i++) {
                // Grows to some thousands, and falls to nothing again.
                boolean grow = i / 4_000 % 2 == 0 ? random.nextInt(4) > 0 : random.nextInt(4) == 0;
                if (grow || in.isEmpty()) {
                    double value = stream.value(i, 20_000, random);
                    exact.update(value);
                    if (random.nextInt(2) == 0) {
                        in.addFirst(value);
                    } else {
                        in.addLast(value);
                    }
                } else {
                    exact.retract(random.nextInt(2) == 0 ? in.removeFirst() : in.removeLast());
                }
                if (i % 400 == 0) {
                    requireSame(in.stream().mapToDouble(v -> v).sorted().toArray(), exact);
                }
            }
            in.forEach(exact::retract);
            assertEquals(0, exact.count());
            assertArrayEquals(
                    ExactQuantiles.CODEC.toBytes(ExactQuantiles.create()), ExactQuantiles.CODEC.toBytes(exact));
        }
    }

    @Test
    void oracle_mergedAndSubtractedAsSetsAre() {
        for (Streams stream : Streams.values()) {
            for (int length : new int[] {3, 100, 3_000}) {
                double[] values = stream.values(length, 1);
                double[] others = stream.values(1_000, 2);
                ExactQuantiles sum = fed(values);
                sum.merge(fed(others));
                double[] both = Arrays.copyOf(values, length + 1_000);
                System.arraycopy(others, 0, both, length, 1_000);
                requireSame(Streams.sorted(both), sum);
                sum.subtract(fed(values));
                requireSame(Streams.sorted(others), sum);
                sum.merge(sum);
                assertEquals(2_000, sum.count());
                sum.subtract(sum);
                assertEquals(0, sum.count());
            }
        }
    }

    @Test
    void oracle_refusesWhatItMust() {
        ExactQuantiles exact = fed(new double[] {1, 2, 2, 3});
        byte[] before = ExactQuantiles.CODEC.toBytes(exact);
        assertThrows(IllegalArgumentException.class, () -> exact.update(Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> exact.retract(2.5));
        assertEquals(
                "other must be part of this, but has 2.0 more often",
                assertThrows(IllegalArgumentException.class, () -> exact.subtract(fed(new double[] {1, 2, 2, 2})))
                        .getMessage());
        assertArrayEquals(before, ExactQuantiles.CODEC.toBytes(exact));
        assertThrows(IllegalArgumentException.class, () -> RollingQuantiles.of(0));
        assertThrows(
                IllegalArgumentException.class, () -> RollingQuantiles.of(3).update(Double.NaN));
        assertTrue(Double.isNaN(RollingQuantiles.of(3).quantile(0.5)));
        assertTrue(Double.isNaN(RollingQuantiles.of(3).medianAbsoluteDeviation()));
        exact.update(-0.0);
        exact.retract(0.0);
        assertArrayEquals(before, ExactQuantiles.CODEC.toBytes(exact));
    }

    /** Also where values drift, so that blocks fill at one end and empty at the other. */
    @Test
    void oracle_updatesOfAFullWindowAllocateNothingAndTheStateStaysAsLarge() {
        for (Streams stream : new Streams[] {Streams.NORMAL, Streams.RISING}) {
            double[] values = stream.values(110_000, 1);
            RollingQuantiles rolling = RollingQuantiles.of(4_000);
            for (int i = 0; i < 10_000; i++) {
                rolling.update(values[i]);
            }
            assertEquals(0, Allocations.of(i -> rolling.update(values[10_000 + i])));
            assertTrue(rolling.stateBytes() <= 32 * 4_000, rolling.stateBytes() + " bytes");
        }
    }

    @Test
    void golden_version1StillDecodes() {
        ExactQuantiles exact = fed(Streams.SIGNS_AND_ZEROS.values(300, 1));
        requireSame(
                Streams.sorted(Streams.SIGNS_AND_ZEROS.values(300, 1)),
                Golden.decode("exact-quantiles-1.bin", ExactQuantiles.CODEC, exact));
        RollingQuantiles rolling = RollingQuantiles.of(50);
        Arrays.stream(Streams.NORMAL.values(120, 1)).forEach(rolling::update);
        assertEquals(
                rolling.quantile(0.5),
                Golden.decode("rolling-quantiles-1.bin", RollingQuantiles.CODEC, rolling)
                        .quantile(0.5));
    }

    private static ExactQuantiles fed(double[] values) {
        ExactQuantiles exact = ExactQuantiles.create();
        Arrays.stream(values).forEach(exact::update);
        return exact;
    }

    private static void requireSame(double[] sorted, QuantileEstimator actual) {
        assertEquals(sorted.length, actual.count());
        if (sorted.length == 0) {
            return;
        }
        for (double q : Streams.QUANTILES) {
            assertEquals(sorted[(int) Ranks.of(q, sorted.length) - 1], actual.quantile(q));
        }
        for (int i = 0; i < sorted.length; i += 1 + sorted.length / 20) {
            assertEquals((double) Streams.rank(sorted, sorted[i]) / sorted.length, actual.rank(sorted[i]));
        }
        assertEquals(sorted[0], actual.min());
        assertEquals(sorted[sorted.length - 1], actual.max());
    }

    private static double deviation(double[] sorted) {
        double median = sorted[(sorted.length + 1) / 2 - 1];
        double[] distances = Arrays.stream(sorted)
                .map(value -> Math.abs(value - median))
                .sorted()
                .toArray();
        return distances[(sorted.length + 1) / 2 - 1];
    }
}
