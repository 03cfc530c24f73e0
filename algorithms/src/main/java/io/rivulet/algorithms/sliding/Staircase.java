package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/**
 * The entries (time, value) that no later one of equal or higher value makes useless: times rise and values fall, so that the highest value of any window that
 * ends now is the first one inside it.
 *
 * <p>Entries may come in any order of time, and what is left does not depend on it. For n values in random order about ln n + 0.58 are left, at worst, where
 * they fall, all. Two like it are kept elsewhere: the staircases of 2<sup>p</sup> registers in one pool of packed words ({@code distinct}), where an object for
 * each would take four times the memory, and those that k later ones must exceed, with the items themselves ({@code sampling}).
 */
final class Staircase {

    private static final int SMALLEST = 4;

    /*
     * Entry i stands at head + i. A place before the head is free: it is won back when the end of the arrays is reached, so that leaving costs O(1).
     */
    private long[] times = new long[SMALLEST];
    private double[] values = new double[SMALLEST];
    private int head;
    private int size;

    int size() {
        return size;
    }

    long time(int index) {
        return times[head + index];
    }

    double value(int index) {
        return values[head + index];
    }

    long lastTime() {
        return time(size - 1);
    }

    /** Takes an entry in; returns whether it is of use. */
    boolean insert(long time, double value) {
        int later = size;
        while (later > 0 && time(later - 1) > time) {
            later--;
        }
        if (later < size && value(later) >= value) {
            return false;
        }
        int kept = later;
        while (kept > 0 && value(kept - 1) <= value) {
            kept--;
        }
        if (kept > 0 && time(kept - 1) == time) {
            return false;
        }
        if (kept == later) {
            makeRoom();
        }
        int to = head + kept + 1;
        System.arraycopy(times, head + later, times, to, size - later);
        System.arraycopy(values, head + later, values, to, size - later);
        size += kept + 1 - later;
        times[to - 1] = time;
        values[to - 1] = value;
        return true;
    }

    /** Drops the entries before {@code start}. */
    void evictTo(long start) {
        while (size > 0 && time(0) < start) {
            head++;
            size--;
        }
    }

    /** The first entry from {@code start} on; {@link #size} if there is none. */
    int firstFrom(long start) {
        int from = 0;
        int to = size;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (time(middle) < start) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    void clear() {
        times = new long[SMALLEST];
        values = new double[SMALLEST];
        head = 0;
        size = 0;
    }

    Staircase copy() {
        Staircase copy = new Staircase();
        copy.times = times.clone();
        copy.values = values.clone();
        copy.head = head;
        copy.size = size;
        return copy;
    }

    long stateBytes() {
        return 64 + 16L * times.length;
    }

    /** Number i32, then of each, oldest first, time i64 and value f64. */
    void encode(StateWriter out) {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(time(i)).writeDouble(value(i));
        }
    }

    /** Fills this empty one. */
    void decode(long earliest, long latest, StateReader in) {
        int length = in.readLength("entries", 16);
        for (int i = 0; i < length; i++) {
            long time = in.readLong();
            double value = in.readFinite("value");
            boolean falls = i == 0 || time > lastTime() && value < value(i - 1);
            if (!falls || time < earliest || time > latest) {
                throw in.corrupt("times must rise and values fall from entry to entry, got " + value + " at " + time);
            }
            insert(time, value);
        }
    }

    /** For one more at the end. */
    private void makeRoom() {
        if (head + size < times.length) {
            return;
        }
        if (head >= times.length / 2) {
            System.arraycopy(times, head, times, 0, size);
            System.arraycopy(values, head, values, 0, size);
        } else {
            int capacity = Math.multiplyExact(times.length, 2);
            times = Arrays.copyOf(Arrays.copyOfRange(times, head, head + size), capacity);
            values = Arrays.copyOf(Arrays.copyOfRange(values, head, head + size), capacity);
        }
        head = 0;
    }
}
