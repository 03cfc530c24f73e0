package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Answers;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.sliding.PaneWindow;
import io.rivulet.algorithms.sliding.Panes;
import io.rivulet.algorithms.sliding.Sliding;
import io.rivulet.runtime.Firing;
import io.rivulet.runtime.Firing.Timing;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Port;
import java.time.Duration;

/**
 * Sliding windows of a count that share the work: each record goes into one pane, and full panes into a structure that slides. See {@link Windowed#of} for what goes
 * in and out.
 */
final class PanedCountLogic<K, T, S, R> implements KeyedLogic<K, T, PanedCountLogic.Open, WindowResult<K, R>> {

    /*
     * What slides knows panes by the time of their ends. Here that is the number of records up to there, which rises as time does.
     */

    /** What a key has: how many records came, the pane that is not full unless one is about to begin, and the full ones. */
    static final class Open {
        Object[] pane;
        final PaneWindow<Object[], Answers> full;
        long taken;
        long newestMillis;

        Open(Object[] pane, PaneWindow<Object[], Answers> full, long taken, long newestMillis) {
            this.pane = pane;
            this.full = full;
            this.taken = taken;
            this.newestMillis = newestMillis;
        }

        /** Form {@code count-panes} 1: records i64, newest time i64, whether there is a pane, the pane, then the full ones. */
        static StateCodec<Open> codec(StateCodec<Object[]> of, StateCodec<PaneWindow<Object[], Answers>> fullCodec) {
            return StateCodec.of(
                    "count-panes",
                    1,
                    (open, out) -> {
                        out.writeLong(open.taken).writeLong(open.newestMillis).writeBoolean(open.pane != null);
                        if (open.pane != null) {
                            of.encode(open.pane, out);
                        }
                        fullCodec.encode(open.full, out);
                    },
                    in -> {
                        long taken = in.readCount("records");
                        long newest = in.readLong();
                        Object[] pane = in.readBoolean("present") ? of.decode(in) : null;
                        return new Open(pane, fullCodec.decode(in), taken, newest);
                    });
        }
    }

    private final WindowPlan<T, S, R, Windows.Count> plan;
    private final Windows.Count windows;
    private final long paneSize;
    private final Aggregation<T, Object[], Answers> aggregation;
    private final Panes<Object[], Answers> sliding;
    private final StateCodec<Open> codec;

    PanedCountLogic(WindowPlan<T, S, R, Windows.Count> plan) {
        this.plan = plan;
        this.windows = plan.windows();
        this.paneSize = windows.paneSize();
        this.aggregation = RecordTimes.beside(plan.aggregation());
        this.sliding = Sliding.panes(Duration.ofMillis(windows.size()), aggregation);
        this.codec = Open.codec(aggregation.codec(), sliding.codec());
    }

    @Override
    public Open create() {
        return new Open(null, sliding.create(), 0, Port.NO_TIME);
    }

    @Override
    public StateCodec<Open> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return "sliding count windows: " + plan.fingerprint();
    }

    @Override
    public Keep onRecord(Open state, T record, KeyedContext<K, WindowResult<K, R>> context) {
        Object[] pane = state.pane == null ? aggregation.create() : state.pane;
        try {
            aggregation.update(pane, record, context.timeMillis());
        } catch (IllegalArgumentException refusal) {
            plan.refused(record, refusal, context);
            return state.taken == 0 ? Keep.DISCARD : Keep.RETAIN;
        }
        if (state.taken == 0) {
            context.setTimer(Long.MAX_VALUE, 0);
        }
        state.pane = pane;
        state.taken++;
        state.newestMillis = Math.max(state.newestMillis, context.timeMillis());
        if (state.taken % paneSize == 0) {
            state.full.append(state.taken, pane);
            state.pane = null;
            long past = state.taken - windows.size();
            if (past >= 0 && past % windows.slide() == 0) {
                long id = past / windows.slide();
                Answers answers = state.full.answer(state.newestMillis);
                context.emit(RecordTimes.result(context.key(), id, answers, Firing.ONLY));
                state.full.evictTo(past + windows.slide());
            }
        }
        return Keep.RETAIN;
    }

    /** The end of input. */
    @Override
    public Keep onTimer(Open state, long payload, KeyedContext<K, WindowResult<K, R>> context) {
        long past = state.taken - windows.size();
        long id = past < 0 ? 0 : past / windows.slide() + 1;
        long covered = id == 0 ? 0 : (id - 1) * windows.slide() + windows.size();
        if (state.taken > covered) {
            Answers answers = state.pane == null
                    ? state.full.answer(state.newestMillis)
                    : state.full.answerWith(state.pane, state.newestMillis);
            context.emit(
                    RecordTimes.result(context.key(), id, answers, new Firing(Timing.EARLY, 0, false)),
                    state.newestMillis);
        }
        return Keep.DISCARD;
    }
}
