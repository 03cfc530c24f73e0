package io.rivulet.runtime;

import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * How a job runs; the results do not depend on it.
 *
 * @param workers threads that run a copy of the flow each, 1 to 1024
 * @param batchSize records read from a partition in one go, and the most that one batch carries between workers
 * @param channelBatches batches that may wait between two workers before the sender stops reading
 * @param clock the only clock the engine looks at
 * @param recovery where the job keeps what it needs to go on after a crash; empty for a job that starts anew each time
 */
public record RunOptions(
        int workers, int batchSize, int channelBatches, InstantSource clock, Optional<Recovery> recovery) {

    /** Checks the ranges. */
    public RunOptions {
        between("workers", workers, 1, 1024);
        between("batchSize", batchSize, 1, 1 << 16);
        between("channelBatches", channelBatches, 2, 1 << 16);
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(recovery, "recovery");
    }

    /** Without recovery. */
    public RunOptions(int workers, int batchSize, int channelBatches, InstantSource clock) {
        this(workers, batchSize, channelBatches, clock, Optional.empty());
    }

    /** One worker, the system clock. */
    public static RunOptions defaults() {
        return new RunOptions(1, 256, 64, InstantSource.system());
    }

    /** The same with another number of workers. */
    public RunOptions withWorkers(int count) {
        return new RunOptions(count, batchSize, channelBatches, clock, recovery);
    }

    /** The same with another batch size. */
    public RunOptions withBatchSize(int records) {
        return new RunOptions(workers, records, channelBatches, clock, recovery);
    }

    /** The same with another clock. */
    public RunOptions withClock(InstantSource other) {
        return new RunOptions(workers, batchSize, channelBatches, other, recovery);
    }

    /** The same with a store from which the job goes on after a crash or a stop. */
    public RunOptions withRecovery(Recovery where) {
        return new RunOptions(workers, batchSize, channelBatches, clock, Optional.of(where));
    }

    private static void between(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be in " + min + ".." + max + ", got " + value);
        }
    }
}
