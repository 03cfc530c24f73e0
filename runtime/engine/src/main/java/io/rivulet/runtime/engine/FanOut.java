package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;
import java.util.List;

/** One output with several readers, or none. */
final class FanOut extends Port<Object> {

    private final Port<Object>[] readers;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of ports only
    FanOut(List<Port<Object>> readers) {
        this.readers = readers.toArray(new Port[0]);
    }

    @Override
    public void record(Object record, long timeMillis) {
        for (Port<Object> reader : readers) {
            reader.record(record, timeMillis);
        }
    }

    @Override
    public void watermark(long watermarkMillis) {
        for (Port<Object> reader : readers) {
            reader.watermark(watermarkMillis);
        }
    }

    @Override
    public void batchEnd() {
        for (Port<Object> reader : readers) {
            reader.batchEnd();
        }
    }

    @Override
    public void barrier(long epoch) {
        for (Port<Object> reader : readers) {
            reader.barrier(epoch);
        }
    }

    @Override
    public void end() {
        for (Port<Object> reader : readers) {
            reader.end();
        }
    }
}
