package io.rivulet.runtime.recovery;

import io.rivulet.algorithms.SplitMix64;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Remembers for keys at which place their newest entry is. Keys are compared by their bytes, not only by a hash, so that two are never taken for one. Memory:
 * the keys, and about 40 bytes each.
 */
final class ClaimedKeys {

    /*
     * Open addressing with linear probing. A slot is 0 if empty, else the key's hash in its upper half and 1 + its address in the lower: so a key that is not
     * there costs one look into memory, and one that is there two. An address counts units of 8 bytes over blocks of one size; the place i64, step i32, length i32
     * and bytes of a key stand together and do not cross blocks. A key larger than a block gets one of its own, which counts as one of the common size. Places grow from
     * older to newer.
     */
    static final long NONE = -1;

    private static final int BLOCK_BYTES = 1 << 20;
    private static final int UNIT_BITS = 3;
    private static final int BLOCK_UNIT_BITS = 17;
    private static final int FIRST_SLOTS = 1 << 10;
    private static final int STEP_AT = 8;
    private static final int LENGTH_AT = 12;
    private static final int KEY_AT = 16;
    private static final long LOWER_HALF = 0xffff_ffffL;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final List<byte[]> blocks = new ArrayList<>();
    private int usedOfLastBlock = BLOCK_BYTES;
    private long[] slots = new long[FIRST_SLOTS];
    private int size;

    /** Notes that a key has an entry at a place; of several places the highest stays. */
    void claim(int step, byte[] bytes, int offset, int length, long place) {
        int hash = hash(step, bytes, offset, length);
        int slot = find(hash, step, bytes, offset, length);
        if (slots[slot] != 0) {
            byte[] block = block(slots[slot]);
            int at = at(slots[slot]);
            LONG.set(block, at, Math.max((long) LONG.get(block, at), place));
            return;
        }
        slots[slot] = (long) hash << 32 | 1 + store(step, bytes, offset, length, place);
        size++;
        if (size > slots.length / 2) {
            grow();
        }
    }

    /** The highest place of a key, {@link #NONE} if it has none. */
    long placeOf(int step, byte[] bytes, int offset, int length) {
        if (size == 0) {
            return NONE;
        }
        long found = slots[find(hash(step, bytes, offset, length), step, bytes, offset, length)];
        return found == 0 ? NONE : (long) LONG.get(block(found), at(found));
    }

    /** How many keys there are. */
    int size() {
        return size;
    }

    private int find(int hash, int step, byte[] bytes, int offset, int length) {
        int slot = hash & slots.length - 1;
        while (slots[slot] != 0
                && !((int) (slots[slot] >>> 32) == hash && same(slots[slot], step, bytes, offset, length))) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean same(long entry, int step, byte[] bytes, int offset, int length) {
        byte[] block = block(entry);
        int at = at(entry);
        return (int) INT.get(block, at + STEP_AT) == step
                && (int) INT.get(block, at + LENGTH_AT) == length
                && Arrays.equals(block, at + KEY_AT, at + KEY_AT + length, bytes, offset, offset + length);
    }

    private byte[] block(long entry) {
        return blocks.get((int) ((entry & LOWER_HALF) - 1 >>> BLOCK_UNIT_BITS));
    }

    private static int at(long entry) {
        return (int) ((entry & LOWER_HALF) - 1 & (1 << BLOCK_UNIT_BITS) - 1) << UNIT_BITS;
    }

    private long store(int step, byte[] bytes, int offset, int length, long place) {
        int needed = Math.addExact(KEY_AT + 7, length) & -8;
        if (usedOfLastBlock + (long) needed > BLOCK_BYTES) {
            blocks.add(new byte[Math.max(BLOCK_BYTES, needed)]);
            usedOfLastBlock = 0;
        }
        long address = (long) (blocks.size() - 1) << BLOCK_UNIT_BITS | usedOfLastBlock >>> UNIT_BITS;
        if (address >= LOWER_HALF) {
            throw new IllegalStateException("the keys of a store's changes must fit into 32 GiB");
        }
        byte[] block = blocks.get(blocks.size() - 1);
        int at = usedOfLastBlock;
        LONG.set(block, at, place);
        INT.set(block, at + STEP_AT, step);
        INT.set(block, at + LENGTH_AT, length);
        System.arraycopy(bytes, offset, block, at + KEY_AT, length);
        usedOfLastBlock += needed;
        return address;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[Math.multiplyExact(2, old.length)];
        for (long entry : old) {
            if (entry != 0) {
                int slot = (int) (entry >>> 32) & slots.length - 1;
                while (slots[slot] != 0) {
                    slot = slot + 1 & slots.length - 1;
                }
                slots[slot] = entry;
            }
        }
    }

    private static int hash(int step, byte[] bytes, int offset, int length) {
        long hash = (long) step << 32 | length;
        int at = offset;
        for (; at + 8 <= offset + length; at += 8) {
            hash = SplitMix64.mix(hash ^ (long) LONG.get(bytes, at));
        }
        long rest = 0;
        for (; at < offset + length; at++) {
            rest = rest << 8 | bytes[at] & 0xff;
        }
        return (int) SplitMix64.mix(hash ^ rest);
    }
}
