package io.rivulet.algorithms.membership;

import com.carrotsearch.hppc.LongLongHashMap;
import io.rivulet.algorithms.Deduplication;
import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Whether a key came within the last so much time, exactly: all keys of the window are kept, up to a number.
 *
 * <p><b>Method.</b> A table of the time at which each key passed last, beside a ring of keys and times in order of arrival, from which they expire. A key passes
 * if it did not pass within the window that ends at the latest time seen; duplicates do not make it remembered any longer.
 * <p><b>Error.</b> None for numbers. Texts are kept by their 64-bit hash: a new text is taken for one of k that are remembered with probability k /
 * 2<sup>64</sup>. A late record is judged by the same window, so that it passes if what it repeats has left; one later than the window passes always and is not
 * remembered.
 * <p><b>Capacity.</b> Where more keys pass within a window than there is room for, the oldest are forgotten before their time, and may pass again; {@link
 * #forgottenEarly} counts them.
 * <p><b>Cost.</b> O(1) on average, nothing allocated once the tables have grown; 40 to 70 bytes a key.
 * <p><b>Units.</b> Times in milliseconds.
 * <p><b>Empty.</b> No key came.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * <pre>{@code
 * var payments = RecentKeys.of(Duration.ofHours(1), 1_000_000);
 * payments.seen(4711, 0);          // false: it passes
 * payments.seen(4711, 1_000);      // true: a second later
 * payments.seen(4711, 3_600_000);  // false: an hour later
 * }</pre>
 */
public final class RecentKeys implements Incremental<RecentKeys> {

    /** The most keys. */
    public static final int MAX_KEYS = 1 << 26;

    private static final Duration MAX_WINDOW = Duration.ofDays(36_500);
    private static final long MAX_TIME = 1L << 60;
    private static final long NO_TIME = Long.MIN_VALUE;
    private static final int SMALLEST_RING = 8;

    /*
     * The ring holds, for every pass not yet expired, key and time, from the one that arrived first; passed has the last time of each of these keys. A ring entry
     * whose time is not the key's is stale: the key passed again before the entry could leave. Invariant: every key of passed has the ring entry of its time.
     */
    private final long windowMillis;
    private final int maxKeys;
    private LongLongHashMap passed = new LongLongHashMap();
    private long[] ringKeys = new long[SMALLEST_RING];
    private long[] ringTimes = new long[SMALLEST_RING];
    private int first;
    private int length;
    private long now = NO_TIME;
    private long forgottenEarly;

    private RecentKeys(long windowMillis, int maxKeys) {
        this.windowMillis = windowMillis;
        this.maxKeys = maxKeys;
    }

    /**
     * Keys of a window.
     *
     * @param window from one millisecond to 36,500 days
     * @param maxKeys how many are remembered at most, 1..67,108,864
     */
    public static RecentKeys of(Duration window, int maxKeys) {
        Objects.requireNonNull(window, "window");
        if (window.compareTo(Duration.ofMillis(1)) < 0 || window.compareTo(MAX_WINDOW) > 0) {
            throw new IllegalArgumentException(
                    "window must be in " + Duration.ofMillis(1) + ".." + MAX_WINDOW + ", got " + window);
        }
        if (maxKeys < 1 || maxKeys > MAX_KEYS) {
            throw new IllegalArgumentException("maxKeys must be in 1.." + MAX_KEYS + ", got " + maxKeys);
        }
        return new RecentKeys(window.toMillis(), maxKeys);
    }

    /** How a dataflow drops records whose text passed within the window. */
    public static <T> Deduplication<T, RecentKeys> deduplication(
            Duration window, int maxKeys, Function<? super T, ? extends CharSequence> key) {
        return deduplicationOfLongs(window, maxKeys, record -> Hash.ofText(key.apply(record), 0));
    }

    /** How a dataflow drops records whose number passed within the window. */
    public static <T> Deduplication<T, RecentKeys> deduplicationOfLongs(
            Duration window, int maxKeys, ToLongFunction<? super T> key) {
        of(window, maxKeys); // wrong ones show here, not at the first record
        return Deduplication.of(
                "recent-keys",
                () -> of(window, maxKeys),
                (s, record, time) -> s.seen(key.applyAsLong(record), time),
                CODEC);
    }

    /**
     * Whether the number passed within the window that ends at the latest time, this one included; if not, it passes now.
     *
     * @throws IllegalArgumentException if the time is more than 2<sup>60</sup> from the epoch
     */
    public boolean seen(long key, long timeMillis) {
        advanceTo(timeMillis);
        if (timeMillis <= now - windowMillis) {
            return false;
        }
        int at = passed.indexOf(key);
        if (passed.indexExists(at)) {
            // One that is too old may still be here, behind a younger one that arrived before it.
            if (passed.indexGet(at) > now - windowMillis) {
                return true;
            }
            passed.indexReplace(at, timeMillis);
        } else {
            passed.indexInsert(at, key, timeMillis);
        }
        if (length == maxKeys) {
            forgottenEarly += removeFirst() ? 1 : 0;
        }
        append(key, timeMillis);
        return false;
    }

    /** {@link #seen(long, long)} of a text, by its hash. */
    public boolean seen(CharSequence key, long timeMillis) {
        return seen(Hash.ofText(key, 0), timeMillis);
    }

    /**
     * Lets time pass: keys that are too old are forgotten. An earlier time changes nothing.
     *
     * @throws IllegalArgumentException if the time is more than 2<sup>60</sup> from the epoch
     */
    public void advanceTo(long nowMillis) {
        if (nowMillis > MAX_TIME || nowMillis < -MAX_TIME) {
            throw new IllegalArgumentException("timeMillis must be within 2^60 of the epoch, got " + nowMillis);
        }
        now = Math.max(now, nowMillis);
        while (length > 0 && ringTimes[first] <= now - windowMillis) {
            removeFirst();
        }
    }

    /** How many keys are remembered. */
    public int size() {
        return passed.size();
    }

    /** How many keys were forgotten before their time for want of room. */
    public long forgottenEarly() {
        return forgottenEarly;
    }

    @Override
    public void reset() {
        passed.clear();
        first = 0;
        length = 0;
        now = NO_TIME;
        forgottenEarly = 0;
    }

    @Override
    public RecentKeys copy() {
        RecentKeys copy = new RecentKeys(windowMillis, maxKeys);
        copy.passed = passed.clone();
        copy.ringKeys = ringKeys.clone();
        copy.ringTimes = ringTimes.clone();
        copy.first = first;
        copy.length = length;
        copy.now = now;
        copy.forgottenEarly = forgottenEarly;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 72 + 96 + 16L * passed.keys.length + 2 * (16 + 8L * ringKeys.length);
    }

    /** Form {@code recent-keys} 1: window i64, most keys i32, latest time i64, forgotten early i64, entries i32, for each in order key i64 and time i64. */
    public static final StateCodec<RecentKeys> CODEC =
            StateCodec.of("recent-keys", 1, RecentKeys::encode, RecentKeys::decode);

    private void encode(StateWriter out) {
        out.writeLong(windowMillis)
                .writeInt(maxKeys)
                .writeLong(now)
                .writeLong(forgottenEarly)
                .writeInt(length);
        for (int i = 0; i < length; i++) {
            int at = at(i);
            out.writeLong(ringKeys[at]).writeLong(ringTimes[at]);
        }
    }

    private static RecentKeys decode(StateReader in) {
        long window = in.readCount("window");
        RecentKeys read = of(Duration.ofMillis(window), in.readInt());
        read.now = in.readLong();
        read.forgottenEarly = in.readCount("forgotten early");
        int length = in.readLength("entries", 16);
        boolean sound = read.now == NO_TIME ? length == 0 : read.now >= -MAX_TIME && read.now <= MAX_TIME;
        if (!sound || length > read.maxKeys) {
            throw in.corrupt("entries must be at most " + read.maxKeys + " and have a latest time, got " + length);
        }
        for (int i = 0; i < length; i++) {
            long key = in.readLong();
            long time = in.readLong();
            if (time < -MAX_TIME || time > read.now) {
                throw in.corrupt("times must be at most " + read.now + ", got " + time);
            }
            // Of a key that passed twice the later arrival counts.
            read.passed.put(key, time);
            read.append(key, time);
        }
        return read;
    }

    private int at(int i) {
        return (first + i) & ringKeys.length - 1;
    }

    private void append(long key, long timeMillis) {
        if (length == ringKeys.length) {
            grow();
        }
        int at = at(length++);
        ringKeys[at] = key;
        ringTimes[at] = timeMillis;
    }

    private void grow() {
        long[] keys = Arrays.copyOf(ringKeys, 2 * length);
        long[] times = Arrays.copyOf(ringTimes, 2 * length);
        for (int i = 0; i < length; i++) {
            keys[i] = ringKeys[at(i)];
            times[i] = ringTimes[at(i)];
        }
        ringKeys = keys;
        ringTimes = times;
        first = 0;
    }

    /** Removes the entry that arrived first, and its key unless the entry is stale; whether it was not. */
    private boolean removeFirst() {
        int at = passed.indexOf(ringKeys[first]);
        boolean current = passed.indexExists(at) && passed.indexGet(at) == ringTimes[first];
        if (current) {
            passed.indexRemove(at);
        }
        first = at(1);
        length--;
        return current;
    }
}
