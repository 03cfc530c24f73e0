package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Port;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** See {@link Stateful#collect}. */
final class CollectLogic<K, T> implements KeyedLogic<K, T, CollectLogic.Waiting<T>, Keyed<K, List<T>>> {

    /** What the user gave. */
    record Given<T>(int max, Duration timeout, StateCodec<T> codec) {
        Given {
            Objects.requireNonNull(codec, "codec");
            if (max < 1) {
                throw new IllegalArgumentException("max must be at least 1, got " + max);
            }
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("timeout must be positive, got " + timeout);
            }
        }
    }

    /** The records that wait, and when the clock lets them go; there is one timer, which follows {@code dueMillis} when it fires too early. */
    static final class Waiting<T> {
        final List<T> records = new ArrayList<>();
        long dueMillis;

        /** Form {@code waiting} 1: due i64, records i32, then each record in its own form. */
        static <T> StateCodec<Waiting<T>> codec(StateCodec<T> of) {
            return StateCodec.of(
                    "waiting",
                    1,
                    (state, out) -> {
                        out.writeLong(state.dueMillis).writeInt(state.records.size());
                        state.records.forEach(record -> of.encode(record, out));
                    },
                    in -> {
                        Waiting<T> state = new Waiting<>();
                        state.dueMillis = in.readLong();
                        for (int left = in.readLength("records", 1); left > 0; left--) {
                            state.records.add(of.decode(in));
                        }
                        return state;
                    });
        }
    }

    private final int max;
    private final long timeoutMillis;
    private final StateCodec<Waiting<T>> codec;

    CollectLogic(Given<T> given) {
        this.max = given.max();
        this.timeoutMillis = given.timeout().compareTo(Duration.ofMillis(Long.MAX_VALUE)) < 0
                ? Math.max(1, given.timeout().toMillis())
                : Long.MAX_VALUE;
        this.codec = Waiting.codec(given.codec());
    }

    @Override
    public Waiting<T> create() {
        return new Waiting<>();
    }

    @Override
    public StateCodec<Waiting<T>> codec() {
        return codec;
    }

    @Override
    public Keep onRecord(Waiting<T> state, T record, KeyedContext<K, Keyed<K, List<T>>> context) {
        state.records.add(record);
        if (state.records.size() == max) {
            return emit(state, context);
        }
        long now = context.clockMillis();
        state.dueMillis = now > Long.MAX_VALUE - timeoutMillis ? Long.MAX_VALUE : now + timeoutMillis;
        if (state.records.size() == 1) {
            context.setClockTimer(state.dueMillis, 0);
        }
        return Keep.RETAIN;
    }

    @Override
    public Keep onTimer(Waiting<T> state, long payload, KeyedContext<K, Keyed<K, List<T>>> context) {
        if (context.clockMillis() >= state.dueMillis) {
            return emit(state, context);
        }
        context.setClockTimer(state.dueMillis, 0);
        return Keep.RETAIN;
    }

    @Override
    public Keep onEnd(Waiting<T> state, KeyedContext<K, Keyed<K, List<T>>> context) {
        return emit(state, context);
    }

    private Keep emit(Waiting<T> state, KeyedContext<K, Keyed<K, List<T>>> context) {
        context.emit(new Keyed<>(context.key(), List.copyOf(state.records)), Port.NO_TIME);
        return Keep.DISCARD;
    }
}
