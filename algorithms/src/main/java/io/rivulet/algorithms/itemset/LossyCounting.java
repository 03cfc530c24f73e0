package io.rivulet.algorithms.itemset;

import static io.rivulet.algorithms.itemset.ItemsetTrie.NONE;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * All itemsets that are frequent among everything that came, in a memory that hardly grows with it: none is missed, counts are a little too low.
 *
 * <p><b>Method.</b> Lossy Counting for itemsets (Manku and Motwani, <i>Approximate frequency counts over data streams</i>, VLDB 2002). Baskets are counted a batch at
 * a time; an itemset is dropped once it might be rarer than the error, and what an itemset may have missed before it was counted is remembered with it. Ours differs in
 * that baskets of the batch that is being filled count in an answer too, and that two may be merged.
 * <p><b>Error.</b> A count is never too high, and too low by its {@link ApproximateItemset#error} at most, which is at most {@link #maximumError}: error · baskets,
 * unless {@code maxItemsets} was too few. Every itemset that at least {@code minSupport} of the baskets have, and two, is in the answer; none that fewer than
 * {@code minSupport - error} have. No chance is involved.
 * <p><b>Cost.</b> A basket is put into the batch; each batch counts what is kept and what is new in it by bitmaps, depth first. Memory: the batch's baskets, batch / 8 bytes for each
 * item in it, about 50 bytes an itemset kept: those in more than {@code buckets} baskets of a batch, and those that were and are still above the error.
 * <p><b>Units.</b> Counts are baskets.
 * <p><b>Empty.</b> No itemset is frequent.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var miner = LossyCounting.create(LossyParams.ofMinSupport(0.5));
 * miner.update(List.of("bread", "milk"));
 * miner.update(List.of("bread", "milk", "tea"));
 * miner.frequent();  // bread: 2, milk: 2, {bread, milk}: 2, each with error 0
 * }</pre>
 */
public final class LossyCounting implements Incremental<LossyCounting>, Mergeable<LossyCounting> {

    /*
     * Invariants: an itemset that is not in the lattice was in at most missed of the counted baskets; one that is, in count .. count + its missed of them, which
     * is more than missed, which its own never exceeds. Items in use are those of the batch and of the lattice.
     */
    private final LossyParams params;
    private final BasketIds ids = new BasketIds();
    private ItemTable items = new ItemTable();
    private BasketWindow batch;
    private LossyLattice lattice;
    private int counted;
    private int missed;

    private LossyCounting(LossyParams params) {
        this.params = Objects.requireNonNull(params, "params");
        this.batch = new BasketWindow(params.batch());
        this.lattice = new LossyLattice(params.maxLength(), params.maxItemsets());
    }

    /** A miner over all baskets that come. */
    public static LossyCounting create(LossyParams params) {
        return new LossyCounting(params);
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, LossyCounting, List<ApproximateItemset>> aggregation(
            LossyParams params, Function<? super T, ? extends Collection<String>> basket) {
        return Aggregation.<T, LossyCounting, List<ApproximateItemset>>of(
                        "lossy-counting",
                        () -> create(params),
                        (s, record) -> s.update(basket.apply(record)),
                        LossyCounting::frequent,
                        CODEC)
                .merging(LossyCounting::merge, LossyCounting::copy);
    }

    /**
     * Takes one basket in. An item that is in it twice counts once; an empty basket counts as a basket.
     *
     * @throws NullPointerException if an item is null; the state is then unchanged
     */
    public void update(Collection<String> basket) {
        Apriori.requireItems(basket);
        if (baskets() == Integer.MAX_VALUE) {
            throw new IllegalStateException("baskets must be at most " + Integer.MAX_VALUE);
        }
        ids.read(basket, items::intern);
        add(ids.ids(), ids.length());
    }

    private void add(int[] basket, int length) {
        batch.add(basket, length, 0);
        if (batch.size() == params.batch()) {
            countBatch();
        }
    }

    /** How many baskets came. */
    public int baskets() {
        return counted + batch.size();
    }

    /** How many itemsets are kept, frequent or not. */
    public int kept() {
        return lattice.size();
    }

    /** By how much any count may be too low, of itemsets that are not in the answer too: at most error · baskets while there is room. */
    public int maximumError() {
        return missed;
    }

    /**
     * The frequent itemsets, in {@link ApproximateItemset#ORDER}: those whose count is at least {@code minSupport} of the baskets less {@link #maximumError}, and 2.
     *
     * @throws IllegalStateException if there are more than {@code maxItemsets}, as there may be while few baskets have come
     */
    public List<ApproximateItemset> frequent() {
        double wanted = params.minSupport() * baskets() - missed;
        int threshold = Math.max(2, (int) Math.ceil(wanted - 1e-9));
        LossyLattice asked = lattice;
        if (batch.size() > 0) {
            asked = lattice.copy();
            if (asked.count(batch, items.limit(), missed, threshold - 1, -1) > 0) {
                throw new IllegalStateException("more than " + params.maxItemsets()
                        + " itemsets may be frequent at a count of " + threshold
                        + "; ask later, raise minSupport, lower maxLength, or raise maxItemsets");
            }
        }
        LossyLattice answering = asked;
        List<ApproximateItemset> found = new ArrayList<>();
        int[] path = new int[params.maxLength()];
        answering.forEach(node -> {
            if (answering.count(node) >= threshold) {
                String[] names = new String[answering.items(node, path)];
                Arrays.setAll(names, i -> items.name(path[i]));
                Arrays.sort(names);
                found.add(new ApproximateItemset(List.of(names), answering.count(node), answering.missed(node)));
            }
        });
        found.sort(ApproximateItemset.ORDER);
        return List.copyOf(found);
    }

    /**
     * Takes the other's counts in, and the baskets that it has not counted yet; errors add up, to no more than error · baskets of both.
     *
     * @throws IllegalArgumentException if parameters differ, or there would be more than 2<sup>31</sup> - 1 baskets
     */
    @Override
    public void merge(LossyCounting other) {
        if (!params.equals(other.params)) {
            throw new IllegalArgumentException(
                    "cannot merge LossyCounting of " + params + " with one of " + other.params + ": parameters differ");
        }
        if ((long) baskets() + other.baskets() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "baskets must be at most " + Integer.MAX_VALUE + ", got " + baskets() + " and " + other.baskets());
        }
        LossyCounting theirs = other == this ? copy() : other;
        List<Counted> there = theirs.counts(id -> items.intern(theirs.items.name(id)));
        lattice.forEach(node -> lattice.setCount(node, lattice.count(node), lattice.missed(node) + theirs.missed));
        for (Counted itemset : there) {
            int here = lattice.find(itemset.ids, itemset.ids.length);
            if (here == NONE) {
                insert(itemset.ids, itemset.count, itemset.missed + missed);
            } else {
                int missedHere = lattice.missed(here) - theirs.missed;
                lattice.setCount(here, lattice.count(here) + itemset.count, missedHere + itemset.missed);
            }
        }
        counted += theirs.counted;
        missed += theirs.missed;
        lattice.drop(missed);
        while (lattice.size() > params.maxItemsets()) {
            missed += params.buckets();
            lattice.drop(missed);
        }
        for (int i = 0; i < theirs.batch.size(); i++) {
            int slot = theirs.batch.slot(i);
            // By name each time: a batch that is full on the way gives ids back.
            int[] basket = Arrays.stream(theirs.batch.basket(slot), 0, theirs.batch.length(slot))
                    .map(id -> items.intern(theirs.items.name(id)))
                    .sorted()
                    .toArray();
            add(basket, basket.length);
        }
        releaseUnused();
    }

    @Override
    public void reset() {
        items.clear();
        batch.clear();
        lattice.clear();
        counted = 0;
        missed = 0;
    }

    @Override
    public LossyCounting copy() {
        LossyCounting copy = new LossyCounting(params);
        copy.items = items.copy();
        copy.batch = batch.copy();
        copy.lattice = lattice.copy();
        copy.counted = counted;
        copy.missed = missed;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + 48 + items.stateBytes() + ids.heapBytes() + batch.stateBytes() + lattice.stateBytes();
    }

    /**
     * Form {@code lossy-counting} 1: parameters (minSupport f64, error f64, buckets i32, maxLength i32, maxItemsets i32), counted baskets i32, missed i32, items
     * i32, then their names rising; itemsets i32, then each, short before long, by rising indices: items i32, their indices i32, count i32, missed i32; baskets of
     * the batch i32, then each in order: items i32, their indices i32 rising.
     */
    public static final StateCodec<LossyCounting> CODEC =
            StateCodec.of("lossy-counting", 1, LossyCounting::encode, LossyCounting::decode);

    private void encode(StateWriter out) {
        // By name, because ids depend on what came and went before.
        int[] named = IntStream.range(0, items.limit())
                .filter(items::inUse)
                .boxed()
                .sorted(Comparator.comparing(items::name))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] indexOf = new int[items.limit()];
        for (int i = 0; i < named.length; i++) {
            indexOf[named[i]] = i;
        }
        params.encode(out);
        out.writeInt(counted).writeInt(missed).writeInt(named.length);
        for (int id : named) {
            out.writeString(items.name(id));
        }
        List<Counted> counts = counts(id -> indexOf[id]);
        out.writeInt(counts.size());
        for (Counted itemset : counts) {
            write(itemset.ids, out);
            out.writeInt(itemset.count).writeInt(itemset.missed);
        }
        out.writeInt(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            int slot = batch.slot(i);
            write(
                    Arrays.stream(batch.basket(slot), 0, batch.length(slot))
                            .map(id -> indexOf[id])
                            .sorted()
                            .toArray(),
                    out);
        }
    }

    private static void write(int[] indices, StateWriter out) {
        out.writeInt(indices.length);
        for (int index : indices) {
            out.writeInt(index);
        }
    }

    private static LossyCounting decode(StateReader in) {
        LossyCounting s = create(LossyParams.decode(in));
        s.counted = in.readIntBetween("counted baskets", 0, Integer.MAX_VALUE);
        s.missed = in.readIntBetween("missed", 0, s.counted);
        int names = in.readLength("items", 4);
        for (int id = 0; id < names; id++) {
            if (s.items.intern(in.readString("item")) != id
                    || id > 0 && s.items.name(id - 1).compareTo(s.items.name(id)) >= 0) {
                throw in.corrupt("items must rise");
            }
        }
        int itemsets = in.readLength("itemsets", 16);
        if (itemsets > s.params.maxItemsets()) {
            throw in.corrupt("itemsets must be at most " + s.params.maxItemsets() + ", got " + itemsets);
        }
        for (int i = 0; i < itemsets; i++) {
            int[] ids = s.readIndices(in);
            s.decodeCount(ids, in);
        }
        int baskets = in.readLength("baskets of the batch", 4);
        if (baskets >= s.params.batch() || baskets > Integer.MAX_VALUE - s.counted) {
            throw in.corrupt("baskets of the batch must be fewer than " + s.params.batch() + ", got " + baskets);
        }
        for (int i = 0; i < baskets; i++) {
            int[] basket = s.readIndices(in);
            s.batch.add(basket, basket.length, 0);
        }
        s.releaseUnused();
        if (s.items.size() != names) {
            throw in.corrupt("an item must be in an itemset or in a basket of the batch");
        }
        return s;
    }

    private void decodeCount(int[] ids, StateReader in) {
        int count = in.readIntBetween("count", 1, counted);
        int missedBefore = in.readIntBetween("missed of an itemset", 0, missed);
        if (ids.length == 0
                || ids.length > params.maxLength()
                || (long) count + missedBefore <= missed
                || (long) count + missedBefore > counted
                || lattice.find(ids, ids.length) != NONE) {
            throw in.corrupt("itemsets must differ, be in more baskets than missed and in no more than counted");
        }
        for (int without = 0; ids.length > 1 && without < ids.length; without++) {
            int[] subset = new int[ids.length - 1];
            System.arraycopy(ids, 0, subset, 0, without);
            System.arraycopy(ids, without + 1, subset, without, subset.length - without);
            int node = lattice.find(subset, subset.length);
            if (node == NONE
                    || lattice.count(node) < count
                    || lattice.count(node) + lattice.missed(node) < count + missedBefore) {
                throw in.corrupt("subsets of an itemset must be there before it and be no rarer");
            }
        }
        insert(ids, count, missedBefore);
    }

    private int[] readIndices(StateReader in) {
        int[] indices = new int[in.readLength("items of a set", 4)];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = in.readIntBetween("index of an item", i == 0 ? 0 : indices[i - 1] + 1, items.limit() - 1);
        }
        return indices;
    }

    private void countBatch() {
        int refused = lattice.count(batch, items.limit(), missed, params.buckets(), missed + params.buckets());
        missed += Math.max(params.buckets(), refused);
        if (refused > params.buckets()) {
            lattice.drop(missed);
        }
        counted += batch.size();
        batch.clear();
        releaseUnused();
    }

    private void insert(int[] itemset, int count, int missedBefore) {
        int parent = itemset.length == 1 ? NONE : lattice.find(itemset, itemset.length - 1);
        lattice.add(parent, itemset[itemset.length - 1], count, missedBefore);
    }

    /** All itemsets by other ids, short before long, which puts subsets first. */
    private List<Counted> counts(IntUnaryOperator otherId) {
        List<Counted> counts = new ArrayList<>();
        int[] path = new int[params.maxLength()];
        lattice.forEach(node -> {
            int[] others = Arrays.stream(path, 0, lattice.items(node, path))
                    .map(otherId)
                    .sorted()
                    .toArray();
            counts.add(new Counted(others, lattice.count(node), lattice.missed(node)));
        });
        counts.sort(Comparator.<Counted>comparingInt(c -> c.ids.length).thenComparing(c -> c.ids, Arrays::compare));
        return counts;
    }

    private void releaseUnused() {
        boolean[] used = new boolean[items.limit()];
        for (int i = 0; i < batch.size(); i++) {
            int slot = batch.slot(i);
            for (int at = 0; at < batch.length(slot); at++) {
                used[batch.basket(slot)[at]] = true;
            }
        }
        for (int id = 0; id < used.length; id++) {
            if (items.inUse(id) && !used[id] && !lattice.has(id)) {
                items.release(id);
            }
        }
    }

    /** An itemset by the ids of another table. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Counted(int[] ids, int count, int missed) {}
}
