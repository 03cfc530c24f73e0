package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Port;
import java.util.function.Consumer;

/** See {@link Joins#rows}. */
final class JoinLogic<K, R> implements KeyedLogic<K, Sided, JoinSides, Keyed<K, R>> {

    private final JoinPlan<R> plan;
    private final StateCodec<JoinSides> codec;

    JoinLogic(JoinPlan<R> plan) {
        this.plan = plan;
        this.codec = JoinSides.codec(plan.codecs());
    }

    @Override
    public JoinSides create() {
        return JoinSides.empty(plan.codecs().size());
    }

    @Override
    public StateCodec<JoinSides> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return plan.fingerprint();
    }

    @Override
    public Keep onRecord(JoinSides state, Sided record, KeyedContext<K, Keyed<K, R>> context) {
        plan.take(state, record.side(), record.value(), new Emitter<>(context, context.timeMillis()));
        return state.isEmpty() ? Keep.DISCARD : Keep.RETAIN;
    }

    @Override
    public Keep onEnd(JoinSides state, KeyedContext<K, Keyed<K, R>> context) {
        if (plan.isFinal()) {
            plan.finish(state, new Emitter<>(context, Port.NO_TIME));
            return Keep.DISCARD;
        }
        // A run that goes on from here may still bring the other sides.
        return Keep.RETAIN;
    }

    /** Hands rows on beside their key. */
    record Emitter<K, R>(KeyedContext<K, Keyed<K, R>> context, long timeMillis) implements Consumer<R> {
        @Override
        public void accept(R row) {
            context.emit(new Keyed<>(context.key(), row), timeMillis);
        }
    }
}
