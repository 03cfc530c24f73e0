package io.rivulet.runtime;

import java.util.List;
import java.util.Optional;

/**
 * A job in figures: a snapshot, summed over workers, a moment old.
 *
 * @param job the flow's name
 * @param status where the job is in its life
 * @param timeMillis when, by the job's clock
 * @param workers how many there are
 * @param progress the whole job
 * @param steps in the order of the graph; steps that only pass records on count none and are left out
 * @param epochs where the job keeps a recovery store
 */
public record JobMetrics(
        String job,
        Job.Status status,
        long timeMillis,
        int workers,
        Progress progress,
        List<StepMetrics> steps,
        Optional<EpochMetrics> epochs) {

    /**
     * One step.
     *
     * @param step its name
     * @param recordsIn records that came in; 0 for an input
     * @param recordsOut records of the main output; 0 for an exchange, which hands on what comes in, and for an output
     * @param queued records that wait for other workers, or calls under way, about
     * @param keys keys that have a state
     * @param timers timers that wait
     * @param watermarkMillis the least watermark of its workers, {@link Long#MIN_VALUE} before the first and for steps that keep none
     */
    public record StepMetrics(
            String step, long recordsIn, long recordsOut, long queued, long keys, long timers, long watermarkMillis) {

        /** How far the watermark is behind a time, in milliseconds; empty where there is none, or the input has ended. */
        public Optional<Long> lagMillis(long nowMillis) {
            return watermarkMillis == Long.MIN_VALUE || watermarkMillis == Long.MAX_VALUE
                    ? Optional.empty()
                    : Optional.of(nowMillis - watermarkMillis);
        }
    }

    /**
     * The job's epochs.
     *
     * @param complete completed in this run
     * @param failed given up in this run, because the store could not take them
     * @param newest the newest complete one, or -1
     * @param durationMillis of the newest, from its barrier to its completion
     * @param bytes of the newest: keys and states written
     * @param stateBytes of all live keys and their states, about
     * @param alignMillis of the newest, the longest time from a worker's barrier until it had come to all its steps
     * @param holdMillis of the newest, how long any worker's flow stood still for it in one go
     * @param completedMillis when the newest was complete, by the clock
     * @param resumedFrom the epoch from which this run went on, or -1
     * @param restoredKeys keys that this run began with
     * @param restoreMillis how long restoring them took
     */
    public record EpochMetrics(
            long complete,
            long failed,
            long newest,
            long durationMillis,
            long bytes,
            long stateBytes,
            long alignMillis,
            long holdMillis,
            long completedMillis,
            long resumedFrom,
            long restoredKeys,
            long restoreMillis) {}
}
