package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.sliding.PaneWindow;
import io.rivulet.algorithms.sliding.Panes;
import io.rivulet.algorithms.sliding.Sliding;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.time.TimeGrid;
import java.time.Duration;

/**
 * Sliding windows that share the work: each record goes into one pane, and closed panes into a structure that slides. See {@link Windowed#of} for what goes
 * in and out.
 */
final class PanedWindowLogic<K, T, S, R> implements KeyedLogic<K, T, PanedWindowLogic.Open<S, R>, WindowResult<K, R>> {

    /*
     * A pane is as long as the greatest common divisor of size and slide, so every window starts and ends where panes do. Records go into open panes in any
     * order. When the watermark passes the end of a window, the panes before that end are closed for good and appended to the sliding structure in the
     * order of time; whatever ends by a window's end is in it, or before it.
     *
     * There is one timer that matters, for the end of the next window that holds a record; stretches without any are jumped over, not walked through.
     * Which window is next follows from what is held: the one after, if any closed pane is in it, else the first one of the first open pane. It is known by its
     * number, because two windows end together where a calendar left a day out.
     */

    /** What a key has. */
    static final class Open<S, R> {
        final OpenStates<S> panes;
        final PaneWindow<S, R> closed;
        long nextId;
        long closedMillis;

        Open(OpenStates<S> panes, PaneWindow<S, R> closed, long nextId, long closedMillis) {
            this.panes = panes;
            this.closed = closed;
            this.nextId = nextId;
            this.closedMillis = closedMillis;
        }

        boolean isEmpty() {
            return panes.isEmpty() && closed.isEmpty();
        }

        /** Form {@code open-panes} 1: next window i64, closed up to i64, the open panes, then the closed ones. */
        static <S, R> StateCodec<Open<S, R>> codec(StateCodec<S> of, StateCodec<PaneWindow<S, R>> closedCodec) {
            return StateCodec.of(
                    "open-panes",
                    1,
                    (open, out) -> {
                        open.panes.encode(of, out.writeLong(open.nextId).writeLong(open.closedMillis));
                        closedCodec.encode(open.closed, out);
                    },
                    in -> {
                        long next = in.readLong();
                        long closed = in.readLong();
                        OpenStates<S> panes = OpenStates.decode(of, in);
                        return new Open<>(panes, closedCodec.decode(in), next, closed);
                    });
        }
    }

    private final WindowPlan<T, S, R, Windows.Numbered> plan;
    private final TimeGrid windows;
    private final TimeGrid panes;
    private final Aggregation<T, S, R> aggregation;
    private final Panes<S, R> sliding;
    private final StateCodec<Open<S, R>> codec;

    PanedWindowLogic(WindowPlan<T, S, R, Windows.Numbered> plan) {
        this.plan = plan;
        this.windows = plan.windows().grid();
        this.panes = plan.windows().panes().grid();
        this.aggregation = plan.aggregation();
        // The length matters only to states that keep their own time, and those slide over windows of one length only.
        this.sliding = Sliding.panes(Duration.ofMillis(windows.end(0) - windows.start(0)), aggregation);
        this.codec = Open.codec(aggregation.codec(), sliding.codec());
    }

    @Override
    public Open<S, R> create() {
        return new Open<>(new OpenStates<>(), sliding.create(), Long.MAX_VALUE, Long.MIN_VALUE);
    }

    @Override
    public StateCodec<Open<S, R>> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return "sliding windows: " + plan.fingerprint();
    }

    @Override
    public Keep onRecord(Open<S, R> state, T record, KeyedContext<K, WindowResult<K, R>> context) {
        long time = Windows.checked(context.timeMillis());
        long first = windows.firstId(time);
        long firstEnd = windows.end(first);
        if (firstEnd <= Math.max(context.watermarkMillis(), state.closedMillis) || plan.isTooOldAnyway(context)) {
            plan.emitLate(record, first, context);
        } else if (update(state.panes, record, context) && first < state.nextId) {
            state.nextId = first;
            context.setTimer(firstEnd, 0);
        }
        return state.isEmpty() ? Keep.DISCARD : Keep.RETAIN;
    }

    private boolean update(OpenStates<S> open, T record, KeyedContext<K, ?> context) {
        long time = context.timeMillis();
        long id = panes.lastId(time);
        int at = open.find(id);
        S pane = at < 0 ? aggregation.create() : open.state(at);
        try {
            aggregation.update(pane, record, time);
        } catch (IllegalArgumentException refusal) {
            plan.refused(record, refusal, context);
            return false;
        }
        if (at < 0) {
            open.insert(-1 - at, id, pane);
        }
        return true;
    }

    @Override
    public Keep onTimer(Open<S, R> state, long payload, KeyedContext<K, WindowResult<K, R>> context) {
        long end = context.timeMillis();
        long id = state.nextId;
        if (end != windows.end(id)) {
            // An older timer, from before a record came that made an earlier one necessary.
            return Keep.RETAIN;
        }
        while (!state.panes.isEmpty() && panes.end(state.panes.firstId()) <= end) {
            long paneEnd = panes.end(state.panes.firstId());
            state.closed.append(paneEnd, state.panes.removeFirst());
        }
        R answer = state.closed.answer(end - 1);
        context.emit(new WindowResult<>(context.key(), id, windows.start(id), end, answer), end - 1);

        state.closed.evictTo(windows.start(id + 1));
        if (state.isEmpty()) {
            return Keep.DISCARD;
        }
        state.closedMillis = end;
        state.nextId = state.closed.isEmpty() ? windows.firstId(panes.start(state.panes.firstId())) : id + 1;
        context.setTimer(windows.end(state.nextId), 0);
        return Keep.RETAIN;
    }
}
