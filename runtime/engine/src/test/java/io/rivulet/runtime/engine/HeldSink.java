package io.rivulet.runtime.engine;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.TransactionalSink;
import io.rivulet.runtime.connect.TransactionalWriter;
import io.rivulet.runtime.testing.CommittedSink;
import java.util.List;

/** A sink that stands still when a part is to be committed. */
record HeldSink<T>(CommittedSink<T> sink, Standstill standstill) implements TransactionalSink<T, String> {

    @Override
    public void start() {
        sink.start();
    }

    @Override
    public void recover(List<String> prepared) {
        sink.recover(prepared);
    }

    @Override
    public void commit(String prepared) {
        standstill.pass();
        sink.commit(prepared);
    }

    @Override
    public StateCodec<String> preparedCodec() {
        return sink.preparedCodec();
    }

    @Override
    public TransactionalWriter<T, String> open(int worker, int workers) {
        return sink.open(worker, workers);
    }
}
