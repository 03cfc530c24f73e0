package io.rivulet.algorithms.similarity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc examples. oracle_: against known angles. golden_: released forms. The laws come from the catalogue. */
class SimHashTest {

    @Test
    void example_asInTheJavadoc() {
        var monday = SimHash.create(1_024, 0);
        var tuesday = SimHash.create(1_024, 0);
        for (int page = 0; page < 100; page++) {
            monday.update(page, 3);
            tuesday.update(page, page < 50 ? 6 : 0);
        }
        assertEquals(0.77, monday.cosine(tuesday), 0.005);
        var words = CosineSimilarity.create(1_024, 0);
        for (String word : "to be or not to be".split(" ", -1)) {
            words.updateFirst(word);
        }
        for (String word : "to be or what".split(" ", -1)) {
            words.updateSecond(word);
        }
        assertEquals(0.83, words.estimate(), 0.005);
    }

    /**
     * Two hundred items of weight one on each side, of which so many are the same: over 300 seeds the mean angle is within five of its standard errors and 0.02,
     * which hashed signs are off; the deviations have the stated size within a factor of 1.5, more than five of their own deviations.
     */
    @Test
    void oracle_theAngleHasTheStatedError() {
        for (int same : new int[] {0, 60, 120, 180, 200}) {
            double truth = Math.acos(same / 200.0);
            double p = truth / Math.PI;
            double promised = Math.PI * Math.sqrt(p * (1 - p) / 128);
            double sum = 0;
            double squares = 0;
            for (int seed = 0; seed < 300; seed++) {
                var first = SimHash.create(128, seed);
                var second = SimHash.create(128, seed);
                for (int i = 0; i < 200; i++) {
                    first.update(i, 1);
                    second.update(i < same ? i : 1_000 + i, 1);
                }
                double error = first.angle(second) - truth;
                sum += error;
                squares += error * error;
            }
            assertEquals(0, sum / 300, 5 * promised / Math.sqrt(300) + 0.02 * truth, "mean error at " + truth);
            assertTrue(squares / 300 <= 1.5 * promised * promised, "deviation at " + truth);
        }
    }

    @Test
    void oracle_retractAndSubtractUndo() {
        var kept = SimHash.create(64, 3);
        var other = SimHash.create(64, 3);
        for (int i = 0; i < 500; i++) {
            kept.update("item-" + i % 40, i);
            other.update("item-" + i % 70);
        }
        byte[] before = SimHash.CODEC.toBytes(kept);
        kept.merge(other);
        kept.subtract(other);
        kept.update(7L, 1);
        kept.update("x");
        kept.retract(7L);
        kept.retract("x");
        assertArrayEquals(before, SimHash.CODEC.toBytes(kept));
        assertThrows(IllegalArgumentException.class, () -> other.subtract(kept));
        var empty = SimHash.create(64, 3);
        assertEquals(
                "weight must be in 0..0, the total, got 1",
                assertThrows(IllegalArgumentException.class, () -> empty.retract("x"))
                        .getMessage());
        assertTrue(Double.isNaN(empty.cosine(kept)));
    }

    @Test
    void oracle_theFingerprintIsTheSigns() {
        var one = SimHash.create(128, 5);
        one.updateHash(99, 1);
        long[] bits = one.fingerprint();
        one.updateHash(98, 3);
        var heavy = SimHash.create(128, 5);
        heavy.updateHash(98, 1);
        assertArrayEquals(heavy.fingerprint(), one.fingerprint(), "the heavier item decides");
        assertEquals(2, bits.length);
        assertEquals(
                Math.PI
                        * (Long.bitCount(bits[0] ^ heavy.fingerprint()[0])
                                + Long.bitCount(bits[1] ^ heavy.fingerprint()[1]))
                        / 128,
                single(99).angle(heavy),
                1e-12);
    }

    private static SimHash single(long hash) {
        var s = SimHash.create(128, 5);
        s.updateHash(hash, 1);
        return s;
    }

    @Test
    void oracle_refusalsSayWhatMustHold() {
        assertEquals(
                "bits must be a multiple of 64 in 64..8192, got 100",
                assertThrows(IllegalArgumentException.class, () -> SimHash.create(100, 0))
                        .getMessage());
        var s = SimHash.create(64, 0);
        s.update("x", 1L << 62);
        assertThrows(IllegalArgumentException.class, () -> s.update("y"));
        assertThrows(IllegalArgumentException.class, () -> s.update("y", -1));
        assertThrows(IllegalArgumentException.class, () -> s.merge(s));
        assertThrows(IllegalArgumentException.class, () -> s.merge(SimHash.create(64, 1)));
        assertThrows(IllegalArgumentException.class, () -> s.angle(SimHash.create(128, 0)));
        assertEquals(1L << 62, s.total());
        assertEquals(0, Allocations.of(i -> s.updateHash(i, 0)));
    }

    @Test
    void golden_version1StillDecodes() {
        var s = SimHash.create(64, 42);
        for (int i = 0; i < 100; i++) {
            s.update("item-" + i, i);
        }
        assertArrayEquals(
                s.fingerprint(),
                Golden.decode("sim-hash-1.bin", SimHash.CODEC, s).fingerprint());
    }
}
