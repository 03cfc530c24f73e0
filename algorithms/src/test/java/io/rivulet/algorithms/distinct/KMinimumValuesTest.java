package io.rivulet.algorithms.distinct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.SplitMix64;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against sorted sets of all hashes, and exact sets of items. golden_: released forms. The laws come from the catalogue. */
class KMinimumValuesTest {

    @Test
    void example_asInTheJavadoc() {
        var monday = KMinimumValues.create();
        var tuesday = KMinimumValues.create();
        for (int id = 0; id < 60_000; id++) {
            monday.update(id);
            tuesday.update(id + 20_000);
        }
        assertEquals(60_000, monday.estimate(), 4 * 60_000 / Math.sqrt(4_094));
        assertEquals(0.5, monday.similarity(tuesday), 4 * 0.5 / 64);
        KMinimumValues both = monday.copy();
        both.merge(tuesday);
        assertEquals(40_000, monday.similarity(tuesday) * both.estimate(), 4 * 40_000 / 32.0);
    }

    @Test
    void oracle_theStateIsTheKSmallestHashesHoweverTheyCame() {
        for (int seed = 0; seed < 200; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            int k = 16 + random.nextInt(100);
            int parts = 1 + random.nextInt(7);
            List<KMinimumValues> states = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                states.add(KMinimumValues.create(k));
            }
            TreeSet<BigInteger> all = new TreeSet<>();
            int length = 1 + random.nextInt(1_000);
            for (int i = 0; i < length; i++) {
                long hash = random.nextInt(4) == 0 ? SplitMix64.mix(random.nextInt(50)) : random.nextLong();
                all.add(new BigInteger(Long.toUnsignedString(hash)));
                states.get(random.nextInt(parts)).updateHash(hash);
                states.get(random.nextInt(parts)).updateHash(hash);
            }
            KMinimumValues merged = states.get(random.nextInt(parts));
            for (int i = 0; i < 2 * parts; i++) {
                merged.merge(states.get(i % parts));
            }
            KMinimumValues whole = KMinimumValues.create(k);
            all.descendingSet().forEach(hash -> whole.updateHash(hash.longValue()));
            assertArrayEquals(bytes(whole), bytes(merged), "seed " + seed);
            double expected = all.size();
            if (all.size() >= k) {
                BigInteger last = all.stream().skip(k - 1).findFirst().orElseThrow();
                expected = (k - 1) / (last.doubleValue() / 0x1p64);
            }
            assertEquals(expected, merged.estimate(), 1e-9 * expected);
            assertEquals(all.size() < k ? 0 : 1 / Math.sqrt(k - 2), merged.relativeStandardError());
            byte[] again = bytes(KMinimumValues.CODEC.fromBytes(bytes(merged)));
            assertArrayEquals(bytes(merged), again);
        }
    }

    @Test
    void oracle_unbiasedAndWithinTheStandardError() {
        CountingTrials.check(
                300,
                new int[] {1, 100, 127, 128, 150, 1_000, 20_000},
                0,
                stream -> KMinimumValues.create(128, stream),
                (counter, n) -> counter.relativeStandardError());
    }

    /** 200 pairs of streams; the mean must be within 4 of its deviations (a false alarm once in 16,000), the deviation within a fifth of the formula. */
    @Test
    void oracle_similarityIsUnbiasedAndDeviatesAsTheFormulaSays() {
        int k = 256;
        for (double truth : new double[] {0, 0.1, 0.5, 0.9, 1}) {
            int both = (int) Math.round(truth * 10_000);
            double sum = 0;
            double squares = 0;
            int pairs = 200;
            for (int pair = 0; pair < pairs; pair++) {
                KMinimumValues one = KMinimumValues.create(k, pair);
                KMinimumValues other = KMinimumValues.create(k, pair);
                for (int i = 0; i < 10_000; i++) {
                    if (i < both || i % 2 == 0) {
                        one.update(i);
                    }
                    if (i < both || i % 2 == 1) {
                        other.update(i);
                    }
                }
                double error = one.similarity(other) - truth;
                assertEquals(one.similarity(other), other.similarity(one));
                sum += error;
                squares += error * error;
            }
            double deviation = Math.sqrt(truth * (1 - truth) / k);
            assertEquals(0, sum / pairs, 4 * deviation / Math.sqrt(pairs) + 1e-12);
            assertEquals(deviation, Math.sqrt(squares / pairs), 0.2 * deviation + 1e-12);
        }
        assertEquals(Double.NaN, KMinimumValues.create().similarity(KMinimumValues.create()));
        KMinimumValues some = KMinimumValues.create();
        some.update(1);
        assertEquals(0, some.similarity(KMinimumValues.create()));
        assertEquals(1, some.similarity(some));
    }

    @Test
    void oracle_mergingUnequalSizesEqualsFeedingTheSmallerOne() {
        SplitMix64 random = new SplitMix64(4);
        for (int round = 0; round < 100; round++) {
            int left = 16 + random.nextInt(200);
            int right = 16 + random.nextInt(200);
            KMinimumValues a = KMinimumValues.create(left);
            KMinimumValues b = KMinimumValues.create(right);
            KMinimumValues direct = KMinimumValues.create(Math.min(left, right));
            for (int i = random.nextInt(600); i > 0; i--) {
                long item = random.nextLong();
                (random.nextInt(2) == 0 ? a : b).update(item);
                direct.update(item);
            }
            KMinimumValues ba = b.copy();
            ba.merge(a);
            a.merge(b);
            assertArrayEquals(bytes(direct), bytes(a));
            assertArrayEquals(bytes(direct), bytes(ba));
            assertEquals(right, b.k());
        }
    }

    @Test
    void oracle_bytesAreAsManyAsDocumentedAndUpdatesAllocateNothing() {
        KMinimumValues counter = KMinimumValues.create();
        assertEquals(0, Allocations.of(i -> counter.update(SplitMix64.mix(i))));
        assertEquals(0, Allocations.of(i -> counter.update(SplitMix64.mix(i % 5_000))));
        assertEquals(9 * 4_096, counter.stateBytes(), 0.01 * 9 * 4_096);
    }

    @Test
    void oracle_otherSeedsAreRefused() {
        KMinimumValues counter = KMinimumValues.create(16, 1);
        KMinimumValues other = KMinimumValues.create(16, 2);
        assertEquals(
                "cannot compare or merge KMinimumValues of seed 1 with seed 2: equal items have different hashes",
                assertThrows(IllegalArgumentException.class, () -> counter.merge(other))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> counter.similarity(other));
        assertThrows(IllegalArgumentException.class, () -> KMinimumValues.create(15));
        assertEquals(10_002, KMinimumValues.ofRelativeError(0.01).k());
        assertThrows(IllegalArgumentException.class, () -> KMinimumValues.ofRelativeError(0));
    }

    /** Real words: how many, and how similar the first half of the text is to the second; four standard deviations each. */
    @Test
    void oracle_countsAndComparesRealWords() throws IOException {
        Set<String> exactFirst = new HashSet<>();
        Set<String> exactSecond = new HashSet<>();
        KMinimumValues first = KMinimumValues.create(1_024);
        KMinimumValues second = KMinimumValues.create(1_024);
        int[] lines = {0};
        boolean there = CountingTrials.forEachLine("tinyshakespeare.txt.gz", line -> {
            boolean half = lines[0]++ < 20_000;
            for (String word : line.split(" +", -1)) {
                (half ? first : second).update(word);
                (half ? exactFirst : exactSecond).add(word);
            }
        });
        assumeTrue(there, "no data");
        assertEquals(exactFirst.size(), first.estimate(), 4 * exactFirst.size() / 32.0);
        Set<String> either = new HashSet<>(exactFirst);
        either.addAll(exactSecond);
        double similarity = (double) (exactFirst.size() + exactSecond.size() - either.size()) / either.size();
        assertEquals(similarity, first.similarity(second), 4 * 0.5 / 32);
        assertTrue(similarity > 0.2);
    }

    @Test
    void golden_version1StillDecodes() {
        KMinimumValues counter = KMinimumValues.create(20, 42);
        for (int i = 0; i < 100; i++) {
            counter.update(i);
            counter.update("item-" + i);
        }
        KMinimumValues golden = Golden.decode("k-minimum-values-1.bin", KMinimumValues.CODEC, counter);
        assertEquals(counter.estimate(), golden.estimate());
        long[] smallest = new long[200];
        Arrays.setAll(smallest, i -> i < 100 ? Hash.ofLong(i, 42) : Hash.ofText("item-" + (i - 100), 42));
        double last = Arrays.stream(smallest)
                .mapToObj(hash -> new BigInteger(Long.toUnsignedString(hash)))
                .sorted()
                .skip(19)
                .findFirst()
                .orElseThrow()
                .doubleValue();
        assertEquals(19 / (last / 0x1p64), golden.estimate(), 1e-9 * golden.estimate());
    }

    private static byte[] bytes(KMinimumValues counter) {
        return KMinimumValues.CODEC.toBytes(counter);
    }
}
