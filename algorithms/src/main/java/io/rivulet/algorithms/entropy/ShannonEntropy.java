package io.rivulet.algorithms.entropy;

import com.carrotsearch.hppc.LongLongHashMap;
import com.carrotsearch.hppc.cursors.LongLongCursor;
import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.Retractable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.algorithms.Subtractable;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Shannon entropy of the items seen so far: how spread they are, 0 when all are the same, {@code lg k} when k items are equally frequent.
 *
 * <p><b>Method.</b> Shannon, <i>Bell System Technical Journal</i> 27, 1948; kept incrementally as the sum of {@code c lg c} over the counts, with
 * compensated summation (Neumaier, <i>ZAMM</i> 54, 1974), and summed anew now and then. Sovdat (arXiv 1403.6348, 2014) updates the entropy itself; the
 * sum is kept here instead because it costs one addition per update, can be retracted, and merges.
 * <p><b>Error.</b> Rounding only, below 1e-10 bits after any number of updates and retractions. Texts are counted by their 64-bit hash: two of k
 * different texts are taken for one with probability below k² / 2<sup>65</sup>; numbers are counted exactly.
 * <p><b>Cost.</b> O(1) per update and retraction, nothing allocated once the table has grown; O(smaller side) per merge; about 27 to 54 bytes an item.
 * <p><b>Units.</b> Bits; divide by lg b for another base.
 * <p><b>Empty.</b> 0: nothing is spread.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var entropy = ShannonEntropy.create();
 * "mississippi".chars().forEach(entropy::update);
 * entropy.estimate();  // 1.823067982273661
 * }</pre>
 */
public final class ShannonEntropy
        implements EntropyEstimator,
                Incremental<ShannonEntropy>,
                Mergeable<ShannonEntropy>,
                Subtractable<ShannonEntropy>,
                Retractable.OfLong {

    /*
     * sum + compensation is the sum of c lg c over all counts c. Every change adds f(new count) - f(old count); after enough changes the sum is
     * taken anew, which keeps the cost O(1) on average. Invariants: counts holds no zero, total is the sum of its values.
     */
    private static final int TABLE = 4096;
    private static final double[] C_LG_C = new double[TABLE];
    private static final double LN_2 = Math.log(2);
    private static final int CHANGES_BEFORE_NEW_SUM = 1 << 20;

    static {
        for (int c = 2; c < TABLE; c++) {
            C_LG_C[c] = c * Math.log(c) / LN_2;
        }
    }

    private final LongLongHashMap counts;
    private long total;
    private double sum;
    private double compensation;
    private long changes;

    private ShannonEntropy(LongLongHashMap counts) {
        this.counts = counts;
    }

    /** Entropy of no item yet. */
    public static ShannonEntropy create() {
        return new ShannonEntropy(new LongLongHashMap());
    }

    /** How a dataflow uses it over texts. */
    public static <T> Aggregation<T, ShannonEntropy, Double> aggregation(
            Function<? super T, ? extends CharSequence> item) {
        return aggregationOfLongs(record -> Hash.ofText(item.apply(record), 0));
    }

    /** How a dataflow uses it over numbers: ports, codes, hashed or packed keys. */
    public static <T> Aggregation<T, ShannonEntropy, Double> aggregationOfLongs(ToLongFunction<? super T> item) {
        return Aggregation.<T, ShannonEntropy, Double>of(
                        "shannon-entropy",
                        ShannonEntropy::create,
                        (s, record) -> s.update(item.applyAsLong(record)),
                        ShannonEntropy::estimate,
                        CODEC)
                .merging(ShannonEntropy::merge, ShannonEntropy::copy)
                .retracting((s, record) -> s.retract(item.applyAsLong(record)))
                .subtracting(ShannonEntropy::subtract);
    }

    /** Takes one number in as an item of its own. */
    @Override
    public void update(long item) {
        change(counts.addTo(item, 1), 1);
    }

    /** Takes one text in; equal texts are the same item. */
    @Override
    public void update(CharSequence item) {
        update(Hash.ofText(item, 0));
    }

    @Override
    public double estimate() {
        if (total == 0) {
            return 0;
        }
        double bits = Math.log(total) / LN_2 - (sum + compensation) / total;
        return Math.min(Math.max(bits, 0), Math.log(counts.size()) / LN_2);
    }

    /** Entropy divided by lg {@link #distinct}: 1 when all items seen are equally frequent, 0 for fewer than two. */
    public double normalized() {
        return counts.size() < 2 ? 0 : estimate() / (Math.log(counts.size()) / LN_2);
    }

    /** How many different items are in. */
    public int distinct() {
        return counts.size();
    }

    /** How many items are in, repetitions counted. */
    public long count() {
        return total;
    }

    @Override
    public void merge(ShannonEntropy other) {
        if (other == this) {
            merge(other.copy());
            return;
        }
        for (LongLongCursor c : other.counts) {
            change(counts.addTo(c.key, c.value), c.value);
        }
    }

    @Override
    public void retract(long item) {
        long count = counts.get(item);
        if (count == 0) {
            throw new IllegalArgumentException("item must have been taken in before, got " + item + " that is not in");
        }
        lower(item, count, 1);
    }

    /** Undoes one earlier {@link #update(CharSequence)}. */
    public void retract(CharSequence item) {
        retract(Hash.ofText(item, 0));
    }

    @Override
    public void subtract(ShannonEntropy other) {
        if (other == this) {
            reset();
            return;
        }
        for (LongLongCursor c : other.counts) {
            if (counts.get(c.key) < c.value) {
                throw new IllegalArgumentException("other must be part of this, but has item " + c.key + " " + c.value
                        + " times, this only " + counts.get(c.key));
            }
        }
        for (LongLongCursor c : other.counts) {
            lower(c.key, counts.get(c.key), c.value);
        }
    }

    @Override
    public void reset() {
        counts.clear();
        total = 0;
        sum = 0;
        compensation = 0;
        changes = 0;
    }

    @Override
    public ShannonEntropy copy() {
        ShannonEntropy copy = new ShannonEntropy(new LongLongHashMap(counts));
        copy.total = total;
        copy.sum = sum;
        copy.compensation = compensation;
        copy.changes = changes;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 160 + 16L * counts.keys.length;
    }

    /** Form {@code shannon-entropy} 1: sum f64, compensation f64, changes i64, items i32, then item i64 and count i64 by rising item. */
    public static final StateCodec<ShannonEntropy> CODEC =
            StateCodec.of("shannon-entropy", 1, ShannonEntropy::encode, ShannonEntropy::decode);

    private void encode(StateWriter out) {
        out.writeDouble(sum).writeDouble(compensation).writeLong(changes).writeInt(counts.size());
        long[] items = counts.keys().toArray();
        Arrays.sort(items);
        for (long item : items) {
            out.writeLong(item).writeLong(counts.get(item));
        }
    }

    private static ShannonEntropy decode(StateReader in) {
        double sum = in.readFinite("sum");
        double compensation = in.readFinite("compensation");
        long changes = in.readCount("changes");
        int size = in.readLength("items", 16);
        ShannonEntropy s = new ShannonEntropy(new LongLongHashMap(size));
        long last = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            long item = in.readLong();
            long count = in.readCount("count");
            if (count == 0 || i > 0 && item <= last || s.total + count < 0) {
                throw in.corrupt("items must rise and counts be positive, got item " + item + " with count " + count);
            }
            last = item;
            s.counts.put(item, count);
            s.total += count;
        }
        s.sumAnew();
        if (Math.abs(s.sum - sum - compensation) > 1e-6 * Math.max(1, s.sum)) {
            throw in.corrupt("sum must fit the counts, " + s.sum + ", got " + (sum + compensation));
        }
        s.sum = sum;
        s.compensation = compensation;
        s.changes = changes;
        return s;
    }

    private void lower(long item, long count, long by) {
        if (count == by) {
            counts.remove(item);
        } else {
            counts.put(item, count - by);
        }
        change(count - by, -by);
    }

    /** Books that the count of one item moved by {@code by} and is now {@code count}. */
    private void change(long count, long by) {
        total += by;
        double delta = cLgC(count) - cLgC(count - by);
        double next = sum + delta;
        compensation += Math.abs(sum) >= Math.abs(delta) ? (sum - next) + delta : (delta - next) + sum;
        sum = next;
        if (++changes >= CHANGES_BEFORE_NEW_SUM && changes >= 16L * counts.size()) {
            sumAnew();
        }
    }

    /** In the order of the counts, not of the table, so that a restored state sums alike. */
    private void sumAnew() {
        long[] values = counts.values().toArray();
        Arrays.sort(values);
        double anew = 0;
        for (long count : values) {
            anew += cLgC(count);
        }
        sum = anew;
        compensation = 0;
        changes = 0;
    }

    private static double cLgC(long count) {
        return count < TABLE ? C_LG_C[(int) count] : count * Math.log(count) / LN_2;
    }
}
