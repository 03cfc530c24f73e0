package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.SideOutput;
import io.rivulet.runtime.dataflow.StepFailure;
import io.rivulet.runtime.state.KeyEntry;
import io.rivulet.runtime.state.KeyedStates;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs a {@link io.rivulet.runtime.dataflow.Step.Stateful} on one worker: finds the state of each record's key and hands both to the logic; fires timers when
 * the watermark or the clock passes them, in order of time; drops the states that the logic discards.
 *
 * <p>One watermark may make any number of timers due, and the end of the input makes every key speak. Where there is no room downstream for what they emit, the rest
 * waits, and the watermark, or the end, behind it; meanwhile there is no room here. A barrier does not wait: timers that are due are in the snapshot, and fire after
 * a restart.
 */
final class StatefulTask extends KeyedTask implements KeyedContext<Object, Object> {

    /**
     * What the constructor takes.
     *
     * @param watermark below which none is passed on, because an earlier run had come that far
     * @param downstream the gates that what is emitted may reach next
     */
    record Place(
            String step,
            Function<Object, Object> key,
            KeyedLogic<Object, Object, Object, Object> logic,
            KeyedStates<Object, Object> states,
            long watermark,
            Port<Object> out,
            Map<String, Port<Object>> sides,
            List<Gate> downstream,
            InstantSource clock,
            Counts counts,
            StepCounts stepCounts,
            WorkerEpochs epochs) {}

    /** Calls of the logic between two looks at the gates. */
    private static final int CALLS_AT_ONCE = 32;

    private final String step;
    private final Function<Object, Object> keyOf;
    private final KeyedLogic<Object, Object, Object, Object> logic;
    private final KeyedStates<Object, Object> states;
    private final Port<Object> out;
    private final Map<String, Port<Object>> sides;
    private final List<Gate> downstream;
    private final InstantSource clock;
    private final Counts counts;
    private final StepCounts stepCounts;
    private final WorkerEpochs epochs;

    private long watermark;
    private KeyEntry<Object, Object> entry;
    private long time;
    private boolean ended;
    private long watermarkAtBarrier;
    private int keysAtBarrier;
    /** Whether the watermark has not been passed on, because timers wait before it. */
    private boolean watermarkWaits;
    /** Whether the input has ended, and timers or keys wait before that can be passed on. */
    private boolean endWaits;
    /** Keys that have not been told of the end. */
    private Iterator<KeyEntry<Object, Object>> leaving;

    StatefulTask(Place place) {
        this.step = place.step();
        this.keyOf = place.key();
        this.logic = place.logic();
        this.states = place.states();
        this.watermark = place.watermark();
        this.out = place.out();
        this.sides = place.sides();
        this.downstream = place.downstream();
        this.clock = place.clock();
        this.counts = place.counts();
        this.stepCounts = place.stepCounts();
        this.epochs = place.epochs();
    }

    @Override
    public void record(Object record, long timeMillis) {
        // Whoever leads here looks at the gate between batches; within one, what waits goes first.
        if (watermarkWaits) {
            finishTimers();
        }
        Object found = null;
        Keep keep;
        try {
            found = keyOf.apply(record);
            if (found == null) {
                throw new IllegalArgumentException("key must not be null");
            }
            KeyEntry<Object, Object> at = states.find(found);
            if (at == null) {
                at = states.insert(found, logic.create());
            } else {
                states.touch(at);
            }
            entry = at;
            time = timeMillis;
            keep = logic.onRecord(at.state(), record, this);
        } catch (Throwable e) {
            throw StepFailure.atKey(step, found, record, e);
        }
        stepCounts.in++;
        if (keep == Keep.DISCARD) {
            states.discard(entry);
        }
        if (states.nextEventTime() <= watermark) {
            fireDue(false);
        }
    }

    @Override
    public void watermark(long watermarkMillis) {
        if (watermarkMillis != IDLE && watermarkMillis < watermark) {
            return;
        }
        if (watermarkWaits) {
            finishTimers();
        }
        if (watermarkMillis == IDLE) {
            passWatermark(IDLE);
            return;
        }
        watermark = watermarkMillis;
        fireTimers(true);
    }

    /** Fires timers that are due, and passes the watermark on once all have fired. */
    private void fireTimers(boolean yielding) {
        watermarkWaits = !fireDue(yielding);
        if (!watermarkWaits) {
            passWatermark(watermark);
        }
    }

    private void finishTimers() {
        fireTimers(false);
    }

    private void passWatermark(long watermarkMillis) {
        out.watermark(watermarkMillis);
        for (Port<Object> side : sides.values()) {
            side.watermark(watermarkMillis);
        }
    }

    /** @return whether all that are due have fired; else there is no room downstream, for which only a yielding call looks */
    private boolean fireDue(boolean yielding) {
        int calls = 0;
        while (states.nextEventTime() <= watermark) {
            if (yielding && ++calls % CALLS_AT_ONCE == 0 && !roomDownstream()) {
                return false;
            }
            KeyEntry<Object, Object> due = states.pollEventTimer(watermark);
            if (due == null) {
                break;
            }
            fire(due, states.polledTime(false), states.polledPayload(false));
        }
        return true;
    }

    private boolean roomDownstream() {
        for (Gate gate : downstream) {
            if (!gate.hasRoom()) {
                return false;
            }
        }
        return true;
    }

    /** Timers that are due wait where there was no room for what they emit, and after a restart. */
    @Override
    public boolean hasRoom() {
        long next = states.nextEventTime();
        return !endWaits && !watermarkWaits && (ended || next > watermark || next == Long.MAX_VALUE);
    }

    @Override
    boolean advance(long clockMillis) {
        if (!hasRoom()) {
            return goOn();
        }
        return !ended && states.nextClockTime() <= clockMillis && fireByClock(clockMillis);
    }

    private boolean goOn() {
        if (!roomDownstream()) {
            return false;
        }
        if (leaving == null) {
            fireTimers(true);
        }
        if (endWaits && !watermarkWaits) {
            tellOfTheEnd();
        }
        if (!ended) {
            batchEnd();
        }
        return true;
    }

    private boolean fireByClock(long clockMillis) {
        // Timers set by these calls wait for the next round, so that one that is always due cannot hold the worker.
        long mark = states.clockMark();
        int calls = 0;
        while (++calls % CALLS_AT_ONCE != 0 || roomDownstream()) {
            KeyEntry<Object, Object> due = states.pollClockTimer(clockMillis, mark);
            if (due == null) {
                break;
            }
            fire(due, states.polledTime(true), states.polledPayload(true));
        }
        batchEnd();
        return true;
    }

    private void fire(KeyEntry<Object, Object> due, long timeMillis, long payload) {
        entry = due;
        time = timeMillis;
        Keep keep;
        try {
            keep = logic.onTimer(due.state(), payload, this);
        } catch (Throwable e) {
            throw StepFailure.atKey(step, due.key(), "(timer)", e);
        }
        if (keep == Keep.DISCARD) {
            states.discard(due);
        }
    }

    @Override
    public void batchEnd() {
        stepCounts.publish(states.size(), states.timers(), watermark);
        out.batchEnd();
        for (Port<Object> side : sides.values()) {
            side.batchEnd();
        }
    }

    @Override
    public void barrier(long epoch) {
        if (watermarkWaits && epochs.isLast()) {
            // What is emitted behind the last barrier is nobody's.
            finishTimers();
        }
        epochs.arrived(this, epoch);
        out.barrier(epoch);
        for (Port<Object> side : sides.values()) {
            side.barrier(epoch);
        }
    }

    @Override
    public void end() {
        endWaits = true;
        if (!watermarkWaits) {
            tellOfTheEnd();
        }
    }

    private void tellOfTheEnd() {
        if (leaving == null) {
            leaving = keysInOrder().iterator();
        }
        for (int calls = 1; leaving.hasNext(); calls++) {
            if (calls % CALLS_AT_ONCE == 0 && !roomDownstream()) {
                return;
            }
            tellOfTheEnd(leaving.next());
        }
        leaving = null;
        endWaits = false;
        ended = true;
        stepCounts.publish(states.size(), states.timers(), watermark);
        out.end();
        for (Port<Object> side : sides.values()) {
            side.end();
        }
    }

    private void tellOfTheEnd(KeyEntry<Object, Object> last) {
        // What the input's end does to the watermark is not for a later run, which may have more input.
        states.touch(last);
        entry = last;
        time = watermark;
        Keep keep;
        try {
            keep = logic.onEnd(last.state(), this);
        } catch (Throwable e) {
            throw StepFailure.atKey(step, last.key(), "(end of input)", e);
        }
        if (keep == Keep.DISCARD) {
            states.discard(last);
        }
    }

    private List<KeyEntry<Object, Object>> keysInOrder() {
        try {
            return states.inOrder();
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
        watermarkAtBarrier = watermark;
        keysAtBarrier = states.size();
        states.beginCapture(full, epochs.output(step));
    }

    @Override
    public boolean write(EpochPart part, int bytes) {
        try {
            if (!states.captureSome(bytes)) {
                return false;
            }
        } catch (Throwable e) {
            throw StepFailure.at(step, e);
        }
        part.keys += keysAtBarrier;
        if (watermarkAtBarrier != Long.MAX_VALUE && watermarkAtBarrier != Long.MIN_VALUE) {
            part.watermarks.put(step, watermarkAtBarrier);
        }
        return true;
    }

    @Override
    public Object key() {
        return entry.key();
    }

    @Override
    public long timeMillis() {
        return time;
    }

    @Override
    public long watermarkMillis() {
        return watermark;
    }

    @Override
    public long clockMillis() {
        return clock.millis();
    }

    @Override
    public void emit(Object record) {
        stepCounts.out++;
        out.record(record, time);
    }

    @Override
    public void emit(Object record, long timeMillis) {
        stepCounts.out++;
        out.record(record, timeMillis);
    }

    @Override
    public <X> void emit(SideOutput<X> side, X record, long timeMillis) {
        Port<Object> port = sides.get(side.name());
        if (port == null) {
            throw new IllegalArgumentException(
                    "side output must be one of " + sides.keySet() + ", got \"" + side.name() + "\"");
        }
        counts.side(side.name());
        port.record(record, timeMillis);
    }

    @Override
    public void setTimer(long eventMillis, long payload) {
        states.addTimer(entry, false, eventMillis, payload);
    }

    @Override
    public void setClockTimer(long clockMillis, long payload) {
        states.addTimer(entry, true, clockMillis, payload);
    }
}
