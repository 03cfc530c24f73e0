package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The most frequent items by a sketch: the sketch counts all items, and those with the highest estimates are kept by name beside it.
 *
 * <p><b>Method.</b> Charikar, Chen and Farach-Colton, <i>Finding frequent items in data streams</i>, ICALP 2002, section 3.2, over any
 * {@link FrequencySketch}.
 * <p><b>Error.</b> That of the sketch for each row. An item can only be missing if the sketch ranked another one above it, at its last record, that is in
 * truth less frequent.
 * <p><b>Cost.</b> The sketch's update and query, and O(1) on average for the k items; nothing is allocated once those are taken. The sketch's bytes and about
 * 40 for each of the k and its item.
 * <p><b>Merge.</b> The sketches merge, and of both sides' items those with the highest estimates by the sum stay. An item that neither side ranked among its
 * first k is lost, however frequent it is in all.
 * <p><b>Empty.</b> No rows.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var top = SketchTopK.of(2, CountSketch.create());
 * for (String word : "a b a c a b".split(" ")) {
 *     top.update(word);
 * }
 * top.top(2);   // a with 3, b with 2
 * }</pre>
 *
 * @param <S> the sketch
 */
public final class SketchTopK<S extends FrequencySketch<S>>
        implements FrequencyEstimator<String>, TopK<String>, Incremental<SketchTopK<S>>, Mergeable<SketchTopK<S>> {

    /** The largest number of items kept. */
    public static final int MAX_K = Slots.MAX_SLOTS;

    private final S sketch;
    private final Candidates<String> candidates;

    private SketchTopK(S sketch, Candidates<String> candidates) {
        this.sketch = sketch;
        this.candidates = candidates;
    }

    /**
     * Keeps k items by a sketch.
     *
     * @param sketch an empty one, which belongs to this from now on
     */
    public static <S extends FrequencySketch<S>> SketchTopK<S> of(int k, S sketch) {
        requireK(k);
        if (sketch.total() != 0) {
            throw new IllegalArgumentException("sketch must be empty, got a total of " + sketch.total());
        }
        return new SketchTopK<>(sketch, new Candidates<>(k, Codecs.TEXT));
    }

    static <R, S extends FrequencySketch<S>> Aggregation<R, SketchTopK<S>, List<FrequentItem<String>>> aggregation(
            String name, int k, Supplier<S> sketch, StateCodec<S> codec, Function<? super R, String> item) {
        of(k, sketch.get()); // wrong parameters show here, not at the first record
        return Aggregation.<R, SketchTopK<S>, List<FrequentItem<String>>>of(
                        name,
                        () -> of(k, sketch.get()),
                        (s, record) -> s.update(item.apply(record)),
                        s -> s.top(k),
                        codec(codec))
                .merging(SketchTopK::merge, SketchTopK::copy);
    }

    @Override
    public void update(String item, long weight) {
        long hash = Hash.ofText(item, sketch.seed());
        sketch.updateHash(hash, weight);
        if (weight == 0) {
            return;
        }
        long estimate = sketch.estimateHash(hash);
        int slot = candidates.find(item);
        if (slot != Slots.ABSENT) {
            candidates.raise(slot, estimate);
        } else {
            candidates.offer(item, estimate);
        }
    }

    /** The sketch's estimate, whether the item is among the k or not. */
    @Override
    public long estimate(String item) {
        return sketch.estimate(item);
    }

    @Override
    public long total() {
        return sketch.total();
    }

    /**
     * At most k of the items kept, the highest estimate first; none is guaranteed, for a sketch promises by chance. The error is that which the sketch calls
     * likely.
     */
    @Override
    public List<FrequentItem<String>> top(int k) {
        Checks.requireRows(k);
        long[] estimates = new long[candidates.size()];
        Arrays.setAll(estimates, slot -> sketch.estimate(candidates.get(slot)));
        int[] byRank = Ranking.of(estimates.length, (a, b) -> Long.compare(estimates[b], estimates[a]));
        long error = sketch.likelyError();
        return Arrays.stream(byRank)
                .limit(k)
                .mapToObj(slot -> new FrequentItem<>(candidates.get(slot), estimates[slot], error, false))
                .toList();
    }

    @Override
    public void merge(SketchTopK<S> other) {
        if (other.candidates.limit() != candidates.limit()) {
            throw new IllegalArgumentException("cannot merge SketchTopK of k " + candidates.limit() + " with "
                    + other.candidates.limit() + ": k differs");
        }
        sketch.merge(other.sketch);
        List<String> mine = candidates.items();
        List<String> theirs = other.candidates.items();
        candidates.clear();
        offerAll(mine);
        offerAll(theirs);
    }

    private void offerAll(List<String> items) {
        for (String item : items) {
            if (candidates.find(item) == Slots.ABSENT) {
                candidates.offer(item, sketch.estimate(item));
            }
        }
    }

    @Override
    public void reset() {
        sketch.reset();
        candidates.clear();
    }

    @Override
    public SketchTopK<S> copy() {
        return new SketchTopK<>(sketch.copy(), candidates.copy());
    }

    @Override
    public long stateBytes() {
        return 24 + sketch.stateBytes() + candidates.heapBytes();
    }

    /**
     * How the k items by such a sketch become bytes. Form {@code sketch-top-k} 1: the sketch with its header, k i32, the items under one header, then score
     * i64 of each.
     */
    public static <S extends FrequencySketch<S>> StateCodec<SketchTopK<S>> codec(StateCodec<S> sketchCodec) {
        Objects.requireNonNull(sketchCodec, "sketchCodec");
        return StateCodec.of(
                "sketch-top-k",
                1,
                (s, out) -> {
                    sketchCodec.encode(s.sketch, out);
                    s.candidates.encode(out);
                },
                in -> new SketchTopK<>(sketchCodec.decode(in), Candidates.decode(Codecs.TEXT, in)));
    }

    private static void requireK(int k) {
        if (k < 1 || k > MAX_K) {
            throw new IllegalArgumentException("k must be in 1.." + MAX_K + ", got " + k);
        }
    }
}
