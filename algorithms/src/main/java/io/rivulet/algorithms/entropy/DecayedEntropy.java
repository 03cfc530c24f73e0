package io.rivulet.algorithms.entropy;

import com.carrotsearch.hppc.LongDoubleHashMap;
import com.carrotsearch.hppc.cursors.LongDoubleCursor;
import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.ForwardDecay;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Shannon entropy of a stream that fades: an item counts half after one half-life, a quarter after two, so that old ones go without a window's edge.
 *
 * <p><b>Method.</b> Forward decay (Cormode, Shkapenyuk, Srivastava and Xu, ICDE 2009): an item gets the weight 2<sup>(t − L) / half-life</sup> for a landmark
 * L, once and for all. Entropy depends on shares only, so neither a tick nor the time of the question matters, and late items need no special care.
 * <p><b>Error.</b> Rounding, below 1e-10 bits. Texts are counted by their 64-bit hash, see {@link ShannonEntropy}; numbers are counted exactly. An item
 * with a time far ahead outweighs everything before it: keep wild clocks out.
 * <p><b>Cost.</b> O(1) per update, O(lg k) on average for k items in; nothing allocated but once in 32 half-lives; O(k lg k) per merge; about 21 to 43 bytes
 * for each item of the last 75 half-lives or so: lighter ones go.
 * <p><b>Units.</b> Bits; times in milliseconds.
 * <p><b>Empty.</b> 0: nothing is spread.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var entropy = DecayedEntropy.of(Duration.ofMinutes(1));
 * entropy.update("a", 0);
 * entropy.update("b", 60_000);  // weighs twice as much by now
 * entropy.estimate();           // 0.918295834054: that of 1/3 and 2/3
 * }</pre>
 */
public final class DecayedEntropy implements Incremental<DecayedEntropy>, Mergeable<DecayedEntropy> {

    /** The longest half-life. */
    public static final Duration MAX_HALF_LIFE = ForwardDecay.MAX_HALF_LIFE;

    /** Times from the epoch, before or after, up to this many milliseconds. */
    public static final long MAX_TIME_MILLIS = ForwardDecay.MAX_TIME_MILLIS;

    /*
     * With w the weights, T their sum and S the sum of w lg w, the entropy is lg T - S / T.
     *
     * The landmark moves before an item would weigh more than 2^33. Overflow would allow some 800 half-lives more; but lg T - S / T loses the digits of lg T,
     * and the move is also when light items are dropped. It walks the items of the last 32 half-lives and those not yet dropped, hence O(1) each.
     *
     * Invariants: unless it is empty, T >= 1 up to rounding, for the item that set the landmark is in; weights are at least 2^LIGHTEST.
     */
    private static final int LIGHTEST = ForwardDecay.LIGHTEST;
    private static final double MAX_WEIGHT = ForwardDecay.MAX_WEIGHT;
    private static final double NEGLIGIBLE_SHARE = 1e-12;
    private static final double LN_2 = Math.log(2);

    private final ForwardDecay decay;
    private final LongDoubleHashMap weights;
    private final CompensatedSum total = new CompensatedSum();
    private final CompensatedSum wLgW = new CompensatedSum();

    /** Of the weights of single updates, not of the items' sums. */
    private double squares;

    private DecayedEntropy(ForwardDecay decay, LongDoubleHashMap weights) {
        this.decay = decay;
        this.weights = weights;
    }

    /**
     * Entropy of no item yet.
     *
     * @param halfLife from one millisecond to {@link #MAX_HALF_LIFE}; a third of the window that one would have taken is a good start
     */
    public static DecayedEntropy of(Duration halfLife) {
        return new DecayedEntropy(new ForwardDecay(halfLife), new LongDoubleHashMap());
    }

    /** How a dataflow uses it over texts. */
    public static <T> Aggregation<T, DecayedEntropy, Double> aggregation(
            Duration halfLife, Function<? super T, ? extends CharSequence> item) {
        return aggregationOfLongs(halfLife, record -> Hash.ofText(item.apply(record), 0));
    }

    /** How a dataflow uses it over numbers: ports, codes, hashed or packed keys. */
    public static <T> Aggregation<T, DecayedEntropy, Double> aggregationOfLongs(
            Duration halfLife, ToLongFunction<? super T> item) {
        of(halfLife); // a wrong one shows here, not at the first record
        return Aggregation.<T, DecayedEntropy, Double>ofTimed(
                        "decayed-entropy",
                        () -> of(halfLife),
                        (s, record, time) -> s.update(item.applyAsLong(record), time),
                        (s, now) -> s.estimate(),
                        CODEC)
                .merging(DecayedEntropy::merge, DecayedEntropy::copy);
    }

    /**
     * Takes one number in as an item of its own; times may come in any order.
     *
     * @throws IllegalArgumentException if the time is more than {@link #MAX_TIME_MILLIS} from the epoch
     */
    public void update(long item, long timeMillis) {
        ForwardDecay.requireTime(timeMillis);
        if (weights.isEmpty()) {
            decay.start(timeMillis);
        } else if (decay.isFarBehind(timeMillis)) {
            moveLandmark(decay.shiftTo(timeMillis));
        }
        double weight = decay.weight(timeMillis);
        if (weight == 0) {
            return; // so late that it is nothing
        }
        add(item, weight);
        squares += weight * weight;
    }

    /** Takes one text in; equal texts are the same item. Otherwise as {@link #update(long, long)}. */
    public void update(CharSequence item, long timeMillis) {
        update(Hash.ofText(item, 0), timeMillis);
    }

    /** The Shannon entropy of the items' shares of the weight, in bits, at whatever time it is asked for. */
    public double estimate() {
        if (weights.size() < 2) {
            return 0;
        }
        double sum = total.value();
        double bits = lg(sum) - wLgW.value() / sum;
        return Math.min(Math.max(bits, 0), lg(weights.size()));
    }

    /** 2 to the entropy: how many equally heavy items would be as spread; 1 when all are the same or there are none. */
    public double perplexity() {
        return Math.pow(2, estimate());
    }

    /**
     * How many equally heavy updates would tell as much (Kish): the square of the weights' sum by the sum of their squares. In a steady stream it is
     * 2.9 times the updates of one half-life.
     */
    public double effectiveCount() {
        return weights.isEmpty() ? 0 : total.value() * total.value() / squares;
    }

    /** How many different items are in; those that have become too light to matter are not. */
    public int distinct() {
        return weights.size();
    }

    /** After how long an item counts half. */
    public Duration halfLife() {
        return decay.halfLife();
    }

    @Override
    public void merge(DecayedEntropy other) {
        if (!other.halfLife().equals(halfLife())) {
            throw new IllegalArgumentException("cannot merge DecayedEntropy of half-life " + halfLife() + " with "
                    + other.halfLife() + ": half-life differs");
        }
        if (other.weights.isEmpty()) {
            return;
        }
        if (weights.isEmpty()) {
            weights.putAll(other.weights);
            takeSums(other);
            return;
        }
        if (other == this) {
            merge(other.copy());
            return;
        }
        long ahead = other.decay.landmark() - decay.landmark();
        boolean moves = decay.isFarBehind(other.decay);
        int shift = moves ? 0 : (int) Math.max(ahead, 2 * LIGHTEST);
        if (!(total.value() + Math.scalb(other.total.value(), shift) <= MAX_WEIGHT)) {
            throw new IllegalArgumentException("weights must stay within 2^200 together, got " + total.value() + " and "
                    + other.total.value() + " times 2^" + shift);
        }
        if (moves) {
            moveLandmark(ahead);
        }
        for (long item : other.sortedItems()) {
            double weight = Math.scalb(other.weights.get(item), shift);
            if (weight >= Math.scalb(1.0, LIGHTEST)) {
                add(item, weight);
            }
        }
        squares += Math.scalb(other.squares, 2 * shift);
    }

    @Override
    public void reset() {
        weights.clear();
        total.clear();
        wLgW.clear();
        squares = 0;
        decay.start(0);
    }

    @Override
    public DecayedEntropy copy() {
        DecayedEntropy copy = new DecayedEntropy(new ForwardDecay(halfLife()), weights.clone());
        copy.takeSums(this);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 208 + 16L * weights.keys.length;
    }

    /**
     * Form {@code decayed-entropy} 1: half-life i64, landmark i64, sum of weights 2 × f64, sum of w lg w 2 × f64, squares f64, items i32, then item i64 and
     * weight f64 by rising item.
     */
    public static final StateCodec<DecayedEntropy> CODEC =
            StateCodec.of("decayed-entropy", 1, DecayedEntropy::encode, DecayedEntropy::decode);

    private void encode(StateWriter out) {
        decay.encode(out);
        total.encode(out);
        wLgW.encode(out);
        out.writeDouble(squares).writeInt(weights.size());
        for (long item : sortedItems()) {
            out.writeLong(item).writeDouble(weights.get(item));
        }
    }

    private static DecayedEntropy decode(StateReader in) {
        ForwardDecay decay = ForwardDecay.decode(in);
        CompensatedSum total = CompensatedSum.decode("sum of weights", in);
        CompensatedSum wLgW = CompensatedSum.decode("sum of w lg w", in);
        double squares = in.readFinite("squares");
        int size = in.readLength("items", 16);
        DecayedEntropy s = new DecayedEntropy(decay, new LongDoubleHashMap(size));
        long last = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            long item = in.readLong();
            double weight = in.readDouble();
            if (i > 0 && item <= last || !(weight >= Math.scalb(1.0, LIGHTEST) && weight <= MAX_WEIGHT)) {
                throw in.corrupt("items must rise and weights be positive, got item " + item + " with " + weight);
            }
            last = item;
            s.weights.put(item, weight);
        }
        s.sumAnew();
        total.requireCloseTo(s.total, "sum of weights", in);
        wLgW.requireCloseTo(s.wLgW, "sum of w lg w", in);
        double sum = s.total.value();
        boolean fits = size == 0
                ? squares == 0 && decay.landmark() == 0
                : sum >= 0.99 && squares >= 0.99 && squares <= 1.01 * sum * sum;
        if (!fits) {
            throw in.corrupt("squares and landmark must fit the weights, got " + squares + " and " + decay.landmark());
        }
        s.total.set(total);
        s.wLgW.set(wLgW);
        s.squares = squares;
        return s;
    }

    private void takeSums(DecayedEntropy other) {
        total.set(other.total);
        wLgW.set(other.wLgW);
        squares = other.squares;
        decay.start(other.decay);
    }

    private void add(long item, double weight) {
        double before = 0;
        double after = weight;
        int at = weights.indexOf(item);
        if (weights.indexExists(at)) {
            before = weights.indexGet(at);
            after += before;
            weights.indexReplace(at, after);
        } else {
            weights.indexInsert(at, item, weight);
        }
        // What the table took in, rounded as it was: then lg T - S / T is the entropy of the table's weights.
        total.add(after - before);
        wLgW.add(wLgW(after) - wLgW(before));
    }

    /** Moves the landmark on by so many half-lives, and drops the lightest items as long as their share is negligible even together. */
    private void moveLandmark(long halfLives) {
        int shift = (int) Math.min(halfLives, -2 * LIGHTEST);
        double[] rising = sortedWeights();
        double lightest = Math.scalb(1.0, LIGHTEST + shift);
        double negligible = NEGLIGIBLE_SHARE * total.value();
        double lighter = 0;
        int kept = 0;
        while (kept < rising.length && (rising[kept] < lightest || lighter + rising[kept] <= negligible)) {
            lighter += rising[kept++];
        }
        // Equals stay or go together, whatever the table's order.
        double cut = kept < rising.length ? rising[kept] : Double.POSITIVE_INFINITY;
        weights.removeAll((item, weight) -> weight < cut);
        double factor = Math.scalb(1.0, -shift);
        for (LongDoubleCursor c : weights) {
            weights.indexReplace(c.index, c.value * factor);
        }
        sumAnew();
        squares = weights.isEmpty() ? 0 : squares * factor * factor;
        decay.move(halfLives);
    }

    /** In the order of the weights, not of the table, which differs from one instance to the next. */
    private void sumAnew() {
        total.clear();
        wLgW.clear();
        for (double weight : sortedWeights()) {
            total.add(weight);
            wLgW.add(wLgW(weight));
        }
    }

    private long[] sortedItems() {
        long[] items = weights.keys().toArray();
        Arrays.sort(items);
        return items;
    }

    private double[] sortedWeights() {
        double[] values = weights.values().toArray();
        Arrays.sort(values);
        return values;
    }

    private static double wLgW(double weight) {
        return weight == 0 ? 0 : weight * lg(weight);
    }

    private static double lg(double value) {
        return Math.log(value) / LN_2;
    }
}
