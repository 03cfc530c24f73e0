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
import io.rivulet.algorithms.Subtractable;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Min-entropy of the items seen so far: the bits of the surest guess, which is the most frequent item. Rényi's entropy of infinite order, and the lowest of all
 * orders: what decides is the largest share alone.
 *
 * <p><b>Method.</b> Beside the counts of items it keeps how many items have each count: where a record leaves, the largest count can only go down by one, so no
 * search is needed.
 * <p><b>Error.</b> None but the rounding of one logarithm. Texts are counted by their 64-bit hash, see {@link ShannonEntropy}; numbers are counted exactly.
 * <p><b>Cost.</b> O(1) per update, retraction and question, nothing allocated once the tables have grown; O(k) per merge or subtraction of k items; about 21 to 43
 * bytes an item, and as much for each different count, of which there are at most √(2n).
 * <p><b>Units.</b> Bits.
 * <p><b>Empty.</b> 0: nothing is spread.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var guess = MinEntropy.create();
 * "abracadabra".chars().forEach(guess::update);
 * guess.largestShare();  // 0.4545…: five of eleven letters are a
 * guess.estimate();      // 1.1375035237 bits
 * }</pre>
 */
public final class MinEntropy
        implements EntropyEstimator,
                Incremental<MinEntropy>,
                Mergeable<MinEntropy>,
                Subtractable<MinEntropy>,
                Retractable.OfLong {

    /*
     * itemsWith: how many items have a count, for each count that occurs. largest is the greatest of its keys, 0 if there is none. Both are functions of the
     * counts, and no part of the form.
     */
    private final ItemCounts counts;
    private final LongLongHashMap itemsWith;
    private long largest;

    private MinEntropy(ItemCounts counts, LongLongHashMap itemsWith) {
        this.counts = counts;
        this.itemsWith = itemsWith;
    }

    /** Entropy of no item yet. */
    public static MinEntropy create() {
        return new MinEntropy(new ItemCounts(), new LongLongHashMap());
    }

    /** How a dataflow uses it over texts. */
    public static <T> Aggregation<T, MinEntropy, Double> aggregation(Function<? super T, ? extends CharSequence> item) {
        return aggregationOfLongs(record -> Hash.ofText(item.apply(record), 0));
    }

    /** How a dataflow uses it over numbers: ports, codes, hashed or packed keys. */
    public static <T> Aggregation<T, MinEntropy, Double> aggregationOfLongs(ToLongFunction<? super T> item) {
        return Aggregation.<T, MinEntropy, Double>of(
                        "min-entropy",
                        MinEntropy::create,
                        (s, record) -> s.update(item.applyAsLong(record)),
                        MinEntropy::estimate,
                        CODEC)
                .merging(MinEntropy::merge, MinEntropy::copy)
                .retracting((s, record) -> s.retract(item.applyAsLong(record)))
                .subtracting(MinEntropy::subtract);
    }

    @Override
    public void update(long item) {
        long count = counts.add(item);
        leave(count - 1);
        enter(count);
        largest = Math.max(largest, count);
    }

    @Override
    public void update(CharSequence item) {
        update(Hash.ofText(item, 0));
    }

    /** -lg of the largest share, in bits. */
    @Override
    public double estimate() {
        return counts.distinct() < 2 ? 0 : -Math.log(largestShare()) / Math.log(2);
    }

    /** How often the most frequent item is in; 0 if there is none. */
    public long largestCount() {
        return largest;
    }

    /** The most frequent item's part of all, which is how often the surest guess is right; {@code NaN} for an empty stream. */
    public double largestShare() {
        return (double) largest / counts.total();
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
    public void merge(MinEntropy other) {
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
        leave(count + 1);
        enter(count);
        if (count + 1 == largest && !itemsWith.containsKey(largest)) {
            largest = count; // the item itself, or none at all
        }
    }

    /** Undoes one earlier {@link #update(CharSequence)}. */
    public void retract(CharSequence item) {
        retract(Hash.ofText(item, 0));
    }

    @Override
    public void subtract(MinEntropy other) {
        if (other == this) {
            reset();
            return;
        }
        counts.requireHolds(other.counts);
        changeAll(other, -1);
    }

    private void changeAll(MinEntropy other, int sign) {
        for (LongLongCursor c : other.counts.table) {
            long by = sign * c.value;
            long count = counts.change(c.key, by);
            leave(count - by);
            enter(count);
        }
        findLargest();
    }

    private void enter(long count) {
        if (count > 0) {
            itemsWith.addTo(count, 1);
        }
    }

    private void leave(long count) {
        if (count > 0 && itemsWith.addTo(count, -1) == 0) {
            itemsWith.remove(count);
        }
    }

    private void findLargest() {
        largest = 0;
        for (LongLongCursor c : itemsWith) {
            largest = Math.max(largest, c.key);
        }
    }

    @Override
    public void reset() {
        counts.clear();
        itemsWith.clear();
        largest = 0;
    }

    @Override
    public MinEntropy copy() {
        MinEntropy copy = new MinEntropy(counts.copy(), itemsWith.clone());
        copy.largest = largest;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 152 + counts.heapBytes() + 16L * itemsWith.keys.length;
    }

    /** Form {@code min-entropy} 1: items i32, then item i64 and count i64 by rising item. */
    public static final StateCodec<MinEntropy> CODEC =
            StateCodec.of("min-entropy", 1, (s, out) -> s.counts.encode(out), MinEntropy::decode);

    private static MinEntropy decode(StateReader in) {
        MinEntropy s = new MinEntropy(ItemCounts.decode(in), new LongLongHashMap());
        for (LongLongCursor c : s.counts.table) {
            s.enter(c.value);
        }
        s.findLargest();
        return s;
    }
}
