package io.rivulet.algorithms.entropy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against the largest of all counts. The laws come from the catalogue. */
class MinEntropyTest {

    @Test
    void example_asInTheJavadoc() {
        var guess = MinEntropy.create();
        "abracadabra".chars().forEach(guess::update);
        assertEquals(5 / 11.0, guess.largestShare());
        assertEquals(1.1375035237, guess.estimate(), 1e-10);
    }

    @Test
    void oracle_knowsTheLargestCountOfASlidingWindow() {
        var guess = MinEntropy.create();
        Map<Long, Long> counts = new HashMap<>();
        Deque<Long> window = new ArrayDeque<>();
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < 30_000; i++) {
            long item = i / 300 % 5 == 0 ? 3 : random.nextInt(40);
            guess.update(item);
            window.add(item);
            counts.merge(item, 1L, Long::sum);
            for (int leave = i / 2_000 % 2 == 0 ? 0 : 2; leave > 0 && !window.isEmpty(); leave--) {
                long gone = window.remove();
                guess.retract(gone);
                counts.computeIfPresent(gone, (k, c) -> c == 1 ? null : c - 1);
            }
            long most = counts.values().stream().mapToLong(c -> c).max().orElse(0);
            assertEquals(most, guess.largestCount(), "at " + i);
        }
        assertEquals(-Math.log(guess.largestShare()) / Math.log(2), guess.estimate(), 1e-12);
    }

    @Test
    void oracle_mergesAndSubtractsLikeTheWhole() {
        SplitMix64 random = new SplitMix64(2);
        var whole = MinEntropy.create();
        var sum = MinEntropy.create();
        for (int p = 0; p < 50; p++) {
            var part = MinEntropy.create();
            for (int i = 0; i < 50; i++) {
                long item = random.nextInt(1 + random.nextInt(30));
                part.update(item);
                whole.update(item);
            }
            sum.merge(part);
            sum.merge(sum);
            sum.subtract(whole);
            assertEquals(whole.largestCount(), sum.largestCount());
            assertArrayEquals(MinEntropy.CODEC.toBytes(whole), MinEntropy.CODEC.toBytes(sum));
        }
        sum.subtract(sum);
        assertEquals(0, sum.largestCount());
        assertTrue(Double.isNaN(sum.largestShare()));
        assertEquals(0, sum.estimate());
    }

    @Test
    void oracle_refusesToTakeOutWhatIsNotIn() {
        var guess = MinEntropy.create();
        guess.update("a");
        assertThrows(IllegalArgumentException.class, () -> guess.retract("b"));
        var other = MinEntropy.create();
        other.update("b");
        assertThrows(IllegalArgumentException.class, () -> guess.subtract(other));
        assertEquals(1, guess.largestCount());
        assertEquals(1, guess.count());
        assertEquals(0, guess.estimate(), "one item alone is sure");
    }
}
