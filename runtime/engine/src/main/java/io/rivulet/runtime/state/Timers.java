package io.rivulet.runtime.state;

import java.util.Arrays;

/**
 * Calls that wait for a time, each with its key and a payload: a binary heap by time, then by the order in which they were set. A key's timers are linked to its
 * entry as well, so that a snapshot finds them. Timers of discarded keys are dropped when met, and swept when they are the most. A step has one queue of each
 * kind. One owner at a time.
 *
 * @param <K> a key
 * @param <S> a state
 */
public final class Timers<K, S> {

    /** One timer: in the heap, and in the list of its owner's timers of both kinds. */
    static final class Timer {
        final boolean byClock;
        final long timeMillis;
        final long order;
        final long payload;
        final KeyEntry<?, ?> owner;
        Timer next;
        Timer previous;

        Timer(boolean byClock, long timeMillis, long order, long payload, KeyEntry<?, ?> owner) {
            this.byClock = byClock;
            this.timeMillis = timeMillis;
            this.order = order;
            this.payload = payload;
            this.owner = owner;
        }

        private boolean isBefore(Timer other) {
            return timeMillis < other.timeMillis || timeMillis == other.timeMillis && order < other.order;
        }
    }

    private static final int SMALLEST = 16;

    private final boolean byClock;
    private Timer[] heap = new Timer[SMALLEST];
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
        add(timeMillis, nextOrder, owner, payload);
    }

    /** Sets a timer that had been set in an earlier run; those set from now on come after it. */
    void add(long timeMillis, long order, KeyEntry<K, S> owner, long payload) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        nextOrder = Math.max(nextOrder, order + 1);
        Timer timer = new Timer(byClock, timeMillis, order, payload, owner);
        timer.next = owner.timers;
        if (timer.next != null) {
            timer.next.previous = timer;
        }
        owner.timers = timer;
        up(size++, timer);
    }

    /** The time of the first timer, or {@link Long#MAX_VALUE} when none waits. */
    public long nextTime() {
        return size == 0 ? Long.MAX_VALUE : heap[0].timeMillis;
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
    @SuppressWarnings("unchecked") // owners come from add only
    public KeyEntry<K, S> poll(long untilMillis, long mark) {
        while (isDue(untilMillis, mark)) {
            Timer first = heap[0];
            removeFirst();
            if (first.owner.live) {
                polledTime = first.timeMillis;
                polledPayload = first.payload;
                unlink(first);
                return (KeyEntry<K, S>) first.owner;
            }
            dead--;
        }
        return null;
    }

    private boolean isDue(long untilMillis, long mark) {
        return size > 0 && heap[0].timeMillis <= untilMillis && heap[0].order < mark;
    }

    /** The entry whose timer {@link #poll} would take, or null; its state may be looked at before it changes. */
    @SuppressWarnings("unchecked") // owners come from add only
    public KeyEntry<K, S> peek(long untilMillis, long mark) {
        while (isDue(untilMillis, mark)) {
            if (heap[0].owner.live) {
                return (KeyEntry<K, S>) heap[0].owner;
            }
            removeFirst();
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
        for (Timer timer = entry.timers; timer != null; timer = timer.next) {
            dead += timer.byClock == byClock ? 1 : 0;
        }
        if (dead > 64 && dead > size / 2) {
            sweep();
        }
    }

    /** How many timers of live keys wait. */
    public int size() {
        return size - dead;
    }

    private static void unlink(Timer timer) {
        if (timer.previous != null) {
            timer.previous.next = timer.next;
        } else {
            timer.owner.timers = timer.next;
        }
        if (timer.next != null) {
            timer.next.previous = timer.previous;
        }
        timer.next = null;
        timer.previous = null;
    }

    private void sweep() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (heap[i].owner.live) {
                heap[kept++] = heap[i];
            }
        }
        heap = Arrays.copyOf(heap, Math.max(SMALLEST, kept + kept / 2));
        Arrays.fill(heap, kept, heap.length, null);
        size = kept;
        dead = 0;
        for (int i = size / 2 - 1; i >= 0; i--) {
            down(i, heap[i]);
        }
    }

    private void removeFirst() {
        Timer last = heap[--size];
        heap[size] = null;
        if (size > 0) {
            down(0, last);
        }
        if (heap.length > SMALLEST && size < heap.length / 8) {
            heap = Arrays.copyOf(heap, heap.length / 2);
        }
    }

    private void up(int start, Timer timer) {
        int i = start;
        while (i > 0) {
            int parent = (i - 1) >>> 1;
            if (heap[parent].isBefore(timer)) {
                break;
            }
            heap[i] = heap[parent];
            i = parent;
        }
        heap[i] = timer;
    }

    private void down(int start, Timer timer) {
        int i = start;
        while (2 * i + 1 < size) {
            int child = 2 * i + 1;
            if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
                child++;
            }
            if (timer.isBefore(heap[child])) {
                break;
            }
            heap[i] = heap[child];
            i = child;
        }
        heap[i] = timer;
    }
}
