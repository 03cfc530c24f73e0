package io.rivulet.runtime.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Emission;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.SideOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** After a restart the watermark is behind for a while. What a key had seen pass must not become open again: no second result on time, and late stays late. */
class RestoredWindowTest {

    private static final Emission ONCE = Emission.onceClosed();

    /** A context whose watermark may fall, as it does at a restart. */
    private static final class Restarting implements KeyedContext<String, WindowResult<String, Long>> {
        final List<String> results = new ArrayList<>();
        final List<Long> late = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        long time;

        @Override
        public String key() {
            return "k";
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
            return 0;
        }

        @Override
        public void emit(WindowResult<String, Long> record) {
            emit(record, time);
        }

        @Override
        public void emit(WindowResult<String, Long> record, long timeMillis) {
            results.add(RefinedWindowTest.line(record));
        }

        @Override
        public <X> void emit(SideOutput<X> side, X record, long timeMillis) {
            late.add(((LateRecord<?, ?>) record).timeMillis());
        }

        @Override
        public void setTimer(long eventMillis, long payload) {}

        @Override
        public void setClockTimer(long clockMillis, long payload) {}
    }

    private final Restarting context = new Restarting();

    @SuppressWarnings("unchecked") // states come from the logic's own create and codec only
    private KeyedLogic<String, String, Object, WindowResult<String, Long>> logic(Windows windows, Emission emission) {
        KeyedLogic<String, String, ?, WindowResult<String, Long>> made = Windowed.<String, String, long[], Long>of(
                        windows, emission, Folds.<String>count(), false)
                .shared()
                .make();
        return (KeyedLogic<String, String, Object, WindowResult<String, Long>>) made;
    }

    private void record(KeyedLogic<String, String, Object, WindowResult<String, Long>> logic, Object state, long time) {
        context.time = time;
        logic.onRecord(state, "x", context);
    }

    private void timer(KeyedLogic<String, String, Object, WindowResult<String, Long>> logic, Object state, long time) {
        context.watermark = time;
        context.time = time;
        logic.onTimer(state, 0, context);
    }

    /** Records at 3 and 25, the window of the first has passed, and then all begins again with a state from bytes and no watermark. */
    private Object restarted(KeyedLogic<String, String, Object, WindowResult<String, Long>> logic, long passed) {
        Object state = logic.create();
        record(logic, state, 3);
        record(logic, state, 25);
        timer(logic, state, passed);
        context.watermark = Long.MIN_VALUE;
        StateCodec<Object> codec = logic.codec();
        return codec.fromBytes(codec.toBytes(state));
    }

    @Test
    void aWindowThatHasClosedStaysClosed() {
        var logic = logic(Windows.tumbling(Duration.ofMillis(10)), ONCE);
        Object state = restarted(logic, 10);
        record(logic, state, 9);
        assertEquals(List.of("[0,10)=1 ON_TIME#0"), context.results);
        assertEquals(List.of(9L), context.late);
    }

    @Test
    void aSlidingWindowThatHasClosedStaysClosed() {
        var logic = logic(Windows.sliding(Duration.ofMillis(20), Duration.ofMillis(10)), ONCE);
        Object state = restarted(logic, 10);
        record(logic, state, 9);
        assertEquals(List.of("[-10,10)=1 ON_TIME#0"), context.results);
        assertEquals(List.of(9L), context.late);
    }

    @Test
    void aWindowThatIsCompleteHasOnlyLateResults() {
        var logic = logic(Windows.tumbling(Duration.ofMillis(10)), ONCE.withAllowedLateness(Duration.ofMillis(5)));
        Object state = restarted(logic, 10);
        record(logic, state, 9);
        assertEquals(List.of("[0,10)=1 ON_TIME#0", "[0,10)=2 LATE#1"), context.results);
        timer(logic, state, 15);
        context.watermark = Long.MIN_VALUE;
        record(logic, state, 8);
        assertEquals(List.of(8L), context.late);
        record(logic, state, 12);
        assertEquals(2, context.results.size(), "its end has not passed");
        timer(logic, state, 20);
        assertEquals("[10,20)=1 ON_TIME#0", context.results.get(2));
    }

    @Test
    void aSessionThatIsCompleteHasOnlyLateResults() {
        var logic = logic(Windows.session(Duration.ofMillis(4)), ONCE.withAllowedLateness(Duration.ofMillis(5)));
        Object state = restarted(logic, 8);
        record(logic, state, 2);
        assertEquals(List.of("[3,7)=1 ON_TIME#0", "[2,7)=2 LATE#1"), context.results);
    }
}
