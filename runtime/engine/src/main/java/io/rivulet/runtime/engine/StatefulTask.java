package io.rivulet.runtime.engine;

import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.SideOutput;
import io.rivulet.runtime.dataflow.StepFailure;
import io.rivulet.runtime.state.KeyEntry;
import io.rivulet.runtime.state.KeyHash;
import io.rivulet.runtime.state.KeyTable;
import io.rivulet.runtime.state.Timers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs a {@link io.rivulet.runtime.dataflow.Step.Stateful} on one worker: finds the state of each record's key and hands both to the logic; fires timers when
 * the watermark or the clock passes them, in order of time; drops the states that the logic discards.
 */
final class StatefulTask extends KeyedTask implements KeyedContext<Object, Object> {

    /** What the constructor takes. */
    record Place(
            String step,
            Function<Object, Object> key,
            KeyedLogic<Object, Object, Object, Object> logic,
            Port<Object> out,
            Map<String, Port<Object>> sides,
            InstantSource clock,
            Counts counts) {}

    private final String step;
    private final Function<Object, Object> keyOf;
    private final KeyedLogic<Object, Object, Object, Object> logic;
    private final Port<Object> out;
    private final Map<String, Port<Object>> sides;
    private final InstantSource clock;
    private final Counts counts;
    private final KeyTable<Object, Object> table = new KeyTable<>();
    private final Timers<Object, Object> eventTimers = Timers.ofEventTime();
    private final Timers<Object, Object> clockTimers = Timers.ofClock();

    private long watermark = Long.MIN_VALUE;
    private KeyEntry<Object, Object> entry;
    private long time;
    private boolean ended;

    StatefulTask(Place place) {
        this.step = place.step();
        this.keyOf = place.key();
        this.logic = place.logic();
        this.out = place.out();
        this.sides = place.sides();
        this.clock = place.clock();
        this.counts = place.counts();
    }

    @Override
    public void record(Object record, long timeMillis) {
        Object found = null;
        Keep keep;
        try {
            found = keyOf.apply(record);
            if (found == null) {
                throw new IllegalArgumentException("key must not be null");
            }
            KeyEntry<Object, Object> at = table.find(found);
            entry = at == null ? insert(found) : at;
            time = timeMillis;
            keep = logic.onRecord(entry.state(), record, this);
        } catch (Throwable e) {
            throw StepFailure.atKey(step, found, record, e);
        }
        if (keep == Keep.DISCARD) {
            discard(entry);
        }
        if (eventTimers.nextTime() <= watermark) {
            fireEventTimers();
        }
    }

    /** A key is refused if its hash could differ elsewhere: with more workers it would be, and results must not depend on how many there are. */
    private KeyEntry<Object, Object> insert(Object key) {
        KeyHash.of(key);
        return table.insert(key, logic.create());
    }

    @Override
    public void watermark(long watermarkMillis) {
        if (watermarkMillis != IDLE) {
            watermark = watermarkMillis;
            if (eventTimers.nextTime() <= watermarkMillis) {
                fireEventTimers();
            }
        }
        out.watermark(watermarkMillis);
        for (Port<Object> side : sides.values()) {
            side.watermark(watermarkMillis);
        }
    }

    private void fireEventTimers() {
        for (KeyEntry<Object, Object> due = eventTimers.poll(watermark);
                due != null;
                due = eventTimers.poll(watermark)) {
            fire(due, eventTimers.polledTime(), eventTimers.polledPayload());
        }
    }

    @Override
    boolean onClock(long clockMillis) {
        if (ended || clockTimers.nextTime() > clockMillis) {
            return false;
        }
        // Timers set by these calls wait for the next round, so that one that is always due cannot hold the worker.
        long mark = clockTimers.mark();
        for (KeyEntry<Object, Object> due = clockTimers.poll(clockMillis, mark);
                due != null;
                due = clockTimers.poll(clockMillis, mark)) {
            fire(due, clockTimers.polledTime(), clockTimers.polledPayload());
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
            discard(due);
        }
    }

    private void discard(KeyEntry<Object, Object> gone) {
        table.remove(gone);
        eventTimers.onDiscard(gone);
        clockTimers.onDiscard(gone);
    }

    @Override
    public void batchEnd() {
        out.batchEnd();
        for (Port<Object> side : sides.values()) {
            side.batchEnd();
        }
    }

    @Override
    public void end() {
        for (KeyEntry<Object, Object> last : keysInOrder()) {
            entry = last;
            time = watermark;
            Keep keep;
            try {
                keep = logic.onEnd(last.state(), this);
            } catch (Throwable e) {
                throw StepFailure.atKey(step, last.key(), "(end of input)", e);
            }
            if (keep == Keep.DISCARD) {
                discard(last);
            }
        }
        ended = true;
        out.end();
        for (Port<Object> side : sides.values()) {
            side.end();
        }
    }

    private List<KeyEntry<Object, Object>> keysInOrder() {
        try {
            return table.inOrder();
        } catch (Throwable e) {
            throw StepFailure.at(step, e);
        }
    }

    @Override
    int keys() {
        return table.size();
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
        out.record(record, time);
    }

    @Override
    public void emit(Object record, long timeMillis) {
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
        eventTimers.add(eventMillis, entry, payload);
    }

    @Override
    public void setClockTimer(long clockMillis, long payload) {
        clockTimers.add(clockMillis, entry, payload);
    }
}
