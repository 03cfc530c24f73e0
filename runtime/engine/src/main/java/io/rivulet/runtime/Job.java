package io.rivulet.runtime;

import java.time.Duration;

/** A running dataflow. Its methods may be called from any thread. */
public interface Job extends AutoCloseable {

    /** Where a job is in its life. */
    enum Status {
        /** Workers run. */
        RUNNING,
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

    /** Stops reading inputs, works off what is in flight as at the end of input, closes the outputs. Returns at once; see {@link #await}. */
    void stop();

    /** Stops as soon as possible; what is in flight is lost. Returns at once. */
    void cancel();

    /** What the job has done so far. */
    Progress progress();

    /** Cancels the job if it still runs, and waits until its threads have ended. */
    @Override
    void close();
}
