package io.rivulet.algorithms.itemset;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * All itemsets that are frequent among the baskets seen so far, mined anew at each question.
 *
 * <p><b>Method.</b> Agrawal and Srikant, <i>Fast algorithms for mining association rules</i>, VLDB 1994, counting with vertical bitmaps (Zaki,
 * <i>Scalable algorithms for association mining</i>, IEEE TKDE 12(3), 2000) instead of passes over the baskets.
 * <p><b>Error.</b> Exact.
 * <p><b>Cost.</b> O(1) per item of a basket. A question takes time in proportion to candidates times baskets / 64 at worst: ten milliseconds for 5,000
 * shop baskets, seconds for 100,000 at low thresholds; for an answer after every basket take {@link IncrementalApriori}. All baskets are kept, 4 to 8
 * bytes an item of a basket, and an answer needs baskets / 8 bytes for each frequent item meanwhile.
 * <p><b>Units.</b> Counts are baskets.
 * <p><b>Empty.</b> No itemset is frequent.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var apriori = Apriori.create(ItemsetParams.ofMinCount(2));
 * apriori.update(List.of("bread", "milk"));
 * apriori.update(List.of("bread", "milk", "tea"));
 * apriori.update(List.of("tea"));
 * apriori.frequent().itemsets();  // {bread}: 2, {milk}: 2, {tea}: 2, {bread, milk}: 2
 * }</pre>
 */
public final class Apriori implements ItemsetMiner, Incremental<Apriori>, Mergeable<Apriori> {

    /*
     * The baskets lie on their side: rows[id] lists the numbers of the baskets that hold item id, rising, in its first sizes[id] places. Items are
     * numbered by first appearance, and baskets by arrival, those without items left out: so every number stands in some row, and no number is larger
     * than the bytes that hold it can account for. That is what mining needs, appending to it is O(1), and merging is appending with an offset.
     */
    private final ItemsetParams params;
    private final ItemTable items;
    private int[][] rows;
    private int[] sizes;
    private int numbered;
    private int empty;

    private Apriori(ItemsetParams params, ItemTable items, int[][] rows, int[] sizes) {
        this.params = params;
        this.items = items;
        this.rows = rows;
        this.sizes = sizes;
    }

    /** A miner of no basket yet. */
    public static Apriori create(ItemsetParams params) {
        return new Apriori(Objects.requireNonNull(params, "params"), new ItemTable(), new int[16][], new int[16]);
    }

    /** How a dataflow uses it. */
    public static <T> Aggregation<T, Apriori, FrequentItemsets> aggregation(
            ItemsetParams params, Function<? super T, ? extends Collection<String>> basket) {
        return Aggregation.<T, Apriori, FrequentItemsets>of(
                        "apriori",
                        () -> create(params),
                        (s, record) -> s.update(basket.apply(record)),
                        Apriori::frequent,
                        CODEC)
                .merging(Apriori::merge, Apriori::copy);
    }

    @Override
    public void update(Collection<String> basket) {
        requireItems(basket);
        if (baskets() == Integer.MAX_VALUE) {
            throw new IllegalStateException("baskets must be at most " + Integer.MAX_VALUE);
        }
        if (basket.isEmpty()) {
            empty++;
            return;
        }
        for (String item : basket) {
            append(items.intern(item), numbered);
        }
        numbered++;
    }

    @Override
    public int baskets() {
        return numbered + empty;
    }

    @Override
    public int count(Collection<String> itemset) {
        int[] ids = new int[itemset.size()];
        int length = 0;
        for (String item : itemset) {
            int id = items.idOf(item);
            if (id == ItemTable.NONE) {
                return 0;
            }
            ids[length++] = id;
        }
        if (length == 0) {
            return baskets();
        }
        int rarest = IntStream.of(ids)
                .boxed()
                .min(Comparator.comparingInt(id -> sizes[id]))
                .orElseThrow();
        return (int) Arrays.stream(rows[rarest], 0, sizes[rarest])
                .filter(basket ->
                        Arrays.stream(ids).allMatch(id -> Arrays.binarySearch(rows[id], 0, sizes[id], basket) >= 0))
                .count();
    }

    @Override
    public FrequentItemsets frequent() {
        int threshold = params.threshold(baskets());
        int[] frequent = IntStream.range(0, items.limit())
                .filter(id -> sizes[id] >= threshold)
                .boxed()
                .sorted(Comparator.comparing(items::name))
                .mapToInt(Integer::intValue)
                .toArray();
        if (frequent.length > params.maxItemsets()) {
            throw params.tooMany(threshold);
        }
        String[] names = new String[frequent.length];
        long[][] bitmaps = new long[frequent.length][(numbered + 63) >>> 6];
        for (int rank = 0; rank < frequent.length; rank++) {
            int id = frequent[rank];
            names[rank] = items.name(id);
            for (int i = 0; i < sizes[id]; i++) {
                bitmaps[rank][rows[id][i] >>> 6] |= 1L << rows[id][i];
            }
        }
        return new FrequentItemsets(baskets(), threshold, new LevelwiseSearch(names, bitmaps, threshold, params).run());
    }

    /**
     * Takes the other's baskets in, after this one's.
     *
     * @throws IllegalArgumentException if parameters differ, or there would be more than 2<sup>31</sup> - 1 baskets
     */
    @Override
    public void merge(Apriori other) {
        if (!params.equals(other.params)) {
            throw new IllegalArgumentException(
                    "cannot merge Apriori of " + params + " with one of " + other.params + ": parameters differ");
        }
        if ((long) baskets() + other.baskets() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "baskets must be at most " + Integer.MAX_VALUE + ", got " + baskets() + " and " + other.baskets());
        }
        Apriori added = other == this ? copy() : other;
        int before = numbered;
        numbered += added.numbered;
        empty += added.empty;
        for (int id = 0; id < added.items.limit(); id++) {
            int mine = items.intern(added.items.name(id));
            for (int i = 0; i < added.sizes[id]; i++) {
                append(mine, before + added.rows[id][i]);
            }
        }
    }

    @Override
    public void reset() {
        items.clear();
        rows = new int[16][];
        sizes = new int[16];
        numbered = 0;
        empty = 0;
    }

    @Override
    public Apriori copy() {
        int[][] copies = new int[rows.length][];
        for (int id = 0; id < items.limit(); id++) {
            copies[id] = rows[id].clone();
        }
        Apriori copy = new Apriori(params, items.copy(), copies, sizes.clone());
        copy.numbered = numbered;
        copy.empty = empty;
        return copy;
    }

    @Override
    public long stateBytes() {
        long bytes = 120 + items.stateBytes() + 8L * rows.length;
        for (int id = 0; id < items.limit(); id++) {
            bytes += 16 + 4L * rows[id].length;
        }
        return bytes;
    }

    /**
     * Form {@code apriori} 1: parameters (minCount i32, minSupport f64, maxLength i32, maxItemsets i32), baskets with items i32, empty baskets i32, items
     * i32, then each by first appearance: name, how many baskets i32, their numbers i32 rising.
     */
    public static final StateCodec<Apriori> CODEC = StateCodec.of("apriori", 1, Apriori::encode, Apriori::decode);

    private void encode(StateWriter out) {
        params.encode(out);
        out.writeInt(numbered).writeInt(empty).writeInt(items.limit());
        for (int id = 0; id < items.limit(); id++) {
            out.writeString(items.name(id)).writeInt(sizes[id]);
            for (int i = 0; i < sizes[id]; i++) {
                out.writeInt(rows[id][i]);
            }
        }
    }

    private static Apriori decode(StateReader in) {
        Apriori s = create(ItemsetParams.decode(in));
        s.numbered = in.readLength("baskets", 4);
        s.empty = in.readIntBetween("empty baskets", 0, Integer.MAX_VALUE - s.numbered);
        BitSet seen = new BitSet(s.numbered);
        int count = in.readLength("items", 12);
        for (int id = 0; id < count; id++) {
            String item = in.readString("item");
            if (s.items.intern(item) != id) {
                throw in.corrupt("items must differ, got one of " + item.length() + " characters twice");
            }
            int last = -1;
            for (int left = in.readLength("baskets of an item", 4); left > 0; left--) {
                int basket = in.readIntBetween("number of a basket", last + 1, s.numbered - 1);
                s.append(id, basket);
                seen.set(basket);
                last = basket;
            }
            if (last < 0) {
                throw in.corrupt("an item must be in a basket");
            }
        }
        if (seen.cardinality() != s.numbered) {
            throw in.corrupt(s.numbered + " baskets must have items, only " + seen.cardinality() + " do");
        }
        return s;
    }

    /** Baskets come in rising order, so an item met twice in one finds the basket at the end of its row. */
    private void append(int id, int basket) {
        if (id >= rows.length) {
            rows = Arrays.copyOf(rows, 2 * id);
            sizes = Arrays.copyOf(sizes, 2 * id);
        }
        int size = sizes[id];
        if (rows[id] == null) {
            rows[id] = new int[4];
        } else if (size > 0 && rows[id][size - 1] == basket) {
            return;
        } else if (size == rows[id].length) {
            rows[id] = Arrays.copyOf(rows[id], size + (size >> 1) + 1);
        }
        rows[id][size] = basket;
        sizes[id] = size + 1;
    }

    /** Before anything changes. */
    static void requireItems(Collection<String> basket) {
        for (String item : basket) {
            Objects.requireNonNull(item, "item of the basket");
        }
    }
}
