package io.rivulet.algorithms.distinct;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How many different items came in the last minute, hour, or any other window: one state answers for all up to the longest, chosen when asking.
 *
 * <p><b>Method.</b> Chabchoub and Hébrail, <i>Sliding HyperLogLog</i>, ICDM workshops 2010: each register keeps its list of possible future maxima.
 * Here records may come in any order, and states merge; the estimator is that of {@link HyperLogLog}.
 * <p><b>Error.</b> Relative standard error 1.04 / 2<sup>precision/2</sup> (1.6 % at 12) for every window: the registers are, bit for bit, those of a
 * HyperLogLog that has seen the window's records alone.
 * <p><b>Cost.</b> O(1) per update on average, nothing allocated once there is room for the window's entries; O(entries) per estimate. A register with λ
 * different items in the longest window has about ½ lg λ + 0.67 entries if λ is 10 or more: 4.6 for a million items at precision 12, and then it
 * takes about 50 bytes all told.
 * <p><b>Units.</b> Event time in milliseconds, any {@code long}. A window of length w that ends at {@code now} holds {@code now - w < time <= now}.
 * <p><b>Late.</b> Records may come out of order. Those not in the longest window that ends at the newest record are dropped: they could not count.
 * <p><b>Merge.</b> Exact and idempotent: the state of both streams together, in whatever order. Where precisions differ the smaller one is left.
 * <p><b>Empty.</b> 0.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var visitors = SlidingHyperLogLog.create(Duration.ofHours(1));
 * for (int second = 0; second < 7_200; second++) {
 *     visitors.update("visitor-" + second / 10, second * 1_000L);
 * }
 * Math.round(visitors.estimate(Duration.ofHours(1)));  // 357 of 360
 * Math.round(visitors.estimate(Duration.ofMinutes(5)));  // 30 of 30
 * }</pre>
 */
public final class SlidingHyperLogLog implements Incremental<SlidingHyperLogLog>, Mergeable<SlidingHyperLogLog> {

    /** Longest window there can be: two million years. */
    private static final long MAX_WINDOW_MILLIS = 1L << 56;

    /*
     * The staircases count time so that it fits 58 bits: clock is the newest record's time there, newest the same moment in event time. Times further
     * back than the longest window never matter, so whenever the clock would run out it is set back to windowMillis. Ages and leaps are differences of
     * two longs, one known to be the larger: as unsigned numbers they are right even where the signed difference overflows.
     * Entries that have expired stay until their register is next touched: every query looks only at those after its own bound.
     * Invariants: clock == 0 before the first record, else windowMillis <= clock < TIME_END; every entry's time is in 1..clock.
     */
    private final long seed;
    private final long windowMillis;
    private int precision;
    private Staircases staircases;
    private long newest;
    private long clock;

    private SlidingHyperLogLog(int precision, long windowMillis, long seed) {
        this.precision = precision;
        this.windowMillis = windowMillis;
        this.seed = seed;
        this.staircases = new Staircases(1 << precision);
    }

    /**
     * A counter of precision 12: 1.6 % of standard error.
     *
     * @param window the longest window that can be asked for
     */
    public static SlidingHyperLogLog create(Duration window) {
        return create(Registers.DEFAULT_PRECISION, window);
    }

    /**
     * A counter with 2<sup>precision</sup> registers.
     *
     * @param precision 4..18
     * @param window the longest window that can be asked for
     */
    public static SlidingHyperLogLog create(int precision, Duration window) {
        return create(precision, window, 0);
    }

    /**
     * A counter whose hashes are its own.
     *
     * @param precision 4..18
     * @param window the longest window that can be asked for
     * @param seed of the hash; only counters of one seed merge
     */
    public static SlidingHyperLogLog create(int precision, Duration window, long seed) {
        return new SlidingHyperLogLog(Registers.requirePrecision(precision), millis(window), seed);
    }

    /**
     * The smallest counter whose relative standard error is at most the given one.
     *
     * @param relativeError about 0.00203 or more, and less than 1
     * @param window the longest window that can be asked for
     */
    public static SlidingHyperLogLog ofRelativeError(double relativeError, Duration window) {
        return create(Registers.precisionFor(relativeError), window);
    }

    /** How a dataflow uses it over texts; outside sliding windows it answers for the longest one. */
    public static <T> Aggregation<T, SlidingHyperLogLog, Double> aggregation(
            int precision, Duration window, Function<? super T, ? extends CharSequence> item) {
        return aggregationOfHashes(precision, window, record -> Hash.ofText(item.apply(record), 0));
    }

    /** How a dataflow uses it over numbers: ids, ports, packed keys. */
    public static <T> Aggregation<T, SlidingHyperLogLog, Double> aggregationOfLongs(
            int precision, Duration window, ToLongFunction<? super T> item) {
        return aggregationOfHashes(precision, window, record -> Hash.ofLong(item.applyAsLong(record), 0));
    }

    private static <T> Aggregation<T, SlidingHyperLogLog, Double> aggregationOfHashes(
            int precision, Duration window, ToLongFunction<T> hash) {
        Registers.requirePrecision(precision);
        millis(window);
        return Aggregation.<T, SlidingHyperLogLog, Double>ofTimed(
                        "sliding-hyperloglog",
                        () -> create(precision, window),
                        (s, record, time) -> s.updateHash(hash.applyAsLong(record), time),
                        (s, now) -> s.estimate(now, s.windowMillis),
                        CODEC)
                .merging(SlidingHyperLogLog::merge, SlidingHyperLogLog::copy)
                .slidingNatively(SlidingHyperLogLog::estimate);
    }

    /** Takes one number in as an item of its own. */
    public void update(long item, long timeMillis) {
        updateHash(Hash.ofLong(item, seed), timeMillis);
    }

    /** Takes one text in; equal texts are the same item. */
    public void update(CharSequence item, long timeMillis) {
        updateHash(Hash.ofText(item, seed), timeMillis);
    }

    /**
     * Takes one item in by a hash that the caller has already.
     *
     * @param hash 64 well mixed bits, as {@link Hash} gives them; raw ids are not
     */
    public void updateHash(long hash, long timeMillis) {
        if (clock == 0 || timeMillis > newest) {
            advanceTo(timeMillis);
        }
        long age = newest - timeMillis;
        if (Long.compareUnsigned(age, windowMillis) < 0) {
            int index = Registers.index(hash, precision);
            staircases.insert(index, clock - age, Registers.rank(hash, precision), clock - windowMillis);
        }
    }

    /** How many different items came in the longest window, up to the newest record. */
    public double estimate() {
        return estimate(newest, windowMillis);
    }

    /**
     * How many different items came in the last {@code window}, up to the newest record.
     *
     * @param window at most the longest window
     */
    public double estimate(Duration window) {
        return estimate(newest, millis(window));
    }

    /**
     * How many different items came in the window that ends at {@code nowMillis}.
     *
     * @param nowMillis if before the newest record, what came after it counts too, for what it replaced is gone
     * @param windowMillis at most the longest window
     */
    public double estimate(long nowMillis, long windowMillis) {
        long after = beforeWindow(nowMillis, windowMillis);
        long weights = 0;
        int zeros = 0;
        int saturated = 0;
        for (int i = 0; i < staircases.registers(); i++) {
            int rank = staircases.rankAfter(i, after);
            weights += Registers.weight(rank, precision);
            zeros += rank == 0 ? 1 : 0;
            saturated += rank == Registers.maxRank(precision) ? 1 : 0;
        }
        return Registers.estimate(weights, zeros, saturated, precision);
    }

    /** The plain counter with the registers that the window's records would have given it; parameters as in {@link #estimate(long, long)}. */
    public HyperLogLog toHyperLogLog(long nowMillis, long windowMillis) {
        long after = beforeWindow(nowMillis, windowMillis);
        byte[] registers = new byte[staircases.registers()];
        for (int i = 0; i < registers.length; i++) {
            registers[i] = (byte) staircases.rankAfter(i, after);
        }
        return HyperLogLog.ofRegisters(precision, seed, registers);
    }

    /** The standard deviation of an estimate divided by the true number, for every window. */
    public double relativeStandardError() {
        return Registers.standardError(precision);
    }

    /** The logarithm to base 2 of the number of registers. */
    public int precision() {
        return precision;
    }

    /** The longest window that can be asked for. */
    public Duration window() {
        return Duration.ofMillis(windowMillis);
    }

    /** Takes the other's records in; if its precision is smaller, this takes that precision, and keeps it through {@link #reset}. */
    @Override
    public void merge(SlidingHyperLogLog other) {
        if (other.seed != seed || other.windowMillis != windowMillis) {
            throw new IllegalArgumentException("cannot merge SlidingHyperLogLog of seed " + seed + ", window "
                    + window() + " with seed " + other.seed + ", window " + other.window()
                    + ": both must be the same");
        }
        if (other == this) {
            return;
        }
        if (other.precision < precision) {
            fold(other.precision);
        }
        if (other.clock > 0) {
            if (clock == 0 || other.newest > newest) {
                advanceTo(other.newest);
            }
            takeIn(other.staircases, other.precision, other.clock, newest - other.newest);
        }
    }

    @Override
    public void reset() {
        staircases.clear();
        newest = 0;
        clock = 0;
    }

    @Override
    public SlidingHyperLogLog copy() {
        SlidingHyperLogLog copy = new SlidingHyperLogLog(precision, windowMillis, seed);
        copy.staircases = staircases.copy();
        copy.newest = newest;
        copy.clock = clock;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 64 + staircases.stateBytes();
    }

    /** The staircases, for tests. */
    Staircases staircases() {
        return staircases;
    }

    /**
     * Form {@code sliding-hyperloglog} 1: precision i32, seed i64, window in milliseconds i64, whether there was a record i8, the newest one's time
     * i64, then for each register the number of entries i8 and, oldest first, the milliseconds before the newest record times 64 plus the rank i64.
     */
    public static final StateCodec<SlidingHyperLogLog> CODEC =
            StateCodec.of("sliding-hyperloglog", 1, SlidingHyperLogLog::encode, SlidingHyperLogLog::decode);

    private void encode(StateWriter out) {
        out.writeInt(precision).writeLong(seed).writeLong(windowMillis);
        out.writeBoolean(clock > 0).writeLong(newest);
        for (int i = 0; i < staircases.registers(); i++) {
            int length = staircases.length(i);
            int first = 0;
            while (first < length && clock - Staircases.time(staircases.entry(i, first)) >= windowMillis) {
                first++;
            }
            out.writeByte(length - first);
            for (int k = first; k < length; k++) {
                long entry = staircases.entry(i, k);
                out.writeLong((clock - Staircases.time(entry)) << 6 | Staircases.rank(entry));
            }
        }
    }

    private static SlidingHyperLogLog decode(StateReader in) {
        int precision = in.readIntBetween("precision", Registers.MIN_PRECISION, Registers.MAX_PRECISION);
        long seed = in.readLong();
        long window = in.readLong();
        boolean started = in.readBoolean("started");
        long newest = in.readLong();
        if (window < 1 || window > MAX_WINDOW_MILLIS || !started && newest != 0) {
            throw in.corrupt("window must be in 1.." + MAX_WINDOW_MILLIS + " and an empty state have no newest record");
        }
        if (in.remaining() < 1 << precision) {
            throw in.corrupt("registers must be " + (1 << precision) + ", " + in.remaining() + " bytes left");
        }
        SlidingHyperLogLog s = new SlidingHyperLogLog(precision, window, seed);
        s.newest = newest;
        s.clock = started ? window : 0;
        for (int i = 0; i < s.staircases.registers(); i++) {
            s.decodeStaircase(i, in);
        }
        return s;
    }

    private void decodeStaircase(int register, StateReader in) {
        int length = in.readByte();
        if (length < 0 || length > (clock == 0 ? 0 : Registers.maxRank(precision))) {
            throw in.corrupt("a register of precision " + precision + " cannot have " + (length & 0xff) + " entries");
        }
        long lastAge = windowMillis;
        int lastRank = Registers.maxRank(precision) + 1;
        for (int k = 0; k < length; k++) {
            long entry = in.readLong();
            long age = entry >>> 6;
            int rank = Staircases.rank(entry);
            if (age >= lastAge || rank >= lastRank || rank == 0) {
                throw in.corrupt("ages and ranks must fall from entry to entry, got age " + age + " with rank " + rank);
            }
            lastAge = age;
            lastRank = rank;
            staircases.insert(register, clock - age, rank, 0);
        }
    }

    private static long millis(Duration window) {
        if (window.compareTo(Duration.ofMillis(1)) < 0 || window.compareTo(Duration.ofMillis(MAX_WINDOW_MILLIS)) > 0) {
            throw new IllegalArgumentException(
                    "window must be in PT0.001S.." + Duration.ofMillis(MAX_WINDOW_MILLIS) + ", got " + window);
        }
        return window.toMillis();
    }

    /** Makes {@code time}, which is after the newest record's, the newest. */
    private void advanceTo(long time) {
        long leap = time - newest;
        if (clock == 0) {
            clock = windowMillis;
        } else if (Long.compareUnsigned(leap, Staircases.TIME_END - clock) < 0) {
            clock += leap;
        } else if (Long.compareUnsigned(leap, windowMillis) < 0) {
            staircases.countFrom(clock + leap - windowMillis);
            clock = windowMillis;
        } else {
            staircases.clear();
            clock = windowMillis;
        }
        newest = time;
    }

    /** The last moment, in the staircases' time, that is not in the window any more. */
    private long beforeWindow(long now, long window) {
        if (window < 1 || window > windowMillis) {
            throw new IllegalArgumentException("windowMillis must be in 1.." + windowMillis + ", got " + window);
        }
        if (now >= newest) {
            long quiet = now - newest;
            return Long.compareUnsigned(quiet, window) >= 0 ? clock : clock - (window - quiet);
        }
        long beyond = newest - now;
        return clock - (Long.compareUnsigned(beyond, windowMillis - window) >= 0 ? windowMillis : window + beyond);
    }

    private void fold(int to) {
        Staircases old = staircases;
        int oldPrecision = precision;
        staircases = new Staircases(1 << to);
        precision = to;
        takeIn(old, oldPrecision, clock, 0);
    }

    /** Takes all entries in that are not too old; what a lower precision makes useless, their insertion finds out. */
    private void takeIn(Staircases from, int fromPrecision, long fromClock, long lag) {
        if (Long.compareUnsigned(lag, windowMillis) >= 0) {
            return;
        }
        for (int i = 0; i < from.registers(); i++) {
            int length = from.length(i);
            if (length == 0) {
                continue;
            }
            int index = Registers.foldedIndex(i, precision);
            for (int k = 0; k < length; k++) {
                long entry = from.entry(i, k);
                long age = lag + fromClock - Staircases.time(entry);
                if (age < windowMillis) {
                    int rank = Registers.foldedRank(Staircases.rank(entry), i, fromPrecision, precision);
                    staircases.insert(index, clock - age, rank, clock - windowMillis);
                }
            }
        }
    }
}
