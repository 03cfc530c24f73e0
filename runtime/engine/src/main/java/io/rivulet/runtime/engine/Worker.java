package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.StepFailure;
import io.rivulet.runtime.state.KeyedStates;
import java.io.Closeable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thread's copy of the whole flow. It never blocks and never sleeps: {@link #step} does what can be done now and says whether there was anything, so that a
 * thread can drive it, or a test can drive many from one thread.
 */
final class Worker {

    private static final int BATCHES_PER_STEP = 16;
    private static final int STEPS_BETWEEN_FLUSHES = 16;
    /**
     * Of a snapshot, for each record of a batch: by default a quarter of a megabyte at once, some tenths of a millisecond's work. Less would have states and records
     * drive each other out of the processor's caches more often.
     */
    private static final int SNAPSHOT_BYTES_PER_RECORD = 1 << 10;

    /** Of a step. */
    static final int PARTS = 7;

    final int index;
    final Counts counts = new Counts();
    final List<InputTask> inputs = new ArrayList<>();
    /** Later steps first: draining them makes room for the earlier ones. */
    final List<Inbound> inbounds = new ArrayList<>();

    final List<ExchangePort> exchanges = new ArrayList<>();
    final List<KeyedTask> keyed = new ArrayList<>();
    /** By stateful step. */
    final Map<String, KeyedStates<Object, Object>> states = new LinkedHashMap<>();

    final List<AsyncTask> asyncs = new ArrayList<>();
    final List<StepCounts> stepCounts = new ArrayList<>();
    private final List<Opened> opened = new ArrayList<>();

    private final InstantSource clock;
    private final int batchSize;
    private final Optional<WorkerEpochs> epochs;
    private final Optional<EpochBoard> board;
    private int steps;
    /** The part of a step that comes next. */
    private int part;
    /** Whether there was anything to do in the parts before it. */
    private boolean busy;
    /** The time of the step: the clock is looked at once in each. */
    private long now;

    /** A partition or a writer, and the step that it belongs to. */
    private record Opened(String step, Closeable closeable) {}

    /** @param board where the job's epochs are told, if it keeps any */
    Worker(int index, InstantSource clock, int batchSize, Optional<EpochBoard> board) {
        this.index = index;
        this.clock = clock;
        this.batchSize = batchSize;
        this.epochs = board.map(
                b -> new WorkerEpochs(b, index, inputs, clock::millis, batchSize * SNAPSHOT_BYTES_PER_RECORD));
        this.board = board;
    }

    /** This worker's side of epochs; empty where the job keeps none. */
    Optional<WorkerEpochs> epochs() {
        return epochs;
    }

    /** Does what can be done now; false when there was nothing. */
    boolean step(Reading reading) {
        boolean worked = false;
        do {
            worked |= stepPart(reading);
        } while (part != 0);
        return worked;
    }

    /**
     * Does the next part of a step, after the last of which the first comes again: other threads may do anything between two parts, so a simulation lets other
     * workers in there.
     */
    boolean stepPart(Reading reading) {
        boolean worked = doPart(part, reading);
        busy = part > 0 && busy || worked;
        part = part + 1 == PARTS ? 0 : part + 1;
        return worked;
    }

    private boolean doPart(int which, Reading reading) {
        return switch (which) {
            case 0 -> epochs.isPresent() && epochs.get().step();
            case 1 -> sendWaiting();
            case 2 -> drain();
            case 3 -> advanceCalls();
            case 4 -> read(reading);
            case 5 -> advanceKeyed();
            default -> flush();
        };
    }

    private boolean sendWaiting() {
        boolean sent = false;
        for (ExchangePort exchange : exchanges) {
            sent |= exchange.flushWaiting();
        }
        return sent;
    }

    private boolean drain() {
        boolean drained = false;
        for (Inbound inbound : inbounds) {
            drained |= inbound.drain(BATCHES_PER_STEP);
        }
        return drained;
    }

    private boolean advanceCalls() {
        boolean advanced = false;
        now = clock.millis();
        for (AsyncTask async : asyncs) {
            advanced |= async.advance(now);
        }
        return advanced;
    }

    private boolean advanceKeyed() {
        boolean advanced = false;
        for (KeyedTask task : keyed) {
            advanced |= task.advance(now);
        }
        return advanced;
    }

    private boolean flush() {
        if (busy && ++steps < STEPS_BETWEEN_FLUSHES) {
            return false;
        }
        steps = 0;
        boolean flushed = false;
        for (ExchangePort exchange : exchanges) {
            flushed |= exchange.flush();
        }
        return flushed;
    }

    private boolean read(Reading reading) {
        boolean read = false;
        if (reading == Reading.END) {
            for (InputTask input : inputs) {
                read |= !input.hasEnded();
                input.end();
            }
        } else if (reading == Reading.ON && (epochs.isEmpty() || epochs.get().mayRead())) {
            for (InputTask input : inputs) {
                read |= input.poll(batchSize, now);
            }
            if (read) {
                epochs.ifPresent(WorkerEpochs::onRead);
            }
        }
        counts.watermarkMillis.lazySet(watermark());
        return read;
    }

    /** Whether all has come in and gone out, and where the job keeps epochs, its last one is complete. */
    boolean isDone() {
        if (epochs.isPresent() && epochs.get().isFinished()) {
            return true;
        }
        if (!isQuiet()) {
            return false;
        }
        board.ifPresent(b -> b.markQuiet(index));
        return epochs.isEmpty();
    }

    /** Whether all has come in and gone out. */
    private boolean isQuiet() {
        for (InputTask input : inputs) {
            if (!input.hasEnded()) {
                return false;
            }
        }
        for (Inbound inbound : inbounds) {
            if (!inbound.hasEnded()) {
                return false;
            }
        }
        for (ExchangePort exchange : exchanges) {
            if (!exchange.hasRoom()) {
                return false;
            }
        }
        for (KeyedTask task : keyed) {
            if (!task.hasRoom()) {
                return false;
            }
        }
        for (AsyncTask async : asyncs) {
            if (!async.hasEnded()) {
                return false;
            }
        }
        return true;
    }

    /** The least watermark of the inputs. */
    private long watermark() {
        long least = Long.MAX_VALUE;
        for (InputTask input : inputs) {
            least = Math.min(least, input.watermark());
        }
        return least;
    }

    /** Keys that have a state now, over all steps, as last published. */
    int keys() {
        return stepCounts.stream().mapToInt(counts -> (int) counts.keys()).sum();
    }

    /** Remembers what {@link #close} must close. */
    void opened(String step, Closeable closeable) {
        opened.add(new Opened(step, closeable));
    }

    /**
     * Closes all partitions and writers, whatever some of them throw.
     *
     * @throws StepFailure the first failure, with the others suppressed
     */
    void close() {
        StepFailure first = null;
        for (Opened each : opened) {
            try {
                each.closeable().close();
            } catch (Throwable e) {
                if (first == null) {
                    first = StepFailure.at(each.step(), e);
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
