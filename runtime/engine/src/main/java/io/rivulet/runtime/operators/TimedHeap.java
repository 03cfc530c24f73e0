package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/** Records that wait for their time: out by rising time, equal times in the order in which they came. */
final class TimedHeap<T> {

    private static final int FEWEST = 4;

    /*
     * A binary heap by time, then by order. The order of what is held matters only relatively, so bytes hold none: they hold the records as they would
     * leave, which is a heap as it stands.
     */
    private long[] times = new long[FEWEST];
    private long[] orders = new long[FEWEST];
    private Object[] records = new Object[FEWEST];
    private int size;
    private long nextOrder;

    boolean isEmpty() {
        return size == 0;
    }

    /** The earliest time, {@link Long#MAX_VALUE} if nothing waits. */
    long firstTime() {
        return size == 0 ? Long.MAX_VALUE : times[0];
    }

    void add(T record, long timeMillis) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            orders = Arrays.copyOf(orders, 2 * size);
            records = Arrays.copyOf(records, 2 * size);
        }
        int at = size++;
        while (at > 0 && times[(at - 1) >>> 1] > timeMillis) {
            move((at - 1) >>> 1, at);
            at = (at - 1) >>> 1;
        }
        set(at, timeMillis, nextOrder++, record);
    }

    @SuppressWarnings("unchecked") // only T is put in
    T removeFirst() {
        T first = (T) records[0];
        int last = --size;
        long time = times[last];
        long order = orders[last];
        Object record = records[last];
        records[last] = null;
        if (last > 0) {
            down(time, order, record);
        }
        return first;
    }

    private void down(long time, long order, Object record) {
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && before(times[child + 1], orders[child + 1], times[child], orders[child])) {
                child++;
            }
            if (before(time, order, times[child], orders[child])) {
                break;
            }
            move(child, at);
            at = child;
        }
        set(at, time, order, record);
    }

    private static boolean before(long time, long order, long otherTime, long otherOrder) {
        return time < otherTime || time == otherTime && order < otherOrder;
    }

    private void move(int from, int to) {
        set(to, times[from], orders[from], records[from]);
    }

    private void set(int at, long time, long order, Object record) {
        times[at] = time;
        orders[at] = order;
        records[at] = record;
    }

    /** Records i32, then time i64 and record, as they would leave. */
    void encode(StateCodec<T> of, StateWriter out) {
        TimedHeap<T> rest = new TimedHeap<>();
        rest.times = times.clone();
        rest.orders = orders.clone();
        rest.records = records.clone();
        rest.size = size;
        out.writeInt(size);
        while (!rest.isEmpty()) {
            out.writeLong(rest.firstTime());
            of.encode(rest.removeFirst(), out);
        }
    }

    static <T> TimedHeap<T> decode(StateCodec<T> of, StateReader in) {
        TimedHeap<T> heap = new TimedHeap<>();
        long last = Long.MIN_VALUE;
        for (int left = in.readLength("waiting records", 9); left > 0; left--) {
            long time = in.readLong();
            if (time < last) {
                throw in.corrupt("times must not fall, got " + time + " after " + last);
            }
            last = time;
            heap.add(of.decode(in), time);
        }
        return heap;
    }
}
