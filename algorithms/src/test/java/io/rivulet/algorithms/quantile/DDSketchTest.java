package io.rivulet.algorithms.quantile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.sliding.Sliding;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc example. oracle_: against sorted arrays, and sliding forms against fresh ones over what the window holds; its bounds hold always,
 * so none may be missed. golden_: released forms. The laws come from the catalogue.
 */
class DDSketchTest {

    @Test
    void example_asInTheJavadoc() {
        var latencies = DDSketch.create();
        for (int i = 1; i <= 100_000; i++) {
            latencies.update(i % 1_000);
        }
        assertEquals(998.6, latencies.quantile(0.99), 0.05);
    }

    @Test
    void oracle_everyQuantileIsWithinTheRelativeError() {
        for (Streams stream : Streams.values()) {
            for (double error : new double[] {0.1, 0.01, 0.001}) {
                for (int seed = 0; seed < 5; seed++) {
                    double[] values = stream.values(3_000, seed);
                    DDSketch sketch = fed(DDSketch.create(error, 1 << 20), values);
                    assertEquals(error, sketch.relativeError());
                    requireWithin(sketch, values);
                }
            }
        }
    }

    /** Also where buckets are joined, which a wide range and few buckets force; the error then is the one that the sketch says. */
    @Test
    void oracle_everyQuantileIsWithinTheErrorThatJoinedBucketsLeave() {
        boolean joined = false;
        for (Streams stream : Streams.values()) {
            for (int seed = 0; seed < 5; seed++) {
                double[] values = stream.values(3_000, seed);
                DDSketch sketch = fed(DDSketch.create(0.01, 64), values);
                requireWithin(sketch, values);
                joined |= sketch.relativeError() > 0.05;
                assertTrue(sketch.stateBytes() <= 200 + 2 * 8 * 64, sketch.stateBytes() + " bytes");
            }
        }
        assertTrue(joined);
        DDSketch wide =
                fed(DDSketch.create(1e-6, 16), new double[] {Double.MIN_NORMAL, 1, Double.MAX_VALUE, -1e300, -1e-300});
        requireWithin(wide, new double[] {Double.MIN_NORMAL, 1, Double.MAX_VALUE, -1e300, -1e-300});
    }

    @Test
    void oracle_valuesOfEveryMagnitudeAreWithinTheError() {
        SplitMix64 random = new SplitMix64(1);
        for (double error : new double[] {0.5, 0.02, 1e-6}) {
            for (int i = 0; i < 20_000; i++) {
                double value = Double.longBitsToDouble(random.nextLong());
                if (!Double.isFinite(value) || Math.abs(value) < Double.MIN_NORMAL) {
                    continue;
                }
                DDSketch sketch = fed(DDSketch.create(error, 16), new double[] {value});
                assertEquals(value, sketch.quantile(0.5), error * Math.abs(value));
                assertEquals(1, sketch.rank(value));
            }
            for (double value : new double[] {Double.MIN_NORMAL, Double.MAX_VALUE, 1, 2, Math.nextDown(2.0), -1024}) {
                assertEquals(
                        value,
                        fed(DDSketch.create(error, 16), new double[] {value}).max(),
                        error * Math.abs(value));
            }
        }
        assertEquals(0, fed(DDSketch.create(), new double[] {Double.MIN_VALUE}).max());
    }

    @Test
    void oracle_ranksAreThoseOfAValueWithinTheError() {
        for (Streams stream : Streams.values()) {
            double[] values = stream.values(5_000, 1);
            double[] sorted = Streams.sorted(values);
            DDSketch sketch = fed(DDSketch.create(0.01, 1 << 14), values);
            for (int i = 0; i < sorted.length; i += 50) {
                double value = sorted[i];
                // Bounds of its bucket are up to twice the error away.
                double reach = 0.0203 * Math.abs(value);
                double rank = sketch.rank(value) * sorted.length;
                assertTrue(rank >= Streams.rank(sorted, value - reach) - 1e-6);
                assertTrue(rank <= Streams.rank(sorted, value + reach) + 1e-6);
                assertTrue(rank >= Streams.rank(sorted, value) - 1e-6, "a rank counts its own bucket");
            }
            assertEquals(0, sketch.rank(Double.NEGATIVE_INFINITY));
            assertEquals(1, sketch.rank(Double.POSITIVE_INFINITY));
        }
    }

    @Test
    void oracle_partsMergedInAnyOrderAreTheWhole() {
        for (Streams stream : Streams.values()) {
            for (int buckets : new int[] {32, 2_048}) {
                double[] values = stream.values(2_100, 4);
                byte[] whole = DDSketch.CODEC.toBytes(fed(DDSketch.create(0.01, buckets), values));
                for (int parts : new int[] {2, 3, 7}) {
                    DDSketch[] each = new DDSketch[parts];
                    Arrays.setAll(each, i -> DDSketch.create(0.01, buckets));
                    for (int i = 0; i < values.length; i++) {
                        each[i * parts / values.length].update(values[i]);
                    }
                    DDSketch forwards = DDSketch.create(0.01, buckets);
                    DDSketch backwards = DDSketch.create(0.01, buckets);
                    for (int i = 0; i < parts; i++) {
                        forwards.merge(each[i]);
                        backwards.merge(each[parts - 1 - i]);
                    }
                    assertArrayEquals(whole, DDSketch.CODEC.toBytes(forwards));
                    assertArrayEquals(whole, DDSketch.CODEC.toBytes(backwards));
                }
            }
        }
    }

    @Test
    void oracle_whatIsLeftAfterRetractionIsWhatAFreshOneHolds() {
        for (Streams stream : Streams.values()) {
            double[] values = stream.values(3_000, 6);
            DDSketch sliding = DDSketch.create();
            for (int i = 0; i < values.length; i++) {
                sliding.update(values[i]);
                if (i >= 100) {
                    sliding.retract(values[i - 100]);
                }
            }
            DDSketch fresh = fed(DDSketch.create(), Arrays.copyOfRange(values, 2_900, 3_000));
            assertArrayEquals(DDSketch.CODEC.toBytes(fresh), DDSketch.CODEC.toBytes(sliding));
        }
    }

    /** Joined buckets stay joined, so a fresh one may be finer; within its own error the sliding one is right nevertheless. */
    @Test
    void oracle_retractionFindsItsBucketAlsoWhereBucketsWereJoined() {
        Deque<Double> window = new ArrayDeque<>();
        SplitMix64 random = new SplitMix64(2);
        DDSketch sliding = DDSketch.create(0.01, 32);
        for (int i = 0; i < 20_000; i++) {
            double value = Streams.SIGNS_AND_ZEROS.value(i, 20_000, random);
            sliding.update(value);
            window.add(value);
            if (window.size() > 50) {
                sliding.retract(window.remove());
            }
            if (i % 500 == 0) {
                requireWithin(sliding, window.stream().mapToDouble(v -> v).toArray());
            }
        }
        assertTrue(sliding.relativeError() > 0.01);
        window.forEach(sliding::retract);
        assertEquals(0, sliding.count());
        assertTrue(Double.isNaN(sliding.quantile(0.5)));
    }

    @Test
    void oracle_subtractingWhatWasMergedLeavesTheRest() {
        for (Streams stream : Streams.values()) {
            DDSketch one = fed(DDSketch.create(), stream.values(500, 1));
            DDSketch other = fed(DDSketch.create(), stream.values(700, 2));
            DDSketch both = one.copy();
            both.merge(other);
            both.subtract(one);
            assertArrayEquals(DDSketch.CODEC.toBytes(other), DDSketch.CODEC.toBytes(both));
            both.subtract(both);
            assertArrayEquals(DDSketch.CODEC.toBytes(DDSketch.create()), DDSketch.CODEC.toBytes(both));
        }
        DDSketch coarse = DDSketch.create(0.01, 16);
        DDSketch fine = fed(DDSketch.create(0.01, 16), new double[] {1, 1.5, 2});
        coarse.merge(fine);
        coarse.update(1e9);
        coarse.update(1e-9);
        assertTrue(coarse.relativeError() > fine.relativeError());
        coarse.subtract(fine);
        assertEquals(2, coarse.count());
    }

    @Test
    void oracle_slidesBySubtractionOfPanesAndByRetractionOfRecords() {
        var aggregation = DDSketch.<Double>aggregation(0.01, 2_048, value -> value);
        assertTrue(Sliding.overCount(10, aggregation).describe().contains("RETRACT"));
        assertTrue(Sliding.panes(java.time.Duration.ofSeconds(8), aggregation)
                .toString()
                .contains("SUBTRACT"));
    }

    @Test
    void oracle_refusesWhatItMust() {
        DDSketch sketch = fed(DDSketch.create(), new double[] {1, 5, 100});
        byte[] before = DDSketch.CODEC.toBytes(sketch);
        assertThrows(IllegalArgumentException.class, () -> sketch.update(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> sketch.retract(7));
        assertThrows(IllegalArgumentException.class, () -> sketch.retract(-5));
        assertThrows(IllegalArgumentException.class, () -> sketch.retract(0));
        assertThrows(
                IllegalArgumentException.class, () -> sketch.subtract(fed(DDSketch.create(), new double[] {1, 1})));
        assertThrows(IllegalArgumentException.class, () -> sketch.merge(DDSketch.ofRelativeError(0.02)));
        assertThrows(IllegalArgumentException.class, () -> DDSketch.ofRelativeError(0));
        assertThrows(IllegalArgumentException.class, () -> DDSketch.create(0.01, 15));
        assertArrayEquals(before, DDSketch.CODEC.toBytes(sketch));
        assertFalse(Double.isNaN(sketch.min()));
        assertTrue(Double.isNaN(DDSketch.create().min()));
    }

    @Test
    void oracle_updatesAndRetractionsAllocateNothing() {
        DDSketch sketch = DDSketch.create();
        double[] values = Streams.NORMAL.values(1 << 12, 1);
        assertEquals(0, Allocations.of(i -> sketch.update(values[i & (1 << 12) - 1])));
        assertEquals(0, Allocations.of(i -> sketch.retract(values[i & (1 << 12) - 1])));
    }

    /** The constants of the scale: no cubic through the same ends has a larger least slope in terms of the logarithm. */
    @Test
    void oracle_theScaleGrowsTheLeastSlowlyOfAllCubics() {
        double ours = leastSlope(LogScale.A, LogScale.B);
        assertEquals(10.0 / 7, ours, 1e-9);
        assertEquals(1, LogScale.A + LogScale.B + LogScale.C, 1e-15);
        for (double step = 1e-4; step < 0.2; step *= 3) {
            for (int turn = 0; turn < 64; turn++) {
                double angle = turn * Math.PI / 32;
                assertTrue(leastSlope(LogScale.A + step * Math.cos(angle), LogScale.B + step * Math.sin(angle)) < ours);
            }
        }
    }

    private static double leastSlope(double a, double b) {
        double c = 1 - a - b;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= 1_000; i++) {
            double s = i / 1_000.0;
            least = Math.min(least, (3 * a * s * s + 2 * b * s + c) * (1 + s));
        }
        return least;
    }

    @Test
    void golden_version1StillDecodes() {
        DDSketch sketch = fed(DDSketch.create(0.05, 64), Streams.SIGNS_AND_ZEROS.values(500, 1));
        DDSketch golden = Golden.decode("ddsketch-1.bin", DDSketch.CODEC, sketch);
        assertEquals(sketch.quantile(0.9), golden.quantile(0.9));
        assertEquals(500, golden.count());
    }

    private static DDSketch fed(DDSketch sketch, double[] values) {
        Arrays.stream(values).forEach(sketch::update);
        return sketch;
    }

    private static void requireWithin(DDSketch sketch, double[] values) {
        double[] sorted = Streams.sorted(values);
        for (double q : Streams.QUANTILES) {
            double exact = Streams.quantile(sorted, q);
            assertEquals(
                    exact, sketch.quantile(q), sketch.relativeError() * Math.abs(exact) * (1 + 1e-12), "quantile " + q);
        }
        assertEquals(sorted[0], sketch.min(), sketch.relativeError() * Math.abs(sorted[0]) * (1 + 1e-12));
    }
}
