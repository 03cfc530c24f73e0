package io.rivulet.algorithms.frequency;

import com.carrotsearch.hppc.ObjectIntHashMap;
import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The most frequent items of a stream with any number of different ones, in a fixed number m of counters; it keeps the items themselves.
 *
 * <p><b>Method.</b> Metwally, Agrawal and El Abbadi, <i>Efficient computation of frequent and top-k elements in data streams</i>, ICDT 2005: an item
 * without a counter takes over the smallest one, count included. The counters stand in a heap instead of the paper's linked buckets, so that weights
 * cost the same as single counts. Merge after Agarwal, Cormode, Huang, Phillips, Wei and Yi, <i>Mergeable summaries</i>, PODS 2012.
 * <p><b>Error.</b> Never below the true count; above it by {@link #maximumError} at most, which never exceeds total / m, however the stream was split and
 * merged. Every item with more than total / m is monitored. No chance is involved.
 * <p><b>Cost.</b> O(lg m) per update, nothing allocated once the counters are taken (longs are boxed by the caller); O(m lg m) per merge; about 55 bytes
 * a counter and the item.
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
public final class SpaceSaving<T>
        implements FrequencyEstimator<T>, Incremental<SpaceSaving<T>>, Mergeable<SpaceSaving<T>> {

    /** The largest number of counters. */
    public static final int MAX_COUNTERS = 1 << 24;

    /*
     * Slot s holds items[s], which came count - errors[s] .. count times, where count is that of the slot in the heap.
     *
     * Invariants, which the bounds rest on and merging keeps: a state with room left is exact, errors all 0 and counts adding up to total. In a full
     * one no error exceeds the smallest count, no item without a counter came more often than that, and the counts add up to total at most, hence
     * the smallest is at most total / m.
     */
    private static final long MAX_TOTAL = 1L << 62;

    private final int counters;
    private final StateCodec<T> itemCodec;
    private final ObjectIntHashMap<T> slots;
    private final CounterHeap heap;
    private Object[] items;
    private long[] errors;
    private long total;

    private SpaceSaving(int counters, StateCodec<T> itemCodec) {
        this(counters, itemCodec, new ObjectIntHashMap<>(), new CounterHeap(counters));
    }

    private SpaceSaving(int counters, StateCodec<T> itemCodec, ObjectIntHashMap<T> slots, CounterHeap heap) {
        this.counters = counters;
        this.itemCodec = Objects.requireNonNull(itemCodec, "itemCodec");
        this.slots = slots;
        this.heap = heap;
        this.items = new Object[heap.capacity()];
        this.errors = new long[heap.capacity()];
    }

    /** Counters over items of any kind; ten times the number of top items wanted is a good number of counters. */
    public static <T> SpaceSaving<T> of(int counters, StateCodec<T> itemCodec) {
        requireCounters(counters);
        return new SpaceSaving<>(counters, itemCodec);
    }

    /** Counters over texts. */
    public static SpaceSaving<String> ofTexts(int counters) {
        return of(counters, Codecs.TEXT);
    }

    /** Counters over numbers: ports, codes, packed keys. */
    public static SpaceSaving<Long> ofLongs(int counters) {
        return of(counters, Codecs.LONG);
    }

    /** How a dataflow counts texts; the answer is the top k. */
    public static <R> Aggregation<R, SpaceSaving<String>, List<FrequentItem<String>>> aggregation(
            int counters, int k, Function<? super R, String> item) {
        return aggregation(counters, k, Codecs.TEXT, item, record -> 1);
    }

    /** How a dataflow counts numbers; the answer is the top k. */
    public static <R> Aggregation<R, SpaceSaving<Long>, List<FrequentItem<Long>>> aggregationOfLongs(
            int counters, int k, ToLongFunction<? super R> item) {
        return aggregation(counters, k, Codecs.LONG, item::applyAsLong, record -> 1);
    }

    /** How a dataflow counts items of any kind by weight; the answer is the top k. */
    public static <R, T> Aggregation<R, SpaceSaving<T>, List<FrequentItem<T>>> aggregation(
            int counters,
            int k,
            StateCodec<T> itemCodec,
            Function<? super R, ? extends T> item,
            ToLongFunction<? super R> weight) {
        requireCounters(counters);
        requireRows(k);
        return Aggregation.<R, SpaceSaving<T>, List<FrequentItem<T>>>of(
                        "space-saving",
                        () -> of(counters, itemCodec),
                        (s, record) -> s.update(item.apply(record), weight.applyAsLong(record)),
                        s -> s.top(k),
                        codec(itemCodec))
                .merging(SpaceSaving::merge, SpaceSaving::copy);
    }

    @Override
    public void update(T item, long weight) {
        Objects.requireNonNull(item, "item");
        if (weight < 0 || weight > MAX_TOTAL - total) {
            throw new IllegalArgumentException(
                    "weight must be in 0.." + (MAX_TOTAL - total) + " at a total of " + total + ", got " + weight);
        }
        if (weight == 0) {
            return;
        }
        total += weight;
        int at = slots.indexOf(item);
        if (slots.indexExists(at)) {
            heap.raise(slots.indexGet(at), weight);
        } else if (heap.isFull()) {
            int slot = heap.smallest();
            slots.remove(item(slot));
            slots.put(item, slot);
            items[slot] = item;
            errors[slot] = heap.count(slot);
            heap.raise(slot, weight);
        } else {
            append(item, weight, 0);
        }
    }

    /** At most how often the item came; the true count lies in {@link #lowerBound} .. this. Without a counter: {@link #maximumError}. */
    @Override
    public long estimate(T item) {
        int slot = slots.getOrDefault(item, -1);
        return slot < 0 ? maximumError() : heap.count(slot);
    }

    /** At least how often the item came; 0 without a counter. */
    public long lowerBound(T item) {
        int slot = slots.getOrDefault(item, -1);
        return slot < 0 ? 0 : heap.count(slot) - errors[slot];
    }

    /** By how much an estimate may be too high; 0 while there is room for new items, later total / {@link #counters} at most. */
    public long maximumError() {
        return heap.isFull() ? heap.count(heap.smallest()) : 0;
    }

    /**
     * The k items of largest count, largest first; of equal counts the one with the smaller error, then the one that has had it longer. Guaranteed is an
     * item that no item outside this list can outnumber.
     *
     * @throws IllegalArgumentException unless k is positive
     */
    public List<FrequentItem<T>> top(int k) {
        requireRows(k);
        int[] byRank = ranked();
        long best = k < byRank.length ? heap.count(byRank[k]) : maximumError();
        return Arrays.stream(byRank).limit(k).mapToObj(slot -> row(slot, best)).toList();
    }

    /**
     * All items that may make up more than a share of the total, largest first: those that do are among them wherever the share is at least
     * 1 / {@link #counters}. Guaranteed is an item that surely does.
     *
     * @param share from 0 to 1
     */
    public List<FrequentItem<T>> heavyHitters(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be in 0..1, got " + share);
        }
        long above = (long) Math.floor(share * total);
        return Arrays.stream(ranked())
                .filter(slot -> heap.count(slot) > above)
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
        if (other.total > MAX_TOTAL - total) {
            throw new IllegalArgumentException(
                    "totals must stay within " + MAX_TOTAL + " together, got " + total + " and " + other.total);
        }
        if (other.total == 0) {
            return;
        }
        int most = heap.size() + other.heap.size();
        Object[] union = new Object[most];
        long[] sums = new long[most];
        long[] sumErrors = new long[most];
        long missedHere = maximumError();
        long missedThere = other.maximumError();
        int size = 0;
        for (int slot : ranked()) {
            int there = other.slots.getOrDefault(item(slot), -1);
            union[size] = items[slot];
            sums[size] = heap.count(slot) + (there < 0 ? missedThere : other.heap.count(there));
            sumErrors[size++] = errors[slot] + (there < 0 ? missedThere : other.errors[there]);
        }
        for (int slot : other.ranked()) {
            if (!slots.containsKey(other.item(slot))) {
                union[size] = other.items[slot];
                sums[size] = other.heap.count(slot) + missedHere;
                sumErrors[size++] = other.errors[slot] + missedHere;
            }
        }
        int[] best = Ranking.of(size, (a, b) -> {
            int byCount = Long.compare(sums[b], sums[a]);
            return byCount != 0 ? byCount : Long.compare(sumErrors[a], sumErrors[b]);
        });
        long sum = Math.addExact(total, other.total);
        reset();
        total = sum;
        // The smallest first: the order in which a decoder finds them, and in which they will be taken over.
        for (int i = Math.min(size, counters) - 1; i >= 0; i--) {
            append(SpaceSaving.<T>cast(union[best[i]]), sums[best[i]], sumErrors[best[i]]);
        }
    }

    @Override
    public void reset() {
        slots.clear();
        heap.clear();
        Arrays.fill(items, null);
        total = 0;
    }

    @Override
    public SpaceSaving<T> copy() {
        SpaceSaving<T> copy = new SpaceSaving<>(counters, itemCodec, slots.clone(), new CounterHeap(heap));
        System.arraycopy(items, 0, copy.items, 0, items.length);
        System.arraycopy(errors, 0, copy.errors, 0, errors.length);
        copy.total = total;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 64
                + heap.heapBytes()
                + 12L * items.length
                + 8L * slots.keys.length
                + Codecs.heapBytes(
                        itemCodec, sorted(heap::compare).map(this::item).toList());
    }

    /**
     * How counters over such items become bytes. Form {@code space-saving} 1: counters i32, total i64, the items by rising rank under one header, then
     * count i64 and error i64 of each.
     */
    public static <T> StateCodec<SpaceSaving<T>> codec(StateCodec<T> itemCodec) {
        Objects.requireNonNull(itemCodec, "itemCodec");
        return StateCodec.of("space-saving", 1, SpaceSaving::encode, in -> decode(itemCodec, in));
    }

    private void encode(StateWriter out) {
        List<Integer> rising = sorted(heap::compare).toList();
        out.writeInt(counters).writeLong(total);
        itemCodec.encodeAll(rising.stream().map(this::item).toList(), out);
        for (int slot : rising) {
            out.writeLong(heap.count(slot)).writeLong(errors[slot]);
        }
    }

    private static <T> SpaceSaving<T> decode(StateCodec<T> itemCodec, StateReader in) {
        SpaceSaving<T> s = new SpaceSaving<>(in.readIntBetween("counters", 1, MAX_COUNTERS), itemCodec);
        long total = in.readCount("total");
        List<T> items = itemCodec.decodeAll(in);
        if (items.size() > s.counters) {
            throw in.corrupt("items must be at most " + s.counters + ", got " + items.size());
        }
        boolean full = items.size() == s.counters;
        long sum = 0;
        long last = 1;
        for (T item : items) {
            long count = in.readLong();
            long error = in.readCount("error");
            long smallest = sum == 0 ? count : s.heap.count(s.heap.smallest());
            if (count < last || count > total - sum || s.slots.containsKey(item)) {
                throw in.corrupt("items must differ and counts rise and fit their total, got count " + count);
            }
            if (error >= count || error > (full ? smallest : 0)) {
                throw in.corrupt("error must be below its count and at most the smallest, got " + error);
            }
            s.append(item, count, error);
            sum += count;
            last = count;
        }
        if (total > MAX_TOTAL || !full && sum != total) {
            throw in.corrupt("total must be that of the counts while there is room, " + sum + ", got " + total);
        }
        s.total = total;
        return s;
    }

    private void append(T item, long count, long error) {
        int slot = heap.size();
        heap.add(count);
        if (slot == items.length) {
            items = Arrays.copyOf(items, heap.capacity());
            errors = Arrays.copyOf(errors, heap.capacity());
        }
        items[slot] = item;
        errors[slot] = error;
        slots.put(item, slot);
    }

    private T item(int slot) {
        return SpaceSaving.<T>cast(items[slot]);
    }

    @SuppressWarnings("unchecked") // only items come into the arrays
    private static <T> T cast(Object item) {
        return (T) item;
    }

    /** All slots, the best first. */
    private int[] ranked() {
        return Ranking.of(heap.size(), (a, b) -> {
            int byCount = Long.compare(heap.count(b), heap.count(a));
            int byError = byCount != 0 ? byCount : Long.compare(errors[a], errors[b]);
            return byError != 0 ? byError : heap.compare(a, b);
        });
    }

    private Stream<Integer> sorted(Comparator<Integer> order) {
        return IntStream.range(0, heap.size()).boxed().sorted(order);
    }

    private FrequentItem<T> row(int slot, long atLeast) {
        long count = heap.count(slot);
        return new FrequentItem<>(item(slot), count, errors[slot], count - errors[slot] >= atLeast);
    }

    private static void requireCounters(int counters) {
        if (counters < 1 || counters > MAX_COUNTERS) {
            throw new IllegalArgumentException("counters must be in 1.." + MAX_COUNTERS + ", got " + counters);
        }
    }

    private static void requireRows(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be positive, got " + k);
        }
    }
}
