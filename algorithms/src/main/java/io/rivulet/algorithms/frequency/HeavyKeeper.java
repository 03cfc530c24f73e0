package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The most frequent items of a stream, in a table that small items can hardly enter: close counts for the few large ones in very little space.
 *
 * <p><b>Method.</b> Gong, Yang, Zhang, Li, Uhlig, Chen, Uden and Li, <i>HeavyKeeper: an accurate algorithm for finding top-k elephant flows</i>, USENIX ATC
 * 2018: a cell counts one item, known by its fingerprint; another item that meets it lowers the count c by one with a probability of 1.08<sup>-c</sup>, and
 * takes the cell over at 0. Here fingerprints have 32 bits and counts do not overflow.
 * <p><b>Error.</b> Never above the true count, but for items of equal fingerprint in one cell: less than one in four billion pairs. Below it by the
 * time that the item took to hold a cell, and by what it lost to others: for an item of count f in one of the rows, by more than a share ε of the total with
 * a probability of at most 1 / (ε · width · f · 0.08) (the paper's theorem); the best row counts.
 * <p><b>Cost.</b> O(depth) per update, and O(1) on average for the k items; nothing is allocated once those are taken. 8 bytes a cell, and about 40 for each
 * of the k and its item.
 * <p><b>Merge.</b> None: there is no sum of two such tables that keeps a promise. Windows replay their records.
 * <p><b>Empty.</b> 0, and no rows.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var words = HeavyKeeper.create(1_024, 2, 10, 42);
 * for (int i = 0; i < 100_000; i++) {
 *     words.update(i % 3 == 0 ? "the" : "word-" + i);
 * }
 * words.top(1);   // the with 33,334 at most
 * }</pre>
 */
public final class HeavyKeeper implements TopK<String>, Incremental<HeavyKeeper> {

    /** The most cells a row has. */
    public static final int MAX_WIDTH = HashedRows.MAX_WIDTH;

    /** The most rows. */
    public static final int MAX_DEPTH = 8;

    /** The largest number of items kept. */
    public static final int MAX_K = Slots.MAX_SLOTS;

    /*
     * A cell of the table is its item's fingerprint in the upper half and its count in the lower; count 0 means free, whatever the fingerprint.
     *
     * lowers[c] is 2^63 times the probability that a stranger lowers a count of c; beyond the array it is nothing. The generator draws only where a stranger
     * meets a count above 0, and its position is part of the state.
     *
     * Of the k items, one that is not among them is let in only with one more than their least: a larger count must be that of another item with the same
     * fingerprint, for counts rise by one at a time (the paper's optimisation I).
     */
    private static final double BASE = 1.08;
    private static final long COUNT = 0xffffffffL;
    private static final long[] LOWERS = lowers();

    private final SketchTable table;
    private final Candidates<String> candidates;
    private SplitMix64 random;
    private long total;

    private HeavyKeeper(SketchTable table, Candidates<String> candidates, SplitMix64 random) {
        this.table = table;
        this.candidates = candidates;
        this.random = random;
    }

    /**
     * A table.
     *
     * @param width cells a row: a power of two, some times k
     * @param depth rows, from 1 to 8; two do for most
     * @param k how many items are kept by name
     * @param seed of the hash and of chance
     */
    public static HeavyKeeper create(int width, int depth, int k, long seed) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("depth must be in 1.." + MAX_DEPTH + ", got " + depth);
        }
        if (k < 1 || k > MAX_K) {
            throw new IllegalArgumentException("k must be in 1.." + MAX_K + ", got " + k);
        }
        return new HeavyKeeper(
                new SketchTable(width, depth, seed), new Candidates<>(k, Codecs.TEXT), new SplitMix64(seed));
    }

    /** How a dataflow finds the top k texts. */
    public static <R> Aggregation<R, HeavyKeeper, List<FrequentItem<String>>> aggregation(
            int width, int depth, int k, long seed, Function<? super R, String> item) {
        create(width, depth, k, seed); // wrong parameters show here, not at the first record
        return Aggregation.of(
                "heavy-keeper",
                () -> create(width, depth, k, seed),
                (s, record) -> s.update(item.apply(record)),
                s -> s.top(k),
                CODEC);
    }

    /** Takes one item in. */
    public void update(String item) {
        long hash = Hash.ofText(item, table.rows.seed);
        total++;
        long best = 0;
        for (int row = 0; row < table.rows.depth; row++) {
            int at = table.rows.placeOf(row, hash);
            table.cells[at] = met(table.cells[at], hash);
            if (isOf(table.cells[at], hash)) {
                best = Math.max(best, table.cells[at] & COUNT);
            }
        }
        int slot = candidates.find(item);
        if (slot != Slots.ABSENT) {
            candidates.raise(slot, best);
        } else if (best > 0 && (!candidates.isFull() || best == candidates.least() + 1)) {
            candidates.offer(item, best);
        }
    }

    /** What a cell becomes when an item of this hash comes to it. */
    private long met(long cell, long hash) {
        long count = cell & COUNT;
        if (count == 0 || isOf(cell, hash)) {
            return hash & ~COUNT | Math.min(count + 1, COUNT);
        }
        if (count >= LOWERS.length || random.nextLong() >>> 1 >= LOWERS[(int) count]) {
            return cell;
        }
        return count == 1 ? hash & ~COUNT | 1 : cell - 1;
    }

    private static boolean isOf(long cell, long hash) {
        return (cell ^ hash) >>> Integer.SIZE == 0;
    }

    /** At least how often the item came; 0 if no cell counts it. */
    public long estimate(CharSequence item) {
        long hash = Hash.ofText(item, table.rows.seed);
        long best = 0;
        for (int row = 0; row < table.rows.depth; row++) {
            long cell = table.cells[table.rows.placeOf(row, hash)];
            if (isOf(cell, hash)) {
                best = Math.max(best, cell & COUNT);
            }
        }
        return best;
    }

    /** How many items came. */
    public long total() {
        return total;
    }

    /**
     * At most k of the items kept, the largest count first; counts are at least. None is guaranteed and the error of each is given as 0, for no bound is
     * sure.
     */
    @Override
    public List<FrequentItem<String>> top(int k) {
        Checks.requireRows(k);
        int[] byRank = Ranking.of(candidates.size(), (a, b) -> Long.compare(candidates.score(b), candidates.score(a)));
        return Arrays.stream(byRank)
                .limit(k)
                .mapToObj(slot -> new FrequentItem<>(candidates.get(slot), candidates.score(slot), 0, false))
                .toList();
    }

    @Override
    public void reset() {
        table.clear();
        candidates.clear();
        random = new SplitMix64(table.rows.seed);
        total = 0;
    }

    @Override
    public HeavyKeeper copy() {
        HeavyKeeper copy = new HeavyKeeper(new SketchTable(table), candidates.copy(), new SplitMix64(random.state()));
        copy.total = total;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + table.heapBytes() + candidates.heapBytes();
    }

    /**
     * Form {@code heavy-keeper} 1: total i64, generator i64, the table: width i32, depth i32, seed i64, cells i64; k i32, the items under one header, then
     * score i64 of each.
     */
    public static final StateCodec<HeavyKeeper> CODEC =
            StateCodec.of("heavy-keeper", 1, HeavyKeeper::encode, HeavyKeeper::decode);

    private void encode(StateWriter out) {
        out.writeLong(total).writeLong(random.state());
        table.encode(out);
        candidates.encode(out);
    }

    private static HeavyKeeper decode(StateReader in) {
        long total = in.readCount("total");
        SplitMix64 random = new SplitMix64(in.readLong());
        SketchTable table = SketchTable.decode(in);
        for (long cell : table.cells) {
            if ((cell & COUNT) > total) {
                throw in.corrupt("counts must be at most total " + total + ", got " + (cell & COUNT));
            }
        }
        HeavyKeeper s = new HeavyKeeper(table, Candidates.decode(Codecs.TEXT, in), random);
        if (table.rows.depth > MAX_DEPTH) {
            throw in.corrupt("depth must be in 1.." + MAX_DEPTH + ", got " + table.rows.depth);
        }
        s.total = total;
        return s;
    }

    private static long[] lowers() {
        int length = (int) Math.ceil(63 * Math.log(2) / Math.log(BASE));
        long[] made = new long[length];
        for (int count = 1; count < length; count++) {
            made[count] = (long) (0x1p63 * StrictMath.pow(BASE, -count));
        }
        return made;
    }
}
