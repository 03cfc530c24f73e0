package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * The most frequent items of a stream with any number of different ones, never counted too high; the fastest of its family.
 *
 * <p><b>Method.</b> Misra and Gries, <i>Finding repeated elements</i>, Science of Computer Programming 2(2), 1982: where there is no counter for a new
 * item, all counters are lowered, and those that reach 0 become free. As Anderson, Bevan, Lang, Liberty, Rhodes and Thaler, <i>A high-performance algorithm
 * for identifying frequent items in data streams</i>, IMC 2017, it keeps half as many counters again as the bound m needs and lowers by much at once; they
 * take the median of a sample, here it is exactly the m-th largest count, so that no chance is involved. Merge after Agarwal, Cormode, Huang, Phillips, Wei
 * and Yi, <i>Mergeable summaries</i>, PODS 2012.
 * <p><b>Error.</b> Never above the true count; below it by {@link #maximumError} at most, which never exceeds total / m, however the stream was split and
 * merged. Every item with more than total / m is monitored.
 * <p><b>Cost.</b> O(1) per update on average whatever the weights; the update that lowers the counters takes O(m). Nothing is allocated once the counters
 * are taken. O(m) per merge; about 60 bytes for each of the m and its item.
 * <p><b>Units.</b> Counts, or the unit of the weights.
 * <p><b>Empty.</b> 0, and no rows.
 * <p><b>Threads.</b> One owner at a time; no locks inside. Items must not change while they are in.
 *
 * <pre>{@code
 * var words = MisraGries.ofTexts(2);
 * for (String word : "a b a c a d e".split(" ")) {
 *     words.update(word);
 * }
 * words.estimate("a");    // 2: at least that often
 * words.maximumError();   // 1: at most 3 times
 * words.top(1);           // [FrequentItem[item=a, count=3, error=1, guaranteed=true]]
 * }</pre>
 *
 * @param <T> an item; {@code equals} and {@code hashCode} say which are the same
 */
public sealed class MisraGries<T>
        implements FrequencyEstimator<T>, TopK<T>, Incremental<MisraGries<T>>, Mergeable<MisraGries<T>> {

    /** The largest number of counters. */
    public static final int MAX_COUNTERS = 1 << 23;

    /*
     * Slot s holds an item that came values[s] .. values[s] + lowered times. Lowering by the m-th largest value takes at least that much from each of m
     * counters, hence the values together stay at or below total - m * lowered: that is the bound, and merging, which adds both sides of it, keeps it.
     *
     * Invariants: every value is positive; the values add up to at most total - counters * lowered, and to total where lowered is 0. Slots are part of the
     * form only to keep rows of equal counts in order.
     */
    final int counters;
    final StateCodec<T> itemCodec;
    final Slots<T> slots;
    long[] values;
    private long[] scratch = new long[0];
    private int[] kept = new int[0];
    long lowered;
    long total;

    private MisraGries(int counters, StateCodec<T> itemCodec, Slots<T> slots) {
        this.counters = counters;
        this.itemCodec = Objects.requireNonNull(itemCodec, "itemCodec");
        this.slots = slots;
        this.values = new long[slots.capacity()];
    }

    private MisraGries(MisraGries<T> other, Slots<T> slots) {
        counters = other.counters;
        itemCodec = other.itemCodec;
        this.slots = slots;
        values = other.values.clone();
        lowered = other.lowered;
        total = other.total;
    }

    /**
     * Counters over items of any kind.
     *
     * @param counters the m of the bound; ten times the number of top items wanted is good
     */
    public static <T> MisraGries<T> of(int counters, StateCodec<T> itemCodec) {
        Checks.requireCounters(counters, MAX_COUNTERS);
        return new MisraGries<>(counters, itemCodec, new ObjectSlots<>(room(counters)));
    }

    /** Counters over texts. */
    public static MisraGries<String> ofTexts(int counters) {
        return of(counters, Codecs.TEXT);
    }

    /** Counters over numbers: ports, codes, packed keys. None is boxed. */
    public static OfLongs ofLongs(int counters) {
        return new OfLongs(Checks.requireCounters(counters, MAX_COUNTERS));
    }

    /** How a dataflow counts texts; the answer is the top k. */
    public static <R> Aggregation<R, MisraGries<String>, List<FrequentItem<String>>> aggregation(
            int counters, int k, Function<? super R, String> item) {
        return aggregation(counters, k, Codecs.TEXT, item, record -> 1);
    }

    /** How a dataflow counts items of any kind by weight; the answer is the top k. */
    public static <R, T> Aggregation<R, MisraGries<T>, List<FrequentItem<T>>> aggregation(
            int counters,
            int k,
            StateCodec<T> itemCodec,
            Function<? super R, ? extends T> item,
            ToLongFunction<? super R> weight) {
        Checks.requireCounters(counters, MAX_COUNTERS);
        Checks.requireRows(k);
        return Aggregation.<R, MisraGries<T>, List<FrequentItem<T>>>of(
                        "misra-gries",
                        () -> of(counters, itemCodec),
                        (s, record) -> s.update(item.apply(record), weight.applyAsLong(record)),
                        s -> s.top(k),
                        codec(itemCodec))
                .merging(MisraGries::merge, MisraGries::copy);
    }

    /** How a dataflow counts numbers; the answer is the top k. */
    public static <R> Aggregation<R, OfLongs, List<FrequentItem<Long>>> aggregationOfLongs(
            int counters, int k, ToLongFunction<? super R> item) {
        Checks.requireCounters(counters, MAX_COUNTERS);
        Checks.requireRows(k);
        return Aggregation.<R, OfLongs, List<FrequentItem<Long>>>of(
                        "misra-gries",
                        () -> ofLongs(counters),
                        (s, record) -> s.update(item.applyAsLong(record)),
                        s -> s.top(k),
                        OfLongs.CODEC)
                .merging(MisraGries::merge, OfLongs::copy);
    }

    @Override
    public void update(T item, long weight) {
        Objects.requireNonNull(item, "item");
        total = Checks.raisedTotal(total, weight);
        int slot = slots.find(item);
        if (slot != Slots.ABSENT) {
            values[slot] += weight;
        } else if (weight > 0) {
            slots.put(freeSlot(weight), item);
        }
    }

    /** At least how often the item came, and at most {@link #maximumError} less than that; 0 without a counter. */
    @Override
    public long estimate(T item) {
        return value(slots.find(item));
    }

    /** By how much an estimate may be too low; 0 while there is room for new items, later total / {@link #counters} at most. */
    public long maximumError() {
        return lowered;
    }

    /**
     * The k items of largest count, largest first; each row's count is the upper bound. Guaranteed is an item that no item outside this list can
     * outnumber.
     *
     * @throws IllegalArgumentException unless k is positive
     */
    @Override
    public List<FrequentItem<T>> top(int k) {
        Checks.requireRows(k);
        int[] byRank = ranked();
        long best = lowered + (k < byRank.length ? values[byRank[k]] : 0);
        return Arrays.stream(byRank).limit(k).mapToObj(slot -> row(slot, best)).toList();
    }

    /**
     * All items that may make up more than a share of the total, largest first: those that do are among them wherever the share is at least
     * 1 / {@link #counters}. Guaranteed is an item that surely does.
     *
     * @param share from 0 to 1
     */
    public List<FrequentItem<T>> heavyHitters(double share) {
        Checks.requireShare(share);
        long above = (long) Math.floor(share * total);
        return Arrays.stream(ranked())
                .filter(slot -> values[slot] + lowered > above)
                .mapToObj(slot -> row(slot, above + 1))
                .toList();
    }

    /** The m of the bound. */
    public int counters() {
        return counters;
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public void merge(MisraGries<T> other) {
        if (other.counters != counters) {
            throw new IllegalArgumentException("cannot merge MisraGries of " + counters + " counters with "
                    + other.counters + " counters: counters differ");
        }
        long sum = Checks.mergedTotal(total, other.total);
        // All of the other's values first: lowering between them would cost more of the bound than the paper's merge
        // does.
        int fresh = 0;
        for (int slot = 0; slot < other.slots.size(); slot++) {
            fresh += slots.find(other.slots.get(slot)) == Slots.ABSENT ? 1 : 0;
        }
        long cut = slots.size() + fresh > room(counters) ? cutOf(other, fresh) : 0;
        long loweredThere = other.lowered;
        int there = other.slots.size();
        for (int slot = 0; slot < there; slot++) {
            int here = slots.find(other.slots.get(slot));
            if (here != Slots.ABSENT) {
                values[here] += other.values[slot];
            }
        }
        lower(cut);
        for (int slot = 0; slot < there; slot++) {
            T item = other.slots.get(slot);
            if (other != this && other.values[slot] > cut && slots.find(item) == Slots.ABSENT) {
                slots.put(freeSlot(other.values[slot] - cut), item);
            }
        }
        lowered += loweredThere;
        total = sum;
    }

    @Override
    public void reset() {
        slots.clear();
        lowered = 0;
        total = 0;
    }

    @Override
    public MisraGries<T> copy() {
        return new MisraGries<>(this, slots.copy());
    }

    @Override
    public long stateBytes() {
        long items = slots instanceof LongSlots ? 0 : Codecs.heapBytes(itemCodec, items());
        return 120 + slots.heapBytes() + 8L * values.length + 8L * scratch.length + 4L * kept.length + items;
    }

    /**
     * How counters over such items become bytes. Form {@code misra-gries} 1: counters i32, total i64, lowered i64, the items by slot under one header, then
     * value i64 of each.
     */
    public static <T> StateCodec<MisraGries<T>> codec(StateCodec<T> itemCodec) {
        Objects.requireNonNull(itemCodec, "itemCodec");
        return StateCodec.of(
                "misra-gries",
                1,
                MisraGriesForm::encode,
                in -> MisraGriesForm.decode(of(MisraGriesForm.readCounters(in), itemCodec), in));
    }

    /** Half as many again as the bound needs: a third of them at least is free after each lowering. */
    static int room(int counters) {
        return counters + Math.max(1, counters / 2);
    }

    /** A slot for an item that has none, opened and counted already. */
    int freeSlot(long value) {
        if (slots.size() == room(counters)) {
            System.arraycopy(values, 0, scratch(slots.size()), 0, slots.size());
            lower(mthLargest(slots.size()));
        }
        int slot = slots.size();
        if (slot == values.length) {
            slots.grow();
            values = Arrays.copyOf(values, slots.capacity());
        }
        values[slot] = value;
        return slot;
    }

    /** By how much both sides together must be lowered, which have {@code fresh} items that are not here. */
    private long cutOf(MisraGries<T> other, int fresh) {
        int size = slots.size();
        System.arraycopy(values, 0, scratch(size + fresh), 0, size);
        for (int slot = 0; slot < other.slots.size(); slot++) {
            int here = slots.find(other.slots.get(slot));
            if (here == Slots.ABSENT) {
                scratch[size++] = other.values[slot];
            } else {
                scratch[here] += other.values[slot];
            }
        }
        return mthLargest(size);
    }

    private long[] scratch(int size) {
        if (scratch.length < size) {
            scratch = new long[size];
        }
        return scratch;
    }

    private long mthLargest(int size) {
        return Selection.select(scratch, size, size - counters);
    }

    private void lower(long by) {
        if (by == 0) {
            return;
        }
        if (kept.length < counters) {
            kept = new int[counters];
        }
        int many = 0;
        for (int slot = 0; slot < slots.size(); slot++) {
            if (values[slot] > by) {
                kept[many] = slot;
                values[many++] = values[slot] - by;
            }
        }
        slots.keep(kept, many);
        lowered += by;
    }

    private long value(int slot) {
        return slot == Slots.ABSENT ? 0 : values[slot];
    }

    List<T> items() {
        return IntStream.range(0, slots.size()).mapToObj(slots::get).toList();
    }

    /** All slots, the largest value first. */
    private int[] ranked() {
        return Ranking.of(slots.size(), (a, b) -> Long.compare(values[b], values[a]));
    }

    private FrequentItem<T> row(int slot, long atLeast) {
        return new FrequentItem<>(slots.get(slot), values[slot] + lowered, lowered, values[slot] >= atLeast);
    }

    /** Counters over numbers, none of them boxed. */
    public static final class OfLongs extends MisraGries<Long> {

        private final LongSlots longs;

        private OfLongs(int counters) {
            this(counters, new LongSlots(room(counters)));
        }

        private OfLongs(int counters, LongSlots longs) {
            super(counters, Codecs.LONG, longs);
            this.longs = longs;
        }

        private OfLongs(OfLongs other, LongSlots longs) {
            super(other, longs);
            this.longs = longs;
        }

        /** Takes one number in. */
        public void update(long item) {
            update(item, 1);
        }

        /** Takes one number in that counts {@code weight} times; see {@link FrequencyEstimator#update(Object, long)}. */
        public void update(long item, long weight) {
            MisraGries<Long> s = this;
            s.total = Checks.raisedTotal(s.total, weight);
            int slot = longs.find(item);
            if (slot != Slots.ABSENT) {
                s.values[slot] += weight;
            } else if (weight > 0) {
                longs.put(s.freeSlot(weight), item);
            }
        }

        /** See {@link MisraGries#estimate(Object)}. */
        public long estimate(long item) {
            MisraGries<Long> s = this;
            return s.value(longs.find(item));
        }

        @Override
        public OfLongs copy() {
            return new OfLongs(this, longs.copy());
        }

        /** The form of {@link MisraGries#codec} over numbers. */
        public static final StateCodec<OfLongs> CODEC = StateCodec.of(
                "misra-gries",
                1,
                MisraGriesForm::encode,
                in -> MisraGriesForm.decode(ofLongs(MisraGriesForm.readCounters(in)), in));
    }
}
