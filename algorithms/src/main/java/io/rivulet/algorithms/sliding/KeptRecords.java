package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/** The records themselves beside one state: what leaves is retracted from the state, or else the rest is replayed into a new one. */
final class KeptRecords<T, S, R> implements RecordWindow<T, R> {

    /*
     * By RETRACT the state always holds just the records kept. Where retracting rounds, or where it is not done at all, the state is made
     * anew from the records once as many have left as are still there, which costs one update a record on average.
     *
     * By RECOMPUTE the state holds the records kept and, if stale, some that have left, or others in another order. It still serves to let the
     * aggregation refuse a record when it comes and not when it is replayed; an answer from a stale state is replayed.
     *
     * Records of one position stand in the order of their coming.
     */
    private static final int FEWEST_BEFORE_ANEW = 16;

    private final Aggregation<T, S, R> aggregation;
    private final Span span;
    private final SlidingMethod method;
    private LongRing positions = new LongRing();

    /** The same ring as the positions unless those are numbers. */
    private LongRing times;

    private Ring<T> kept = new Ring<>();
    private S state;

    /** How many have left since the state was made anew; counted only where that will be done again. */
    private long left;

    private boolean stale;

    KeptRecords(Aggregation<T, S, R> aggregation, Span span, SlidingMethod method) {
        this.aggregation = aggregation;
        this.span = span;
        this.method = method;
        this.times = span.counted() ? new LongRing() : positions;
        this.state = aggregation.create();
    }

    @Override
    public SlidingMethod method() {
        return method;
    }

    @Override
    public long lowest() {
        return Long.MIN_VALUE;
    }

    @Override
    public void update(T record, long timeMillis, long position) {
        try {
            aggregation.update(state, record, timeMillis);
        } catch (IllegalArgumentException refusal) {
            if (!stale) {
                throw refusal;
            }
            // What it was refused for may have left long ago.
            makeAnew();
            aggregation.update(state, record, timeMillis);
        }
        int index = positions.countUpTo(position);
        stale |= method == SlidingMethod.RECOMPUTE && index < positions.size();
        kept.insert(index, record);
        positions.insert(index, position);
        if (span.counted()) {
            times.insert(index, timeMillis);
        }
    }

    @Override
    public void evictTo(long start) {
        int leaving = positions.countUpTo(start - 1);
        if (leaving == 0) {
            return;
        }
        if (leaving == kept.size()) {
            clear();
            return;
        }
        for (int i = 0; i < leaving; i++) {
            T record = kept.removeFirst();
            if (method == SlidingMethod.RETRACT) {
                aggregation.retract(state, record, times.get(0));
            }
            positions.removeFirst();
            if (span.counted()) {
                times.removeFirst();
            }
        }
        stale = method == SlidingMethod.RECOMPUTE;
        if (stale || aggregation.retractRounds()) {
            left += leaving;
            if (left >= Math.max(FEWEST_BEFORE_ANEW, kept.size())) {
                makeAnew();
            }
        }
    }

    private void makeAnew() {
        state = replayed(0);
        left = 0;
        stale = false;
    }

    private S replayed(int from) {
        S fresh = aggregation.create();
        for (int i = from; i < kept.size(); i++) {
            aggregation.update(fresh, kept.get(i), times.get(i));
        }
        return fresh;
    }

    @Override
    public R answer(long start, long nowMillis) {
        int from = positions.countUpTo(start - 1);
        return aggregation.answer(stale || from > 0 ? replayed(from) : state, nowMillis);
    }

    @Override
    public boolean isEmpty() {
        return kept.size() == 0;
    }

    @Override
    public void clear() {
        if (kept.size() > 0) {
            positions.clear();
            times.clear();
            kept.clear();
            makeAnew();
        }
    }

    @Override
    public KeptRecords<T, S, R> copy() {
        KeptRecords<T, S, R> copy = new KeptRecords<>(aggregation, span, method);
        copy.positions = positions.copy();
        copy.times = span.counted() ? times.copy() : copy.positions;
        copy.kept = kept.copy(record -> record);
        copy.state = copyOf(aggregation, state);
        copy.left = left;
        copy.stale = stale;
        return copy;
    }

    /** A copy of a state, whether it can be merged or not. */
    static <S> S copyOf(Aggregation<?, S, ?> aggregation, S state) {
        if (aggregation.canMerge()) {
            return aggregation.copy(state);
        }
        if (state instanceof Incremental<?> incremental) {
            @SuppressWarnings("unchecked") // an algorithm copies to its own class
            S copy = (S) incremental.copy();
            return copy;
        }
        return throughBytes(aggregation, state);
    }

    private static <S> S throughBytes(Aggregation<?, S, ?> aggregation, S state) {
        return aggregation.codec().fromBytes(aggregation.codec().toBytes(state));
    }

    /** Without the records: they belong to the caller, who may share them. */
    @Override
    public long stateBytes() {
        return 56
                + positions.stateBytes()
                + (span.counted() ? times.stateBytes() : 0)
                + kept.stateBytes()
                + aggregation.stateBytes(state);
    }

    @Override
    public boolean keepsRecords() {
        return true;
    }

    /** Positions, times if counted, records; by RETRACT also the number retracted since the state was made anew i64, and the state. */
    @Override
    public void encode(StateCodec<T> records, StateWriter out) {
        positions.encode(out);
        if (span.counted()) {
            times.encode(out);
        }
        for (int i = 0; i < kept.size(); i++) {
            records.encode(kept.get(i), out);
        }
        if (method == SlidingMethod.RETRACT) {
            aggregation.codec().encode(state, out.writeLong(left));
        }
    }

    /** By RETRACT the state is read, because a sum of doubles remembers its history; that the records are in it is checked. */
    @Override
    public void decode(StateCodec<T> records, long newest, StateReader in) {
        positions.decode("positions", true, in);
        int size = positions.size();
        if (size > 0 && positions.last() > newest) {
            throw in.corrupt("positions must be at most " + newest + ", got " + positions.last());
        }
        if (span.counted()) {
            times.decode("times", false, in);
            if (times.size() != size) {
                throw in.corrupt("times must be as many as positions, " + size + ", got " + times.size());
            }
        }
        for (int i = 0; i < size; i++) {
            kept.addLast(records.decode(in));
        }
        if (method == SlidingMethod.RECOMPUTE) {
            try {
                makeAnew();
            } catch (IllegalStateException refusal) {
                throw in.corrupt("records must be such as were taken: " + refusal.getMessage());
            }
            return;
        }
        left = in.readCount("left");
        state = aggregation.codec().decode(in);
        S rest = throughBytes(aggregation, state);
        for (int i = 0; i < size; i++) {
            aggregation.retract(rest, kept.get(i), times.get(i));
        }
    }
}
