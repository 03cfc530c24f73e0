package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Retractable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.algorithms.Subtractable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * How often any item came that one can name, in a fixed table of counters, without bias; records and whole states can be taken out again.
 *
 * <p><b>Method.</b> Charikar, Chen and Farach-Colton, <i>Finding frequent items in data streams</i>, ICALP 2002: every item counts up or down in its counter of
 * a row, as its hash says, so that the others cancel; the estimate is the median of the rows.
 * <p><b>Error.</b> To both sides. One row is off by more than √(8 · F₂ / width) with a probability of at most an eighth, where F₂ is the sum of squared counts
 * of the others (Chebyshev); the median of 5 rows with at most 1.6 %, of 7 with 0.7 %. That grows with the root of F₂ and not with the total: the better
 * choice where counts are skewed.
 * <p><b>Cost.</b> O(depth) per update, nothing allocated; O(depth lg depth) per query; O(width · depth) per merge; 8 bytes a counter, whatever the stream.
 * <p><b>Merge.</b> Exact: counters add up. {@link #subtract} and {@link #retract} are exact too, hence windows cost one addition and one subtraction a pane.
 * <p><b>Units.</b> Counts, or the unit of the weights.
 * <p><b>Empty.</b> 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var pages = CountSketch.create();
 * for (int i = 0; i < 100_000; i++) {
 *     pages.update("page-" + i % 50_000);
 * }
 * pages.update("/home", 700);
 * pages.estimate("/home");    // 692
 * pages.likelyError();        // 52
 * }</pre>
 */
public final class CountSketch
        implements FrequencySketch<CountSketch>,
                Subtractable<CountSketch>,
                Retractable<CharSequence>,
                Retractable.OfLong {

    /*
     * A counter is the sum of the weights of its items, each with its sign. Invariant: the absolute values of a row add up to total at most, and to a number
     * of the same parity.
     */
    private final SketchTable table;
    private final long[] ofRows;
    private long total;

    private CountSketch(SketchTable table) {
        this.table = table;
        ofRows = new long[table.rows.depth];
    }

    /** A sketch of 2,048 × 5 counters: 80 KiB. */
    public static CountSketch create() {
        return create(SketchTable.DEFAULT_WIDTH, SketchTable.DEFAULT_DEPTH, 0);
    }

    /**
     * A sketch.
     *
     * @param width counters a row: a power of two
     * @param depth rows, from 1 to 31; odd, so that there is a median
     * @param seed of the hash; only sketches of one seed merge
     */
    public static CountSketch create(int width, int depth, long seed) {
        if (depth % 2 == 0) {
            throw new IllegalArgumentException("depth must be odd, got " + depth);
        }
        return new CountSketch(new SketchTable(width, depth, seed));
    }

    /** How a dataflow counts texts and finds the top k by it; see {@link SketchTopK}. */
    public static <R> Aggregation<R, SketchTopK<CountSketch>, List<FrequentItem<String>>> aggregation(
            int width, int depth, int k, Function<? super R, String> item) {
        return SketchTopK.aggregation("count-sketch", k, () -> create(width, depth, 0), CODEC, item);
    }

    /** How a dataflow counts texts, in windows by retraction or subtraction; the answer is the estimate of each of {@code watched}, in that order. */
    public static <R> Aggregation<R, CountSketch, List<Long>> aggregationOf(
            int width, int depth, List<String> watched, Function<? super R, String> item) {
        create(width, depth, 0); // a wrong one shows here, not at the first record
        List<String> items = List.copyOf(watched);
        return Aggregation.<R, CountSketch, List<Long>>of(
                        "count-sketch",
                        () -> create(width, depth, 0),
                        (s, record) -> s.update(item.apply(record)),
                        s -> items.stream().map(s::estimate).toList(),
                        CODEC)
                .merging(CountSketch::merge, CountSketch::copy)
                .retracting((s, record) -> s.retract(item.apply(record)))
                .subtracting(CountSketch::subtract);
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
     * @throws IllegalArgumentException if less than that came in all; the counters cannot tell of a single item
     */
    public void retractHash(long hash, long weight) {
        if (weight < 0 || weight > total) {
            throw new IllegalArgumentException("weight must be in 0.." + total + ", as much as came, got " + weight);
        }
        total -= weight;
        add(hash, -weight);
    }

    private void add(long hash, long weight) {
        for (int row = 0; row < table.rows.depth; row++) {
            long product = table.rows.product(row, hash);
            table.cells[table.rows.place(row, product)] += weight * table.rows.sign(product);
        }
    }

    /** The median of the rows; below 0 at times, where an item hardly came and others outweigh it. */
    @Override
    public long estimateHash(long hash) {
        for (int row = 0; row < table.rows.depth; row++) {
            long product = table.rows.product(row, hash);
            ofRows[row] = table.cells[table.rows.place(row, product)] * table.rows.sign(product);
        }
        return median(ofRows);
    }

    /** The sum of the squares of all items' counts, about: the median of the rows' own, whose relative standard error is √(2 / width). */
    public double secondMoment() {
        double[] squares = new double[table.rows.depth];
        for (int i = 0; i < table.cells.length; i++) {
            squares[i / table.rows.width] += (double) table.cells[i] * table.cells[i];
        }
        Arrays.sort(squares);
        return squares[table.rows.depth / 2];
    }

    /** √(8 · F₂ / width), by the estimated second moment: one row is off by more with a probability of at most an eighth. */
    @Override
    public long likelyError() {
        return (long) Math.ceil(Math.sqrt(8 * secondMoment() / table.rows.width));
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
    public void merge(CountSketch other) {
        table.rows.requireLike(other.table.rows, "CountSketch");
        total = Checks.mergedTotal(total, other.total);
        table.add(other.table);
    }

    @Override
    public void subtract(CountSketch other) {
        table.rows.requireLike(other.table.rows, "CountSketch");
        if (other.total > total) {
            throw new IllegalArgumentException(
                    "only what was merged can be subtracted: total must be at least " + other.total + ", got " + total);
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
    public CountSketch copy() {
        CountSketch copy = new CountSketch(new SketchTable(table));
        copy.total = total;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 56 + 8L * table.rows.depth + table.heapBytes();
    }

    /** Form {@code count-sketch} 1: total i64, then the table: width i32, depth i32, seed i64, width × depth counters i64. */
    public static final StateCodec<CountSketch> CODEC =
            StateCodec.of("count-sketch", 1, CountSketch::encode, CountSketch::decode);

    private void encode(StateWriter out) {
        out.writeLong(total);
        table.encode(out);
    }

    private static CountSketch decode(StateReader in) {
        long total = in.readCount("total");
        SketchTable table = SketchTable.decode(in);
        if (total > Checks.MAX_TOTAL || table.rows.depth % 2 == 0) {
            throw in.corrupt("total must be at most " + Checks.MAX_TOTAL + " and depth odd, got " + total + " and "
                    + table.rows.depth);
        }
        CountSketch s = new CountSketch(table);
        s.total = total;
        return s;
    }

    /** Sorts in place: few values, and a call of every query. */
    private static long median(long[] values) {
        for (int i = 1; i < values.length; i++) {
            long value = values[i];
            int at = i;
            while (at > 0 && values[at - 1] > value) {
                values[at] = values[at - 1];
                at--;
            }
            values[at] = value;
        }
        return values[values.length / 2];
    }
}
