package io.rivulet.runtime.state;

import java.util.Arrays;

/**
 * Calls that wait for a time, each with its key and a payload: a binary heap by time, then by the order in which they were set. Timers of discarded keys are
 * dropped when met, and swept when they are the most. A key counts its timers of
 * either kind, so a step has one queue of each. One owner at a time.
 *
 * @param <K> a key
 * @param <S> a state
 */
public final class Timers<K, S> {

    private final boolean byClock;
    private long[] times = new long[16];
    private long[] orders = new long[16];
    private long[] payloads = new long[16];
    private KeyEntry<K, S>[] owners = array(16);
    private int size;
    private int dead;
    private long nextOrder;

    private long polledTime;
    private long polledPayload;

    private Timers(boolean byClock) {
        this.byClock = byClock;
    }

    /** Timers that wait for event time. */
    public static <K, S> Timers<K, S> ofEventTime() {
        return new Timers<>(false);
    }

    /** Timers that wait for the clock. */
    public static <K, S> Timers<K, S> ofClock() {
        return new Timers<>(true);
    }

    /** Sets a timer. */
    public void add(long timeMillis, KeyEntry<K, S> owner, long payload) {
        if (size == times.length) {
            grow();
        }
        count(owner, 1);
        up(size++, timeMillis, nextOrder++, payload, owner);
    }

    /** The time of the first timer, or {@link Long#MAX_VALUE} when none waits. */
    public long nextTime() {
        return size == 0 ? Long.MAX_VALUE : times[0];
    }

    /** The order number that the next timer will get; timers set from now on have at least this. */
    public long mark() {
        return nextOrder;
    }

    /**
     * Takes the first timer that is due; {@link #polledTime} and {@link #polledPayload} then tell of it.
     *
     * @return its entry, which is live, or null when none is due
     */
    public KeyEntry<K, S> poll(long untilMillis) {
        return poll(untilMillis, Long.MAX_VALUE);
    }

    /** The same for timers set before a {@link #mark} only; stops at the first that was set later. */
    public KeyEntry<K, S> poll(long untilMillis, long mark) {
        while (size > 0 && times[0] <= untilMillis && orders[0] < mark) {
            KeyEntry<K, S> owner = owners[0];
            polledTime = times[0];
            polledPayload = payloads[0];
            removeFirst();
            if (owner.live) {
                count(owner, -1);
                return owner;
            }
            dead--;
        }
        return null;
    }

    /** The time of the timer last polled. */
    public long polledTime() {
        return polledTime;
    }

    /** The payload of the timer last polled. */
    public long polledPayload() {
        return polledPayload;
    }

    /** Tells that an entry was discarded, so that its timers count as dead. */
    public void onDiscard(KeyEntry<K, S> entry) {
        dead += byClock ? entry.clockTimers : entry.eventTimers;
        if (dead > 64 && dead > size / 2) {
            sweep();
        }
    }

    /** How many timers of live keys wait. */
    public int size() {
        return size - dead;
    }

    private void count(KeyEntry<K, S> entry, int change) {
        if (byClock) {
            entry.clockTimers += change;
        } else {
            entry.eventTimers += change;
        }
    }

    private void sweep() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (owners[i].live) {
                times[kept] = times[i];
                orders[kept] = orders[i];
                payloads[kept] = payloads[i];
                owners[kept++] = owners[i];
            }
        }
        Arrays.fill(owners, kept, size, null);
        size = kept;
        dead = 0;
        for (int i = size / 2 - 1; i >= 0; i--) {
            down(i, times[i], orders[i], payloads[i], owners[i]);
        }
    }

    private void removeFirst() {
        int last = --size;
        long time = times[last];
        long order = orders[last];
        long payload = payloads[last];
        KeyEntry<K, S> owner = owners[last];
        owners[last] = null;
        if (last > 0) {
            down(0, time, order, payload, owner);
        }
    }

    private void up(int start, long time, long order, long payload, KeyEntry<K, S> owner) {
        int i = start;
        while (i > 0) {
            int parent = (i - 1) >>> 1;
            if (before(times[parent], orders[parent], time, order)) {
                break;
            }
            move(parent, i);
            i = parent;
        }
        set(i, time, order, payload, owner);
    }

    private void down(int start, long time, long order, long payload, KeyEntry<K, S> owner) {
        int i = start;
        while (2 * i + 1 < size) {
            int child = 2 * i + 1;
            if (child + 1 < size && before(times[child + 1], orders[child + 1], times[child], orders[child])) {
                child++;
            }
            if (before(time, order, times[child], orders[child])) {
                break;
            }
            move(child, i);
            i = child;
        }
        set(i, time, order, payload, owner);
    }

    private static boolean before(long time, long order, long otherTime, long otherOrder) {
        return time < otherTime || time == otherTime && order < otherOrder;
    }

    private void move(int from, int to) {
        times[to] = times[from];
        orders[to] = orders[from];
        payloads[to] = payloads[from];
        owners[to] = owners[from];
    }

    private void set(int i, long time, long order, long payload, KeyEntry<K, S> owner) {
        times[i] = time;
        orders[i] = order;
        payloads[i] = payload;
        owners[i] = owner;
    }

    private void grow() {
        int capacity = times.length * 2;
        times = Arrays.copyOf(times, capacity);
        orders = Arrays.copyOf(orders, capacity);
        payloads = Arrays.copyOf(payloads, capacity);
        owners = Arrays.copyOf(owners, capacity);
    }

    @SuppressWarnings("unchecked") // an array of entries only
    private static <K, S> KeyEntry<K, S>[] array(int capacity) {
        return (KeyEntry<K, S>[]) new KeyEntry<?, ?>[capacity];
    }
}
