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
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Rényi's entropy of one order, and Tsallis', kept up to date: below order 1 rare items weigh more than in Shannon's, above it the frequent ones do. Order 2
 * is the collision entropy, whose Tsallis form is the Gini–Simpson index.
 *
 * <p><b>Method.</b> Rényi, <i>Proc. 4th Berkeley Symposium</i>, 1961; Tsallis, <i>Journal of Statistical Physics</i> 52, 1988; both from the sum of
 * (c<sup>order</sup> - c) / (order - 1) over the counts, which at order 1 is that of c ln c: no order is special, and single items add nothing. The sum is kept without
 * any rounding, hence taking out undoes taking in to the last bit.
 * <p><b>Error.</b> Rounding only, below 1e-11 bits, after any number of updates and retractions. Texts are counted by their 64-bit hash, see
 * {@link ShannonEntropy}; numbers are counted exactly.
 * <p><b>Cost.</b> O(1) per update, retraction and question, nothing allocated once the tables have grown; O(k) per merge or subtraction of k items; about 21 to 43
 * bytes an item, and up to 32 KiB of powers that are known already. {@link ShannonEntropy#renyi} answers any order from the same counts in O(k).
 * <p><b>Units.</b> Bits; Tsallis' entropy has none.
 * <p><b>Empty.</b> 0: nothing is spread.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var collisions = RenyiEntropy.ofOrder(2);
 * "abracadabra".chars().forEach(collisions::update);
 * collisions.estimate();  // 1.7895802203 bits
 * collisions.tsallis();   // 0.7107438017: the chance that two letters differ
 * }</pre>
 */
public final class RenyiEntropy
        implements EntropyEstimator,
                Incremental<RenyiEntropy>,
                Mergeable<RenyiEntropy>,
                Subtractable<RenyiEntropy>,
                Retractable.OfLong {

    /** The highest order: beyond it, take {@link MinEntropy}, from which it would hardly differ. */
    public static final double MAX_ORDER = 16;

    /*
     * With n the total and G = Σ g(c), g(c) = (c^order - c) / (order - 1), we have Σ p^order = n^(1 - order) (1 + (order - 1) G / n). g(1) = 0, and g is 1 or
     * more from 2 on, which bounds the digits of the sum. The sum is a function of the counts: it is no part of the form. Small counts have their g in a
     * table that grows with the largest of them.
     */
    private static final int MAX_KNOWN = 4_096;
    private static final int HIGHEST_BIT_PER_ORDER = 56;
    private static final double LN_2 = Math.log(2);

    private final double order;
    private final ItemCounts counts;
    private final ExactSum sum;
    private double[] known;

    private RenyiEntropy(double order, ItemCounts counts, ExactSum sum, double[] known) {
        this.order = order;
        this.counts = counts;
        this.sum = sum;
        this.known = known;
    }

    /**
     * Entropy of no item yet.
     *
     * @param order from 0 to {@link #MAX_ORDER}; 0 gives the logarithm of the number of different items, 1 is Shannon's
     */
    public static RenyiEntropy ofOrder(double order) {
        requireOrder(order);
        return of(order, new ItemCounts());
    }

    private static RenyiEntropy of(double order, ItemCounts counts) {
        // g(c) is below c^2 up to order 2, where its factor may make it larger than c^order.
        int highest = (int) Math.ceil(HIGHEST_BIT_PER_ORDER * Math.max(2, order)) + 1;
        return new RenyiEntropy(
                order, counts, ExactSum.ofBits(ExactSum.LOWEST_BIT_FROM_ONE, highest), new double[] {0, 0});
    }

    private static void requireOrder(double order) {
        if (!(order >= 0 && order <= MAX_ORDER)) {
            throw new IllegalArgumentException(
                    "order must be in 0.." + MAX_ORDER + ", got " + order + "; for infinity take MinEntropy");
        }
    }

    /** How a dataflow uses it over texts. */
    public static <T> Aggregation<T, RenyiEntropy, Double> aggregation(
            double order, Function<? super T, ? extends CharSequence> item) {
        return aggregation(order, item, RenyiEntropy::estimate);
    }

    /** The same with another answer: {@code RenyiEntropy::tsallis}. */
    public static <T, R> Aggregation<T, RenyiEntropy, R> aggregation(
            double order,
            Function<? super T, ? extends CharSequence> item,
            Function<? super RenyiEntropy, ? extends R> answer) {
        return aggregationOfLongs(order, record -> Hash.ofText(item.apply(record), 0), answer);
    }

    /** How a dataflow uses it over numbers: ports, codes, hashed or packed keys. */
    public static <T, R> Aggregation<T, RenyiEntropy, R> aggregationOfLongs(
            double order, ToLongFunction<? super T> item, Function<? super RenyiEntropy, ? extends R> answer) {
        requireOrder(order); // a wrong one shows here, not at the first record
        Objects.requireNonNull(item, "item");
        return Aggregation.<T, RenyiEntropy, R>of(
                        "renyi-entropy",
                        () -> ofOrder(order),
                        (s, record) -> s.update(item.applyAsLong(record)),
                        answer,
                        CODEC)
                .merging(RenyiEntropy::merge, RenyiEntropy::copy)
                .retracting((s, record) -> s.retract(item.applyAsLong(record)))
                .subtracting(RenyiEntropy::subtract);
    }

    @Override
    public void update(long item) {
        long count = counts.add(item);
        sum.add(power(count));
        sum.subtract(power(count - 1));
    }

    @Override
    public void update(CharSequence item) {
        update(Hash.ofText(item, 0));
    }

    /** Rényi's entropy in bits. */
    @Override
    public double estimate() {
        if (counts.distinct() < 2) {
            return 0;
        }
        double nats =
                order == 1 ? Math.log(counts.total()) - sum.value() / counts.total() : lnSumOfPowers() / (1 - order);
        return Math.min(Math.max(nats, 0), Math.log(counts.distinct())) / LN_2;
    }

    /** Tsallis' entropy, (1 - Σ p<sup>order</sup>) / (order - 1), without a unit; at order 1 the Shannon entropy in nats. */
    public double tsallis() {
        if (counts.distinct() < 2) {
            return 0;
        }
        return order == 1 ? estimate() * LN_2 : Math.max(0, -Math.expm1(lnSumOfPowers()) / (order - 1));
    }

    /** 2 to the entropy, Hill's number: how many equally frequent items would be as spread; 1 when all are the same or there are none. */
    public double perplexity() {
        return Math.pow(2, estimate());
    }

    private double lnSumOfPowers() {
        double total = counts.total();
        return (1 - order) * Math.log(total) + Math.log1p((order - 1) * sum.value() / total);
    }

    /** The order it was made for. */
    public double order() {
        return order;
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
    public void merge(RenyiEntropy other) {
        requireLike(other, "merge");
        counts.requireRoomFor(other.counts);
        if (other == this) {
            merge(other.copy());
            return;
        }
        changeAll(other, 1);
    }

    @Override
    public void retract(long item) {
        long count = counts.remove(item);
        sum.add(power(count));
        sum.subtract(power(count + 1));
    }

    /** Undoes one earlier {@link #update(CharSequence)}. */
    public void retract(CharSequence item) {
        retract(Hash.ofText(item, 0));
    }

    @Override
    public void subtract(RenyiEntropy other) {
        requireLike(other, "subtract");
        if (other == this) {
            reset();
            return;
        }
        counts.requireHolds(other.counts);
        changeAll(other, -1);
    }

    private void requireLike(RenyiEntropy other, String what) {
        if (other.order != order) {
            throw new IllegalArgumentException("cannot " + what + " RenyiEntropy of order " + other.order
                    + " where order is " + order + ": order differs");
        }
    }

    private void changeAll(RenyiEntropy other, int sign) {
        for (LongLongCursor c : other.counts.table) {
            long by = sign * c.value;
            long count = counts.change(c.key, by);
            sum.add(power(count));
            sum.subtract(power(count - by));
        }
    }

    @Override
    public void reset() {
        counts.clear();
        sum.clear();
    }

    @Override
    public RenyiEntropy copy() {
        return new RenyiEntropy(order, counts.copy(), sum.copy(), known); // never written to once filled
    }

    @Override
    public long stateBytes() {
        return 56 + counts.heapBytes() + sum.heapBytes() + 8L * known.length;
    }

    /** Form {@code renyi-entropy} 1: order f64, items i32, then item i64 and count i64 by rising item. */
    public static final StateCodec<RenyiEntropy> CODEC =
            StateCodec.of("renyi-entropy", 1, RenyiEntropy::encode, RenyiEntropy::decode);

    private void encode(StateWriter out) {
        out.writeDouble(order);
        counts.encode(out);
    }

    private static RenyiEntropy decode(StateReader in) {
        double order = in.readFinite("order");
        requireOrder(order);
        RenyiEntropy s = of(order, ItemCounts.decode(in));
        for (LongLongCursor c : s.counts.table) {
            s.sum.add(s.power(c.value));
        }
        return s;
    }

    /** g of a count. */
    private double power(long count) {
        if (count < known.length) {
            return known[(int) count];
        }
        return count < MAX_KNOWN ? learn((int) count) : power(order, count);
    }

    private double learn(int count) {
        int from = known.length;
        known = Arrays.copyOf(known, Math.min(MAX_KNOWN, Integer.highestOneBit(count) * 2));
        for (int c = from; c < known.length; c++) {
            known[c] = power(order, c);
        }
        return known[count];
    }

    private static double power(double order, long count) {
        if (order == 2) {
            return (double) count * (count - 1);
        }
        double ln = StrictMath.log(count);
        return order == 1 ? count * ln : count * (StrictMath.expm1((order - 1) * ln) / (order - 1));
    }
}
