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
import java.util.stream.IntStream;

/**
 * k items of the stream drawn one after another, each time with a probability proportional to weight among those left; all of them while there are no more
 * than k.
 *
 * <p><b>Method.</b> A-ExpJ of Efraimidis and Spirakis, <i>Weighted random sampling with a reservoir</i>, Information Processing Letters 97(5), 2006: each item
 * has an exponential number with its weight as rate, the k smallest stay, and it draws how much weight to pass over, not a number for each item. One item more
 * than k is kept, whose number says what each of the others represents (Cohen and Kaplan, <i>Summarizing data using bottom-k sketches</i>, PODC 2007).
 * <p><b>Error.</b> None of the law of the sample, merged or not. That law is one of successive draws: an item of twice the weight is less than twice as likely in
 * the sample once it is likely; where that must be so, take {@link VarOptSample}. An {@linkplain #estimate estimated sum} is without bias, its standard error at
 * most the total / √(k - 1).
 * <p><b>Cost.</b> O(1) per update, mostly one subtraction; O(k lg(n / k)) random numbers and heap operations in all, for weights that come in no order;
 * O(k lg k) per merge. Nothing is allocated after the k-th item. About 20 bytes an item, and the item.
 * <p><b>Units.</b> Items; weights in any unit, from 10<sup>-150</sup> to 10<sup>150</sup>, or 0, which counts and is never sampled.
 * <p><b>Empty.</b> An empty sample, sums 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var sample = WeightedSample.of(2, 42, Codecs.TEXT);
 * sample.update("elephant", 5000);
 * sample.update("horse", 500);
 * sample.update("mouse", 0.02);
 * sample.sample();  // elephant, which represents 5000.0…, and horse, which represents 500.0…
 * sample.total();   // 5500.02
 * }</pre>
 *
 * @param <T> an item
 */
public final class WeightedSample<T>
        implements WeightedSampler<T>, Incremental<WeightedSample<T>>, Mergeable<WeightedSample<T>> {

    /** The largest sample. */
    public static final int MAX_SIZE = 1 << 24;

    /*
     * The heap holds the k + 1 items of the smallest numbers. An item of weight w has a number below x with probability 1 - e^(-w x); items of weight v together
     * have none below the largest number T of the heap with probability e^(-v T), hence the weight to pass over until one has is exponential with rate T, and the
     * item at which that weight is reached has a number below T, exponential with rate w as long as it is below T.
     *
     * Invariants: the heap has k + 1 items or all of positive weight that came, whichever is fewer; skip > 0 once it has k + 1, 0 before.
     */
    private final int size;
    private final long seed;
    private final StateCodec<T> itemCodec;
    private final KeyHeap<T> heap = new KeyHeap<>();
    private final Chance chance;
    private long count;
    private double total;
    private double skip;

    private WeightedSample(int size, long seed, StateCodec<T> itemCodec) {
        this.size = size;
        this.seed = seed;
        this.itemCodec = Objects.requireNonNull(itemCodec, "itemCodec");
        this.chance = new Chance(seed);
    }

    /** A sample of {@code size} items. */
    public static <T> WeightedSample<T> of(int size, long seed, StateCodec<T> itemCodec) {
        Requirements.size(size, MAX_SIZE);
        return new WeightedSample<>(size, seed, itemCodec);
    }

    /** How a dataflow uses it. */
    public static <R, T> Aggregation<R, WeightedSample<T>, List<SampledItem<T>>> aggregation(
            int size,
            long seed,
            StateCodec<T> itemCodec,
            Function<? super R, ? extends T> item,
            ToDoubleFunction<? super R> weight) {
        Requirements.size(size, MAX_SIZE);
        return Aggregation.<R, WeightedSample<T>, List<SampledItem<T>>>of(
                        "weighted-sample",
                        () -> of(size, seed, itemCodec),
                        (s, record) -> s.update(item.apply(record), weight.applyAsDouble(record)),
                        WeightedSample::sample,
                        codec(itemCodec))
                .merging(WeightedSample::merge, WeightedSample::copy);
    }

    @Override
    public void update(T item, double weight) {
        Objects.requireNonNull(item, "item");
        Requirements.weight(weight);
        count++;
        if (weight == 0) {
            return;
        }
        total += weight;
        if (heap.size() <= size) {
            chance.stir(itemCodec, item);
            heap.add(chance.exponential() / weight, weight, item);
            if (heap.size() > size) {
                scheduleNext();
            }
            return;
        }
        skip -= weight;
        if (skip <= 0) {
            double below = StrictMath.expm1(-weight * heap.key(0));
            double key = -StrictMath.log1p(chance.uniform() * below) / weight;
            heap.replaceTop(key, weight, item);
            scheduleNext();
        }
    }

    @Override
    public List<SampledItem<T>> sample() {
        boolean all = heap.size() <= size;
        double threshold = all ? 0 : heap.key(0);
        List<SampledItem<T>> sample = new ArrayList<>(size);
        for (int place = all ? 0 : 1; place < heap.size(); place++) {
            double weight = heap.weight(place);
            double represents = all ? weight : weight / -StrictMath.expm1(-weight * threshold);
            sample.add(new SampledItem<>(heap.item(place), represents));
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

    /** The k items of the smallest numbers on both sides are those of both streams together: the law stays exact. */
    @Override
    public void merge(WeightedSample<T> other) {
        Requirements.sameSize("WeightedSample", size, other.size);
        Requirements.counts(count, other.count);
        if (other.count == 0) {
            return;
        }
        chance.stir(other.chance.state());
        int theirs = other.heap.size();
        for (int place = 0; place < theirs; place++) {
            double key = other.heap.key(place);
            if (heap.size() <= size) {
                heap.add(key, other.heap.weight(place), other.heap.item(place));
            } else if (key < heap.key(0)) {
                heap.replaceTop(key, other.heap.weight(place), other.heap.item(place));
            }
        }
        count += other.count;
        total += other.total;
        if (heap.size() > size) {
            scheduleNext();
        }
    }

    @Override
    public void reset() {
        become(new WeightedSample<>(size, seed, itemCodec));
    }

    @Override
    public WeightedSample<T> copy() {
        WeightedSample<T> copy = new WeightedSample<>(size, seed, itemCodec);
        copy.become(this);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 112 + heap.heapBytes() + Codecs.heapBytes(itemCodec, items());
    }

    /**
     * How samples of such items become bytes. Form {@code weighted-sample} 1: size i32, seed i64, generator i64, count i64, total f64, skip f64, the items of
     * the heap under one header, then number f64 and weight f64 of each.
     */
    public static <T> StateCodec<WeightedSample<T>> codec(StateCodec<T> itemCodec) {
        Objects.requireNonNull(itemCodec, "itemCodec");
        return StateCodec.of("weighted-sample", 1, WeightedSample::encode, in -> decode(itemCodec, in));
    }

    private void encode(StateWriter out) {
        out.writeInt(size)
                .writeLong(seed)
                .writeLong(chance.state())
                .writeLong(count)
                .writeDouble(total)
                .writeDouble(skip);
        itemCodec.encodeAll(items(), out);
        for (int place = 0; place < heap.size(); place++) {
            out.writeDouble(heap.key(place)).writeDouble(heap.weight(place));
        }
    }

    private static <T> WeightedSample<T> decode(StateCodec<T> itemCodec, StateReader in) {
        WeightedSample<T> s = new WeightedSample<>(in.readIntBetween("size", 1, MAX_SIZE), in.readLong(), itemCodec);
        s.chance.moveTo(in.readLong());
        s.count = Requirements.readCount(in);
        s.total = in.readFinite("total");
        s.skip = in.readFinite("skip");
        List<T> items = itemCodec.decodeAll(in);
        if (items.size() > Math.min(s.count, s.size + 1L)) {
            throw in.corrupt("items must be at most size + 1 and count, got " + items.size());
        }
        double sum = 0;
        for (T item : items) {
            double key = in.readFinite("number");
            double weight = in.readFinite("weight");
            if (!(key > 0) || !Requirements.isSampled(weight)) {
                throw in.corrupt("numbers must be positive and weights allowed, got " + key + " and " + weight);
            }
            s.heap.append(key, weight, item);
            sum += weight;
        }
        boolean full = items.size() > s.size;
        if (!s.heap.isInOrder() || !(s.total >= sum * (1 - 1e-6)) || (full ? !(s.skip > 0) : s.skip != 0)) {
            throw in.corrupt("numbers must be in the order of a heap, total at least that of the weights, " + sum
                    + ", and skip positive once the sample is full, got " + s.total + " and " + s.skip);
        }
        return s;
    }

    private void scheduleNext() {
        skip = chance.exponential() / heap.key(0);
    }

    private List<T> items() {
        return IntStream.range(0, heap.size()).mapToObj(heap::item).toList();
    }

    /** Takes everything over but the seed. */
    private void become(WeightedSample<T> other) {
        heap.become(other.heap);
        chance.moveTo(other.chance.state());
        count = other.count;
        total = other.total;
        skip = other.skip;
    }
}
