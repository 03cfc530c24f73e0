package io.rivulet.algorithms.graph;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.commons.math3.special.Gamma;

/**
 * How many triangles a graph has whose edges come and go, from a sample of those that are there.
 *
 * <p><b>Method.</b> De Stefani, Epasto, Riondato and Upfal, <i>TRIÈST</i>, KDD 2016, the fully dynamic one: the sample is kept by random pairing (Gemulla, Lehner and
 * Haas, VLDB Journal 17, 2008), its own triangles are counted, and multiplied by how seldom three edges are all in it. Without removals it is the paper's basic one.
 * <p><b>Error.</b> None while no edge has been removed and all fit into the sample; never a bias. Of s edges with M sampled a triangle is in the sample with
 * probability (M / s)³ about, so that the deviation is larger than that of {@link Triest}, about √(s / M) times.
 * <p><b>Repeats.</b> An edge must not come again while it is there; one in the sample is passed over. An edge that is removed must be there: one that never came is
 * noticed only where no edges are left.
 * <p><b>Cost.</b> As many steps per update as the less linked of its two nodes has sampled edges; nothing is allocated once tables have grown. 50 to 110 bytes a
 * sampled edge.
 * <p><b>Units.</b> Triangles.
 * <p><b>Empty.</b> 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside. Not mergeable, and no {@code Retractable}: the sample after a removal is another than before the edge
 * came, so that answers are the same on average, not one by one.
 *
 * <pre>{@code
 * var links = DynamicTriest.create(1_000, 42);
 * links.update(1, 2);
 * links.update(2, 3);
 * links.update(3, 1);
 * links.estimate();       // 1.0
 * links.remove(1, 2);
 * links.estimate();       // 0.0
 * }</pre>
 */
public final class DynamicTriest implements Incremental<DynamicTriest> {

    /*
     * sampled is the triangles of the sample. goneSampled and goneOthers are removals that no later edge has made up for, of edges that were in the sample and
     * that were not: the next edges take their places in the same proportion.
     */
    private final int capacity;
    private final long seed;
    private EdgeSample sample;
    private SplitMix64 random;
    private long edges;
    private long sampled;
    private long goneSampled;
    private long goneOthers;

    private DynamicTriest(int capacity, long seed) {
        this.capacity = capacity;
        this.seed = seed;
        this.sample = new EdgeSample(capacity);
        this.random = new SplitMix64(seed);
    }

    /** No edges; see {@link Triest#create}. */
    public static DynamicTriest create(int sample, long seed) {
        return new DynamicTriest(Triest.requireSample(sample), seed);
    }

    /** How a dataflow counts the triangles of links that come and, where the predicate holds, go. */
    public static <T> Aggregation<T, DynamicTriest, Double> aggregation(
            int sample,
            long seed,
            Function<? super T, ? extends CharSequence> from,
            Function<? super T, ? extends CharSequence> to,
            Predicate<? super T> gone) {
        Triest.requireSample(sample);
        return Aggregation.of(
                "dynamic-triest",
                () -> create(sample, seed),
                (s, record) -> {
                    if (gone.test(record)) {
                        s.remove(from.apply(record), to.apply(record));
                    } else {
                        s.update(from.apply(record), to.apply(record));
                    }
                },
                DynamicTriest::estimate,
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
        Triest.requireDifferent(from, to);
        if (sample.find(from, to) != EdgeSample.NONE) {
            return;
        }
        edges++;
        long gone = goneSampled + goneOthers;
        if (gone > 0) {
            if (random.nextLong(gone) < goneSampled) {
                goneSampled--;
                add(from, to);
            } else {
                goneOthers--;
            }
        } else if (sample.size() < capacity) {
            add(from, to);
        } else if (random.nextLong(edges) < capacity) {
            take(random.nextInt(capacity));
            add(from, to);
        }
    }

    /** Takes an edge out; texts are known by their hashes. */
    public void remove(CharSequence from, CharSequence to) {
        remove(Hash.ofText(from, 0), Hash.ofText(to, 0));
    }

    /**
     * Takes an edge out that is there.
     *
     * @throws IllegalArgumentException if it leads from a node to itself, or no edge is left outside the sample that it could be
     */
    public void remove(long from, long to) {
        Triest.requireDifferent(from, to);
        int edge = sample.find(from, to);
        if (edge == EdgeSample.NONE && edges == sample.size()) {
            throw new IllegalArgumentException(
                    "an edge to remove must be there, got one between " + from + " and " + to);
        }
        edges--;
        if (edge != EdgeSample.NONE) {
            take(edge);
            goneSampled++;
        } else {
            goneOthers++;
        }
    }

    private void add(long from, long to) {
        sampled += sample.commonNeighbours(from, to);
        sample.add(from, to);
    }

    private void take(int edge) {
        sampled -= sample.commonNeighbours(sample.from(edge), sample.to(edge));
        sample.remove(edge);
    }

    /** The estimated number of triangles. */
    public double estimate() {
        double size = sample.size();
        if (size < 3) {
            return 0;
        }
        double three = (edges / size) * ((edges - 1) / (size - 1)) * ((edges - 2) / (size - 2));
        return sampled * three / (1 - fewerThanThree());
    }

    /** How likely the sample has fewer than three of the edges that are there, by which the mean is corrected: a hypergeometric tail. */
    private double fewerThanThree() {
        long gone = goneSampled + goneOthers;
        if (gone == 0) {
            return 0;
        }
        long drawn = Math.min(capacity, edges + gone);
        double probability = 0;
        for (long some = Math.max(0, drawn - gone); some <= Math.min(2, Math.min(drawn, edges)); some++) {
            probability +=
                    Math.exp(lnChoose(edges, some) + lnChoose(gone, drawn - some) - lnChoose(edges + gone, drawn));
        }
        return probability;
    }

    private static double lnChoose(long n, long k) {
        return Gamma.logGamma(n + 1.0) - Gamma.logGamma(k + 1.0) - Gamma.logGamma((double) n - k + 1);
    }

    /** How many edges are there. */
    public long edges() {
        return edges;
    }

    @Override
    public void reset() {
        sample.clear();
        random = new SplitMix64(seed);
        edges = 0;
        sampled = 0;
        goneSampled = 0;
        goneOthers = 0;
    }

    @Override
    public DynamicTriest copy() {
        DynamicTriest copy = new DynamicTriest(capacity, seed);
        copy.sample = sample.copy();
        copy.random = new SplitMix64(random.state());
        copy.edges = edges;
        copy.sampled = sampled;
        copy.goneSampled = goneSampled;
        copy.goneOthers = goneOthers;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 72 + 24 + sample.heapBytes();
    }

    /**
     * Form {@code dynamic-triest} 1: most edges i32, seed i64, position of the chance i64, edges i64, removed from the sample i64, removed others i64, sampled i32,
     * for each its nodes i64 i64.
     */
    public static final StateCodec<DynamicTriest> CODEC =
            StateCodec.of("dynamic-triest", 1, DynamicTriest::encode, DynamicTriest::decode);

    private void encode(StateWriter out) {
        out.writeInt(capacity)
                .writeLong(seed)
                .writeLong(random.state())
                .writeLong(edges)
                .writeLong(goneSampled)
                .writeLong(goneOthers);
        sample.encode(out);
    }

    private static DynamicTriest decode(StateReader in) {
        DynamicTriest read = create(in.readInt(), in.readLong());
        read.random = new SplitMix64(in.readLong());
        read.edges = in.readCount("edges");
        read.goneSampled = in.readCount("removed from the sample");
        read.goneOthers = in.readCount("removed others");
        EdgeSample edges = new EdgeSample(read.capacity);
        edges.decode(in);
        if (edges.size() > read.edges
                || edges.size() + Math.min(read.goneSampled, read.capacity) > read.capacity
                || read.goneOthers > Long.MAX_VALUE - read.edges - read.goneSampled) {
            throw in.corrupt("the sample must be of the edges and have room for those removed, got " + edges.size()
                    + " of " + read.edges);
        }
        for (int edge = 0; edge < edges.size(); edge++) {
            read.add(edges.from(edge), edges.to(edge));
        }
        return read;
    }
}
