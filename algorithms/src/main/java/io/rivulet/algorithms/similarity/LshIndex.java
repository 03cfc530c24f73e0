package io.rivulet.algorithms.similarity;

import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of many sets are like this one? Found without a look at most of them.
 *
 * <p><b>Method.</b> Locality-sensitive hashing by bands: Indyk and Motwani, <i>Approximate nearest neighbors: towards removing the curse of dimensionality</i>, STOC
 * 1998, over {@link MinHash}. Sets that share a band of components are compared by all components.
 * <p><b>Error.</b> A set of true similarity s shares a band with probability 1 - (1 - s<sup>rows</sup>)<sup>bands</sup>: 95 % at the threshold, more above; of
 * those, the ones are given whose estimated similarity is at least the threshold. The estimate is that of {@link MinHash}.
 * <p><b>Cost.</b> O(components) per update; a question costs as much for each candidate, which are as many as there are sets alike. Nothing is allocated by an
 * update once tables have grown; about 850 bytes a place at 128 components, of which there are up to twice as many as sets.
 * <p><b>Bounds.</b> Beyond the capacity the set put in first makes room.
 * <p><b>Empty.</b> No neighbours. An empty set is like none and cannot be put in.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var index = LshIndex.of(10_000, 128, 0, 0.7);
 * MinHash set = index.set();
 * Shingles.ofWords(2).forEach("a dozen eggs and two pounds of flour", set::updateHash);
 * index.update(1, set);
 * index.neighbours(set);    // [Neighbour[id=1, similarity=1.0]]
 * }</pre>
 */
public final class LshIndex implements Incremental<LshIndex> {

    /** The most sets that can be asked for. */
    public static final int MAX_CAPACITY = 1 << 22;

    /** The most components of all sets together. */
    static final long MAX_TOTAL_COMPONENTS = 1L << 29;

    private final int capacity;
    private final int components;
    private final long seed;
    private final double threshold;
    private final Banding banding;
    private SignatureTable table;

    private LshIndex(int capacity, int components, long seed, double threshold) {
        this.capacity = capacity;
        this.components = components;
        this.seed = seed;
        this.threshold = threshold;
        this.banding = Banding.of(components, threshold);
        this.table = new SignatureTable(components, banding.bands(), banding.rows());
    }

    /**
     * An empty index.
     *
     * @param capacity the most sets, 1..4194304, and times components 536870912 at most
     * @param components of each set
     * @param seed of each set
     * @param threshold 0.1..1, the least similarity of a neighbour
     */
    public static LshIndex of(int capacity, int components, long seed, double threshold) {
        requireCapacity(capacity, components);
        return new LshIndex(capacity, components, seed, threshold);
    }

    static void requireCapacity(int capacity, int components) {
        MinHash.requireComponents(components);
        long most = Math.min(MAX_CAPACITY, MAX_TOTAL_COMPONENTS / components);
        if (capacity < 1 || capacity > most) {
            throw new IllegalArgumentException(
                    "capacity must be in 1.." + most + " at " + components + " components, got " + capacity);
        }
    }

    /** A new, empty set that can be put in and asked about, once it has items. */
    public MinHash set() {
        return MinHash.create(components, seed);
    }

    /**
     * Puts a set in; what was under its id goes. The set is copied.
     *
     * @throws IllegalArgumentException if it is empty, or its components or seed are not those of the index
     */
    public void update(long id, MinHash set) {
        requireOurs(set);
        if (set.isEmpty()) {
            throw new IllegalArgumentException("set must not be empty, it is like none");
        }
        if (!remove(id) && table.size() == capacity) {
            table.remove(table.first());
        }
        table.put(id, 0, set.minima());
    }

    /** Takes a set out; whether it was in. */
    public boolean remove(long id) {
        int slot = table.find(id);
        if (slot != SignatureTable.NONE) {
            table.remove(slot);
        }
        return slot != SignatureTable.NONE;
    }

    /**
     * The sets that are like this one, the most alike first.
     *
     * @throws IllegalArgumentException if its components or seed are not those of the index
     */
    public List<Neighbour> neighbours(MinHash set) {
        requireOurs(set);
        List<Neighbour> found = new ArrayList<>();
        if (!set.isEmpty()) {
            table.candidates(set.minima(), slot -> {
                int equal = table.equalComponents(set.minima(), slot);
                if (equal >= leastEqual(threshold, components)) {
                    found.add(new Neighbour(table.id(slot), (double) equal / components));
                }
            });
        }
        found.sort(Comparator.comparingDouble(Neighbour::similarity).reversed().thenComparingLong(Neighbour::id));
        return List.copyOf(found);
    }

    /** The set most like this one, of equal ones that with the smallest id; empty if none is like it. */
    public Optional<Neighbour> nearest(MinHash set) {
        requireOurs(set);
        int slot = set.isEmpty()
                ? SignatureTable.NONE
                : table.nearest(set.minima(), leastEqual(threshold, components), Long.MIN_VALUE);
        return slot == SignatureTable.NONE
                ? Optional.empty()
                : Optional.of(
                        new Neighbour(table.id(slot), (double) table.equalComponents(set.minima(), slot) / components));
    }

    /** How likely a set of that true similarity is found to be a candidate. */
    public double recall(double similarity) {
        if (!(similarity >= 0 && similarity <= 1)) {
            throw new IllegalArgumentException("similarity must be in 0..1, got " + similarity);
        }
        return banding.recall(similarity);
    }

    /** How many sets are in. */
    public int size() {
        return table.size();
    }

    /** The least number of equal components that makes an estimated similarity, to rounding. */
    static int leastEqual(double threshold, int components) {
        return (int) Math.ceil(threshold * components - 1e-9);
    }

    private void requireOurs(MinHash set) {
        if (set.components() != components || set.seed() != seed) {
            throw new IllegalArgumentException("set must have " + components + " components and seed " + seed + ", got "
                    + set.components() + " and " + set.seed());
        }
    }

    @Override
    public void reset() {
        table.clear();
    }

    @Override
    public LshIndex copy() {
        LshIndex copy = new LshIndex(capacity, components, seed, threshold);
        copy.table = table.copy();
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + 24 + table.heapBytes();
    }

    /**
     * Form {@code lsh-index} 1: capacity i32, components i32, seed i64, threshold f64, number i32, for each set from the one put in first: id i64, 0 i64, components
     * i32 each.
     */
    public static final StateCodec<LshIndex> CODEC = StateCodec.of("lsh-index", 1, LshIndex::encode, LshIndex::decode);

    private void encode(StateWriter out) {
        out.writeInt(capacity).writeInt(components).writeLong(seed).writeDouble(threshold);
        table.encode(out);
    }

    private static LshIndex decode(StateReader in) {
        LshIndex read = of(in.readInt(), in.readInt(), in.readLong(), in.readDouble());
        read.table.decode(read.capacity, in);
        return read;
    }
}
