package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Retractable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.algorithms.Subtractable;
import java.util.List;
import java.util.function.Function;

/**
 * How often any item came that one can name, in a fixed table of counters, never too low; records and whole states can be taken out again.
 *
 * <p><b>Method.</b> Cormode and Muthukrishnan, <i>An improved data stream summary: the count-min sketch and its applications</i>, J. Algorithms 55, 2005.
 * <p><b>Error.</b> Never below the true count. Above it by more than e · total / width with a probability of at most e<sup>-depth</sup>, for each item asked
 * about: 0.13 % of the total and 0.7 % at 2,048 × 5. In truth it is the weight of the others by the width, so that skewed streams fare far better.
 * <p><b>Cost.</b> O(depth) per update and query, nothing allocated; O(width · depth) per merge; 8 bytes a counter, whatever the stream.
 * <p><b>Merge.</b> Exact: counters add up. {@link #subtract} and {@link #retract} are exact too, hence windows cost one addition and one subtraction a pane.
 * <p><b>Units.</b> Counts, or the unit of the weights.
 * <p><b>Empty.</b> 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var pages = CountMin.create();
 * for (int i = 0; i < 100_000; i++) {
 *     pages.update("page-" + i % 50_000);
 * }
 * pages.update("/home", 700);
 * pages.estimate("/home");    // 738: too high by the smallest of what shares its counters
 * pages.likelyError();        // 134
 * }</pre>
 */
public final class CountMin
        implements FrequencySketch<CountMin>, Subtractable<CountMin>, Retractable<CharSequence>, Retractable.OfLong {

    /*
     * A counter is the weight of all items that share it. Invariant: every row adds up to total, and no counter is negative. The latter holds as long as
     * only what was taken in is taken out; retract and subtract look at the counters first, which finds most mistakes but not all.
     */
    private final SketchTable table;
    private long total;

    private CountMin(SketchTable table) {
        this.table = table;
    }

    /** A sketch of 2,048 × 5 counters: 80 KiB. */
    public static CountMin create() {
        return create(SketchTable.DEFAULT_WIDTH, SketchTable.DEFAULT_DEPTH, 0);
    }

    /**
     * A sketch.
     *
     * @param width counters a row: a power of two
     * @param depth rows, from 1 to 31
     * @param seed of the hash; only sketches of one seed merge
     */
    public static CountMin create(int width, int depth, long seed) {
        return new CountMin(new SketchTable(width, depth, seed));
    }

    /**
     * The smallest sketch that is wrong by more than a share of the total with at most a probability.
     *
     * @param share of the total, less than 1
     * @param probability more than 0 and less than 1
     */
    public static CountMin ofError(double share, double probability) {
        requireError(share, probability);
        int depth = Math.max(1, (int) Math.ceil(-Math.log(probability)));
        return create(SketchTable.widthFor(Math.E / share), depth, 0);
    }

    /** How a dataflow counts texts and finds the top k by it; see {@link SketchTopK}. */
    public static <R> Aggregation<R, SketchTopK<CountMin>, List<FrequentItem<String>>> aggregation(
            int width, int depth, int k, Function<? super R, String> item) {
        return SketchTopK.aggregation("count-min", k, () -> create(width, depth, 0), CODEC, item);
    }

    /** How a dataflow counts texts, in windows by retraction or subtraction; the answer is the estimate of each of {@code watched}, in that order. */
    public static <R> Aggregation<R, CountMin, List<Long>> aggregationOf(
            int width, int depth, List<String> watched, Function<? super R, String> item) {
        create(width, depth, 0); // a wrong one shows here, not at the first record
        List<String> items = List.copyOf(watched);
        return Aggregation.<R, CountMin, List<Long>>of(
                        "count-min",
                        () -> create(width, depth, 0),
                        (s, record) -> s.update(item.apply(record)),
                        s -> items.stream().map(s::estimate).toList(),
                        CODEC)
                .merging(CountMin::merge, CountMin::copy)
                .retracting((s, record) -> s.retract(item.apply(record)))
                .subtracting(CountMin::subtract);
    }

    @Override
    public void updateHash(long hash, long weight) {
        total = Checks.raisedTotal(total, weight);
        add(hash, weight);
    }

    @Override
    public void retract(CharSequence item) {
        retractHash(Hash.ofText(item, table.rows.seed), 1);
    }

    @Override
    public void retract(long item) {
        retractHash(Hash.ofLong(item, table.rows.seed), 1);
    }

    /**
     * Undoes one earlier update of that hash and weight.
     *
     * @throws IllegalArgumentException if the counters say that so much never came
     */
    public void retractHash(long hash, long weight) {
        if (weight < 0 || weight > table.smallest(hash)) {
            throw new IllegalArgumentException(
                    "weight must be in 0.." + table.smallest(hash) + ", as much as may have come, got " + weight);
        }
        total -= weight;
        add(hash, -weight);
    }

    private void add(long hash, long weight) {
        for (int row = 0; row < table.rows.depth; row++) {
            table.cells[table.rows.placeOf(row, hash)] += weight;
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
    public void merge(CountMin other) {
        table.rows.requireLike(other.table.rows, "CountMin");
        total = Checks.mergedTotal(total, other.total);
        table.add(other.table);
    }

    @Override
    public void subtract(CountMin other) {
        table.rows.requireLike(other.table.rows, "CountMin");
        for (int i = 0; i < table.cells.length; i++) {
            if (other.table.cells[i] > table.cells[i]) {
                throw new IllegalArgumentException("only what was merged can be subtracted: counter " + i
                        + " must be at least " + other.table.cells[i] + ", got " + table.cells[i]);
            }
        }
        total -= other.total;
        table.subtract(other.table);
    }

    @Override
    public void reset() {
        table.clear();
        total = 0;
    }

    @Override
    public CountMin copy() {
        CountMin copy = new CountMin(new SketchTable(table));
        copy.total = total;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 32 + table.heapBytes();
    }

    /** Form {@code count-min} 1: total i64, then the table: width i32, depth i32, seed i64, width × depth counters i64. */
    public static final StateCodec<CountMin> CODEC = StateCodec.of("count-min", 1, CountMin::encode, CountMin::decode);

    private void encode(StateWriter out) {
        out.writeLong(total);
        table.encode(out);
    }

    private static CountMin decode(StateReader in) {
        long total = in.readCount("total");
        CountMin s = new CountMin(SketchTable.decode(in));
        if (total > Checks.MAX_TOTAL) {
            throw in.corrupt("total must be at most " + Checks.MAX_TOTAL + ", got " + total);
        }
        s.table.requireRowsOf(total, true, in);
        s.total = total;
        return s;
    }

    static void requireError(double share, double probability) {
        if (!(share > 0 && share < 1 && probability > 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "share and probability must be above 0 and below 1, got " + share + " and " + probability);
        }
    }
}
