package io.rivulet.runtime.engine;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.dataflow.StepFailure;
import java.util.List;

/** A job whose workers the caller steps, one at a time and in any order; for tests and simulations. */
public final class SteppedJob implements AutoCloseable {

    private final String name;
    private final List<Worker> workers;
    private boolean stopping;

    SteppedJob(String name, List<Worker> workers) {
        this.name = name;
        this.workers = workers;
    }

    /** How many workers there are. */
    public int workers() {
        return workers.size();
    }

    /**
     * Lets one worker do what it can do now.
     *
     * @return whether there was anything
     * @throws JobFailedException if a step failed
     */
    public boolean step(int worker) {
        try {
            return workers.get(worker).step(stopping);
        } catch (Throwable e) {
            throw LocalJob.failed(name, worker, e);
        }
    }

    /** Inputs are read no more; further steps work off what is in flight, as at the end of input. */
    public void stop() {
        stopping = true;
    }

    /** Whether all inputs have ended and all was worked off. */
    public boolean isDone() {
        return workers.stream().allMatch(Worker::isDone);
    }

    /** Keys that have a state now, over all steps and workers. */
    public int keys() {
        return workers.stream().mapToInt(Worker::keys).sum();
    }

    /**
     * Steps workers in a random order until all is done.
     *
     * @throws IllegalStateException if nothing moves any more although the job is not done
     */
    public void runToEnd(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        int quiet = 0;
        while (!isDone()) {
            quiet = step(random.nextInt(workers.size())) ? 0 : quiet + 1;
            if (quiet > 1000 * workers.size()) {
                throw new IllegalStateException(
                        "job \"" + name + "\" must move on or end, but no worker has anything to do");
            }
        }
    }

    @Override
    public void close() {
        JobFailedException first = null;
        for (Worker worker : workers) {
            try {
                worker.close();
            } catch (StepFailure e) {
                JobFailedException failed = LocalJob.failed(name, worker.index, e);
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
