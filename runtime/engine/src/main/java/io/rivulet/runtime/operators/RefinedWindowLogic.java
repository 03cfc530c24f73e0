package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Emission;
import io.rivulet.runtime.Firing.Timing;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.time.TimeGrid;

/**
 * Windows at fixed places that may have several results each: early ones, and late ones. One state for each window, also where windows slide: a record that comes late
 * belongs into the middle of what has been summed up. See {@link Windowed#of} for what goes in and out.
 */
final class RefinedWindowLogic<K, T, S, R> implements KeyedLogic<K, T, RefinedWindowLogic.Open<S>, WindowResult<K, R>> {

    /*
     * Windows are kept by rising number from their first record until the watermark has passed their end by the allowed lateness. Those whose end it has passed come
     * first. There is one timer that matters, for whatever comes first: that the first window goes, that the first of the others is complete, or early results.
     *
     * How far the watermark has come is also kept with the key, as far as the key had timers: after a restart it may be behind for a while, and what is
     * complete must not become early again.
     */

    /** What a key has. */
    static final class Open<S> {
        final OpenStates<Refined<S>> windows;
        final EarlyTimers early;
        long timerMillis;
        long reachedMillis;

        Open(OpenStates<Refined<S>> windows, EarlyTimers early, long timerMillis, long reachedMillis) {
            this.windows = windows;
            this.early = early;
            this.timerMillis = timerMillis;
            this.reachedMillis = reachedMillis;
        }

        /** Form {@code refined-windows} 1: timer i64, reached i64, early timers i64 twice, then the windows. */
        static <S> StateCodec<Open<S>> codec(StateCodec<S> of) {
            StateCodec<Refined<S>> each = Refined.codec(of);
            return StateCodec.of(
                    "refined-windows",
                    1,
                    (open, out) -> {
                        open.early.encode(out.writeLong(open.timerMillis).writeLong(open.reachedMillis));
                        open.windows.encode(each, out);
                    },
                    in -> {
                        long timer = in.readLong();
                        long reached = in.readLong();
                        EarlyTimers early = EarlyTimers.decode(in);
                        return new Open<>(OpenStates.decode(each, in), early, timer, reached);
                    });
        }
    }

    private final WindowPlan<T, S, R, Windows.Numbered> plan;
    private final TimeGrid windows;
    private final Emission emission;
    private final StateCodec<Open<S>> codec;

    RefinedWindowLogic(WindowPlan<T, S, R, Windows.Numbered> plan) {
        this.plan = plan;
        this.windows = plan.windows().grid();
        this.emission = plan.emission();
        this.codec = Open.codec(plan.aggregation().codec());
    }

    @Override
    public Open<S> create() {
        return new Open<>(new OpenStates<>(), new EarlyTimers(), Long.MAX_VALUE, Long.MIN_VALUE);
    }

    @Override
    public StateCodec<Open<S>> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return "refined windows: " + plan.fingerprint();
    }

    @Override
    public Keep onRecord(Open<S> state, T record, KeyedContext<K, WindowResult<K, R>> context) {
        long time = Windows.checked(context.timeMillis());
        long first = windows.firstId(time);
        long now = Math.max(context.watermarkMillis(), state.reachedMillis);
        if (windows.end(first) + emission.latenessMillis() <= now || plan.isTooOldAnyway(context)) {
            plan.emitLate(record, first, context);
        } else if (update(state.windows, first, record, context)) {
            fireByRecord(state, first, now, context);
            setTimer(state, context);
        }
        return state.windows.isEmpty() ? Keep.DISCARD : Keep.RETAIN;
    }

    private boolean update(OpenStates<Refined<S>> open, long first, T record, KeyedContext<K, ?> context) {
        long last = windows.lastId(context.timeMillis());
        for (long id = first; id <= last; id++) {
            int at = open.find(id);
            Refined<S> window = at < 0 ? new Refined<>() : open.state(at);
            try {
                window.update(plan, record, context.timeMillis());
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

    /** Results that leave with the record: late ones at once, early ones where there are enough records. */
    private void fireByRecord(Open<S> state, long first, long now, KeyedContext<K, WindowResult<K, R>> context) {
        long time = context.timeMillis();
        for (long id = first; id <= windows.lastId(time); id++) {
            Refined<S> window = state.windows.state(state.windows.find(id));
            if (window.passed || windows.end(id) <= now) {
                window.passed = true;
                fire(window, id, Timing.LATE, context);
            } else if (emission.earlyRecords() > 0 && window.pending >= emission.earlyRecords()) {
                fire(window, id, Timing.EARLY, context);
            } else {
                state.early.onRecord(emission, Math.max(time, now), windows.end(id), context);
            }
        }
    }

    @Override
    public Keep onTimer(Open<S> state, long payload, KeyedContext<K, WindowResult<K, R>> context) {
        if (payload == EarlyTimers.BY_CLOCK) {
            if (state.early.isDueByClock(context)) {
                fireEarly(state, context);
            }
            return Keep.RETAIN;
        }
        long now = context.timeMillis();
        if (now != state.timerMillis) {
            // An older timer, from before a record came that made an earlier one necessary.
            return Keep.RETAIN;
        }
        state.timerMillis = Long.MAX_VALUE;
        state.reachedMillis = now;
        OpenStates<Refined<S>> open = state.windows;
        for (int i = firstNotPassed(open); i < open.size() && windows.end(open.id(i)) <= now; i++) {
            open.state(i).passed = true;
            fire(open.state(i), open.id(i), Timing.ON_TIME, context);
        }
        if (state.early.isDue(now)) {
            fireEarly(state, context);
        }
        while (!open.isEmpty() && windows.end(open.firstId()) + emission.latenessMillis() <= now) {
            open.removeFirst();
        }
        if (open.isEmpty()) {
            return Keep.DISCARD;
        }
        setTimer(state, context);
        return Keep.RETAIN;
    }

    /** Where the watermark has passed a window's end too, its timer is about to fire: one result is enough. */
    private void fireEarly(Open<S> state, KeyedContext<K, WindowResult<K, R>> context) {
        OpenStates<Refined<S>> open = state.windows;
        for (int i = firstNotPassed(open); i < open.size(); i++) {
            if (open.state(i).pending > 0 && windows.end(open.id(i)) > context.watermarkMillis()) {
                fire(open.state(i), open.id(i), Timing.EARLY, context);
            }
        }
    }

    private void fire(Refined<S> window, long id, Timing timing, KeyedContext<K, WindowResult<K, R>> context) {
        long end = windows.end(id);
        window.fire(plan, timing, new Refined.Span(id, windows.start(id), end), end - 1, end - 1, context);
    }

    /** There are few windows behind it. */
    private static int firstNotPassed(OpenStates<? extends Refined<?>> open) {
        int at = open.size();
        while (at > 0 && !open.state(at - 1).passed) {
            at--;
        }
        return at;
    }

    private void setTimer(Open<S> state, KeyedContext<K, ?> context) {
        OpenStates<Refined<S>> open = state.windows;
        int complete = firstNotPassed(open);
        long due = state.early.eventMillis;
        if (complete > 0) {
            due = Math.min(due, windows.end(open.firstId()) + emission.latenessMillis());
        }
        if (complete < open.size()) {
            due = Math.min(due, windows.end(open.id(complete)));
        }
        if (due < state.timerMillis) {
            state.timerMillis = due;
            context.setTimer(due, 0);
        }
    }
}
