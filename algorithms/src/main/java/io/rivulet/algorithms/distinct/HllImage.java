package io.rivulet.algorithms.distinct;

import io.rivulet.algorithms.CorruptStateException;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;

/**
 * The door between bytes and HLL sketches of Apache DataSketches. An image is a list of up to eight coupons, a table of coupons, or registers of 4, 6 or 8
 * bits; what this gives has 8 bits.
 */
final class HllImage {

    private static final int HLL = 7;
    private static final int LG_K = 3;
    private static final int LG_TABLE = 4;
    private static final int LIST_COUNT = 6;
    private static final int LOWEST = 6;
    private static final int MODE = 7;

    /** The lower two bits of the mode: how the items are kept; the next two: how many bits registers have. */
    private static final int LIST = 0;

    private static final int TABLE = 1;
    private static final int REGISTERS = 2;
    private static final int OF_4_BITS = 0;
    private static final int OF_6_BITS = 1;
    private static final int OF_8_BITS = 2;

    private static final int LIST_HEADER = 8;
    private static final int LG_LIST = 3;
    private static final int TABLE_COUNT = 8;
    private static final int TABLE_HEADER = 12;
    private static final int LG_FIRST_TABLE = 5;
    private static final int HISTORY = 8;
    private static final int SUM_OF_LOW = 16;
    private static final int SUM_OF_HIGH = 24;
    private static final int LOWEST_COUNT = 32;
    private static final int EXCEPTIONS = 36;
    private static final int REGISTERS_HEADER = 40;

    /** Bits of the flags: whether a table is written without its free places, whether the history is lost. */
    private static final int COMPACT = 8;

    private static final int MERGED = 16;

    private static final int MAX_RANK = 63;
    private static final int SLOT_BITS = 26;

    private HllImage() {}

    /**
     * The sketch of an image, wherever it comes from, with registers of 8 bits.
     *
     * @throws CorruptStateException if it is none, or larger than {@code maxLgK} allows
     */
    static HllSketch sketch(byte[] image, int minLgK, int maxLgK) {
        requireLengths(image, minLgK, maxLgK);
        HllSketch sketch;
        byte[] copy;
        double estimate;
        try {
            sketch = HllSketch.heapify(image).copyAs(TgtHllType.HLL_8);
            copy = sketch.toUpdatableByteArray();
            estimate = sketch.getEstimate();
        } catch (RuntimeException | AssertionError e) {
            throw new CorruptStateException("corrupt HLL image: " + e.getMessage(), e);
        }
        require(estimate >= 0 && Double.isFinite(estimate), "have a finite estimate, got " + estimate);
        if ((copy[MODE] & 3) == REGISTERS) {
            requireSums(copy);
        }
        return sketch;
    }

    /** Whether the image is of a merged sketch, which has forgotten the history that makes a fed one more exact. */
    static boolean isMerged(byte[] image) {
        return (image[DataSketches.FLAGS] & MERGED) != 0;
    }

    /** Whether the sketch has registers, not coupons. */
    static boolean isDense(HllSketch sketch) {
        return sketch.getUpdatableSerializationBytes() == REGISTERS_HEADER + (1 << sketch.getLgConfigK());
    }

    private static void requireLengths(byte[] image, int minLgK, int maxLgK) {
        require(
                image.length >= LIST_HEADER && image[DataSketches.VERSION] == 1 && image[DataSketches.FAMILY] == HLL,
                "be at least 8 bytes of version 1, family " + HLL);
        int lgK = image[LG_K];
        require(lgK >= minLgK && lgK <= maxLgK, "have lgK in " + minLgK + ".." + maxLgK + ", got " + lgK);
        int bits = image[MODE] >>> 2 & 3;
        require(bits <= OF_8_BITS, "have registers of 4, 6 or 8 bits");
        switch (image[MODE] & 3) {
            case LIST -> requireList(image);
            case TABLE -> requireTable(image, lgK);
            case REGISTERS -> requireRegisters(image, lgK, bits);
            default -> throw new CorruptStateException("HLL image must be a list, a table or registers");
        }
    }

    private static void requireList(byte[] image) {
        int count = image[LIST_COUNT];
        require(
                image[DataSketches.PREAMBLE] == 2
                        && image[LG_TABLE] == LG_LIST
                        && count >= 0
                        && count <= 1 << LG_LIST
                        && image.length == LIST_HEADER + 4 * (isCompact(image) ? count : 1 << LG_LIST),
                "be a list of at most 8 coupons, as long as it says");
        for (int i = 0; i < count; i++) {
            requireCoupon(DataSketches.intAt(image, LIST_HEADER + 4 * i));
        }
    }

    private static void requireTable(byte[] image, int lgK) {
        int lgTable = image[LG_TABLE];
        require(
                image[DataSketches.PREAMBLE] == 3
                        && lgTable >= LG_FIRST_TABLE
                        && lgTable <= lgK - 3
                        && image.length >= TABLE_HEADER,
                "have a table of 32 to k / 8 places");
        int count = DataSketches.intAt(image, TABLE_COUNT);
        int places = isCompact(image) ? count : 1 << lgTable;
        require(
                count >= 0 && 4L * count <= 3L << lgTable && image.length == TABLE_HEADER + 4L * places,
                "be a table at most three quarters full, as long as it says");
        int found = 0;
        for (int i = 0; i < places; i++) {
            int coupon = DataSketches.intAt(image, TABLE_HEADER + 4 * i);
            if (coupon != 0) {
                requireCoupon(coupon);
                found++;
            }
        }
        require(found == count, "have as many coupons as it says");
    }

    private static void requireCoupon(int coupon) {
        require(coupon >>> SLOT_BITS > 0, "have coupons of rank 1 or more");
    }

    private static void requireRegisters(byte[] image, int lgK, int bits) {
        require(
                image[DataSketches.PREAMBLE] == REGISTERS_HEADER / 4 && image.length >= REGISTERS_HEADER,
                "have a header of 40 bytes");
        int k = 1 << lgK;
        if (bits == OF_4_BITS) {
            int exceptions = DataSketches.intAt(image, EXCEPTIONS);
            int from = REGISTERS_HEADER + k / 2;
            require(isCompact(image), "be compact if its registers have 4 bits");
            require(
                    exceptions >= 0 && exceptions <= k && image.length == from + 4L * exceptions,
                    "be as long as it says");
            for (int at = from; at < image.length; at += 4) {
                int slot = DataSketches.intAt(image, at) & ((1 << SLOT_BITS) - 1);
                require(slot < k, "have exceptions for its registers only");
            }
        } else {
            int length = bits == OF_6_BITS ? k / 4 * 3 + 1 : k;
            require(image.length == REGISTERS_HEADER + length, "be as long as its registers");
        }
    }

    /** Sums over the registers are part of an image; what the sketch goes on to compute rests on them. */
    private static void requireSums(byte[] image) {
        int zeros = 0;
        double sum = 0;
        for (int at = REGISTERS_HEADER; at < image.length; at++) {
            int rank = image[at];
            require(rank >= 0 && rank <= MAX_RANK, "have ranks in 0.." + MAX_RANK + ", got " + (rank & 0xff));
            zeros += rank == 0 ? 1 : 0;
            sum += Math.scalb(1.0, -rank);
        }
        double said = Double.longBitsToDouble(DataSketches.longAt(image, SUM_OF_LOW))
                + Double.longBitsToDouble(DataSketches.longAt(image, SUM_OF_HIGH));
        double history = Double.longBitsToDouble(DataSketches.longAt(image, HISTORY));
        // A union notes the lowest rank and how many registers have it, and nothing keeps that up to date or asks for
        // it unless the rank is 0.
        int lowest = image[LOWEST];
        require(
                lowest >= 0
                        && lowest <= MAX_RANK
                        && (lowest > 0 ? zeros == 0 : DataSketches.intAt(image, LOWEST_COUNT) == zeros)
                        && Math.abs(said - sum) <= 1e-9 * sum
                        && history >= 0
                        && Double.isFinite(history),
                "have sums that fit its registers");
    }

    private static boolean isCompact(byte[] image) {
        return (image[DataSketches.FLAGS] & COMPACT) != 0;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new CorruptStateException("HLL image must " + what);
        }
    }
}
