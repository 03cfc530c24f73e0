package io.rivulet.algorithms.entropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: against a recount. golden_: released forms. The laws come from the catalogue. */
class ShannonEntropyTest {

    @Test
    void example_asInTheJavadoc() {
        var entropy = ShannonEntropy.create();
        "mississippi".chars().forEach(entropy::update);
        assertEquals(1.823067982273661, entropy.estimate(), 1e-15);
    }

    @Test
    void oracle_uniformIsLgKAndASingleItemIsZero() {
        var entropy = ShannonEntropy.create();
        assertEquals(0, entropy.estimate());
        for (int i = 0; i < 1000; i++) {
            entropy.update(i % 8);
        }
        assertEquals(3, entropy.estimate(), 1e-12);
        assertEquals(1, entropy.normalized(), 1e-12);
        var single = ShannonEntropy.create();
        for (int i = 0; i < 100_000; i++) {
            single.update("same");
        }
        assertEquals(0, single.estimate());
    }

    @Test
    void oracle_staysWithin1em10OfARecountAfterMillionsOfUpdatesAndRetractions() {
        var entropy = ShannonEntropy.create();
        Deque<Long> window = new ArrayDeque<>();
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < 3_000_000; i++) {
            long item = (long) (5_000 * Math.pow(random.nextDouble(), 4));
            entropy.update(item);
            window.add(item);
            if (window.size() > 10_000) {
                entropy.retract(window.remove());
            }
            if (i % 500_000 == 499_999) {
                assertEquals(recount(window), entropy.estimate(), 1e-10);
            }
        }
    }

    @Test
    void oracle_subtractingPanesEqualsARecount() {
        SplitMix64 random = new SplitMix64(2);
        Deque<ShannonEntropy> panes = new ArrayDeque<>();
        Deque<Long> items = new ArrayDeque<>();
        var running = ShannonEntropy.create();
        for (int p = 0; p < 200; p++) {
            var pane = ShannonEntropy.create();
            for (int i = 0; i < 100; i++) {
                long item = random.nextInt(50);
                pane.update(item);
                items.add(item);
            }
            panes.add(pane);
            running.merge(pane);
            if (panes.size() > 10) {
                running.subtract(panes.remove());
                for (int i = 0; i < 100; i++) {
                    items.remove();
                }
            }
            assertEquals(recount(items), running.estimate(), 1e-10);
        }
    }

    @Test
    void oracle_refusesToTakeOutWhatIsNotIn() {
        var entropy = ShannonEntropy.create();
        entropy.update("a");
        assertThrows(IllegalArgumentException.class, () -> entropy.retract("b"));
        var other = ShannonEntropy.create();
        other.update("a");
        other.update("a");
        assertThrows(IllegalArgumentException.class, () -> entropy.subtract(other));
        assertEquals(1, entropy.count());
    }

    @Test
    void golden_version1StillDecodes() {
        var entropy = ShannonEntropy.create();
        for (int i = 0; i < 1000; i++) {
            entropy.update(i % 37);
        }
        ShannonEntropy golden = Golden.decode("shannon-entropy-1.bin", ShannonEntropy.CODEC, entropy);
        assertEquals(37, golden.distinct());
        assertEquals(entropy.estimate(), golden.estimate());
    }

    private static double recount(Iterable<Long> items) {
        Map<Long, Integer> counts = new HashMap<>();
        int n = 0;
        for (long item : items) {
            counts.merge(item, 1, Integer::sum);
            n++;
        }
        double bits = 0;
        for (int count : counts.values()) {
            double p = (double) count / n;
            bits -= p * Math.log(p) / Math.log(2);
        }
        return bits;
    }
}
