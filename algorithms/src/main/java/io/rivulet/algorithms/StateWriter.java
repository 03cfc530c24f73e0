package io.rivulet.algorithms;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** Collects a state's bytes, big-endian; what {@link StateReader} reads back. One owner at a time. */
public final class StateWriter {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int size;

    /** An empty writer that grows as needed. */
    public StateWriter() {
        bytes = new byte[64];
    }

    /** Bytes written so far. */
    public int size() {
        return size;
    }

    /** A copy of the bytes written so far. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** The writer's own array, of which the first {@link #size()} bytes count: for handing them on without a copy. The next write may replace it. */
    public byte[] array() {
        return bytes;
    }

    /** Forgets what was written, keeping the memory for the next state. */
    public void reset() {
        size = 0;
    }

    /** Forgets what was written after the first {@code length} bytes. */
    public void truncate(int length) {
        size = Objects.checkIndex(length, size + 1);
    }

    /** Writes four bytes over those at {@code offset}, which have been written before: for a length that is known only afterwards. */
    public StateWriter setInt(int offset, int value) {
        Objects.checkFromIndexSize(offset, 4, size);
        INT.set(bytes, offset, value);
        return this;
    }

    /** One byte; the higher bits of {@code value} are ignored. */
    public StateWriter writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** One byte, 1 or 0. */
    public StateWriter writeBoolean(boolean value) {
        return writeByte(value ? 1 : 0);
    }

    /** Two bytes; the higher bits of {@code value} are ignored. */
    public StateWriter writeShort(int value) {
        ensure(2);
        SHORT.set(bytes, size, (short) value);
        size += 2;
        return this;
    }

    /** Four bytes. */
    public StateWriter writeInt(int value) {
        ensure(4);
        INT.set(bytes, size, value);
        size += 4;
        return this;
    }

    /** Eight bytes. */
    public StateWriter writeLong(long value) {
        ensure(8);
        LONG.set(bytes, size, value);
        size += 8;
        return this;
    }

    /** Eight bytes: the IEEE 754 bits. */
    public StateWriter writeDouble(double value) {
        return writeLong(Double.doubleToRawLongBits(value));
    }

    /** The bytes alone; the reader must know how many. */
    public StateWriter writeBytes(byte[] value) {
        return writeBytes(value, 0, value.length);
    }

    /** A part of an array, alone; the reader must know how many bytes. */
    public StateWriter writeBytes(byte[] value, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, value.length);
        ensure(length);
        System.arraycopy(value, offset, bytes, size, length);
        size += length;
        return this;
    }

    /**
     * Length in bytes as an int, then UTF-8. A text with half a surrogate pair has no UTF-8: its length in UTF-16 units is written as its
     * complement, a negative int, and then the units, so that every text comes back as it was.
     */
    public StateWriter writeString(String value) {
        if (!hasUtf8(value)) {
            writeInt(~value.length());
            for (int i = 0; i < value.length(); i++) {
                writeShort(value.charAt(i));
            }
            return this;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return writeInt(utf8.length).writeBytes(utf8);
    }

    /** Whether every surrogate has its other half. */
    static boolean hasUtf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private void ensure(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.length)));
        }
    }
}
