package io.rivulet.algorithms.similarity;

import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/**
 * A set in a fixed number k of small numbers, by which any two sets can be compared: what share of the items that either has is in both.
 *
 * <p><b>Method.</b> Broder, <i>On the resemblance and containment of documents</i>, Compression and Complexity of Sequences 1997, with k independent hashes: each
 * component is the least hash of all items, and two sets agree in it with a probability that is their Jaccard similarity J.
 * <p><b>Error.</b> No bias, and a standard error of √(J (1 - J) / k): 4.4 % of 1 at most for 128 components. Beyond a deviation e with a probability of at most 2
 * · exp(-2 k e²) (Hoeffding). Hashes have 32 bits, so that two sets of n items each seem alike in 1 of 2<sup>33</sup> / n components by chance alone: 0.1 % for
 * eight million items.
 * <p><b>Cost.</b> O(k) per update, one or two nanoseconds a component, nothing allocated; 4 bytes a component.
 * <p><b>Merge.</b> Exact: that of the union. Items that come again change nothing, hence windows merge panes.
 * <p><b>Units.</b> Similarity from 0, nothing in common, to 1, the same set.
 * <p><b>Empty.</b> Similarity 0 to a set that is not empty, {@code NaN} of two empty ones.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var monday = MinHash.create();
 * var tuesday = MinHash.create();
 * for (int visitor = 0; visitor < 3_000; visitor++) {
 *     monday.update(visitor);
 *     tuesday.update(1_000 + visitor);
 * }
 * monday.similarity(tuesday);    // 0.44; the truth is 0.5
 * }</pre>
 */
public final class MinHash implements Incremental<MinHash>, Mergeable<MinHash> {

    /** The most components. */
    public static final int MAX_COMPONENTS = 1 << 16;

    /** Enough for a standard error of 4.4 %. */
    public static final int DEFAULT_COMPONENTS = 128;

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    /*
     * Components 2i and 2i + 1 are the least halves of the i-th random number that starts from the item's hash, as signed ints. Invariant: an empty set has the
     * largest int everywhere.
     */
    private final long seed;
    private final int[] minima;
    private boolean empty = true;

    private MinHash(long seed, int[] minima) {
        this.seed = seed;
        this.minima = minima;
    }

    /** An empty set of 128 components. */
    public static MinHash create() {
        return create(DEFAULT_COMPONENTS, 0);
    }

    /**
     * An empty set.
     *
     * @param components an even number, 2..65536
     * @param seed only sets of one seed can be compared
     */
    public static MinHash create(int components, long seed) {
        int[] minima = new int[requireComponents(components)];
        Arrays.fill(minima, Integer.MAX_VALUE);
        return new MinHash(seed, minima);
    }

    /** The number of components whose standard error is at most the given one, whatever the similarity. */
    public static int componentsFor(double standardError) {
        if (!(standardError >= 0.5 / Math.sqrt(MAX_COMPONENTS) && standardError <= 0.35)) {
            throw new IllegalArgumentException(
                    "standardError must be in " + 0.5 / Math.sqrt(MAX_COMPONENTS) + "..0.35, got " + standardError);
        }
        return 2 * (int) Math.ceil(0.125 / (standardError * standardError) - 1e-9);
    }

    static int requireComponents(int components) {
        if (components < 2 || components > MAX_COMPONENTS || components % 2 != 0) {
            throw new IllegalArgumentException(
                    "components must be an even number in 2.." + MAX_COMPONENTS + ", got " + components);
        }
        return components;
    }

    /** Takes one item in. */
    public void update(CharSequence item) {
        updateHash(Hash.ofText(item, seed));
    }

    /** Takes one number in. */
    public void update(long item) {
        updateHash(Hash.ofLong(item, seed));
    }

    /** Takes an item in by a hash of 64 good bits, such as those of {@link Hash} and {@link Shingles}; the seed is mixed in. */
    public void updateHash(long hash) {
        long state = SplitMix64.mix(hash ^ seed);
        for (int i = 0; i < minima.length; i += 2) {
            state += GAMMA;
            long bits = SplitMix64.mix(state);
            minima[i] = Math.min(minima[i], (int) bits);
            minima[i + 1] = Math.min(minima[i + 1], (int) (bits >>> 32));
        }
        empty = false;
    }

    /**
     * The estimated Jaccard similarity, |both| / |either|.
     *
     * @throws IllegalArgumentException if components or seeds differ
     */
    public double similarity(MinHash other) {
        requireAlike("compare", other);
        if (empty || other.empty) {
            return empty && other.empty ? Double.NaN : 0;
        }
        int equal = 0;
        for (int i = 0; i < minima.length; i++) {
            equal += minima[i] == other.minima[i] ? 1 : 0;
        }
        return (double) equal / minima.length;
    }

    /** The standard error of an estimate where the truth is {@code similarity}. */
    public double standardError(double similarity) {
        if (!(similarity >= 0 && similarity <= 1)) {
            throw new IllegalArgumentException("similarity must be in 0..1, got " + similarity);
        }
        return Math.sqrt(similarity * (1 - similarity) / minima.length);
    }

    /** How many components there are. */
    public int components() {
        return minima.length;
    }

    /** Whether no item came. */
    public boolean isEmpty() {
        return empty;
    }

    /** The components themselves, not to be changed. */
    int[] minima() {
        return minima;
    }

    long seed() {
        return seed;
    }

    @Override
    public void merge(MinHash other) {
        requireAlike("merge", other);
        for (int i = 0; i < minima.length; i++) {
            minima[i] = Math.min(minima[i], other.minima[i]);
        }
        empty &= other.empty;
    }

    private void requireAlike(String what, MinHash other) {
        if (other.minima.length != minima.length || other.seed != seed) {
            throw new IllegalArgumentException("cannot " + what + " MinHash of " + minima.length + " components, seed "
                    + seed + " with " + other.minima.length + " components, seed " + other.seed + ": "
                    + (other.seed == seed ? "components differ" : "seeds differ"));
        }
    }

    @Override
    public void reset() {
        Arrays.fill(minima, Integer.MAX_VALUE);
        empty = true;
    }

    @Override
    public MinHash copy() {
        MinHash copy = new MinHash(seed, minima.clone());
        copy.empty = empty;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 32 + 16 + 4L * minima.length;
    }

    /** Form {@code min-hash} 1: seed i64, empty u8, components i32, each i32. */
    public static final StateCodec<MinHash> CODEC = StateCodec.of("min-hash", 1, MinHash::encode, MinHash::decode);

    private void encode(StateWriter out) {
        out.writeLong(seed).writeBoolean(empty).writeInt(minima.length);
        for (int minimum : minima) {
            out.writeInt(minimum);
        }
    }

    private static MinHash decode(StateReader in) {
        long seed = in.readLong();
        boolean empty = in.readBoolean("empty");
        MinHash read = create(in.readLength("components", 4), seed);
        for (int i = 0; i < read.minima.length; i++) {
            read.minima[i] = in.readInt();
            if (empty && read.minima[i] != Integer.MAX_VALUE) {
                throw in.corrupt("components of an empty set must be " + Integer.MAX_VALUE + ", got " + read.minima[i]);
            }
        }
        read.empty = empty;
        return read;
    }
}
