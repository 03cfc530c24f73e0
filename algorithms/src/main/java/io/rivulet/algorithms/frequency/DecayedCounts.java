package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.ForwardDecay;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The items that came most often lately: a record counts 1 when it comes, half after one half-life, a quarter after two.
 *
 * <p><b>Method.</b> Space-Saving (Metwally, Agrawal and El Abbadi, ICDT 2005) over weights by forward decay (Cormode, Shkapenyuk, Srivastava and Xu, <i>Forward
 * decay: a practical time decay model for streaming systems</i>, ICDE 2009): all counts fade alike, so their order stays. The landmark is a whole number of
 * half-lives, hence no answer depends on where it lies, to the last bit.
 * <p><b>Error.</b> Exact to rounding while no more than m items have come. Later never below the true weight; above it by {@link #maximumError} at most, which
 * never exceeds the decayed total / m. Every item with more than that is monitored. No chance is involved.
 * <p><b>Cost.</b> O(lg m) per update on average, nothing allocated once the counters are taken; O(m) once in 32 half-lives, when the landmark moves; about 45
 * bytes a counter and the item.
 * <p><b>Units.</b> Records of now. Event time in milliseconds within 2<sup>60</sup> of the epoch.
 * <p><b>Late.</b> Records may come in any order; one that is a thousand half-lives late counts for nothing.
 * <p><b>Empty.</b> 0, and no rows.
 * <p><b>Threads.</b> One owner at a time; no locks inside. Items must not change while they are in.
 *
 * <pre>{@code
 * var pages = DecayedCounts.ofTexts(100, Duration.ofMinutes(10));
 * pages.update("/a", 0);
 * pages.update("/a", 600_000);
 * pages.update("/b", 600_000);
 * pages.estimate("/a", 600_000);     // 1.5
 * pages.estimate("/a", 1_200_000);   // 0.75
 * }</pre>
 *
 * @param <T> an item; {@code equals} and {@code hashCode} say which are the same
 */
public final class DecayedCounts<T> implements Incremental<DecayedCounts<T>>, Mergeable<DecayedCounts<T>> {

    /** The largest number of counters. */
    public static final int MAX_COUNTERS = Slots.MAX_SLOTS;

    /*
     * bits[s] is the weight of slot s as the bits of a double, whose order as longs is that of the weights. Invariants: those of SpaceSaving, to rounding;
     * a weight is 0 once it has become less than 2^-1000, and its item is then the first to make room.
     */
    private final int counters;
    private final StateCodec<T> itemCodec;
    private final ForwardDecay decay;
    private final Slots<T> slots;
    private final SmallestCounts smallest = new SmallestCounts();
    private long[] bits;
    private double[] errors;
    private double total;

    private DecayedCounts(int counters, StateCodec<T> itemCodec, ForwardDecay decay, Slots<T> slots) {
        this.counters = counters;
        this.itemCodec = Objects.requireNonNull(itemCodec, "itemCodec");
        this.decay = decay;
        this.slots = slots;
        bits = new long[slots.capacity()];
        errors = new double[slots.capacity()];
    }

    /**
     * Counters over items of any kind.
     *
     * @param counters ten times the number of top items wanted is good
     * @param halfLife from one millisecond to 36,500 days; a third of the window that one would have taken is a good start
     */
    public static <T> DecayedCounts<T> of(int counters, Duration halfLife, StateCodec<T> itemCodec) {
        Checks.requireCounters(counters, MAX_COUNTERS);
        return new DecayedCounts<>(counters, itemCodec, new ForwardDecay(halfLife), new ObjectSlots<>(counters));
    }

    /** Counters over texts. */
    public static DecayedCounts<String> ofTexts(int counters, Duration halfLife) {
        return of(counters, halfLife, Codecs.TEXT);
    }

    /** How a dataflow counts texts; the answer is the top k as of the time that it is asked at. */
    public static <R> Aggregation<R, DecayedCounts<String>, List<DecayedItem<String>>> aggregation(
            int counters, Duration halfLife, int k, Function<? super R, String> item) {
        return aggregation(counters, halfLife, k, Codecs.TEXT, item);
    }

    /** How a dataflow counts items of any kind; the answer is the top k as of the time that it is asked at. */
    public static <R, T> Aggregation<R, DecayedCounts<T>, List<DecayedItem<T>>> aggregation(
            int counters, Duration halfLife, int k, StateCodec<T> itemCodec, Function<? super R, ? extends T> item) {
        of(counters, halfLife, itemCodec); // wrong parameters show here, not at the first record
        Checks.requireRows(k);
        return Aggregation.<R, DecayedCounts<T>, List<DecayedItem<T>>>ofTimed(
                        "decayed-counts",
                        () -> of(counters, halfLife, itemCodec),
                        (s, record, time) -> s.update(item.apply(record), time),
                        (s, now) -> s.top(k, now),
                        codec(itemCodec))
                .merging(DecayedCounts::merge, DecayedCounts::copy);
    }

    /**
     * Takes one item in.
     *
     * @throws IllegalArgumentException if the time is more than 2<sup>60</sup> milliseconds from the epoch
     */
    public void update(T item, long timeMillis) {
        update(item, 1, timeMillis);
    }

    /**
     * Takes one item in that counts {@code amount} times.
     *
     * @param amount from 0 to 2<sup>63</sup>
     */
    public void update(T item, double amount, long timeMillis) {
        Objects.requireNonNull(item, "item");
        if (!(amount >= 0 && amount <= 0x1p63)) {
            throw new IllegalArgumentException("amount must be in 0..2^63, got " + amount);
        }
        count(item, amount, timeMillis);
    }

    /** Returns the item's slot; {@link Slots#ABSENT} if the record weighs nothing and the item has none. */
    int count(T item, double amount, long timeMillis) {
        ForwardDecay.requireTime(timeMillis);
        if (amount == 0) {
            return slots.find(item);
        }
        if (slots.size() == 0) {
            decay.start(timeMillis);
        } else if (decay.isFarBehind(timeMillis)) {
            move(decay.shiftTo(timeMillis));
        }
        double weight = amount * decay.weight(timeMillis);
        if (total + weight > ForwardDecay.MAX_WEIGHT) {
            throw new IllegalArgumentException(
                    "weights must stay within 2^200 together, got " + total + " and " + weight);
        }
        int slot = slots.find(item);
        if (weight == 0) {
            return slot;
        }
        total += weight;
        if (slot != Slots.ABSENT) {
            bits[slot] = Double.doubleToRawLongBits(weight(slot) + weight);
        } else if (slots.size() < counters) {
            slot = open(weight, 0);
            slots.put(slot, item);
        } else {
            slot = smallest.first(bits, counters);
            errors[slot] = weight(slot);
            bits[slot] = Double.doubleToRawLongBits(weight(slot) + weight);
            slots.replace(slot, item);
        }
        return slot;
    }

    /** At most the item's weight at a time; the true one lies in {@link #lowerBound} .. this. Without a counter: {@link #maximumError}. */
    public double estimate(T item, long nowMillis) {
        int slot = slots.find(item);
        return slot == Slots.ABSENT ? maximumError(nowMillis) : upper(slot, nowMillis);
    }

    /** At least the item's weight at a time; 0 without a counter. */
    public double lowerBound(T item, long nowMillis) {
        int slot = slots.find(item);
        return slot == Slots.ABSENT ? 0 : decay.asOf(nowMillis, weight(slot) - errors[slot]);
    }

    /** By how much an estimate may be too high; 0 while there is room for new items, later the total / {@link #counters} at most. */
    public double maximumError(long nowMillis) {
        return decay.asOf(nowMillis, missed());
    }

    /** The weight of all items together. */
    public double total(long nowMillis) {
        return decay.asOf(nowMillis, total);
    }

    /**
     * The k items of largest weight, largest first; of equal weights those with the smaller error. Items that weigh nothing any more are left out.
     *
     * @throws IllegalArgumentException unless k is positive
     */
    public List<DecayedItem<T>> top(int k, long nowMillis) {
        Checks.requireRows(k);
        int[] byRank = ranked(slots.size(), bits, errors);
        double best = k < byRank.length ? weight(byRank[k]) : missed();
        return Arrays.stream(byRank)
                .limit(k)
                .filter(slot -> upper(slot, nowMillis) > 0)
                .mapToObj(slot -> new DecayedItem<>(
                        slots.get(slot),
                        upper(slot, nowMillis),
                        error(slot, nowMillis),
                        weight(slot) - errors[slot] >= best))
                .toList();
    }

    /** How many counters there are. */
    public int counters() {
        return counters;
    }

    /** After how long a record counts half. */
    public Duration halfLife() {
        return decay.halfLife();
    }

    /** As {@link SpaceSaving#merge}, with all weights as of one landmark. */
    @Override
    public void merge(DecayedCounts<T> other) {
        if (other.counters != counters || !other.halfLife().equals(halfLife())) {
            throw new IllegalArgumentException("cannot merge DecayedCounts of " + counters + " counters, half-life "
                    + halfLife() + " with " + other.counters + ", " + other.halfLife() + ": both must be the same");
        }
        if (other.slots.size() == 0) {
            return;
        }
        long ahead = other.decay.landmark() - decay.landmark();
        long moves = slots.size() == 0 || ahead > 0 ? ahead : 0;
        long theirs = moves - ahead;
        double sum = ForwardDecay.shifted(total, moves) + ForwardDecay.shifted(other.total, theirs);
        if (!(sum <= ForwardDecay.MAX_WEIGHT)) {
            throw new IllegalArgumentException("weights must stay within 2^200 together, got " + sum);
        }
        move(moves);
        int most = slots.size() + other.slots.size();
        Object[] union = new Object[most];
        long[] sums = new long[most];
        double[] sumErrors = new double[most];
        double missedHere = missed();
        double missedThere = ForwardDecay.shifted(other.missed(), theirs);
        int size = 0;
        for (; size < slots.size(); size++) {
            int there = other.slots.find(slots.get(size));
            union[size] = slots.get(size);
            double weight = there == Slots.ABSENT ? missedThere : ForwardDecay.shifted(other.weight(there), theirs);
            sums[size] = Double.doubleToRawLongBits(weight(size) + weight);
            sumErrors[size] = errors[size]
                    + (there == Slots.ABSENT ? missedThere : ForwardDecay.shifted(other.errors[there], theirs));
        }
        for (int slot = 0; slot < other.slots.size(); slot++) {
            if (slots.find(other.slots.get(slot)) == Slots.ABSENT) {
                union[size] = other.slots.get(slot);
                sums[size] = Double.doubleToRawLongBits(ForwardDecay.shifted(other.weight(slot), theirs) + missedHere);
                sumErrors[size++] = ForwardDecay.shifted(other.errors[slot], theirs) + missedHere;
            }
        }
        int[] best = ranked(size, sums, sumErrors);
        slots.clear();
        smallest.clear();
        total = sum;
        for (int i = 0; i < Math.min(size, counters); i++) {
            T item = cast(union[best[i]]);
            slots.find(item);
            slots.put(open(Double.longBitsToDouble(sums[best[i]]), sumErrors[best[i]]), item);
        }
    }

    @Override
    public void reset() {
        slots.clear();
        smallest.clear();
        decay.start(0);
        total = 0;
    }

    @Override
    public DecayedCounts<T> copy() {
        DecayedCounts<T> copy = new DecayedCounts<>(counters, itemCodec, new ForwardDecay(halfLife()), slots.copy());
        copy.decay.start(decay);
        copy.bits = bits.clone();
        copy.errors = errors.clone();
        copy.total = total;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 112
                + slots.heapBytes()
                + smallest.heapBytes()
                + 16L * bits.length
                + Codecs.heapBytes(itemCodec, items());
    }

    /**
     * How counters over such items become bytes. Form {@code decayed-counts} 1: half-life i64, landmark i64, counters i32, total f64, the items by slot under
     * one header, then weight f64 and error f64 of each.
     */
    public static <T> StateCodec<DecayedCounts<T>> codec(StateCodec<T> itemCodec) {
        Objects.requireNonNull(itemCodec, "itemCodec");
        return StateCodec.of("decayed-counts", 1, DecayedCounts::encode, in -> decode(itemCodec, in));
    }

    private void encode(StateWriter out) {
        out.writeLong(halfLife().toMillis())
                .writeLong(decay.landmark())
                .writeInt(counters)
                .writeDouble(total);
        itemCodec.encodeAll(items(), out);
        for (int slot = 0; slot < slots.size(); slot++) {
            out.writeDouble(weight(slot)).writeDouble(errors[slot]);
        }
    }

    private static <T> DecayedCounts<T> decode(StateCodec<T> itemCodec, StateReader in) {
        ForwardDecay decay = ForwardDecay.decode(in);
        int counters = in.readIntBetween("counters", 1, MAX_COUNTERS);
        DecayedCounts<T> s = new DecayedCounts<>(counters, itemCodec, decay, new ObjectSlots<>(counters));
        s.total = in.readFinite("total");
        List<T> items = itemCodec.decodeAll(in);
        if (items.size() > counters) {
            throw in.corrupt("items must be at most " + counters + ", got " + items.size());
        }
        double sum = 0;
        for (T item : items) {
            double weight = in.readFinite("weight");
            double error = in.readFinite("error");
            if (!(weight >= 0 && error >= 0 && error <= weight) || s.slots.find(item) != Slots.ABSENT) {
                throw in.corrupt("items must differ and errors be in 0..weight, got " + error + " of " + weight);
            }
            // Adding 0 turns the negative zero, whose bits would be out of order, into zero.
            s.slots.put(s.open(weight + 0.0, error), item);
            sum += weight;
        }
        boolean fits = s.total >= sum * (1 - 1e-6) && s.total <= ForwardDecay.MAX_WEIGHT;
        if (!fits || items.isEmpty() && (s.total != 0 || decay.landmark() != 0)) {
            throw in.corrupt("total must be that of the weights at least, " + sum + ", got " + s.total);
        }
        return s;
    }

    int slotOf(T item) {
        return slots.find(item);
    }

    int size() {
        return slots.size();
    }

    T get(int slot) {
        return slots.get(slot);
    }

    double upper(int slot, long nowMillis) {
        return decay.asOf(nowMillis, weight(slot));
    }

    double error(int slot, long nowMillis) {
        return decay.asOf(nowMillis, errors[slot]);
    }

    List<T> items() {
        return IntStream.range(0, slots.size()).mapToObj(slots::get).toList();
    }

    private void move(long halfLives) {
        if (halfLives == 0) {
            return;
        }
        decay.move(halfLives);
        for (int slot = 0; slot < slots.size(); slot++) {
            bits[slot] = Double.doubleToRawLongBits(ForwardDecay.shifted(weight(slot), halfLives));
            errors[slot] = ForwardDecay.shifted(errors[slot], halfLives);
        }
        total = ForwardDecay.shifted(total, halfLives);
        smallest.clear();
    }

    private int open(double weight, double error) {
        int slot = slots.size();
        if (slot == bits.length) {
            slots.grow();
            bits = Arrays.copyOf(bits, slots.capacity());
            errors = Arrays.copyOf(errors, slots.capacity());
        }
        bits[slot] = Double.doubleToRawLongBits(weight);
        errors[slot] = error;
        return slot;
    }

    private double weight(int slot) {
        return Double.longBitsToDouble(bits[slot]);
    }

    private double missed() {
        return slots.size() < counters ? 0 : weight(smallest.first(bits, counters));
    }

    private static int[] ranked(int size, long[] bits, double[] errors) {
        return Ranking.of(size, (a, b) -> {
            int byWeight = Long.compare(bits[b], bits[a]);
            return byWeight != 0 ? byWeight : Double.compare(errors[a], errors[b]);
        });
    }

    @SuppressWarnings("unchecked") // only items come into the array
    private static <T> T cast(Object item) {
        return (T) item;
    }
}
