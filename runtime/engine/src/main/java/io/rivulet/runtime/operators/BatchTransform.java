package io.rivulet.runtime.operators;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Transform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * See {@link Stateless#flatMapBatch}. Holds at most what a source gives in one poll, which is bounded. A watermark inside the batch waits until the batch is
 * through, because results carry the time of its newest record.
 */
final class BatchTransform extends Transform<Object, Object> {

    private final Function<List<Object>, Iterable<Object>> function;
    private final Port<Object> out;
    private final HeldWatermark held = new HeldWatermark();
    private List<Object> batch = new ArrayList<>();
    private long newestMillis = Port.NO_TIME;

    BatchTransform(Function<List<Object>, Iterable<Object>> function, Place place) {
        super(place);
        this.function = function;
        this.out = place.out();
    }

    @Override
    public void record(Object record, long timeMillis) {
        batch.add(record);
        newestMillis = Math.max(newestMillis, timeMillis);
    }

    @Override
    public void watermark(long watermarkMillis) {
        if (batch.isEmpty()) {
            out.watermark(watermarkMillis);
        } else {
            held.hold(watermarkMillis);
        }
    }

    @Override
    public void batchEnd() {
        flush();
        out.batchEnd();
    }

    @Override
    public void barrier(long epoch) {
        flush();
        out.barrier(epoch);
    }

    @Override
    public void end() {
        flush();
        out.end();
    }

    private void flush() {
        if (!batch.isEmpty()) {
            List<Object> full = batch;
            batch = new ArrayList<>();
            long time = newestMillis;
            newestMillis = Port.NO_TIME;
            Iterable<Object> results;
            try {
                results = function.apply(Collections.unmodifiableList(full));
                for (Object result : results) {
                    out.record(result, time);
                }
            } catch (Throwable e) {
                throw failure(e).withRecord(full);
            }
        }
        held.release(out);
    }
}
