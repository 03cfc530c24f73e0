package io.rivulet.algorithms.entropy;

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
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Shannon entropy of the items seen so far: how spread they are, 0 when all are the same, {@code lg k} when k items are equally frequent.
 *
 * <p><b>Method.</b> Shannon, <i>Bell System Technical Journal</i> 27, 1948; kept incrementally as the sum of {@code c lg c} over the counts, with
 * compensated summation, and summed anew now and then. Sovdat (arXiv 1403.6348, 2014) updates the entropy itself; the
 * sum is kept here instead because it costs one addition per update, can be retracted, and merges.
 * <p><b>Error.</b> Rounding only, below 1e-10 bits after any number of updates and retractions. Texts are counted by their 64-bit hash: two of k
 * different texts are taken for one with probability below k² / 2<sup>65</sup>; numbers are counted exactly.
 * <p><b>Cost.</b> O(1) per update and retraction, nothing allocated once the table has grown; O(k) per merge or subtraction of k items; about 21 to 43 bytes an item.
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
     * cLgC is the sum of c lg c over all counts c. Every change adds f(new count) - f(old count); after enough changes the sum is taken anew, which
     * keeps the cost O(1) on average. The order of the additions shows in the last bits, so whatever walks the table, whose own order differs from one
     * instance to the next, sorts first or sums whole numbers.
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

    /** Below this part of lg n, lg n - S / n has lost too many digits to rounding. */
    private static final double TINY = 1e-9;

    /** Differences of c lg c are 0 or above 1, so that doubles hold them as multiples of 2 to the minus this. */
    private static final int FRACTION_BITS = 52;

    private final ItemCounts counts;
    private final CompensatedSum sum = new CompensatedSum();
    private long changes;

    private ShannonEntropy(ItemCounts counts) {
        this.counts = counts;
    }

    /** Entropy of no item yet. */
    public static ShannonEntropy create() {
        return new ShannonEntropy(new ItemCounts());
    }

    /** How a dataflow uses it over texts. */
    public static <T> Aggregation<T, ShannonEntropy, Double> aggregation(
            Function<? super T, ? extends CharSequence> item) {
        return aggregation(item, ShannonEntropy::estimate);
    }

    /** The same with another answer: {@code ShannonEntropy::perplexity}, {@code s -> s.renyi(2)}. */
    public static <T, R> Aggregation<T, ShannonEntropy, R> aggregation(
            Function<? super T, ? extends CharSequence> item, Function<? super ShannonEntropy, ? extends R> answer) {
        return aggregationOfLongs(record -> Hash.ofText(item.apply(record), 0), answer);
    }

    /** How a dataflow uses it over numbers: ports, codes, hashed or packed keys. */
    public static <T> Aggregation<T, ShannonEntropy, Double> aggregationOfLongs(ToLongFunction<? super T> item) {
        return aggregationOfLongs(item, ShannonEntropy::estimate);
    }

    /** The same with another answer. */
    public static <T, R> Aggregation<T, ShannonEntropy, R> aggregationOfLongs(
            ToLongFunction<? super T> item, Function<? super ShannonEntropy, ? extends R> answer) {
        Objects.requireNonNull(item, "item");
        return Aggregation.<T, ShannonEntropy, R>of(
                        "shannon-entropy",
                        ShannonEntropy::create,
                        (s, record) -> s.update(item.applyAsLong(record)),
                        answer,
                        CODEC)
                .merging(ShannonEntropy::merge, ShannonEntropy::copy)
                .retracting((s, record) -> s.retract(item.applyAsLong(record)))
                .subtracting(ShannonEntropy::subtract);
    }

    /** Takes one number in as an item of its own. */
    @Override
    public void update(long item) {
        change(counts.add(item), 1);
    }

    /** Takes one text in; equal texts are the same item. */
    @Override
    public void update(CharSequence item) {
        update(Hash.ofText(item, 0));
    }

    /** {@inheritDoc} Constant time, but for a stream that is all but constant: there the counts are walked, fewer than a billionth of the items. */
    @Override
    public double estimate() {
        if (counts.distinct() < 2) {
            return 0;
        }
        long total = counts.total();
        double lgTotal = lg(total);
        double bits = lgTotal - sum.value() / total;
        return bits < TINY * lgTotal ? estimateByWalk() : Math.min(bits, lg(counts.distinct()));
    }

    /** Entropy divided by lg {@link #distinct}: 1 when all items seen are equally frequent, 0 for fewer than two. */
    public double normalized() {
        return counts.distinct() < 2 ? 0 : estimate() / lg(counts.distinct());
    }

    /** 2 to the entropy: how many equally frequent items would be as spread; 1 when all are the same or there are none. */
    public double perplexity() {
        return Math.pow(2, estimate());
    }

    /**
     * Rényi's entropy of any order, in bits: 0 gives lg {@link #distinct} (Hartley), 1 the Shannon entropy, 2 the collision entropy, infinity the min-entropy.
     * The higher the order, the more the frequent items decide. Walks the counts: where it is asked for after every update, {@link RenyiEntropy} keeps one
     * order in constant time, and {@link MinEntropy} the last.
     *
     * @param order 0 or more, infinity too
     */
    public double renyi(double order) {
        return CountEntropies.renyi(counts, order);
    }

    /**
     * Tsallis' entropy of any order, (1 - Σ p<sup>order</sup>) / (order - 1), without a unit: 0 gives {@link #distinct} - 1, 1 the Shannon entropy in nats, 2
     * the Gini–Simpson index. Walks the counts.
     *
     * @param order 0 or more, infinity too, which gives 0
     */
    public double tsallis(double order) {
        return CountEntropies.tsallis(counts, order);
    }

    /** The chance that two items drawn at random, with replacement, differ: 1 - Σ p², that of Gini and Simpson; 0 for an empty stream. Walks the counts. */
    public double giniSimpson() {
        return tsallis(2);
    }

    /** The bits of the surest guess: -lg of the most frequent item's share. Walks the counts; {@link MinEntropy} keeps it in constant time. */
    public double minEntropy() {
        return renyi(Double.POSITIVE_INFINITY);
    }

    /**
     * An estimate of the entropy of the source that the items were drawn from, in bits: a sample shows too little of it, by (k - 1) / 2n nats for k
     * items in n draws (Miller, <i>Information Theory in Psychology</i>, 1955). Compare windows of different lengths by this one. May exceed lg
     * {@link #distinct}, since the source may have more items than were seen.
     */
    public double millerMadow() {
        return counts.total() == 0 ? 0 : estimate() + (counts.distinct() - 1) / (2.0 * counts.total()) / LN_2;
    }

    /**
     * The same by Grassberger (arXiv physics/0307138, 2003), which corrects each count by itself: better than {@link #millerMadow} where many items came once
     * or twice only. Walks the counts.
     */
    public double grassberger() {
        return CountEntropies.grassberger(counts);
    }

    /**
     * The same by Chao and Shen (<i>Environmental and Ecological Statistics</i> 10, 2003), which reckons with items not seen at all, as many as those that came
     * once tell of: the choice where the sample is smaller than the alphabet. If every item came once, one of them is taken to have come twice. Walks the counts.
     */
    public double chaoShen() {
        return CountEntropies.chaoShen(counts);
    }

    /** How many different items are in. */
    public int distinct() {
        return counts.distinct();
    }

    /** How many items are in, repetitions counted. */
    public long count() {
        return counts.total();
    }

    @Override
    public void merge(ShannonEntropy other) {
        counts.requireRoomFor(other.counts);
        if (other == this) {
            merge(other.copy());
            return;
        }
        changeAll(other, 1);
    }

    @Override
    public void retract(long item) {
        change(counts.remove(item), -1);
    }

    /** Undoes one earlier {@link #update(CharSequence)}. */
    public void retract(CharSequence item) {
        retract(Hash.ofText(item, 0));
    }

    /** Checks that {@link #subtract} will not refuse. */
    void requireHolds(ShannonEntropy other) {
        counts.requireHolds(other.counts);
    }

    /** How often an item is in. */
    long count(long item) {
        return counts.of(item);
    }

    @Override
    public void subtract(ShannonEntropy other) {
        if (other == this) {
            reset();
            return;
        }
        counts.requireHolds(other.counts);
        changeAll(other, -1);
    }

    @Override
    public void reset() {
        counts.clear();
        sum.clear();
        changes = 0;
    }

    @Override
    public ShannonEntropy copy() {
        ShannonEntropy copy = new ShannonEntropy(counts.copy());
        copy.sum.set(sum);
        copy.changes = changes;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 72 + counts.heapBytes();
    }

    /** Form {@code shannon-entropy} 1: sum f64, compensation f64, changes i64, items i32, then item i64 and count i64 by rising item. */
    public static final StateCodec<ShannonEntropy> CODEC =
            StateCodec.of("shannon-entropy", 1, ShannonEntropy::encode, ShannonEntropy::decode);

    private void encode(StateWriter out) {
        sum.encode(out);
        out.writeLong(changes);
        counts.encode(out);
    }

    private static ShannonEntropy decode(StateReader in) {
        CompensatedSum sum = CompensatedSum.decode("sum", in);
        long changes = in.readCount("changes");
        ShannonEntropy s = new ShannonEntropy(ItemCounts.decode(in));
        s.sumAnew();
        sum.requireCloseTo(s.sum, "sum", in);
        s.sum.set(sum);
        s.changes = changes;
        return s;
    }

    /** Books that the count of one item moved by {@code by} and is now {@code count}. */
    private void change(long count, long by) {
        sum.add(cLgC(count) - cLgC(count - by));
        changed(1);
    }

    /** Adds the other's counts, or takes them away; the differences are summed in fixed point, which makes the same sum in any order. */
    private void changeAll(ShannonEntropy other, int sign) {
        long whole = 0;
        long fraction = 0;
        for (LongLongCursor c : other.counts.table) {
            long by = sign * c.value;
            long count = counts.change(c.key, by);
            double delta = cLgC(count) - cLgC(count - by);
            double floor = Math.floor(delta);
            fraction += (long) Math.scalb(delta - floor, FRACTION_BITS);
            whole += (long) floor + (fraction >> FRACTION_BITS);
            fraction &= (1L << FRACTION_BITS) - 1;
        }
        sum.add(whole);
        sum.add(Math.scalb((double) fraction, -FRACTION_BITS));
        changed(other.counts.distinct());
    }

    private void changed(int times) {
        changes += times;
        if (changes >= CHANGES_BEFORE_NEW_SUM && changes >= 16L * counts.distinct()) {
            sumAnew();
        }
    }

    private void sumAnew() {
        sum.clear();
        for (long count : counts.sortedCounts()) {
            sum.add(cLgC(count));
        }
        changes = 0;
    }

    /** The sum of -p lg p itself, which keeps its digits where one p is almost 1; the least first. */
    private double estimateByWalk() {
        long total = counts.total();
        double nats = 0;
        for (long count : counts.sortedCounts()) {
            double share = (double) count / total;
            nats -= share < 0.5 ? share * Math.log(share) : share * Math.log1p(-(double) (total - count) / total);
        }
        return nats / LN_2;
    }

    /** c lg c, which is 0 for 0. */
    static double cLgC(long count) {
        return count < TABLE ? C_LG_C[(int) count] : count * Math.log(count) / LN_2;
    }

    private static double lg(long count) {
        return Math.log(count) / LN_2;
    }
}
