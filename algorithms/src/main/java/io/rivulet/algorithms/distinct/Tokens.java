package io.rivulet.algorithms.distinct;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/**
 * A small set of items, each as a token of 32 bits: what the sketches of the HyperLogLog kind hold as long as there are few items, in a fraction of the
 * bytes and with next to no error. Heule, Nunkesser and Hall, <i>HyperLogLog in practice</i>, EDBT 2013, section 5; the tokens are Ertl's, PVLDB 17(7), 2024.
 *
 * <p>A token is index and rank of a HyperLogLog of precision 26. {@link #hash} gives a hash with the same index and rank, which leaves the same register
 * as the item's own in every sketch that looks at no more than its low 26 bits and its leading zeros.
 */
final class Tokens {

    /** Low bits of a hash that a token keeps: a sketch's precision and whatever else of the low bits it looks at must not be more. */
    static final int INDEX_BITS = 26;

    /**
     * Two items have one token if their indexes are equal and their ranks too: with probability 2^-26 times the sum of 4^-rank, which is a third. So tokens
     * fill up as slots would of which there are three times 2^26, all equally likely.
     */
    private static final double SLOTS = 3.0 * (1 << INDEX_BITS);

    /** The number of pairs of n items with one token has mean and variance n²/2 by SLOTS. */
    static final double STANDARD_ERROR = 1 / Math.sqrt(2 * SLOTS);

    private static final int RANK_BITS = 6;
    private static final int RANK_MASK = (1 << RANK_BITS) - 1;
    private static final int MAX_RANK = Registers.maxRank(INDEX_BITS);
    private static final int FEWEST_SLOTS = 4;
    private static final int FEWEST_WORTHWHILE = 16;

    /*
     * An open hash table with linear probing, at most three quarters full; 0 is no token, for ranks begin with 1. It grows by half, not to the double, so
     * that a token takes 5.3 to 8 bytes. Positions come by multiplication, because capacities are no powers of two and a caller's hashes may have few bits.
     */
    private int[] slots;
    private int size;

    Tokens() {
        slots = new int[FEWEST_SLOTS];
    }

    private Tokens(int[] slots, int size) {
        this.slots = slots;
        this.size = size;
    }

    /** How many tokens are better than {@code denseBytes} of registers: as many as fit half of these bytes, and 0 if that is not worth the trouble. */
    static int limit(int denseBytes) {
        int tokens = denseBytes / Integer.BYTES / 2 * 3 / 4;
        return tokens < FEWEST_WORTHWHILE ? 0 : tokens;
    }

    static int token(long hash) {
        return (int) hash << RANK_BITS | Registers.rank(hash, INDEX_BITS);
    }

    /** A hash that has this token. */
    static long hash(int token) {
        int rank = token & RANK_MASK;
        return token >>> RANK_BITS | (rank < MAX_RANK ? Long.MIN_VALUE >>> (rank - 1) : 0);
    }

    int size() {
        return size;
    }

    /** Places of the table: those of {@link #at}. */
    int capacity() {
        return slots.length;
    }

    /** The token at a place, 0 if there is none. */
    int at(int place) {
        return slots[place];
    }

    /** Takes a token in, which it may have already. */
    void add(int token) {
        int[] table = slots;
        int at = position(token, table.length);
        while (table[at] != 0) {
            if (table[at] == token) {
                return;
            }
            at = at + 1 == table.length ? 0 : at + 1;
        }
        if (4 * (size + 1) > 3 * table.length) {
            grow();
            insert(slots, token);
        } else {
            table[at] = token;
        }
        size++;
    }

    /** How many items leave so many tokens. */
    double estimate() {
        return SLOTS * Math.log1p(size / (SLOTS - size));
    }

    Tokens copy() {
        return new Tokens(slots.clone(), size);
    }

    long stateBytes() {
        return 40 + 4L * slots.length;
    }

    /** The number i32, then the tokens i32, ascending. */
    void encode(StateWriter out) {
        int[] sorted = new int[size];
        int next = 0;
        for (int token : slots) {
            if (token != 0) {
                sorted[next++] = token;
            }
        }
        Arrays.sort(sorted);
        out.writeInt(size);
        for (int token : sorted) {
            out.writeInt(token);
        }
    }

    /** What {@link #encode} wrote. */
    static Tokens decode(StateReader in, int limit) {
        int size = in.readLength("tokens", Integer.BYTES);
        if (size > limit) {
            throw in.corrupt("there must be at most " + limit + " tokens, got " + size);
        }
        Tokens tokens = new Tokens();
        for (int i = 0; i < size; i++) {
            int token = in.readInt();
            int rank = token & RANK_MASK;
            if (rank < 1 || rank > MAX_RANK) {
                throw in.corrupt("rank of a token must be in 1.." + MAX_RANK + ", got " + rank);
            }
            tokens.add(token);
            if (tokens.size != i + 1) {
                throw in.corrupt("tokens must differ");
            }
        }
        return tokens;
    }

    private void grow() {
        int[] larger = new int[slots.length + slots.length / 2];
        for (int token : slots) {
            if (token != 0) {
                insert(larger, token);
            }
        }
        slots = larger;
    }

    private static void insert(int[] table, int token) {
        int at = position(token, table.length);
        while (table[at] != 0) {
            at = at + 1 == table.length ? 0 : at + 1;
        }
        table[at] = token;
    }

    private static int position(int token, int capacity) {
        return (int) ((token * 0x9E3779B1 & 0xffffffffL) * capacity >>> Integer.SIZE);
    }
}
