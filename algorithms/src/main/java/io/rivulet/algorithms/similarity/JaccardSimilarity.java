package io.rivulet.algorithms.similarity;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import java.util.function.Function;

/**
 * What share of the items of two streams comes in both: visitors of two pages, words of two sources, hosts before and after.
 *
 * <p><b>Method.</b> A {@link MinHash} of each.
 * <p><b>Error.</b> That of {@link MinHash}: none on average, and a standard error of √(J (1 - J) / k).
 * <p><b>Cost.</b> O(k) per update, nothing allocated; 8 bytes a component.
 * <p><b>Merge.</b> Exact.
 * <p><b>Units.</b> From 0, nothing in common, to 1, the same items.
 * <p><b>Empty.</b> {@code NaN}; 0 if only one side is empty.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var overlap = JaccardSimilarity.create(256, 0);
 * overlap.updateFirst("ada");
 * overlap.updateFirst("bob");
 * overlap.updateSecond("bob");
 * overlap.estimate();    // 0.5
 * }</pre>
 */
public final class JaccardSimilarity implements Incremental<JaccardSimilarity>, Mergeable<JaccardSimilarity> {

    private final MinHash first;
    private final MinHash second;

    private JaccardSimilarity(MinHash first, MinHash second) {
        this.first = first;
        this.second = second;
    }

    /** Two empty sets; see {@link MinHash#create(int, long)}. */
    public static JaccardSimilarity create(int components, long seed) {
        return new JaccardSimilarity(MinHash.create(components, seed), MinHash.create(components, seed));
    }

    /** How a dataflow compares two fields of its records. */
    public static <T> Aggregation<T, JaccardSimilarity, Double> aggregation(
            int components,
            long seed,
            Function<? super T, ? extends CharSequence> first,
            Function<? super T, ? extends CharSequence> second) {
        MinHash.requireComponents(components);
        return Aggregation.<T, JaccardSimilarity, Double>of(
                        "min-hash",
                        () -> create(components, seed),
                        (s, record) -> {
                            CharSequence other = second.apply(record);
                            s.updateFirst(first.apply(record));
                            s.updateSecond(other);
                        },
                        JaccardSimilarity::estimate,
                        CODEC)
                .merging(JaccardSimilarity::merge, JaccardSimilarity::copy);
    }

    /** Takes an item of the first set in. */
    public void updateFirst(CharSequence item) {
        first.update(item);
    }

    /** Takes an item of the second set in. */
    public void updateSecond(CharSequence item) {
        second.update(item);
    }

    /** The estimated similarity of the two sets. */
    public double estimate() {
        return first.similarity(second);
    }

    @Override
    public void merge(JaccardSimilarity other) {
        first.merge(other.first);
        second.merge(other.second);
    }

    @Override
    public void reset() {
        first.reset();
        second.reset();
    }

    @Override
    public JaccardSimilarity copy() {
        return new JaccardSimilarity(first.copy(), second.copy());
    }

    @Override
    public long stateBytes() {
        return 24 + first.stateBytes() + second.stateBytes();
    }

    /** Form {@code jaccard-similarity} 1: the form of both sets. */
    public static final StateCodec<JaccardSimilarity> CODEC = StateCodec.of(
            "jaccard-similarity",
            1,
            (s, out) -> {
                MinHash.CODEC.encode(s.first, out);
                MinHash.CODEC.encode(s.second, out);
            },
            JaccardSimilarity::decode);

    private static JaccardSimilarity decode(StateReader in) {
        MinHash first = MinHash.CODEC.decode(in);
        MinHash second = MinHash.CODEC.decode(in);
        if (first.components() != second.components() || first.seed() != second.seed()) {
            throw in.corrupt("both sets must have the same components and seed");
        }
        return new JaccardSimilarity(first, second);
    }
}
