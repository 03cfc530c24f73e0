package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.Routing;
import io.rivulet.runtime.dataflow.StepFailure;
import io.rivulet.runtime.state.KeyGroups;
import java.util.function.Function;

/**
 * The sending side of an exchange on one worker: a record for this worker is a direct call, one for another goes into the batch that fills for it. Signals go
 * to all, in order with the records.
 */
final class ExchangeTask extends ExchangePort {

    /**
     * What the constructor takes.
     *
     * @param channels by receiving worker; the own one is unused
     * @param localGate whether this worker's own receiving side takes more
     */
    record Place(
            String step,
            Routing routing,
            int worker,
            Channel[] channels,
            Port<Object> local,
            Gate localGate,
            int batchSize,
            StepCounts counts) {}

    private final String step;
    private final Function<Object, Object> key;
    private final Routing routing;
    private final int worker;
    private final Channel[] channels;
    private final Port<Object> local;
    private final Gate localGate;
    private final int batchSize;
    private final Batch[] filling;
    private final StepCounts counts;
    private int turn;

    @SuppressWarnings("unchecked") // records of the stream are what the key function takes
    ExchangeTask(Place place) {
        this.step = place.step();
        this.routing = place.routing();
        this.key = place.routing() instanceof Routing.ByKey<?, ?> byKey ? (Function<Object, Object>) byKey.key() : null;
        this.worker = place.worker();
        this.channels = place.channels();
        this.local = place.local();
        this.localGate = place.localGate();
        this.batchSize = place.batchSize();
        this.filling = new Batch[channels.length];
        this.turn = worker;
        this.counts = place.counts();
    }

    @Override
    public void record(Object record, long timeMillis) {
        counts.in++;
        if (key != null) {
            send(owner(record), record, timeMillis);
        } else if (routing instanceof Routing.Broadcast) {
            for (int to = 0; to < channels.length; to++) {
                send(to, record, timeMillis);
            }
        } else if (routing instanceof Routing.Rebalance) {
            send(turn, record, timeMillis);
            turn = turn + 1 == channels.length ? 0 : turn + 1;
        } else {
            send(0, record, timeMillis);
        }
    }

    private int owner(Object record) {
        Object found = null;
        try {
            found = key.apply(record);
            return KeyGroups.worker(KeyGroups.of(found), channels.length);
        } catch (Throwable e) {
            throw StepFailure.atKey(step, found, record, e);
        }
    }

    private void send(int to, Object record, long timeMillis) {
        if (to == worker) {
            local.record(record, timeMillis);
        } else if (filling(to).add(record, timeMillis)) {
            flush(to);
        }
    }

    @Override
    public void watermark(long watermarkMillis) {
        for (int to = 0; to < channels.length; to++) {
            if (to != worker && filling(to).addWatermark(watermarkMillis)) {
                flush(to);
            }
        }
        local.watermark(watermarkMillis);
    }

    @Override
    public void batchEnd() {
        counts.publishQueued(waiting());
        local.batchEnd();
    }

    @Override
    public void barrier(long epoch) {
        for (int to = 0; to < channels.length; to++) {
            if (to != worker) {
                filling(to).add(Batch.BARRIER, epoch);
                flush(to);
            }
        }
        local.barrier(epoch);
    }

    @Override
    public void end() {
        for (int to = 0; to < channels.length; to++) {
            if (to != worker) {
                filling(to).add(Batch.END, 0);
                flush(to);
            }
        }
        local.end();
    }

    /** Records on their way to other workers, about. */
    private long waiting() {
        long batches = 0;
        for (int to = 0; to < channels.length; to++) {
            batches += to == worker ? 0 : channels[to].size();
        }
        return batches * batchSize;
    }

    private Batch filling(int to) {
        Batch batch = filling[to];
        if (batch == null) {
            batch = new Batch(batchSize);
            filling[to] = batch;
        }
        return batch;
    }

    private void flush(int to) {
        channels[to].send(filling[to]);
        filling[to] = null;
    }

    @Override
    boolean flush() {
        boolean moved = false;
        for (int to = 0; to < channels.length; to++) {
            if (to != worker) {
                moved |= channels[to].flushWaiting();
                if (filling[to] != null && filling[to].size > 0) {
                    flush(to);
                    moved = true;
                }
            }
        }
        counts.publishQueued(waiting());
        return moved;
    }

    @Override
    boolean flushWaiting() {
        boolean moved = false;
        for (int to = 0; to < channels.length; to++) {
            if (to != worker) {
                moved |= channels[to].flushWaiting();
            }
        }
        return moved;
    }

    @Override
    public boolean hasRoom() {
        if (!localGate.hasRoom()) {
            return false;
        }
        for (int to = 0; to < channels.length; to++) {
            if (to != worker && !channels[to].hasRoom()) {
                return false;
            }
        }
        return true;
    }
}
