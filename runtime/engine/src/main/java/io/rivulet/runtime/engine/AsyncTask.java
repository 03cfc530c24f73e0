package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.AsyncLogic;
import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.StepFailure;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Runs a {@link io.rivulet.runtime.dataflow.Step.Async} on one worker: a queue of records whose work is under way or still to begin, and of the signals between
 * them. A signal leaves when all before it has left, so a barrier waits for the work before it, and an epoch never holds work that is half done.
 */
final class AsyncTask extends Port<Object> implements Gate, Closeable {

    /** A record, or a signal, on its way. */
    private static final class Entry {
        final Object record;
        final long time;
        AsyncLogic.Pending<Object> pending;

        Entry(Object record, long time) {
            this.record = record;
            this.time = time;
        }

        boolean isSignal() {
            return record == Batch.WATERMARK || record == Batch.BARRIER || record == Batch.END;
        }
    }

    private final String step;
    private final AsyncLogic<Object, Object> logic;
    private final int capacity;
    private final boolean ordered;
    private final Port<Object> out;
    private final List<Gate> downstream;
    private final StepCounts counts;

    /** In the order in which they came; the first are begun, as many as may be. */
    private final Queue<Entry> waiting = new ArrayDeque<>();
    /** Begun, in the order in which they came, with the signals between them. */
    private final List<Entry> begun = new ArrayList<>();

    private int working;
    private boolean ended;

    AsyncTask(
            String step,
            AsyncLogic<Object, Object> logic,
            int capacity,
            boolean ordered,
            Port<Object> out,
            List<Gate> downstream,
            StepCounts counts) {
        this.step = step;
        this.logic = logic;
        this.capacity = capacity;
        this.ordered = ordered;
        this.out = out;
        this.downstream = downstream;
        this.counts = counts;
    }

    @Override
    public boolean hasRoom() {
        return waiting.isEmpty() && working < capacity;
    }

    @Override
    public void record(Object record, long timeMillis) {
        counts.in++;
        waiting.add(new Entry(record, timeMillis));
    }

    @Override
    public void watermark(long watermarkMillis) {
        waiting.add(new Entry(Batch.WATERMARK, watermarkMillis));
    }

    @Override
    public void batchEnd() {}

    @Override
    public void barrier(long epoch) {
        waiting.add(new Entry(Batch.BARRIER, epoch));
    }

    @Override
    public void end() {
        waiting.add(new Entry(Batch.END, 0));
    }

    boolean hasEnded() {
        return ended;
    }

    /** Begins what may begin and hands on what is done; tells whether there was any. */
    boolean advance(long clockMillis) {
        boolean worked = false;
        while (!waiting.isEmpty() && (waiting.element().isSignal() || working < capacity)) {
            begin(waiting.remove(), clockMillis);
            worked = true;
        }
        boolean emitted = emit(clockMillis);
        worked |= emitted;
        if (worked) {
            counts.publishQueued(working);
        }
        if (emitted && !ended) {
            out.batchEnd();
        }
        return worked;
    }

    private void begin(Entry entry, long clockMillis) {
        if (!entry.isSignal()) {
            try {
                entry.pending = logic.start(entry.record, clockMillis);
            } catch (Throwable e) {
                throw StepFailure.at(step, e).withRecord(entry.record);
            }
            working++;
        }
        begun.add(entry);
    }

    private boolean emit(long clockMillis) {
        boolean worked = false;
        Iterator<Entry> entries = begun.iterator();
        List<Entry> left = null;
        int done = 0;
        while (entries.hasNext() && roomDownstream()) {
            Entry entry = entries.next();
            if (entry.isSignal()) {
                if (left != null) {
                    break;
                }
                signal(entry);
                done++;
                worked = true;
                continue;
            }
            Optional<Object> result = poll(entry, clockMillis);
            if (result.isPresent()) {
                working--;
                counts.out++;
                out.record(result.get(), entry.time);
                done++;
                worked = true;
            } else if (ordered) {
                break;
            } else {
                left = left == null ? new ArrayList<>() : left;
                left.add(entry);
                done++;
            }
        }
        begun.subList(0, done).clear();
        if (left != null) {
            begun.addAll(0, left);
        }
        return worked;
    }

    private Optional<Object> poll(Entry entry, long clockMillis) {
        try {
            return entry.pending.poll(clockMillis);
        } catch (Throwable e) {
            throw StepFailure.at(step, e).withRecord(entry.record);
        }
    }

    private void signal(Entry entry) {
        if (entry.record == Batch.WATERMARK) {
            out.watermark(entry.time);
        } else if (entry.record == Batch.BARRIER) {
            out.batchEnd();
            out.barrier(entry.time);
        } else {
            ended = true;
            out.end();
        }
    }

    /** Cancels the work that is under way, which no one waits for any more. */
    @Override
    public void close() {
        for (Entry entry : begun) {
            if (!entry.isSignal()) {
                entry.pending.cancel();
            }
        }
        begun.clear();
        waiting.clear();
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
