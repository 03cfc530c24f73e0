package io.rivulet.algorithms.distinct;

import io.rivulet.algorithms.CorruptStateException;
import java.util.Arrays;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.CompactSketch;

/** The door between bytes and compact theta sketches of Apache DataSketches. An image is a threshold and the hashes below it. */
final class ThetaImage {

    private static final int COMPACT_FAMILY = 3;
    private static final int SERIAL_VERSION = 3;
    private static final int PREAMBLE_MASK = 63;
    /** The upper half of the word here is 16 bits of the hash of the seed, which usually is 9001. */
    private static final int SEED_HASH_WORD = 4;

    private static final int SEED_HASH = 0x93cc;

    private static final int COUNT = 8;
    private static final int THETA = 16;

    /** Bits of the flags: little-endian is 0, and whether there are no items, the image is compact, the hashes ascend, there is one item without a count. */
    private static final int BIG_ENDIAN = 1;

    private static final int EMPTY = 4;
    private static final int COMPACT = 8;
    private static final int ORDERED = 16;

    private ThetaImage() {}

    /**
     * The sketch of an image, wherever it comes from.
     *
     * @throws CorruptStateException if it is none, or was hashed with another seed than the usual one
     */
    static CompactSketch sketch(byte[] image) {
        require(
                image.length >= 8
                        && image[DataSketches.VERSION] == SERIAL_VERSION
                        && image[DataSketches.FAMILY] == COMPACT_FAMILY,
                "be at least 8 bytes of version " + SERIAL_VERSION + ", family " + COMPACT_FAMILY);
        int flags = image[DataSketches.FLAGS];
        require((flags & COMPACT) != 0 && (flags & BIG_ENDIAN) == 0, "be compact and little-endian");
        int seedHash = DataSketches.intAt(image, SEED_HASH_WORD) >>> Short.SIZE;
        require(
                (flags & EMPTY) != 0 || seedHash == SEED_HASH,
                "be hashed with the usual seed, got a seed of hash " + seedHash);
        requireHashes(image, (flags & EMPTY) != 0, (flags & ORDERED) != 0);
        try {
            return CompactSketch.heapify(Memory.wrap(image));
        } catch (RuntimeException | AssertionError e) {
            throw new CorruptStateException("corrupt theta image: " + e.getMessage(), e);
        }
    }

    private static void requireHashes(byte[] image, boolean empty, boolean ordered) {
        int longs = image[DataSketches.PREAMBLE] & PREAMBLE_MASK;
        require(longs >= 1 && longs <= 3 && image.length >= 8 * longs, "have a header of 1 to 3 longs");
        long theta = longs == 3 ? DataSketches.longAt(image, THETA) : Long.MAX_VALUE;
        long count = longs == 1 ? (empty ? 0 : 1) : DataSketches.intAt(image, COUNT);
        require(theta > 0 && (!empty || longs == 1), "have a positive threshold, and nothing else if it is empty");
        require(count >= 0 && image.length == 8 * (longs + count), "be as long as it says");
        long[] hashes = new long[(int) count];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = DataSketches.longAt(image, 8 * (longs + i));
        }
        if (!ordered) {
            Arrays.sort(hashes);
        }
        long before = 0;
        for (long hash : hashes) {
            require(
                    hash > before && hash < theta,
                    "have hashes that differ, and ascend if it says so, below the threshold");
            before = hash;
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new CorruptStateException("theta image must " + what);
        }
    }
}
