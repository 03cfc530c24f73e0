package io.rivulet.runtime.testing;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Port;
import io.rivulet.runtime.dataflow.SideOutput;
import io.rivulet.runtime.dataflow.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * Drives one {@link KeyedLogic} by hand: records, watermarks, the clock, the end; and keeps what comes out, in order.
 *
 * <p>It also takes a snapshot and restores it around every call: between two calls the state of a key exists as bytes only, and each call is made on a new logic
 * object. So a field missing in a codec, or something kept in the logic itself, shows in any test. States must give the same bytes again when decoded
 * and encoded.
 *
 * <pre>{@code
 * var harness = OperatorHarness.of(CountLogic::new);
 * harness.record("a", 1, 1_000);
 * harness.watermark(60_000);
 * harness.records();   // [1]
 * }</pre>
 *
 * @param <K> a key
 * @param <T> a record in
 * @param <R> a record out
 */
public final class OperatorHarness<K, T, R> {

    /** Timers fired in one go before the logic counts as spinning: setting timers that are always due. */
    private static final int MOST_TIMERS_AT_ONCE = 1_000_000;

    /** One thing that came out. */
    public sealed interface Output {

        /** A record of the main output. */
        record Emitted(Object record, long timeMillis) implements Output {}

        /** A record of a side output. */
        record Aside(String output, Object record, long timeMillis) implements Output {}

        /** A watermark that was passed on. */
        record Watermark(long watermarkMillis) implements Output {}
    }

    private final Supplier<KeyedLogic<K, T, Object, R>> logic;
    private final Map<K, Slot<K>> slots = new LinkedHashMap<>();
    private final PriorityQueue<Timer<K>> eventTimers = new PriorityQueue<>(Timer.ORDER);
    private final PriorityQueue<Timer<K>> clockTimers = new PriorityQueue<>(Timer.ORDER);
    private final List<Output> outputs = new ArrayList<>();
    private final ManualClock clock = ManualClock.atEpoch();
    private long watermark = Long.MIN_VALUE;
    private long timersSet;
    private long calls;
    private boolean ended;

    /** What a key has between two calls. */
    private static final class Slot<K> {
        private final K key;
        private byte[] state;
        private boolean live = true;

        Slot(K key) {
            this.key = key;
        }
    }

    private record Timer<K>(long timeMillis, long order, long payload, Slot<K> owner) {
        private static final Comparator<Timer<?>> ORDER =
                Comparator.<Timer<?>>comparingLong(Timer::timeMillis).thenComparingLong(Timer::order);
    }

    private OperatorHarness(Supplier<KeyedLogic<K, T, Object, R>> logic) {
        this.logic = logic;
    }

    /** A harness for logic made by a supplier. */
    @SuppressWarnings("unchecked") // states come from the logic's own create and codec only
    public static <K, T, R> OperatorHarness<K, T, R> of(Supplier<? extends KeyedLogic<K, T, ?, R>> logic) {
        return new OperatorHarness<>(() -> (KeyedLogic<K, T, Object, R>) logic.get());
    }

    /** A harness for logic made as an engine makes it, in a class of its own. */
    public static <K, T, R> OperatorHarness<K, T, R> of(Template<? extends KeyedLogic<K, T, ?, R>> template) {
        Template.Maker<? extends KeyedLogic<K, T, ?, R>> maker = template.own();
        return of(() -> maker.make());
    }

    /** A record without a time. */
    public OperatorHarness<K, T, R> record(K key, T record) {
        return record(key, record, Port.NO_TIME);
    }

    /** A record with its event time; then timers that are due. */
    public OperatorHarness<K, T, R> record(K key, T record, long timeMillis) {
        requireOpen();
        call(
                slots.computeIfAbsent(key, Slot::new),
                timeMillis,
                (at, state, context) -> at.onRecord(state, record, context));
        fire(eventTimers, watermark);
        return this;
    }

    /** The watermark; timers that it makes due fire first, then it is passed on. */
    public OperatorHarness<K, T, R> watermark(long watermarkMillis) {
        requireOpen();
        if (watermarkMillis < watermark) {
            throw new IllegalArgumentException(
                    "watermark must not fall, got " + watermarkMillis + " after " + watermark);
        }
        watermark = watermarkMillis;
        fire(eventTimers, watermarkMillis);
        outputs.add(new Output.Watermark(watermarkMillis));
        return this;
    }

    /** Moves the clock on; then timers that are due fire. The clock starts at 1970. */
    public OperatorHarness<K, T, R> advanceClock(Duration by) {
        clock.advance(by);
        fire(clockTimers, clock.millis());
        return this;
    }

    /** The end of input, after the last watermark, for every key by rising key. */
    public OperatorHarness<K, T, R> end() {
        watermark(Long.MAX_VALUE);
        ended = true;
        List<Slot<K>> left = new ArrayList<>(slots.values());
        if (left.stream().allMatch(slot -> slot.key instanceof Comparable<?>)) {
            left.sort((a, b) -> compare(a.key, b.key));
        }
        for (Slot<K> slot : left) {
            call(slot, watermark, KeyedLogic::onEnd);
        }
        return this;
    }

    @SuppressWarnings("unchecked") // keys of one operator are of one class
    private static int compare(Object a, Object b) {
        return ((Comparable<Object>) a).compareTo(b);
    }

    /** All that came out so far, in order. */
    public List<Output> outputs() {
        return List.copyOf(outputs);
    }

    /** The records of the main output. */
    public List<R> records() {
        return timed().stream().map(Timed::value).toList();
    }

    /** The records of the main output with their times. */
    @SuppressWarnings("unchecked") // the logic emits R only
    public List<Timed<R>> timed() {
        List<Timed<R>> found = new ArrayList<>();
        for (Output output : outputs) {
            if (output instanceof Output.Emitted emitted) {
                found.add(Timed.at(emitted.timeMillis(), (R) emitted.record()));
            }
        }
        return found;
    }

    /** The records of a side output. */
    @SuppressWarnings("unchecked") // the logic gives X to that side output only
    public <X> List<X> side(SideOutput<X> side) {
        List<X> found = new ArrayList<>();
        for (Output output : outputs) {
            if (output instanceof Output.Aside aside && aside.output().equals(side.name())) {
                found.add((X) aside.record());
            }
        }
        return found;
    }

    /** Keys that have a state. */
    public int keys() {
        return slots.size();
    }

    /** Timers of live keys that wait. */
    public int timers() {
        return (int) (eventTimers.stream().filter(t -> t.owner.live).count()
                + clockTimers.stream().filter(t -> t.owner.live).count());
    }

    /** How often the logic was called. */
    public long calls() {
        return calls;
    }

    /** Bytes of all states. */
    public long stateBytes() {
        return slots.values().stream().mapToLong(slot -> slot.state.length).sum();
    }

    private void fire(PriorityQueue<Timer<K>> timers, long untilMillis) {
        for (int fired = 0; !timers.isEmpty() && timers.peek().timeMillis <= untilMillis; fired++) {
            Timer<K> due = timers.remove();
            if (fired == MOST_TIMERS_AT_ONCE) {
                throw new IllegalStateException("logic must not set timers that are always due, but key "
                        + due.owner.key + " did " + fired + " times");
            }
            if (due.owner.live) {
                call(due.owner, due.timeMillis, (at, state, context) -> at.onTimer(state, due.payload, context));
            }
        }
    }

    private interface Call<K, T, R> {
        Keep on(KeyedLogic<K, T, Object, R> logic, Object state, KeyedContext<K, R> context);
    }

    /** Restores the state, makes the call, and takes the snapshot; a call that throws leaves the state as it was. */
    private void call(Slot<K> slot, long timeMillis, Call<K, T, R> call) {
        calls++;
        KeyedLogic<K, T, Object, R> fresh = logic.get();
        StateCodec<Object> codec = fresh.codec();
        Object state = slot.state == null ? fresh.create() : codec.fromBytes(slot.state);
        Context context = new Context(slot, timeMillis);
        Keep keep;
        try {
            keep = call.on(fresh, state, context);
        } catch (RuntimeException e) {
            if (slot.state == null) {
                drop(slot);
            }
            throw e;
        } finally {
            context.open = false;
        }
        if (keep == Keep.DISCARD) {
            drop(slot);
            return;
        }
        slot.state = codec.toBytes(state);
        if (!Arrays.equals(slot.state, codec.toBytes(codec.fromBytes(slot.state)))) {
            throw new IllegalStateException("state of key " + slot.key
                    + " must give the same bytes when decoded and encoded again: form " + codec.form());
        }
    }

    private void drop(Slot<K> slot) {
        slots.remove(slot.key);
        slot.live = false;
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("nothing may come after the end");
        }
    }

    /** What the logic may do during one call. */
    private final class Context implements KeyedContext<K, R> {

        private final Slot<K> slot;
        private final long timeMillis;
        private boolean open = true;

        Context(Slot<K> slot, long timeMillis) {
            this.slot = slot;
            this.timeMillis = timeMillis;
        }

        @Override
        public K key() {
            return slot.key;
        }

        @Override
        public long timeMillis() {
            return timeMillis;
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
        public void emit(R record) {
            emit(record, timeMillis);
        }

        @Override
        public void emit(R record, long recordMillis) {
            requireCall();
            outputs.add(new Output.Emitted(record, recordMillis));
        }

        @Override
        public <X> void emit(SideOutput<X> side, X record, long recordMillis) {
            requireCall();
            outputs.add(new Output.Aside(side.name(), record, recordMillis));
        }

        @Override
        public void setTimer(long eventMillis, long payload) {
            requireCall();
            eventTimers.add(new Timer<>(eventMillis, timersSet++, payload, slot));
        }

        @Override
        public void setClockTimer(long clockMillis, long payload) {
            requireCall();
            clockTimers.add(new Timer<>(clockMillis, timersSet++, payload, slot));
        }

        private void requireCall() {
            if (!open) {
                throw new IllegalStateException("context must be used during its call only, key " + slot.key);
            }
        }
    }
}
