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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The items that come more often than they used to, and those that have gone quiet: each against its own past, not against other items.
 *
 * <p><b>Method.</b> Ours: every item of {@link DecayedCounts} over a long half-life has a second weight over a short one. A steady item's two weights stand in
 * a known ratio, so that the long one tells what the short one should be; the distance is the signed root of the Poisson deviance, with half a record added to
 * both sides so that rare items surprise little, and scaled by the variance of a decayed count, which is half its mean.
 * <p><b>Error.</b> The weights' own: an item that had no counter may have come up to 1 / m of the decayed total before. The surprise takes for granted that it
 * did, so that no item seems to trend because it was not looked at: surprises are never too far from 0, up to rounding.
 * <p><b>Cost.</b> O(lg m) per update on average, nothing allocated once the counters are taken; O(m lg m) per list; about 55 bytes a counter and the item.
 * <p><b>Units.</b> Records of now; standard deviations. Event time in milliseconds within 2<sup>60</sup> of the epoch.
 * <p><b>Late.</b> Records may come in any order.
 * <p><b>Empty.</b> No rows.
 * <p><b>Threads.</b> One owner at a time; no locks inside. Items must not change while they are in.
 *
 * <pre>{@code
 * var tags = TrendingItems.ofTexts(1_000, Duration.ofHours(1), Duration.ofHours(24));
 * for (int minute = 0; minute < 10_000; minute++) {
 *     tags.update(minute > 9_950 ? "#storm" : "#cats", minute * 60_000L);
 * }
 * tags.rising(1, 9_999 * 60_000L);    // #storm: 38 lately where 2 were expected
 * tags.falling(1, 9_999 * 60_000L);   // #cats
 * }</pre>
 *
 * @param <T> an item; {@code equals} and {@code hashCode} say which are the same
 */
public final class TrendingItems<T> implements Incremental<TrendingItems<T>>, Mergeable<TrendingItems<T>> {

    /** The largest number of counters. */
    public static final int MAX_COUNTERS = DecayedCounts.MAX_COUNTERS;

    /** What a good long half-life is, in short ones: long enough that a surprise does not soon become its own past. */
    public static final int LONG_BY_SHORT = 24;

    /*
     * slow has the items; recents[s] is the short weight of its slot s since the item took it, by the landmark of fast. What an item without a counter weighs
     * over the short half-life is no more than what it weighs over the long one, hence the error of slow bounds both.
     *
     * since is the time of the earliest record: until both half-lives are long past, the ratio of the weights depends on the age of the stream.
     */
    private final DecayedCounts<T> slow;
    private final ForwardDecay fast;
    private final StateCodec<T> itemCodec;
    private double[] recents = new double[0];
    private long since = Long.MAX_VALUE;

    private TrendingItems(DecayedCounts<T> slow, ForwardDecay fast, StateCodec<T> itemCodec) {
        this.slow = slow;
        this.fast = fast;
        this.itemCodec = itemCodec;
    }

    /**
     * Counters over items of any kind.
     *
     * @param counters items followed; those that come too rarely for a counter cannot trend
     * @param shortHalfLife what counts as lately
     * @param longHalfLife what counts as the past: more than the short one, best some {@link #LONG_BY_SHORT} times
     */
    public static <T> TrendingItems<T> of(
            int counters, Duration shortHalfLife, Duration longHalfLife, StateCodec<T> itemCodec) {
        DecayedCounts<T> slow = DecayedCounts.of(counters, longHalfLife, itemCodec);
        ForwardDecay fast = new ForwardDecay(shortHalfLife);
        requireShorter(fast, slow);
        return new TrendingItems<>(slow, fast, itemCodec);
    }

    /** Counters over texts. */
    public static TrendingItems<String> ofTexts(int counters, Duration shortHalfLife, Duration longHalfLife) {
        return of(counters, shortHalfLife, longHalfLife, Codecs.TEXT);
    }

    /** How a dataflow finds the k most surprisingly frequent texts. */
    public static <R> Aggregation<R, TrendingItems<String>, List<TrendingItem<String>>> aggregation(
            int counters, Duration shortHalfLife, Duration longHalfLife, int k, Function<? super R, String> item) {
        return aggregation(counters, shortHalfLife, longHalfLife, k, Codecs.TEXT, item);
    }

    /** How a dataflow finds the k most surprisingly frequent items of any kind. */
    public static <R, T> Aggregation<R, TrendingItems<T>, List<TrendingItem<T>>> aggregation(
            int counters,
            Duration shortHalfLife,
            Duration longHalfLife,
            int k,
            StateCodec<T> itemCodec,
            Function<? super R, ? extends T> item) {
        of(counters, shortHalfLife, longHalfLife, itemCodec); // wrong parameters show here, not at the first record
        Checks.requireRows(k);
        return Aggregation.<R, TrendingItems<T>, List<TrendingItem<T>>>ofTimed(
                        "trending-items",
                        () -> of(counters, shortHalfLife, longHalfLife, itemCodec),
                        (s, record, time) -> s.update(item.apply(record), time),
                        (s, now) -> s.rising(k, now),
                        codec(itemCodec))
                .merging(TrendingItems::merge, TrendingItems::copy);
    }

    /**
     * Takes one item in.
     *
     * @throws IllegalArgumentException if the time is more than 2<sup>60</sup> milliseconds from the epoch
     */
    public void update(T item, long timeMillis) {
        Objects.requireNonNull(item, "item");
        ForwardDecay.requireTime(timeMillis);
        boolean isNew = slow.slotOf(item) == Slots.ABSENT;
        if (slow.size() == 0) {
            fast.start(timeMillis);
        } else if (fast.isFarBehind(timeMillis)) {
            move(fast.shiftTo(timeMillis));
        }
        int slot = slow.count(item, 1, timeMillis);
        if (slot == Slots.ABSENT) {
            return;
        }
        since = Math.min(since, timeMillis);
        if (slot >= recents.length) {
            recents = Arrays.copyOf(recents, Math.min(slow.counters(), Math.max(8, 2 * slot)));
        }
        recents[slot] = (isNew ? 0 : recents[slot]) + fast.weight(timeMillis);
    }

    /** At most k items that come more often than they used to, the most surprising first. */
    public List<TrendingItem<T>> rising(int k, long nowMillis) {
        return rows(k, nowMillis, surprise -> surprise > 0, Comparator.comparingDouble(row -> -row.surprise()));
    }

    /** At most k items that come less often than they used to, the most surprising first. */
    public List<TrendingItem<T>> falling(int k, long nowMillis) {
        return rows(k, nowMillis, surprise -> surprise < 0, Comparator.comparingDouble(TrendingItem::surprise));
    }

    private List<TrendingItem<T>> rows(
            int k, long nowMillis, DoublePredicate wanted, Comparator<TrendingItem<T>> order) {
        Checks.requireRows(k);
        double ratio = ratio(nowMillis);
        return IntStream.range(0, slow.size())
                .mapToObj(slot -> row(slot, nowMillis, ratio))
                .filter(row -> wanted.test(row.surprise()))
                .sorted(order)
                .limit(k)
                .toList();
    }

    private TrendingItem<T> row(int slot, long nowMillis, double ratio) {
        double error = slow.error(slot, nowMillis);
        double recent = fast.asOf(nowMillis, recents[slot]);
        double most = slow.upper(slot, nowMillis) * ratio;
        double least = (slow.upper(slot, nowMillis) - error) * ratio;
        if (recent > most) {
            return new TrendingItem<>(slow.get(slot), recent, most, surprise(recent, most));
        }
        double mostRecent = recent + error;
        return mostRecent < least
                ? new TrendingItem<>(slow.get(slot), mostRecent, least, surprise(mostRecent, least))
                : new TrendingItem<>(slow.get(slot), recent, recent, 0);
    }

    /** How many standard deviations a decayed count is from its mean, both with half a record more. */
    static double surprise(double recent, double expected) {
        double f = recent + 0.5;
        double mu = expected + 0.5;
        double deviance = Math.max(0, f * Math.log(f / mu) - (f - mu));
        // Twice the deviance is about chi-squared for a Poisson count; a decayed one tells as much as one of twice its
        // mean.
        return Math.copySign(2 * Math.sqrt(deviance), f - mu);
    }

    /** The short weight of a steady item by its long one. */
    private double ratio(long nowMillis) {
        if (since >= nowMillis) {
            return 1;
        }
        double age = (double) nowMillis - since;
        double lately = fast.halfLife().toMillis();
        double past = slow.halfLife().toMillis();
        return lately * -Math.expm1(-Math.log(2) * age / lately) / (past * -Math.expm1(-Math.log(2) * age / past));
    }

    /** After how long a record counts half of lately. */
    public Duration shortHalfLife() {
        return fast.halfLife();
    }

    /** After how long a record counts half of the past. */
    public Duration longHalfLife() {
        return slow.halfLife();
    }

    @Override
    public void merge(TrendingItems<T> other) {
        if (!other.shortHalfLife().equals(shortHalfLife())) {
            throw new IllegalArgumentException("cannot merge TrendingItems of short half-life " + shortHalfLife()
                    + " with " + other.shortHalfLife() + ": half-life differs");
        }
        boolean wasEmpty = slow.size() == 0;
        Map<T, Double> theirs = new HashMap<>();
        for (int slot = 0; slot < other.slow.size(); slot++) {
            theirs.put(other.slow.get(slot), other.recents[slot]);
        }
        Map<T, Double> ours = new HashMap<>();
        for (int slot = 0; slot < slow.size(); slot++) {
            ours.put(slow.get(slot), recents[slot]);
        }
        slow.merge(other.slow);
        long ahead = other.fast.landmark() - fast.landmark();
        long moves = theirs.isEmpty() ? 0 : wasEmpty ? ahead : Math.max(ahead, 0);
        fast.move(moves);
        if (recents.length < slow.size()) {
            recents = new double[slow.size()];
        }
        for (int slot = 0; slot < slow.size(); slot++) {
            T item = slow.get(slot);
            recents[slot] = ForwardDecay.shifted(ours.getOrDefault(item, 0.0), moves)
                    + ForwardDecay.shifted(theirs.getOrDefault(item, 0.0), moves - ahead);
        }
        since = Math.min(since, other.since);
    }

    @Override
    public void reset() {
        slow.reset();
        fast.start(0);
        since = Long.MAX_VALUE;
    }

    @Override
    public TrendingItems<T> copy() {
        TrendingItems<T> copy = new TrendingItems<>(slow.copy(), new ForwardDecay(shortHalfLife()), itemCodec);
        copy.fast.start(fast);
        copy.recents = recents.clone();
        copy.since = since;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 80 + slow.stateBytes() + 8L * recents.length;
    }

    /**
     * How trends of such items become bytes. Form {@code trending-items} 1: since i64, short half-life i64, landmark i64, the long weights with their header,
     * then the short weight f64 of each slot.
     */
    public static <T> StateCodec<TrendingItems<T>> codec(StateCodec<T> itemCodec) {
        Objects.requireNonNull(itemCodec, "itemCodec");
        StateCodec<DecayedCounts<T>> slows = DecayedCounts.codec(itemCodec);
        return StateCodec.of("trending-items", 1, (s, out) -> s.encode(slows, out), in -> decode(itemCodec, slows, in));
    }

    private void encode(StateCodec<DecayedCounts<T>> slows, StateWriter out) {
        out.writeLong(since).writeLong(shortHalfLife().toMillis()).writeLong(fast.landmark());
        slows.encode(slow, out);
        for (int slot = 0; slot < slow.size(); slot++) {
            out.writeDouble(recents[slot]);
        }
    }

    private static <T> TrendingItems<T> decode(
            StateCodec<T> itemCodec, StateCodec<DecayedCounts<T>> slows, StateReader in) {
        long since = in.readLong();
        ForwardDecay fast = ForwardDecay.decode(in);
        DecayedCounts<T> slow = slows.decode(in);
        requireShorter(fast, slow);
        TrendingItems<T> s = new TrendingItems<>(slow, fast, itemCodec);
        s.since = since;
        s.recents = new double[slow.size()];
        for (int slot = 0; slot < slow.size(); slot++) {
            s.recents[slot] = in.readFinite("short weight");
            if (!(s.recents[slot] >= 0 && s.recents[slot] <= ForwardDecay.MAX_WEIGHT)) {
                throw in.corrupt("short weight must be in 0..2^200, got " + s.recents[slot]);
            }
        }
        if (slow.size() == 0 && (since != Long.MAX_VALUE || fast.landmark() != 0)) {
            throw in.corrupt("an empty state must have no landmark, got " + fast.landmark() + " since " + since);
        }
        return s;
    }

    private void move(long halfLives) {
        fast.move(halfLives);
        for (int slot = 0; slot < slow.size(); slot++) {
            recents[slot] = ForwardDecay.shifted(recents[slot], halfLives);
        }
    }

    private static void requireShorter(ForwardDecay fast, DecayedCounts<?> slow) {
        if (fast.halfLife().compareTo(slow.halfLife()) >= 0) {
            throw new IllegalArgumentException(
                    "shortHalfLife must be less than longHalfLife " + slow.halfLife() + ", got " + fast.halfLife());
        }
    }
}
