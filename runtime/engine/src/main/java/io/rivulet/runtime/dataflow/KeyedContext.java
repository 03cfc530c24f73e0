package io.rivulet.runtime.dataflow;

/**
 * What a {@link KeyedLogic} may do during a call; not to be kept.
 *
 * @param <K> a key
 * @param <R> a record out
 */
public interface KeyedContext<K, R> {

    /** The key of the call. */
    K key();

    /** The time of the record, or the time the timer was set for; {@link Port#NO_TIME} where the flow has no event time. */
    long timeMillis();

    /** No later record is older than this; {@link Long#MIN_VALUE} before the first watermark. */
    long watermarkMillis();

    /** The time by the injected clock. */
    long clockMillis();

    /** Hands on a record with the time of the call; never refused. */
    void emit(R record);

    /** Hands on a record with another time. */
    void emit(R record, long timeMillis);

    /** Hands a record to a named side output; without a reader there it is counted only. */
    <X> void emit(SideOutput<X> side, X record, long timeMillis);

    /**
     * Asks to be called when the watermark reaches a time; a time already reached fires once, after this call. Several per key may wait.
     *
     * <p>At the end of input the watermark is {@code Long.MAX_VALUE}, and every timer fires, also those that are set then: logic that sets its next timer in
     * {@link KeyedLogic#onTimer} must look at {@link #watermarkMillis} and stop there, or the input never ends. In {@link KeyedLogic#onEnd} it is too late for timers.
     */
    void setTimer(long eventMillis, long payload);

    /** The same by the clock; what still waits at the end of input does not fire. */
    void setClockTimer(long clockMillis, long payload);
}
