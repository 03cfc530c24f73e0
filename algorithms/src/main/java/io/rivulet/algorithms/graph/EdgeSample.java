package io.rivulet.algorithms.graph;

import com.carrotsearch.hppc.LongLongHashMap;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/** A bounded number of edges between different nodes, no edge twice, with the neighbours of each node; nothing is allocated once tables have grown. */
final class EdgeSample {

    static final int NONE = -1;

    private static final int FIRST_EDGES = 8;

    /*
     * Edge e links ends[2e] and ends[2e + 1]; half-edge h, at ends[h], is in the doubly linked list of the half-edges at its node, next[h] and previous[h]. A node
     * has degree << 32 | first half-edge in at, and is there only while it has edges. table finds an edge by both its nodes: open addressing over edge numbers.
     */
    private final int capacity;
    private final LongLongHashMap at = new LongLongHashMap();
    private long[] ends = new long[2 * FIRST_EDGES];
    private int[] next = new int[2 * FIRST_EDGES];
    private int[] previous = new int[2 * FIRST_EDGES];
    private int[] table = new int[2 * FIRST_EDGES];
    private int size;

    EdgeSample(int capacity) {
        this.capacity = capacity;
        Arrays.fill(table, NONE);
    }

    int size() {
        return size;
    }

    long from(int edge) {
        return ends[2 * edge];
    }

    long to(int edge) {
        return ends[2 * edge + 1];
    }

    /** The edge between the nodes, in whatever order, or {@link #NONE}. */
    int find(long from, long to) {
        return table[slot(from, to)];
    }

    private int slot(long from, long to) {
        int mask = table.length - 1;
        int slot = hash(from, to) & mask;
        while (table[slot] != NONE && !links(table[slot], from, to)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean links(int edge, long from, long to) {
        return ends[2 * edge] == from && ends[2 * edge + 1] == to || ends[2 * edge] == to && ends[2 * edge + 1] == from;
    }

    private static int hash(long from, long to) {
        return (int) SplitMix64.mix(SplitMix64.mix(Math.min(from, to)) + Math.max(from, to));
    }

    /** Adds an edge that is not there, behind all others. */
    void add(long from, long to) {
        if (2 * size == ends.length) {
            grow();
        }
        ends[2 * size] = from;
        ends[2 * size + 1] = to;
        table[slot(from, to)] = size;
        attach(2 * size);
        attach(2 * size + 1);
        size++;
    }

    /** Removes an edge; the last one takes its number. */
    void remove(int edge) {
        unlist(edge);
        detach(2 * edge);
        detach(2 * edge + 1);
        int last = --size;
        if (edge != last) {
            table[slot(ends[2 * last], ends[2 * last + 1])] = edge;
            move(2 * last, 2 * edge);
            move(2 * last + 1, 2 * edge + 1);
        }
    }

    /** How many nodes are linked with both. */
    int commonNeighbours(long one, long other) {
        long ofOne = at.getOrDefault(one, 0);
        long ofOther = at.getOrDefault(other, 0);
        boolean oneIsSmaller = ofOne >>> 32 <= ofOther >>> 32;
        if (ofOne >>> 32 == 0 || ofOther >>> 32 == 0) {
            return 0;
        }
        long far = oneIsSmaller ? other : one;
        int common = 0;
        for (int half = (int) (oneIsSmaller ? ofOne : ofOther); half != NONE; half = next[half]) {
            long neighbour = ends[half ^ 1];
            common += neighbour != far && find(neighbour, far) != NONE ? 1 : 0;
        }
        return common;
    }

    private void attach(int half) {
        int slot = at.indexOf(ends[half]);
        long entry = at.indexExists(slot) ? at.indexGet(slot) : 0;
        int first = entry >>> 32 == 0 ? NONE : (int) entry;
        next[half] = first;
        previous[half] = NONE;
        if (first != NONE) {
            previous[first] = half;
        }
        long changed = (entry >>> 32) + 1 << 32 | half;
        if (at.indexExists(slot)) {
            at.indexReplace(slot, changed);
        } else {
            at.indexInsert(slot, ends[half], changed);
        }
    }

    private void detach(int half) {
        int slot = at.indexOf(ends[half]);
        long entry = at.indexGet(slot);
        if (entry >>> 32 == 1) {
            at.indexRemove(slot);
            return;
        }
        int first = (int) entry;
        if (next[half] != NONE) {
            previous[next[half]] = previous[half];
        }
        if (previous[half] != NONE) {
            next[previous[half]] = next[half];
        } else {
            first = next[half];
        }
        at.indexReplace(slot, (entry >>> 32) - 1 << 32 | first);
    }

    private void move(int from, int to) {
        ends[to] = ends[from];
        next[to] = next[from];
        previous[to] = previous[from];
        if (next[to] != NONE) {
            previous[next[to]] = to;
        }
        if (previous[to] != NONE) {
            next[previous[to]] = to;
        } else {
            int slot = at.indexOf(ends[to]);
            at.indexReplace(slot, at.indexGet(slot) >>> 32 << 32 | to);
        }
    }

    /** Takes an edge out of the table; those behind it move up, so that none is lost. */
    private void unlist(int edge) {
        int mask = table.length - 1;
        int hole = slot(ends[2 * edge], ends[2 * edge + 1]);
        int slot = hole;
        while (true) {
            table[hole] = NONE;
            do {
                slot = slot + 1 & mask;
                if (table[slot] == NONE) {
                    return;
                }
            } while (isBetween(hole, hash(ends[2 * table[slot]], ends[2 * table[slot] + 1]) & mask, slot));
            table[hole] = table[slot];
            hole = slot;
        }
    }

    /** Whether a home lies behind the hole and not behind the slot, going round. */
    private static boolean isBetween(int hole, int home, int slot) {
        return hole <= slot ? hole < home && home <= slot : hole < home || home <= slot;
    }

    private void grow() {
        int edges = Math.min(capacity, Math.max(FIRST_EDGES, 2 * size));
        ends = Arrays.copyOf(ends, 2 * edges);
        next = Arrays.copyOf(next, 2 * edges);
        previous = Arrays.copyOf(previous, 2 * edges);
        table = new int[Integer.highestOneBit(2 * edges - 1) << 1];
        Arrays.fill(table, NONE);
        for (int edge = 0; edge < size; edge++) {
            table[slot(ends[2 * edge], ends[2 * edge + 1])] = edge;
        }
    }

    void clear() {
        at.clear();
        Arrays.fill(table, NONE);
        size = 0;
    }

    EdgeSample copy() {
        EdgeSample copy = new EdgeSample(capacity);
        for (int edge = 0; edge < size; edge++) {
            copy.add(from(edge), to(edge));
        }
        return copy;
    }

    long heapBytes() {
        return 48 + 4 * 16 + 8L * ends.length + 8L * next.length + 4L * table.length + 88 + 16L * at.keys.length;
    }

    /** number i32, for each edge its nodes i64 i64. */
    void encode(StateWriter out) {
        out.writeInt(size);
        for (int edge = 0; edge < size; edge++) {
            out.writeLong(from(edge)).writeLong(to(edge));
        }
    }

    void decode(StateReader in) {
        int edges = in.readLength("edges", 16);
        if (edges > capacity) {
            throw in.corrupt("edges must be at most " + capacity + ", got " + edges);
        }
        for (int edge = 0; edge < edges; edge++) {
            long from = in.readLong();
            long to = in.readLong();
            if (from == to || find(from, to) != NONE) {
                throw in.corrupt("edges must link different nodes, and none twice, got " + from + " and " + to);
            }
            add(from, to);
        }
    }
}
