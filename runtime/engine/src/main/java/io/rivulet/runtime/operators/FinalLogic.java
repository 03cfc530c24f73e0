package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Port;

/** See {@link Stateful#finals}. */
final class FinalLogic<K, T, S, R> implements KeyedLogic<K, T, FinalLogic.Total<S>, Keyed<K, R>> {

    /** The aggregation's state, and the newest event time in it: the time at which states that look at time are asked. */
    static final class Total<S> {
        final S state;
        long newestMillis;

        Total(S state, long newestMillis) {
            this.state = state;
            this.newestMillis = newestMillis;
        }

        /** Form {@code total} 1: newest time i64, then the state in its own form. */
        static <S> StateCodec<Total<S>> codec(StateCodec<S> of) {
            return StateCodec.of(
                    "total", 1, (total, out) -> of.encode(total.state, out.writeLong(total.newestMillis)), in -> {
                        long newest = in.readLong();
                        return new Total<>(of.decode(in), newest);
                    });
        }
    }

    private final Aggregation<T, S, R> aggregation;
    private final StateCodec<Total<S>> codec;

    FinalLogic(Aggregation<T, S, R> aggregation) {
        this.aggregation = aggregation;
        this.codec = Total.codec(aggregation.codec());
    }

    @Override
    public Total<S> create() {
        return new Total<>(aggregation.create(), Port.NO_TIME);
    }

    @Override
    public StateCodec<Total<S>> codec() {
        return codec;
    }

    @Override
    public Keep onRecord(Total<S> total, T record, KeyedContext<K, Keyed<K, R>> context) {
        aggregation.update(total.state, record, context.timeMillis());
        total.newestMillis = Math.max(total.newestMillis, context.timeMillis());
        return Keep.RETAIN;
    }

    @Override
    public Keep onEnd(Total<S> total, KeyedContext<K, Keyed<K, R>> context) {
        context.emit(new Keyed<>(context.key(), aggregation.answer(total.state, total.newestMillis)), Port.NO_TIME);
        return Keep.DISCARD;
    }
}
