package io.rivulet.runtime.engine;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;

/** Sets a timer by the clock with every record, and keeps its state at the end. */
final class ClockAlarm implements KeyedLogic<String, String, Long, String> {

    @Override
    public Long create() {
        return 0L;
    }

    @Override
    public StateCodec<Long> codec() {
        return Codecs.LONG;
    }

    @Override
    public Keep onRecord(Long state, String record, KeyedContext<String, String> context) {
        context.setClockTimer(context.clockMillis() + 1000, 0);
        return Keep.RETAIN;
    }

    @Override
    public Keep onTimer(Long state, long payload, KeyedContext<String, String> context) {
        context.emit("alarm of " + context.key());
        return Keep.RETAIN;
    }
}
