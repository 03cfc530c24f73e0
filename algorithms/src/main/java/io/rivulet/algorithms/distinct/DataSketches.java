package io.rivulet.algorithms.distinct;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.zip.CRC32;

/**
 * How images of Apache DataSketches stand in a state's form, and how their little-endian fields are read. That library reads memory without checking bounds where
 * assertions are off, so no byte reaches it before its lengths are known to be right: {@link CpcImage}, {@link HllImage} and {@link ThetaImage} see to that.
 */
final class DataSketches {

    /** Where all its images have the number of header words or longs, the version, the kind of sketch and some flags. */
    static final int PREAMBLE = 0;

    static final int VERSION = 1;
    static final int FAMILY = 2;
    static final int FLAGS = 5;

    private DataSketches() {}

    /** An image in a state's form: length i32, bytes, CRC-32 of them i32. */
    static void write(byte[] image, StateWriter out) {
        out.writeInt(image.length).writeBytes(image).writeInt(crc(image));
    }

    /** What {@link #write} wrote, to the bit. */
    static byte[] read(StateReader in) {
        byte[] image = in.readBytes("image", in.readLength("image", 1));
        int crc = in.readInt();
        if (crc != crc(image)) {
            throw in.corrupt(
                    "image must have CRC-32 " + Integer.toHexString(crc) + ", got " + Integer.toHexString(crc(image)));
        }
        return image;
    }

    static int intAt(byte[] image, int at) {
        return image[at] & 0xff
                | (image[at + 1] & 0xff) << 8
                | (image[at + 2] & 0xff) << 16
                | (image[at + 3] & 0xff) << 24;
    }

    static long longAt(byte[] image, int at) {
        return intAt(image, at) & 0xffffffffL | (long) intAt(image, at + 4) << 32;
    }

    private static int crc(byte[] image) {
        CRC32 crc = new CRC32();
        crc.update(image);
        return (int) crc.getValue();
    }
}
