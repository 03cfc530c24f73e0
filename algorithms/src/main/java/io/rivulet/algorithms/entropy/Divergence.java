package io.rivulet.algorithms.entropy;

import com.carrotsearch.hppc.cursors.LongLongCursor;
import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.Subtractable;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How far the items of a current period are from those of a reference period: divergences, and tests of whether both can come from the same source.
 *
 * <p><b>Method.</b> The counts of both periods, and of them the sums of c lg c without any rounding, from which the {@link #weightedJensenShannon} divergence
 * (Lin, <i>IEEE Transactions on Information Theory</i> 37, 1991) follows at once; the other measures walk the counts. The tests pool the items that are too
 * rare for the chi-squared distribution to hold (Cochran, <i>Biometrics</i> 10, 1954).
 * <p><b>Error.</b> Rounding only, below 1e-11 bits; p-values are those of the limiting distribution. Two samples of one source differ by chance: only the tests
 * allow for it. Texts are counted by their 64-bit hash, see {@link ShannonEntropy}; numbers are counted exactly.
 * <p><b>Cost.</b> O(1) per update and retraction, nothing allocated once the tables have grown; {@link #weightedJensenShannon} O(1), all other questions
 * O(k lg k) for k items; O(k) per merge or subtraction; about 21 to 43 bytes an item and period.
 * <p><b>Units.</b> Divergences in bits; distances and statistics have none.
 * <p><b>Empty.</b> {@code NaN} as long as one of the periods is empty: there is nothing to compare.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var shift = Divergence.create();
 * for (int i = 0; i < 1_000; i++) {
 *     shift.updateReference(i % 4);
 *     shift.updateCurrent(i % 5);
 * }
 * shift.jensenShannon();   // 0.1080 bits
 * shift.gTest().pValue();  // 1e-63: the fifth item is new
 * }</pre>
 */
public final class Divergence implements Incremental<Divergence>, Mergeable<Divergence>, Subtractable<Divergence> {

    /** What {@link #kullbackLeibler()} and {@link #populationStability()} add to each count: that of Krichevsky and Trofimov. */
    public static final double PSEUDO_COUNT = 0.5;

    /** Items expected less often than this in the smaller period are pooled by the tests. */
    public static final double LEAST_EXPECTED = 5;

    /*
     * Each side is the counts of a period and their sum of c lg c; ofBoth is that sum for the counts of both together, for which there is no third table: an
     * item's count in both is looked up in two. All sums are functions of the counts, and no part of the form.
     */
    private static final int HIGHEST_BIT = 63;

    private final Side reference;
    private final Side current;
    private final ExactSum ofBoth;
    private int distinct;

    private record Side(ItemCounts counts, ExactSum cLgC) {
        static Side of(ItemCounts counts) {
            return new Side(counts, newSum());
        }

        Side copy() {
            return new Side(counts.copy(), cLgC.copy());
        }
    }

    private Divergence(Side reference, Side current, ExactSum ofBoth) {
        this.reference = reference;
        this.current = current;
        this.ofBoth = ofBoth;
    }

    private static ExactSum newSum() {
        return ExactSum.ofBits(ExactSum.LOWEST_BIT_FROM_ONE, HIGHEST_BIT);
    }

    /** Two empty periods. */
    public static Divergence create() {
        return new Divergence(Side.of(new ItemCounts()), Side.of(new ItemCounts()), newSum());
    }

    /**
     * How a dataflow compares the records of two periods, regions or versions.
     *
     * @param isReference which of the two a record belongs to; must be the same whenever it is asked
     * @param answer such as {@code Divergence::jensenShannon}
     */
    public static <T, R> Aggregation<T, Divergence, R> aggregation(
            Predicate<? super T> isReference,
            Function<? super T, ? extends CharSequence> item,
            Function<? super Divergence, ? extends R> answer) {
        Objects.requireNonNull(isReference, "isReference");
        Objects.requireNonNull(item, "item");
        return Aggregation.<T, Divergence, R>of(
                        "divergence",
                        Divergence::create,
                        (s, record) -> {
                            long hash = Hash.ofText(item.apply(record), 0);
                            if (isReference.test(record)) {
                                s.updateReference(hash);
                            } else {
                                s.updateCurrent(hash);
                            }
                        },
                        answer,
                        CODEC)
                .merging(Divergence::merge, Divergence::copy)
                .retracting((s, record) -> {
                    long hash = Hash.ofText(item.apply(record), 0);
                    if (isReference.test(record)) {
                        s.retractReference(hash);
                    } else {
                        s.retractCurrent(hash);
                    }
                })
                .subtracting(Divergence::subtract);
    }

    /** Takes one number into the reference period. */
    public void updateReference(long item) {
        moved(reference, current, item, reference.counts.add(item), 1);
    }

    /** Takes one text into the reference period; equal texts are the same item. */
    public void updateReference(CharSequence item) {
        updateReference(Hash.ofText(item, 0));
    }

    /** Takes one number into the current period. */
    public void updateCurrent(long item) {
        moved(current, reference, item, current.counts.add(item), 1);
    }

    /** Takes one text into the current period; equal texts are the same item. */
    public void updateCurrent(CharSequence item) {
        updateCurrent(Hash.ofText(item, 0));
    }

    /**
     * Undoes one earlier {@link #updateReference(long)}.
     *
     * @throws IllegalArgumentException if the item is not in the reference period
     */
    public void retractReference(long item) {
        moved(reference, current, item, reference.counts.remove(item), -1);
    }

    /** Undoes one earlier {@link #updateReference(CharSequence)}. */
    public void retractReference(CharSequence item) {
        retractReference(Hash.ofText(item, 0));
    }

    /**
     * Undoes one earlier {@link #updateCurrent(long)}.
     *
     * @throws IllegalArgumentException if the item is not in the current period
     */
    public void retractCurrent(long item) {
        moved(current, reference, item, current.counts.remove(item), -1);
    }

    /** Undoes one earlier {@link #updateCurrent(CharSequence)}. */
    public void retractCurrent(CharSequence item) {
        retractCurrent(Hash.ofText(item, 0));
    }

    /** Books that an item's count on one side moved by {@code by} and is now {@code count}. */
    private void moved(Side side, Side other, long item, long count, long by) {
        side.cLgC.add(ShannonEntropy.cLgC(count));
        side.cLgC.subtract(ShannonEntropy.cLgC(count - by));
        long both = count + other.counts.of(item);
        ofBoth.add(ShannonEntropy.cLgC(both));
        ofBoth.subtract(ShannonEntropy.cLgC(both - by));
        if (both == 0) {
            distinct--;
        } else if (both == by) {
            distinct++;
        }
    }

    /**
     * The Jensen–Shannon divergence of the two distributions, each with half the weight: from 0, where they are the same, to 1 bit, where they have no item in
     * common.
     */
    public double jensenShannon() {
        return isEmpty()
                ? Double.NaN
                : Cells.of(reference.counts, current.counts).jensenShannon();
    }

    /** The root of {@link #jensenShannon}: a metric, from 0 to 1 (Endres and Schindelin, <i>IEEE Transactions on Information Theory</i> 49, 2003). */
    public double jensenShannonDistance() {
        return Math.sqrt(jensenShannon());
    }

    /**
     * The Jensen–Shannon divergence where each period weighs as much as it has items, in constant time: how many bits an item tells of the period it is from.
     * From 0 to the entropy of the two periods' shares, which is 1 bit where they are equally long, and then {@link #jensenShannon} is the same.
     */
    public double weightedJensenShannon() {
        if (isEmpty()) {
            return Double.NaN;
        }
        double n = total();
        double share = reference.counts.total() / n;
        double most = -(share * lg(share) + (1 - share) * lg(1 - share));
        double bits = most - (ofBoth.value() - reference.cLgC.value() - current.cLgC.value()) / n;
        return Math.max(0, Math.min(bits, most));
    }

    /** {@link #kullbackLeibler(double)} with {@link #PSEUDO_COUNT}. */
    public double kullbackLeibler() {
        return kullbackLeibler(PSEUDO_COUNT);
    }

    /**
     * The Kullback–Leibler divergence of the current period from the reference, Σ q lg (q / p) for q of the current and p of the reference: the bits an item costs
     * more when it is coded as if nothing had changed. An item that the reference lacks would make it infinite: a pseudo-count is added to the count of every
     * item of either period, on both sides.
     *
     * @param pseudoCount above 0; the larger, the closer to 0 the answer
     */
    public double kullbackLeibler(double pseudoCount) {
        requirePseudoCount(pseudoCount);
        return isEmpty()
                ? Double.NaN
                : Cells.of(reference.counts, current.counts).kullbackLeibler(pseudoCount);
    }

    /** {@link #populationStability(double)} with {@link #PSEUDO_COUNT}. */
    public double populationStability() {
        return populationStability(PSEUDO_COUNT);
    }

    /**
     * The population stability index Σ (q - p) ln (q / p), in nats as usual: by custom, below 0.1 nothing much has changed, above 0.25 much. The sum of the
     * Kullback–Leibler divergences of both directions.
     *
     * @param pseudoCount added to every count, as in {@link #kullbackLeibler(double)}
     */
    public double populationStability(double pseudoCount) {
        requirePseudoCount(pseudoCount);
        return isEmpty()
                ? Double.NaN
                : Cells.of(reference.counts, current.counts).populationStability(pseudoCount);
    }

    private static void requirePseudoCount(double pseudoCount) {
        if (!(pseudoCount > 0 && pseudoCount <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("pseudoCount must be finite and above 0, got " + pseudoCount);
        }
    }

    /** Half the sum of |q - p|: the largest difference of the chance of any set of items; from 0 to 1. */
    public double totalVariation() {
        return isEmpty()
                ? Double.NaN
                : Cells.of(reference.counts, current.counts).totalVariation();
    }

    /** Hellinger's distance, the root of 1 - Σ √(q p): from 0 to 1. */
    public double hellinger() {
        return isEmpty()
                ? Double.NaN
                : Cells.of(reference.counts, current.counts).hellinger();
    }

    /**
     * The G-test of whether both periods come from one source. Items expected less than {@link #LEAST_EXPECTED} times in the smaller period are taken
     * together; without pooling the statistic would be 2n ln 2 · {@link #weightedJensenShannon}. Who looks often will see small p-values by chance.
     */
    public Significance gTest() {
        return Cells.of(reference.counts, current.counts).pooled(LEAST_EXPECTED).gTest();
    }

    /** Pearson's chi-squared test of the same, with the same pooling. */
    public Significance chiSquaredTest() {
        return Cells.of(reference.counts, current.counts).pooled(LEAST_EXPECTED).chiSquaredTest();
    }

    private boolean isEmpty() {
        return reference.counts.total() == 0 || current.counts.total() == 0;
    }

    /** How many different items are in, of both periods together. */
    public int distinct() {
        return distinct;
    }

    /** How many items are in the reference period, repetitions counted. */
    public long referenceCount() {
        return reference.counts.total();
    }

    /** How many items are in the current period, repetitions counted. */
    public long currentCount() {
        return current.counts.total();
    }

    private long total() {
        return reference.counts.total() + current.counts.total();
    }

    @Override
    public void merge(Divergence other) {
        if (other.total() > ItemCounts.MAX_TOTAL - total()) {
            throw new IllegalArgumentException("counts must stay within " + ItemCounts.MAX_TOTAL + " together, got "
                    + total() + " and " + other.total());
        }
        if (other == this) {
            merge(other.copy());
            return;
        }
        changeAll(other, 1);
    }

    @Override
    public void subtract(Divergence other) {
        if (other == this) {
            reset();
            return;
        }
        reference.counts.requireHolds(other.reference.counts);
        current.counts.requireHolds(other.current.counts);
        changeAll(other, -1);
    }

    private void changeAll(Divergence other, int sign) {
        for (LongLongCursor c : other.reference.counts.table) {
            long by = sign * c.value;
            moved(reference, current, c.key, reference.counts.change(c.key, by), by);
        }
        for (LongLongCursor c : other.current.counts.table) {
            long by = sign * c.value;
            moved(current, reference, c.key, current.counts.change(c.key, by), by);
        }
    }

    @Override
    public void reset() {
        reference.counts.clear();
        reference.cLgC.clear();
        current.counts.clear();
        current.cLgC.clear();
        ofBoth.clear();
        distinct = 0;
    }

    @Override
    public Divergence copy() {
        Divergence copy = new Divergence(reference.copy(), current.copy(), ofBoth.copy());
        copy.distinct = distinct;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 80 + reference.counts.heapBytes() + current.counts.heapBytes() + 3 * ofBoth.heapBytes();
    }

    /** Form {@code divergence} 1: reference, then current: items i32, then item i64 and count i64 by rising item. */
    public static final StateCodec<Divergence> CODEC = StateCodec.of(
            "divergence",
            1,
            (s, out) -> {
                s.reference.counts.encode(out);
                s.current.counts.encode(out);
            },
            Divergence::decode);

    private static Divergence decode(StateReader in) {
        ItemCounts reference = ItemCounts.decode(in);
        ItemCounts current = ItemCounts.decode(in);
        if (reference.total() > ItemCounts.MAX_TOTAL - current.total()) {
            throw in.corrupt("counts must stay within " + ItemCounts.MAX_TOTAL + " together, got " + reference.total()
                    + " and " + current.total());
        }
        Divergence s = new Divergence(Side.of(reference), Side.of(new ItemCounts()), newSum());
        for (LongLongCursor c : reference.table) {
            s.moved(s.reference, s.current, c.key, c.value, c.value);
        }
        for (LongLongCursor c : current.table) {
            s.moved(s.current, s.reference, c.key, s.current.counts.change(c.key, c.value), c.value);
        }
        return s;
    }

    private static double lg(double value) {
        return Math.log(value) / Math.log(2);
    }
}
