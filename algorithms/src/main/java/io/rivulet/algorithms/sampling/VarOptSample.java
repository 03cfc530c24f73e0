package io.rivulet.algorithms.sampling;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * k items of the stream, each in the sample with a probability proportional to its weight, the heavy ones for sure: the sample to estimate sums of weights from.
 *
 * <p><b>Method.</b> VarOpt of Cohen, Duffield, Kaplan, Lund and Thorup, <i>Stream sampling for variance-optimal estimation of subset sums</i>, SODA 2009. Merge
 * by taking the other sample's items in with what they represent, which the paper shows to be a VarOpt sample of both.
 * <p><b>Error.</b> An item of weight w is in the sample with probability min(1, w / τ), and represents max(w, τ), where k probabilities of the stream sum to k; after
 * a merge, in the mean. What all items represent is the {@linkplain #total total} exactly; an {@linkplain #estimate estimated sum} is without bias, and no
 * other unbiased sample of k has a smaller variance on average over all subsets. Items are in the sample independently or repel each other.
 * <p><b>Cost.</b> O(1) per update for a light item, O(lg k) at worst on average; O(k lg k) per merge. Nothing is allocated after the k-th item. About 20 bytes for a
 * heavy item, 4 for a light one, and the item.
 * <p><b>Units.</b> Items; weights in any unit, from 10<sup>-150</sup> to 10<sup>150</sup>, or 0, which counts and is never sampled.
 * <p><b>Empty.</b> An empty sample, sums 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var sample = VarOptSample.of(100, 42, Codecs.INTEGER);
 * for (int i = 1; i <= 1000; i++) {
 *     sample.update(i, i);
 * }
 * sample.total();                     // 500500.0
 * sample.estimate(i -> i % 2 == 0);   // near 250500
 * }</pre>
 *
 * @param <T> an item
 */
public final class VarOptSample<T>
        implements WeightedSampler<T>, Incremental<VarOptSample<T>>, Mergeable<VarOptSample<T>> {

    /** The largest sample. */
    public static final int MAX_SIZE = 1 << 24;

    /*
     * Heavy items stand for themselves and lie in a heap with the lightest on top; light ones stand for lightTotal / light.size() each, the threshold. An item
     * that comes makes k + 1, of which one has to go: the threshold rises until the probabilities min(1, weight / threshold) sum to k, heavy items that it passes
     * become light, and a light one goes, each with 1 less its probability.
     *
     * Invariants: light is empty until more than k items of positive weight have come, and never again; heavy and light together are k from then on, and every
     * heavy item weighs more than the threshold.
     */
    private final int size;
    private final long seed;
    private final StateCodec<T> itemCodec;
    private final KeyHeap<T> heavy = new KeyHeap<>();
    private final List<T> light = new ArrayList<>();
    private final Chance chance;
    private double lightTotal;
    private double total;
    private long count;

    private VarOptSample(int size, long seed, StateCodec<T> itemCodec) {
        this.size = size;
        this.seed = seed;
        this.itemCodec = Objects.requireNonNull(itemCodec, "itemCodec");
        this.chance = new Chance(seed);
    }

    /** A sample of {@code size} items. */
    public static <T> VarOptSample<T> of(int size, long seed, StateCodec<T> itemCodec) {
        Requirements.size(size, MAX_SIZE);
        return new VarOptSample<>(size, seed, itemCodec);
    }

    /** How a dataflow uses it. */
    public static <R, T> Aggregation<R, VarOptSample<T>, List<SampledItem<T>>> aggregation(
            int size,
            long seed,
            StateCodec<T> itemCodec,
            Function<? super R, ? extends T> item,
            ToDoubleFunction<? super R> weight) {
        Requirements.size(size, MAX_SIZE);
        return Aggregation.<R, VarOptSample<T>, List<SampledItem<T>>>of(
                        "varopt",
                        () -> of(size, seed, itemCodec),
                        (s, record) -> s.update(item.apply(record), weight.applyAsDouble(record)),
                        VarOptSample::sample,
                        codec(itemCodec))
                .merging(VarOptSample::merge, VarOptSample::copy);
    }

    @Override
    public void update(T item, double weight) {
        Objects.requireNonNull(item, "item");
        Requirements.weight(weight);
        count++;
        if (weight > 0) {
            total += weight;
            take(item, weight);
        }
    }

    @Override
    public List<SampledItem<T>> sample() {
        List<SampledItem<T>> sample = new ArrayList<>(size);
        for (int place = 0; place < heavy.size(); place++) {
            sample.add(new SampledItem<>(heavy.item(place), heavy.weight(place)));
        }
        for (T item : light) {
            sample.add(new SampledItem<>(item, threshold()));
        }
        return Collections.unmodifiableList(sample);
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public double total() {
        return total;
    }

    /** What every item that is lighter than this represents; 0 while all items are in the sample. */
    public double threshold() {
        return light.isEmpty() ? 0 : lightTotal / light.size();
    }

    @Override
    public void merge(VarOptSample<T> other) {
        Requirements.sameSize("VarOptSample", size, other.size);
        Requirements.counts(count, other.count);
        if (other.count == 0) {
            return;
        }
        VarOptSample<T> theirs = other == this ? copy() : other;
        chance.stir(theirs.chance.state());
        count += theirs.count;
        total += theirs.total;
        double represents = theirs.threshold();
        for (T item : theirs.light) {
            take(item, represents);
        }
        for (int place = 0; place < theirs.heavy.size(); place++) {
            take(theirs.heavy.item(place), theirs.heavy.weight(place));
        }
    }

    @Override
    public void reset() {
        become(new VarOptSample<>(size, seed, itemCodec));
    }

    @Override
    public VarOptSample<T> copy() {
        VarOptSample<T> copy = new VarOptSample<>(size, seed, itemCodec);
        copy.become(this);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 144 + heavy.heapBytes() + 6L * light.size() + Codecs.heapBytes(itemCodec, items());
    }

    /**
     * How samples of such items become bytes. Form {@code varopt} 1: size i32, seed i64, generator i64, count i64, total f64, total of the light ones f64, how many
     * are heavy i32, the items under one header, heavy ones first, then the weight f64 of each heavy one.
     */
    public static <T> StateCodec<VarOptSample<T>> codec(StateCodec<T> itemCodec) {
        Objects.requireNonNull(itemCodec, "itemCodec");
        return StateCodec.of("varopt", 1, VarOptSample::encode, in -> decode(itemCodec, in));
    }

    private void encode(StateWriter out) {
        out.writeInt(size)
                .writeLong(seed)
                .writeLong(chance.state())
                .writeLong(count)
                .writeDouble(total)
                .writeDouble(lightTotal)
                .writeInt(heavy.size());
        itemCodec.encodeAll(items(), out);
        for (int place = 0; place < heavy.size(); place++) {
            out.writeDouble(heavy.weight(place));
        }
    }

    private static <T> VarOptSample<T> decode(StateCodec<T> itemCodec, StateReader in) {
        VarOptSample<T> s = new VarOptSample<>(in.readIntBetween("size", 1, MAX_SIZE), in.readLong(), itemCodec);
        s.chance.moveTo(in.readLong());
        s.count = Requirements.readCount(in);
        s.total = in.readFinite("total");
        s.lightTotal = in.readFinite("total of the light ones");
        int heavies = in.readIntBetween("heavy items", 0, s.size);
        List<T> items = itemCodec.decodeAll(in);
        if (items.size() > Math.min(s.count, s.size) || heavies > items.size()) {
            throw in.corrupt("items must be at most size and count, and heavy ones among them, got " + items.size()
                    + " and " + heavies);
        }
        double sum = s.lightTotal;
        for (T item : items.subList(0, heavies)) {
            double weight = in.readFinite("weight");
            if (!(weight >= WeightedSampler.MIN_WEIGHT)) {
                throw in.corrupt("weights must be allowed ones, got " + weight);
            }
            s.heavy.append(-weight, weight, item);
            sum += weight;
        }
        s.light.addAll(items.subList(heavies, items.size()));
        boolean full = !s.light.isEmpty();
        if (!s.heavy.isInOrder()
                || (full ? !(s.lightTotal > 0) || items.size() < s.size : s.lightTotal != 0)
                || !(Math.abs(s.total - sum) <= 1e-6 * sum)) {
            throw in.corrupt("weights must be in the order of a heap, light ones weigh something, and total be that of "
                    + "the weights, " + sum + ", got " + s.total);
        }
        return s;
    }

    private void take(T item, double weight) {
        if (heavy.size() + light.size() < size) {
            chance.stir(itemCodec, item);
            heavy.add(-weight, weight, item);
            return;
        }
        // Of the k + 1 items so many are light, and weigh so much together.
        int many = light.size();
        double sum = lightTotal;
        // The threshold never falls, so that what is light by the old one is light by the new one.
        boolean comesLight = many > 0 && weight * many <= sum;
        if (comesLight) {
            many++;
            sum += weight;
        } else {
            heavy.add(-weight, weight, item);
        }
        int popped = 0;
        while (heavy.size() > 0 && (many < 2 || heavy.weight(0) * (many - 1) <= sum)) {
            sum += heavy.weight(0);
            heavy.pop();
            many++;
            popped++;
        }
        dropOne(sum / (many - 1), popped, comesLight, item, weight);
        heavy.forget(popped);
        lightTotal = sum;
    }

    /** Drops one of the light items, those popped off the heavy ones and the one that comes among them, and keeps the others as light ones. */
    private void dropOne(double threshold, int popped, boolean comesLight, T item, double weight) {
        double left = chance.uniform();
        int before = light.size();
        int newcomers = popped + (comesLight ? 1 : 0);
        boolean dropped = false;
        for (int i = 0; i < newcomers; i++) {
            boolean comes = i == popped;
            left -= 1 - (comes ? weight : heavy.weight(heavy.size() + i)) / threshold;
            // Rounding may leave nothing to those that were light before, of which there may be none.
            if (!dropped && (left < 0 || before == 0 && i == newcomers - 1)) {
                dropped = true;
            } else {
                light.add(comes ? item : heavy.item(heavy.size() + i));
            }
        }
        if (!dropped) {
            int gone = chance.below(before);
            light.set(gone, light.get(light.size() - 1));
            light.remove(light.size() - 1);
        }
    }

    private List<T> items() {
        List<T> items = new ArrayList<>(size);
        for (int place = 0; place < heavy.size(); place++) {
            items.add(heavy.item(place));
        }
        items.addAll(light);
        return items;
    }

    /** Takes everything over but the seed. */
    private void become(VarOptSample<T> other) {
        heavy.become(other.heavy);
        light.clear();
        light.addAll(other.light);
        chance.moveTo(other.chance.state());
        lightTotal = other.lightTotal;
        total = other.total;
        count = other.count;
    }
}
