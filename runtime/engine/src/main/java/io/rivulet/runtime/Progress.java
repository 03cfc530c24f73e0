package io.rivulet.runtime;

/**
 * What a job has done so far; a snapshot, summed over workers.
 *
 * @param records records read from all inputs
 * @param rejected input that was no record
 * @param late records that came too late for their window
 * @param newestMillis the newest event time read, or {@link Long#MIN_VALUE}
 * @param watermarkMillis the least watermark of the inputs, or {@link Long#MIN_VALUE}
 */
public record Progress(long records, long rejected, long late, long newestMillis, long watermarkMillis) {}
