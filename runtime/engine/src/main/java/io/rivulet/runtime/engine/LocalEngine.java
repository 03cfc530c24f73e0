package io.rivulet.runtime.engine;

import io.rivulet.runtime.Job;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.dataflow.Graph;

/** Runs graphs on the threads of this JVM. */
public final class LocalEngine {

    private LocalEngine() {}

    /**
     * Builds a job and starts a thread for each worker.
     *
     * @throws io.rivulet.runtime.JobFailedException if a source or sink cannot be opened
     */
    public static Job start(Graph graph, RunOptions options) {
        LocalJob job = new LocalJob(JobStart.of(graph, options, OwnClasses.own()), options);
        job.start();
        return job;
    }

    /**
     * Builds a job that runs only when it is stepped, all workers in the caller's thread.
     *
     * @throws io.rivulet.runtime.JobFailedException if a source or sink cannot be opened
     */
    public static SteppedJob stepped(Graph graph, RunOptions options) {
        return new SteppedJob(JobStart.of(graph, options, OwnClasses.own()), options);
    }

    /**
     * The same, made sooner and slower per record, for simulations that build jobs by the thousand.
     *
     * @throws io.rivulet.runtime.JobFailedException if a source or sink cannot be opened
     */
    public static SteppedJob simulated(Graph graph, RunOptions options) {
        return new SteppedJob(JobStart.of(graph, options, OwnClasses.shared()), options);
    }
}
