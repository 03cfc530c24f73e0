package io.rivulet.benchmarks.flow;

import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.SinkWriter;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what comes.
 *
 * @param total gets each writer's count when it closes
 */
record CountingSink<T>(LongAdder total) implements Sink<T> {

    @Override
    public SinkWriter<T> open(int worker, int workers) {
        return new SinkWriter<>() {
            private long count;

            @Override
            public void write(T record, long timeMillis) {
                count++;
            }

            @Override
            public void flush() {}

            @Override
            public void close() {
                total.add(count);
                count = 0;
            }
        };
    }
}
