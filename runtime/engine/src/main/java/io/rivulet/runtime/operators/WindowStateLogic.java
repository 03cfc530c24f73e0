package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.time.TimeGrid;

/**
 * Windows at fixed places with one state and one result each: tumbling windows, and sliding ones whose states cannot be merged. See {@link Windowed#of} for what goes in
 * and out.
 */
final class WindowStateLogic<K, T, S, R> implements KeyedLogic<K, T, WindowStateLogic.Open<S>, WindowResult<K, R>> {

    /** What a key has: its open windows by number, and the one timer that matters, for the end of the first of them. */
    static final class Open<S> {
        final OpenStates<S> windows;
        long timerMillis;
        long closedMillis;

        Open(OpenStates<S> windows, long timerMillis, long closedMillis) {
            this.windows = windows;
            this.timerMillis = timerMillis;
            this.closedMillis = closedMillis;
        }

        /** Form {@code open-windows} 1: timer i64, closed up to i64, then the open windows. */
        static <S> StateCodec<Open<S>> codec(StateCodec<S> of) {
            return StateCodec.of(
                    "open-windows",
                    1,
                    (open, out) -> open.windows.encode(
                            of, out.writeLong(open.timerMillis).writeLong(open.closedMillis)),
                    in -> {
                        long timer = in.readLong();
                        long closed = in.readLong();
                        return new Open<>(OpenStates.decode(of, in), timer, closed);
                    });
        }
    }

    private final WindowPlan<T, S, R, Windows.Numbered> plan;
    private final TimeGrid windows;
    private final Aggregation<T, S, R> aggregation;
    private final StateCodec<Open<S>> codec;

    WindowStateLogic(WindowPlan<T, S, R, Windows.Numbered> plan) {
        this.plan = plan;
        this.windows = plan.windows().grid();
        this.aggregation = plan.aggregation();
        this.codec = Open.codec(aggregation.codec());
    }

    @Override
    public Open<S> create() {
        return new Open<>(new OpenStates<>(), Long.MAX_VALUE, Long.MIN_VALUE);
    }

    @Override
    public StateCodec<Open<S>> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return "windows: " + plan.fingerprint();
    }

    @Override
    public Keep onRecord(Open<S> state, T record, KeyedContext<K, WindowResult<K, R>> context) {
        long time = Windows.checked(context.timeMillis());
        long first = windows.firstId(time);
        long firstEnd = windows.end(first);
        if (firstEnd <= Math.max(context.watermarkMillis(), state.closedMillis) || plan.isTooOldAnyway(context)) {
            plan.emitLate(record, first, context);
        } else if (update(state.windows, first, record, context) && firstEnd < state.timerMillis) {
            state.timerMillis = firstEnd;
            context.setTimer(firstEnd, 0);
        }
        return state.windows.isEmpty() ? Keep.DISCARD : Keep.RETAIN;
    }

    private boolean update(OpenStates<S> open, long first, T record, KeyedContext<K, ?> context) {
        long time = context.timeMillis();
        long last = windows.lastId(time);
        for (long id = first; id <= last; id++) {
            int at = open.find(id);
            S window = at < 0 ? aggregation.create() : open.state(at);
            try {
                aggregation.update(window, record, time);
            } catch (IllegalArgumentException refusal) {
                if (id > first) {
                    // Half of its windows hold the record by now; that must not pass for "refused".
                    throw refusal;
                }
                plan.refused(record, refusal, context);
                return false;
            }
            if (at < 0) {
                open.insert(-1 - at, id, window);
            }
        }
        return true;
    }

    @Override
    public Keep onTimer(Open<S> state, long payload, KeyedContext<K, WindowResult<K, R>> context) {
        long end = context.timeMillis();
        if (end != state.timerMillis) {
            // An older timer, from before a record came that made an earlier one necessary.
            return Keep.RETAIN;
        }
        long id = state.windows.firstId();
        R answer = aggregation.answer(state.windows.removeFirst(), end - 1);
        context.emit(new WindowResult<>(context.key(), id, windows.start(id), end, answer), end - 1);
        if (state.windows.isEmpty()) {
            return Keep.DISCARD;
        }
        state.closedMillis = end;
        state.timerMillis = windows.end(state.windows.firstId());
        context.setTimer(state.timerMillis, 0);
        return Keep.RETAIN;
    }
}
