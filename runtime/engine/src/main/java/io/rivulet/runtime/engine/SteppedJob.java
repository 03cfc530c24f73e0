package io.rivulet.runtime.engine;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.runtime.Job;
import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.JobMetrics;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.dataflow.StepFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A job whose workers, and the coordinator of its epochs, the caller steps, one at a time and in any order; for tests and simulations. */
public final class SteppedJob implements AutoCloseable {

    /** Of a worker's step. */
    public static final int PARTS = Worker.PARTS;

    private final String name;
    private final List<Worker> workers;
    private final Optional<JobStart.Epochs> epochs;
    private final JobFigures figures;
    private Reading reading = Reading.ON;

    SteppedJob(JobStart start, RunOptions options) {
        this.name = start.name();
        this.workers = start.workers();
        this.epochs = start.epochs();
        this.figures = new JobFigures(start, options.clock());
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
            return workers.get(worker).step(reading);
        } catch (Throwable e) {
            throw LocalJob.failed(name, worker, e);
        }
    }

    /**
     * Lets one worker do some parts of a step, between which the threads of others may come: the next ones, and after the last the first again.
     *
     * @param parts from 1 to {@link #PARTS}
     * @return whether there was anything to do
     * @throws JobFailedException if a step failed
     */
    public boolean stepParts(int worker, int parts) {
        try {
            boolean worked = false;
            for (int i = 0; i < parts; i++) {
                worked |= workers.get(worker).stepPart(reading);
            }
            return worked;
        } catch (Throwable e) {
            throw LocalJob.failed(name, worker, e);
        }
    }

    /**
     * Lets the coordinator of the job's epochs do what it can do now.
     *
     * @return whether there was anything; always false for a job without a recovery store
     * @throws JobFailedException if the store was taken by another run, or cannot take the last epoch
     */
    public boolean stepEpochs() {
        try {
            return epochs.isPresent() && epochs.get().coordinator().step();
        } catch (Throwable e) {
            throw LocalJob.failed(name, 0, StepFailure.at("(recovery)", e));
        }
    }

    /** As {@link Job#stop}: inputs are read no more; further steps work off what is in flight, and with a recovery store take the last snapshot. */
    public void stop() {
        if (epochs.isPresent()) {
            epochs.get().coordinator().stop();
            reading = Reading.OFF;
        } else {
            drain();
        }
    }

    /** As {@link Job#drain}: inputs are read no more; further steps work off what is in flight, as at the end of input. */
    public void drain() {
        reading = Reading.END;
    }

    /** Whether all inputs have ended, or were stopped, and all was worked off and stored. */
    public boolean isDone() {
        boolean done = true;
        for (Worker worker : workers) {
            // All are asked, since asking is how a worker tells that it is quiet.
            done &= worker.isDone();
        }
        return done && (epochs.isEmpty() || epochs.get().coordinator().isFinished());
    }

    /** Keys that have a state now, over all steps and workers. */
    public int keys() {
        return workers.stream().mapToInt(Worker::keys).sum();
    }

    /** The job in figures, step by step. */
    public JobMetrics metrics() {
        return figures.metrics(isDone() ? Job.Status.COMPLETED : Job.Status.RUNNING);
    }

    /**
     * Steps workers and coordinator in a random order until all is done.
     *
     * @throws IllegalStateException if nothing moves any more although the job is not done
     */
    public void runToEnd(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        int actors = workers.size() + (epochs.isPresent() ? 1 : 0);
        int quiet = 0;
        while (!isDone()) {
            int actor = random.nextInt(actors);
            quiet = (actor < workers.size() ? step(actor) : stepEpochs()) ? 0 : quiet + 1;
            if (quiet > 1000 * actors) {
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
                first = add(first, LocalJob.failed(name, worker.index, e));
            }
        }
        try {
            if (epochs.isPresent()) {
                epochs.get().coordinator().close();
            }
        } catch (IOException e) {
            first = add(first, LocalJob.failed(name, 0, StepFailure.at("(recovery)", e)));
        }
        if (first != null) {
            throw first;
        }
    }

    private static JobFailedException add(JobFailedException first, JobFailedException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
