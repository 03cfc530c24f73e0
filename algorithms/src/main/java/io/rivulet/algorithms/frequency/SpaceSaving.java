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
 * The most frequent items of a stream with any number of different ones, in a fixed number m of counters; it keeps the items themselves.
 *
 * <p><b>Method.</b> Metwally, Agrawal and El Abbadi, <i>Efficient computation of frequent and top-k elements in data streams</i>, ICDT 2005: an item
 * without a counter takes over the smallest one, count included. Where the paper keeps counters in order at every item, here the smallest are looked for
 * when one is needed, a quarter of all at a time. Merge after Agarwal, Cormode, Huang, Phillips, Wei and Yi, <i>Mergeable summaries</i>, PODS 2012.
 * <p><b>Error.</b> Never below the true count; above it by {@link #maximumError} at most, which never exceeds total / m, however the stream was split and
 * merged. Every item with more than total / m is monitored. No chance is involved.
 * <p><b>Cost.</b> O(1) per update on average where items count once, O(lg m) where weights differ; the update that looks at all counters takes O(m). Nothing
 * is allocated once the counters are taken. O(m lg m) per merge; about 45 bytes a counter and the item.
 * <p><b>Units.</b> Counts, or the unit of the weights.
 * <p><b>Empty.</b> 0, and no rows.
 * <p><b>Threads.</b> One owner at a time; no locks inside. Items must not change while they are in.
 *
 * <pre>{@code
 * var words = SpaceSaving.ofTexts(2);
 * for (String word : "a b a c a".split(" ")) {
 *     words.update(word);
 * }
 * words.top(1);           // [FrequentItem[item=a, count=3, error=0, guaranteed=true]]
 * words.estimate("c");    // 2: at most one b before it
 * words.maximumError();   // 2: no more than 5 / 2
 * }</pre>
 *
 * @param <T> an item; {@code equals} and {@code hashCode} say which are the same
 */
public sealed class SpaceSaving<T>
        implements FrequencyEstimator<T>, TopK<T>, Incremental<SpaceSaving<T>>, Mergeable<SpaceSaving<T>> {

    /** The largest number of counters. */
    public static final int MAX_COUNTERS = Slots.MAX_SLOTS;

    /*
     * Slot s holds an item that came counts[s] - errors[s] .. counts[s] times. Which counter is taken over depends on counts and slots alone, hence slots
     * are part of the form.
     *
     * Invariants, which the bounds rest on and merging keeps: a state with room left is exact, errors all 0 and counts adding up to total. In a full
     * one no error exceeds the smallest count, no item without a counter came more often than that, and the counts add up to total at most, hence
     * the smallest is at most total / m.
     */
    final int counters;
    final StateCodec<T> itemCodec;
    final Slots<T> slots;
    private final SmallestCounts smallest = new SmallestCounts();
    long[] counts;
    long[] errors;
    long total;

    private SpaceSaving(int counters, StateCodec<T> itemCodec, Slots<T> slots) {
        this.counters = counters;
        this.itemCodec = Objects.requireNonNull(itemCodec, "itemCodec");
        this.slots = slots;
        this.counts = new long[slots.capacity()];
        this.errors = new long[slots.capacity()];
    }

    private SpaceSaving(SpaceSaving<T> other, Slots<T> slots) {
        counters = other.counters;
        itemCodec = other.itemCodec;
        this.slots = slots;
        counts = other.counts.clone();
        errors = other.errors.clone();
        total = other.total;
    }

    /** Counters over items of any kind; ten times the number of top items wanted is a good number of counters. */
    public static <T> SpaceSaving<T> of(int counters, StateCodec<T> itemCodec) {
        Checks.requireCounters(counters, MAX_COUNTERS);
        return new SpaceSaving<>(counters, itemCodec, new ObjectSlots<>(counters));
    }

    /** Counters over texts. */
    public static SpaceSaving<String> ofTexts(int counters) {
        return of(counters, Codecs.TEXT);
    }

    /** Counters over numbers: ports, codes, packed keys. None is boxed. */
    public static OfLongs ofLongs(int counters) {
        return new OfLongs(Checks.requireCounters(counters, MAX_COUNTERS));
    }

    /** How a dataflow counts texts; the answer is the top k. */
    public static <R> Aggregation<R, SpaceSaving<String>, List<FrequentItem<String>>> aggregation(
            int counters, int k, Function<? super R, String> item) {
        return aggregation(counters, k, Codecs.TEXT, item, record -> 1);
    }

    /** How a dataflow counts items of any kind by weight; the answer is the top k. */
    public static <R, T> Aggregation<R, SpaceSaving<T>, List<FrequentItem<T>>> aggregation(
            int counters,
            int k,
            StateCodec<T> itemCodec,
            Function<? super R, ? extends T> item,
            ToLongFunction<? super R> weight) {
        Checks.requireCounters(counters, MAX_COUNTERS);
        Checks.requireRows(k);
        return Aggregation.<R, SpaceSaving<T>, List<FrequentItem<T>>>of(
                        "space-saving",
                        () -> of(counters, itemCodec),
                        (s, record) -> s.update(item.apply(record), weight.applyAsLong(record)),
                        s -> s.top(k),
                        codec(itemCodec))
                .merging(SpaceSaving::merge, SpaceSaving::copy);
    }

    /** How a dataflow counts numbers; the answer is the top k. */
    public static <R> Aggregation<R, OfLongs, List<FrequentItem<Long>>> aggregationOfLongs(
            int counters, int k, ToLongFunction<? super R> item) {
        Checks.requireCounters(counters, MAX_COUNTERS);
        Checks.requireRows(k);
        return Aggregation.<R, OfLongs, List<FrequentItem<Long>>>of(
                        "space-saving",
                        () -> ofLongs(counters),
                        (s, record) -> s.update(item.applyAsLong(record)),
                        s -> s.top(k),
                        OfLongs.CODEC)
                .merging(SpaceSaving::merge, OfLongs::copy);
    }

    @Override
    public void update(T item, long weight) {
        Objects.requireNonNull(item, "item");
        total = Checks.raisedTotal(total, weight);
        int slot = slots.find(item);
        if (slot != Slots.ABSENT) {
            counts[slot] += weight;
        } else if (weight > 0 && slots.size() < counters) {
            slots.put(open(weight, 0), item);
        } else if (weight > 0) {
            slots.replace(takeOver(weight), item);
        }
    }

    /** At most how often the item came; the true count lies in {@link #lowerBound} .. this. Without a counter: {@link #maximumError}. */
    @Override
    public long estimate(T item) {
        return upper(slots.find(item));
    }

    /** At least how often the item came; 0 without a counter. */
    public long lowerBound(T item) {
        return lower(slots.find(item));
    }

    /** By how much an estimate may be too high; 0 while there is room for new items, later total / {@link #counters} at most. */
    public long maximumError() {
        return slots.size() < counters ? 0 : counts[smallest.first(counts, counters)];
    }

    /**
     * The k items of largest count, largest first; of equal counts those with the smaller error. Guaranteed is an item that no item outside this list can
     * outnumber.
     *
     * @throws IllegalArgumentException unless k is positive
     */
    @Override
    public List<FrequentItem<T>> top(int k) {
        Checks.requireRows(k);
        int[] byRank = ranked();
        long best = k < byRank.length ? counts[byRank[k]] : maximumError();
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
                .filter(slot -> counts[slot] > above)
                .mapToObj(slot -> row(slot, above + 1))
                .toList();
    }

    /** How many counters there are. */
    public int counters() {
        return counters;
    }

    @Override
    public long total() {
        return total;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Each count is raised by what the other side may have missed, and the m largest stay. This is the merge of Misra–Gries summaries, seen from the
     * other end: a count less the smallest is that summary's value, and the smallest count left is its deficit min + min' + s, where s is the m-th
     * largest sum of values. Keeping the errors item by item makes the lower bounds tighter than value alone.
     */
    @Override
    public void merge(SpaceSaving<T> other) {
        if (other.counters != counters) {
            throw new IllegalArgumentException("cannot merge SpaceSaving of " + counters + " counters with "
                    + other.counters + " counters: counters differ");
        }
        long sum = Checks.mergedTotal(total, other.total);
        if (other.total == 0) {
            return;
        }
        int most = slots.size() + other.slots.size();
        Object[] union = new Object[most];
        long[] sums = new long[most];
        long[] sumErrors = new long[most];
        long missedHere = maximumError();
        long missedThere = other.maximumError();
        int size = 0;
        for (; size < slots.size(); size++) {
            int there = other.slots.find(slots.get(size));
            union[size] = slots.get(size);
            sums[size] = counts[size] + (there == Slots.ABSENT ? missedThere : other.counts[there]);
            sumErrors[size] = errors[size] + (there == Slots.ABSENT ? missedThere : other.errors[there]);
        }
        for (int slot = 0; slot < other.slots.size(); slot++) {
            if (slots.find(other.slots.get(slot)) == Slots.ABSENT) {
                union[size] = other.slots.get(slot);
                sums[size] = other.counts[slot] + missedHere;
                sumErrors[size++] = other.errors[slot] + missedHere;
            }
        }
        int[] best = ranked(size, sums, sumErrors);
        reset();
        total = sum;
        for (int i = 0; i < Math.min(size, counters); i++) {
            T item = cast(union[best[i]]);
            slots.find(item);
            slots.put(open(sums[best[i]], sumErrors[best[i]]), item);
        }
    }

    @Override
    public void reset() {
        slots.clear();
        smallest.clear();
        total = 0;
    }

    @Override
    public SpaceSaving<T> copy() {
        return new SpaceSaving<>(this, slots.copy());
    }

    @Override
    public long stateBytes() {
        long items = slots instanceof LongSlots ? 0 : Codecs.heapBytes(itemCodec, items());
        return 88 + slots.heapBytes() + smallest.heapBytes() + 16L * counts.length + items;
    }

    /**
     * How counters over such items become bytes. Form {@code space-saving} 2: counters i32, total i64, the items by slot under one header, then count i64
     * and error i64 of each. Version 1 had them by rising count.
     */
    public static <T> StateCodec<SpaceSaving<T>> codec(StateCodec<T> itemCodec) {
        Objects.requireNonNull(itemCodec, "itemCodec");
        return StateCodec.versions(
                "space-saving",
                2,
                SpaceSavingForm::encode,
                (version, in) -> SpaceSavingForm.decode(of(SpaceSavingForm.readCounters(in), itemCodec), version, in));
    }

    int open(long count, long error) {
        int slot = slots.size();
        if (slot == counts.length) {
            slots.grow();
            counts = Arrays.copyOf(counts, slots.capacity());
            errors = Arrays.copyOf(errors, slots.capacity());
        }
        counts[slot] = count;
        errors[slot] = error;
        return slot;
    }

    private int takeOver(long weight) {
        int slot = smallest.first(counts, counters);
        errors[slot] = counts[slot];
        counts[slot] += weight;
        return slot;
    }

    private long upper(int slot) {
        return slot == Slots.ABSENT ? maximumError() : counts[slot];
    }

    private long lower(int slot) {
        return slot == Slots.ABSENT ? 0 : counts[slot] - errors[slot];
    }

    List<T> items() {
        return IntStream.range(0, slots.size()).mapToObj(slots::get).toList();
    }

    @SuppressWarnings("unchecked") // only items come into the array
    private static <T> T cast(Object item) {
        return (T) item;
    }

    /** All slots, the best first. */
    private int[] ranked() {
        return ranked(slots.size(), counts, errors);
    }

    private static int[] ranked(int size, long[] counts, long[] errors) {
        return Ranking.of(size, (a, b) -> {
            int byCount = Long.compare(counts[b], counts[a]);
            return byCount != 0 ? byCount : Long.compare(errors[a], errors[b]);
        });
    }

    private FrequentItem<T> row(int slot, long atLeast) {
        return new FrequentItem<>(slots.get(slot), counts[slot], errors[slot], lower(slot) >= atLeast);
    }

    /** Counters over numbers, none of them boxed. */
    public static final class OfLongs extends SpaceSaving<Long> {

        private final LongSlots longs;

        private OfLongs(int counters) {
            this(counters, new LongSlots(counters));
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
            SpaceSaving<Long> s = this;
            s.total = Checks.raisedTotal(s.total, weight);
            int slot = longs.find(item);
            if (slot != Slots.ABSENT) {
                s.counts[slot] += weight;
            } else if (weight > 0 && longs.size() < s.counters) {
                longs.put(s.open(weight, 0), item);
            } else if (weight > 0) {
                longs.replace(s.takeOver(weight), item);
            }
        }

        /** See {@link SpaceSaving#estimate(Object)}. */
        public long estimate(long item) {
            SpaceSaving<Long> s = this;
            return s.upper(longs.find(item));
        }

        /** See {@link SpaceSaving#lowerBound(Object)}. */
        public long lowerBound(long item) {
            SpaceSaving<Long> s = this;
            return s.lower(longs.find(item));
        }

        @Override
        public OfLongs copy() {
            return new OfLongs(this, longs.copy());
        }

        /** The form of {@link SpaceSaving#codec} over numbers. */
        public static final StateCodec<OfLongs> CODEC = StateCodec.versions(
                "space-saving",
                2,
                SpaceSavingForm::encode,
                (version, in) -> SpaceSavingForm.decode(ofLongs(SpaceSavingForm.readCounters(in)), version, in));
    }
}
