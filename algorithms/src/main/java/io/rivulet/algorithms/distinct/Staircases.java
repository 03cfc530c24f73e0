package io.rivulet.algorithms.distinct;

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
     * All entries live in one pool: no object per entry, no pointer either. A register's block is a header, which says whose it is and how many places it
     * has, and then starts[r] .. starts[r] + capacities[r]; the first lengths[r] places are its staircase, oldest first. A staircase that outgrows its block
     * moves to the end of the pool and leaves a hole, whose header stays: that is how a walk over the pool knows blocks from holes. When the pool's end is
     * reached, what is alive slides down over the holes; only if that would not free an eighth does it move to a larger pool. So a pool as large as its stream
     * needs stays, and nothing is allocated any more. Sliding costs O(1) an update on average, because what it frees is in proportion to what it walks over.
     */
    private static final int SIZE_BITS = 8;
    private static final int SIZE_MASK = (1 << SIZE_BITS) - 1;

    private final int[] starts;
    private final byte[] lengths;
    private final byte[] capacities;
    private long[] pool;
    private int used;

    Staircases(int registers) {
        this(new int[registers], new byte[registers], new byte[registers], new long[0], 0);
    }

    private Staircases(int[] starts, byte[] lengths, byte[] capacities, long[] pool, int used) {
        this.starts = starts;
        this.lengths = lengths;
        this.capacities = capacities;
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
        return starts.length;
    }

    /** How many entries the register has, expired ones included that nothing has cut off yet. */
    int length(int register) {
        return lengths[register];
    }

    /** Entry {@code i} of the register, oldest first: see {@link #time} and {@link #rank}. */
    long entry(int register, int i) {
        return pool[starts[register] + i];
    }

    /** The highest rank of the register's entries after {@code time}; 0 if there is none. */
    int rankAfter(int register, long time) {
        int start = starts[register];
        int highest = 0;
        for (int i = start + lengths[register] - 1; i >= start && time(pool[i]) > time; i--) {
            highest = rank(pool[i]);
        }
        return highest;
    }

    /**
     * Takes an entry in, in any order of time.
     *
     * @param time after {@code expired}
     * @param expired entries up to this time are cut off where they are met
     */
    void insert(int register, long time, int rank, long expired) {
        int length = cutOff(register, expired);
        int start = starts[register];
        int later = length;
        while (later > 0 && time(pool[start + later - 1]) > time) {
            later--;
        }
        if (later < length && rank(pool[start + later]) >= rank) {
            return;
        }
        int keep = later;
        while (keep > 0 && rank(pool[start + keep - 1]) <= rank) {
            keep--;
        }
        if (keep > 0 && time(pool[start + keep - 1]) == time) {
            return;
        }
        int newLength = length - (later - keep) + 1;
        if (newLength > capacities[register]) {
            start = moveToRoomier(register, expired);
        }
        System.arraycopy(pool, start + later, pool, start + keep + 1, length - later);
        pool[start + keep] = time << RANK_BITS | rank;
        lengths[register] = (byte) newLength;
    }

    /** Counts times from {@code by} later on: each falls by that much, and entries that are then not positive are gone. */
    void countFrom(long by) {
        for (int register = 0; register < starts.length; register++) {
            int length = cutOff(register, by);
            for (int i = 0; i < length; i++) {
                pool[starts[register] + i] -= by << RANK_BITS;
            }
        }
    }

    /** Empties all staircases and gives the pool back. */
    void clear() {
        Arrays.fill(starts, 0);
        Arrays.fill(lengths, (byte) 0);
        Arrays.fill(capacities, (byte) 0);
        pool = new long[0];
        used = 0;
    }

    Staircases copy() {
        return new Staircases(starts.clone(), lengths.clone(), capacities.clone(), pool.clone(), used);
    }

    long stateBytes() {
        return 104 + 6L * starts.length + 8L * pool.length;
    }

    /** Drops the entries up to {@code expired} and says how many are left. */
    private int cutOff(int register, long expired) {
        int start = starts[register];
        int length = lengths[register];
        int gone = 0;
        while (gone < length && time(pool[start + gone]) <= expired) {
            gone++;
        }
        if (gone > 0) {
            length -= gone;
            System.arraycopy(pool, start + gone, pool, start, length);
            lengths[register] = (byte) length;
        }
        return length;
    }

    /** Gives a full register a larger block; returns where it starts. */
    private int moveToRoomier(int register, long expired) {
        int capacity = roomFor(lengths[register]);
        if (used + 1 + capacity > pool.length) {
            makeRoom(1 + capacity, expired);
        }
        used = moveTo(pool, used, register, capacity);
        return starts[register];
    }

    private void makeRoom(int more, long expired) {
        if (used == 0) {
            // Nothing to keep; states of short panes come here once each, and need not look at every register.
            pool = new long[more + starts.length / 4];
            return;
        }
        int needed = more;
        for (int register = 0; register < starts.length; register++) {
            int length = cutOff(register, expired);
            needed += length == 0 ? 0 : 1 + roomFor(length);
        }
        if (needed > pool.length - pool.length / 8 || needed < pool.length / 4) {
            moveAll(new long[needed + needed / 4 + starts.length / 4]);
        } else {
            slideDown();
        }
    }

    /** Moves what is alive to another pool, with room to spare in each block. */
    private void moveAll(long[] other) {
        int at = 0;
        for (int register = 0; register < starts.length; register++) {
            if (lengths[register] == 0) {
                dropBlock(register);
            } else {
                at = moveTo(other, at, register, roomFor(lengths[register]));
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
            int register = (int) (pool[at] >>> SIZE_BITS);
            int size = (int) pool[at] & SIZE_MASK;
            if (starts[register] == at + 1) {
                if (lengths[register] == 0) {
                    dropBlock(register);
                } else {
                    to = moveTo(pool, to, register, Math.min(size, roomFor(lengths[register])));
                }
            }
            at += 1 + size;
        }
        used = to;
    }

    private void dropBlock(int register) {
        starts[register] = 0;
        capacities[register] = 0;
    }

    /** Writes a register's block from {@code at} on and says where the next may begin. */
    private int moveTo(long[] to, int at, int register, int capacity) {
        System.arraycopy(pool, starts[register], to, at + 1, lengths[register]);
        to[at] = (long) register << SIZE_BITS | capacity;
        starts[register] = at + 1;
        capacities[register] = (byte) capacity;
        return at + 1 + capacity;
    }

    /** One or two places to spare, an even number in all. */
    private static int roomFor(int length) {
        return (length + 2) & ~1;
    }
}
