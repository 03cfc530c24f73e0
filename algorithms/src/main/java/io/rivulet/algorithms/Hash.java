package io.rivulet.algorithms;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The one hash of the library: 64 bits, the same for ever, because states outlive processes.
 *
 * <p><b>Method.</b> Byte arrays by XXH64 (Collet, <i>xxHash fast digest algorithm</i>, specification 0.1.1); character sequences by XXH64 over their
 * UTF-16 code units, low byte first; a {@code long} by XXH64 over its eight bytes, low byte first. The test vectors are part of the repository.
 * <p><b>Cost.</b> Nothing is allocated.
 */
public final class Hash {

    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Hash() {}

    /** The hash of a number; a full avalanche, safe for consecutive ids. */
    public static long ofLong(long value, long seed) {
        return avalanche(Long.rotateLeft((seed + P5 + 8) ^ round(0, value), 27) * P1 + P4);
    }

    /** The hash of a byte array. */
    public static long ofBytes(byte[] value, long seed) {
        int length = value.length;
        int at = 0;
        long h;
        if (length >= 32) {
            long a = seed + P1 + P2;
            long b = seed + P2;
            long c = seed;
            long d = seed - P1;
            for (; at <= length - 32; at += 32) {
                a = round(a, (long) LONG.get(value, at));
                b = round(b, (long) LONG.get(value, at + 8));
                c = round(c, (long) LONG.get(value, at + 16));
                d = round(d, (long) LONG.get(value, at + 24));
            }
            h = converge(a, b, c, d);
        } else {
            h = seed + P5;
        }
        h += length;
        for (; at <= length - 8; at += 8) {
            h = Long.rotateLeft(h ^ round(0, (long) LONG.get(value, at)), 27) * P1 + P4;
        }
        if (at <= length - 4) {
            h = Long.rotateLeft(h ^ ((int) INT.get(value, at) & 0xffffffffL) * P1, 23) * P2 + P3;
            at += 4;
        }
        for (; at < length; at++) {
            h = Long.rotateLeft(h ^ (value[at] & 0xff) * P5, 11) * P1;
        }
        return avalanche(h);
    }

    /** The hash of a text by its UTF-16 code units: equal text gives equal hashes, whatever class holds it. */
    public static long ofText(CharSequence value, long seed) {
        int length = value.length();
        int at = 0;
        long h;
        if (length >= 16) {
            long a = seed + P1 + P2;
            long b = seed + P2;
            long c = seed;
            long d = seed - P1;
            for (; at <= length - 16; at += 16) {
                a = round(a, fourUnits(value, at));
                b = round(b, fourUnits(value, at + 4));
                c = round(c, fourUnits(value, at + 8));
                d = round(d, fourUnits(value, at + 12));
            }
            h = converge(a, b, c, d);
        } else {
            h = seed + P5;
        }
        h += 2L * length;
        for (; at <= length - 4; at += 4) {
            h = Long.rotateLeft(h ^ round(0, fourUnits(value, at)), 27) * P1 + P4;
        }
        if (at <= length - 2) {
            h = Long.rotateLeft(h ^ (value.charAt(at) | (long) value.charAt(at + 1) << 16) * P1, 23) * P2 + P3;
            at += 2;
        }
        if (at < length) {
            char last = value.charAt(at);
            h = Long.rotateLeft(h ^ (last & 0xff) * P5, 11) * P1;
            h = Long.rotateLeft(h ^ (last >>> 8) * P5, 11) * P1;
        }
        return avalanche(h);
    }

    private static long fourUnits(CharSequence value, int at) {
        return value.charAt(at)
                | (long) value.charAt(at + 1) << 16
                | (long) value.charAt(at + 2) << 32
                | (long) value.charAt(at + 3) << 48;
    }

    private static long round(long accumulator, long lane) {
        return Long.rotateLeft(accumulator + lane * P2, 31) * P1;
    }

    private static long converge(long a, long b, long c, long d) {
        long h = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
        h = (h ^ round(0, a)) * P1 + P4;
        h = (h ^ round(0, b)) * P1 + P4;
        h = (h ^ round(0, c)) * P1 + P4;
        return (h ^ round(0, d)) * P1 + P4;
    }

    private static long avalanche(long hash) {
        long h = hash;
        h = (h ^ (h >>> 33)) * P2;
        h = (h ^ (h >>> 29)) * P3;
        return h ^ (h >>> 32);
    }
}
