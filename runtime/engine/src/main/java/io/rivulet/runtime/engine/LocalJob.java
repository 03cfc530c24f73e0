package io.rivulet.runtime.engine;

import io.rivulet.runtime.Job;
import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.JobMetrics;
import io.rivulet.runtime.Progress;
import io.rivulet.runtime.Recovery;
import io.rivulet.runtime.RunOptions;
import io.rivulet.runtime.dataflow.StepFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A job with a thread for each worker, and one more for its epochs where it keeps any. The first failure ends all; every worker closes what it opened before its
 * thread ends.
 *
 * <p>{@code status}, {@code draining} and {@code failure} go from any thread to all workers; each sees them before its next step.
 */
final class LocalJob implements Job {

    private final String name;
    private final List<Worker> workers;
    private final Optional<JobStart.Epochs> epochs;
    private final JobFigures figures;
    private final CountDownLatch running;
    private final AtomicReference<Status> status = new AtomicReference<>(Status.RUNNING);
    private final AtomicReference<JobFailedException> failure = new AtomicReference<>();
    private volatile boolean draining;

    LocalJob(JobStart start, RunOptions options) {
        this.name = start.name();
        this.workers = start.workers();
        this.epochs = start.epochs();
        this.figures = new JobFigures(start, options.clock());
        this.running = new CountDownLatch(workers.size() + (epochs.isPresent() ? 1 : 0));
    }

    /** Starts the threads; where one cannot be started, the job fails and all workers are closed. */
    void start() {
        for (Worker worker : workers) {
            try {
                new Thread(() -> run(worker), "rivulet-" + name + "-worker-" + worker.index).start();
            } catch (Throwable e) {
                fail(failed(name, worker.index, e));
                end(worker);
            }
        }
        epochs.ifPresent(each -> {
            try {
                new Thread(() -> run(each), "rivulet-" + name + "-epochs").start();
            } catch (Throwable e) {
                fail(failed(name, 0, e));
                end(each);
            }
        });
    }

    private void run(Worker worker) {
        try {
            Idle idle = new Idle();
            while (!worker.isDone() && isAlive()) {
                idle.after(status.get() != Status.SUSPENDED && worker.step(reading()));
            }
        } catch (Throwable e) {
            fail(failed(name, worker.index, e));
        } finally {
            end(worker);
        }
    }

    private Reading reading() {
        if (status.get() != Status.STOPPING) {
            return Reading.ON;
        }
        return draining || epochs.isEmpty() ? Reading.END : Reading.OFF;
    }

    private void run(JobStart.Epochs each) {
        try {
            Idle idle = new Idle();
            while (!each.coordinator().isFinished() && isAlive()) {
                if (status.get() == Status.STOPPING && !draining) {
                    each.coordinator().stop();
                }
                idle.after(
                        status.get() != Status.SUSPENDED && each.coordinator().step());
            }
        } catch (Throwable e) {
            fail(failed(name, 0, StepFailure.at("(recovery)", e)));
        } finally {
            end(each);
        }
    }

    private void end(Worker worker) {
        try {
            worker.close();
        } catch (StepFailure e) {
            fail(failed(name, worker.index, e));
        } finally {
            countDown();
        }
    }

    private void end(JobStart.Epochs each) {
        try {
            each.coordinator().close();
        } catch (IOException e) {
            fail(failed(name, 0, StepFailure.at("(recovery)", e)));
        } finally {
            countDown();
        }
    }

    private void countDown() {
        running.countDown();
        if (running.getCount() == 0) {
            complete();
        }
    }

    private void complete() {
        status.compareAndSet(Status.RUNNING, Status.COMPLETED);
        status.compareAndSet(Status.STOPPING, Status.COMPLETED);
    }

    private boolean isAlive() {
        Status now = status.get();
        return now == Status.RUNNING || now == Status.STOPPING || now == Status.SUSPENDED;
    }

    private void fail(JobFailedException e) {
        if (failure.compareAndSet(null, e)) {
            status.set(Status.FAILED);
        } else {
            failure.get().addSuppressed(e);
        }
    }

    /** The failure as its user sees it; an {@link Error} stays the cause. */
    static JobFailedException failed(String job, int worker, Throwable thrown) {
        StepFailure at = StepFailure.at("(engine)", thrown);
        JobFailedException failed =
                new JobFailedException(job, at.step(), worker, at.key(), at.record(), at.getCause());
        for (Throwable other : at.getSuppressed()) {
            failed.addSuppressed(other);
        }
        return failed;
    }

    @Override
    public Status status() {
        return status.get();
    }

    @Override
    public Status await() throws InterruptedException {
        running.await();
        return ended();
    }

    @Override
    public Status await(Duration atMost) throws InterruptedException {
        if (!running.await(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS)) {
            return status.get();
        }
        return ended();
    }

    private Status ended() {
        if (failure.get() != null) {
            throw failure.get();
        }
        complete();
        return status.get();
    }

    @Override
    public void stop() {
        if (!status.compareAndSet(Status.RUNNING, Status.STOPPING)) {
            status.compareAndSet(Status.SUSPENDED, Status.STOPPING);
        }
    }

    @Override
    public void drain() {
        draining = true;
        stop();
    }

    @Override
    public void cancel() {
        for (Status from : List.of(Status.RUNNING, Status.SUSPENDED, Status.STOPPING)) {
            if (status.compareAndSet(from, Status.CANCELLED)) {
                return;
            }
        }
    }

    @Override
    public void suspend() {
        change(Status.RUNNING, Status.SUSPENDED, "running to be suspended");
    }

    @Override
    public void resume() {
        change(Status.SUSPENDED, Status.RUNNING, "suspended to be resumed");
    }

    private void change(Status from, Status to, String what) {
        if (!status.compareAndSet(from, to)) {
            throw new IllegalStateException("job \"" + name + "\" must be " + what + ", it is " + status.get());
        }
    }

    @Override
    public CompletableFuture<Long> savepoint(Recovery.Place target) {
        return epochs.orElseThrow(() -> new IllegalStateException("job \"" + name
                        + "\" must keep a recovery store for a savepoint; run it with RunOptions.withRecovery(..)"))
                .coordinator()
                .savepoint(target);
    }

    @Override
    public Progress progress() {
        return figures.progress();
    }

    @Override
    public JobMetrics metrics() {
        return figures.metrics(status.get());
    }

    @Override
    public void close() {
        cancel();
        boolean interrupted = false;
        while (true) {
            try {
                running.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
