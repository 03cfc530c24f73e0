package io.rivulet.runtime.recovery;

import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.StateReader;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the frames that {@link FrameWriter} makes, without copying; every length is checked against the bytes left. */
final class FrameReader {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private FrameReader() {}

    /**
     * Visits the entries of a frame in their order.
     *
     * @return how many there are
     * @throws BrokenStoreException if the bytes are no frame
     */
    static int read(byte[] bytes, int length, EntryVisitor visitor) throws IOException {
        StateReader head = new StateReader(bytes, 0, length);
        String step;
        int entries;
        try {
            step = head.readString("step");
            entries = head.readInt();
        } catch (CorruptStateException e) {
            throw new BrokenStoreException("bytes are no frame: " + e.getMessage(), e);
        }
        int at = length - head.remaining();
        for (int i = 0; i < entries; i++) {
            int keyGroup = need(length, at, Short.BYTES) ? (short) SHORT.get(bytes, at) : -1;
            at += Short.BYTES;
            int keyLength = keyGroup >= 0 && need(length, at, Integer.BYTES) ? (int) INT.get(bytes, at) : -1;
            int keyAt = at + Integer.BYTES;
            if (keyLength < 0 || !need(length, keyAt, keyLength) || !need(length, keyAt + keyLength, Integer.BYTES)) {
                throw noEntry(i, entries, step, at);
            }
            at = keyAt + keyLength;
            int valueLength = (int) INT.get(bytes, at);
            at += Integer.BYTES;
            if (valueLength < FrameWriter.DROPPED || !need(length, at, Math.max(0, valueLength))) {
                throw noEntry(i, entries, step, at);
            }
            visitor.entry(step, keyGroup, bytes, keyAt, keyLength, at, valueLength);
            at += Math.max(0, valueLength);
        }
        if (entries < 0 || at != length) {
            throw new BrokenStoreException("bytes are no frame: of step \"" + step + "\" with " + entries
                    + " entries, which end at byte " + at + " of " + length);
        }
        return entries;
    }

    private static boolean need(int length, int at, int more) {
        return more <= length - at;
    }

    private static BrokenStoreException noEntry(int index, int entries, String step, int at) {
        return new BrokenStoreException("bytes are no frame: entry " + index + " of " + entries + " of step \"" + step
                + "\" is cut short or altered at byte " + at);
    }
}
