package io.rivulet.algorithms.distinct;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/** Bytes below 64 written as six bits each, the first one highest. */
final class SixBits {

    private SixBits() {}

    /** @param values a multiple of four of them, each in 0..63 */
    static void write(byte[] values, StateWriter out) {
        for (int i = 0; i < values.length; i += 4) {
            int four = values[i] << 18 | values[i + 1] << 12 | values[i + 2] << 6 | values[i + 3];
            out.writeByte(four >>> 16).writeByte(four >>> 8).writeByte(four);
        }
    }

    /** @param length of the array that was written, a multiple of four */
    static byte[] read(String name, int length, StateReader in) {
        byte[] packed = in.readBytes(name, length / 4 * 3);
        byte[] values = new byte[length];
        for (int i = 0, at = 0; i < length; i += 4, at += 3) {
            int four = (packed[at] & 0xff) << 16 | (packed[at + 1] & 0xff) << 8 | packed[at + 2] & 0xff;
            values[i] = (byte) (four >>> 18);
            values[i + 1] = (byte) (four >>> 12 & 63);
            values[i + 2] = (byte) (four >>> 6 & 63);
            values[i + 3] = (byte) (four & 63);
        }
        return values;
    }
}
