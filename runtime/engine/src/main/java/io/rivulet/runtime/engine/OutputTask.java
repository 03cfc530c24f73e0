package io.rivulet.runtime.engine;

import io.rivulet.runtime.connect.SinkWriter;
import io.rivulet.runtime.dataflow.StepFailure;
import java.util.Optional;

/** Runs a {@link io.rivulet.runtime.dataflow.Step.Output}; without a writer on workers that a single sink leaves out. */
final class OutputTask extends WritingTask {

    /**
     * What the constructor takes.
     *
     * @param transaction of the same writer, where its sink is transactional
     */
    record Place(
            String step,
            Optional<SinkWriter<Object>> writer,
            Optional<OutputTransaction> transaction,
            StepCounts counts,
            WorkerEpochs epochs) {}

    private final String step;
    private final SinkWriter<Object> writer;
    private final OutputTransaction transaction;
    private final StepCounts counts;
    private final WorkerEpochs epochs;
    private boolean dirty;
    private boolean ended;

    OutputTask(Place place) {
        this.step = place.step();
        this.writer = place.writer().orElse(null);
        this.transaction = place.transaction().orElse(null);
        this.counts = place.counts();
        this.epochs = place.epochs();
    }

    @Override
    public void record(Object record, long timeMillis) {
        dirty = true;
        counts.in++;
        try {
            writer.write(record, timeMillis);
        } catch (Throwable e) {
            throw StepFailure.at(step, e);
        }
    }

    @Override
    public void watermark(long watermarkMillis) {}

    @Override
    public void batchEnd() {
        if (dirty) {
            dirty = false;
            counts.publish();
            try {
                writer.flush();
                if (transaction != null) {
                    transaction.onFlush();
                }
            } catch (Throwable e) {
                throw StepFailure.at(step, e);
            }
        }
    }

    @Override
    public void barrier(long epoch) {
        epochs.arrived(this, epoch);
    }

    @Override
    public void end() {
        ended = true;
        counts.publish();
        try {
            if (transaction != null) {
                transaction.onEnd();
            } else if (writer != null) {
                writer.close();
            }
        } catch (Throwable e) {
            throw StepFailure.at(step, e);
        }
    }

    @Override
    public String step() {
        return step;
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public void begin(long epoch, boolean full) {
        try {
            if (transaction != null) {
                transaction.prepare(epoch);
            } else if (writer != null && !ended) {
                // What the epoch says is read must be out before the epoch is complete.
                writer.flush();
            }
        } catch (Throwable e) {
            throw StepFailure.at(step, e);
        }
    }

    @Override
    public boolean write(EpochPart part, int bytes) {
        if (transaction != null) {
            part.prepared.put(step, transaction.prepared());
        }
        return true;
    }

    @Override
    void onComplete(long epoch) {
        if (transaction != null) {
            try {
                transaction.commitUpTo(epoch);
            } catch (Throwable e) {
                throw StepFailure.at(step, e);
            }
        }
    }
}
