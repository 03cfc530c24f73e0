package io.rivulet.algorithms.itemset;

import static io.rivulet.algorithms.itemset.ItemsetTrie.NONE;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The itemsets that are frequent lately: a basket counts half after one half-life of baskets, a quarter after two. Nothing of the past is kept but counts.
 *
 * <p><b>Method.</b> estDec (Chang and Lee, <i>Finding recent frequent itemsets adaptively over online data streams</i>, KDD 2003): single items are counted from the first;
 * a longer itemset is followed once all its subsets of one item fewer are frequent enough, from an estimate of what was missed, and dropped once it is not. Ours differs in
 * that weights grow instead of counts fading, so that a basket touches its own itemsets only, that half of what the subsets need must have been seen and not only
 * estimated, and that single items go too once hardly anything is left of them.
 * <p><b>Error.</b> Weights of single items are exact to 0.001 baskets. A longer itemset's is an estimate: never below that of the baskets since it was followed, and in the
 * beginning above the true one by its {@link ApproximateItemset#error} at most, which fades; where it was frequent in the past and was dropped in between, a little below. An
 * itemset that becomes frequent is followed once its subsets are, item by item, each for as long as half of what a subset needs takes to come. There is no guarantee; tests find all itemsets 10 % above {@code
 * minSupport} on streams whose favourites change.
 * <p><b>Cost.</b> A basket costs one step for each of its subsets that is followed and each item it could be longer by; eight times in a half-life all itemsets are looked through. Nothing is
 * allocated once tables have grown. About 70 bytes an itemset: those of a decayed support of {@code minSupport · followShare}, and each single item of the last ten to thirty
 * half-lives.
 * <p><b>Units.</b> Counts are baskets, one of now counting 1; the half-life is in baskets.
 * <p><b>Empty.</b> No itemset is frequent.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var miner = DecayedItemsets.create(DecayedParams.of(0.5, 100));
 * for (int i = 0; i < 1000; i++) {
 *     miner.update(i < 500 ? List.of("tea") : List.of("bread", "milk"));
 * }
 * miner.frequent();  // bread, milk, {bread, milk}; not tea, which has 3 % of the weight
 * }</pre>
 */
public final class DecayedItemsets implements Incremental<DecayedItemsets> {

    /** A single item of less weight than this many baskets of now is forgotten. */
    private static final double NEGLIGIBLE = 0.001;

    /**
     * Of the weight from which itemsets are followed, the part that subsets must certainly have before an itemset is followed that is longer by an item. With estimates
     * alone, itemsets that came once would carry longer ones, these longer ones again, and thirty times as many would be followed as are frequent enough.
     */
    private static final double CERTAIN_SHARE = 0.5;

    /** Looks through all itemsets in a half-life. */
    private static final int SWEEPS = 8;

    /** In half-lives: the weight of a basket before all weights are divided by it. */
    static final int HALF_LIVES_BEFORE_SCALING = 64;

    /*
     * The basket of now weighs 2^(age / half-life), where age counts baskets; all weights are sums of these, and are divided by that of now when asked for. weights[n] and
     * errors[n] belong to node n of the trie.
     *
     * Invariants: every node's subsets of one item fewer were in the trie when it was added; items in use are those of single nodes. What a walk comes to depends on which
     * subset is the parent, hence on ids, which is why they are encoded.
     */
    final DecayedParams params;
    private final BasketIds ids = new BasketIds();
    ItemTable items = new ItemTable();
    ItemsetTrie trie = new ItemsetTrie();
    double[] weights = new double[64];
    double[] errors = new double[64];
    double total;
    double now;
    long age;
    long baskets;
    int followed;
    long untilSweep;

    // Scratch of one basket.
    private int[] queue = new int[64];
    private int[] places = new int[64];
    private int queued;
    private final int[] path = new int[31];
    private final int[] subsets = new int[31];

    private DecayedItemsets(DecayedParams params) {
        this.params = Objects.requireNonNull(params, "params");
        untilSweep = sweepEvery();
        now = 1;
    }

    /** No basket has come yet. */
    public static DecayedItemsets create(DecayedParams params) {
        return new DecayedItemsets(params);
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, DecayedItemsets, List<ApproximateItemset>> aggregation(
            DecayedParams params, Function<? super T, ? extends Collection<String>> basket) {
        return Aggregation.of(
                "decayed-itemsets",
                () -> create(params),
                (s, record) -> s.update(basket.apply(record)),
                DecayedItemsets::frequent,
                CODEC);
    }

    /**
     * Takes one basket in. An item that is in it twice counts once; an empty basket counts as a basket.
     *
     * @throws NullPointerException if an item is null; the state is then unchanged
     */
    public void update(Collection<String> basket) {
        Apriori.requireItems(basket);
        baskets++;
        age++;
        if (age >= HALF_LIVES_BEFORE_SCALING * params.halfLife()) {
            scale();
        }
        now = StrictMath.pow(2, age / params.halfLife());
        total += now;
        ids.read(basket, items::intern);
        countItems();
        // Level by level: whether an itemset is to be followed, and from what weight on, its subsets say, which have
        // been raised by then.
        int from = 0;
        for (int length = 2; length <= params.maxLength() && from < queued; length++) {
            int to = queued;
            for (; from < to; from++) {
                extend(queue[from], places[from] + 1, length);
            }
        }
        if (--untilSweep == 0) {
            sweep();
            untilSweep = sweepEvery();
        }
    }

    private void countItems() {
        queued = 0;
        for (int i = 0; i < ids.length(); i++) {
            int id = ids.ids()[i];
            int node = trie.single(id);
            if (node == NONE) {
                node = trie.addSingle(id);
                set(node, 0, 0);
            }
            weights[node] += now;
            if (weights[node] >= params.followed() * total) {
                enqueue(node, i);
            } else {
                removeBelow(node);
            }
        }
    }

    private void extend(int node, int from, int length) {
        for (int i = from; i < ids.length(); i++) {
            int id = ids.ids()[i];
            int child = trie.firstChild(node) == NONE ? NONE : trie.child(node, id);
            if (child != NONE) {
                weights[child] += now;
                if (weights[child] < params.followed() * total) {
                    remove(child);
                } else {
                    enqueue(child, i);
                }
            } else if (followed < params.maxItemsets()) {
                follow(node, id, length);
            }
        }
    }

    /** Begins to follow a node's itemset and one item more, if it may be frequent enough by what its subsets are. */
    private void follow(int node, int id, int length) {
        double least = params.followed() * total;
        if (weights[node] < least || weights[trie.single(id)] < least) {
            return;
        }
        trie.path(node, path);
        path[length - 1] = id;
        double most = Double.POSITIVE_INFINITY;
        for (int without = 0; without < length; without++) {
            int subset = find(length, without, -1);
            if (subset == NONE || weights[subset] < least || weights[subset] - errors[subset] < CERTAIN_SHARE * least) {
                return;
            }
            subsets[without] = subset;
            most = Math.min(most, weights[subset]);
        }
        // It was not followed before: with less than that share until length - 1 baskets ago, and in all of them since.
        double since = now * (1 - StrictMath.pow(2, -(length - 1) / params.halfLife())) / (1 - decay());
        most = Math.min(most, params.followed() * Math.max(0, total - since) + since);
        // What two subsets have together they cannot have apart: within the itemset without both of the items.
        double fewest = now;
        for (int a = 0; a < length; a++) {
            for (int b = a + 1; b < length; b++) {
                int both = length == 2 ? NONE : find(length, a, b);
                if (length == 2 || both != NONE) {
                    double within = length == 2 ? total : weights[both];
                    fewest = Math.max(fewest, weights[subsets[a]] + weights[subsets[b]] - within);
                }
            }
        }
        if (most >= least) {
            set(trie.addChild(node, id, 0), most, Math.max(0, most - fewest));
            followed++;
        }
    }

    /** The node of the path of that length without the items at one or two places, or {@link ItemsetTrie#NONE}. */
    private int find(int length, int without, int andWithout) {
        int node = NONE;
        boolean first = true;
        for (int i = 0; i < length; i++) {
            if (i != without && i != andWithout) {
                node = first ? trie.single(path[i]) : trie.child(node, path[i]);
                first = false;
                if (node == NONE) {
                    return NONE;
                }
            }
        }
        return node;
    }

    /** How many baskets came. */
    public long baskets() {
        return baskets;
    }

    /** What all baskets weigh, one of now weighing 1: at most about 1.44 half-lives. */
    public double weight() {
        return baskets == 0 ? 0 : total / now;
    }

    /** How many itemsets of two items or more are followed, frequent or not. */
    public int followed() {
        return followed;
    }

    /** The frequent itemsets with their decayed counts, in {@link ApproximateItemset#ORDER}. */
    public List<ApproximateItemset> frequent() {
        List<ApproximateItemset> found = new ArrayList<>();
        double least = params.minSupport() * total * (1 - 1e-12);
        for (int id = 0; id < trie.singles(); id++) {
            if (trie.single(id) != NONE && total > 0) {
                addFrequent(trie.single(id), least, found);
            }
        }
        found.sort(ApproximateItemset.ORDER);
        return List.copyOf(found);
    }

    private void addFrequent(int node, double least, List<ApproximateItemset> found) {
        if (weights[node] >= least) {
            int[] itemset = new int[params.maxLength()];
            String[] names = new String[trie.path(node, itemset)];
            Arrays.setAll(names, i -> items.name(itemset[i]));
            Arrays.sort(names);
            found.add(new ApproximateItemset(List.of(names), weights[node] / now, errors[node] / now));
        }
        for (int child = trie.firstChild(node); child != NONE; child = trie.next(child)) {
            addFrequent(child, least, found);
        }
    }

    @Override
    public void reset() {
        become(new DecayedItemsets(params));
    }

    @Override
    public DecayedItemsets copy() {
        DecayedItemsets copy = new DecayedItemsets(params);
        copy.become(this);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 136
                + 48
                + 2 * (16 + 4L * 31 + 4)
                + items.stateBytes()
                + ids.heapBytes()
                + trie.stateBytes()
                + 16L * weights.length
                + 32
                + 8L * queue.length
                + 32;
    }

    /**
     * Form {@code decayed-itemsets} 2, laid out as 1, whose states follow more itemsets and are looked through less often: parameters (minSupport f64, halfLife
     * f64, followShare f64, maxLength i32, maxItemsets i32), baskets i64, age i64, until the next
     * look through i64, total f64, the table of items with their ids, then each single item by rising ids: weight f64, error f64, itemsets of one item more i32, each by rising
     * ids: id of the item i32, and the same of it.
     */
    public static final StateCodec<DecayedItemsets> CODEC = StateCodec.versions(
            "decayed-itemsets", 2, DecayedItemsetsForm::encode, (version, in) -> DecayedItemsetsForm.decode(in));

    double decay() {
        return StrictMath.pow(2, -1 / params.halfLife());
    }

    private long sweepEvery() {
        return (long) Math.ceil(params.halfLife() / SWEEPS);
    }

    /** Makes a basket of now weigh 1. */
    private void scale() {
        double factor = StrictMath.pow(2, -age / params.halfLife());
        for (int id = 0; id < trie.singles(); id++) {
            if (trie.single(id) != NONE) {
                scaleBelow(trie.single(id), factor);
            }
        }
        total *= factor;
        age = 0;
    }

    private void scaleBelow(int node, double factor) {
        weights[node] *= factor;
        errors[node] *= factor;
        for (int child = trie.firstChild(node); child != NONE; child = trie.next(child)) {
            scaleBelow(child, factor);
        }
    }

    /** Looks through all itemsets for those that no basket with them comes to drop. */
    private void sweep() {
        for (int id = 0; id < trie.singles(); id++) {
            int node = trie.single(id);
            if (node == NONE) {
                continue;
            }
            sweepBelow(node);
            if (weights[node] < NEGLIGIBLE * now) {
                remove(node);
                items.release(id);
            }
        }
    }

    private void sweepBelow(int node) {
        int child = trie.firstChild(node);
        while (child != NONE) {
            int next = trie.next(child);
            if (weights[child] < params.followed() * total) {
                remove(child);
            } else {
                sweepBelow(child);
            }
            child = next;
        }
    }

    private void remove(int node) {
        removeBelow(node);
        if (trie.parent(node) != NONE) {
            followed--;
        }
        trie.remove(node);
    }

    private void removeBelow(int node) {
        while (trie.firstChild(node) != NONE) {
            remove(trie.firstChild(node));
        }
    }

    void set(int node, double weight, double error) {
        if (node >= weights.length) {
            weights = Arrays.copyOf(weights, 2 * node);
            errors = Arrays.copyOf(errors, 2 * node);
        }
        weights[node] = weight;
        errors[node] = error;
    }

    private void enqueue(int node, int place) {
        if (queued == queue.length) {
            queue = Arrays.copyOf(queue, 2 * queued);
            places = Arrays.copyOf(places, 2 * queued);
        }
        queue[queued] = node;
        places[queued++] = place;
    }

    /** Takes everything over. */
    private void become(DecayedItemsets other) {
        items = other.items.copy();
        trie = other.trie.copy();
        weights = other.weights.clone();
        errors = other.errors.clone();
        total = other.total;
        now = other.now;
        age = other.age;
        baskets = other.baskets;
        followed = other.followed;
        untilSweep = other.untilSweep;
    }
}
