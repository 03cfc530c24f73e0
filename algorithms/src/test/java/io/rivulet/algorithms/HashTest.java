package io.rivulet.algorithms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** golden_: the published XXH64 vectors; they may never change. oracle_: the three entrances agree. */
class HashTest {

    @Test
    void golden_publishedVectors() {
        assertEquals(0xEF46DB3751D8E999L, Hash.ofBytes(new byte[0], 0));
        assertEquals(0xD24EC4F1A98C6E5BL, Hash.ofBytes("a".getBytes(StandardCharsets.UTF_8), 0));
        assertEquals(0x44BC2CF5AD770999L, Hash.ofBytes("abc".getBytes(StandardCharsets.UTF_8), 0));
        assertEquals(
                0x0B242D361FDA71BCL,
                Hash.ofBytes("The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.UTF_8), 0));
    }

    @Test
    void oracle_textAndNumbersHashAsTheirBytes() {
        SplitMix64 random = new SplitMix64(1);
        for (int length = 0; length < 70; length++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < length; i++) {
                text.append((char) ('a' + random.nextInt(1000)));
            }
            long seed = random.nextLong();
            assertEquals(
                    Hash.ofBytes(text.toString().getBytes(StandardCharsets.UTF_16LE), seed), Hash.ofText(text, seed));
            long value = random.nextLong();
            byte[] bytes = ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array();
            assertEquals(Hash.ofBytes(bytes, seed), Hash.ofLong(value, seed));
        }
    }
}
