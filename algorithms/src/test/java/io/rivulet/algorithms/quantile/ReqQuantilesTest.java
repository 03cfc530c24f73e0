package io.rivulet.algorithms.quantile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import java.util.Arrays;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc example. oracle_: against sorted arrays, the stated error counted over seeds, at either end. golden_: released forms. The laws come
 * from the catalogue; merging is checked there for its shape only, so here by its error.
 */
class ReqQuantilesTest {

    @Test
    void example_asInTheJavadoc() {
        var latencies = ReqQuantiles.ofHighRanks();
        for (int i = 1; i <= 100_000; i++) {
            latencies.update(i % 1_000);
        }
        assertEquals(998, latencies.quantile(0.999));
        assertEquals(0.99099, latencies.rank(990), 1e-12);
    }

    /**
     * 1 % of the ranks may miss; 0.2 % are seen to, but those of one sketch are not independent. Were the seeds not fixed, ten sketches of forty that miss at
     * half of the ranks each would be a false alarm: not to be expected in any number of runs.
     */
    @Test
    void oracle_ranksWithinTheStatedPartOfTheirDistanceFromEitherEnd() {
        for (Streams stream : Streams.values()) {
            Misses high = new Misses();
            Misses low = new Misses();
            for (int seed = 0; seed < 40; seed++) {
                double[] values = stream.values(8_000, seed);
                count(high, fed(ReqQuantiles.ofHighRanks(12, seed), values), values, true);
                count(low, fed(ReqQuantiles.ofLowRanks(12, seed), values), values, false);
            }
            high.requireAtMost(0.01, stream + ", high end");
            low.requireAtMost(0.01, stream + ", low end");
        }
    }

    /** The same false-alarm rate as above; all parts have the same seed. */
    @Test
    void oracle_mergedPartsKeepTheError() {
        LongFunction<ReqQuantiles> make = seed -> ReqQuantiles.ofHighRanks(12, seed);
        for (Streams stream : Streams.values()) {
            for (int parts : new int[] {2, 3, 7}) {
                Misses misses = new Misses();
                for (int seed = 0; seed < 15; seed++) {
                    double[] values = stream.values(8_000, seed);
                    ReqQuantiles[] each = new ReqQuantiles[parts];
                    long same = seed;
                    Arrays.setAll(each, i -> make.apply(same));
                    for (int i = 0; i < values.length; i++) {
                        each[i % parts].update(values[i]);
                    }
                    ReqQuantiles merged = make.apply(seed);
                    Arrays.stream(each).forEach(merged::merge);
                    assertEquals(values.length, merged.count());
                    count(misses, merged, values, true);
                }
                misses.requireAtMost(0.01, stream + " in " + parts + " parts");
            }
        }
    }

    /** What KLL cannot: of a hundred thousand values the last ten come back in their places, while those at the other end err. */
    @Test
    void oracle_exactNearItsEnd() {
        double[] values = Streams.HEAVY_TAIL.values(100_000, 1);
        double[] sorted = Streams.sorted(values);
        for (int seed = 0; seed < 8; seed++) {
            ReqQuantiles high = fed(ReqQuantiles.ofHighRanks(12, seed), values);
            ReqQuantiles low = fed(ReqQuantiles.ofLowRanks(12, seed), values);
            for (int i = 0; i < 10; i++) {
                int last = values.length - 1 - i;
                assertEquals((last + 1) / 100_000.0, high.rank(sorted[last]));
                assertEquals((i + 1) / 100_000.0, low.rank(sorted[i]));
                assertEquals(sorted[last], high.quantile((last + 1) / 100_000.0));
                assertEquals(sorted[i], low.quantile((i + 1) / 100_000.0));
            }
            assertEquals(sorted[0], high.min());
            assertEquals(sorted[99_999], low.max());
        }
    }

    @Test
    void oracle_shortStreamsAreExactAndSoIsWhatTheSketchIsAsked() {
        for (Streams stream : Streams.values()) {
            double[] values = stream.values(70, 3);
            double[] sorted = Streams.sorted(values);
            for (ReqQuantiles sketch : new ReqQuantiles[] {ReqQuantiles.ofHighRanks(), ReqQuantiles.ofLowRanks()}) {
                fed(sketch, values);
                for (double q = 0; q <= 1; q += 0.01) {
                    assertEquals(Streams.quantile(sorted, q), sketch.quantile(q));
                }
                for (double value : values) {
                    assertEquals(Streams.rank(sorted, value) / 70.0, sketch.rank(value));
                    assertEquals(Streams.rank(sorted, Math.nextDown(value)) / 70.0, sketch.rank(Math.nextDown(value)));
                }
                assertEquals(0, sketch.rank(Double.NEGATIVE_INFINITY));
                assertEquals(1, sketch.rank(Double.POSITIVE_INFINITY));
            }
        }
    }

    @Test
    void oracle_refusesWhatItMust() {
        ReqQuantiles sketch = fed(ReqQuantiles.ofHighRanks(), Streams.NORMAL.values(5_000, 1));
        byte[] before = ReqQuantiles.CODEC.toBytes(sketch);
        assertThrows(IllegalArgumentException.class, () -> sketch.update(Double.NEGATIVE_INFINITY));
        assertEquals(
                "cannot merge sketch of k 12, exact at the high end with one of k 12, exact at the low end: parameters differ",
                assertThrows(IllegalArgumentException.class, () -> sketch.merge(ReqQuantiles.ofLowRanks()))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> ReqQuantiles.ofHighRanks(13, 1));
        assertThrows(IllegalArgumentException.class, () -> sketch.quantile(-0.01));
        assertArrayEquals(before, ReqQuantiles.CODEC.toBytes(sketch));
        assertTrue(Double.isNaN(ReqQuantiles.ofHighRanks().max()));
    }

    @Test
    void oracle_updatesAllocateNothingAndTheStateGrowsSlowly() {
        ReqQuantiles sketch = ReqQuantiles.ofHighRanks(12, 1);
        double[] values = Streams.NORMAL.values(1 << 12, 1);
        fed(sketch, Streams.NORMAL.values(1 << 20, 1));
        assertEquals(0, Allocations.of(i -> sketch.update(values[i & (1 << 12) - 1])));
        assertTrue(sketch.stateBytes() <= 18_000, sketch.stateBytes() + " bytes");
    }

    @Test
    void golden_version1StillDecodes() {
        ReqQuantiles sketch = fed(ReqQuantiles.ofHighRanks(4, 9), Streams.NORMAL.values(1_000, 2));
        ReqQuantiles golden = Golden.decode("req-1.bin", ReqQuantiles.CODEC, sketch);
        assertEquals(sketch.quantile(0.9), golden.quantile(0.9));
        assertEquals(sketch.relativeRankError(), golden.relativeRankError());
    }

    private static ReqQuantiles fed(ReqQuantiles sketch, double[] values) {
        Arrays.stream(values).forEach(sketch::update);
        return sketch;
    }

    private static void count(Misses misses, ReqQuantiles sketch, double[] values, boolean high) {
        double[] sorted = Streams.sorted(values);
        int n = sorted.length;
        for (int distance = 1; distance < n; distance = distance * 5 / 4 + 1) {
            double value = sorted[high ? n - 1 - distance : distance - 1];
            int rank = Streams.rank(sorted, value);
            double error = Math.abs(sketch.rank(value) * n - rank);
            misses.add(error > sketch.relativeRankError() * (high ? n - rank : rank) + 1e-6);
        }
    }
}
