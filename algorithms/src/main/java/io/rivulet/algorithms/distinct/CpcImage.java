package io.rivulet.algorithms.distinct;

import io.rivulet.algorithms.CorruptStateException;
import org.apache.datasketches.cpc.CpcSketch;

/** The door between bytes and CPC sketches of Apache DataSketches. */
final class CpcImage {

    /** Where a CPC image has its fields, all little-endian; the sketch itself keeps them to itself. */
    private static final int LG_K = 3;

    private static final int COUPONS = 8;
    private static final int NEXT = 12;

    private static final int CPC = 16;

    /** Bits of the flags: whether the image has the history's two doubles, a list of pairs, a window. */
    private static final int HISTORY = 4;

    private static final int PAIRS = 8;
    private static final int WINDOW = 16;

    private CpcImage() {}

    /**
     * The sketch of an image, wherever it comes from.
     *
     * @throws CorruptStateException if it is none, or larger than {@code maxLgK} allows
     */
    static CpcSketch sketch(byte[] image, int minLgK, int maxLgK) {
        requireLengths(image, minLgK, maxLgK);
        CpcSketch sketch;
        boolean complete;
        try {
            sketch = CpcSketch.heapify(image);
            complete = sketch.validate();
        } catch (RuntimeException | AssertionError e) {
            throw new CorruptStateException("corrupt CPC image: " + e.getMessage(), e);
        }
        double estimate = sketch.getEstimate();
        if (!complete || !(estimate >= 0 && Double.isFinite(estimate))) {
            throw new CorruptStateException(
                    "CPC image must have the coupons it says and a finite estimate, got " + estimate);
        }
        return sketch;
    }

    /** The sketch offers no copy of its own. */
    static CpcSketch copy(CpcSketch sketch) {
        return CpcSketch.heapify(sketch.toByteArray());
    }

    /** Whether the image is of a merged sketch, which has forgotten the history that makes a fed one more exact. */
    static boolean isMerged(byte[] image) {
        return (image[DataSketches.FLAGS] & HISTORY) == 0;
    }

    /**
     * Heap bytes of the sketch: a window of one byte a row once there are enough coupons, and a table of four-byte pairs at most three quarters full.
     */
    static long heapBytes(byte[] image) {
        int flags = image[DataSketches.FLAGS];
        long rows = 1L << image[LG_K];
        long coupons = (flags & (PAIRS | WINDOW)) == 0 ? 0 : DataSketches.intAt(image, COUPONS) & 0xffffffffL;
        boolean windowed = 32 * coupons >= 3 * rows;
        // Between the sparse and the pinned phase the image lists all coupons as pairs, but the sketch keeps only those
        // outside its window.
        long pairs = (flags & PAIRS) == 0
                ? 0
                : (flags & WINDOW) != 0 ? DataSketches.intAt(image, NEXT) : windowed ? coupons / 256 : coupons;
        long slots = 4;
        while (4 * pairs > 3 * slots) {
            slots *= 2;
        }
        return 80 + (windowed ? 16 + rows : 0) + (coupons == 0 ? 0 : 40 + 4 * slots);
    }

    private static void requireLengths(byte[] image, int minLgK, int maxLgK) {
        if (image.length < 8 || image[DataSketches.FAMILY] != CPC) {
            throw new CorruptStateException("CPC image must be at least 8 bytes of family " + CPC);
        }
        int lgK = image[LG_K];
        if (lgK < minLgK || lgK > maxLgK) {
            throw new CorruptStateException("lgK must be in " + minLgK + ".." + maxLgK + ", got " + lgK);
        }
        int flags = image[DataSketches.FLAGS];
        int header = 8;
        long words = 0;
        if ((flags & (PAIRS | WINDOW)) != 0) {
            boolean both = (flags & PAIRS) != 0 && (flags & WINDOW) != 0;
            int fields = both ? 24 : 16;
            header = (flags & HISTORY) == 0 ? fields : fields + 16;
            requireLength(image.length >= header, image);
            // With both there are two lengths, behind the history's two doubles if it has them; else one, right behind
            // the coupons.
            int firstLength = both ? header - 8 : NEXT;
            words = length(image, firstLength) + (both ? length(image, firstLength + 4) : 0);
            long pairs = (flags & PAIRS) == 0 ? 0 : length(image, both ? NEXT : COUPONS);
            // A pair takes at least two bits, so this bounds what is allocated for them.
            requireLength(pairs <= 16 * length(image, firstLength), image);
        }
        requireLength(image[DataSketches.PREAMBLE] * 4 == header && image.length == header + 4 * words, image);
    }

    private static long length(byte[] image, int at) {
        return DataSketches.intAt(image, at) & 0xffffffffL;
    }

    private static void requireLength(boolean holds, byte[] image) {
        if (!holds) {
            throw new CorruptStateException(
                    "CPC image of " + image.length + " bytes must be as long as its header says");
        }
    }
}
