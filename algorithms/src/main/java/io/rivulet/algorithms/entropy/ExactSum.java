package io.rivulet.algorithms.entropy;

import java.util.Arrays;

/**
 * A sum of doubles without any rounding, so that what was added can be taken away again to the last bit, in any order, for ever.
 *
 * <p><b>Method.</b> Fixed point over the whole range of the addends, in chunks of 32 bits with room for carries, after Kulisch's long accumulator and Neal,
 * <i>Fast exact summation using small and large superaccumulators</i>, arXiv 1505.05571, 2015. Only the answer is rounded, by less than two units in its last place.
 * <p><b>Cost.</b> Three additions an addend; 8 bytes a chunk.
 */
final class ExactSum {

    /** Magnitudes of any double. */
    static final int LOWEST_BIT = -1074;

    static final int HIGHEST_BIT = 1023;

    /** The lowest bit of doubles that are 1 or more. */
    static final int LOWEST_BIT_FROM_ONE = -52;

    private static final int BITS = 32;
    private static final long MASK = (1L << BITS) - 1;

    /** An addition moves a chunk by less than 2^33, and 2^29 of them leave room in 63 bits. */
    private static final int ADDITIONS_BEFORE_CARRY = 1 << 29;

    private static final int MANTISSA_BITS = 52;
    private static final int BIAS = 1075;

    /*
     * The sum is that of chunks[i] * 2^(lowestBit + 32 i). Between carries a chunk may leave its 32 bits, to either side.
     */
    private final int lowestBit;
    private final long[] chunks;
    private int additions;

    private ExactSum(int lowestBit, long[] chunks) {
        this.lowestBit = lowestBit;
        this.chunks = chunks;
    }

    /**
     * A sum of 0.
     *
     * @param lowestBit the lowest exponent of two that occurs in an addend's binary digits
     * @param highestBit no addend and no sum reaches 2 to the one after
     */
    static ExactSum ofBits(int lowestBit, int highestBit) {
        return new ExactSum(lowestBit, new long[(highestBit - lowestBit) / BITS + 3]);
    }

    void add(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> MANTISSA_BITS) & 0x7ff;
        long mantissa = bits & (1L << MANTISSA_BITS) - 1;
        if (exponent == 0) {
            if (mantissa == 0) {
                return;
            }
            exponent = 1;
        } else {
            mantissa |= 1L << MANTISSA_BITS;
        }
        int at = exponent - BIAS - lowestBit;
        if (at < 0) {
            // The digits below the lowest are 0.
            mantissa >>>= -at;
            at = 0;
        }
        int i = at / BITS;
        int shift = at % BITS;
        long low = (mantissa & MASK) << shift;
        long high = (mantissa >>> BITS) << shift;
        long sign = bits >> 63;
        chunks[i] += ((low & MASK) ^ sign) - sign;
        chunks[i + 1] += (((low >>> BITS) + (high & MASK)) ^ sign) - sign;
        chunks[i + 2] += ((high >>> BITS) ^ sign) - sign;
        if (++additions == ADDITIONS_BEFORE_CARRY) {
            carry();
        }
    }

    void subtract(double value) {
        add(-value);
    }

    /** The sum, which must not be negative, rounded. */
    double value() {
        carry();
        int top = chunks.length - 1;
        while (top > 0 && chunks[top] == 0) {
            top--;
        }
        int last = Math.max(0, top - 3);
        double value = 0;
        for (int i = top; i >= last; i--) {
            value = value * 0x1p32 + chunks[i];
        }
        return Math.scalb(value, lowestBit + BITS * last);
    }

    private void carry() {
        for (int i = 0; i < chunks.length - 1; i++) {
            chunks[i + 1] += chunks[i] >> BITS;
            chunks[i] &= MASK;
        }
        additions = 0;
    }

    void clear() {
        Arrays.fill(chunks, 0);
        additions = 0;
    }

    ExactSum copy() {
        ExactSum copy = new ExactSum(lowestBit, chunks.clone());
        copy.additions = additions;
        return copy;
    }

    long heapBytes() {
        return 40 + 8L * chunks.length;
    }
}
