package io.rivulet.algorithms.frequency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** oracle_: against a map, through every operation, with items whose hashes spread and items that all have the same. */
class SlotsTest {

    private record Clumsy(long value) {
        @Override
        public int hashCode() {
            return 7;
        }
    }

    @Test
    void oracle_agreesWithAMapThroughEveryOperation() {
        for (int limit : new int[] {1, 2, 3, 8, 9, 100, 1_000}) {
            check(new ObjectSlots<>(limit), limit, value -> "item-" + value);
            check(new LongSlots(limit), limit, value -> value);
            check(new LongSlots(limit), limit, value -> value << 40);
            if (limit <= 100) {
                check(new ObjectSlots<>(limit), limit, Clumsy::new);
            }
        }
    }

    private static <T> void check(Slots<T> first, int limit, LongFunction<T> items) {
        Slots<T> slots = first;
        Map<T, Integer> expected = new HashMap<>();
        SplitMix64 random = new SplitMix64(limit);
        for (int i = 0; i < 20 * limit + 200; i++) {
            T item = items.apply(random.nextInt(2 * limit));
            int slot = slots.find(item);
            assertEquals(expected.getOrDefault(item, Slots.ABSENT), slot);
            if (slot == Slots.ABSENT && expected.size() < limit) {
                if (slots.size() == slots.capacity()) {
                    slots.grow();
                }
                slots.put(slots.size(), item);
                expected.put(item, expected.size());
            } else if (slot == Slots.ABSENT) {
                int taken = random.nextInt(limit);
                expected.remove(slots.get(taken));
                slots.replace(taken, item);
                expected.put(item, taken);
            } else {
                assertEquals(item, slots.get(slot));
            }
            if (i % limit == 0 && random.nextInt(3) == 0) {
                slots = random.nextInt(2) == 0 ? slots.copy() : slots;
                keepSome(slots, expected, random);
            }
            if (expected.size() == limit && random.nextInt(4) == 0) {
                // The last slot, so that the others stay without a gap.
                expected.remove(slots.get(limit - 1));
                slots.remove(limit - 1);
            }
            if (random.nextInt(50 * limit) == 0) {
                slots.clear();
                expected.clear();
            }
            assertEquals(expected.size(), slots.size());
        }
        for (int value = 0; value < 2 * limit; value++) {
            assertEquals(expected.getOrDefault(items.apply(value), Slots.ABSENT), slots.find(items.apply(value)));
        }
        assertTrue(slots.capacity() <= Math.max(limit, 8));
    }

    private static <T> void keepSome(Slots<T> slots, Map<T, Integer> expected, SplitMix64 random) {
        int[] kept = new int[slots.size()];
        int many = 0;
        List<T> left = new ArrayList<>();
        for (int slot = 0; slot < slots.size(); slot++) {
            if (random.nextInt(2) == 0) {
                left.add(slots.get(slot));
                kept[many++] = slot;
            }
        }
        slots.keep(kept, many);
        expected.clear();
        left.forEach(item -> expected.put(item, expected.size()));
    }
}
