package io.rivulet.algorithms.distinct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** oracle_: against the set of all values that a register was given, and bit by bit. */
class ExaRegisterTest {

    @Test
    void oracle_aRegisterIsTheHighestValueAndABitForEachOfThoseBelow() {
        SplitMix64 random = new SplitMix64(1);
        for (int round = 0; round < 5_000; round++) {
            int d = random.nextInt(25);
            int highest = 1 + random.nextInt(200);
            Set<Integer> one = new TreeSet<>();
            Set<Integer> two = new TreeSet<>();
            long registerOne = 0;
            long registerTwo = 0;
            for (int i = random.nextInt(30); i > 0; i--) {
                int value = 1 + random.nextInt(highest);
                if (random.nextInt(3) == 0) {
                    one.add(value);
                    registerOne = ExaRegister.with(registerOne, value, d);
                } else {
                    two.add(value);
                    registerTwo = ExaRegister.with(registerTwo, value, d);
                }
            }
            assertEquals(register(one, d), registerOne);
            assertEquals(register(two, d), registerTwo);
            Set<Integer> both = new TreeSet<>(one);
            both.addAll(two);
            assertEquals(register(both, d), ExaRegister.merged(registerOne, registerTwo, d));
            assertEquals(register(both, d), ExaRegister.merged(registerTwo, registerOne, d));
        }
    }

    private static long register(Set<Integer> values, int d) {
        if (values.isEmpty()) {
            return 0;
        }
        int highest = values.stream().mapToInt(Integer::intValue).max().orElseThrow();
        long flags = 0;
        for (int below = 1; below <= d; below++) {
            if (values.contains(highest - below) || highest == below) {
                flags |= 1L << (d - below);
            }
        }
        return (long) highest << d | flags;
    }

    @Test
    void oracle_withoutRefinementOrBitsItIsHyperLogLogsRegister() {
        SplitMix64 random = new SplitMix64(2);
        for (int round = 0; round < 20_000; round++) {
            long hash = random.nextLong() >>> random.nextInt(64);
            int precision = 4 + random.nextInt(15);
            assertEquals(Registers.index(hash, precision), ExaRegister.index(hash, 0, precision));
            assertEquals(Registers.rank(hash, precision), ExaRegister.value(hash, 0, precision));
            assertEquals(Registers.maxRank(precision), ExaRegister.maxValue(0, precision));
        }
    }

    @Test
    void oracle_lowBitsRefineTheNextAreTheIndexAndTheRestIsCounted() {
        SplitMix64 random = new SplitMix64(3);
        for (int round = 0; round < 20_000; round++) {
            long hash = random.nextLong() >>> random.nextInt(64);
            int t = random.nextInt(4);
            int precision = 4 + random.nextInt(15);
            int zeros = 0;
            for (int bit = 63; bit >= precision + t && (hash >>> bit & 1) == 0; bit--) {
                zeros++;
            }
            long low = hash & ((1L << t) - 1);
            assertEquals(zeros * (1L << t) + low + 1, ExaRegister.value(hash, t, precision));
            assertEquals(hash >>> t & ((1L << precision) - 1), ExaRegister.index(hash, t, precision));
            assertTrue(ExaRegister.value(hash, t, precision) <= ExaRegister.maxValue(t, precision));
        }
        assertEquals(ExaRegister.maxValue(2, 10), ExaRegister.value(3, 2, 10));
    }

    @Test
    void oracle_aFoldedRegisterIsTheOneFedAtTheSmallerPrecision() {
        SplitMix64 random = new SplitMix64(4);
        for (int round = 0; round < 3_000; round++) {
            int t = random.nextInt(3);
            int d = random.nextInt(25);
            int from = 4 + random.nextInt(6);
            int to = 4 + random.nextInt(from - 3);
            int shift = random.nextInt(60);
            long[] fine = new long[1 << from];
            long[] coarse = new long[1 << to];
            for (int i = 0; i < 100; i++) {
                // Hashes with many leading zeros, so that values at the upper end are common.
                long hash = random.nextLong() >>> shift;
                int index = ExaRegister.index(hash, t, from);
                fine[index] = ExaRegister.with(fine[index], ExaRegister.value(hash, t, from), d);
                index = ExaRegister.index(hash, t, to);
                coarse[index] = ExaRegister.with(coarse[index], ExaRegister.value(hash, t, to), d);
            }
            long[] folded = new long[1 << to];
            for (int i = 0; i < fine.length; i++) {
                int index = Registers.foldedIndex(i, to);
                folded[index] = ExaRegister.withFolded(folded[index], fine[i], i, t, d, from, to);
            }
            for (int i = 0; i < coarse.length; i++) {
                assertEquals(coarse[i], folded[i], "t " + t + ", d " + d + ", " + from + " to " + to);
            }
        }
    }

    @Test
    void oracle_validAreJustTheRegistersThatSomeValuesLeave() {
        int t = 1;
        int d = 3;
        int precision = 60;
        int highest = ExaRegister.maxValue(t, precision);
        Set<Long> reachable = new HashSet<>();
        for (int set = 0; set < 1 << highest; set++) {
            long register = 0;
            for (int value = 1; value <= highest; value++) {
                if ((set >>> (value - 1) & 1) != 0) {
                    register = ExaRegister.with(register, value, d);
                }
            }
            reachable.add(register);
        }
        for (long register = 0; register < 1 << 10; register++) {
            assertEquals(
                    reachable.contains(register),
                    ExaRegister.valid(register, t, d, precision),
                    Long.toBinaryString(register));
        }
        assertFalse(ExaRegister.valid((long) (highest + 1) << d, t, d, precision));
    }
}
