package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/** One state of all records, which is begun anew when they are over. */
final class OneState<T, S, R> implements RecordWindow<T, R> {

    private static final long NONE = Long.MIN_VALUE;

    private final Aggregation<T, S, R> aggregation;
    private S state;
    private long newest = NONE;

    OneState(Aggregation<T, S, R> aggregation) {
        this.aggregation = aggregation;
        this.state = aggregation.create();
    }

    @Override
    public SlidingMethod method() {
        return SlidingMethod.ONE_STATE;
    }

    @Override
    public long lowest() {
        return newest;
    }

    @Override
    public void update(T record, long timeMillis, long position) {
        aggregation.update(state, record, timeMillis);
        newest = position;
    }

    @Override
    public void evictTo(long start) {
        if (newest < start) {
            clear();
        }
    }

    @Override
    public R answer(long start, long nowMillis) {
        return aggregation.answer(state, nowMillis);
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
    public OneState<T, S, R> copy() {
        OneState<T, S, R> copy = new OneState<>(aggregation);
        copy.newest = newest;
        copy.state = KeptRecords.copyOf(aggregation, state);
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

    /** Newest position i64, the state. */
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
        state = aggregation.codec().decode(in);
    }
}
