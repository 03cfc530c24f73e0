package io.rivulet.algorithms.distinct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** oracle_: a token against the hash it came from, the table against a set, the estimate against the probability that two items share a token. */
class TokensTest {

    @Test
    void oracle_aTokensHashLeavesTheSameRegistersAsTheItemsOwn() {
        SplitMix64 random = new SplitMix64(1);
        for (int round = 0; round < 200_000; round++) {
            long hash = random.nextLong() >>> random.nextInt(64);
            int token = Tokens.token(hash);
            long again = Tokens.hash(token);
            assertTrue(token != 0);
            assertEquals(token, Tokens.token(again));
            int precision = 4 + random.nextInt(15);
            assertEquals(Registers.index(hash, precision), Registers.index(again, precision));
            assertEquals(Registers.rank(hash, precision), Registers.rank(again, precision));
            for (int t = 0; t <= 2; t++) {
                assertEquals(ExaRegister.index(hash, t, precision), ExaRegister.index(again, t, precision));
                assertEquals(ExaRegister.value(hash, t, precision), ExaRegister.value(again, t, precision));
            }
        }
    }

    @Test
    void oracle_isASet() {
        for (int seed = 0; seed < 50; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            Tokens tokens = new Tokens();
            Set<Integer> exact = new TreeSet<>();
            int shift = random.nextInt(60);
            for (int i = 0; i < 2_000; i++) {
                int token = Tokens.token(random.nextLong(3_000) << shift);
                tokens.add(token);
                exact.add(token);
                assertEquals(exact.size(), tokens.size());
            }
            int[] found = new int[tokens.capacity()];
            Arrays.setAll(found, tokens::at);
            assertArrayEquals(
                    exact.stream().mapToInt(Integer::intValue).toArray(),
                    Arrays.stream(found).filter(t -> t != 0).sorted().toArray());
            assertTrue(4 * tokens.size() <= 3 * tokens.capacity());
            assertTrue(tokens.size() >= 3 * tokens.capacity() / 8 || tokens.size() <= 3, "at least half as full");
            assertEquals(exact.size(), decoded(tokens, 2_000).size());
        }
    }

    @Test
    void oracle_twoItemsShareATokenOnceInAsManyPairsAsThereAreSlots() {
        // Probability of a token: 2^-26 for the index, 2^-rank for the rank, the two highest ranks being equally
        // likely.
        double same = 0;
        for (int rank = 1; rank <= 39; rank++) {
            same += Math.pow(2, -2 * Math.min(rank, 38));
        }
        double slots = Math.pow(2, 26) / same;
        assertEquals(1 / Math.sqrt(2 * slots), Tokens.STANDARD_ERROR, 1e-12);
        Tokens tokens = new Tokens();
        assertEquals(0, tokens.estimate());
        for (int n = 1; n <= 20_000; n++) {
            tokens.add(Tokens.token(SplitMix64.mix(n) ^ n));
            double lost = (double) tokens.size() * tokens.size() / (2 * slots);
            assertEquals(tokens.size() + lost, tokens.estimate(), 1e-3);
        }
        assertEquals(20_000, tokens.estimate(), 4 * Tokens.STANDARD_ERROR * 20_000);
    }

    @Test
    void oracle_aFullTableTakesAtMostHalfOfTheRegistersBytes() {
        assertEquals(384, Tokens.limit(4_096));
        assertEquals(0, Tokens.limit(128));
        for (int lg = 8; lg <= 20; lg++) {
            Tokens tokens = new Tokens();
            for (int i = 0; tokens.size() < Tokens.limit(1 << lg); i++) {
                tokens.add(Tokens.token(SplitMix64.mix(i)));
            }
            assertTrue(tokens.stateBytes() - 40 <= 0.75 * (1 << lg), "bytes for " + lg + ": " + tokens.stateBytes());
        }
    }

    @Test
    void oracle_bytesThatAreNoTokensAreRefused() {
        assertThrows(CorruptStateException.class, () -> decoded(new StateWriter().writeInt(1), 10));
        assertThrows(CorruptStateException.class, () -> decoded(new StateWriter().writeInt(-1), 10));
        assertThrows(
                CorruptStateException.class,
                () -> decoded(new StateWriter().writeInt(1).writeInt(64), 10));
        assertThrows(
                CorruptStateException.class,
                () -> decoded(new StateWriter().writeInt(1).writeInt(40), 10));
        assertThrows(
                CorruptStateException.class,
                () -> decoded(new StateWriter().writeInt(2).writeInt(65).writeInt(65), 10));
        assertThrows(
                CorruptStateException.class,
                () -> decoded(new StateWriter().writeInt(2).writeInt(65).writeInt(66), 1));
        assertEquals(
                2,
                decoded(new StateWriter().writeInt(2).writeInt(65).writeInt(66), 2)
                        .size());
    }

    private static Tokens decoded(Tokens tokens, int limit) {
        StateWriter out = new StateWriter();
        tokens.encode(out);
        Tokens again = decoded(out, limit);
        StateWriter twice = new StateWriter();
        again.encode(twice);
        assertArrayEquals(out.toByteArray(), twice.toByteArray());
        return again;
    }

    private static Tokens decoded(StateWriter out, int limit) {
        return Tokens.decode(new StateReader(out.toByteArray()), limit);
    }
}
