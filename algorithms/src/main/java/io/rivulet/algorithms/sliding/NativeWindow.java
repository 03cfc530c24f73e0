package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/** One state that keeps its own time, takes every record in, whatever their order, and forgets by itself. */
final class NativeWindow<T, S, R> implements RecordWindow<T, R> {

    private static final long NONE = Long.MIN_VALUE;

    private final Aggregation<T, S, R> aggregation;
    private S state;

    /** The newest record's time: once that is out of the window, everything is. */
    private long newest = NONE;

    NativeWindow(Aggregation<T, S, R> aggregation) {
        this.aggregation = aggregation;
        this.state = aggregation.create();
    }

    @Override
    public SlidingMethod method() {
        return SlidingMethod.NATIVE;
    }

    @Override
    public long lowest() {
        return Long.MIN_VALUE;
    }

    @Override
    public void update(T record, long timeMillis, long position) {
        aggregation.update(state, record, timeMillis);
        newest = Math.max(newest, position);
    }

    @Override
    public void evictTo(long start) {
        if (newest < start) {
            clear();
        }
    }

    @Override
    public R answer(long start, long nowMillis) {
        return aggregation.answerWindow(state, nowMillis, nowMillis - start + 1);
    }

    @Override
    public boolean isEmpty() {
        return newest == NONE;
    }

    @Override
    public void clear() {
        if (newest != NONE) {
            newest = NONE;
            state = aggregation.create();
        }
    }

    @Override
    public NativeWindow<T, S, R> copy() {
        NativeWindow<T, S, R> copy = new NativeWindow<>(aggregation);
        copy.newest = newest;
        copy.state = aggregation.copy(state);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 32 + aggregation.stateBytes(state);
    }

    @Override
    public boolean keepsRecords() {
        return false;
    }

    /** Newest time i64, the state. */
    @Override
    public void encode(StateCodec<T> records, StateWriter out) {
        aggregation.codec().encode(state, out.writeLong(newest));
    }

    @Override
    public void decode(StateCodec<T> records, long newestPosition, StateReader in) {
        newest = in.readLong();
        if (newest > newestPosition) {
            throw in.corrupt("newest record must be at most at " + newestPosition + ", got " + newest);
        }
        state = SummaryQueue.decodeState(aggregation, in);
    }
}
