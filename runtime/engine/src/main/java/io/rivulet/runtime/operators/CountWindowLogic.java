package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Answers;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Firing;
import io.rivulet.runtime.Firing.Timing;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Port;

/**
 * Windows of a count with one state each: those that follow one another, and sliding ones whose states cannot be merged. See {@link Windowed#of} for what goes in and out.
 */
final class CountWindowLogic<K, T, S, R> implements KeyedLogic<K, T, CountWindowLogic.Open, WindowResult<K, R>> {

    /** What a key has: how many records came, and its windows that are not full. */
    static final class Open {
        final OpenStates<Object[]> windows;
        long taken;
        long newestMillis;

        Open(OpenStates<Object[]> windows, long taken, long newestMillis) {
            this.windows = windows;
            this.taken = taken;
            this.newestMillis = newestMillis;
        }

        /** Form {@code count-windows} 1: records i64, newest time i64, then the open windows. */
        static StateCodec<Open> codec(StateCodec<Object[]> of) {
            return StateCodec.of(
                    "count-windows",
                    1,
                    (open, out) ->
                            open.windows.encode(of, out.writeLong(open.taken).writeLong(open.newestMillis)),
                    in -> {
                        long taken = in.readCount("records");
                        long newest = in.readLong();
                        return new Open(OpenStates.decode(of, in), taken, newest);
                    });
        }
    }

    private final WindowPlan<T, S, R, Windows.Count> plan;
    private final Windows.Count windows;
    private final Aggregation<T, Object[], Answers> aggregation;
    private final StateCodec<Open> codec;

    CountWindowLogic(WindowPlan<T, S, R, Windows.Count> plan) {
        this.plan = plan;
        this.windows = plan.windows();
        this.aggregation = RecordTimes.beside(plan.aggregation());
        this.codec = Open.codec(aggregation.codec());
    }

    @Override
    public Open create() {
        return new Open(new OpenStates<>(), 0, Port.NO_TIME);
    }

    @Override
    public StateCodec<Open> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return "count windows: " + plan.fingerprint();
    }

    @Override
    public Keep onRecord(Open state, T record, KeyedContext<K, WindowResult<K, R>> context) {
        if (!update(state, record, context)) {
            return state.taken == 0 ? Keep.DISCARD : Keep.RETAIN;
        }
        if (state.taken == 0) {
            context.setTimer(Long.MAX_VALUE, 0);
        }
        state.taken++;
        state.newestMillis = Math.max(state.newestMillis, context.timeMillis());
        long first = state.windows.firstId();
        if (state.taken == first * windows.slide() + windows.size()) {
            Answers answers = aggregation.answer(state.windows.removeFirst(), state.newestMillis);
            context.emit(RecordTimes.result(context.key(), first, answers, Firing.ONLY));
        }
        return Keep.RETAIN;
    }

    private boolean update(Open state, T record, KeyedContext<K, ?> context) {
        long last = state.taken / windows.slide();
        boolean starts = state.taken % windows.slide() == 0;
        for (int i = 0; i < state.windows.size() || starts && i == state.windows.size(); i++) {
            boolean fresh = i == state.windows.size();
            Object[] window = fresh ? aggregation.create() : state.windows.state(i);
            try {
                aggregation.update(window, record, context.timeMillis());
            } catch (IllegalArgumentException refusal) {
                if (i > 0) {
                    // Half of its windows hold the record by now; that must not pass for "refused".
                    throw refusal;
                }
                plan.refused(record, refusal, context);
                return false;
            }
            if (fresh) {
                state.windows.insert(i, last, window);
                starts = false;
            }
        }
        return true;
    }

    /** The end of input. */
    @Override
    public Keep onTimer(Open state, long payload, KeyedContext<K, WindowResult<K, R>> context) {
        if (!state.windows.isEmpty()) {
            long first = state.windows.firstId();
            long covered = first == 0 ? 0 : (first - 1) * windows.slide() + windows.size();
            if (state.taken > covered) {
                Answers answers = aggregation.answer(state.windows.removeFirst(), state.newestMillis);
                context.emit(
                        RecordTimes.result(context.key(), first, answers, new Firing(Timing.EARLY, 0, false)),
                        state.newestMillis);
            }
        }
        return Keep.DISCARD;
    }
}
