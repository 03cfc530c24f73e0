package io.rivulet.algorithms.graph;

import com.carrotsearch.hppc.LongIntHashMap;
import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Which nodes are linked with each other, directly or through others, while links come: rings of accounts, parts of a network, records of one person.
 *
 * <p><b>Method.</b> Union-find by size with path halving: Tarjan and van Leeuwen, <i>Worst-case analysis of set union algorithms</i>, J. ACM 31(2), 1984.
 * <p><b>Error.</b> None for numbers. Texts are known by their 64-bit hash: of n, two are taken for one with probability n² / 2<sup>65</sup>.
 * <p><b>Cost.</b> O(α(n)) per update, less than five steps; a question takes O(lg n). Nothing is allocated once tables have grown. 40 to 80 bytes a node: the
 * state grows with the nodes, not with the links, and refuses more than 67,108,864.
 * <p><b>Merge.</b> Exact, and links may come in any order and again. Links cannot be taken out; windows merge panes.
 * <p><b>Empty.</b> No components; a node that never came is in none.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var accounts = ConnectedComponents.create();
 * accounts.update(1, 2);
 * accounts.update(4, 3);
 * accounts.update(2, 4);
 * accounts.connected(1, 3);    // true
 * accounts.sizeOf(3);          // 4
 * }</pre>
 */
public final class ConnectedComponents implements Incremental<ConnectedComponents>, Mergeable<ConnectedComponents> {

    /** The most nodes. */
    public static final int MAX_NODES = 1 << 26;

    private static final int FIRST_NODES = 8;

    /*
     * Node i is nodes[i], in order of arrival. parents[i] leads towards the root of its component, which is its own parent; sizes and smallest are those of the
     * component where i is a root, and stale elsewhere. Only updates shorten paths, so that questions change nothing.
     */
    private LongIntHashMap indexOf = new LongIntHashMap();
    private long[] nodes = new long[FIRST_NODES];
    private int[] parents = new int[FIRST_NODES];
    private int[] sizes = new int[FIRST_NODES];
    private long[] smallest = new long[FIRST_NODES];
    private int size;
    private int components;
    private int largest;

    private ConnectedComponents() {}

    /** No nodes. */
    public static ConnectedComponents create() {
        return new ConnectedComponents();
    }

    /** How a dataflow finds what its links connect; the answer is how many nodes and components there are, and how large the largest is. */
    public static <T> Aggregation<T, ConnectedComponents, Sizes> aggregation(
            Function<? super T, ? extends CharSequence> from, Function<? super T, ? extends CharSequence> to) {
        return Aggregation.<T, ConnectedComponents, Sizes>of(
                        "connected-components",
                        ConnectedComponents::create,
                        (s, record) -> s.update(from.apply(record), to.apply(record)),
                        s -> new Sizes(s.size, s.components, s.largest),
                        CODEC)
                .merging(ConnectedComponents::merge, ConnectedComponents::copy);
    }

    /**
     * How a graph falls into parts.
     *
     * @param nodes how many came
     * @param components how many parts they make up
     * @param largest how many nodes the largest part has
     */
    public record Sizes(int nodes, int components, int largest) {}

    /**
     * Takes a link in; whether it connected two components. A link from a node to itself makes the node known.
     *
     * @throws IllegalArgumentException if there would be more than {@link #MAX_NODES}
     */
    public boolean update(long from, long to) {
        int known = (indexOf.containsKey(from) ? 1 : 0) + (from == to || indexOf.containsKey(to) ? 1 : 0);
        if (size > MAX_NODES - 2 + known) {
            throw new IllegalArgumentException("nodes must be at most " + MAX_NODES + ", got one more");
        }
        return link(root(index(from)), root(index(to)));
    }

    /** {@link #update(long, long)} of texts, by their hashes. */
    public boolean update(CharSequence from, CharSequence to) {
        return update(Hash.ofText(from, 0), Hash.ofText(to, 0));
    }

    private boolean link(int one, int other) {
        if (one == other) {
            return false;
        }
        int root = sizes[one] >= sizes[other] ? one : other;
        int below = root == one ? other : one;
        parents[below] = root;
        sizes[root] += sizes[below];
        smallest[root] = Math.min(smallest[root], smallest[below]);
        largest = Math.max(largest, sizes[root]);
        components--;
        return true;
    }

    private int index(long node) {
        int at = indexOf.indexOf(node);
        if (indexOf.indexExists(at)) {
            return indexOf.indexGet(at);
        }
        if (size == nodes.length) {
            int more = 2 * size;
            nodes = Arrays.copyOf(nodes, more);
            parents = Arrays.copyOf(parents, more);
            sizes = Arrays.copyOf(sizes, more);
            smallest = Arrays.copyOf(smallest, more);
        }
        indexOf.indexInsert(at, node, size);
        nodes[size] = node;
        parents[size] = size;
        sizes[size] = 1;
        smallest[size] = node;
        components++;
        largest = Math.max(largest, 1);
        return size++;
    }

    /** The root, with every other node on the way brought nearer to it. */
    private int root(int node) {
        int at = node;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    /** The root of a node that is known, or -1. */
    private int find(long node) {
        int at = indexOf.getOrDefault(node, -1);
        while (at >= 0 && parents[at] != at) {
            at = parents[at];
        }
        return at;
    }

    /** Whether links lead from one to the other; a node that came is connected with itself. */
    public boolean connected(long one, long other) {
        int root = find(one);
        return root >= 0 && root == find(other);
    }

    /** {@link #connected(long, long)} of texts. */
    public boolean connected(CharSequence one, CharSequence other) {
        return connected(Hash.ofText(one, 0), Hash.ofText(other, 0));
    }

    /** How many nodes the node's component has, itself included; 0 if it never came. */
    public int sizeOf(long node) {
        int root = find(node);
        return root < 0 ? 0 : sizes[root];
    }

    /** {@link #sizeOf(long)} of a text. */
    public int sizeOf(CharSequence node) {
        return sizeOf(Hash.ofText(node, 0));
    }

    /** The smallest node of the node's component, by which components are told apart; the node itself if it never came. */
    public long componentOf(long node) {
        int root = find(node);
        return root < 0 ? node : smallest[root];
    }

    /**
     * The k largest components, the largest first, of equal ones that with the smaller node.
     *
     * @throws IllegalArgumentException unless k is positive
     */
    public List<Component> largest(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be positive, got " + k);
        }
        return IntStream.range(0, size)
                .filter(i -> parents[i] == i)
                .mapToObj(i -> new Component(smallest[i], sizes[i]))
                .sorted(Comparator.comparingInt(Component::size).reversed().thenComparingLong(Component::node))
                .limit(k)
                .toList();
    }

    /** How many nodes came. */
    public int nodes() {
        return size;
    }

    /** How many components they make up. */
    public int components() {
        return components;
    }

    /** How many nodes the largest component has. */
    public int largest() {
        return largest;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there would be more than {@link #MAX_NODES}
     */
    @Override
    public void merge(ConnectedComponents other) {
        if ((long) size + other.size > MAX_NODES && size + unknown(other) > MAX_NODES) {
            throw new IllegalArgumentException(
                    "nodes must be at most " + MAX_NODES + " together, got " + size + " and " + other.size);
        }
        int most = other.size;
        for (int i = 0; i < most; i++) {
            link(root(index(other.nodes[i])), root(index(other.nodes[other.parents[i]])));
        }
    }

    private long unknown(ConnectedComponents other) {
        return IntStream.range(0, other.size)
                .filter(i -> !indexOf.containsKey(other.nodes[i]))
                .count();
    }

    @Override
    public void reset() {
        indexOf.clear();
        size = 0;
        components = 0;
        largest = 0;
    }

    @Override
    public ConnectedComponents copy() {
        ConnectedComponents copy = new ConnectedComponents();
        copy.indexOf = indexOf.clone();
        copy.nodes = nodes.clone();
        copy.parents = parents.clone();
        copy.sizes = sizes.clone();
        copy.smallest = smallest.clone();
        copy.size = size;
        copy.components = components;
        copy.largest = largest;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + 4 * 16 + 24L * nodes.length + 80 + 12L * indexOf.keys.length;
    }

    /** Form {@code connected-components} 1: nodes i32, for each in order of arrival: node i64, which node is the root of its component i32. */
    public static final StateCodec<ConnectedComponents> CODEC =
            StateCodec.of("connected-components", 1, ConnectedComponents::encode, ConnectedComponents::decode);

    private void encode(StateWriter out) {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(nodes[i]).writeInt(find(nodes[i]));
        }
    }

    private static ConnectedComponents decode(StateReader in) {
        ConnectedComponents read = new ConnectedComponents();
        int size = in.readLength("nodes", 12);
        if (size > MAX_NODES) {
            throw in.corrupt("nodes must be at most " + MAX_NODES + ", got " + size);
        }
        int[] roots = new int[size];
        for (int i = 0; i < size; i++) {
            long node = in.readLong();
            if (read.index(node) != i) {
                throw in.corrupt("nodes must differ, got " + node + " again");
            }
            roots[i] = in.readIntBetween("root", 0, size - 1);
        }
        for (int i = 0; i < size; i++) {
            int root = roots[i];
            if (roots[root] != root) {
                throw in.corrupt("root " + root + " must be its own root, got " + roots[root]);
            }
            if (root != i) {
                read.parents[i] = root;
                read.sizes[root]++;
                read.smallest[root] = Math.min(read.smallest[root], read.nodes[i]);
                read.largest = Math.max(read.largest, read.sizes[root]);
                read.components--;
            }
        }
        return read;
    }
}
