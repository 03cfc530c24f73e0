package io.rivulet.algorithms.sliding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** oracle_: both rings against a list. */
class RingTest {

    @Test
    void oracle_agreesWithAListThroughGrowingInsertingAndShrinking() {
        SplitMix64 random = new SplitMix64(5);
        for (double growth : new double[] {0.3, 0.5, 0.7}) {
            Ring<Long> ring = new Ring<>();
            LongRing longs = new LongRing();
            List<Long> list = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                long value = random.nextInt(50);
                if (random.nextDouble() < growth) {
                    int at = longs.countUpTo(value);
                    longs.insert(at, value);
                    ring.insert(at, value);
                    list.add(at, value);
                    if (i % 5 == 0) {
                        int out = random.nextInt(list.size());
                        longs.remove(out);
                        longs.insert(out, list.get(out));
                    }
                } else if (!list.isEmpty()) {
                    longs.removeFirst();
                    assertEquals(list.remove(0), ring.removeFirst());
                }
                long limit = value;
                assertEquals(list.stream().filter(v -> v <= limit).count(), longs.countUpTo(limit));
                assertEquals(list.size(), ring.size());
                assertEquals(list.size(), longs.size());
                for (int k = 0; k < list.size(); k += 1 + list.size() / 20) {
                    assertEquals(list.get(k), ring.get(k));
                    assertEquals(list.get(k), longs.get(k));
                }
            }
        }
    }

    @Test
    void oracle_memoryReturnsAsItEmpties() {
        Ring<String> ring = new Ring<>();
        LongRing longs = new LongRing();
        long fresh = ring.stateBytes() + longs.stateBytes();
        for (int i = 0; i < 10_000; i++) {
            ring.addLast("x");
            longs.addLast(i);
        }
        assertTrue(ring.stateBytes() >= 40_000 && longs.stateBytes() >= 80_000);
        for (int i = 0; i < 10_000; i++) {
            ring.removeFirst();
            longs.removeFirst();
        }
        assertEquals(fresh, ring.stateBytes() + longs.stateBytes());
    }
}
