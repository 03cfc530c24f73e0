package io.rivulet.runtime.engine;

/** Records and signals on their way from one worker to another, in order. Filled by the sender, then owned by the receiver. */
final class Batch {

    /** Stands where a watermark is; its time is the watermark. */
    static final Object WATERMARK = new Object();

    /** Stands where an epoch ends, always last in its batch; its time is the epoch. */
    static final Object BARRIER = new Object();

    /** Stands where the sender's stream ends. */
    static final Object END = new Object();

    final Object[] records;
    final long[] times;
    int size;

    Batch(int capacity) {
        records = new Object[capacity];
        times = new long[capacity];
    }

    boolean add(Object record, long time) {
        records[size] = record;
        times[size] = time;
        return ++size == records.length;
    }

    /** Adds a watermark; one that follows another directly replaces it, unless idleness begins or ends. */
    boolean addWatermark(long watermark) {
        if (size > 0
                && records[size - 1] == WATERMARK
                && times[size - 1] != Long.MIN_VALUE
                && watermark != Long.MIN_VALUE) {
            times[size - 1] = watermark;
            return false;
        }
        return add(WATERMARK, watermark);
    }
}
