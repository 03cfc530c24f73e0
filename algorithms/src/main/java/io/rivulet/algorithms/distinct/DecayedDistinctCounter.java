package io.rivulet.algorithms.distinct;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How many different items are about, where an item fades since it last came: it counts 1 when it comes, ½ one half-life later, ¼ after two, and 1 again as
 * soon as it comes again. "How many users are there now", without a window's edge.
 *
 * <p><b>Method.</b> Priority sampling (Duffield, Lund and Thorup, <i>Priority sampling for estimation of arbitrary subset sums</i>, JACM 54(6), 2007) of items weighted
 * by forward decay (Cormode, Shkapenyuk, Srivastava and Xu, ICDE 2009): an item's hash is a uniform number u, its rank u / weight, and the items of lowest
 * rank are kept with the time they last came. All ranks grow alike as time goes by, so the order of two items changes only when one comes again.
 * <p><b>Error.</b> Rounding up to k items; then unbiased with a relative standard error of at most 1 / √(k - 1) (1.6 % at 4,096), whatever the times
 * (Szegedy, STOC 2006).
 * <p><b>Cost.</b> O(1) per update on average, and for most items one comparison, if there are many more than k in a half-life; nothing allocated but when the
 * table grows or, once in a while, is cleared of what does not matter any more; O(k) per estimate and O(k lg k) per merge and form. 22 to 32 bytes for each of
 * up to 3/2 k items, 16 k written.
 * <p><b>Units.</b> Times in milliseconds.
 * <p><b>Late.</b> Records may come in any order. A question about a moment before the newest record is answered for that record's.
 * <p><b>Merge.</b> Exact and idempotent: the answer of both streams together. Where k differs the result has the smaller one.
 * <p><b>Empty.</b> 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var users = DecayedDistinctCounter.of(Duration.ofMinutes(10));
 * users.update("ann", 0);
 * users.update("bob", 0);
 * users.update("bob", 600_000);
 * users.estimate(600_000);  // 1.5: ann has faded to a half, bob is back
 * }</pre>
 */
public final class DecayedDistinctCounter
        implements Incremental<DecayedDistinctCounter>, Mergeable<DecayedDistinctCounter> {

    /** The longest half-life. */
    public static final Duration MAX_HALF_LIFE = Duration.ofDays(36_500);

    /** Times from the epoch, before or after, up to this many milliseconds. */
    public static final long MAX_TIME_MILLIS = 1L << 60;

    /** The largest k. */
    public static final int MAX_K = 1 << 20;

    private static final int MIN_K = 16;

    /** 1.6 % of standard error, as HyperLogLog's default. */
    private static final int DEFAULT_K = 4_096;

    private static final int FEWEST_PLACES = 8;

    /** The bits of 1.0: what IEEE 754 adds to exponents. */
    private static final long ONE = 1023L << 52;

    /*
     * Items stand in no order in hashes and times, and slots finds them: an open hash table of places plus 1, 0 where there is none. Up to k items that is
     * all. From then on only the k + 1 items of lowest rank matter: the first k are the sample, and the last one's rank says how probable it was to get into
     * it. Half as many more may wait to be dropped; when the arrays are full, or somebody asks, all but the k + 1 are.
     *
     * Ranks are held as logarithms, lg u plus the age in half-lives, and lg is a broken line that meets the logarithm at the powers of two: the bits of a
     * double, read as a number. It takes no time, and costs nothing as long as probabilities are read off the same line: then the estimate is unbiased, and
     * its deviation larger by a few parts in ten thousand.
     *
     * An item whose rank is beyond that of the last one when the arrays were last cleared cannot matter. For times up to bouncerTime that is certain for
     * hashes above bouncer, so that one comparison turns away nearly all items of a busy stream.
     *
     * Invariants: the k + 1 items of lowest rank are in, or all if there are fewer; no item is in twice; size < hashes.length between calls.
     */
    private final long halfLifeMillis;
    private final long seed;
    private int k;
    private long[] hashes;
    private long[] times;
    private int[] slots;
    private int size;
    private long newest;
    private long bouncer;
    private long bouncerTime;
    private double lastRank;
    private long lastRankTime;

    private DecayedDistinctCounter(int k, long halfLifeMillis, long seed) {
        this.k = k;
        this.halfLifeMillis = halfLifeMillis;
        this.seed = seed;
        reset();
    }

    /**
     * A counter with k = 4,096: 1.6 % of standard error.
     *
     * @param halfLife from one millisecond to {@link #MAX_HALF_LIFE}; a third of the window that one would have taken is a good start
     */
    public static DecayedDistinctCounter of(Duration halfLife) {
        return of(DEFAULT_K, halfLife);
    }

    /**
     * A counter that keeps k items.
     *
     * @param k 16..{@link #MAX_K}
     * @param halfLife from one millisecond to {@link #MAX_HALF_LIFE}
     */
    public static DecayedDistinctCounter of(int k, Duration halfLife) {
        return of(k, halfLife, 0);
    }

    /**
     * A counter whose hashes are its own.
     *
     * @param k 16..{@link #MAX_K}
     * @param halfLife from one millisecond to {@link #MAX_HALF_LIFE}
     * @param seed of the hash; only counters of one seed merge
     */
    public static DecayedDistinctCounter of(int k, Duration halfLife, long seed) {
        return new DecayedDistinctCounter(requireK(k), millis(halfLife), seed);
    }

    /** How a dataflow uses it over texts. */
    public static <T> Aggregation<T, DecayedDistinctCounter, Double> aggregation(
            int k, Duration halfLife, Function<? super T, ? extends CharSequence> item) {
        return aggregationOfHashes(k, halfLife, record -> Hash.ofText(item.apply(record), 0));
    }

    /** How a dataflow uses it over numbers: ids, ports, packed keys. */
    public static <T> Aggregation<T, DecayedDistinctCounter, Double> aggregationOfLongs(
            int k, Duration halfLife, ToLongFunction<? super T> item) {
        return aggregationOfHashes(k, halfLife, record -> Hash.ofLong(item.applyAsLong(record), 0));
    }

    private static <T> Aggregation<T, DecayedDistinctCounter, Double> aggregationOfHashes(
            int k, Duration halfLife, ToLongFunction<T> hash) {
        requireK(k);
        millis(halfLife);
        return Aggregation.<T, DecayedDistinctCounter, Double>ofTimed(
                        "decayed-distinct",
                        () -> of(k, halfLife),
                        (s, record, time) -> s.updateHash(hash.applyAsLong(record), time),
                        DecayedDistinctCounter::estimate,
                        CODEC)
                .merging(DecayedDistinctCounter::merge, DecayedDistinctCounter::copy);
    }

    /**
     * Takes one number in as an item of its own.
     *
     * @throws IllegalArgumentException if the time is more than {@link #MAX_TIME_MILLIS} from the epoch
     */
    public void update(long item, long timeMillis) {
        updateHash(Hash.ofLong(item, seed), timeMillis);
    }

    /** Takes one text in; equal texts are the same item. Otherwise as {@link #update(long, long)}. */
    public void update(CharSequence item, long timeMillis) {
        updateHash(Hash.ofText(item, seed), timeMillis);
    }

    /**
     * Takes one item in by a hash that the caller has already; otherwise as {@link #update(long, long)}.
     *
     * @param hash 64 well mixed bits, as {@link Hash} gives them; raw ids are not
     */
    public void updateHash(long hash, long timeMillis) {
        if (Math.abs(timeMillis) > MAX_TIME_MILLIS || timeMillis == Long.MIN_VALUE) {
            throw new IllegalArgumentException("timeMillis must be within 2^60 of the epoch, got " + timeMillis);
        }
        newest = Math.max(newest, timeMillis);
        if (timeMillis > bouncerTime) {
            setBouncer(timeMillis);
        }
        if (hash >>> 1 > bouncer) {
            return;
        }
        int slot = slot(hash);
        if (slots[slot] != 0) {
            int place = slots[slot] - 1;
            times[place] = Math.max(times[place], timeMillis);
            return;
        }
        hashes[size] = hash;
        times[size] = timeMillis;
        slots[slot] = ++size;
        if (size == hashes.length) {
            makeRoom();
        }
    }

    /** The sum of the items' weights at the time of the newest record. */
    public double estimate() {
        return estimate(newest);
    }

    /**
     * The sum of the items' weights: 1 for one that came just now, half as much after each half-life.
     *
     * @param nowMillis if before the newest record, that record's time counts
     */
    public double estimate(long nowMillis) {
        prune();
        // Later than that the difference to a time would overflow, and everything has long faded.
        long now = Math.min(Math.max(nowMillis, newest), 2 * MAX_TIME_MILLIS);
        int last = size > k ? highest() : -1;
        double lastRank = last < 0 ? 0 : rank(last);
        double[] parts = new double[Math.min(size, k)];
        int next = 0;
        for (int i = 0; i < size; i++) {
            if (i != last) {
                double weight = Math.pow(2, -halfLives(now, times[i]));
                // To be in the sample, u had to be so low that the rank is below the last one.
                parts[next++] = last < 0 ? weight : weight / power(lastRank - halfLives(newest, times[i]));
            }
        }
        return sum(parts);
    }

    /** The sum in whole numbers, as fine as fits: in which order the items came must not show, not even in the last digit. */
    private static double sum(double[] parts) {
        double most = 0;
        for (double part : parts) {
            most = Math.max(most, part);
        }
        int shift =
                Long.SIZE - 3 - (Integer.SIZE - Integer.numberOfLeadingZeros(parts.length)) - Math.getExponent(most);
        long sum = 0;
        for (double part : parts) {
            sum += (long) Math.scalb(part, shift);
        }
        return Math.scalb((double) sum, -shift);
    }

    /** The standard deviation of the estimate divided by the true sum, at most: 0 as long as there are no more than k items. */
    public double relativeStandardError() {
        return size <= k ? 0 : 1 / Math.sqrt(k - 1);
    }

    /** How many items are kept at most, the one not counted that says where the sample ends. */
    public int k() {
        return k;
    }

    /** After how long an item counts half. */
    public Duration halfLife() {
        return Duration.ofMillis(halfLifeMillis);
    }

    /** Takes the other's records in; if its k is smaller, this takes that one, and keeps it through {@link #reset}. */
    @Override
    public void merge(DecayedDistinctCounter other) {
        if (other.seed != seed || other.halfLifeMillis != halfLifeMillis) {
            throw new IllegalArgumentException("cannot merge DecayedDistinctCounter of seed " + seed + ", half-life "
                    + halfLife() + " with seed " + other.seed + ", half-life " + other.halfLife()
                    + ": both must be the same");
        }
        if (other == this) {
            return;
        }
        if (other.k < k) {
            k = other.k;
            prune();
        }
        for (int i = 0; i < other.size; i++) {
            updateHash(other.hashes[i], other.times[i]);
        }
        newest = Math.max(newest, other.newest);
    }

    @Override
    public void reset() {
        hashes = new long[FEWEST_PLACES];
        times = new long[FEWEST_PLACES];
        slots = new int[2 * FEWEST_PLACES];
        size = 0;
        newest = Long.MIN_VALUE;
        bouncer = Long.MAX_VALUE;
        bouncerTime = Long.MAX_VALUE;
    }

    @Override
    public DecayedDistinctCounter copy() {
        DecayedDistinctCounter copy = new DecayedDistinctCounter(k, halfLifeMillis, seed);
        copy.hashes = hashes.clone();
        copy.times = times.clone();
        copy.slots = slots.clone();
        copy.size = size;
        copy.newest = newest;
        copy.bouncer = bouncer;
        copy.bouncerTime = bouncerTime;
        copy.lastRank = lastRank;
        copy.lastRankTime = lastRankTime;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 136 + 16L * hashes.length + 4L * slots.length;
    }

    /**
     * Form {@code decayed-distinct} 1: k i32, half-life in milliseconds i64, seed i64, number of items i32, then, if there are any, the newest record's time
     * i64, and each item's hash i64 and time i64, by rising hash.
     */
    public static final StateCodec<DecayedDistinctCounter> CODEC =
            StateCodec.of("decayed-distinct", 1, DecayedDistinctCounter::encode, DecayedDistinctCounter::decode);

    private void encode(StateWriter out) {
        prune();
        out.writeInt(k).writeLong(halfLifeMillis).writeLong(seed).writeInt(size);
        if (size == 0) {
            return;
        }
        out.writeLong(newest);
        long[] rising = Arrays.copyOf(hashes, size);
        Arrays.sort(rising);
        for (long hash : rising) {
            out.writeLong(hash).writeLong(times[slots[slot(hash)] - 1]);
        }
    }

    private static DecayedDistinctCounter decode(StateReader in) {
        int k = in.readIntBetween("k", MIN_K, MAX_K);
        long halfLife = in.readLong();
        if (halfLife < 1 || halfLife > MAX_HALF_LIFE.toMillis()) {
            throw in.corrupt("half-life must be in 1.." + MAX_HALF_LIFE.toMillis() + ", got " + halfLife);
        }
        DecayedDistinctCounter counter = new DecayedDistinctCounter(k, halfLife, in.readLong());
        int size = in.readLength("items", 2 * Long.BYTES);
        if (size > k + 1) {
            throw in.corrupt("there must be at most k + 1 = " + (k + 1) + " items, got " + size);
        }
        long newest = size == 0 ? Long.MIN_VALUE : in.readLong();
        long before = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            long hash = in.readLong();
            long time = in.readLong();
            if (i > 0 && hash <= before || time > newest) {
                throw in.corrupt("hashes must rise and no time be after the newest");
            }
            before = hash;
            counter.updateHash(hash, time);
        }
        if (size > 0 && Math.abs(newest) > MAX_TIME_MILLIS) {
            throw in.corrupt("newest time must be within 2^60 of the epoch, got " + newest);
        }
        counter.newest = newest;
        return counter;
    }

    /** Half as many places as k more. */
    private int capacity() {
        return k + k / 2;
    }

    private void makeRoom() {
        if (size < capacity()) {
            int places = Math.min(capacity(), size + size / 2);
            hashes = Arrays.copyOf(hashes, places);
            times = Arrays.copyOf(times, places);
            slots = new int[Integer.highestOneBit(places * 4 / 3 - 1) * 2]; // at most three quarters full
            index();
        } else {
            prune();
        }
    }

    /** Drops what cannot matter: all but the k + 1 items of lowest rank. */
    private void prune() {
        if (size > k + 1) {
            select();
            size = k + 1;
            lastRank = rank(k);
            lastRankTime = newest;
            setBouncer(newest);
            Arrays.fill(slots, 0);
            index();
        }
    }

    /** Brings the k + 1 items of lowest rank to the front, the highest of them last (Hoare, <i>Find</i>, CACM 4(7), 1961). */
    private void select() {
        int left = 0;
        int right = size - 1;
        while (left < right) {
            double pivot = rank((left + right) >>> 1);
            int i = left;
            int j = right;
            while (i <= j) {
                while (rank(i) < pivot) {
                    i++;
                }
                while (rank(j) > pivot) {
                    j--;
                }
                if (i <= j) {
                    swap(i++, j--);
                }
            }
            left = j < k ? i : left;
            right = i > k ? j : right;
        }
    }

    private void swap(int i, int j) {
        long hash = hashes[i];
        long time = times[i];
        hashes[i] = hashes[j];
        times[i] = times[j];
        hashes[j] = hash;
        times[j] = time;
    }

    /** Where the item of highest rank stands. */
    private int highest() {
        int last = 0;
        double most = rank(0);
        for (int i = 1; i < size; i++) {
            double rank = rank(i);
            if (rank > most) {
                most = rank;
                last = i;
            }
        }
        return last;
    }

    /** Writes down where each item stands. */
    private void index() {
        for (int i = 0; i < size; i++) {
            slots[slot(hashes[i])] = i + 1;
        }
    }

    /** Where the item is in the table, or would be. */
    private int slot(long hash) {
        int mask = slots.length - 1;
        int at = (int) hash & mask;
        while (slots[at] != 0 && hashes[slots[at] - 1] != hash) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** The lg of an item's rank at the time of the newest record. */
    private double rank(int i) {
        return lg(((hashes[i] >>> 11) + 0.5) * 0x1p-53) + halfLives(newest, times[i]);
    }

    private static double lg(double positive) {
        return (Double.doubleToRawLongBits(positive) - ONE) * 0x1p-52;
    }

    /** The inverse of lg, at most 1. */
    private static double power(double lg) {
        return lg >= 0 ? 1 : Double.longBitsToDouble((long) (lg * 0x1p52) + ONE);
    }

    private double halfLives(long from, long to) {
        return (double) (from - to) / halfLifeMillis;
    }

    /** Sets the bouncer for some time ahead, so that it is seldom set and hardly too lenient; it turns nobody away as long as there is no last rank. */
    private void setBouncer(long time) {
        long ahead = time + 1 + halfLifeMillis / 64;
        bouncer = (long) (power(lastRank + halfLives(ahead, lastRankTime) + 1e-9) * 0x1p63);
        bouncerTime = ahead;
    }

    private static int requireK(int k) {
        if (k < MIN_K || k > MAX_K) {
            throw new IllegalArgumentException("k must be in " + MIN_K + ".." + MAX_K + ", got " + k);
        }
        return k;
    }

    private static long millis(Duration halfLife) {
        Objects.requireNonNull(halfLife, "halfLife");
        if (halfLife.compareTo(Duration.ofMillis(1)) < 0 || halfLife.compareTo(MAX_HALF_LIFE) > 0) {
            throw new IllegalArgumentException(
                    "halfLife must be in " + Duration.ofMillis(1) + ".." + MAX_HALF_LIFE + ", got " + halfLife);
        }
        return halfLife.toMillis();
    }
}
