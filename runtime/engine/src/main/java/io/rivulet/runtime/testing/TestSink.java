package io.rivulet.runtime.testing;

import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.SinkWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A sink that remembers what was written, by which worker and at which event time. Any thread may look at it at any time; several runs may write to it one after
 * another.
 *
 * @param <T> a record
 */
public final class TestSink<T> implements Sink<T> {

    private record Written<T>(int worker, long timeMillis, T record) {}

    private final List<Written<T>> written = new ArrayList<>();
    private int flushes;
    private int open;

    /** All records, in the order in which they were written. */
    public synchronized List<T> records() {
        return written.stream().map(Written::record).toList();
    }

    /** The records that one worker wrote, in its order. */
    public synchronized List<T> recordsOf(int worker) {
        return written.stream()
                .filter(w -> w.worker == worker)
                .map(Written::record)
                .toList();
    }

    /** All records with their event times. */
    public synchronized List<Timed<T>> timed() {
        return written.stream().map(w -> Timed.at(w.timeMillis, w.record)).toList();
    }

    /** How often a writer was flushed. */
    public synchronized int flushes() {
        return flushes;
    }

    /** How many writers are open; 0 after a run. */
    public synchronized int open() {
        return open;
    }

    /** Forgets the records. */
    public synchronized void clear() {
        written.clear();
    }

    @Override
    public synchronized SinkWriter<T> open(int worker, int workers) {
        open++;
        return new Writer(worker);
    }

    private final class Writer implements SinkWriter<T> {

        private final int worker;
        private boolean closed;

        Writer(int worker) {
            this.worker = worker;
        }

        @Override
        public void write(T record, long timeMillis) {
            synchronized (TestSink.this) {
                if (closed) {
                    throw new IllegalStateException(
                            "writer of worker " + worker + " is closed and must not be written, got " + record);
                }
                written.add(new Written<>(worker, timeMillis, record));
            }
        }

        @Override
        public void flush() {
            synchronized (TestSink.this) {
                flushes++;
            }
        }

        @Override
        public void close() {
            synchronized (TestSink.this) {
                if (!closed) {
                    closed = true;
                    open--;
                }
            }
        }
    }

    @Override
    public synchronized String toString() {
        return records().toString();
    }
}
