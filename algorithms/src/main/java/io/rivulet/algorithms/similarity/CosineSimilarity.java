package io.rivulet.algorithms.similarity;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.Subtractable;
import java.util.function.Function;

/**
 * How alike two streams are in how often they have each item: words of two authors, ports of two hosts, this shop's sales and that one's.
 *
 * <p><b>Method.</b> A {@link SimHash} of each.
 * <p><b>Error.</b> That of {@link SimHash}: the angle θ has a standard error of π · √(p (1 - p) / bits) with p = θ / π.
 * <p><b>Cost.</b> O(bits) per update, nothing allocated; 18 bytes a bit.
 * <p><b>Merge.</b> Exact, as are subtract and retract.
 * <p><b>Units.</b> From 0, no item in common, to 1, the same shares.
 * <p><b>Empty.</b> {@code NaN}, as is one side.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var words = CosineSimilarity.create(1_024, 0);
 * for (String word : "to be or not to be".split(" ")) {
 *     words.updateFirst(word);
 * }
 * for (String word : "to be or what".split(" ")) {
 *     words.updateSecond(word);
 * }
 * words.estimate();    // 0.83; the truth is 0.79
 * }</pre>
 */
public final class CosineSimilarity
        implements Incremental<CosineSimilarity>, Mergeable<CosineSimilarity>, Subtractable<CosineSimilarity> {

    private final SimHash first;
    private final SimHash second;

    private CosineSimilarity(SimHash first, SimHash second) {
        this.first = first;
        this.second = second;
    }

    /** Two sides without items; see {@link SimHash#create(int, long)}. */
    public static CosineSimilarity create(int bits, long seed) {
        return new CosineSimilarity(SimHash.create(bits, seed), SimHash.create(bits, seed));
    }

    /** How a dataflow compares two fields of its records. */
    public static <T> Aggregation<T, CosineSimilarity, Double> aggregation(
            int bits,
            long seed,
            Function<? super T, ? extends CharSequence> first,
            Function<? super T, ? extends CharSequence> second) {
        SimHash.requireBits(bits);
        return Aggregation.<T, CosineSimilarity, Double>of(
                        "sim-hash",
                        () -> create(bits, seed),
                        (s, record) -> {
                            CharSequence other = second.apply(record);
                            s.updateFirst(first.apply(record));
                            s.updateSecond(other);
                        },
                        CosineSimilarity::estimate,
                        CODEC)
                .merging(CosineSimilarity::merge, CosineSimilarity::copy)
                .subtracting(CosineSimilarity::subtract)
                .retracting((s, record) -> {
                    CharSequence other = second.apply(record);
                    s.retractFirst(first.apply(record));
                    s.retractSecond(other);
                });
    }

    /** Takes an item of the first side in. */
    public void updateFirst(CharSequence item) {
        first.update(item);
    }

    /** Takes an item of the second side in. */
    public void updateSecond(CharSequence item) {
        second.update(item);
    }

    /** Undoes an earlier {@link #updateFirst}. */
    public void retractFirst(CharSequence item) {
        first.retract(item);
    }

    /** Undoes an earlier {@link #updateSecond}. */
    public void retractSecond(CharSequence item) {
        second.retract(item);
    }

    /** The estimated cosine of the two. */
    public double estimate() {
        return first.cosine(second);
    }

    @Override
    public void merge(CosineSimilarity other) {
        first.merge(other.first);
        second.merge(other.second);
    }

    @Override
    public void subtract(CosineSimilarity other) {
        if (other.second.total() > second.total()) {
            throw new IllegalArgumentException(
                    "total of what is subtracted must be at most " + second.total() + ", got " + other.second.total());
        }
        first.subtract(other.first);
        second.subtract(other.second);
    }

    @Override
    public void reset() {
        first.reset();
        second.reset();
    }

    @Override
    public CosineSimilarity copy() {
        return new CosineSimilarity(first.copy(), second.copy());
    }

    @Override
    public long stateBytes() {
        return 24 + first.stateBytes() + second.stateBytes();
    }

    /** Form {@code cosine-similarity} 1: the form of both sides. */
    public static final StateCodec<CosineSimilarity> CODEC = StateCodec.of(
            "cosine-similarity",
            1,
            (s, out) -> {
                SimHash.CODEC.encode(s.first, out);
                SimHash.CODEC.encode(s.second, out);
            },
            CosineSimilarity::decode);

    private static CosineSimilarity decode(StateReader in) {
        SimHash first = SimHash.CODEC.decode(in);
        SimHash second = SimHash.CODEC.decode(in);
        if (first.bits() != second.bits() || first.seed() != second.seed()) {
            throw in.corrupt("both sides must have the same bits and seed");
        }
        return new CosineSimilarity(first, second);
    }
}
