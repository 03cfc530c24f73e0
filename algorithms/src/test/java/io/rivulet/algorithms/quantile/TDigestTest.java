package io.rivulet.algorithms.quantile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc example. oracle_: against sorted arrays; there is no bound, so what is tested is the error that the Javadoc calls usual, and what is
 * exact. golden_: released forms. The laws come from the catalogue.
 */
class TDigestTest {

    /** Continuous ones: a digest interpolates, so over ties and gaps its values lie between those there are. */
    private static final Streams[] SMOOTH = {Streams.NORMAL, Streams.RISING, Streams.FALLING, Streams.CLOSING_IN};

    @Test
    void example_asInTheJavadoc() {
        var latencies = TDigest.create();
        for (int i = 1; i <= 100_000; i++) {
            latencies.update(i % 1_000);
        }
        assertEquals(998.48, latencies.quantile(0.999), 0.01);
        assertEquals(0.50049, latencies.rank(500), 1e-5);
    }

    /** The size of a centroid bounds nothing by proof; a third of it is missed by 1 or 2 ranks of 100. */
    @Test
    void oracle_ranksOffByLessThanAThirdOfACentroidUsually() {
        for (Streams stream : SMOOTH) {
            Misses misses = new Misses();
            for (int seed = 0; seed < 30; seed++) {
                double[] values = stream.values(20_000, seed);
                count(misses, fed(100, values), values, 100);
            }
            misses.requireAtMost(0.05, stream.name());
        }
    }

    @Test
    void oracle_mergedPartsErrAlike() {
        for (Streams stream : SMOOTH) {
            for (int parts : new int[] {2, 3, 7}) {
                Misses misses = new Misses();
                for (int seed = 0; seed < 10; seed++) {
                    double[] values = stream.values(20_000, seed);
                    TDigest[] each = new TDigest[parts];
                    Arrays.setAll(each, i -> TDigest.create(100));
                    for (int i = 0; i < values.length; i++) {
                        each[i % parts].update(values[i]);
                    }
                    TDigest merged = TDigest.create(100);
                    Arrays.stream(each).forEach(merged::merge);
                    assertEquals(values.length, merged.count());
                    count(misses, merged, values, 100);
                }
                misses.requireAtMost(0.1, stream + " in " + parts + " parts");
            }
        }
    }

    /** Of a hundred thousand values with a long tail, ranks err by less than their distance from the end, where 1 % of the rank would be a thousand values. */
    @Test
    void oracle_tailsAreMoreExactThanTheMiddle() {
        for (int seed = 0; seed < 5; seed++) {
            double[] values = Streams.HEAVY_TAIL.values(100_000, seed);
            double[] sorted = Streams.sorted(values);
            TDigest digest = fed(100, values);
            for (double tail : new double[] {1e-3, 1e-4}) {
                double off = Streams.rankError(sorted, 1 - tail, digest.quantile(1 - tail));
                assertTrue(off <= 0.7 * tail, "rank of 1 - " + tail + " off by " + off);
            }
        }
    }

    @Test
    void oracle_minimumAndMaximumAreExact() {
        for (Streams stream : Streams.values()) {
            double[] values = stream.values(50_000, 1);
            double[] sorted = Streams.sorted(values);
            TDigest digest = fed(200, values);
            assertEquals(sorted[0], digest.min());
            assertEquals(sorted[49_999], digest.max());
            assertEquals(sorted[0], digest.quantile(0));
            assertEquals(sorted[49_999], digest.quantile(1));
            assertEquals(1, digest.rank(Double.POSITIVE_INFINITY));
            assertEquals(0, digest.rank(Math.nextDown(sorted[0])));
        }
    }

    @Test
    void oracle_exactAsLongAsNothingIsMerged() {
        for (Streams stream : Streams.values()) {
            double[] values = stream.values(200, 3);
            double[] sorted = Streams.sorted(values);
            TDigest digest = fed(100, values);
            for (double q = 0; q <= 1; q += 0.01) {
                assertEquals(Streams.quantile(sorted, q), digest.quantile(q));
            }
            for (double value : values) {
                assertEquals(Streams.rank(sorted, value) / 200.0, digest.rank(value), 1e-12);
                double below = Math.nextDown(value);
                assertEquals(Streams.rank(sorted, below) / 200.0, digest.rank(below), 1e-12);
            }
        }
    }

    @Test
    void oracle_ranksAndQuantilesNeverFallAndStayWithinTheExtremes() {
        for (Streams stream : Streams.values()) {
            TDigest digest = fed(20, stream.values(5_000, 2));
            double last = Double.NEGATIVE_INFINITY;
            for (int i = 0; i <= 1_000; i++) {
                double value = digest.quantile(i / 1_000.0);
                assertTrue(value >= last && value >= digest.min() && value <= digest.max());
                last = value;
            }
            double lastRank = 0;
            for (int i = 0; i <= 1_000; i++) {
                double rank = digest.rank(digest.min() + (digest.max() - digest.min()) * i / 1_000);
                assertTrue(rank >= lastRank && rank <= 1, stream + ": " + rank + " after " + lastRank);
                lastRank = rank;
            }
        }
    }

    @Test
    void oracle_neverMoreCentroidsThanOneAndAHalfTimesTheCompression() {
        for (Streams stream : Streams.values()) {
            for (int compression : new int[] {10, 33, 100}) {
                TDigest digest = fed(compression, stream.values(30_000, 1));
                for (int i = 0; i < 7; i++) {
                    digest.merge(digest.copy());
                }
                // After the form's name, its version and five fields comes the number of centroids.
                byte[] bytes = TDigest.CODEC.toBytes(digest);
                int at = 4 + "t-digest".length() + 1 + 4 + 8 + 8 + 8 + 1;
                int centroids = bytes[at + 2] << 8 | bytes[at + 3] & 0xff;
                assertTrue(centroids > compression / 3 && centroids <= 1.5 * compression + 3, centroids + " centroids");
            }
        }
    }

    @Test
    void oracle_valuesAtTheEndsOfTheRangeDoNotOverflow() {
        TDigest digest = TDigest.create(10);
        for (int i = 0; i < 5_000; i++) {
            digest.update(i % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE);
        }
        digest.merge(digest.copy());
        for (double q : Streams.QUANTILES) {
            assertTrue(Double.isFinite(digest.quantile(q)), "quantile " + q + ": " + digest.quantile(q));
        }
        assertArrayEquals(
                TDigest.CODEC.toBytes(digest),
                TDigest.CODEC.toBytes(TDigest.CODEC.fromBytes(TDigest.CODEC.toBytes(digest))));
    }

    @Test
    void oracle_refusesWhatItMust() {
        TDigest digest = fed(10, Streams.NORMAL.values(1_000, 1));
        byte[] before = TDigest.CODEC.toBytes(digest);
        assertThrows(IllegalArgumentException.class, () -> digest.update(Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> digest.quantile(2));
        assertThrows(IllegalArgumentException.class, () -> TDigest.create(9));
        assertArrayEquals(before, TDigest.CODEC.toBytes(digest));
        assertTrue(Double.isNaN(TDigest.create().quantile(0.5))
                && Double.isNaN(TDigest.create().rank(0)));
        digest.merge(fed(500, Streams.NORMAL.values(1_000, 2)));
        assertEquals(2_000, digest.count());
        assertEquals(10, digest.compression());
    }

    @Test
    void oracle_updatesAllocateNothing() {
        TDigest digest = TDigest.create();
        double[] values = Streams.NORMAL.values(1 << 12, 1);
        assertEquals(0, Allocations.of(i -> digest.update(values[i & (1 << 12) - 1])));
        assertTrue(digest.stateBytes() <= 48 * 100 + 300, digest.stateBytes() + " bytes");
    }

    @Test
    void golden_version1StillDecodes() {
        TDigest digest = fed(20, Streams.NORMAL.values(1_010, 2));
        TDigest golden = Golden.decode("t-digest-1.bin", TDigest.CODEC, digest);
        assertEquals(digest.quantile(0.9), golden.quantile(0.9));
    }

    private static TDigest fed(int compression, double[] values) {
        TDigest digest = TDigest.create(compression);
        Arrays.stream(values).forEach(digest::update);
        return digest;
    }

    private static void count(Misses misses, TDigest digest, double[] values, int compression) {
        double[] sorted = Streams.sorted(values);
        for (double q : Streams.QUANTILES) {
            double third =
                    Math.max(2 * Math.PI * Math.sqrt(q * (1 - q)) / compression, Math.pow(Math.PI / compression, 2))
                            / 3;
            double allowed = third + 0.5 / sorted.length;
            misses.add(Streams.rankError(sorted, q, digest.quantile(q)) > allowed);
            double value = Streams.quantile(sorted, q);
            double rank = (double) Streams.rank(sorted, value) / sorted.length;
            misses.add(Math.abs(digest.rank(value) - rank) > allowed);
        }
    }
}
