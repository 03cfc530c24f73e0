package io.rivulet.algorithms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a writer offers beyond appending: lengths put in afterwards, an end taken back, the bytes without a copy. */
class StateWriterTest {

    private final StateWriter out = new StateWriter();

    @Test
    void anIntIsPutInAfterwards() {
        out.writeByte(7).writeInt(0).writeLong(-1);
        out.setInt(1, 0x01020304);
        assertArrayEquals(new byte[] {7, 1, 2, 3, 4, -1, -1, -1, -1, -1, -1, -1, -1}, out.toByteArray());
        out.setInt(9, -2);
        assertEquals(-2, new StateReader(out.toByteArray(), 9, 4).readInt());
        assertThrows(IndexOutOfBoundsException.class, () -> out.setInt(10, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> out.setInt(-1, 1));
    }

    @Test
    void shortsComeBackWithTheirSign() {
        out.writeShort(-2).writeShort(0x12345);
        assertArrayEquals(new byte[] {-1, -2, 0x23, 0x45}, out.toByteArray());
        StateReader in = new StateReader(out.toByteArray());
        assertEquals(-2, in.readShort());
        assertEquals(0x2345, in.readShort());
        assertThrows(CorruptStateException.class, in::readShort);
    }

    @Test
    void theEndIsTakenBack() {
        out.writeInt(1).writeInt(2);
        out.truncate(4);
        out.writeByte(3);
        assertArrayEquals(new byte[] {0, 0, 0, 1, 3}, out.toByteArray());
        out.truncate(5);
        assertEquals(5, out.size());
        assertThrows(IndexOutOfBoundsException.class, () -> out.truncate(6));
        assertThrows(IndexOutOfBoundsException.class, () -> out.truncate(-1));
    }

    @Test
    void theArrayBeginsWithTheBytesWritten() {
        for (int i = 0; i < 1000; i++) {
            out.writeInt(i);
        }
        assertArrayEquals(out.toByteArray(), Arrays.copyOf(out.array(), out.size()));
    }
}
