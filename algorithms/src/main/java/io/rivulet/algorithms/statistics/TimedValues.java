package io.rivulet.algorithms.statistics;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/** Values in the order of their times, in a ring that grows: cheap at both ends, and an insertion between costs the moving of what comes after. */
final class TimedValues {

    private static final int SMALLEST = 8;

    /** Heap bytes without the values. */
    private static final long BYTES = 32 + 2 * 16;

    private long[] times = new long[SMALLEST];
    private double[] values = new double[SMALLEST];
    private int head;
    private int size;

    int size() {
        return size;
    }

    long time(int index) {
        return times[head + index & times.length - 1];
    }

    double value(int index) {
        return values[head + index & times.length - 1];
    }

    long lastTime() {
        return time(size - 1);
    }

    double lastValue() {
        return value(size - 1);
    }

    void addLast(long time, double value) {
        if (size == times.length) {
            resize(2 * size);
        }
        set(size, time, value);
        size++;
    }

    void removeFirst() {
        head = head + 1 & times.length - 1;
        size--;
    }

    /** How many have at most this time. */
    int upTo(long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (time(middle) <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void insert(int index, long time, double value) {
        addLast(time, value);
        for (int i = size - 1; i > index; i--) {
            set(i, time(i - 1), value(i - 1));
        }
        set(index, time, value);
    }

    void clear() {
        if (times.length > SMALLEST) {
            times = new long[SMALLEST];
            values = new double[SMALLEST];
        }
        head = 0;
        size = 0;
    }

    void set(TimedValues other) {
        times = other.times.clone();
        values = other.values.clone();
        head = other.head;
        size = other.size;
    }

    long stateBytes() {
        return BYTES + 16L * times.length;
    }

    private void set(int index, long time, double value) {
        times[head + index & times.length - 1] = time;
        values[head + index & times.length - 1] = value;
    }

    private void resize(int length) {
        long[] newTimes = new long[length];
        double[] newValues = new double[length];
        for (int i = 0; i < size; i++) {
            newTimes[i] = time(i);
            newValues[i] = value(i);
        }
        times = newTimes;
        values = newValues;
        head = 0;
    }

    /** Number i32, then time i64 and value f64 of each. */
    void encode(StateWriter out) {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(time(i)).writeDouble(value(i));
        }
    }

    static TimedValues decode(StateReader in) {
        TimedValues read = new TimedValues();
        int size = in.readLength("values", 16);
        for (int i = 0; i < size; i++) {
            long time = in.readLong();
            double value = in.readFinite("value");
            if (time > Checks.MAX_TIME_MILLIS
                    || time < -Checks.MAX_TIME_MILLIS
                    || Math.abs(value) > Checks.LARGEST
                    || i > 0 && time < read.lastTime()) {
                throw in.corrupt("times must not fall and be within 2^60 of the epoch, values be within "
                        + Checks.LARGEST + " of 0, got " + value + " at " + time);
            }
            read.addLast(time, value);
        }
        return read;
    }
}
