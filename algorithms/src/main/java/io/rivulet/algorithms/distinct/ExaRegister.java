package io.rivulet.algorithms.distinct;

/**
 * What a register of UltraLogLog or ExaLogLog is: which hash goes to which register with which value, how a register takes a value or another register in,
 * and what becomes of it at a smaller precision. Ertl, <i>ExaLogLog</i>, EDBT 2025, section 2, with its parameters t and d.
 *
 * <p>The low t bits of a hash refine its value, the next {@code precision} bits number its register, the leading zeros of the rest are the value's coarse
 * part. A register holds the highest value u that it has seen, from 1 on, and above that's lower d bits for each of u - 1 … u - d whether it has
 * seen that, the highest of them in the highest bit. What is below u - d is forgotten for good, so all orders and all ways to merge leave the same bits. Value
 * 0 counts as always seen: it has a bit as long as u is at most d, and nothing asks for that.
 */
final class ExaRegister {

    private ExaRegister() {}

    static int index(long hash, int t, int precision) {
        return (int) (hash >>> t) & ((1 << precision) - 1);
    }

    static int value(long hash, int t, int precision) {
        int zeros = Long.numberOfLeadingZeros(hash | ((1L << (precision + t)) - 1));
        return (zeros << t) + ((int) hash & ((1 << t) - 1)) + 1;
    }

    static int maxValue(int t, int precision) {
        return (Long.SIZE + 1 - precision - t) << t;
    }

    /** The register after it has seen the value. */
    static long with(long register, int value, int d) {
        int above = value - (int) (register >>> d);
        if (above > 0) {
            return (long) value << d | seenBelow(register, above, d);
        }
        return above < 0 && above >= -d ? register | 1L << (d + above) : register;
    }

    /** The register after it has seen whatever the other has. */
    static long merged(long one, long other, int d) {
        int above = (int) (one >>> d) - (int) (other >>> d);
        if (above == 0) {
            return one | other;
        }
        return above > 0 ? one | seenBelow(other, above, d) : other | seenBelow(one, -above, d);
    }

    /** The bits for the values below one that is {@code above} the register's highest. */
    private static long seenBelow(long register, int above, int d) {
        return above > d ? 0 : (1L << d | register & ((1L << d) - 1)) >>> above;
    }

    /** Whether there is such a register: what it says to have seen below its highest value must be values. */
    static boolean valid(long register, int t, int d, int precision) {
        int highest = (int) (register >>> d);
        if (highest == 0 || highest > maxValue(t, precision)) {
            return register == 0;
        }
        long flags = register & ((1L << d) - 1);
        // Value 0 has bit d - highest: set if it is there, with nothing below.
        return highest > d || (flags & ((2L << (d - highest)) - 1)) == 1L << (d - highest);
    }

    /**
     * The value at the smaller precision {@code to} of an item with this value in this register. The bits that stop being index follow those whose
     * leading zeros the value counts, so they matter only where all of these are zero.
     */
    static int foldedValue(int value, int index, int t, int from, int to) {
        int zeros = (value - 1) >>> t;
        if (zeros < Long.SIZE - from - t) {
            return value;
        }
        int dropped = index >>> to;
        return value + ((Integer.numberOfLeadingZeros(dropped) - (Integer.SIZE - (from - to))) << t);
    }

    /** What register {@code index}, folded to the smaller precision, has seen, added to the register that takes it. */
    static long withFolded(long target, long register, int index, int t, int d, int from, int to) {
        long result = target;
        int highest = (int) (register >>> d);
        for (int value = Math.max(1, highest - d); value <= highest; value++) {
            if (value == highest || (register >>> (d + value - highest) & 1) != 0) {
                result = with(result, foldedValue(value, index, t, from, to), d);
            }
        }
        return result;
    }
}
