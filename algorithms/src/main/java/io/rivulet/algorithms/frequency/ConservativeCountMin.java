package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.List;
import java.util.function.Function;

/**
 * How often any item came that one can name, in a fixed table of counters, never too low; closer than {@link CountMin} in the same space, but nothing can be
 * taken out again.
 *
 * <p><b>Method.</b> Count-Min (Cormode and Muthukrishnan 2005) with the conservative update of Estan and Varghese, <i>New directions in traffic measurement
 * and accounting</i>, SIGCOMM 2002: an item raises only those of its counters that would otherwise be below what it must have by now.
 * <p><b>Error.</b> Never below the true count, and no counter is above that of {@link CountMin}: beyond e · total / width with a probability of at most
 * e<sup>-depth</sup>. On skewed streams the error is a fraction of that one's.
 * <p><b>Cost.</b> O(depth) per update and query, nothing allocated; O(width · depth) per merge; 8 bytes a counter, whatever the stream.
 * <p><b>Merge.</b> Counters add up, and the promise holds for the sum; but it is not the state of both streams in one, which would be a little closer.
 * <p><b>Units.</b> Counts, or the unit of the weights.
 * <p><b>Empty.</b> 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var pages = ConservativeCountMin.create();
 * for (int i = 0; i < 100_000; i++) {
 *     pages.update("page-" + i % 50_000);
 * }
 * pages.update("/home", 700);
 * pages.estimate("/home");    // 719: 738 by CountMin
 * pages.estimate("page-1");   // 20 instead of 2, for 50,000 items share 2,048 counters; 50 by CountMin
 * }</pre>
 */
public final class ConservativeCountMin implements FrequencySketch<ConservativeCountMin> {

    /*
     * A counter is at least the weight of each single item that shares it, no longer that of all together. Invariant: no counter is negative, and every
     * row adds up to total at most, for an update raises no counter by more than its weight.
     */
    private final SketchTable table;
    private long total;

    private ConservativeCountMin(SketchTable table) {
        this.table = table;
    }

    /** A sketch of 2,048 × 5 counters: 80 KiB. */
    public static ConservativeCountMin create() {
        return create(SketchTable.DEFAULT_WIDTH, SketchTable.DEFAULT_DEPTH, 0);
    }

    /**
     * A sketch.
     *
     * @param width counters a row: a power of two
     * @param depth rows, from 1 to 31
     * @param seed of the hash; only sketches of one seed merge
     */
    public static ConservativeCountMin create(int width, int depth, long seed) {
        return new ConservativeCountMin(new SketchTable(width, depth, seed));
    }

    /**
     * The smallest sketch that is wrong by more than a share of the total with at most a probability.
     *
     * @param share of the total, less than 1
     * @param probability more than 0 and less than 1
     */
    public static ConservativeCountMin ofError(double share, double probability) {
        CountMin.requireError(share, probability);
        int depth = Math.max(1, (int) Math.ceil(-Math.log(probability)));
        return create(SketchTable.widthFor(Math.E / share), depth, 0);
    }

    /** How a dataflow counts texts and finds the top k by it; see {@link SketchTopK}. */
    public static <R> Aggregation<R, SketchTopK<ConservativeCountMin>, List<FrequentItem<String>>> aggregation(
            int width, int depth, int k, Function<? super R, String> item) {
        return SketchTopK.aggregation("conservative-count-min", k, () -> create(width, depth, 0), CODEC, item);
    }

    @Override
    public void updateHash(long hash, long weight) {
        total = Checks.raisedTotal(total, weight);
        long least = table.smallest(hash) + weight;
        for (int row = 0; row < table.rows.depth; row++) {
            int cell = table.rows.placeOf(row, hash);
            table.cells[cell] = Math.max(table.cells[cell], least);
        }
    }

    @Override
    public long estimateHash(long hash) {
        return table.smallest(hash);
    }

    /** e · total / width: an estimate is too high by more with a probability of at most e<sup>-depth</sup>. */
    @Override
    public long likelyError() {
        return (long) Math.ceil(Math.E * total / table.rows.width);
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public int width() {
        return table.rows.width;
    }

    @Override
    public int depth() {
        return table.rows.depth;
    }

    @Override
    public long seed() {
        return table.rows.seed;
    }

    @Override
    public void merge(ConservativeCountMin other) {
        table.rows.requireLike(other.table.rows, "ConservativeCountMin");
        total = Checks.mergedTotal(total, other.total);
        table.add(other.table);
    }

    @Override
    public void reset() {
        table.clear();
        total = 0;
    }

    @Override
    public ConservativeCountMin copy() {
        ConservativeCountMin copy = new ConservativeCountMin(new SketchTable(table));
        copy.total = total;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 32 + table.heapBytes();
    }

    /** Form {@code conservative-count-min} 1: total i64, then the table: width i32, depth i32, seed i64, width × depth counters i64. */
    public static final StateCodec<ConservativeCountMin> CODEC =
            StateCodec.of("conservative-count-min", 1, ConservativeCountMin::encode, ConservativeCountMin::decode);

    private void encode(StateWriter out) {
        out.writeLong(total);
        table.encode(out);
    }

    private static ConservativeCountMin decode(StateReader in) {
        long total = in.readCount("total");
        ConservativeCountMin s = new ConservativeCountMin(SketchTable.decode(in));
        if (total > Checks.MAX_TOTAL) {
            throw in.corrupt("total must be at most " + Checks.MAX_TOTAL + ", got " + total);
        }
        s.table.requireRowsOf(total, false, in);
        s.total = total;
        return s;
    }
}
