package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.StepFailure;
import java.util.List;
import java.util.Optional;

/** The receiving side of an exchange on one worker: drains the channels from the other workers. */
final class Inbound {

    private final Channel[] channels;
    private final int worker;
    private final Confluence confluence;
    private final Port<Object> out;
    private final List<Gate> downstream;
    private final Optional<WorkerEpochs> epochs;
    private int turn;
    private int lastSender;

    /**
     * @param channels by sending worker; the own one is unused
     * @param downstream the gates that records from here may reach next
     * @param epochs of the receiving worker
     */
    Inbound(
            Channel[] channels,
            int worker,
            Confluence confluence,
            List<Gate> downstream,
            Optional<WorkerEpochs> epochs) {
        this.channels = channels;
        this.worker = worker;
        this.confluence = confluence;
        this.out = confluence.out;
        this.downstream = downstream;
        this.epochs = epochs;
    }

    boolean hasEnded() {
        return confluence.hasEnded();
    }

    /** Takes at most {@code batches}, while everything downstream has room; tells whether there was any. */
    boolean drain(int batches) {
        boolean worked = false;
        for (int left = batches; left > 0 && roomDownstream(); left--) {
            Batch batch = next();
            if (batch == null) {
                break;
            }
            take(batch, lastSender);
            worked = true;
        }
        return worked;
    }

    private Batch next() {
        for (int tries = 0; tries < channels.length; tries++) {
            int from = turn;
            turn = turn + 1 == channels.length ? 0 : turn + 1;
            if (from != worker && !confluence.isHeld(from)) {
                Batch batch = channels[from].poll();
                if (batch != null) {
                    lastSender = from;
                    return batch;
                }
            }
        }
        return null;
    }

    private void take(Batch batch, int from) {
        boolean ended = false;
        for (int i = 0; i < batch.size; i++) {
            Object record = batch.records[i];
            if (record == Batch.WATERMARK) {
                confluence.watermark(from, batch.times[i]);
            } else if (record == Batch.BARRIER) {
                out.batchEnd();
                long epoch = batch.times[i];
                epochs.ifPresent(own -> own.heardOf(epoch));
                confluence.barrier(from, epoch);
            } else if (record == Batch.END) {
                confluence.end(from);
                ended = confluence.hasEnded();
            } else {
                try {
                    out.record(record, batch.times[i]);
                } catch (StepFailure e) {
                    throw e.withRecord(record);
                }
            }
        }
        if (!ended) {
            out.batchEnd();
        }
    }

    private boolean roomDownstream() {
        for (Gate gate : downstream) {
            if (!gate.hasRoom()) {
                return false;
            }
        }
        return true;
    }
}
