package io.rivulet.algorithms;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads a state's bytes and trusts none of them: every length is checked against the bytes left before anything is allocated, and whatever does
 * not fit throws {@link CorruptStateException} with the place. One owner at a time.
 */
public final class StateReader {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int at;

    /** Reads the whole array, which must not change meanwhile. */
    public StateReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads a part of an array, which must not change meanwhile. */
    public StateReader(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    /** Bytes not yet read. */
    public int remaining() {
        return end - at;
    }

    /** One byte, sign-extended. */
    public byte readByte() {
        need(1, "a byte");
        return bytes[at++];
    }

    /** One byte that must be 0 or 1. */
    public boolean readBoolean(String name) {
        byte value = readByte();
        if (value != 0 && value != 1) {
            throw corrupt(name + " must be 0 or 1, got " + value);
        }
        return value == 1;
    }

    /** Two bytes, sign-extended. */
    public short readShort() {
        need(2, "a short");
        short value = (short) SHORT.get(bytes, at);
        at += 2;
        return value;
    }

    /** Four bytes. */
    public int readInt() {
        need(4, "an int");
        int value = (int) INT.get(bytes, at);
        at += 4;
        return value;
    }

    /** Eight bytes. */
    public long readLong() {
        need(8, "a long");
        long value = (long) LONG.get(bytes, at);
        at += 8;
        return value;
    }

    /** Eight bytes as IEEE 754 bits; any value, NaN included. */
    public double readDouble() {
        return Double.longBitsToDouble(readLong());
    }

    /** A double that must be finite. */
    public double readFinite(String name) {
        double value = readDouble();
        if (!Double.isFinite(value)) {
            throw corrupt(name + " must be finite, got " + value);
        }
        return value;
    }

    /** A long that must not be negative. */
    public long readCount(String name) {
        long value = readLong();
        if (value < 0) {
            throw corrupt(name + " must not be negative, got " + value);
        }
        return value;
    }

    /** An int that must lie in {@code min..max}, both included. */
    public int readIntBetween(String name, int min, int max) {
        int value = readInt();
        if (value < min || value > max) {
            throw corrupt(name + " must be in " + min + ".." + max + ", got " + value);
        }
        return value;
    }

    /**
     * How many elements follow, an int; at least {@code bytesEach} bytes must be left for each, so that a wrong length cannot cause a large
     * allocation.
     *
     * @param bytesEach the fewest bytes that one element takes, at least 1
     */
    public int readLength(String name, int bytesEach) {
        int value = readInt();
        if (value < 0 || (long) value * bytesEach > remaining()) {
            throw corrupt(name + " has length " + value + " of at least " + bytesEach + " bytes each, " + remaining()
                    + " bytes left");
        }
        return value;
    }

    /** Exactly {@code length} bytes. */
    public byte[] readBytes(String name, int length) {
        need(length, name);
        byte[] value = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return value;
    }

    /** A string as {@link StateWriter#writeString} wrote it; malformed UTF-8 is refused. */
    public String readString(String name) {
        int length = readInt();
        if (length < 0) {
            return readUnits(name, ~length);
        }
        need(length, name);
        try {
            String value = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString();
            at += length;
            return value;
        } catch (CharacterCodingException e) {
            throw corrupt(name + " must be UTF-8: " + e.getMessage());
        }
    }

    private String readUnits(String name, int length) {
        if (2L * length > remaining()) {
            throw corrupt(name + " must be " + 2L * length + " bytes, " + remaining() + " left");
        }
        char[] units = new char[length];
        for (int i = 0; i < length; i++) {
            units[i] = (char) (bytes[at++] << 8 | bytes[at++] & 0xff);
        }
        String value = new String(units);
        if (StateWriter.hasUtf8(value)) {
            throw corrupt(name + " must be written as UTF-8 where it can be");
        }
        return value;
    }

    /** The exception to throw when a value read makes no sense, with the place in the bytes. */
    public CorruptStateException corrupt(String message) {
        return new CorruptStateException("corrupt state at byte " + at + ": " + message);
    }

    private void need(int count, String what) {
        if (count < 0 || count > remaining()) {
            throw corrupt(what + " must be " + count + " bytes, " + remaining() + " left");
        }
    }
}
