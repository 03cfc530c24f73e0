package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * What {@link Sliding} keeps. Records stand at positions: their time in a window of time, their number in a window of a count.
 *
 * @param <T> a record
 * @param <R> the answer
 */
interface RecordWindow<T, R> {

    SlidingMethod method();

    /** The lowest position that can still be taken in. */
    long lowest();

    /** Takes a record in; if the aggregation refuses it, nothing has changed. */
    void update(T record, long timeMillis, long position);

    /** Drops all below {@code start}. */
    void evictTo(long start);

    /** Answers for what is at {@code start} or above. */
    R answer(long start, long nowMillis);

    /** The first position that such an answer covers. */
    default long firstCovered(long start, long nowMillis) {
        return start;
    }

    /** Whether nothing is held. */
    boolean isEmpty();

    void clear();

    RecordWindow<T, R> copy();

    long stateBytes();

    /** Whether {@link #encode} writes records. */
    boolean keepsRecords();

    void encode(StateCodec<T> records, StateWriter out);

    /** Fills this empty window; nothing in it may be above {@code newest}. */
    void decode(StateCodec<T> records, long newest, StateReader in);

    static <T, S, R> RecordWindow<T, R> of(Aggregation<T, S, R> aggregation, Span span, SlidingChoice choice) {
        return switch (choice.method()) {
            case NATIVE -> new NativeWindow<>(aggregation);
            case RETRACT, RECOMPUTE -> new KeptRecords<>(aggregation, span, choice.method());
            case FIBA -> new FibaWindow<>(aggregation, span);
            case ONE_STATE -> new OneState<>(aggregation);
            case PER_PART -> PartWindows.of(aggregation, span, choice);
            default -> new RecordPanes<>(aggregation, span, choice);
        };
    }

    /** Method u8, then its own. */
    static <T> void encode(RecordWindow<T, ?> window, StateCodec<T> records, StateWriter out) {
        out.writeByte(window.method().code());
        window.encode(records, out);
    }

    /** Goes on with the method that wrote the bytes, so that they outlive a change of the choice. */
    static <T, S, R> RecordWindow<T, R> decode(
            Aggregation<T, S, R> aggregation,
            Span span,
            SlidingChoice choice,
            StateCodec<T> records,
            long newest,
            StateReader in) {
        SlidingMethod method = SlidingMethod.decode(in);
        RecordWindow<T, R> window = of(aggregation, span, choice.orBegunBy(method, aggregation, span.use()));
        window.decode(records, newest, in);
        return window;
    }
}
