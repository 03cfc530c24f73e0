package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.EventTime;
import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.StepFailure;
import io.rivulet.runtime.time.WatermarkMerge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one worker's partitions of a {@link io.rivulet.runtime.dataflow.Step.Input} in turn, and makes watermarks of the times of their records. */
final class InputTask {

    final String step;
    final Port<Object> out;
    final Port<Object> errors;
    final boolean errorsRead;
    final Counts counts;
    final StepCounts stepCounts;
    private final List<InputPartition> partitions = new ArrayList<>();
    private final List<Gate> downstream;
    private final WatermarkMerge watermarks;
    private int open;
    private boolean ended;
    private boolean moved;
    private boolean held;
    private long heldSince;

    InputTask(
            String step,
            List<OpenPartition> parts,
            Optional<EventTime<Object>> eventTime,
            Port<Object> out,
            Port<Object> errors,
            boolean errorsRead,
            List<Gate> downstream,
            Counts counts,
            StepCounts stepCounts) {
        this.step = step;
        this.out = out;
        this.errors = errors;
        this.errorsRead = errorsRead;
        this.downstream = downstream;
        this.counts = counts;
        this.stepCounts = stepCounts;
        this.watermarks = new WatermarkMerge(Math.max(1, parts.size()), this::onWatermark);
        for (OpenPartition part : parts) {
            partitions.add(new InputPartition(this, partitions.size(), part, eventTime));
        }
        open = partitions.size();
    }

    /** Reads each partition once, if everything downstream has room; tells whether anything happened. */
    boolean poll(int max, long clockMillis) {
        if (ended || isHeld(clockMillis)) {
            return false;
        }
        boolean worked = false;
        moved = false;
        for (InputPartition partition : partitions) {
            worked |= partition.poll(max, clockMillis);
        }
        if (worked || moved) {
            stepCounts.publish();
            out.batchEnd();
            if (errorsRead) {
                errors.batchEnd();
            }
        }
        if (open == 0) {
            end();
            return true;
        }
        return worked;
    }

    /** Ends the input here, as if its partitions had ended. */
    void end() {
        if (!ended) {
            ended = true;
            out.watermark(Long.MAX_VALUE);
            out.end();
            errors.watermark(Long.MAX_VALUE);
            errors.end();
        }
    }

    /** Ends an epoch, between two batches; whether there is room or not. */
    void barrier(long epoch) {
        if (!ended) {
            out.barrier(epoch);
            errors.barrier(epoch);
        }
    }

    /** Where to go on, by partition. */
    Map<String, byte[]> positions() {
        Map<String, byte[]> positions = new HashMap<>();
        try {
            partitions.forEach(partition -> positions.put(partition.name(), partition.position()));
        } catch (Throwable e) {
            throw failure(e);
        }
        return positions;
    }

    boolean hasEnded() {
        return ended;
    }

    long watermark() {
        return ended ? Long.MAX_VALUE : watermarks.top();
    }

    void partitionWatermark(int index, long watermark) {
        watermarks.onWatermark(index, watermark);
    }

    void partitionDone(int index) {
        open--;
        watermarks.onDone(index);
    }

    /** Rejected input came, which the readers of errors must see although no record did. */
    void onReject() {
        moved = true;
    }

    private void onWatermark(long watermark) {
        moved = true;
        out.watermark(watermark);
        if (errorsRead) {
            errors.watermark(watermark);
        }
    }

    /** Whether there is no room downstream. While that lasts, a partition that gives nothing is not silent: it was not asked. */
    private boolean isHeld(long clockMillis) {
        if (!roomDownstream()) {
            if (!held) {
                held = true;
                heldSince = clockMillis;
            }
            return true;
        }
        if (held) {
            held = false;
            for (InputPartition partition : partitions) {
                partition.onHeld(clockMillis - heldSince);
            }
        }
        return false;
    }

    private boolean roomDownstream() {
        for (Gate gate : downstream) {
            if (!gate.hasRoom()) {
                return false;
            }
        }
        return true;
    }

    StepFailure failure(Throwable cause) {
        return StepFailure.at(step, cause);
    }
}
