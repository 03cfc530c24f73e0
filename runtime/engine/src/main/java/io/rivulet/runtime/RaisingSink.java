package io.rivulet.runtime;

import io.rivulet.runtime.connect.Sink;
import io.rivulet.runtime.connect.SinkWriter;

/** Fails at the first record. */
final class RaisingSink<T> implements Sink<T> {

    @Override
    public SinkWriter<T> open(int worker, int workers) {
        return new SinkWriter<>() {
            @Override
            public void write(T record, long timeMillis) {
                throw new IllegalStateException("no record may come here");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
