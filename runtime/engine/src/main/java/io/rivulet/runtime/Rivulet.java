package io.rivulet.runtime;

import io.rivulet.runtime.engine.LocalEngine;

/** Runs dataflows in this JVM. */
public final class Rivulet {

    private Rivulet() {}

    /**
     * Runs a flow with one worker until its inputs end.
     *
     * @throws JobFailedException if a step failed
     * @throws IllegalArgumentException if the flow cannot run
     * @throws InterruptedException if the calling thread is interrupted; the job is then cancelled
     */
    public static void run(Dataflow flow) throws InterruptedException {
        run(flow, RunOptions.defaults());
    }

    /** Runs a flow until its inputs end; see {@link #run(Dataflow)}. */
    public static void run(Dataflow flow, RunOptions options) throws InterruptedException {
        try (Job job = start(flow, options)) {
            job.await();
        }
    }

    /**
     * Starts a flow and returns while it runs.
     *
     * @throws JobFailedException if a source or sink cannot be opened
     * @throws IllegalArgumentException if the flow cannot run
     */
    public static Job start(Dataflow flow, RunOptions options) {
        return LocalEngine.start(flow.graph(), options);
    }
}
