package io.rivulet.runtime.engine;

import io.rivulet.runtime.Job;
import io.rivulet.runtime.JobFailedException;
import io.rivulet.runtime.Progress;
import io.rivulet.runtime.dataflow.StepFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A job with a thread for each worker. The first failure ends all workers; every worker closes what it opened before its thread ends.
 *
 * <p>{@code status} and {@code failure} go from any thread to all workers; each worker sees them before its next step.
 */
final class LocalJob implements Job {

    private final String name;
    private final List<Worker> workers;
    private final CountDownLatch running;
    private final AtomicReference<Status> status = new AtomicReference<>(Status.RUNNING);
    private final AtomicReference<JobFailedException> failure = new AtomicReference<>();

    LocalJob(String name, List<Worker> workers) {
        this.name = name;
        this.workers = workers;
        this.running = new CountDownLatch(workers.size());
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
    }

    private void run(Worker worker) {
        try {
            Idle idle = new Idle();
            while (!worker.isDone() && isAlive()) {
                idle.after(worker.step(status.get() == Status.STOPPING));
            }
        } catch (Throwable e) {
            fail(failed(name, worker.index, e));
        } finally {
            end(worker);
        }
    }

    private void end(Worker worker) {
        try {
            worker.close();
        } catch (StepFailure e) {
            fail(failed(name, worker.index, e));
        } finally {
            running.countDown();
            if (running.getCount() == 0) {
                complete();
            }
        }
    }

    private void complete() {
        status.compareAndSet(Status.RUNNING, Status.COMPLETED);
        status.compareAndSet(Status.STOPPING, Status.COMPLETED);
    }

    private boolean isAlive() {
        Status now = status.get();
        return now == Status.RUNNING || now == Status.STOPPING;
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
        status.compareAndSet(Status.RUNNING, Status.STOPPING);
    }

    @Override
    public void cancel() {
        if (!status.compareAndSet(Status.RUNNING, Status.CANCELLED)) {
            status.compareAndSet(Status.STOPPING, Status.CANCELLED);
        }
    }

    @Override
    public Progress progress() {
        long records = 0;
        long rejected = 0;
        long late = 0;
        long newest = Long.MIN_VALUE;
        long watermark = Long.MAX_VALUE;
        for (Worker worker : workers) {
            records += worker.counts.records.get();
            rejected += worker.counts.rejected.get();
            late += worker.counts.late.get();
            newest = Math.max(newest, worker.counts.newestMillis.get());
            watermark = Math.min(watermark, worker.counts.watermarkMillis.get());
        }
        return new Progress(records, rejected, late, newest, watermark);
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
