package io.rivulet.algorithms.entropy;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.algorithms.Subtractable;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How much two columns tell of each other: mutual information, joint and conditional entropy of pairs (x, y); 0 when they are independent, the whole entropy
 * when one decides the other.
 *
 * <p><b>Method.</b> Three {@link ShannonEntropy}, of x, of y and of the pairs: I(X; Y) = H(X) + H(Y) - H(X, Y), H(Y | X) = H(X, Y) - H(X) (Shannon, 1948).
 * <p><b>Error.</b> Rounding only, below 1e-10 bits. Pairs and texts are counted by their 64-bit hash: two of k different ones are taken for one with
 * probability below k² / 2<sup>65</sup>; numbers of one column are counted exactly. A sample shows more information than there is, by (pairs - xs - ys + 1) / 2n nats
 * on average where the columns are independent: {@link #biasCorrected} takes that off.
 * <p><b>Cost.</b> O(1) per update, retraction and question, nothing allocated once the tables have grown; O(k) per merge or subtraction of k different pairs; about
 * 21 to 43 bytes for each different x, y and pair.
 * <p><b>Units.</b> Bits.
 * <p><b>Empty.</b> 0: nothing is told.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var told = MutualInformation.create();
 * for (int i = 0; i < 1_000; i++) {
 *     told.update(i % 8, i % 4);  // y is the remainder of x
 * }
 * told.estimate();         // 2.0: all that there is to know of y
 * told.entropyOfXGivenY(); // 1.0
 * }</pre>
 */
public final class MutualInformation
        implements Incremental<MutualInformation>, Mergeable<MutualInformation>, Subtractable<MutualInformation> {

    /*
     * Invariant: the three have seen the same pairs, hence have the same total. The pairs are checked first: a pair that is in has an x and a y that are.
     */
    private final ShannonEntropy ofX;
    private final ShannonEntropy ofY;
    private final ShannonEntropy ofPairs;

    private MutualInformation(ShannonEntropy ofX, ShannonEntropy ofY, ShannonEntropy ofPairs) {
        this.ofX = ofX;
        this.ofY = ofY;
        this.ofPairs = ofPairs;
    }

    /** Information of no pair yet. */
    public static MutualInformation create() {
        return new MutualInformation(ShannonEntropy.create(), ShannonEntropy.create(), ShannonEntropy.create());
    }

    /** How a dataflow uses it over two texts; the answer is the mutual information. */
    public static <T> Aggregation<T, MutualInformation, Double> aggregation(
            Function<? super T, ? extends CharSequence> x, Function<? super T, ? extends CharSequence> y) {
        return aggregation(x, y, MutualInformation::estimate);
    }

    /** The same with another answer: {@code MutualInformation::entropyOfYGivenX}. */
    public static <T, R> Aggregation<T, MutualInformation, R> aggregation(
            Function<? super T, ? extends CharSequence> x,
            Function<? super T, ? extends CharSequence> y,
            Function<? super MutualInformation, ? extends R> answer) {
        return aggregationOfLongs(
                record -> Hash.ofText(x.apply(record), 0), record -> Hash.ofText(y.apply(record), 0), answer);
    }

    /** How a dataflow uses it over two numbers: codes, ports, bins, hashed keys. */
    public static <T, R> Aggregation<T, MutualInformation, R> aggregationOfLongs(
            ToLongFunction<? super T> x,
            ToLongFunction<? super T> y,
            Function<? super MutualInformation, ? extends R> answer) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(y, "y");
        return Aggregation.<T, MutualInformation, R>of(
                        "mutual-information",
                        MutualInformation::create,
                        (s, record) -> s.update(x.applyAsLong(record), y.applyAsLong(record)),
                        answer,
                        CODEC)
                .merging(MutualInformation::merge, MutualInformation::copy)
                .retracting((s, record) -> s.retract(x.applyAsLong(record), y.applyAsLong(record)))
                .subtracting(MutualInformation::subtract);
    }

    /** Takes one pair of numbers in. */
    public void update(long x, long y) {
        ofX.update(x);
        ofY.update(y);
        ofPairs.update(pair(x, y));
    }

    /** Takes one pair of texts in; equal texts are the same. */
    public void update(CharSequence x, CharSequence y) {
        update(Hash.ofText(x, 0), Hash.ofText(y, 0));
    }

    /**
     * Undoes one earlier {@link #update(long, long)}.
     *
     * @throws IllegalArgumentException if the pair is not in
     */
    public void retract(long x, long y) {
        long pair = pair(x, y);
        if (ofPairs.count(pair) == 0 || ofX.count(x) == 0 || ofY.count(y) == 0) {
            throw new IllegalArgumentException(
                    "pair must have been taken in before, got " + x + ", " + y + " that is not in");
        }
        ofX.retract(x);
        ofY.retract(y);
        ofPairs.retract(pair);
    }

    /** Undoes one earlier {@link #update(CharSequence, CharSequence)}. */
    public void retract(CharSequence x, CharSequence y) {
        retract(Hash.ofText(x, 0), Hash.ofText(y, 0));
    }

    private static long pair(long x, long y) {
        return Hash.ofLong(y, Hash.ofLong(x, 0));
    }

    /** The mutual information I(X; Y): how many bits of the one are known from the other. */
    public double estimate() {
        double bits = entropyOfX() + entropyOfY() - jointEntropy();
        return Math.max(0, Math.min(bits, Math.min(entropyOfX(), entropyOfY())));
    }

    /** The mutual information without what chance is expected to add to it; below 0 at times. Compare windows of different lengths by this one. */
    public double biasCorrected() {
        if (count() == 0) {
            return 0;
        }
        double excess = (double) distinctPairs() - ofX.distinct() - ofY.distinct() + 1;
        return estimate() - excess / (2.0 * count()) / Math.log(2);
    }

    /** The entropy of x alone. */
    public double entropyOfX() {
        return ofX.estimate();
    }

    /** The entropy of y alone. */
    public double entropyOfY() {
        return ofY.estimate();
    }

    /** The entropy of the pairs, H(X, Y). */
    public double jointEntropy() {
        return ofPairs.estimate();
    }

    /** H(Y | X): the bits of y that x leaves open. */
    public double entropyOfYGivenX() {
        return Math.max(0, jointEntropy() - entropyOfX());
    }

    /** H(X | Y): the bits of x that y leaves open. */
    public double entropyOfXGivenY() {
        return Math.max(0, jointEntropy() - entropyOfY());
    }

    /** The information by the mean of the two entropies: 1 where each decides the other, 0 where they are independent or constant. */
    public double normalized() {
        double both = entropyOfX() + entropyOfY();
        return both == 0 ? 0 : 2 * estimate() / both;
    }

    /** H(X | Y) + H(Y | X), the variation of information: a distance between the two columns, 0 where each decides the other. */
    public double variation() {
        return entropyOfXGivenY() + entropyOfYGivenX();
    }

    /**
     * The G-test of independence: 2n · I in nats, with (xs - 1)(ys - 1) degrees of freedom. It holds where pairs are expected some five times or more; with many
     * rare ones it sees dependence where there is none.
     */
    public Significance independence() {
        return Significance.of(
                2 * count() * estimate() * Math.log(2),
                Math.max(0, ofX.distinct() - 1L) * Math.max(0, ofY.distinct() - 1L));
    }

    /** How many different pairs are in. */
    public int distinctPairs() {
        return ofPairs.distinct();
    }

    /** How many pairs are in, repetitions counted. */
    public long count() {
        return ofPairs.count();
    }

    @Override
    public void merge(MutualInformation other) {
        if (other == this) {
            merge(other.copy());
            return;
        }
        ofPairs.merge(other.ofPairs); // refuses before anything is changed, for all three have the same total
        ofX.merge(other.ofX);
        ofY.merge(other.ofY);
    }

    @Override
    public void subtract(MutualInformation other) {
        if (other == this) {
            reset();
            return;
        }
        ofPairs.requireHolds(other.ofPairs);
        ofX.requireHolds(other.ofX);
        ofY.requireHolds(other.ofY);
        ofPairs.subtract(other.ofPairs);
        ofX.subtract(other.ofX);
        ofY.subtract(other.ofY);
    }

    @Override
    public void reset() {
        ofX.reset();
        ofY.reset();
        ofPairs.reset();
    }

    @Override
    public MutualInformation copy() {
        return new MutualInformation(ofX.copy(), ofY.copy(), ofPairs.copy());
    }

    @Override
    public long stateBytes() {
        return 24 + ofX.stateBytes() + ofY.stateBytes() + ofPairs.stateBytes();
    }

    /** Form {@code mutual-information} 1: the form {@code shannon-entropy} of x, of y and of the pairs. */
    public static final StateCodec<MutualInformation> CODEC =
            StateCodec.of("mutual-information", 1, MutualInformation::encode, MutualInformation::decode);

    private void encode(StateWriter out) {
        ShannonEntropy.CODEC.encode(ofX, out);
        ShannonEntropy.CODEC.encode(ofY, out);
        ShannonEntropy.CODEC.encode(ofPairs, out);
    }

    private static MutualInformation decode(StateReader in) {
        ShannonEntropy ofX = ShannonEntropy.CODEC.decode(in);
        ShannonEntropy ofY = ShannonEntropy.CODEC.decode(in);
        ShannonEntropy ofPairs = ShannonEntropy.CODEC.decode(in);
        if (ofX.count() != ofPairs.count() || ofY.count() != ofPairs.count()) {
            throw in.corrupt("columns and pairs must have the same total, got " + ofX.count() + ", " + ofY.count()
                    + " and " + ofPairs.count());
        }
        return new MutualInformation(ofX, ofY, ofPairs);
    }
}
