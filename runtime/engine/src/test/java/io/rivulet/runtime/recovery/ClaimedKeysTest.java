package io.rivulet.runtime.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rivulet.algorithms.SplitMix64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against a map of texts. */
class ClaimedKeysTest {

    @Test
    void oracle_theHighestPlaceOfEachKeyStays() {
        SplitMix64 random = new SplitMix64(1);
        ClaimedKeys keys = new ClaimedKeys();
        Map<String, Long> model = new HashMap<>();
        byte[] around = new byte[100];
        for (int i = 0; i < 200_000; i++) {
            // Also lengths beyond a word, keys that are the beginning of others, and the same key in other steps.
            String text = "key-" + "x".repeat(random.nextInt(9)) + random.nextInt(4000);
            int step = random.nextInt(3);
            byte[] key = Epochs.bytes(text);
            int offset = random.nextInt(20);
            System.arraycopy(key, 0, around, offset, key.length);
            String name = step + text;
            assertEquals(model.getOrDefault(name, ClaimedKeys.NONE), keys.placeOf(step, around, offset, key.length));
            if (random.nextInt(3) > 0) {
                long place = random.nextInt(1 << 30);
                keys.claim(step, around, offset, key.length, place);
                model.merge(name, place, Math::max);
                assertEquals(model.get(name), keys.placeOf(step, around, offset, key.length));
            }
        }
        assertEquals(model.size(), keys.size());
    }

    @Test
    void keysOfAnyLengthHaveTheirPlace() {
        ClaimedKeys keys = new ClaimedKeys();
        byte[] large = new byte[3 << 20];
        for (int length = 0; length < 40; length++) {
            keys.claim(0, large, 0, length, length);
        }
        keys.claim(0, large, 0, large.length, 77);
        keys.claim(0, large, 0, large.length - 1, 78);
        for (int length = 0; length < 40; length++) {
            assertEquals(length, keys.placeOf(0, large, 0, length));
        }
        assertEquals(77, keys.placeOf(0, large, 0, large.length));
        assertEquals(78, keys.placeOf(0, large, 1, large.length - 1));
    }
}
