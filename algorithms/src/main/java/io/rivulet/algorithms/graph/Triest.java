package io.rivulet.algorithms.graph;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.Function;

/**
 * How many triangles a growing graph has, three nodes each linked with the other two, from a sample of its edges: how closely knit it is.
 *
 * <p><b>Method.</b> De Stefani, Epasto, Riondato and Upfal, <i>TRIÈST: counting local and global triangles in fully-dynamic streams with fixed memory size</i>, KDD
 * 2016, the improved one: each edge counts the triangles that it closes with two sampled ones, by what two edges are worth at that moment, whether or not it is
 * sampled itself. Counts of each node, which grow with the nodes, are not kept.
 * <p><b>Error.</b> None while all edges fit into the sample, and never a bias. Later, of T triangles among t edges with M sampled, a variance of at most T · (η - 1)
 * + z · (t - 1 - M) / M with η = (t - 1)(t - 2) / (M (M - 1)) and z the pairs of triangles that share an edge.
 * <p><b>Repeats.</b> An edge must come once. One that comes again is passed over if it is in the sample, and counted as another if not: drop repeats before.
 * <p><b>Cost.</b> As many steps per update as the less linked of its two nodes has sampled edges; nothing is allocated once tables have grown. 50 to 110 bytes a
 * sampled edge.
 * <p><b>Units.</b> Triangles.
 * <p><b>Empty.</b> 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside. Not mergeable: triangles with edges of both sides would be missed. Where edges also go, {@link
 * DynamicTriest}.
 *
 * <pre>{@code
 * var friends = Triest.create(1_000, 42);
 * friends.update("ada", "bob");
 * friends.update("bob", "carol");
 * friends.update("carol", "ada");
 * friends.estimate();    // 1.0
 * }</pre>
 */
public final class Triest implements Incremental<Triest> {

    /** The fewest edges of a sample. */
    public static final int MIN_SAMPLE = 6;

    /** The most edges of a sample. */
    public static final int MAX_SAMPLE = 1 << 24;

    /* Invariant: the sample is every edge while there are no more than its capacity, and a uniform choice of that many later. */
    private final int capacity;
    private final long seed;
    private EdgeSample sample;
    private SplitMix64 random;
    private long edges;
    private double triangles;

    private Triest(int capacity, long seed) {
        this.capacity = capacity;
        this.seed = seed;
        this.sample = new EdgeSample(capacity);
        this.random = new SplitMix64(seed);
    }

    /**
     * No edges.
     *
     * @param sample the most edges kept, 6..16777216
     * @param seed another seed, another sample
     */
    public static Triest create(int sample, long seed) {
        return new Triest(requireSample(sample), seed);
    }

    static int requireSample(int sample) {
        if (sample < MIN_SAMPLE || sample > MAX_SAMPLE) {
            throw new IllegalArgumentException(
                    "sample must be in " + MIN_SAMPLE + ".." + MAX_SAMPLE + ", got " + sample);
        }
        return sample;
    }

    static void requireDifferent(long from, long to) {
        if (from == to) {
            throw new IllegalArgumentException("an edge must link two different nodes, got " + from + " twice");
        }
    }

    /** How a dataflow counts the triangles of its links. */
    public static <T> Aggregation<T, Triest, Double> aggregation(
            int sample,
            long seed,
            Function<? super T, ? extends CharSequence> from,
            Function<? super T, ? extends CharSequence> to) {
        requireSample(sample);
        return Aggregation.of(
                "triest",
                () -> create(sample, seed),
                (s, record) -> s.update(from.apply(record), to.apply(record)),
                Triest::estimate,
                CODEC);
    }

    /** Takes an edge in; texts are known by their hashes. */
    public void update(CharSequence from, CharSequence to) {
        update(Hash.ofText(from, 0), Hash.ofText(to, 0));
    }

    /**
     * Takes an edge in.
     *
     * @throws IllegalArgumentException if it leads from a node to itself
     */
    public void update(long from, long to) {
        requireDifferent(from, to);
        if (sample.find(from, to) != EdgeSample.NONE) {
            return;
        }
        edges++;
        double worth = (edges - 1.0) * (edges - 2.0) / ((double) capacity * (capacity - 1));
        triangles += Math.max(1, worth) * sample.commonNeighbours(from, to);
        if (edges <= capacity) {
            sample.add(from, to);
        } else if (random.nextLong(edges) < capacity) {
            sample.remove(random.nextInt(capacity));
            sample.add(from, to);
        }
    }

    /** The estimated number of triangles. */
    public double estimate() {
        return triangles;
    }

    /** How many edges came. */
    public long edges() {
        return edges;
    }

    @Override
    public void reset() {
        sample.clear();
        random = new SplitMix64(seed);
        edges = 0;
        triangles = 0;
    }

    @Override
    public Triest copy() {
        Triest copy = new Triest(capacity, seed);
        copy.sample = sample.copy();
        copy.random = new SplitMix64(random.state());
        copy.edges = edges;
        copy.triangles = triangles;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + 24 + sample.heapBytes();
    }

    /** Form {@code triest} 1: most edges i32, seed i64, position of the chance i64, edges i64, triangles f64, sampled i32, for each its nodes i64 i64. */
    public static final StateCodec<Triest> CODEC = StateCodec.of("triest", 1, Triest::encode, Triest::decode);

    private void encode(StateWriter out) {
        out.writeInt(capacity)
                .writeLong(seed)
                .writeLong(random.state())
                .writeLong(edges)
                .writeDouble(triangles);
        sample.encode(out);
    }

    private static Triest decode(StateReader in) {
        Triest read = create(in.readInt(), in.readLong());
        read.random = new SplitMix64(in.readLong());
        read.edges = in.readCount("edges");
        read.triangles = in.readFinite("triangles");
        read.sample.decode(in);
        if (read.triangles < 0 || read.sample.size() != Math.min(read.edges, read.capacity)) {
            throw in.corrupt("the sample must be all edges that fit, got " + read.sample.size() + " of " + read.edges);
        }
        return read;
    }
}
