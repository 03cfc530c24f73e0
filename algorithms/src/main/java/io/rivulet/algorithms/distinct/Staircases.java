package io.rivulet.algorithms.distinct;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A staircase for each of many registers: the entries (time, rank) that no later entry of equal or higher rank makes useless. The highest rank of any
 * window that ends now is the rank of the first entry inside it.
 *
 * <p>Within a staircase times rise and ranks fall, so an entry that comes late finds its place by its time, is useless if the entry after it ranks as
 * high, and makes useless just the run of lower ranks before it. What is left does not depend on the order of arrival.
 *
 * <p>Ranks are in 1..63; times are 58-bit and never negative: what they count from is the owner's business.
 */
final class Staircases {

    /** Times stay below this. */
    static final long TIME_END = 1L << 58;

    private static final int RANK_BITS = 6;
    private static final int RANK_MASK = (1 << RANK_BITS) - 1;

    /*
     * All entries live in one pool: no object per entry, no pointer either. The staircases of eight registers stand one after the other in a block, each oldest
     * first, and share its spare places: eight lengths vary far less together than each of them does. A block is a header, which says whose it is and how
     * many places it has, and then the places from starts[group] on. Lengths are bytes, so that eight of them are one word, and where a staircase begins in its
     * block is the sum of the word's lower bytes.
     *
     * A block that is full moves to the end of the pool and leaves a hole, whose header stays: that is how a walk over the pool knows blocks from holes. When
     * the pool's end is reached, what is alive slides down over the holes; only if that would not free a sixteenth does it move to a larger pool. So a pool as
     * large as its stream needs stays, and nothing is allocated any more. Sliding costs O(1) an update on average, because what it frees is in proportion
     * to what it walks over.
     */
    private static final int GROUP_BITS = 3;
    private static final int GROUP = 1 << GROUP_BITS;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EVERY_OTHER_BYTE = 0x00ff00ff00ff00ffL;
    private static final long EVERY_OTHER_ONE = 0x0001000100010001L;
    private static final int SIZE_BITS = 16;
    private static final int SIZE_MASK = (1 << SIZE_BITS) - 1;

    private final int registers;
    private final byte[] lengths;
    private final int[] starts;
    private long[] pool;
    private int used;

    Staircases(int registers) {
        this(registers, new byte[roundUp(registers)], new int[roundUp(registers) / GROUP], new long[0], 0);
    }

    private Staircases(int registers, byte[] lengths, int[] starts, long[] pool, int used) {
        this.registers = registers;
        this.lengths = lengths;
        this.starts = starts;
        this.pool = pool;
        this.used = used;
    }

    static long time(long entry) {
        return entry >>> RANK_BITS;
    }

    static int rank(long entry) {
        return (int) entry & RANK_MASK;
    }

    int registers() {
        return registers;
    }

    /** How many entries the register has, expired ones included that nothing has cut off yet. */
    int length(int register) {
        return lengths[register];
    }

    /** Entry {@code i} of the register, oldest first: see {@link #time} and {@link #rank}. */
    long entry(int register, int i) {
        return pool[begin(register) + i];
    }

    /** The highest rank of the register's entries after {@code time}; 0 if there is none. */
    int rankAfter(int register, long time) {
        int begin = begin(register);
        int end = begin + lengths[register];
        int first = begin;
        while (first < end && time(pool[first]) <= time) {
            first++;
        }
        return first == end ? 0 : rank(pool[first]);
    }

    /**
     * Takes an entry in, in any order of time.
     *
     * @param time after {@code expired}
     * @param expired entries up to this time are cut off where they are met
     */
    void insert(int register, long time, int rank, long expired) {
        int begin = begin(register);
        cutOff(register, begin, expired);
        int end = begin + lengths[register];
        int later = end;
        while (later > begin && time(pool[later - 1]) > time) {
            later--;
        }
        if (later < end && rank(pool[later]) >= rank) {
            return;
        }
        int keep = later;
        while (keep > begin && rank(pool[keep - 1]) <= rank) {
            keep--;
        }
        if (keep > begin && time(pool[keep - 1]) == time) {
            return;
        }
        if (keep == later) {
            keep = open(register, keep, expired);
        } else {
            close(register, keep + 1, later);
        }
        pool[keep] = time << RANK_BITS | rank;
    }

    /** Counts times from {@code by} later on: each falls by that much, and entries that are then not positive are gone. */
    void countFrom(long by) {
        for (int register = 0; register < registers; register++) {
            int begin = begin(register);
            cutOff(register, begin, by);
            for (int i = begin + lengths[register] - 1; i >= begin; i--) {
                pool[i] -= by << RANK_BITS;
            }
        }
    }

    /** Empties all staircases and gives the pool back. */
    void clear() {
        Arrays.fill(starts, 0);
        Arrays.fill(lengths, (byte) 0);
        pool = new long[0];
        used = 0;
    }

    Staircases copy() {
        return new Staircases(registers, lengths.clone(), starts.clone(), pool.clone(), used);
    }

    long stateBytes() {
        return 88L + lengths.length + 4L * starts.length + 8L * pool.length;
    }

    private static int roundUp(int registers) {
        return (registers + GROUP - 1) & -GROUP;
    }

    /** The lengths of the register's group, its first one lowest. */
    private long word(int group) {
        return (long) WORD.get(lengths, group << GROUP_BITS);
    }

    /** The sum of a word's bytes; they may add up to more than a byte holds. */
    private static int sum(long word) {
        long pairs = (word & EVERY_OTHER_BYTE) + (word >>> Byte.SIZE & EVERY_OTHER_BYTE);
        return (int) (pairs * EVERY_OTHER_ONE >>> 48);
    }

    /** Where the register's staircase begins in the pool. */
    private int begin(int register) {
        int group = register >> GROUP_BITS;
        long before = (1L << (register & (GROUP - 1)) * Byte.SIZE) - 1;
        return starts[group] + sum(word(group) & before);
    }

    /** Where the entries of the group end. */
    private int end(int group) {
        return starts[group] + sum(word(group));
    }

    private int capacity(int group) {
        return starts[group] == 0 ? 0 : (int) pool[starts[group] - 1] & SIZE_MASK;
    }

    /** Drops the register's entries up to {@code expired}. */
    private void cutOff(int register, int begin, long expired) {
        int end = begin + lengths[register];
        int first = begin;
        while (first < end && time(pool[first]) <= expired) {
            first++;
        }
        close(register, begin, first);
    }

    /** Drops the register's entries from {@code from} to before {@code to}. */
    private void close(int register, int from, int to) {
        if (from < to) {
            System.arraycopy(pool, to, pool, from, end(register >> GROUP_BITS) - to);
            lengths[register] -= (byte) (to - from);
        }
    }

    /** Makes a place for an entry before that at {@code at}; returns where it is, for the block may have moved. */
    private int open(int register, int at, long expired) {
        int group = register >> GROUP_BITS;
        int place = at;
        if (end(group) - starts[group] == capacity(group)) {
            // What moving drops of this register stood at its head, so the place keeps its distance from the register's
            // end.
            int fromEnd = begin(register) + lengths[register] - at;
            moveToRoomier(group, expired);
            place = begin(register) + lengths[register] - fromEnd;
        }
        System.arraycopy(pool, place, pool, place + 1, end(group) - place);
        lengths[register]++;
        return place;
    }

    /** Gives a full group a larger block. */
    private void moveToRoomier(int group, long expired) {
        int capacity = roomFor(sum(word(group)));
        if (used + 1 + capacity > pool.length) {
            makeRoom(1 + capacity, expired);
        }
        used = moveTo(pool, used, group, capacity);
    }

    private void makeRoom(int more, long expired) {
        if (used == 0) {
            // Nothing to keep; states of short panes come here once each, and need not look at every register.
            pool = new long[more + starts.length / 2];
            return;
        }
        int needed = more;
        for (int register = 0; register < registers; register++) {
            cutOff(register, begin(register), expired);
        }
        for (int group = 0; group < starts.length; group++) {
            int length = sum(word(group));
            needed += length == 0 ? 0 : 1 + roomFor(length);
        }
        if (needed > pool.length - pool.length / 16 || needed < pool.length / 3) {
            moveAll(new long[needed + needed / 8 + starts.length / 2]);
        } else {
            slideDown();
        }
    }

    /** Moves what is alive to another pool, with room to spare in each block. */
    private void moveAll(long[] other) {
        int at = 0;
        for (int group = 0; group < starts.length; group++) {
            int length = sum(word(group));
            if (length == 0) {
                starts[group] = 0;
            } else {
                at = moveTo(other, at, group, roomFor(length));
            }
        }
        pool = other;
        used = at;
    }

    /** Closes the holes, from the front. No block grows, so none is written over before it has been moved. */
    private void slideDown() {
        int to = 0;
        int end = used;
        for (int at = 0; at < end; ) {
            int group = (int) (pool[at] >>> SIZE_BITS);
            int size = (int) pool[at] & SIZE_MASK;
            if (starts[group] == at + 1) {
                int length = sum(word(group));
                if (length == 0) {
                    starts[group] = 0;
                } else {
                    to = moveTo(pool, to, group, Math.min(size, roomFor(length)));
                }
            }
            at += 1 + size;
        }
        used = to;
    }

    /** Writes a group's block from {@code at} on and says where the next may begin. */
    private int moveTo(long[] to, int at, int group, int capacity) {
        System.arraycopy(pool, starts[group], to, at + 1, sum(word(group)));
        to[at] = (long) group << SIZE_BITS | capacity;
        starts[group] = at + 1;
        return at + 1 + capacity;
    }

    /** About an eighth to spare. */
    private static int roomFor(int length) {
        return length + 2 + length / 8;
    }
}
