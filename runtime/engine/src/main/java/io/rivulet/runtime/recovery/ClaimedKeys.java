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
     * Open addressing with linear probing over parallel arrays. An address is 0 for an empty slot, else 1 + (block << 32 | offset) of the key's step i32, length
     * i32 and bytes; a key does not cross blocks. Places grow from older to newer.
     */
    static final long NONE = -1;

    private static final int BLOCK_BYTES = 1 << 20;
    private static final int FIRST_SLOTS = 1 << 10;
    private static final int KEY_HEADER = 8;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final List<byte[]> blocks = new ArrayList<>();
    private int usedOfLastBlock = BLOCK_BYTES;
    private long[] addresses = new long[FIRST_SLOTS];
    private long[] places = new long[FIRST_SLOTS];
    private int[] hashes = new int[FIRST_SLOTS];
    private int size;

    /** Notes that a key has an entry at a place; of several places the highest stays. */
    void claim(int step, byte[] bytes, int offset, int length, long place) {
        int hash = hash(step, bytes, offset, length);
        int slot = find(hash, step, bytes, offset, length);
        if (addresses[slot] != 0) {
            places[slot] = Math.max(places[slot], place);
            return;
        }
        addresses[slot] = 1 + store(step, bytes, offset, length);
        places[slot] = place;
        hashes[slot] = hash;
        size++;
        if (size > addresses.length / 2) {
            grow();
        }
    }

    /** The highest place of a key, {@link #NONE} if it has none. */
    long placeOf(int step, byte[] bytes, int offset, int length) {
        if (size == 0) {
            return NONE;
        }
        int slot = find(hash(step, bytes, offset, length), step, bytes, offset, length);
        return addresses[slot] == 0 ? NONE : places[slot];
    }

    /** How many keys there are. */
    int size() {
        return size;
    }

    private int find(int hash, int step, byte[] bytes, int offset, int length) {
        int slot = hash & addresses.length - 1;
        while (addresses[slot] != 0
                && !(hashes[slot] == hash && same(addresses[slot] - 1, step, bytes, offset, length))) {
            slot = slot + 1 & addresses.length - 1;
        }
        return slot;
    }

    private boolean same(long address, int step, byte[] bytes, int offset, int length) {
        byte[] block = blocks.get((int) (address >>> 32));
        int at = (int) address;
        return (int) INT.get(block, at) == step
                && (int) INT.get(block, at + 4) == length
                && Arrays.equals(block, at + KEY_HEADER, at + KEY_HEADER + length, bytes, offset, offset + length);
    }

    private long store(int step, byte[] bytes, int offset, int length) {
        int needed = Math.addExact(KEY_HEADER, length);
        if (usedOfLastBlock + (long) needed > BLOCK_BYTES) {
            blocks.add(new byte[Math.max(BLOCK_BYTES, needed)]);
            usedOfLastBlock = 0;
        }
        byte[] block = blocks.get(blocks.size() - 1);
        int at = usedOfLastBlock;
        INT.set(block, at, step);
        INT.set(block, at + 4, length);
        System.arraycopy(bytes, offset, block, at + KEY_HEADER, length);
        usedOfLastBlock += needed;
        return (long) (blocks.size() - 1) << 32 | at;
    }

    private void grow() {
        long[] oldAddresses = addresses;
        long[] oldPlaces = places;
        int[] oldHashes = hashes;
        int slots = Math.multiplyExact(2, oldAddresses.length);
        addresses = new long[slots];
        places = new long[slots];
        hashes = new int[slots];
        for (int i = 0; i < oldAddresses.length; i++) {
            if (oldAddresses[i] != 0) {
                int slot = oldHashes[i] & slots - 1;
                while (addresses[slot] != 0) {
                    slot = slot + 1 & slots - 1;
                }
                addresses[slot] = oldAddresses[i];
                places[slot] = oldPlaces[i];
                hashes[slot] = oldHashes[i];
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
