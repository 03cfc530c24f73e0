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

    private final Checked<Aggregation<T, S, R>> checked;
    private final Aggregation<T, S, R> aggregation;
    private final StateCodec<Total<S>> codec;

    /** The total made last, until a record is in it: a key whose only record was refused must leave nothing behind. */
    private Total<S> created;

    FinalLogic(Checked<Aggregation<T, S, R>> checked) {
        this.checked = checked;
        this.aggregation = checked.algorithm();
        this.codec = Total.codec(aggregation.codec());
    }

    @Override
    public Total<S> create() {
        created = new Total<>(aggregation.create(), Port.NO_TIME);
        return created;
    }

    @Override
    public StateCodec<Total<S>> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return aggregation.name();
    }

    @Override
    public Keep onRecord(Total<S> total, T record, KeyedContext<K, Keyed<K, R>> context) {
        try {
            aggregation.update(total.state, record, context.timeMillis());
        } catch (IllegalArgumentException refusal) {
            checked.refused(record, refusal, context);
            return total == created ? Keep.DISCARD : Keep.RETAIN;
        }
        created = null;
        total.newestMillis = Math.max(total.newestMillis, context.timeMillis());
        return Keep.RETAIN;
    }

    @Override
    public Keep onEnd(Total<S> total, KeyedContext<K, Keyed<K, R>> context) {
        context.emit(new Keyed<>(context.key(), aggregation.answer(total.state, total.newestMillis)), Port.NO_TIME);
        return Keep.DISCARD;
    }
}
