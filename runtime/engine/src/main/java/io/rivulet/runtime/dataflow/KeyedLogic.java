package io.rivulet.runtime.dataflow;

import io.rivulet.algorithms.StateCodec;

/**
 * The one stateful primitive: what to do with a record, a timer or the end of input, given the state of its key. It knows no engine; the local engine, the
 * test harness and others drive the same object.
 *
 * <p>Called by one thread; never blocks, sleeps or does I/O. One object serves all keys of a worker, so whatever belongs to a key must be in its state.
 *
 * @param <K> a key
 * @param <T> a record in
 * @param <S> the state of one key, changed in place
 * @param <R> a record out
 */
public interface KeyedLogic<K, T, S, R> {

    /** The state of a key not seen before. */
    S create();

    /** How states become bytes. */
    StateCodec<S> codec();

    /**
     * What must be the same for a state of an earlier run to fit this logic, beside the codec: a window's length, an algorithm's name. A run that finds another
     * text beside the step's stored state is refused.
     */
    default String fingerprint() {
        return "";
    }

    /** A record of the key; {@link KeyedContext#timeMillis} is its time. */
    Keep onRecord(S state, T record, KeyedContext<K, R> context);

    /** A timer that this key set; {@link KeyedContext#timeMillis} is the time it was set for. */
    default Keep onTimer(S state, long payload, KeyedContext<K, R> context) {
        return Keep.RETAIN;
    }

    /** The input has ended; called for every key that still has a state, by rising key. */
    default Keep onEnd(S state, KeyedContext<K, R> context) {
        return Keep.RETAIN;
    }
}
