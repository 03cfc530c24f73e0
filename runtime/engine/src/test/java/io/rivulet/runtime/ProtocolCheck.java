package io.rivulet.runtime;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Template;
import io.rivulet.runtime.dataflow.Transform;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands everything on, and fails when what comes breaks the promises of {@link Port}: nothing after the end, watermarks that never fall and no record below them. */
final class ProtocolCheck extends Transform<RandomFlow.Row, RandomFlow.Row> {

    /** What one check has seen on all workers. */
    static final class Log {
        final AtomicInteger ends = new AtomicInteger();
        final boolean timed;

        Log(boolean timed) {
            this.timed = timed;
        }
    }

    private final Log log;
    private final Port<Object> out;
    private long watermark = Long.MIN_VALUE;
    private boolean ended;

    ProtocolCheck(Log log, Place place) {
        super(place);
        this.log = log;
        this.out = place.out();
    }

    static Stream<RandomFlow.Row> after(String name, Stream<RandomFlow.Row> stream, Log log) {
        return stream.transform(
                name,
                Template.<Transform<RandomFlow.Row, RandomFlow.Row>>of(
                        MethodHandles.lookup(), ProtocolCheck.class, log));
    }

    private void must(boolean holds, String what) {
        if (!holds) {
            throw failure(new IllegalStateException(what));
        }
    }

    @Override
    public void record(RandomFlow.Row record, long timeMillis) {
        must(!ended, "record after the end");
        must(!log.timed || timeMillis >= watermark, "record of time " + timeMillis + " after watermark " + watermark);
        out.record(record, timeMillis);
    }

    @Override
    public void watermark(long watermarkMillis) {
        must(!ended, "watermark after the end");
        if (watermarkMillis != IDLE) {
            must(watermarkMillis >= watermark, "watermark " + watermarkMillis + " after " + watermark);
            watermark = watermarkMillis;
        }
        super.watermark(watermarkMillis);
    }

    @Override
    public void batchEnd() {
        must(!ended, "batch end after the end");
        super.batchEnd();
    }

    @Override
    public void end() {
        must(!ended, "second end");
        must(watermark == Long.MAX_VALUE, "end at watermark " + watermark);
        ended = true;
        log.ends.incrementAndGet();
        super.end();
    }
}
