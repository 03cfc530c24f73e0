package io.rivulet.algorithms.similarity;

import com.carrotsearch.hppc.LongIntHashMap;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Signatures of sets by id, found by being alike: a signature is cut into bands of so many components, and those that share a whole band with another are its
 * candidates (Indyk and Motwani, <i>Approximate nearest neighbors</i>, STOC 1998; Leskovec, Rajaraman and Ullman, <i>Mining of massive datasets</i>, 2014, §3.4).
 */
final class SignatureTable {

    static final int NONE = -1;

    private static final int FIRST_SLOTS = 8;

    /*
     * Slot s holds a signature; in each band it is in the doubly linked chain of its bucket, and all slots are in a list from the one put first. A free slot is in
     * the list of free ones, by next. seen[s] is the number of the question that came upon s last, so that none is compared twice.
     */
    private final int components;
    private final int bands;
    private final int rows;
    private final LongIntHashMap slotOf = new LongIntHashMap();
    private long[] ids = {};
    private long[] times = {};
    private int[] signatures = {};
    private int[] heads = {};
    private int[] chainNext = {};
    private int[] chainPrevious = {};
    private int[] next = {};
    private int[] previous = {};
    private int[] seen = {};
    private int questions;
    private int first = NONE;
    private int last = NONE;
    private int free = NONE;

    SignatureTable(int components, int bands, int rows) {
        this.components = components;
        this.bands = bands;
        this.rows = rows;
    }

    int size() {
        return slotOf.size();
    }

    /** The slot put first of all that are there. */
    int first() {
        return first;
    }

    long id(int slot) {
        return ids[slot];
    }

    long time(int slot) {
        return times[slot];
    }

    int find(long id) {
        return slotOf.getOrDefault(id, NONE);
    }

    /** Puts a signature under an id that is not there. */
    void put(long id, long timeMillis, int[] signature) {
        if (free == NONE) {
            grow();
        }
        int slot = free;
        free = next[slot];
        ids[slot] = id;
        times[slot] = timeMillis;
        System.arraycopy(signature, 0, signatures, slot * components, components);
        slotOf.put(id, slot);
        previous[slot] = last;
        next[slot] = NONE;
        if (last == NONE) {
            first = slot;
        } else {
            next[last] = slot;
        }
        last = slot;
        chain(slot);
    }

    void remove(int slot) {
        slotOf.remove(ids[slot]);
        if (previous[slot] == NONE) {
            first = next[slot];
        } else {
            next[previous[slot]] = next[slot];
        }
        if (next[slot] == NONE) {
            last = previous[slot];
        } else {
            previous[next[slot]] = previous[slot];
        }
        for (int band = 0; band < bands; band++) {
            int link = slot * bands + band;
            if (chainPrevious[link] == NONE) {
                heads[bucket(signatures, slot * components, band)] = chainNext[link];
            } else {
                chainNext[chainPrevious[link] * bands + band] = chainNext[link];
            }
            if (chainNext[link] != NONE) {
                chainPrevious[chainNext[link] * bands + band] = chainPrevious[link];
            }
        }
        next[slot] = free;
        free = slot;
    }

    /** Gives the slot of each signature that shares a band with this one, each once. */
    void candidates(int[] signature, IntConsumer slots) {
        int question = ask();
        for (int band = 0; band < bands && heads.length > 0; band++) {
            int slot = heads[bucket(signature, 0, band)];
            for (; slot != NONE; slot = chainNext[slot * bands + band]) {
                if (seen[slot] != question && sharesBand(signature, slot, band)) {
                    seen[slot] = question;
                    slots.accept(slot);
                }
            }
        }
    }

    /**
     * Of the candidates later than a time that agree in at least so many components the one that agrees in most, of equal ones that put first; {@link #NONE} if
     * there is none. Allocates nothing.
     */
    int nearest(int[] signature, int leastEqual, long afterMillis) {
        int question = ask();
        int best = NONE;
        int most = leastEqual;
        for (int band = 0; band < bands && heads.length > 0; band++) {
            int slot = heads[bucket(signature, 0, band)];
            for (; slot != NONE; slot = chainNext[slot * bands + band]) {
                if (seen[slot] == question || !sharesBand(signature, slot, band)) {
                    continue;
                }
                seen[slot] = question;
                int equal = equalComponents(signature, slot);
                if (times[slot] > afterMillis
                        && (equal > most || equal == most && (best == NONE || ids[slot] < ids[best]))) {
                    best = slot;
                    most = equal;
                }
            }
        }
        return best;
    }

    int equalComponents(int[] signature, int slot) {
        int from = slot * components;
        int equal = 0;
        for (int i = 0; i < components; i++) {
            equal += signatures[from + i] == signature[i] ? 1 : 0;
        }
        return equal;
    }

    private int ask() {
        if (++questions == 0) {
            Arrays.fill(seen, 0);
            questions = 1;
        }
        return questions;
    }

    private boolean sharesBand(int[] signature, int slot, int band) {
        int from = band * rows;
        int there = slot * components;
        for (int i = from; i < from + rows; i++) {
            if (signature[i] != signatures[there + i]) {
                return false;
            }
        }
        return true;
    }

    private int bucket(int[] from, int offset, int band) {
        long hash = band;
        for (int i = offset + band * rows; i < offset + (band + 1) * rows; i++) {
            hash = SplitMix64.mix(hash * 31 + from[i]);
        }
        int buckets = heads.length / bands;
        return band * buckets + ((int) hash & buckets - 1);
    }

    private void chain(int slot) {
        for (int band = 0; band < bands; band++) {
            int bucket = bucket(signatures, slot * components, band);
            int link = slot * bands + band;
            chainNext[link] = heads[bucket];
            chainPrevious[link] = NONE;
            if (heads[bucket] != NONE) {
                chainPrevious[heads[bucket] * bands + band] = slot;
            }
            heads[bucket] = slot;
        }
    }

    private void grow() {
        int before = ids.length;
        int slots = Math.max(FIRST_SLOTS, 2 * before);
        ids = Arrays.copyOf(ids, slots);
        times = Arrays.copyOf(times, slots);
        signatures = Arrays.copyOf(signatures, Math.multiplyExact(slots, components));
        next = Arrays.copyOf(next, slots);
        previous = Arrays.copyOf(previous, slots);
        seen = Arrays.copyOf(seen, slots);
        chainNext = new int[Math.multiplyExact(slots, bands)];
        chainPrevious = new int[chainNext.length];
        heads = new int[chainNext.length];
        Arrays.fill(heads, NONE);
        for (int slot = first; slot != NONE; slot = next[slot]) {
            chain(slot);
        }
        for (int slot = slots - 1; slot >= before; slot--) {
            next[slot] = free;
            free = slot;
        }
    }

    void clear() {
        slotOf.clear();
        Arrays.fill(heads, NONE);
        first = NONE;
        last = NONE;
        free = NONE;
        for (int slot = ids.length - 1; slot >= 0; slot--) {
            next[slot] = free;
            free = slot;
        }
    }

    SignatureTable copy() {
        SignatureTable copy = new SignatureTable(components, bands, rows);
        int[] signature = new int[components];
        for (int slot = first; slot != NONE; slot = next[slot]) {
            System.arraycopy(signatures, slot * components, signature, 0, components);
            copy.put(ids[slot], times[slot], signature);
        }
        return copy;
    }

    long heapBytes() {
        long arrays = 16L * ids.length + 4L * signatures.length + 12L * heads.length + 12L * ids.length + 9 * 16;
        return 88 + arrays + 80 + 12L * slotOf.keys.length;
    }

    /** number i32, for each from the one put first: id i64, time i64, components i32 each. */
    void encode(StateWriter out) {
        out.writeInt(size());
        for (int slot = first; slot != NONE; slot = next[slot]) {
            out.writeLong(ids[slot]).writeLong(times[slot]);
            for (int i = 0; i < components; i++) {
                out.writeInt(signatures[slot * components + i]);
            }
        }
    }

    void decode(int most, StateReader in) {
        int length = in.readLength("signatures", 16 + 4 * components);
        if (length > most) {
            throw in.corrupt("signatures must be at most " + most + ", got " + length);
        }
        int[] signature = new int[components];
        for (int s = 0; s < length; s++) {
            long id = in.readLong();
            long time = in.readLong();
            for (int i = 0; i < components; i++) {
                signature[i] = in.readInt();
            }
            if (find(id) != NONE) {
                throw in.corrupt("ids must differ, got " + id + " again");
            }
            put(id, time, signature);
        }
    }
}
