package io.rivulet.runtime.state;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * All that one step keeps on one worker: states by key, and timers. It knows what has changed since the last snapshot, and gives a snapshot without holding the
 * flow. One owner at a time.
 *
 * @param <K> a key
 * @param <S> a state
 */
public final class KeyedStates<K, S> {

    /** Entries that are fetched together before they are written. */
    private static final int TOGETHER = 32;
    /** To find an entry and write its key takes about as long as to write so many bytes. */
    private static final int BYTES_OF_A_LOOK = 64;

    /*
     * A snapshot is a moment, but writing it takes long. So at the moment itself nothing is written: only the lists are swapped, and `interval` counts up. From
     * then on an entry is either untouched, and still is what it was at the moment, or about to be touched, and is written just before. captureSome
     * writes the untouched ones, a few at a time, between the records.
     *
     * An entry is pending if it belongs to the capture and capturedBy is not yet this capture. To a delta belongs what changed in the interval that ended
     * (changedIn == interval - 1); to a full one every entry that was there at the moment, which are those in a copy of the table's slots.
     *
     * Keys that are gone must be told only if an earlier snapshot may hold them (stored). They are kept by key, so that one which comes back within the
     * interval takes its place again and nothing needs to be told: a put and a drop of one key never meet in one snapshot.
     */
    private final KeyTable<K, S> table = new KeyTable<>();
    private final Timers<K, S> eventTimers = Timers.ofEventTime();
    private final Timers<K, S> clockTimers = Timers.ofClock();
    private final boolean tracked;
    private final KeyCodec<K> keyCodec;
    private final StateCodec<S> codec;
    private final IntPredicate written;

    private int interval = 1;
    /** Those that changed in the interval, which may be dead by now. */
    private KeyEntry<K, S>[] changed = KeyTable.array(64);

    private int changes;
    private int deadChanged;
    private Map<K, KeyEntry<K, S>> dropped = new HashMap<>();

    private int capture;
    private boolean capturing;
    private boolean full;
    private EntryOutput out;
    private KeyEntry<K, S>[] pending;
    private int pendingAt;
    private int pendingTo;
    private int fetchedTo;

    @SuppressWarnings("UnusedVariable") // see fetch
    private int fetched;

    private Iterator<K> pendingDrops;

    /**
     * @param tracked whether snapshots will be asked for; else nothing is remembered for them
     * @param written the key groups whose keys go into snapshots
     */
    public KeyedStates(boolean tracked, KeyCodec<K> keyCodec, StateCodec<S> codec, IntPredicate written) {
        this.tracked = tracked;
        this.keyCodec = keyCodec;
        this.codec = codec;
        this.written = written;
    }

    /** How many keys have a state. */
    public int size() {
        return table.size();
    }

    /** How many timers wait. */
    public int timers() {
        return eventTimers.size() + clockTimers.size();
    }

    /** The entry of a key, or null; say {@link #touch} before its state changes. */
    public KeyEntry<K, S> find(K key) {
        return table.find(key);
    }

    /**
     * Puts a key in that is not in yet; it counts as touched.
     *
     * @throws IllegalArgumentException if the key's hash could differ elsewhere: with more workers it would be needed, and results must not depend on how many
     *     there are
     */
    public KeyEntry<K, S> insert(K key, S state) {
        int group = KeyGroups.of(key);
        KeyEntry<K, S> entry = table.insert(key, state);
        if (tracked) {
            entry.group = group;
            entry.capturedBy = capture;
            entry.changedIn = interval;
            addChanged(entry);
            KeyEntry<K, S> earlier = dropped.isEmpty() ? null : dropped.remove(key);
            entry.stored = earlier != null;
        }
        return entry;
    }

    /** Tells that the entry's state or timers are about to change. */
    public void touch(KeyEntry<K, S> entry) {
        if (tracked && entry.changedIn != interval) {
            if (capturing && isPending(entry)) {
                write(entry);
            }
            entry.changedIn = interval;
            addChanged(entry);
        }
    }

    private void addChanged(KeyEntry<K, S> entry) {
        if (changes == changed.length) {
            changed = Arrays.copyOf(changed, changes + (changes >> 1));
        }
        changed[changes++] = entry;
    }

    private void removeDead() {
        int left = 0;
        for (int i = 0; i < changes; i++) {
            if (changed[i].live) {
                changed[left++] = changed[i];
            }
        }
        Arrays.fill(changed, left, changes, null);
        changes = left;
        deadChanged = 0;
    }

    /** Takes an entry out, which was touched, with its timers. */
    public void discard(KeyEntry<K, S> entry) {
        table.remove(entry);
        eventTimers.onDiscard(entry);
        clockTimers.onDiscard(entry);
        if (tracked) {
            if (entry.stored) {
                dropped.put(entry.key, entry);
            }
            if (++deadChanged > 1024 && deadChanged > changes / 2) {
                removeDead();
            }
        }
    }

    /** All entries by rising key; the list is a copy. */
    public List<KeyEntry<K, S>> inOrder() {
        return table.inOrder();
    }

    /** Sets a timer for a touched entry. */
    public void addTimer(KeyEntry<K, S> entry, boolean byClock, long timeMillis, long payload) {
        (byClock ? clockTimers : eventTimers).add(timeMillis, entry, payload);
    }

    /** When the first timer by event time is due; {@link Long#MAX_VALUE} for none. */
    public long nextEventTime() {
        return eventTimers.nextTime();
    }

    /** When the first timer by the clock is due; {@link Long#MAX_VALUE} for none. */
    public long nextClockTime() {
        return clockTimers.nextTime();
    }

    /** A mark for {@link #pollClockTimer}: timers set from now on come after it. */
    public long clockMark() {
        return clockTimers.mark();
    }

    /** Takes the first timer by event time that is due, and touches its entry; null for none. */
    public KeyEntry<K, S> pollEventTimer(long untilMillis) {
        return poll(eventTimers, untilMillis, Long.MAX_VALUE);
    }

    /** Takes the first timer by the clock that is due and was set before the mark, and touches its entry; null for none. */
    public KeyEntry<K, S> pollClockTimer(long untilMillis, long mark) {
        return poll(clockTimers, untilMillis, mark);
    }

    private KeyEntry<K, S> poll(Timers<K, S> timers, long untilMillis, long mark) {
        if (tracked) {
            KeyEntry<K, S> due = timers.peek(untilMillis, mark);
            if (due == null) {
                return null;
            }
            // Before the timer leaves the entry: a capture that still waits for it must have the timer.
            touch(due);
        }
        return timers.poll(untilMillis, mark);
    }

    /** The time of the timer taken last. */
    public long polledTime(boolean byClock) {
        return (byClock ? clockTimers : eventTimers).polledTime();
    }

    /** The payload of the timer taken last. */
    public long polledPayload(boolean byClock) {
        return (byClock ? clockTimers : eventTimers).polledPayload();
    }

    /**
     * The moment of a snapshot. Nothing is written here but by {@link #captureSome}, and by changes that cannot wait for it.
     *
     * @param all whether every key is written, or only those that changed since the last snapshot
     */
    public void beginCapture(boolean all, EntryOutput output) {
        if (!tracked || capturing) {
            throw new IllegalStateException(tracked ? "a capture is under way already" : "snapshots are not tracked");
        }
        interval++;
        capture++;
        capturing = true;
        full = all;
        out = output;
        pending = all ? table.slotsCopy() : changed;
        pendingTo = all ? pending.length : changes;
        pendingAt = 0;
        fetchedTo = 0;
        pendingDrops = all ? List.<K>of().iterator() : dropped.keySet().iterator();
        // About as many will change until the next one.
        changed = KeyTable.array(Math.max(64, changes + changes / 8));
        changes = 0;
        deadChanged = 0;
        dropped = new HashMap<>();
    }

    /** Writes about so many bytes of what is left; whether that was all. */
    public boolean captureSome(int bytes) {
        int left = bytes;
        while (left > 0 && pendingAt < pendingTo) {
            if (pendingAt == fetchedTo) {
                fetch();
            }
            KeyEntry<K, S> entry = pending[pendingAt];
            pending[pendingAt++] = null;
            if (entry != null && entry.live && isPending(entry)) {
                left -= write(entry);
            }
        }
        while (left > 0 && pendingDrops.hasNext()) {
            K key = pendingDrops.next();
            int group = KeyGroups.of(key);
            if (written.test(group)) {
                keyCodec.write(key, out.startKey(group));
                out.endDrop();
            }
            left -= BYTES_OF_A_LOOK;
        }
        if (pendingAt < pendingTo || pendingDrops.hasNext()) {
            return false;
        }
        capturing = false;
        pending = null;
        pendingDrops = null;
        out = null;
        return true;
    }

    /*
     * Entries, keys and states lie anywhere in memory, and encoding one after another would wait for each. So the next few are looked at first, in loops so short
     * that the processor waits for many of them at once: a snapshot of small states takes half as long. The sum only keeps the looks from being left out.
     */
    private void fetch() {
        int to = Math.min(pendingTo, pendingAt + TOGETHER);
        int sum = 0;
        for (int i = pendingAt; i < to; i++) {
            KeyEntry<K, S> entry = pending[i];
            if (entry != null) {
                sum += entry.capturedBy;
            }
        }
        for (int i = pendingAt; i < to; i++) {
            KeyEntry<K, S> entry = pending[i];
            if (entry != null) {
                sum += entry.key.getClass() == entry.state().getClass() ? 1 : 0;
            }
        }
        fetched = sum;
        fetchedTo = to;
    }

    private boolean isPending(KeyEntry<K, S> entry) {
        return entry.capturedBy != capture && (full || entry.changedIn == interval - 1) && written.test(entry.group);
    }

    /**
     * Value: timers i32, each by clock i8, time i64, order i64, payload i64; then the state in its own form.
     *
     * @return what it took, as {@link #captureSome} counts it
     */
    private int write(KeyEntry<K, S> entry) {
        entry.capturedBy = capture;
        entry.stored = true;
        keyCodec.write(entry.key, out.startKey(entry.group));
        StateWriter stateBytes = out.startState();
        int from = stateBytes.size();
        int count = 0;
        for (Timers.Timer timer = entry.timers; timer != null; timer = timer.next) {
            count++;
        }
        stateBytes.writeInt(count);
        for (Timers.Timer timer = entry.timers; timer != null; timer = timer.next) {
            stateBytes
                    .writeBoolean(timer.byClock)
                    .writeLong(timer.timeMillis)
                    .writeLong(timer.order)
                    .writeLong(timer.payload);
        }
        codec.encode(entry.state(), stateBytes);
        int bytes = BYTES_OF_A_LOOK + stateBytes.size() - from;
        out.endPut();
        return bytes;
    }

    /** Puts a key in as a snapshot has it; does nothing where the key is in already. */
    public void restore(StateReader keyIn, StateReader stateIn) {
        K key = keyCodec.read(keyIn);
        if (table.find(key) != null) {
            return;
        }
        int count = stateIn.readLength("timers", 25);
        boolean[] byClock = new boolean[count];
        long[] times = new long[3 * count];
        for (int i = 0; i < count; i++) {
            byClock[i] = stateIn.readBoolean("by clock");
            for (int field = 0; field < 3; field++) {
                times[3 * i + field] = stateIn.readLong();
            }
        }
        S state = codec.decode(stateIn);
        if (stateIn.remaining() > 0) {
            throw stateIn.corrupt(stateIn.remaining() + " bytes follow the state of key " + key);
        }
        KeyEntry<K, S> entry = table.insert(key, state);
        entry.group = KeyGroups.of(key);
        entry.stored = true;
        for (int i = count - 1; i >= 0; i--) {
            Timers<K, S> timers = byClock[i] ? clockTimers : eventTimers;
            timers.add(times[3 * i], times[3 * i + 1], entry, times[3 * i + 2]);
        }
    }
}
