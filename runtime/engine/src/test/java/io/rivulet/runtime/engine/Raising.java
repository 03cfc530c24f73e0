package io.rivulet.runtime.engine;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;

/** Throws in one of its calls. */
record Raising(Call call) implements KeyedLogic<String, String, Long, String> {

    enum Call {
        CREATE,
        RECORD,
        TIMER,
        END
    }

    private Keep in(Call now) {
        if (now == call) {
            throw new IllegalStateException("bad luck");
        }
        return Keep.RETAIN;
    }

    @Override
    public Long create() {
        in(Call.CREATE);
        return 0L;
    }

    @Override
    public StateCodec<Long> codec() {
        return Codecs.LONG;
    }

    @Override
    public Keep onRecord(Long state, String record, KeyedContext<String, String> context) {
        context.setTimer(context.timeMillis() + 1, 0);
        return in(Call.RECORD);
    }

    @Override
    public Keep onTimer(Long state, long payload, KeyedContext<String, String> context) {
        return in(Call.TIMER);
    }

    @Override
    public Keep onEnd(Long state, KeyedContext<String, String> context) {
        return in(Call.END);
    }
}
