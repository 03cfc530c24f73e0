package io.rivulet.runtime.recovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.SplitMix64;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames written and read, half-written entries, and bytes that are no frame. */
class FrameWriterTest {

    private final FrameWriter frame = new FrameWriter();

    private static List<String> entries(byte[] bytes, int length) throws IOException {
        List<String> entries = new ArrayList<>();
        int count = FrameReader.read(
                bytes,
                length,
                (step, group, b, keyAt, keyLength, valueAt, valueLength) -> entries.add(step + " " + group + " "
                        + new String(b, keyAt, keyLength, StandardCharsets.UTF_8)
                        + (valueLength < 0
                                ? " dropped"
                                : "=" + new String(b, valueAt, valueLength, StandardCharsets.UTF_8))));
        assertEquals(entries.size(), count);
        return entries;
    }

    @Test
    void entriesComeBackInTheirOrder() throws IOException {
        frame.begin("step é");
        assertEquals(List.of(), entries(frame.array(), frame.size()));
        frame.put(0, Epochs.bytes("a"), Epochs.bytes("one"));
        frame.drop(127, Epochs.bytes("b"));
        frame.startKey(FrameWriter.MAX_KEY_GROUP).writeBytes(Epochs.bytes("key"));
        frame.startValue().writeBytes(Epochs.bytes("two")).writeBytes(Epochs.bytes(" words"));
        frame.endPut();
        frame.put(1, new byte[0], new byte[0]);
        assertEquals(4, frame.entries());
        assertEquals(
                List.of("step é 0 a=one", "step é 127 b dropped", "step é 32767 key=two words", "step é 1 ="),
                entries(frame.array(), frame.size()));
        frame.begin("other");
        frame.drop(2, Epochs.bytes("c"));
        assertEquals(List.of("other 2 c dropped"), entries(frame.array(), frame.size()));
    }

    @Test
    void anEntryThatIsNotEndedIsForgotten() throws IOException {
        frame.begin("step");
        frame.put(0, Epochs.bytes("a"), Epochs.bytes("1"));
        byte[] before = Arrays.copyOf(frame.array(), frame.size());
        frame.startKey(1).writeBytes(Epochs.bytes("half a key"));
        assertArrayEquals(before, Arrays.copyOf(frame.array(), frame.size()));
        frame.startKey(2).writeBytes(Epochs.bytes("b"));
        frame.startValue().writeBytes(new byte[1000]);
        assertArrayEquals(before, Arrays.copyOf(frame.array(), frame.size()));
        assertEquals(List.of("step 0 a=1"), entries(frame.array(), frame.size()));
        frame.put(3, Epochs.bytes("c"), Epochs.bytes("3"));
        assertEquals(List.of("step 0 a=1", "step 3 c=3"), entries(frame.array(), frame.size()));
    }

    @Test
    void wrongUseIsRefused() {
        assertThrows(IllegalStateException.class, () -> frame.startKey(0));
        frame.begin("step");
        assertThrows(IllegalStateException.class, frame::startValue);
        assertThrows(IllegalStateException.class, frame::endPut);
        assertThrows(IllegalStateException.class, frame::endDrop);
        assertThrows(IllegalArgumentException.class, () -> frame.startKey(-1));
        assertThrows(IllegalArgumentException.class, () -> frame.startKey(FrameWriter.MAX_KEY_GROUP + 1));
        frame.startKey(0);
        assertThrows(IllegalStateException.class, frame::endPut);
        frame.startValue();
        assertThrows(IllegalStateException.class, frame::endDrop);
        assertThrows(IllegalStateException.class, frame::startValue);
    }

    @Test
    void oneLargeStateDoesNotKeepItsMemory() {
        frame.begin("step");
        frame.put(0, new byte[0], new byte[30 << 20]);
        assertTrue(frame.array().length > 30 << 20);
        frame.begin("step");
        assertTrue(frame.array().length < 1 << 10, () -> "must have given it back, has " + frame.array().length);
    }

    @Test
    void bytesThatAreNoFrameAreRefused() throws IOException {
        frame.begin("step");
        frame.put(7, Epochs.bytes("key"), Epochs.bytes("value"));
        frame.drop(8, Epochs.bytes("gone"));
        byte[] whole = Arrays.copyOf(frame.array(), frame.size());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(BrokenStoreException.class, () -> entries(cut, cut.length), "cut to " + length);
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThrows(BrokenStoreException.class, () -> entries(longer, longer.length), "a byte too many");
        assertEquals(2, entries(longer, whole.length).size(), "a length within a longer array");
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = random.nextInt(4) > 0 ? whole.clone() : new byte[random.nextInt(60)];
            for (int j = random.nextInt(4); j >= 0 && bytes.length > 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                entries(bytes, bytes.length);
            } catch (BrokenStoreException e) {
                assertTrue(e.getMessage().startsWith("bytes are no frame"), e.getMessage());
            }
        }
    }
}
