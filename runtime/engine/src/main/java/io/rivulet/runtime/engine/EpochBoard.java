package io.rivulet.runtime.engine;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jctools.queues.SpscArrayQueue;

/**
 * What the coordinator and the workers of a job tell each other about epochs. The coordinator writes {@code request} and {@code completed}, each worker its queue and
 * its mark of quiet; all are read by the other side at its next step, so nobody waits.
 */
final class EpochBoard {

    /**
     * An epoch to end now.
     *
     * @param epoch its number, higher than any before
     * @param full whether it holds every key, or only those that changed
     * @param last whether the job ends with it: no input is read any more
     */
    record Request(long epoch, boolean full, boolean last) {}

    /** Frames or parts that may wait between a worker and the coordinator; the worker writes on when there is room. */
    private static final int WAITING = 64;

    private static final Request NONE = new Request(-1, false, false);

    private final Queue<Object>[] parts;
    private final AtomicIntegerArray quiet;
    /** True where every batch that is read makes an epoch: no input is read before the last one is complete. */
    final boolean lockStep;

    private final AtomicBoolean wasRead = new AtomicBoolean();
    private volatile Request request = NONE;
    private volatile long completed = -1;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of queues only
    EpochBoard(int workers, boolean lockStep) {
        this.parts = new Queue[workers];
        this.quiet = new AtomicIntegerArray(workers);
        this.lockStep = lockStep;
        for (int i = 0; i < workers; i++) {
            parts[i] = new SpscArrayQueue<>(WAITING);
        }
    }

    /** By the coordinator: every worker is to end this epoch. */
    void request(Request next) {
        request = next;
    }

    /** By workers: the epoch to end, which may be over. */
    Request requested() {
        return request;
    }

    /** By the coordinator: the epoch is complete; whatever was prepared for it is to be committed. */
    void complete(long epoch) {
        completed = epoch;
    }

    /** By workers: the newest complete epoch of this run, or -1. */
    long completed() {
        return completed;
    }

    /** By a worker: hands on frames, or at last its part; false if there is no room now. */
    boolean offer(int worker, Object part) {
        return parts[worker].offer(part);
    }

    /** By the coordinator: what a worker handed on, or null. */
    Object poll(int worker) {
        return parts[worker].poll();
    }

    /** By a worker: something was read. */
    void markRead() {
        wasRead.set(true);
    }

    /** By the coordinator: whether something was read since it asked last. */
    boolean takeRead() {
        // In one go: a mark that is made meanwhile must not be lost, or its worker would wait for ever.
        return wasRead.getAndSet(false);
    }

    /** By a worker: all has come in and gone out, and only the last epoch is missing. */
    void markQuiet(int worker) {
        quiet.set(worker, 1);
    }

    /** By the coordinator: whether all workers are quiet. */
    boolean allQuiet() {
        for (int i = 0; i < quiet.length(); i++) {
            if (quiet.get(i) == 0) {
                return false;
            }
        }
        return true;
    }
}
