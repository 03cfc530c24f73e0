package io.rivulet.algorithms.quantile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against weights summed one by one. golden_: released forms. The laws come from the catalogue. */
class DecayedQuantilesTest {

    private static final Duration HALF_LIFE = Duration.ofSeconds(10);

    private record Timed(double value, long time) {}

    @Test
    void example_asInTheJavadoc() {
        var latencies = DecayedQuantiles.of(Duration.ofMinutes(1));
        latencies.update(10, 0);
        latencies.update(80, 60_000);
        assertEquals(1.0 / 3, latencies.rank(50), 1e-12);
        assertEquals(80, latencies.quantile(0.5), 0.8);
        assertEquals(1.5, latencies.weight(60_000), 1e-12);
    }

    @Test
    void oracle_quantilesAndRanksOfWeightsSummedOneByOneInAnyOrderOfTime() {
        for (Streams stream : Streams.values()) {
            for (long spread : new long[] {0, 1_000, 300_000}) {
                Timed[] records = records(stream, 2_000, spread, 7);
                requireRight(fed(records), records, 400_000);
            }
        }
    }

    /** Fifty thousand half-lives: the landmark moves many times, and only the last values are left. */
    @Test
    void oracle_theLandmarkMovesUnseen() {
        Timed[] records = new Timed[5_000];
        SplitMix64 random = new SplitMix64(3);
        Arrays.setAll(records, i -> new Timed(1 + random.nextInt(500), i * 100_000L));
        DecayedQuantiles sketch = fed(records);
        requireRight(sketch, records, 5_000 * 100_000L);
        assertTrue(sketch.stateBytes() < 10_000, sketch.stateBytes() + " bytes");
    }

    @Test
    void oracle_whereTheLandmarkLiesCannotBeSeen() {
        Timed[] records = records(Streams.NORMAL, 500, 2_000, 1);
        DecayedQuantiles forwards = fed(records);
        DecayedQuantiles backwards = DecayedQuantiles.of(HALF_LIFE);
        for (int i = records.length - 1; i >= 0; i--) {
            backwards.update(records[i].value, records[i].time);
        }
        for (double q : Streams.QUANTILES) {
            assertEquals(forwards.quantile(q), backwards.quantile(q));
        }
        assertEquals(forwards.weight(500_000), backwards.weight(500_000), 1e-9);
    }

    @Test
    void oracle_mergedPartsAnswerLikeTheWholeWhateverTheirTimes() {
        for (long apart : new long[] {0, 30_000, 1_000_000, 100_000_000}) {
            Timed[] early = records(Streams.HEAVY_TAIL, 700, 1_000, 1);
            Timed[] late = Arrays.stream(records(Streams.SIGNS_AND_ZEROS, 300, 1_000, 2))
                    .map(r -> new Timed(r.value, r.time + apart))
                    .toArray(Timed[]::new);
            Timed[] all = Arrays.copyOf(early, 1_000);
            System.arraycopy(late, 0, all, 700, 300);
            DecayedQuantiles one = fed(early);
            one.merge(fed(late));
            DecayedQuantiles other = fed(late);
            other.merge(fed(early));
            requireRight(one, all, apart + 700_000);
            requireRight(other, all, apart + 700_000);
        }
    }

    @Test
    void oracle_refusesWhatItMust() {
        DecayedQuantiles sketch = fed(records(Streams.NORMAL, 100, 0, 1));
        byte[] before = DecayedQuantiles.CODEC.toBytes(sketch);
        assertThrows(IllegalArgumentException.class, () -> sketch.update(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> sketch.update(1, Long.MIN_VALUE));
        assertThrows(IllegalArgumentException.class, () -> sketch.merge(DecayedQuantiles.of(Duration.ofSeconds(11))));
        assertThrows(IllegalArgumentException.class, () -> DecayedQuantiles.of(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> sketch.quantile(1.5));
        assertArrayEquals(before, DecayedQuantiles.CODEC.toBytes(sketch));
        DecayedQuantiles empty = DecayedQuantiles.of(HALF_LIFE);
        assertTrue(Double.isNaN(empty.quantile(0.5)) && Double.isNaN(empty.rank(1)));
        assertEquals(0, empty.weight(0));
    }

    @Test
    void oracle_updatesAllocateNothing() {
        DecayedQuantiles sketch = DecayedQuantiles.of(Duration.ofHours(1));
        double[] values = Streams.NORMAL.values(1 << 12, 1);
        assertEquals(0, Allocations.of(i -> sketch.update(values[i & (1 << 12) - 1], i)));
    }

    @Test
    void golden_version1StillDecodes() {
        DecayedQuantiles sketch = fed(records(Streams.SIGNS_AND_ZEROS, 200, 500, 1));
        DecayedQuantiles golden = Golden.decode("decayed-quantiles-1.bin", DecayedQuantiles.CODEC, sketch);
        assertEquals(sketch.quantile(0.9), golden.quantile(0.9));
    }

    /** A second apart, each up to so many milliseconds late. */
    private static Timed[] records(Streams stream, int length, long spread, long seed) {
        double[] values = stream.values(length, seed);
        SplitMix64 random = new SplitMix64(seed);
        Timed[] records = new Timed[length];
        Arrays.setAll(records, i -> new Timed(values[i], i * 1_000L - (spread == 0 ? 0 : random.nextLong(spread))));
        return records;
    }

    private static DecayedQuantiles fed(Timed[] records) {
        DecayedQuantiles sketch = DecayedQuantiles.of(HALF_LIFE);
        for (Timed record : records) {
            sketch.update(record.value, record.time);
        }
        return sketch;
    }

    private static void requireRight(DecayedQuantiles sketch, Timed[] records, long now) {
        Timed[] sorted = records.clone();
        Arrays.sort(sorted, (x, y) -> Double.compare(x.value, y.value));
        double total = 0;
        long latest = Arrays.stream(records).mapToLong(Timed::time).max().orElseThrow();
        double[] upTo = new double[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            total += Math.pow(2, (sorted[i].time - latest) / 10_000.0);
            upTo[i] = total;
        }
        assertEquals(total * Math.pow(2, (latest - now) / 10_000.0), sketch.weight(now), 1e-9 * sketch.weight(now));
        for (double q : new double[] {0.013, 0.1, 0.333, 0.5, 0.77, 0.9, 0.987}) {
            int at = 0;
            while (upTo[at] < q * total) {
                at++;
            }
            double exact = sorted[at].value;
            assertEquals(exact, sketch.quantile(q), sketch.relativeError() * Math.abs(exact), "quantile " + q);
            // All of the bucket counts: up to the last value that may share it.
            double reach = exact + 0.0203 * Math.abs(exact);
            int to = at;
            while (to + 1 < sorted.length && sorted[to + 1].value <= reach) {
                to++;
            }
            double rank = sketch.rank(exact);
            assertTrue(rank >= upTo[at] / total - 1e-9 && rank <= upTo[to] / total + 1e-9, "rank of " + exact);
        }
    }
}
