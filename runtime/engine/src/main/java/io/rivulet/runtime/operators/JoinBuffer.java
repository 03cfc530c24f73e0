package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import java.util.List;

/** Values of one side of a join by rising time, equal times in the order in which they came; each can be marked, once and for all. */
final class JoinBuffer<V> {

    /*
     * Values come nearly in order and leave from the front: they lie in start..end of three arrays, sorted at all times. A value is inserted behind the last one
     * that is not later, searched from the end, where it nearly always belongs. The arrays give memory back when they are mostly empty.
     */
    private static final int SMALLEST = 4;

    private long[] times = new long[SMALLEST];
    private Object[] values = new Object[SMALLEST];
    private boolean[] marks = new boolean[SMALLEST];
    private int start;
    private int end;

    int size() {
        return end - start;
    }

    boolean isEmpty() {
        return end == start;
    }

    long timeMillis(int index) {
        return times[start + index];
    }

    @SuppressWarnings("unchecked") // only V is put in
    V value(int index) {
        return (V) values[start + index];
    }

    boolean isMarked(int index) {
        return marks[start + index];
    }

    void mark(int index) {
        marks[start + index] = true;
    }

    void add(V value, long timeMillis) {
        add(value, timeMillis, false);
    }

    private void add(V value, long timeMillis, boolean marked) {
        if (end == times.length) {
            move(size() > times.length / 2 ? 2 * times.length : times.length);
        }
        int at = end;
        while (at > start && times[at - 1] > timeMillis) {
            times[at] = times[at - 1];
            values[at] = values[at - 1];
            marks[at] = marks[at - 1];
            at--;
        }
        times[at] = timeMillis;
        values[at] = value;
        marks[at] = marked;
        end++;
    }

    /** Takes the other's values in; of equal times ours come first. */
    void addAll(JoinBuffer<V> other) {
        for (int i = 0; i < other.size(); i++) {
            add(other.value(i), other.timeMillis(i), other.isMarked(i));
        }
    }

    /** How many values are older than a time: the index of the first that is not. */
    int olderThan(long timeMillis) {
        int low = start;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < timeMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - start;
    }

    /** Takes the oldest out. */
    void removeFirst(int count) {
        Arrays.fill(values, start, start + count, null);
        start += count;
        if (times.length > SMALLEST && size() <= times.length / 8) {
            move(times.length / 4);
        }
    }

    /** Takes the newest out, all but so many. */
    void keepFirst(int count) {
        Arrays.fill(values, start + count, end, null);
        end = start + count;
    }

    private void move(int capacity) {
        int size = size();
        long[] movedTimes = new long[Math.max(SMALLEST, capacity)];
        Object[] movedValues = new Object[movedTimes.length];
        boolean[] movedMarks = new boolean[movedTimes.length];
        System.arraycopy(times, start, movedTimes, 0, size);
        System.arraycopy(values, start, movedValues, 0, size);
        System.arraycopy(marks, start, movedMarks, 0, size);
        times = movedTimes;
        values = movedValues;
        marks = movedMarks;
        start = 0;
        end = size;
    }

    JoinBuffer<V> copy() {
        JoinBuffer<V> copy = new JoinBuffer<>();
        copy.addAll(this);
        return copy;
    }

    /** Number of values i32; time i64 and mark bool of each, by rising time; the values in the same order, as their codec writes many. */
    void encode(StateCodec<V> of, StateWriter out) {
        out.writeInt(size());
        for (int i = 0; i < size(); i++) {
            out.writeLong(timeMillis(i)).writeBoolean(isMarked(i));
        }
        @SuppressWarnings("unchecked") // only V is put in
        List<V> all = (List<V>) Arrays.asList(values).subList(start, end);
        of.encodeAll(all, out);
    }

    static <V> JoinBuffer<V> decode(StateCodec<V> of, StateReader in) {
        int size = in.readLength("values", 10);
        JoinBuffer<V> buffer = new JoinBuffer<>();
        buffer.move(size);
        for (int i = 0; i < size; i++) {
            buffer.times[i] = in.readLong();
            buffer.marks[i] = in.readBoolean("mark");
            if (i > 0 && buffer.times[i] < buffer.times[i - 1]) {
                throw in.corrupt("times must rise, got " + buffer.times[i] + " after " + buffer.times[i - 1]);
            }
        }
        List<V> all = of.decodeAll(in);
        if (all.size() != size) {
            throw in.corrupt("values must be as many as their times, " + size + ", got " + all.size());
        }
        buffer.end = size;
        for (int i = 0; i < size; i++) {
            buffer.values[i] = all.get(i);
        }
        return buffer;
    }
}
