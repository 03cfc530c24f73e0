package io.rivulet.algorithms.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.statistics.StreamingHistogram.Bin;
import java.util.List;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc's, and that of the paper. oracle_: exact where it says so, ranks of smooth values. The laws come from the catalogue. */
class StreamingHistogramTest {

    @Test
    void example_asInTheJavadoc() {
        var sizes = StreamingHistogram.of(3);
        for (double value : new double[] {1, 2, 10, 20}) {
            sizes.update(value);
        }
        assertEquals(List.of(new Bin(1.5, 2), new Bin(10, 1), new Bin(20, 1)), sizes.bins());
    }

    /** The running example of the paper: 23, 19, 10, 16, 36, 2, 9, 32, 30, 45 in five bins. */
    @Test
    void example_ofThePaper() {
        var histogram = StreamingHistogram.of(5);
        for (double value : new double[] {23, 19, 10, 16, 36, 2, 9}) {
            histogram.update(value);
        }
        assertEquals(
                List.of(new Bin(2, 1), new Bin(9.5, 2), new Bin(17.5, 2), new Bin(23, 1), new Bin(36, 1)),
                histogram.bins());
        var other = StreamingHistogram.of(5);
        for (double value : new double[] {32, 30, 45}) {
            other.update(value);
        }
        histogram.merge(other);
        assertEquals(5, histogram.bins().size());
        assertEquals(10, histogram.count());
        assertEquals(2, histogram.bins().get(0).centre());
        assertEquals(45, histogram.bins().get(4).centre());
        // In the paper's figure 3.28 values are at most 15.
        assertEquals(3.28, 10 * histogram.rank(15), 0.3);
    }

    @Test
    void oracle_exactAsLongAsThereAreBinsForAll() {
        var dice = StreamingHistogram.of(6);
        SplitMix64 random = new SplitMix64(1);
        long[] seen = new long[7];
        for (int i = 0; i < 10_000; i++) {
            int eyes = 1 + random.nextInt(6);
            seen[eyes]++;
            dice.update(eyes);
        }
        long upTo = 0;
        for (int eyes = 1; eyes <= 6; eyes++) {
            upTo += seen[eyes];
            assertEquals((double) upTo / 10_000, dice.rank(eyes + 0.5));
            assertEquals(eyes, dice.quantile((double) upTo / 10_000));
        }
        assertEquals(0, dice.rank(0.9));
    }

    /** Ranks of smooth values within 1 / bins, and the quantile is the inverse of the rank. */
    @Test
    void oracle_ranksOfSmoothValues() {
        for (int seed = 0; seed < 20; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            var parts = StreamingHistogram.of(64);
            var whole = StreamingHistogram.of(64);
            var part = StreamingHistogram.of(64);
            for (int i = 0; i < 20_000; i++) {
                double value = random.nextDouble();
                whole.update(value);
                part.update(value);
                if (i % 5_000 == 4_999) {
                    parts.merge(part);
                    part.reset();
                }
            }
            for (double q = 0.02; q < 1; q += 0.02) {
                assertEquals(q, whole.rank(q), 1.0 / 64, "seed " + seed);
                assertEquals(q, parts.rank(q), 1.0 / 64, "seed " + seed);
                assertEquals(q, whole.rank(whole.quantile(q)), 1e-9);
            }
            assertEquals(whole.min(), whole.quantile(0));
            assertEquals(whole.max(), whole.quantile(1));
            assertEquals(20_000, parts.count());
            assertEquals(whole.max(), parts.max());
        }
    }

    @Test
    void oracle_mergedWithItselfItHasTheSameShape() {
        var histogram = StreamingHistogram.of(8);
        SplitMix64 random = new SplitMix64(3);
        for (int i = 0; i < 1_000; i++) {
            histogram.update(random.nextGaussian());
        }
        double before = histogram.rank(0.3);
        histogram.merge(histogram);
        assertEquals(2_000, histogram.count());
        assertEquals(before, histogram.rank(0.3), 1e-12);
    }

    @Test
    void oracle_refusesWhatItMust() {
        var histogram = StreamingHistogram.of(4);
        assertTrue(Double.isNaN(histogram.rank(1)) && Double.isNaN(histogram.quantile(0.5)));
        assertTrue(Double.isNaN(histogram.min()) && histogram.bins().isEmpty());
        histogram.update(-0.0);
        histogram.update(0.0);
        assertEquals(List.of(new Bin(0.0, 2)), histogram.bins());
        byte[] before = StreamingHistogram.CODEC.toBytes(histogram);
        assertThrows(IllegalArgumentException.class, () -> histogram.update(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> histogram.rank(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> histogram.quantile(1.1));
        assertThrows(IllegalArgumentException.class, () -> histogram.merge(StreamingHistogram.of(5)));
        assertThrows(IllegalArgumentException.class, () -> StreamingHistogram.of(1));
        assertArrayEquals(before, StreamingHistogram.CODEC.toBytes(histogram));
    }
}
