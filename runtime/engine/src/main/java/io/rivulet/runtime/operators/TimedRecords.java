package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Records with their times, by rising time; equal times in the order in which they came. */
final class TimedRecords<T> {

    /*
     * Sorted at all times: a record is inserted behind the last one that is not later, searched from the end, where it nearly always belongs.
     */
    private final List<T> records;
    private long[] times;

    TimedRecords() {
        this(new ArrayList<>(), new long[4]);
    }

    private TimedRecords(List<T> records, long[] times) {
        this.records = records;
        this.times = times;
    }

    void add(T record, long timeMillis) {
        int size = records.size();
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
        }
        int at = size;
        while (at > 0 && times[at - 1] > timeMillis) {
            times[at] = times[at - 1];
            at--;
        }
        times[at] = timeMillis;
        records.add(at, record);
    }

    /** Takes the other's records in; of equal times ours come first. */
    void addAll(TimedRecords<T> other) {
        for (int i = 0; i < other.records.size(); i++) {
            add(other.records.get(i), other.times[i]);
        }
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** The earliest time; there must be a record. */
    long firstTime() {
        return times[0];
    }

    /** The records from one time to another, both included. */
    List<T> between(long fromMillis, long toMillis) {
        int from = countBefore(fromMillis);
        return List.copyOf(records.subList(from, Math.max(from, countBefore(toMillis + 1))));
    }

    /** Drops what is earlier. */
    void dropBefore(long timeMillis) {
        int dropped = countBefore(timeMillis);
        records.subList(0, dropped).clear();
        System.arraycopy(times, dropped, times, 0, records.size());
    }

    private int countBefore(long timeMillis) {
        int low = 0;
        int high = records.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < timeMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    List<T> byTime() {
        return List.copyOf(records);
    }

    TimedRecords<T> copy() {
        return new TimedRecords<>(new ArrayList<>(records), times.clone());
    }

    /** Form {@code timed-records} 1: records i32, then time i64 and record, by rising time. */
    static <T> StateCodec<TimedRecords<T>> codec(StateCodec<T> of) {
        return StateCodec.of("timed-records", 1, (records, out) -> records.encode(of, out), in -> decode(of, in));
    }

    private void encode(StateCodec<T> of, StateWriter out) {
        out.writeInt(records.size());
        for (int i = 0; i < records.size(); i++) {
            of.encode(records.get(i), out.writeLong(times[i]));
        }
    }

    private static <T> TimedRecords<T> decode(StateCodec<T> of, StateReader in) {
        int size = in.readLength("records", 9);
        TimedRecords<T> records = new TimedRecords<>(new ArrayList<>(size), new long[Math.max(4, size)]);
        for (int i = 0; i < size; i++) {
            records.times[i] = in.readLong();
            if (i > 0 && records.times[i] < records.times[i - 1]) {
                throw in.corrupt("times must rise, got " + records.times[i] + " after " + records.times[i - 1]);
            }
            records.records.add(of.decode(in));
        }
        return records;
    }
}
