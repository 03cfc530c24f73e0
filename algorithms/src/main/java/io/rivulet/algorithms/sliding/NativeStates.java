package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/** One state that keeps its own time: it takes every pane in, forgets by itself, and is asked for its last window. */
final class NativeStates<S, R> implements PaneStates<S, R> {

    private final Aggregation<?, S, R> aggregation;
    private final long sizeMillis;

    /** Null while there is no pane. */
    private S state;

    NativeStates(Aggregation<?, S, R> aggregation, long sizeMillis) {
        this.aggregation = aggregation;
        this.sizeMillis = sizeMillis;
    }

    @Override
    public SlidingMethod method() {
        return SlidingMethod.NATIVE;
    }

    @Override
    public void append(S pane) {
        if (state == null) {
            state = pane;
        } else {
            aggregation.merge(state, pane);
        }
    }

    @Override
    public void evict() {
        // The state knows by itself what is too old.
    }

    @Override
    public void clear() {
        state = null;
    }

    @Override
    public R answer(long nowMillis) {
        return aggregation.answerWindow(state == null ? aggregation.create() : state, nowMillis, sizeMillis);
    }

    @Override
    public R answerWith(S open, long nowMillis) {
        if (state == null) {
            return aggregation.answerWindow(open, nowMillis, sizeMillis);
        }
        S sum = aggregation.copy(state);
        aggregation.merge(sum, open);
        return aggregation.answerWindow(sum, nowMillis, sizeMillis);
    }

    @Override
    public NativeStates<S, R> copy() {
        NativeStates<S, R> copy = new NativeStates<>(aggregation, sizeMillis);
        copy.state = state == null ? null : aggregation.copy(state);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 32 + (state == null ? 0 : aggregation.stateBytes(state));
    }

    /** The state if there is a pane. */
    @Override
    public void encode(StateWriter out) {
        if (state != null) {
            aggregation.codec().encode(state, out);
        }
    }

    @Override
    public void decode(int panes, StateReader in) {
        if (panes > 0) {
            state = SummaryQueue.decodeState(aggregation, in);
        }
    }
}
