package io.rivulet.runtime.dataflow;

/**
 * Where records enter a step: what the step before calls, directly and in the same thread, for everything between two exchanges.
 *
 * <p>Signals arrive in order with the records: {@code watermark(w)} promises that no later record is older than {@code w}; {@code batchEnd} says that what
 * the source gave in one go is through; {@code barrier} comes between two batches and ends an epoch; {@code end} comes once, last, after {@code
 * watermark(Long.MAX_VALUE)}.
 *
 * @param <T> a record
 */
public abstract class Port<T> {

    /** The time of a record where the flow has no event time. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** Given to {@link #watermark}: nothing comes from here for now, do not wait for it. A later watermark ends that. */
    public static final long IDLE = Long.MIN_VALUE;

    /** Takes one record; never refused. */
    public abstract void record(T record, long timeMillis);

    /** Takes a watermark, which never falls, or {@link #IDLE}. */
    public abstract void watermark(long watermarkMillis);

    /** A batch of input is through. */
    public abstract void batchEnd();

    /** An epoch ends here: what came before belongs to it, what follows does not. Steps without a state pass it on, after whatever they still hold. */
    public abstract void barrier(long epoch);

    /** Nothing follows. */
    public abstract void end();
}
