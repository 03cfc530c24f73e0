package io.rivulet.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A running dataflow. Its methods may be called from any thread. */
public interface Job extends AutoCloseable {

    /** Where a job is in its life. */
    enum Status {
        /** Workers run. */
        RUNNING,
        /** Workers pause, and keep what they have; see {@link #suspend}. */
        SUSPENDED,
        /** Inputs are no longer read; what is in flight is worked off. */
        STOPPING,
        /** The inputs ended, or it was stopped; everything was worked off and outputs are closed. */
        COMPLETED,
        /** It was cancelled; what was in flight is gone. */
        CANCELLED,
        /** A step failed. */
        FAILED
    }

    /** Where it is now. */
    Status status();

    /**
     * Waits for the end.
     *
     * @return {@link Status#COMPLETED} or {@link Status#CANCELLED}
     * @throws JobFailedException if a step failed
     * @throws InterruptedException if the waiting thread is interrupted; the job goes on
     */
    Status await() throws InterruptedException;

    /**
     * Waits for the end, at most for a while, and gives the status then.
     *
     * @throws JobFailedException if a step failed
     */
    Status await(Duration atMost) throws InterruptedException;

    /**
     * Stops reading inputs and works off what is in flight. A job with a recovery store takes a last snapshot and ends: windows that are open stay open in it, and a
     * later run goes on as if there had been no stop. A job without one would lose them, so it ends as {@link #drain} does. Returns at once; see {@link #await}.
     */
    void stop();

    /** Stops reading inputs and ends as at the end of input: open windows give their answers, outputs close. Returns at once; see {@link #await}. */
    void drain();

    /** Stops as soon as possible; what is in flight is lost. Returns at once. */
    void cancel();

    /**
     * Pauses all workers, each after the batch it is at; nothing is read or written until {@link #resume}. Returns at once.
     *
     * @throws IllegalStateException if the job does not run
     */
    void suspend();

    /**
     * Ends a pause.
     *
     * @throws IllegalStateException if the job is not suspended
     */
    void resume();

    /**
     * Copies a new epoch into another place, from where a flow may be started like from its own store, while this job goes on.
     *
     * @return the epoch, once the copy is there
     * @throws IllegalStateException if the job keeps no recovery store
     */
    CompletableFuture<Long> savepoint(Recovery.Place target);

    /** What the job has done so far. */
    Progress progress();

    /** The job in figures, step by step. */
    JobMetrics metrics();

    /** Cancels the job if it still runs, and waits until its threads have ended. */
    @Override
    void close();
}
